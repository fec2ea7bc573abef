"""Curved quotation marks become corner ones in pairs, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, convert_text
from xinglin.variants.quotation_marks import corner

CORNERS = Converter("zh-Hant", corner_quotes=True)


@pytest.mark.parametrize(
    ("text", "cornered"),
    [
        ("他说“好‘很好’”。", "他说「好『很好』」。"),
        ("“甲”“乙”", "「甲」「乙」"),
        ("‘甲’", "『甲』"),
        ("感染“COVID-19”的", "感染「COVID-19」的"),
        ("It’s “fine”.", "It’s “fine”."),
        ("他说“It’s fine”，", "他说「It’s fine」，"),
        ("“甲", "“甲"),
        ("甲”乙“", "甲”乙“"),
        ("“甲‘乙”丙’", "“甲‘乙”丙’"),
        ('他说"好"', '他说"好"'),
        ("", ""),
    ],
)
def test_pairs(text: str, cornered: str) -> None:
    """Balanced pairs in Chinese; apostrophes, other languages, ASCII quotes and what does not close stay."""
    assert corner(text) == cornered


@given(st.text("“”‘’甲a '\""))
def test_balanced_or_untouched(text: str) -> None:
    """The length stays, only the four marks change, and every opened corner is closed."""
    changed = corner(text)
    assert len(changed) == len(text)
    assert changed.count("「") == changed.count("」")
    assert changed.count("『") == changed.count("』")
    back = str.maketrans("「」『』", "“”‘’")
    assert changed.translate(back) == text


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("<p>“头<b>发</b>”</p>", "<p>「頭<b>髮</b>」</p>"),
        ("<p>“头</p><p>发”</p>", "<p>“頭</p><p>發”</p>"),
        ('<img alt="“发”" title="“发”">', '<img alt="“發”" title="“發”">'),
        ("<p>“<code>“发”</code>”发</p>", "<p>「<code>“发”</code>」發</p>"),
        ("<p>“-{发}-”发</p>", "<p>「-发-」發</p>".replace("-", "")),
        ('<p>"发" <a href="“发”">’</a></p>', '<p>"發" <a href="“发”">’</a></p>'),
    ],
)
def test_in_fragments(html: str, converted: str) -> None:
    """Pairs of one block, through inline tags, code and marks; attributes, addresses and code keep theirs."""
    assert convert_html(html, CORNERS) == converted


def test_only_where_asked() -> None:
    """Text is the same; without the option quotations stay curved, and Simplified pages have no option."""
    assert convert_text("“发”", CORNERS) == "「發」"
    assert convert_text("“發”", CORNERS, "zh-Hant") == "「發」"
    assert convert_text("“发”", Converter("zh-Hant")) == "“發”"
