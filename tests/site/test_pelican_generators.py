"""Generators of plugins run beside ours: with our articles in the context, and with their files left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LISTING = """
from pathlib import Path
from jinja2 import Template
from pelican import signals
from pelican.generators import Generator
class Listing(Generator):
    def generate_context(self):
        self.context["counted"] = len(self.context["articles"]) + len(self.context["pages"])
    def generate_output(self, writer):
        words = Template("{{ counted }}{% for a in articles %} {{ a.url }}{% endfor %}")
        writer.write_file("extra/list.html", words, self.context)
        Path(self.output_path, "extra", "own.txt").write_text("own")
def give(pelican):
    return Listing
def register():
    signals.get_generators.connect(give)
"""


def test_generator_writes_beside_the_site(pelican_site: Callable[..., Any]) -> None:
    """A generator sees the articles; its files survive our pruning and are no strangers to the next build."""
    site = pelican_site(plugins={"listing": LISTING})
    assert site.run().returncode == 0
    listed = "4 reports/2026/three.html news/2026/two.html news/2026/one.html"
    assert (site.output / "extra/list.html").read_text() == listed

    (site.folder / "content/news/one.md").unlink()
    site.write({"content/news/two.md": "---\n标题: 第二篇\n日期: 2026-03-06\n---\n\n正文。\n"})
    done = site.run()

    assert done.returncode == 0, done.stderr
    assert not (site.output / "news/2026/one.html").exists()
    assert (site.output / "extra/own.txt").read_text() == "own"
    assert (site.output / "extra/list.html").read_text().startswith("3 ")


def test_generator_may_not_replace_a_page(pelican_site: Callable[..., Any]) -> None:
    """A file of our name is an error, as two files of one name are in Pelican, unless it says that it overrides."""
    site = pelican_site(plugins={"listing": LISTING.replace("extra/list.html", "index.html")})
    done = site.run()
    assert done.returncode == 1
    assert "FileOverwriteFailedError" in done.stderr
    assert "示例医院" in (site.output / "index.html").read_text("utf-8")

    text = LISTING.replace("extra/list.html", "index.html").replace(
        "self.context)", "self.context, override_output=True)"
    )
    site.write({"listing.py": text.replace('"extra", "own.txt"', '"own.txt"')})
    assert site.run().returncode == 0
    assert (site.output / "index.html").read_text("utf-8").startswith("4 ")


def test_page_a_plugin_replaced_returns_without_it(pelican_site: Callable[..., Any]) -> None:
    """Without the plugin our page stands there again."""
    text = LISTING.replace("extra/list.html", "index.html").replace(
        "self.context)", "self.context, override_output=True)"
    )
    site = pelican_site(plugins={"listing": text.replace('"extra", "own.txt"', '"own.txt"')})
    plain = pelican_site(name="plain")
    assert site.run().returncode == plain.run().returncode == 0
    site.settings("PLUGINS = []")
    assert site.run().returncode == 0

    assert (site.output / "index.html").read_bytes() == (plain.output / "index.html").read_bytes()


def test_template_pages(pelican_site: Callable[..., Any]) -> None:
    """TEMPLATE_PAGES are rendered by Pelican, with our articles."""
    site = pelican_site("TEMPLATE_PAGES = {'../extra.html': 'extra.html'}")
    site.write({"extra.html": "{% for a in articles %}{{ a.title }} {% endfor %}{{ SITENAME }}"})
    done = site.run()

    assert done.returncode == 0, done.stderr
    assert (site.output / "extra.html").read_text("utf-8") == "第三篇 第二篇 第一篇 示例医院"


def test_writer_of_a_plugin(pelican_site: Callable[..., Any]) -> None:
    """A plugin's writer writes what generators of plugins make; our pages are the press's."""
    writer = """
from pelican import signals
from pelican.writers import Writer
class Loud(Writer):
    def write_file(self, name, *args, **kwargs):
        super().write_file("loud-" + name.replace("/", "-"), *args, **kwargs)
def give(pelican):
    return Loud
def register():
    signals.get_writer.connect(give)
"""
    text = LISTING.replace("extra/list.html", "list.html").replace('"extra", "own.txt"', '"own.txt"')
    site, plain = pelican_site(plugins={"loud": writer, "listing": text}), pelican_site(name="plain")
    assert site.run().returncode == plain.run().returncode == 0

    assert site.tree().keys() - plain.tree().keys() == {"loud-list.html", "own.txt"}
    assert {path: data for path, data in site.tree().items() if path in plain.tree()} == plain.tree()


def test_broken_plugin_leaves_the_site_as_it_was(pelican_site: Callable[..., Any]) -> None:
    """A plugin that fails before anything is printed ends the run with 1 and changes nothing."""
    site = pelican_site()
    assert site.run().returncode == 0
    before = site.tree()
    site.write(
        {
            "bad.py": "from pelican import signals\ndef fail(generators): raise ValueError('no')\ndef register(): signals.all_generators_finalized.connect(fail)\n",
            "content/news/four.md": "---\n标题: 第四篇\n日期: 2026-03-08\n---\n\n正文。\n",
        }
    )
    site.settings("PLUGINS = ['bad']")
    done = site.run()

    assert done.returncode == 1
    assert site.tree() == before
