"""Who vouches for a name: a mark, the article, the site."""

from __future__ import annotations

import pytest

from xinglin.checks.unvouched import find_unvouched, unknown_to
from xinglin.manuscript.records import Reading
from xinglin.variants.converter import Converter

CONVERT = Converter("zh-Hant").convert
TEXT = "---\n标题: 义诊\n---\n\n请护士长于秀英发言。\n主任于秀英、党永庆。\n"


def reports(text: str = TEXT, vouched: tuple[str, ...] = ()):
    return find_unvouched("a.md", text, vouched, CONVERT)


def test_each_name_once_at_its_first_place():
    """Line, column and width are the name's; both ways out are in the fix."""
    first, second = (report.diagnostic for report in reports())

    assert (first.code, first.line, first.column, first.width) == ("CNV01", 5, 5, 3)
    assert first.excerpt == "请护士长于秀英发言。"
    assert "於秀英" in first.message
    assert "2 处" in first.message
    assert "人名: 于秀英" in first.fix
    assert "转换: {于秀英: 於秀英}" in first.fix
    assert (second.line, second.column, second.width) == (6, 7, 3)


@pytest.mark.parametrize("vouched", [("于秀英", "党永庆"), ("于秀英", "党永", "党永庆")])
def test_the_article_vouches(vouched):
    """Names of the article's own people and terms are not reported."""
    assert reports(vouched=vouched) == ()


def test_marks_vouch():
    """What stands in a mark is as its author wants it."""
    assert reports("主任-{于秀英}-说，-{zh-hans:党永庆;zh-hant:党永慶}-") == ()


def test_the_site_vouches_later():
    """What is kept with a record is asked again: with each new author fewer names are unknown."""
    kept = [Reading("a.md", None, (), unvouched=reports())]

    assert [d.line for d in unknown_to({"党永庆"}, {}, kept)] == [5]
    assert list(unknown_to({"于秀英", "党永庆"}, {}, kept)) == []


def test_a_longer_known_name_is_what_stands_there():
    """A known person of three characters is not reported as an unknown one of two."""
    kept = [Reading("a.md", None, (), unvouched=reports("书记范思远蹲在轮椅边上。"))]

    assert list(unknown_to({"范思远"}, {}, kept)) == []
