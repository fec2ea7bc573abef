"""Pelican stays Pelican: its signals fire in its order and carry the Site's articles; listeners on writing get every page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

SPY = """
import json
from blinker import Signal
from pelican.plugins import signals
events, kept = [], []
def listen(name, signal):
    def receiver(sender, **carried):
        events.append(name)
        if name == "pelican_finalized":
            with open("events.json", "w") as stream:
                json.dump(events, stream)
    kept.append(receiver)
    signal.connect(receiver)
def register():
    for value in vars(signals).values():
        if isinstance(value, Signal):
            listen(value.name, value)
"""

READER = """
import json
from pelican import signals
from pelican.contents import Article
def see(generator):
    found = [
        {"title": a.title, "date": a.date.isoformat(), "url": a.url, "save_as": a.save_as, "summary": a.summary,
         "category": [a.category.name, a.category.slug, a.category.url], "tags": [t.name for t in a.tags],
         "authors": [x.name for x in a.authors], "content": a.content, "kind": a.metadata["kind"],
         "siteurl": generator.settings["SITEURL"], "is_article": isinstance(a, Article)}
        for a in generator.articles
    ]
    context = generator.context
    with open("seen.json", "w") as stream:
        json.dump({"articles": found, "context": [a.title for a in context["articles"]],
                   "tags": [[t.name, t.url, len(a)] for t, a in context["tags"]],
                   "categories": [[c.name, len(a)] for c, a in context["categories"]]}, stream)
    for article in generator.articles:
        article.title = "改过的标题"
        article._content = "改过的正文"
def register():
    signals.article_generator_finalized.connect(see)
"""

LISTENER = """
import json
from pathlib import Path
from pelican import signals
seen = []
def written(path, context):
    assert Path(path).is_file()
    shown = context.get("article") or context.get("page")
    seen.append([context["output_file"], shown.url if shown else None])
def done(pelican):
    with open("written.json", "w") as stream:
        json.dump(seen, stream)
def register():
    signals.content_written.connect(written)
    signals.finalized.connect(done)
"""

SPOILER = """
from pelican import signals
def written(path, context):
    with open(path, "a") as stream:
        stream.write("<!-- spoiled -->")
def register():
    signals.content_written.connect(written)
"""

# between these Pelican sends one signal for each thing read or written, feeds first
FRAME = [
    "pelican_initialized", "get_generators", "article_generator_init", "page_generator_init", "static_generator_init",
    "article_generator_preread", "article_generator_context", "content_object_init", "article_generator_pretaxonomy",
    "article_generator_finalized", "page_generator_preread", "page_generator_context", "page_generator_finalized",
    "static_generator_finalized", "all_generators_finalized", "get_writer", "article_generator_write_article",
    "content_written", "article_writer_finalized", "page_generator_write_page", "page_writer_finalized",
    "pelican_finalized",
]  # fmt: skip

PLAIN = {
    "news/one.md": "Title: One\nDate: 2026-03-05\n\nText.\n",
    "news/two.md": "Title: Two\nDate: 2026-03-06\n\nText.\n",
    "pages/about.md": "Title: About\nDate: 2026-03-06\n\nText.\n",
}


def _frame(events: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(events) if name in FRAME]


def test_signals_fire_in_pelicans_order(pelican_site: Callable[..., Any]) -> None:
    """The frame of a run is the same with our theme as with a stock one, signal by signal."""
    site = pelican_site(content=PLAIN, plugins={"spy": SPY})
    ours = site.run()
    assert ours.returncode == 0, ours.stderr
    events = json.loads((site.folder / "events.json").read_text())

    stock = site.run("-t", "simple", "-o", "stock")
    assert stock.returncode == 0, stock.stderr
    expected = json.loads((site.folder / "events.json").read_text())

    assert _frame(events) == _frame(expected) == FRAME
    for name in ("article_generator_context", "page_generator_context", "content_object_init", "finalized"):
        assert events.count(name) == expected.count(name)


def test_plugin_sees_all_articles(pelican_site: Callable[..., Any]) -> None:
    """A plugin gets Pelican's objects of all articles; what it changes in them does not reach our pages."""
    site = pelican_site(plugins={"reader": READER})
    done = site.run()
    assert done.returncode == 0, done.stderr

    seen = json.loads((site.folder / "seen.json").read_text())
    assert seen["context"] == ["第三篇", "第二篇", "第一篇"]
    assert seen["articles"][2] == {
        "title": "第一篇",
        "date": "2026-03-05T00:00:00+08:00",
        "url": "news/2026/one.html",
        "save_as": "news/2026/one.html",
        "summary": "急诊&lt;科&gt;",
        "category": ["新闻", "news", "news/"],
        "tags": ["义诊"],
        "authors": ["张三"],
        "content": '<p>正文，见<a href="/sub/news/2026/two.html">第二篇</a>。</p>',
        "kind": "news",
        "siteurl": "https://hospital.example/sub",
        "is_article": True,
    }
    assert [name for name, _, _ in seen["tags"]] == ["义诊"]
    assert seen["tags"][0][1].startswith("keywords/")
    assert sorted(seen["categories"]) == [["支部", 1], ["新闻", 2]]
    page = (site.output / "news/2026/one.html").read_text("utf-8")
    assert "第一篇" in page
    assert "改过的" not in page
    assert "Processed 3 articles" in done.stdout


