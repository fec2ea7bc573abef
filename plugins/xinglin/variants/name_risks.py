"""Where a character of a name may come out of the converter otherwise than names have it, told from what is beside it.

Nearly every character has one Traditional form whatever stands beside it, and names have that form too. The exceptions are
few: names have another form than the character by itself; or a phrase, a word of the glossary or a rule for lone characters
gives it another form beside certain neighbours. Where none of these holds, nothing need be converted to know what comes
out. Terms laid over the dictionaries' words are not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from xinglin.core.surnames import SINGLE
from xinglin.variants import lone_characters
from xinglin.variants.glossary import glossary
from xinglin.variants.name_forms import forms_of_their_own
from xinglin.variants.traditional import risks_with

_OLD_FORMS = frozenset("巖孃樑")
"""Traditional characters that are renewed (巖 → 岩), or that Taiwan's phrases keep where its standard does not (黃東樑)."""
_OF_TAIWAN = {"吃": ("纯純", "茶"), "喫": ("纯純", "茶"), "皂": ("同一", ""), "皁": ("同一", "")}
"""Characters that Taiwan's phrases (純喫茶, 牛驥同皁) give another form, and what stands before and behind them there."""


class Risk(NamedTuple):
    """How a character may come out otherwise than names have it."""

    is_surname: bool
    """It is one of the surnames."""
    in_surname: bool
    """Beside any others, where it is a surname: 党 is 党 there, and 黨 in a given name."""
    in_given: bool
    """Beside any others, in a given name."""
    is_ruled: bool
    """A rule for lone characters may give it another form than by itself."""
    before: str
    """What may stand before it where it has another form than by itself."""
    behind: str
    """What may stand behind it there."""


@cache
def name_risks() -> Mapping[str, Risk]:
    """The characters that may come out otherwise than names have them, beside some others at least."""
    surnames, given = forms_of_their_own()
    neighbours = dict(risks_with(glossary()))
    for character, (before, behind) in _OF_TAIWAN.items():
        others = neighbours.get(character, ("", ""))
        neighbours[character] = (others[0] + before, others[1] + behind)
    return {
        character: Risk(
            character in SINGLE,
            character in surnames or character in _OLD_FORMS,
            character in given or character in _OLD_FORMS,
            character in lone_characters.RULES,
            *neighbours.get(character, ("", "")),
        )
        for character in {*surnames, *given, *_OLD_FORMS, *neighbours, *lone_characters.RULES}
    }
