"""The cheaper processors give what Python-Markdown's own give, on any text."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode

from xinglin.manuscript import markdown_body
from xinglin.manuscript.markdown_processors import _MARKS, BEGINNINGS

PIECES = (
    "党员义诊", "“问题写在纸上。”", "《简报》", "text", "3", "*", "**", "_", "__", "`", "``", "\\", "\\*", "[甲](b.html)", "[a]",
    "![图](a.jpg)", "[^1]", "[^1]: 注。", "[a]: http://x.cn/", "*[HTML]: 语言", "HTML", "{: #id .c title=\"\\*\" }", "{", "}", "&amp;",
    "&", "<b>", "</b>", "<div markdown>", "</div>", "<http://x.cn>", "<a@x.cn>", "<!--", "-->", "<", ">", "> ", "- ", "* ", "1. ",
    "## ", "### ", "---", "***", "|", "| 甲 | 乙 |", "|---|---|", ": ", "!!! note", "```", "~~~", "    ", "\t", "　　", " ", "  \n", "\n",
    "\n", "\n\n", "\n\n", "\n    ", "。", "：", "3*2",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


class _StockManuscript(Extension):
    """What our parser adds to Python-Markdown, without one of the cheaper processors."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.parser.blockprocessors.deregister("code")
        md.preprocessors.register(markdown_body._Blocks(md), "xinglin_blocks", 27)


@pytest.fixture(scope="module")
def stock() -> markdown.Markdown:
    """Python-Markdown with all our extensions and its own table of contents, which gives the ids."""
    return markdown.Markdown(
        extensions=[*markdown_body._EXTENSIONS, "toc", _StockManuscript()],
        extension_configs={
            "toc": {"slugify": slugify_unicode, "marker": ""},
            "footnotes": {"BACKLINK_TITLE": "回到正文", "UNIQUE_IDS": False},
        },
        output_format="html",
    )


@given(text=TEXT)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_html_is_that_of_the_stock_processors(stock, text):
    """Byte for byte, whichever extensions the text's marks brought in."""
    stock.reset()

    assert markdown_body.render(text.split("\n")) == markdown_body.join_chinese_lines(stock.convert(text))


@given(text=st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_inline_pattern_matches_a_text_without_marks(stock, text):
    """Text that is hidden from the inline patterns is text none of them finds anything in."""
    if any(mark in text for mark in BEGINNINGS):
        return

    assert not any(pattern.compiled_re.search(text) for pattern in stock.inlinePatterns)


@given(text=TEXT)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_pattern_that_matches_has_its_mark_in_the_text(text):
    """Patterns are left out by their marks: none may match without one."""
    inline = markdown_body._parser(tuple(markdown_body._EXTENSIONS)).treeprocessors["inline"]

    for marks, pattern in inline.patterns:
        assert not pattern.compiled_re.search(text) or any(mark in text for mark in marks)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("_斜_", "<em>斜</em>"),
        ("*斜*", "<em>斜</em>"),
        ("__粗__ 与 `码`", "<strong>粗</strong> 与 <code>码</code>"),
        ("3\\*2 与 [甲](a.md)", '3*2 与 <a href="a.md">甲</a>'),
        ("甲  \n乙", "甲<br>\n乙"),
        ("![图](a.jpg)", '<img alt="图" src="a.jpg">'),
        ("[甲](a.md) 与 [乙][b]\n\n[b]: b.md", '<a href="a.md">甲</a> 与 <a href="b.md">乙</a>'),
    ],
)
def test_each_mark_is_enough(text, html):
    """A text with one mark alone is searched for every pattern that begins with it."""
    assert markdown_body.render(text.split("\n")) == f"<p>{html}</p>"


def test_every_inline_pattern_is_known(stock):
    """A pattern more than these may begin with a mark the search for marks does not know."""
    known = [
        "backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference", "short_reference",
        "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong",
    ]  # fmt: skip

    assert len(stock.inlinePatterns) == len(known)
    assert all(name in stock.inlinePatterns for name in known)
    assert set(_MARKS) == set(known)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一段普通的话。", {"sane_lists"}),
        ("| 甲 | 乙 |", {"sane_lists", "tables"}),
        ("见[^1]", {"sane_lists", "footnotes"}),
        ("Q&A", set(markdown_body._EXTENSIONS)),
        ("<b>重点</b>", set(markdown_body._EXTENSIONS)),
    ],
)
def test_a_text_brings_the_extensions_it_needs(text, names):
    """An extension whose mark does not occur is not loaded; raw HTML may stand for any mark."""
    assert set(markdown_body._extensions(text)) == names


def test_titles_repeated_are_numbered_like_the_stock_ones(stock):
    """Numbers that authors wrote themselves are not given twice."""
    text = "\n\n".join(f"## {title}" for title in ["义诊", "义诊_1", "义诊", "义诊_1", "义诊", "***", "***", "_1"] * 3)
    stock.reset()

    assert markdown_body.render(text.split("\n")) == stock.convert(text)


def test_an_authors_own_footnote_div_is_left_alone(body):
    """Python-Markdown takes every list under class “footnote” for its own, and raised over one without ids."""
    html = body('<div class="footnote" markdown>\n\n1. 甲\n2. 乙\n\n</div>\n\n正文[^1]。\n\n[^1]: 注。\n')

    assert "<li>乙</li>" in html
    assert 'id="fn:1"' in html
