"""Authors with merge rights and bad intentions, and accidents that look like them. Each case once published something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SECTIONS = "- {id: news, title: 新闻}\n- {id: notices, title: 通知, kind: notice}\n"
GOOD = "---\n标题: 好稿件在这里\n日期: 2026-03-05\n---\n\n好稿件的正文，注明来源。\n"


def _article(lines: str = "", body: str = "正文。") -> str:
    return f"---\n标题: 另一篇稿件\n日期: 2026-03-06\n{lines}---\n\n{body}\n"


@pytest.mark.parametrize("terms", ['  好稿件的正文注明来: "<script>x"\n', '  好稿件的正: "<img>"\n', '  好稿: "a\'"\n'])
def test_conversion_terms_carry_no_markup(terms: str, small_site: Callable[..., Any]) -> None:
    """Terms are laid into finished HTML, so only words are accepted in them."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/bad.md": _article(f"转换:\n{terms}")})

    result = site.build(keep_going=True)

    assert [d.path for d in result.diagnostics if d.is_error] == ["news/bad.md"]
    page = site.page("zh-hant/news/2026/good.html")
    assert "<script>x" not in page
    assert "<img>" not in page


def test_terms_of_one_article_stay_in_it(small_site: Callable[..., Any]) -> None:
    """转换 in front matter holds for that article; conversion.yaml holds for the site."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "conversion.yaml": "terms: {兰溪: 蘭溪}\n",
            "news/good.md": GOOD.replace("正文", "兰溪正文"),
            "news/other.md": _article("转换: {正文: 正甲}\n", "兰溪正文。"),
        }
    )

    site.build()

    assert "蘭溪正文" in site.page("zh-hant/news/2026/good.html")
    assert "蘭溪正甲" in site.page("zh-hant/news/2026/other.html")


@pytest.mark.parametrize(
    "alias",
    [
        "/index.html", "/404.html", "/sitemap/", "/news/", "/news/2026/", "/archive/2026/", "/media/x.html", "/theme/x.html",
        "/news/2026/good.html", "/NEWS/2026/good.html", "/news/2026/good.html/b.html", "/robots.txt/x.html", "/feeds/site.xml/x.html",
        "/zh-hant/x.html", "/../x.html", "/a/../../x.html", f"/{'a' * 300}.html", "/旧.html", "/x", "/.xinglin-manifest.json",
    ],
)  # fmt: skip
def test_old_addresses_take_nothing(alias: str, small_site: Callable[..., Any]) -> None:
    """An old address that is another page, the system's, or no address is refused, and nothing is overwritten."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD})
    site.build()
    before = site.tree()
    site.write({"news/bad.md": _article(f"旧网址: {alias}\n")})

    result = site.build(keep_going=True)

    assert [d.code for d in result.diagnostics if d.path == "news/bad.md"] in (["LNK11"], ["LNK12"])
    assert site.tree() == before


def test_old_address_leads_to_the_new_one(small_site: Callable[..., Any]) -> None:
    """A moved article answers at its old address, others may still link to that, its own address is no mistake."""
    site = small_site(
        {
            "site.yaml": "url: https://x.example/sub\n",
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD.replace(
                "---\n\n", "旧网址: /old/a.html、https://x.example/sub/old/b/、/news/2026/good.html\n---\n\n"
            ),
            "news/other.md": _article(body="[旧链接](/old/a.html)"),
        }
    )

    assert [d for d in site.build().diagnostics if d.code != "SEC10"] == []

    assert "/sub/news/2026/good.html" in site.page("old/a.html")
    assert "/sub/news/2026/good.html" in site.page("old/b/index.html")
    assert 'href="/sub/news/2026/good.html"' in site.page("news/2026/other.html")


@pytest.mark.parametrize("name", ["site.yaml", "sections.yaml", "conversion.yaml", "disclosure/organisations.yaml"])
def test_keep_going_never_publishes_another_site(name: str, small_site: Callable[..., Any]) -> None:
    """A mistake in a data file stops the build even with --keep-going: defaults would make another hospital of it."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD})
    site.build()
    before = site.tree()
    site.write({name: "- titel: x\n" if name == "sections.yaml" else "phnes: x\n"})

    result = site.build(keep_going=True)

    assert result.exit_code == 1
    assert result.landed is None
    assert site.tree() == before


def test_index_is_no_slug(small_site: Callable[..., Any]) -> None:
    """An article cannot take the place of a list."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/bad.md": _article("网址名: index\n")})

    result = site.build(keep_going=True)

    assert [d.code for d in result.diagnostics if d.code != "SEC10"] == ["FRO07"]


