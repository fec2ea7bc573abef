"""Close choices of the converter: said with both forms, once, unless somebody has settled them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.checks.doubts import doubtful_choices, find_doubts
from xinglin.variants.converter import Converter
from xinglin.variants.correction import Corrector
from xinglin.variants.engine import engine
from xinglin.variants.segmentation import Lexicon

HANT = Converter("zh-Hant")
RISKS = {"发": ("头", "展")}


def corrector(**costs: int) -> Corrector:
    """One that knows these words only: 头发 (hair) and 发展 (growth) share a character that the two write differently."""
    lexicon = Lexicon(costs, {"头": "发", "发": "展"})
    return Corrector(lexicon, RISKS, engine("s2t"), {})


@pytest.mark.parametrize(
    ("costs", "chosen", "other"),
    [
        ({"头发": 60, "发展": 55, "头": 60, "展": 60}, "頭發展", "頭髮展"),
        ({"头发": 55, "发展": 60, "头": 60, "展": 60}, "頭髮展", "頭發展"),
    ],
)
def test_a_close_choice(costs, chosen, other):
    """Two ways to cut the stretch cost nearly the same: the form that was chosen, and the other."""
    (choice,) = doubtful_choices("请看头发展示", corrector(**costs))

    assert (choice.start, choice.words, choice.chosen, choice.other) == (2, "头发展", chosen, other)


def test_a_clear_choice_is_none():
    """One way is a hundred times as probable: nothing to ask."""
    assert list(doubtful_choices("头发展", corrector(头发=150, 发展=50, 头=60, 展=60))) == []


@pytest.fixture
def close(monkeypatch):
    """The converter in a world where 头发展 is a close choice."""
    monkeypatch.setattr("xinglin.checks.doubts.corrector", lambda: corrector(头发=60, 发展=66, 头=60, 展=60))


TEXT = "---\n标题: 展览\n---\n\n请看头发展示。头发展示。\n"


def test_the_finding(close):
    """Place, chosen form, the other form, and the row of the glossary, ready to be copied."""
    (found,) = find_doubts("a.md", TEXT, HANT)

    assert (found.code, found.line, found.column, found.width, found.is_error) == ("CNV02", 5, 3, 3, False)
    chosen = HANT.convert("请看头发展示")[2:5]
    other = {"頭髮展": "頭發展", "頭發展": "頭髮展"}[chosen]
    assert f"“{chosen}”" in found.message
    assert f"“{other}”" in found.message
    assert "2 处" in found.message
    assert f"头发展: {other}" in found.fix
    assert f"头发展: {chosen}" in found.fix


@pytest.mark.parametrize("term", ["头发", "发展示", "看头发展"])
def test_terms_settle(close, term):
    """A row of the glossary over the place, in whatever form, is somebody's decision."""
    converter = Converter("zh-Hant", {term: HANT.convert(term)})

    assert find_doubts("a.md", "请看头发展示。", converter) == ()


def test_marks_settle(close):
    """So is a mark around it."""
    assert find_doubts("a.md", "-{头发展}-", HANT) == ()


@given(st.text("头发展干部里面系复制后台只周 医生发现，。\n", max_size=40))
def test_choices_are_places_of_the_text(text):
    """Whatever the text: the words stand where they are said to stand, and both forms are as long."""
    for choice in doubtful_choices(text):
        assert text[choice.start : choice.start + len(choice.words)] == choice.words
        assert len(choice.chosen) == len(choice.other) == len(choice.words)
        assert choice.chosen != choice.other
