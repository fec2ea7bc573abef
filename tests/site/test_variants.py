"""A whole site in four variants: every string of every page is in its variant, marks are read, pages know each other."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest

SmallSites = Callable[..., Any]
PREFIXES = {"zh-Hans": "", "zh-Hant": "zh-hant/", "zh-Hant-TW": "zh-tw/", "zh-Hant-HK": "zh-hk/"}
HREFLANG = {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "zh-Hant-TW": "zh-TW", "zh-Hant-HK": "zh-HK"}
ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = "-{zh-hans:软件;zh-hant:軟體}-"
FILES: Mapping[str, str | bytes] = {
    "site.yaml": "name: 示例-{于}-医院\nurl: https://h.example/sub\n"
    "variants: [zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK]\ncorner_quotes: [zh-Hant-TW]\n",
    "sections.yaml": f"- {{id: news, title: '{FORMS}新闻', page_size: 2}}\n- {{id: notices, title: 通知, kind: notice}}\n",
    "conversion.yaml": "groups: {电脑: {程序: 程式, 网络: 網路}}\n",
    "news/marked/index.md": f"---\n标题: -{{于}}-后说“{FORMS}”\n短标题: 说{FORMS}\n副题: 副{FORMS}\n日期: 2026-03-05 09:00\n作者: -{{于}}-后\n"
    f"摘要: 摘{FORMS}，鼠标在里面\n关键词: {FORMS}、头发\n供稿科室: {FORMS}科\n更正: 正{FORMS}\n转换组: 电脑\n"
    "---\n\n-{H|zh-hans:鼠标;zh-hant:滑鼠}-\n\n"
    f"## 章{FORMS}\n\n里面的鼠标、程序、网络，“头**发**”。<span lang=\"zh-Hant\">頭髮</span>\n\n### 鼠标\n\n## 末\n\n[见{FORMS}](../plain.md)\n",
    "news/plain.md": "---\n标题: 头发\n日期: 2026-03-06\n关键词: 头发\n---\n\n程序、网络、鼠标。见[它](marked/index.md#章软件)。\n",
    "news/titled.md": "---\n标题: 旧题\n日期: 2026-03-07\n---\n\n-{T|zh-hans:新题;zh-hant:標題}-\n\n里面。\n",
    "news/hant.md": f"---\n标题: 頭髮與{FORMS}\n日期: 2026-03-04\n---\n\n頭髮與發展，<span lang=\"zh-CN\">头发</span>。\n",
    "notices/stop.md": f"---\n标题: 停{FORMS}\n日期: 2026-11-01\n失效: 2026-12-25\n---\n\n停。\n",
    "news/gone.md": "---\n标题: 撤\n日期: 2026-01-01\n状态: 撤稿\n撤稿: {日期: 2026-02-01, 原因: 有误}\n---\n\n撤。\n",
}  # fmt: skip


@pytest.fixture
def built(small_site: SmallSites) -> Any:
    site = small_site(FILES)
    result = site.build()
    assert [str(d) for d in result.diagnostics if d.is_error] == []
    return site


def pages(site: Any) -> dict[str, lxml.html.HtmlElement]:
    return {path: lxml.html.document_fromstring(data) for path, data in site.tree().items() if path.endswith(".html")}


def variant_of(path: str) -> str:
    return next((v for v, prefix in PREFIXES.items() if prefix and path.startswith(prefix)), "zh-Hans")


def test_no_file_shows_a_mark(built: Any) -> None:
    """Titles, lists, neighbours, breadcrumbs, metadata, structured data, feeds, the site's name: words, never brackets."""
    for path, data in built.tree().items():
        if path.endswith((".html", ".xml")):
            text = data.decode()
            assert "-{" not in text, path
            assert "}-" not in text, path
            assert "zh-hans:" not in text, path


def test_each_variant_has_its_form(built: Any) -> None:
    """Simplified pages show the Simplified form and no other; Traditional pages theirs."""
    for path, page in pages(built).items():
        page_words = page.text_content() + "".join(page.xpath("//@content | //@title | //@alt | //@aria-label"))
        wrong = "軟體" if variant_of(path) == "zh-Hans" else "软件"
        for label in page.xpath("//*[@data-variant]"):
            label.text = ""
        assert wrong not in page_words.replace("章软件", ""), path


