"""Marks as readers of each variant see them: MediaWiki's rules, with words of our own."""

from __future__ import annotations

import pytest

from xinglin.core.variant import Variant
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, convert_text
from xinglin.variants.rules import MAX_RULES, rules_of

ALL: tuple[Variant, ...] = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")


def shown(text: str, variant: Variant = "zh-Hant") -> str:
    """The text in a variant; as a fragment it must read the same."""
    plain = convert_text(text, Converter(variant))
    assert convert_html(text.replace("=>", "=&gt;"), Converter(variant)) == plain
    return plain


@pytest.mark.parametrize(
    ("text", "hans", "hant", "tw", "hk"),
    [
        ("-{头发}-头发", "头发头发", "头发頭髮", "头发頭髮", "头发頭髮"),
        ("-{zh-hans:软件;zh-hant:軟體}-", "软件", "軟體", "軟體", "軟體"),
        ("-{zh-cn:软件;zh-tw:軟體}-", "软件", "軟體", "軟體", "軟體"),
        ("-{zh-cn:软件;zh-tw:軟體;zh-hk:軟件}-", "软件", "軟體", "軟體", "軟件"),
        ("-{zh-hans:软件;zh-hant:軟件;zh-tw:軟體}-", "软件", "軟件", "軟體", "軟件"),
        ("-{R|zh-hans:发}-", "zh-hans:发", "zh-hans:发", "zh-hans:发", "zh-hans:发"),
        ("-{zh-hant;zh-hans|头发}-", "头发", "頭髮", "頭髮", "頭髮"),
        ("-{zh-hant|头发}-", "头发", "頭髮", "頭髮", "頭髮"),
        ("-{zh-hans|头发}-头发", "头发头发", "头发頭髮", "头发頭髮", "头发頭髮"),
        ("头-{}-发", "头发", "頭發", "頭發", "頭發"),
        ("-{后-{zh-hans:软;zh-hant:軟}-后}-", "后软后", "后軟后", "后軟后", "后軟后"),
        ("-{zh-hans:甲-{zh-hans:乙;zh-hant:丙}-;zh-hant:丁}-", "甲乙", "丁", "丁", "丁"),
        ("-{N|zh-hans}-", "简体", "简体", "简体", "简体"),
        ("-{D|zh-hans:软件;zh-tw:軟體}-", *["简体：软件；臺灣：軟體；"] * 4),
    ],
)
def test_one_mark(text: str, hans: str, hant: str, tw: str, hk: str) -> None:
    """Text left alone, given forms and their fallbacks, text for some variants only, marks in marks."""
    assert [shown(text, variant) for variant in ALL] == [hans, hant, tw, hk]


@pytest.mark.parametrize(
    ("text", "hans", "hant"),
    [
        ("-{zh-hant:軟體}-", "软体", "軟體"),
        ("-{zh-hans:头发}-", "头发", "頭髮"),
        ("-{软件=>zh-hant:軟體}-", "软件", "軟體"),
        ("-{软件=>zh-tw:軟體}-", "软件", "軟件"),
    ],
)
def test_a_missing_form_is_converted(text: str, hans: str, hant: str) -> None:
    """MediaWiki shows an error; a reader gets what there is, in his script."""
    assert (shown(text, "zh-Hans"), shown(text, "zh-Hant")) == (hans, hant)


@pytest.mark.parametrize(
    ("text", "hans", "hant"),
    [
        ("软件-{A|zh-hans:软件;zh-hant:軟體}-软件", "软件软件软件", "軟件軟體軟體"),
        ("-{H|zh-hans:软件;zh-hant:軟體}-软件", "软件", "軟體"),
        ("-{H|zh-hans:软件;zh-hant:軟體}-軟體", "软件", "軟體"),
        ("-{H|zh-hans:软件;zh-hant:軟體}-软件-{-|zh-hans:软件;zh-hant:軟體}-软件", "软件软件", "軟體軟件"),
        ("-{H|发展}-发展", "发展", "发展"),
        ("-{H|软=>zh-hant:甲乙丙}-软件", "软件", "甲乙丙件"),
        ("-{H|软件=>zh-hant:甲}-新软件好", "新软件好", "新甲好"),
        ("-{H|头=>zh-hant:甲;头发=>zh-hant:乙}-头发头", "头发头", "乙甲"),
        ("-{H|zh-hans:软件;zh-hant:軟體}-软-{}-件", "软件", "軟件"),
        ("-{T|zh-hans:甲;zh-hant:乙}-发", "发", "發"),
        ("-{H|zh-hans:甲;zh-hant:;}-发", "发", "發"),
        ("-{H|=>zh-hant:甲}-发", "发", "發"),
        ("-{H|}-发", "发", "發"),
    ],
)
def test_rules_hold_from_there_on(text: str, hans: str, hant: str) -> None:
    """A shows and keeps, H only keeps, - takes back; longest words first; forms may be longer or shorter."""
    assert (shown(text, "zh-Hans"), shown(text, "zh-Hant")) == (hans, hant)


def test_a_rule_that_names_regions_holds_in_regions() -> None:
    """As in MediaWiki, scripts take no region's rule; regions take each other's form."""
    text = "-{H|zh-cn:软件;zh-tw:軟體}-软件"
    assert [shown(text, variant) for variant in ALL] == ["软件", "軟件", "軟體", "軟體"]


def test_rules_of_an_article() -> None:
    """Rules of the body hold for the other strings of its article, and a mark may give the title."""
    rules = rules_of("-{H|zh-hans:软件;zh-hant:軟體}--{T|zh-hans:甲;zh-hant:乙}-")
    assert convert_text("新软件", Converter("zh-Hant"), "zh-Hans", rules) == "新軟體"
    assert convert_text("新软件", Converter("zh-Hans"), "zh-Hans", rules) == "新软件"
    assert rules.title
    assert rules.title.form("zh-tw") == "乙"
    assert rules_of("").marks == ()


def test_rules_are_bounded() -> None:
    """More rules than any article has are ignored, not multiplied."""
    text = "".join(f"-{{H|x{number}a=>zh-hant:x{number}b}}-x{number}a" for number in range(MAX_RULES + 50))
    converted = convert_text(text, Converter("zh-Hant"))
    assert converted.startswith("x0bx1bx2b")
    assert converted.endswith(f"x{MAX_RULES + 49}a")


def test_marks_stop_phrases() -> None:
    """No word reaches across a mark: what an author set apart is apart."""
    assert shown("头-{}-发展-{于}-右任") == "頭發展于右任"


def test_unclosed_marks_are_text() -> None:
    """Reading reports them; showing them changes nothing."""
    assert shown("头发-{头发") == "頭髮-{頭髮"
    assert shown("头发}-头发") == "頭髮}-頭髮"
