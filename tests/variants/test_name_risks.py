"""Which characters of a name depend on what is beside them: no other comes out otherwise than names have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.core.surnames import COMPOUND, SINGLE
from xinglin.variants import glossary
from xinglin.variants.converter import Converter
from xinglin.variants.lone_characters import is_decided
from xinglin.variants.name_forms import traditional_name
from xinglin.variants.name_risks import name_risks
from xinglin.variants.segmentation import load_lexicon

HERE = Path(__file__).parent
RISKS = name_risks()
CONVERT = Converter("zh-Hant").convert


def unexpected(text: str) -> set[tuple[str, int]]:
    """(line, position) of characters that nothing was said of and that come out otherwise than names have them."""
    lines = text.split("\n")
    return {
        (line, at)
        for line, written in zip(lines, CONVERT(text).split("\n"), strict=True)
        for at, character in enumerate(line)
        if "\u4e00" <= character <= "\u9fff"
        if written[at] != traditional_name(f"王{character}")[1] and not may_differ(f"\n{line}\n", at + 1)
    }


def may_differ(text: str, at: int) -> bool:
    """In a given name."""
    risk = RISKS.get(text[at])
    return risk is not None and (
        risk.in_given
        or text[at - 1] in risk.before
        or text[at + 1] in risk.behind
        or (risk.is_ruled and is_decided(text, at))
    )


def test_examples():
    """于 is 於 wherever it stands; 党 is a surname of its own; 松 asks what is beside it; 张 is always 張."""
    assert RISKS["于"].in_surname
    assert RISKS["于"].in_given
    assert (RISKS["党"].in_surname, RISKS["党"].in_given) == (True, False)
    assert (RISKS["松"].in_surname, RISKS["松"].in_given) == (False, False)
    assert "轻" in RISKS["松"].before
    assert "张" not in RISKS


def test_nothing_unexpected_in_any_word():
    """All words of the lexicon, which has all of OpenCC's phrases, and of the glossary with its sentences."""
    words = [*load_lexicon().costs, *glossary.glossary(), *(row.sentence for row in glossary.rows())]

    assert len(words) > 150_000
    assert unexpected("\n".join(words)) == set()


def test_nothing_unexpected_in_sentences():
    """Sentences of hospitals, and those with known names."""
    everyday = [line.partition("\t")[0] for line in (HERE / "everyday.tsv").read_text("utf-8").splitlines()]
    named = (HERE / "name_sentences.txt").read_text("utf-8").splitlines()

    assert unexpected("\n".join([*everyday, *named])) == set()


def test_nothing_unexpected_in_any_character():
    """Each by itself, old forms too: 孃 comes out as 娘."""
    assert unexpected("\n".join(map(chr, range(0x4E00, 0xA000)))) == set()


_CHARACTERS = sorted({*RISKS, *"".join(risk.before[:3] + risk.behind[:3] for risk in RISKS.values())})


@given(st.text(st.sampled_from(_CHARACTERS), max_size=40))
def test_nothing_unexpected_among_risks(text):
    """Characters at risk beside one another and beside their neighbours, where words overlap."""
    assert unexpected(text) == set()


@pytest.mark.parametrize("size", [2, 3])
def test_surnames(size):
    """A surname that nothing is said of has the form that its character has in given names; no compound one is at risk."""
    others = {c for c in SINGLE if c not in RISKS or not RISKS[c].in_surname}

    assert {c for c in others if traditional_name(c + "王" * (size - 1))[0] != traditional_name(f"王{c}")[1]} <= {
        c for c in others if RISKS.get(c) and RISKS[c].in_given
    }
    assert RISKS.keys().isdisjoint("".join(COMPOUND))
