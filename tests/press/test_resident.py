"""Proofs: the page of an edited article at once, and nothing taken from them by the build that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from xinglin.press.building import BuildOptions
from xinglin.press.resident import ResidentPress

FRONT = "标题: 甲\n日期: 2026-03-05\n摘要: 摘要\n"


def _article(body: str = "正文。", front: str = FRONT) -> str:
    return f"---\n{front}---\n\n{body}\n"


@pytest.fixture
def preview(small_site: Callable[..., Any], now: Any) -> Iterator[tuple[Any, ResidentPress, BuildOptions]]:
    site = small_site(
        {"site.yaml": "name: 医院\n", "news/a.md": _article(), "news/b.md": _article(front=FRONT + "作者: 李四\n")}
    )
    options = BuildOptions(site.content, site.output, now, site.cache, jobs=1, keep_going=True, preview=True)
    press = ResidentPress(options)
    press.build(options, lambda stage, done, total: None)
    yield site, press, options
    press.close()


def test_the_page_is_there_before_the_build(preview: Any) -> None:
    site, press, options = preview
    site.write({"news/a.md": _article("刚刚写的发言。")})

    pages = press.prove([site.content / "news/a.md"])

    assert set(pages) == {"news/2026/a.html", "zh-hant/news/2026/a.html"}
    assert "刚刚写的发言。" in site.page("news/2026/a.html")
    assert "剛剛寫的發言。" in site.page("zh-hant/news/2026/a.html")
    proofs = {path: site.page(path) for path in pages}
    press.build(options, lambda stage, done, total: None)
    assert {path: site.page(path) for path in pages} == proofs


def test_a_second_proof_builds_on_the_first(preview: Any) -> None:
    site, press, _ = preview
    site.write({"news/a.md": _article("第一次。")})
    press.prove([site.content / "news/a.md"])
    site.write({"news/b.md": _article("第二次。", FRONT + "作者: 李四\n")})

    assert press.prove([site.content / "news/b.md"])

    assert "第一次。" in site.page("news/2026/a.html")
    assert "第二次。" in site.page("news/2026/b.html")


def test_taking_an_edit_back(preview: Any) -> None:
    """The next build prints the page again although its manuscript is the last build's."""
    site, press, options = preview
    before = site.tree()
    site.write({"news/a.md": _article("写错了。")})
    press.prove([site.content / "news/a.md"])
    site.write({"news/a.md": _article()})

    press.build(options, lambda stage, done, total: None)

    assert site.tree() == before


@pytest.mark.parametrize(
    "text",
    [
        _article(front=FRONT.replace("2026-03-05", "2026-03-06")),
        _article(front=FRONT + "状态: 草稿\n"),
        _article(front=FRONT + "公开范围: 党内\n"),
        _article(front=FRONT + "关键词: 义诊\n"),
        _article("[乙](b.md)"),
        _article("![](none.jpg)"),
        _article(front="标题: 甲\n"),
        "",
    ],
)
def test_what_touches_more_waits_for_the_build(text: str, preview: Any) -> None:
    """A proof must not show what a build would not: another place, another state, a link that leads nowhere."""
    site, press, _ = preview
    before = site.tree()
    site.write({"news/a.md": text})

    assert press.prove([site.content / "news/a.md"]) == ()

    assert site.tree() == before


def test_other_files_wait_for_the_build(preview: Any, tmp_path: Any) -> None:
    site, press, _ = preview
    site.write({"news/new.md": _article(), "site.yaml": "name: 二院\n"})

    for path in (
        site.content / "news/new.md",
        site.content / "site.yaml",
        tmp_path / "elsewhere.md",
        site.content / "gone.md",
    ):
        assert press.prove([path]) == ()
    assert press.prove([]) == ()