@pytest.mark.parametrize(
    ("variant", "title", "words", "chapter"),
    [
        ("zh-Hans", "于后说“软件”", "里面的鼠标、程序、网络，“头发”。头发", ["章软件", "末"]),
        ("zh-Hant", "于后說“軟體”", "裡面的滑鼠、程式、網路，“頭髮”。頭髮", ["章軟體", "末"]),
        ("zh-Hant-TW", "于后說「軟體」", "裡面的滑鼠、程式、網路，「頭髮」。頭髮", ["章軟體", "末"]),
    ],
)
def test_an_article(built: Any, variant: str, title: str, words: str, chapter: list[str]) -> None:
    """Title, chapters, text, rules and groups, passages in another script, quotations; ids come from the source."""
    page = lxml.html.document_fromstring(built.page(f"{PREFIXES[variant]}news/2026/marked.html"))
    assert page.xpath("string(//h1)").replace("於", "于").replace("後", "后").strip() == title
    assert page.xpath("string(//*[@class='xl-prose']/p[1])") == words
    assert [link.text for link in page.xpath("//a[contains(@class,'xl-contents__link')]")] == chapter
    assert page.xpath("//*[@class='xl-prose']//h2/@id") == ["章软件", "末"]
    assert page.xpath("//*[@class='xl-prose']//span/@lang") == [variant]
    assert page.xpath("//*[@class='xl-prose']/p[not(normalize-space())]") == []


def test_rules_and_groups_hold_for_their_article_alone(built: Any) -> None:
    """Its rows have them wherever it is listed; other articles have not."""
    rows = built.page("zh-hant/news/page/2/index.html") + built.page("zh-hant/news/index.html")
    assert "滑鼠在裡面" in rows
    assert "程序、網絡、鼠標" in built.page("zh-hant/news/2026/plain.html")


def test_a_mark_gives_the_title(built: Any) -> None:
    """On the page, in its head, in lists and feeds."""
    for prefix, title in (("", "新题"), ("zh-hant/", "標題"), ("zh-hk/", "標題")):
        for path in ("news/2026/titled.html", "news/index.html", "feeds/site.xml"):
            assert title in built.page(prefix + path), (prefix, path)
            assert "旧题" not in built.page(prefix + path), (prefix, path)


def test_a_traditional_article(built: Any) -> None:
    """Its own variant is as typed; the Simplified page is Simplified; its Simplified passage becomes Traditional."""
    assert '頭髮與發展，<span lang="zh-Hant">頭髮</span>。' in built.page("zh-hant/news/2026/hant.html")
    assert '头发与发展，<span lang="zh-CN">头发</span>。' in built.page("news/2026/hant.html")
    assert "头发与软件" in built.page("news/2026/hant.html")
    assert "頭髮與軟體" in built.page("zh-hant/news/2026/hant.html")


def test_every_page_knows_its_variants(built: Any) -> None:
    """hreflang reciprocal with x-default, canonical its own, switch links to the same page, og:locale, html lang; on
    articles, lists, 404, tombstones and the site map alike."""
    groups: dict[str, set[str]] = defaultdict(set)
    found = pages(built)
    for path, page in found.items():
        variant = variant_of(path)
        tail = path.removeprefix(PREFIXES[variant]).removesuffix("index.html")
        links = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang][not(@type)]")}
        expected = {HREFLANG[v]: f"https://h.example/sub/{prefix}{tail}" for v, prefix in PREFIXES.items()}
        assert links == expected | {"x-default": expected["zh-Hans"]}, path
        assert page.xpath("string(//link[@rel='canonical']/@href)") == expected[HREFLANG[variant]], path
        assert page.get("lang") == variant
        switch = {a.get("lang"): a.get("href") for a in page.xpath("//a[@data-variant]")}
        assert switch == {v: f"/sub/{prefix}{tail}" for v, prefix in PREFIXES.items()}, path
        assert page.xpath("string(//a[@data-variant][@aria-current]/@lang)") == variant, path
        locale = page.xpath("string(//meta[@property='og:locale']/@content)")
        assert locale == {"zh-Hans": "zh_CN", "zh-Hant-HK": "zh_HK"}.get(variant, "zh_TW"), path
        groups[tail].add(variant)
    assert {path.removeprefix(PREFIXES[variant_of(path)]) for path in found} >= {
        "404.html", "index.html", "sitemap/index.html", "news/2026/gone.html", "news/page/2/index.html",
    }  # fmt: skip
    assert all(variants == set(PREFIXES) for variants in groups.values())


def test_labels_name_scripts(built: Any) -> None:
    """字形, each label in its own script; no country, no flag."""
    page = lxml.html.document_fromstring(built.page("zh-hk/404.html"))
    assert page.xpath("//nav[@aria-label='字形']//a/text()") == ["简体", "繁體", "臺灣字形", "香港字形"]


@pytest.mark.parametrize("variant", ["zh-Hant-TW", "zh-Hant-HK"])
def test_one_traditional_variant_is_traditional(small_site: SmallSites, variant: str) -> None:
    """A site with one Traditional variant calls it 繁體, whichever it is."""
    site = small_site({"site.yaml": f"name: 院\nvariants: [zh-Hans, {variant}]\n", "a.md": FILES["news/plain.md"]})
    site.build(keep_going=True)
    page = lxml.html.document_fromstring(site.page(f"{PREFIXES[variant]}index.html"))
    assert page.xpath("//nav[@aria-label='字形']//a/text()") == ["简体", "繁體"]
    assert page.get("lang") == variant