@pytest.mark.parametrize("lines", ["公开范围: 党内\n", "状态: 草稿\n", "日期错: x\n"])
def test_files_of_a_hidden_article_are_its_own(lines: str, small_site: Callable[..., Any]) -> None:
    """Another article cannot publish what lies in the folder of an article that is not public."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD,
            "news/secret/index.md": _article(lines, "[表](form.pdf)"),
            "news/secret/form.pdf": b"%PDF-1.4 secret",
            "news/loud.md": _article(body="[表](secret/form.pdf)"),
        }
    )

    result = site.build(keep_going=True)

    assert [d.code for d in result.diagnostics if d.path == "news/loud.md"] == ["LNK14"]
    assert not any(path.endswith(".pdf") for path in site.tree())


def test_one_bad_article_costs_no_good_one(small_site: Callable[..., Any]) -> None:
    """Links to an article that is left out become words; what it cancels stays in force."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD.replace(
                "正文", "[坏](bad.md)[坏](/news/2026/bad.html)[坏](nodate.md)[坏](/news/2026/nodate.html)"
            ),
            "news/bad.md": _article(body="![没有](none.jpg)"),
            "news/nodate.md": "---\n标题: 没有日期\n---\n\n正文。\n",
            "notices/old.md": _article(),
            "notices/new.md": _article("取消: old.md\n", "![没有](none.jpg)"),
        }
    )

    result = site.build(keep_going=True)

    assert {d.path for d in result.diagnostics if d.is_error} == {"news/bad.md", "news/nodate.md", "notices/new.md"}
    page = site.page("news/2026/good.html")
    assert "bad.html" not in page
    assert "好稿件的坏坏坏坏" in page.replace("<a>", "").replace("</a>", "")
    assert "已取消" not in site.page("notices/2026/old.html")


@pytest.mark.parametrize("value", ["new.md", "../news/good.md#x", "https://www.example.com/", "draft.md", "none.md"])
def test_cancelling_nothing_is_said(value: str, small_site: Callable[..., Any]) -> None:
    """取消 that names itself, the web, an unpublished or a missing notice is never silent."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD,
            "notices/draft.md": _article("状态: 草稿\n"),
            "notices/new.md": _article(f"取消: {value}\n"),
        }
    )

    result = site.build(keep_going=True)

    found = [d.path for d in result.diagnostics if d.code != "SEC10"]
    assert found == ([] if value.startswith("../news") else ["notices/new.md"])


def test_output_that_is_not_ours(small_site: Callable[..., Any]) -> None:
    """Foreign files, a damaged manifest and another audience's site stop a build before it changes anything."""
    from xinglin.press.manifest import MANIFEST, UnsafeOutput

    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD})
    site.build()
    manifest = site.output / MANIFEST
    text = manifest.read_bytes()

    for damage in (b"{", text.replace(b'"index.html"', b'"../victim.html"'), b'{"files": []}'):
        manifest.write_bytes(damage)
        with pytest.raises(UnsafeOutput):
            site.build()
    manifest.write_bytes(text)
    with pytest.raises(UnsafeOutput):
        site.build(audience="intranet")
    (site.output / "robots.txt").unlink()
    (site.output / "robots.txt").mkdir()
    (site.output / "robots.txt/mine.txt").write_text("mine")
    with pytest.raises(UnsafeOutput):
        site.build()

    assert (site.output / "robots.txt/mine.txt").read_text() == "mine"


def test_file_becomes_folder_and_back(small_site: Callable[..., Any]) -> None:
    """Our own files give way to our own folders, in both directions."""
    moved = "news/good.md"
    site = small_site({"sections.yaml": SECTIONS, moved: GOOD.replace("---\n\n", "旧网址: /old/a/\n---\n\n")})
    site.build()
    assert (site.output / "old/a/index.html").is_file()

    site.write({moved: GOOD.replace("---\n\n", "旧网址: /old.htm\n---\n\n")})
    site.build()

    assert (site.output / "old.htm").is_file()
    assert not (site.output / "old").exists()
