"""A build after edits within articles' words: as little work as can be, and the very site a clean build makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xinglin.press.building import BuildOptions, build

HEAD = "---\n标题: {title}\n日期: {date}\n作者: {author}\n摘要: 摘要\n{more}---\n\n"


def _article(title: str, body: str, date: str = "2026-03-05", author: str = "张三", more: str = "") -> str:
    return HEAD.format(title=title, date=date, author=author, more=more) + body + "\n"


PUBLICITY = "公示期: 3月2日至3月9日\n"
FILES = {
    "site.yaml": "name: 医院\nurl: https://a.example\n",
    "news/a.md": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)"),
    "news/b.md": _article("乙", "正文。", "2026-03-04", author="于秀英"),
    "news/c.md": _article("丙", "## 小标题\n\n正文。", "2026-03-03"),
    "notes/p.md": _article("公示甲某", "名单。", "2026-03-02", more=PUBLICITY),
    "notes/q.md": _article("旁边一篇", "旁边。", "2026-03-01"),
}


@pytest.fixture
def site(small_site: Callable[..., Any], photo: bytes) -> Any:
    return small_site(FILES | {"news/01.jpg": photo})


@pytest.fixture
def photo() -> bytes:
    from io import BytesIO

    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(stream, "JPEG")
    return stream.getvalue()


def _clean(site: Any, folder: Path, now: Any) -> tuple[dict[str, bytes], Any]:
    output = folder / "clean"
    result = build(BuildOptions(site.content, output, now, cache=folder / "clean-cache", jobs=1))
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}, result


CONFINED = {
    "words": ("news/a.md", _article("甲", "护士又发言。\n\n![](01.jpg)\n\n[乙](b.md)"), {"news/2026/a.html"}),
    "a warning moves and another comes": (
        "news/a.md",
        _article("甲", "一段。\n\n护士发言,\n\n![](01.jpg)\n\n[乙](b.md)\n\n记者范知秋说。"),
        {"news/2026/a.html"},
    ),
    "another person's words": (
        "news/b.md",
        _article("乙", "于秀英说。", "2026-03-04", author="于秀英"),
        {"news/2026/b.html"},
    ),
    "beside a publicity period": (
        "notes/q.md",
        _article("旁边一篇", "旁边的话。", "2026-03-01"),
        {"notes/2026/q.html"},
    ),
}


@pytest.mark.parametrize("name", CONFINED)
def test_words_alone(name: str, site: Any, now: Any, tmp_path: Path) -> None:
    """The page in each script, and the feeds that quote it."""
    path, text, pages = CONFINED[name]
    site.build()
    site.write({path: text})

    result = site.build()

    tree, clean = _clean(site, tmp_path, now)
    assert result.printing.is_revision
    assert {p for p in result.printing.printed if p.endswith(".html")} == {*pages, *(f"zh-hant/{p}" for p in pages)}
    assert site.tree() == tree
    assert (result.diagnostics, result.exit_code, result.pages) == (clean.diagnostics, 0, clean.pages)
    assert site.build().printing is None  # and now there is nothing to do


def test_again_and_again(site: Any, now: Any, tmp_path: Path) -> None:
    """Each revision stands on the one before, of another article or the same, and a whole build on all of them."""
    site.build()
    for number in range(3):
        site.write({"news/b.md": _article("乙", f"第{number}次。", "2026-03-04", author="于秀英")})
        assert site.build().printing.is_revision
        site.write({"news/c.md": _article("丙", f"## 小标题\n\n第{number}次。", "2026-03-03")})
        assert site.build().printing.is_revision
    site.write({"news/c.md": _article("丁", "## 小标题\n\n正文。", "2026-03-03")})

    result = site.build()

    assert not result.printing.is_revision
    assert site.tree() == _clean(site, tmp_path, now)[0]


REACHING = {
    "title": _article("新题目", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)"),
    "date": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)", "2026-03-06"),
    "author, whose name is a term": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)", author="范知秋"),
    "link": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[丙](c.md)"),
    "picture": _article("甲", "护士发言。\n\n[乙](b.md)"),
    "anchor": _article("甲", "## 小标题\n\n护士发言。\n\n![](01.jpg)\n\n[乙](b.md)"),
    "status": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)", more="状态: 草稿\n"),
    "a publicity period": _article("甲", "护士发言。\n\n![](01.jpg)\n\n[乙](b.md)", more=PUBLICITY),
}


@pytest.mark.parametrize("name", REACHING)
def test_what_reaches_further_is_a_whole_build(name: str, site: Any, now: Any, tmp_path: Path) -> None:
    site.build()
    site.write({"news/a.md": REACHING[name]})

    result = site.build()

    assert result.printing is None or not result.printing.is_revision
    assert site.tree() == _clean(site, tmp_path, now)[0]


def test_an_error_leaves_the_site_as_it_was(site: Any) -> None:
    site.build()
    before = site.tree()
    site.write({"news/a.md": _article("甲", "护士发言。\n\n![](02.jpg)\n\n[乙](b.md)")})

    result = site.build()

    assert result.exit_code == 1
    assert result.landed is None
    assert site.tree() == before


def test_a_damaged_output_is_mended(site: Any, now: Any, tmp_path: Path) -> None:
    site.build()
    site.write({"news/b.md": _article("乙", "改了。", "2026-03-04", author="于秀英")})
    (site.output / "index.html").write_text("")

    assert not site.build().printing.is_revision
    assert site.tree() == _clean(site, tmp_path, now)[0]


def test_what_is_internal_is_looked_for_in_every_build(site: Any) -> None:
    """A revision searches nothing, so beside an internal root there is none."""
    secret = "拟将预备党员柳长青同志的预备期延长六个月"
    internal = site.content.with_name("content-internal") / "notes/x.md"
    internal.parent.mkdir(parents=True)
    internal.write_text(
        _article("党委会关于延长预备期的决定", f"经讨论，{secret}。", "2026-03-01", more="公开范围: 党内\n"), "utf-8"
    )
    site.build()
    site.write({"news/b.md": _article("乙", f"经讨论，{secret}。", "2026-03-04", author="于秀英")})

    result = site.build()

    assert result.is_leaking
    assert "柳长青" not in site.page("news/2026/b.html")