def test_feeds(built: Any) -> None:
    """One of each kind per variant, each with ids of its own, in its language, naming the others."""
    ids: list[str | None] = []
    for variant, prefix in PREFIXES.items():
        for name in ("site", "news"):
            root = lxml.etree.fromstring(built.page(f"{prefix}feeds/{name}.xml").encode())
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == variant
            others = [link.get("href") for link in root.findall(f"{ATOM}link[@hreflang]")]
            assert others == [f"https://h.example/sub/{p}feeds/{name}.xml" for v, p in PREFIXES.items() if v != variant]
            ids += [root.findtext(f"{ATOM}id")]
        ids += [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 12


def test_structured_data(built: Any) -> None:
    """Readable strings are in the variant; addresses and ids are not words."""
    (text,) = lxml.html.document_fromstring(built.page("zh-hant/news/2026/marked.html")).xpath(
        "//script[@type='application/ld+json']/text()"
    )
    article = json.loads(text)["@graph"][0]
    assert article["inLanguage"] == "zh-Hant"
    assert article["description"] == "摘軟體，滑鼠在裡面"
    assert article["keywords"] == ["軟體", "頭髮"]
    assert article["articleSection"] == "軟體新聞"
    assert article["url"] == "https://h.example/sub/zh-hant/news/2026/marked.html"


def test_sitemap(built: Any) -> None:
    """Every page in every variant, with its alternates and x-default."""
    root = lxml.etree.fromstring(built.page("sitemap.xml").encode())
    links = [
        [link.get("hreflang") for link in url.findall("{http://www.w3.org/1999/xhtml}link")]
        for url in root.findall("{*}url")
    ]
    assert len(links) % len(PREFIXES) == 0
    assert all(found == [*HREFLANG.values(), "x-default"] for found in links)


def test_a_changed_rule_reaches_lists(small_site: SmallSites, tmp_path: Path) -> None:
    """An edited mark, group or person prints again what shows its words: as a clean build would."""
    site = small_site(FILES)
    site.build()
    marked = str(FILES["news/marked/index.md"])
    edits: list[dict[str, str | bytes]] = [
        {"news/marked/index.md": marked.replace("滑鼠", "鼠標")},
        {"conversion.yaml": "groups: {电脑: {程序: 程序, 网络: 網絡}}\n"},
        {"news/marked/index.md": marked.replace("转换组: 电脑\n", "")},
        {"site.yaml": str(FILES["site.yaml"]).replace("corner_quotes: [zh-Hant-TW]", "corner_quotes: [zh-Hant]")},
    ]
    for number, edit in enumerate(edits):
        site.write(edit)
        site.build()
        clean = replace(site, output=tmp_path / f"output{number}", cache=tmp_path / f"cache{number}")
        clean.build()
        assert site.tree() == clean.tree(), number


def test_unknown_groups_and_unclosed_marks_stop_their_article(small_site: SmallSites) -> None:
    """With their place; the rest of the site goes out."""
    site = small_site(
        {
            "news/a.md": "---\n标题: 甲-{乙\n日期: 2026-03-05\n---\n\n甲。\n",
            "news/b.md": "---\n标题: 甲\n日期: 2026-03-05\n转换组: 医学 电恼\n---\n\n甲。\n",
            "news/c.md": FILES["news/plain.md"].replace("。见[它](marked/index.md#章软件)", ""),  # type: ignore[arg-type]
            "conversion.yaml": "groups: {电脑: {程序: 程式}, 医学: {}}\n",
        }
    )
    result = site.build(keep_going=True)
    assert [(d.path, d.code, d.line) for d in result.diagnostics if d.is_error] == [
        ("news/a.md", "MRK01", 2), ("news/b.md", "CON03", 4),
    ]  # fmt: skip
    assert (site.output / "news/2026/c.html").exists()
    assert not (site.output / "news/2026/a.html").exists()


def test_corner_quotes_are_for_traditional_pages(small_site: SmallSites) -> None:
    """GB/T 15834 has curved ones: Simplified cannot be told otherwise."""
    site = small_site({"site.yaml": "name: 院\ncorner_quotes: [zh-Hans]\n", "a.md": FILES["news/plain.md"]})
    assert "CFG02" in {d.code for d in site.build(keep_going=True).diagnostics}


def test_an_unclosed_mark_in_a_data_file_stops_the_site(small_site: SmallSites) -> None:
    """Every page would show it: said with line and column, and nothing is published."""
    site = small_site({"sections.yaml": "- {id: news, title: '甲-{乙'}\n", "news/a.md": FILES["news/plain.md"]})
    result = site.build()
    assert [(d.path, d.code, d.line, d.column) for d in result.diagnostics if d.code.startswith("MRK")] == [
        ("sections.yaml", "MRK01", 1, 23)
    ]
    assert not (site.output / "index.html").exists()
