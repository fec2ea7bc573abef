"""Names of a roster: where they stand, and nowhere else; what a family writes, in each variant's glyphs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.variants.converter import Converter
from xinglin.variants.name_forms import is_person
from xinglin.variants.names import TermFinder, in_glyphs_of, overlay_terms, traditional_name

SENTENCES = [
    line
    for line in (Path(__file__).parent / "name_sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
ROSTER = overlay_terms(sorted({name for line in SENTENCES for name in re.findall("【(.+?)】", line)}))
HANT = Converter("zh-Hant", ROSTER)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_names_of_the_roster(sentence: str) -> None:
    """With all names of the file known at once, each sentence's names are the marked ones."""
    text = re.sub("[【】]", "", sentence)
    marked = [
        (match.start() - 2 * number, match.group(1)) for number, match in enumerate(re.finditer("【(.+?)】", sentence))
    ]

    assert list(TermFinder(ROSTER).find(text)) == [(start, name) for start, name in marked if name in ROSTER]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_names_keep_their_characters(sentence: str) -> None:
    """What is printed has the family's character in each name."""
    converted = HANT.convert(re.sub("[【】]", "", sentence))
    position = 0
    for name in re.findall("【(.+?)】", sentence):
        form = traditional_name(name)
        assert form in converted[position:]
        position = converted.index(form, position) + len(form)


@pytest.mark.parametrize(
    ("text", "without", "with_people"),
    [
        ("他于建国后参军", "他於建國後參軍", "他于建國後參軍"),
        ("他于建国前入党", "他於建國前入黨", "他于建國前入黨"),
        ("关于建国七十周年", "關於建國七十週年", "關於建國七十週年"),
        ("于建国七十周年之际", "於建國七十週年之際", "於建國七十週年之際"),
        ("我院成立于建国初期", "我院成立於建國初期", "我院成立於建國初期"),
    ],
)
def test_an_article_vouches_for_its_people(text: str, without: str, with_people: str) -> None:
    """Where a sentence is sound with the name and without, the article's own ``people`` decides; a date stays a date."""
    assert HANT.convert(text) == without
    assert HANT.with_terms({}, ["于建国"]).convert(text) == with_people


def test_an_article_wins_over_the_site() -> None:
    """An article's own form of a term or a name is laid over the site's."""
    site = Converter("zh-Hant", overlay_terms(["肖云"]))

    assert site.convert("肖云医生") == "肖雲醫生"
    assert site.with_terms({"肖云": "蕭雲"}).convert("肖云医生") == "蕭雲醫生"
    assert site.with_terms({}, []) is site


@pytest.mark.parametrize(
    ("name", "common", "hong_kong"),
    [
        ("卫里", "衛里", "衞里"),
        ("温为群", "溫為群", "温為羣"),
        ("闫说", "閆說", "閆説"),
        ("于秀英", "于秀英", "于秀英"),
        ("余蕴", "余蘊", "余藴"),
    ],
)
def test_hong_kong_has_its_own_glyphs(name: str, common: str, hong_kong: str) -> None:
    """A name's other characters have the variant's glyphs (HKSCS: 衞 温 説 藴), its surname the family's."""
    terms = overlay_terms([name]) or {name: traditional_name(name)}

    assert terms == {name: common}
    assert in_glyphs_of("zh-Hant-HK", terms) == {name: hong_kong}
    for variant, form in (("zh-Hant", common), ("zh-Hant-TW", common), ("zh-Hant-HK", hong_kong)):
        assert Converter(variant, terms).convert(f"主任{name}出席") == f"主任{form}出席"


def test_terms_of_the_site_in_hong_kong() -> None:
    """conversion.yaml gives one form; Hong Kong's edition writes it with its own glyphs."""
    assert Converter("zh-Hant-HK", {"房里": "房裡"}).convert("病房里") == "病房裏"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("胡庆余", "胡慶餘"), ("余庆", "余慶"), ("万俟云", "万俟雲"), ("丁冲", "丁沖"), ("李斗南", "李斗南"),
        ("王采薇", "王采薇"), ("赵占元", "趙占元"), ("沈怀谷", "沈懷谷"), ("陈郁", "陳郁"), ("李岩", "李岩"), ("买买提·于苏甫", "買買提·于蘇甫"),
        ("王丙乾", "王丙乾"), ("陈昇", "陳昇"), ("于𠮷", "于𠮷"), ("李游", "李游"), ("后卫国", "后衛國"), ("种秀梅", "种秀梅"),
    ],
)  # fmt: skip
def test_forms_of_names(name: str, form: str) -> None:
    """Surname and given name by what they mean there (conversion.md 3.2; 余 in 庆余 is 餘, "more than enough")."""
    assert traditional_name(name) == form


@pytest.mark.parametrize("name", ["王丙乾"])
def test_simplified_of_a_traditional_article(name: str) -> None:
    """OpenCC makes 王丙干 of it; a name the site knows comes back as its owner writes it."""
    terms = overlay_terms([name])
    source = f"院長{traditional_name(name)}出席"

    assert Converter("zh-Hans", terms).convert(source, "zh-Hant") == f"院长{name}出席"
    assert name not in Converter("zh-Hans").convert(source, "zh-Hant")


@pytest.mark.parametrize("unit", ["后勤科", "党委办", "余杭站", "干部处", "种植部", "后勤中心"])
def test_units_are_no_people(unit: str) -> None:
    """A department in a credit has the length of a name, and is none."""
    assert not is_person(unit)


@given(st.text("于建国余华范党永庆院长关由对前后，。年七十周在和说 a\n", max_size=40))
def test_positions_are_the_texts(text: str) -> None:
    """Whatever the text: what is found stands where it is said to stand, in order, without overlaps."""
    end = 0
    for start, term in TermFinder(ROSTER).find(text):
        assert text[start : start + len(term)] == term
        assert start >= end
        end = start + len(term)


def test_long_texts_take_no_time() -> None:
    """A megabyte in one line, of nothing but beginnings of names."""
    started = time.process_time()
    found = list(TermFinder(ROSTER).find("于建于海于秀" * 170_000))

    assert found == []
    assert time.process_time() - started < 20
