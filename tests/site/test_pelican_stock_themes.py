"""A theme without our mark is a stock theme, and the whole run is stock Pelican's: bytes, log and exit code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

CONTENT = {
    "a.md": "Title: First\nDate: 2026-01-05 10:00\nCategory: News\nTags: one, two\nAuthor: Ann\nSlug: first\n\nText with [link]({filename}b.md) and ![p]({static}images/p.png).\n",
    "b.md": "Title: Second\nDate: 2026-02-05\nModified: 2026-03-01\nTags: two\nSlug: second\nSummary: *Short*\n\nMore [index]({index}).\n",
    "b-fr.md": "Title: Deuxième\nDate: 2026-02-05\nLang: fr\nSlug: second\n\nEncore.\n",
    "c.rst": "Third\n#####\n\n:date: 2026-03-05\n:category: Rest\n:authors: Ann; Bob\n\nText.\n",
    "d.md": "Title: 门诊\nDate: 2026-04-05\nTags: 义诊\n\n正文 {attach}: ![p]({attach}sub/q.png)\n",
    "draft.md": "Title: Draft\nDate: 2026-05-05\nStatus: draft\n\nNot yet.\n",
    "hidden.md": "Title: Hidden\nDate: 2026-05-06\nStatus: hidden\n\nUnlisted.\n",
    "e.html": "<html><head><title>Html</title><meta name=\"date\" content=\"2026-05-07\"></head><body>x</body></html>",
    "pages/about.md": "Title: About\nSlug: about\n\nUs.\n",
    "pages/hidden.md": "Title: Gone\nStatus: hidden\n\nUs.\n",
    "images/p.png": "png",
    "sub/q.png": "png",
    "broken.md": "Title: No date\n\nText.\n",
    "dead.md": "Title: Dead link\nDate: 2026-01-01\n\n[x]({filename}nowhere.md)\n",
    "template.html": "{% extends '!simple/base.html' %}{% block content %}{{ articles|length }}{% endblock %}",
}  # fmt: skip

SETTINGS = """
import sys
sys.path[:0] = [{plugins!r}, {folder!r}]
{own}
AUTHOR = "Ann"
SITENAME = "Sample"
SITEURL = "https://sample.example"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 2
YEAR_ARCHIVE_SAVE_AS = "archive/{{date:%Y}}/index.html"
STATIC_PATHS = ["images"]
FEED_ALL_ATOM = "feeds/all.xml"
CATEGORY_FEED_ATOM = "feeds/{{slug}}.xml"
FEED_RSS = "feeds/rss.xml"
TEMPLATE_PAGES = {{"template.html": "template.html"}}
OUTPUT_SOURCES = True
PLUGINS = ["small"]
THEME = {theme!r}
"""

PLUGIN = """
from pelican import signals
def shout(article):
    if hasattr(article, "title"):
        article.title += "!"
def written(path, context):
    with open("written.txt", "a") as stream:
        stream.write(context["output_file"] + "\\n")
def register():
    signals.content_object_init.connect(shout)
    signals.content_written.connect(written)
"""

OWN_THEME = '{% extends "!simple/article.html" %}{% block title %}own {{ article.title }}{% endblock %}'


@pytest.fixture
def race(tmp_path: Path) -> Callable[..., tuple[Any, Any]]:
    """Run stock Pelican and ours on the same sample; each result is (tree, exit code, log, signals heard)."""
    for name, text in CONTENT.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "small.py").write_text(PLUGIN)
    (tmp_path / "folder-theme/templates").mkdir(parents=True)
    (tmp_path / "folder-theme/templates/article.html").write_text(OWN_THEME)
    (tmp_path / "folder-theme/templates/components").mkdir()  # a folder of that name makes no theme ours

    def run(own: str, theme: str, arguments: tuple[str, ...]) -> Any:
        conf = {"plugins": str(ROOT / "plugins"), "folder": str(tmp_path), "own": own, "theme": theme}
        (tmp_path / "conf.py").write_text(SETTINGS.format(**conf))
        (tmp_path / "written.txt").write_text("")
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-m", "pelican", "-s", "conf.py", "--log-handler", "plain", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=os.environ | {"COLUMNS": "200", "PYTHONHASHSEED": "7"},
        )
        log = re.sub(r"in [\d.]+ seconds", "", done.stdout + done.stderr)
        # with --fatal Pelican shows a traceback, and ours has one frame more
        log = re.sub(r'  File "[^"\n]*pelican_class\.py".*\n.*\n', "", log)
        folder = tmp_path / "output"
        tree = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        shutil.rmtree(folder, ignore_errors=True)
        return tree, done.returncode, log, (tmp_path / "written.txt").read_text()

    def both(theme: str, *arguments: str) -> tuple[Any, Any]:
        own = "from xinglin.press.pelican_class import Xinglin as PELICAN_CLASS"
        return run("", theme, arguments), run(own, theme, arguments)

    return both


@pytest.mark.parametrize("theme", ["simple", "notmyidea", "folder-theme"])
def test_stock_bytes(race: Callable[..., tuple[Any, Any]], theme: str) -> None:
    """Articles, pages, drafts, translations, static files, feeds, pagination, archives, a plugin: all as stock."""
    stock, ours = race(theme)

    assert stock[0].keys() == ours[0].keys()
    assert [path for path in stock[0] if stock[0][path] != ours[0][path]] == []
    assert stock[1:] == ours[1:]
    assert len(stock[0]) > 30
    assert "nowhere.md" in stock[2]
    assert "index2.html" in stock[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fatal", "errors"),
        ("--fatal", "warnings"),
        ("-q", "-d", "--relative-urls"),
        ("-v", "--ignore-cache", "-e", "CACHE_CONTENT=true", "DEFAULT_PAGINATION=false"),
        ("-e", "nonsense"),
        ("--write-selected", "x"),
        ("--print-settings", "THEME", "PLUGINS"),
    ],
    ids=" ".join,
)
def test_stock_flags(race: Callable[..., tuple[Any, Any]], arguments: tuple[str, ...]) -> None:
    """Each of Pelican's flags ends as it does without us, in what it writes, says and returns."""
    stock, ours = race("simple", *arguments)

    assert stock[0] == ours[0]
    assert stock[1] == ours[1]
    assert stock[2] == ours[2]
    assert stock[3] == ours[3]


def test_mark_decides(pelican_site: Callable[..., Any]) -> None:
    """A theme whose xinglin.toml names a contract we do not keep is refused with 2, not printed by halves."""
    site = pelican_site()
    site.write({"new/xinglin.toml": "contract = 99\n", "new/templates/base.html": ""})
    done = site.run("-t", "new")

    assert done.returncode == 2
    assert "xinglin.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not site.output.exists()