def test_same_pages_with_and_without_plugin(pelican_site: Callable[..., Any]) -> None:
    """A plugin that looks on changes no byte."""
    plain, watched = pelican_site(name="plain"), pelican_site(plugins={"reader": READER}, name="watched")
    assert plain.run().returncode == watched.run(seed="4242").returncode == 0

    assert plain.tree() == watched.tree()


@pytest.mark.parametrize("safe", [False, True])
def test_write_listener_gets_every_page(pelican_site: Callable[..., Any], safe: bool) -> None:
    """Each build, changed or not, tells of every page; nothing is skipped, and that is said, unless declared safe."""
    site = pelican_site(f"XINGLIN_SAFE_PLUGINS = {['listener'] if safe else []!r}", plugins={"listener": LISTENER})
    site.run()
    done = site.run()

    written = json.loads((site.folder / "written.json").read_text())
    assert [path for path, _ in written] != []
    assert sorted(path for path, _ in written) == [path for path in site.tree() if path.endswith(".html")]
    assert dict(written)["zh-hant/news/2026/one.html"] == "zh-hant/news/2026/one.html"
    assert dict(written)["pages/about.html"] == "pages/about.html"
    assert dict(written)["index.html"] is None
    assert ("不跳过任何网页" in done.stderr) is not safe
    assert done.stderr.count("listener") == (0 if safe else 1)


def test_changed_files_are_printed_again(pelican_site: Callable[..., Any]) -> None:
    """What a plugin did to our files is undone by the first build without it."""
    plain = pelican_site(name="plain")
    assert plain.run().returncode == 0
    site = pelican_site(plugins={"spoiler": SPOILER})
    assert site.run().returncode == 0
    assert "spoiled" in (site.output / "index.html").read_text("utf-8")
    again = site.run()
    assert (site.output / "index.html").read_text("utf-8").count("spoiled") == 1, again.stderr

    site.settings("PLUGINS = []")
    assert site.run().returncode == 0

    assert site.tree() == plain.tree()


def test_killed_while_a_plugin_changes_files(pelican_site: Callable[..., Any]) -> None:
    """A run that dies between landing and the end leaves no page that a later build would wrongly take for its own."""
    plain = pelican_site(name="plain")
    assert plain.run().returncode == 0
    site = pelican_site()
    assert site.run().returncode == 0
    dying = SPOILER.replace("def register", "    if path.endswith('two.html'): import os; os._exit(9)\ndef register")
    site.write({"dying.py": dying})
    site.settings("PLUGINS = ['dying']", "XINGLIN_SAFE_PLUGINS = ['dying']")
    assert site.run().returncode == 9
    site.settings("PLUGINS = []")
    assert site.run().returncode == 0

    assert site.tree() == plain.tree()


def test_feed_listener_gets_the_feeds(pelican_site: Callable[..., Any]) -> None:
    """Feed signals carry Pelican's feed object and the path of the feed that stands there."""
    plugin = """
import json
from pelican import signals
seen = {}
def written(path, context, feed):
    seen[path] = [item["title"] for item in feed.items]
    with open("feeds.json", "w") as stream:
        json.dump(seen, stream)
def register():
    signals.feed_written.connect(written)
"""
    site = pelican_site(plugins={"feeds": plugin})
    done = site.run()

    seen = json.loads((site.folder / "feeds.json").read_text())
    feeds = {path.removeprefix(f"{site.output}/"): titles for path, titles in seen.items()}
    assert feeds == {
        "feeds/site.xml": ["第三篇", "第二篇", "第一篇"],
        "feeds/news.xml": ["第二篇", "第一篇"],
        "feeds/party.xml": ["第三篇"],
        "feeds/reports.xml": ["第三篇"],
    }
    assert all((site.output / path).is_file() for path in feeds)
    assert "feeds" in done.stderr


def test_nobody_listens_nothing_is_made(pelican_site: Callable[..., Any]) -> None:
    """Without a listener no content object is made, and Pelican still counts them."""
    guard = "import pelican.contents as c\ndef refuse(self, *a, **k): raise AssertionError('made')\nc.Content.__init__ = refuse"
    site = pelican_site(*guard.splitlines())
    done = site.run()

    assert done.returncode == 0, done.stderr
    assert "Processed 3 articles" in done.stdout
    assert "1 page," in done.stdout.replace("\n", " ")
