"""What a build need not do: names that concern few pages, reasons for each page, jobs that show no more than they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from xinglin.core.configuration import SiteConfiguration
from xinglin.press.jobs import PrintJob, Slice, Undeclared
from xinglin.press.reasons import Reason, page_path, reasons


def _article(title: str, body: str = "正文。", author: str = "", summary: str = "摘要") -> str:
    return f"---\n标题: {title}\n日期: 2026-03-05\n作者: {author}\n摘要: {summary}\n---\n\n{body}\n"


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Any:
    return small_site(
        {
            "site.yaml": "name: 医院\n",
            "news/a.md": _article("甲", "护士于后山到社区义诊。"),
            "news/b.md": _article("乙"),
            "news/c.md": _article("丙"),
            "notes/z.md": _article("别处"),
        }
    )


def _printed(result: Any) -> set[str]:
    return set(result.printing.printed) if result.printing else set()


def test_a_new_name_prints_what_contains_it(site: Any) -> None:
    """A new author's name stands in the text of one old article: that page changes, the pages beside it do not."""
    site.build()
    assert "於後山" in site.page("zh-hant/news/2026/a.html")

    site.write({"notes/d.md": _article("丁", author="于后山")})
    printed = _printed(site.build())

    assert "于後山" not in site.page("news/2026/a.html")
    assert "于後山" in site.page("zh-hant/news/2026/a.html")
    assert "zh-hant/news/2026/a.html" in printed
    assert not printed & {"zh-hant/news/2026/b.html", "zh-hant/news/2026/c.html"}


def test_a_name_across_tags(site: Any) -> None:
    """Inline tags are transparent to conversion, and so to the search for what a name touches."""
    site.write({"news/a.md": _article("甲", "护士于**后山**到社区义诊。")})
    site.build()

    site.write({"notes/d.md": _article("丁", author="于后山")})
    site.build()
    after = site.tree()

    assert "zh-hant/news/2026/a.html" in after
    clean = type(site)(site.content, site.output.parent / "clean", site.output.parent / "clean-cache")
    clean.build()
    assert clean.tree() == after


def test_a_name_that_goes(site: Any) -> None:
    """The last article by an author is deleted: his name is converted as any word again."""
    site.write({"notes/d.md": _article("丁", author="于后山")})
    site.build()
    (site.content / "notes/d.md").unlink()

    site.build()

    assert "於後山" in site.page("zh-hant/news/2026/a.html")


def test_reasons(site: Any) -> None:
    first = site.build()
    assert reasons(first.printing, "news/2026/a.html") == [Reason.NEW]

    site.write({"news/a.md": _article("甲", "换了。")})
    second = site.build(may_revise=False).printing
    assert reasons(second, "news/2026/a.html") == [Reason.ARTICLES]
    assert reasons(second, "news/2026/b.html") == [Reason.UNCHANGED]
    assert reasons(second, "news/2026/none.html") == [Reason.UNKNOWN]

    site.write({"news/a.md": _article("新题目", "换了。")})
    third = site.build().printing
    assert Reason.ROWS in reasons(third, "news/index.html")

    (site.content / "news/a.md").unlink()
    site.write({"site.yaml": "name: 新医院\n"})
    fourth = site.build().printing
    assert reasons(fourth, "news/2026/a.html") == [Reason.GONE]
    assert reasons(fourth, "news/2026/c.html")[0] is Reason.SHARED

    (site.output / "news/2026/c.html").write_text("")
    assert reasons(site.build().printing, "news/2026/c.html") == [Reason.DAMAGED]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.example/news/2026/a.html#x", "news/2026/a.html"),
        ("/news/", "news/index.html"),
        ("/", "index.html"),
        ("news/page/2/?a=1", "news/page/2/index.html"),
        ("/%E6%96%B0.html", "新.html"),
    ],
)
def test_addresses_as_people_copy_them(address: str, path: str) -> None:
    assert page_path(address) == path
    assert page_path("/site/news/", "/site/") == "news/index.html"


def test_a_page_sees_what_its_job_names() -> None:
    """Anything else would leave the page stale: asking for it is a mistake that cannot be overlooked."""

    class Nothing:
        configuration = SiteConfiguration()

    slice_ = Slice(Nothing(), PrintJob("x.html", "listing", rows=(1,), words=("词",)))  # type: ignore[arg-type]

    for ask in (lambda: slice_.row(2), lambda: slice_.article(1), lambda: slice_.body(1), lambda: slice_.say("别")):
        with pytest.raises(Undeclared):
            ask()
