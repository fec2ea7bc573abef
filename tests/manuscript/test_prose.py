"""Plain paragraphs go round Markdown and the sanitiser, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinglin.manuscript import body_reading, markdown_body, prose, sanitising

BLOCKS = (
    "党员义诊。", "　　护士长说：“按铃一分钟就到。”", "3月5日上午，义诊开始", "ICU 里只有 8 个人 ", "《简报》", "“引文”（完）", "（全文）", "……",
    "## 标题", "1. 甲", "- 乙\n- 丙", "    缩进", "> 引", ": 释义", "[^1]: 注。", "见[^1]", "[甲](a.md)", "!!! note\n    内", "|甲|乙|\n|-|-|\n|1|2|",
    "```\n码", "```", "<div>", "</div>", "a < b", "院训=仁", "　", "  ", "\n", "甲\n乙", "{: .lead }", "*[院]: 医院", "///Footnotes Go Here///",
)  # fmt: skip
PIECES = (
    "党员", "text", "3", "*", "**", "_", "`", "\\", "[甲](b.html)", "![图](a.jpg)", "[^1]", "{", "}", "&amp;", "<b>", "<http://x.cn>", ">",
    "- ", "1. ", "## ", "---", "|", ": ", "!!! ", "```", "~~~", "    ", "\t", "　　", " ", "  \n", "\n", "\n\n", "。", "：", "3*2", "=",
)  # fmt: skip
TEXT = st.lists(
    st.one_of(st.sampled_from(BLOCKS), st.lists(st.sampled_from(PIECES), max_size=4).map("".join)), max_size=9
).flatmap(lambda blocks: st.sampled_from(["\n\n", "\n\n", "\n"]).map(lambda between: between.join(blocks)))


def rendered(lines: list[str]) -> str:
    """A body's sanitised HTML, the plain paragraphs apart."""
    raw, parted = body_reading.rendered(lines)
    return parted.whole(sanitising.clean(raw, lambda element, attribute, address: address))


@given(text=TEXT)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_html_is_that_of_the_whole_way(text):
    """With plain paragraphs apart every body becomes, byte for byte, what Markdown and the sanitiser make of it."""
    lines = text.split("\n")
    whole = sanitising.clean(markdown_body.render(lines), lambda element, attribute, address: address)

    assert rendered(lines) == whole
    parted = prose.part(lines)
    assert parted.has_all(markdown_body.render(parted.rest))


@given(words=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40))
def test_no_character_of_a_plain_paragraph_is_changed_on_the_whole_way(words):
    """Whatever counts as plain is plain: Markdown and the sanitiser would leave every character of it alone."""
    lines = f"院{words}".replace("\u2028", "").replace("\u2029", "").split("\n")
    whole = sanitising.clean(markdown_body.render(lines), lambda element, attribute, address: address)

    assert rendered(lines) == whole


@pytest.mark.parametrize(
    ("text", "rest", "runs"),
    [
        ("甲。\n\n　　乙。", "", ("<p>甲。</p>\n<p>乙。</p>",)),
        ("甲。\n\n## 题\n\n乙。\n\n丙。\n", "0|## 题|1", ("<p>甲。</p>", "<p>乙。</p>\n<p>丙。</p>")),
        ("3月5日，晴。", "", ("<p>3月5日，晴。</p>",)),
        ("CT 室", "", ("<p>CT 室</p>",)),
        ("甲。\n\n\n\n乙。", "", ("<p>甲。</p>\n<p>乙。</p>",)),
        ("甲\n乙", "甲\n乙", ()),
        ("- 甲\n\n乙", "- 甲|0", ("<p>乙</p>",)),
        ("1. 甲", "1. 甲", ()),
        ("    甲", "    甲", ()),
        ("甲\n\n: 乙", "甲|: 乙", ()),
        ("**甲**", "**甲**", ()),
        ("甲\xa0乙", "甲\xa0乙", ()),
        ("甲\n\n```\n\n乙\n\n```", "甲|```|乙|```", ()),
        ("*[院]: 医院\n\n本院", "*[院]: 医院|本院", ()),
        ("甲\U0010fffa\n\n乙", "甲\U0010fffa|乙", ()),
    ],
)
def test_what_is_plain(text, rest, runs):
    """Lines between empty lines, however indented in Chinese; not what a mark, a fence or the next block changes."""
    parted = prose.part(text.split("\n"))

    assert "\n".join(parted.rest).replace("\U0010fffa" if runs else "\0", "").replace("\n\n", "|").strip("\n") == rest
    assert parted.runs == runs


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "<b>甲", "&lt;script&gt;", "<p onclick='x()'>", "</p><iframe src=x>"]
)
def test_a_body_with_html_never_goes_round_the_sanitiser(html):
    """One "<" or "&" anywhere, in a paragraph of its own too, and every paragraph goes the whole way."""
    for text in (html, f"第一段。\n\n{html}\n\n第二段。", f"第一段。\n\n第二段{html}"):
        assert prose.part(text.split("\n")) == prose.Parted(text.split("\n"))


def test_a_paragraph_that_does_not_come_back_is_missed():
    """Each run has exactly one place in the HTML; otherwise the body goes the whole way."""
    parted = prose.part(["甲。", "", "## 题", "", "乙。"])

    assert parted.has_all(markdown_body.render(parted.rest))
    assert not parted.has_all("<p>\U0010fffa0\U0010fffa</p>")
    assert not parted.has_all("<p>\U0010fffa0\U0010fffa</p><li>\U0010fffa1\U0010fffa</li>")
