"""A build over yesterday's output gives what a clean build gives, and renders no more than what changed shows."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from xinglin.core.clock import TIMEZONE

SECTIONS = "- {id: news, title: 新闻, page_size: 4}\n- {id: notices, title: 通知, kind: notice}\n"


def _article(number: int, *, title: str = "", body: str = "正文。", lines: str = "", date: str = "") -> str:
    date = date or f"2026-{number % 9 + 1:02}-05"
    return (
        f"---\n标题: {title or f'第{number}篇'}\n日期: {date}\n摘要: 摘要{number}\n关键词: 义诊 词{number % 3}\n{lines}---\n\n"
        f"{body}\n\n![照片](p.jpg)\n"
    )


def _photo(shade: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 120)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Any:
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS, "site.yaml": "name: 医院\n"}
    for number in range(10):
        files[f"news/a{number}/index.md"] = _article(number)
        files[f"news/a{number}/p.jpg"] = _photo(number * 20)
    files["notices/stop.md"] = "---\n标题: 口腔科停诊\n日期: 2026-11-01\n失效: 2026-11-25\n---\n\n停诊。\n"
    return small_site(files)


def _clean(site: Any, now: datetime) -> tuple[dict[str, bytes], tuple[Any, ...]]:
    other = type(site)(site.content, site.output.parent / "clean", site.output.parent / "clean-cache")
    shutil.rmtree(other.output, ignore_errors=True)
    shutil.rmtree(other.cache, ignore_errors=True)
    result = other.build(now=now, keep_going=True)
    return other.tree(), result.diagnostics


Edit = Callable[[int, random.Random], dict[str, str | bytes]]

# what an editor may do between two builds: article number, dice → files to write
EDITS: dict[str, Edit] = {
    "body": lambda n, dice: {f"news/a{n}/index.md": _article(n, body=f"新的正文{dice.random()}。")},
    "title": lambda n, dice: {f"news/a{n}/index.md": _article(n, title=f"新题目{dice.random()}")},
    "date": lambda n, dice: {f"news/a{n}/index.md": _article(n, date=f"2025-{dice.randrange(1, 13):02}-07")},
    "draft": lambda n, dice: {f"news/a{n}/index.md": _article(n, lines="状态: 草稿\n")},
    "withdraw": lambda n, dice: {f"news/a{n}/index.md": _article(n, lines="状态: 撤稿\n撤稿: 有误\n")},
    "range": lambda n, dice: {f"news/a{n}/index.md": _article(n, lines="公开范围: 党内\n")},
    "new": lambda n, dice: {f"news/b{n}/index.md": _article(n), f"news/b{n}/p.jpg": _photo(n)},
    "picture": lambda n, dice: {f"news/a{n}/p.jpg": _photo(dice.randrange(255))},
    "tree": lambda n, dice: {"sections.yaml": SECTIONS.replace("新闻", dice.choice(["新闻", "医院新闻", "动态"]))},
    "site": lambda n, dice: {"site.yaml": f"name: 医院{dice.randrange(3)}\n"},
    "cancel": lambda n, dice: {"notices/new.md": "---\n标题: 恢复\n日期: 2026-11-02\n取消: stop.md\n---\n\n恢复。\n"},
    "broken": lambda n, dice: {f"news/a{n}/index.md": _article(n, body="![没有](none.jpg)")},
}


@pytest.mark.parametrize("seed", range(3))
def test_random_edits(seed: int, site: Any) -> None:
    """After every edit of a random sequence: the same bytes and the same diagnostics as from nothing."""
    dice = random.Random(seed)
    now = datetime(2026, 11, 20, 9, tzinfo=TIMEZONE)
    site.build(now=now, keep_going=True)
    for _ in range(8):
        number, edit = dice.randrange(10), dice.choice([*EDITS, "delete", "clock"])
        if edit == "delete":
            (site.content / f"news/a{number}/index.md").unlink(missing_ok=True)
        elif edit == "clock":
            now += timedelta(days=dice.randrange(1, 8))
        else:
            site.write(EDITS[edit](number, dice))

        result = site.build(now=now, keep_going=True)
        tree, diagnostics = _clean(site, now)

        assert site.tree() == tree, edit
        assert result.diagnostics == diagnostics, edit


def test_renders_no_more_than_what_changed_shows(site: Any) -> None:
    """Nothing changed: nothing is rendered. A body with its own summary: its page in each variant, and no list."""
    first = site.build()
    assert first.rendered == first.pages

    assert site.build().rendered == 0
    site.write({"news/a3/index.md": _article(3, body="新的正文。")})
    assert site.build().rendered == 2
    assert "新的正文" in site.page("news/2026/a3.html")


def test_a_missing_page_comes_back(site: Any) -> None:
    """What somebody deleted from the output is rendered again, whatever the store remembers."""
    site.build()
    (site.output / "news/2026/a3.html").unlink()

    result = site.build()

    assert result.rendered == 1
    assert (site.output / "news/2026/a3.html").is_file()


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_store_is_no_matter(damage: bytes, site: Any) -> None:
    """A store that cannot be read is started anew; the bytes are the same."""
    site.build()
    before = site.tree()
    for leftover in site.cache.glob("store.sqlite*"):
        leftover.unlink()
    (site.cache / "store.sqlite").write_bytes(damage)

    site.build()

    assert site.tree() == before
