"""Dirty Traditional text made clean: what ``xinglin convert --repair`` and imports use.

In this order: wrong encodings, entities, pinyin inserted on GBK bytes (:mod:`xinglin.variants.repair_annotations`), rests of
tags, doubled punctuation, and last the script: a page that a gateway converted character by character, or by half, is taken
back to Simplified, from which the converter makes every variant properly. What cannot be recovered is marked 〓.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xinglin.variants import repair_annotations, repair_marks, repair_mojibake
from xinglin.variants.converter import to_simplified
from xinglin.variants.repair_annotations import LOST

_FILLED, _FILLED_LOST = "\ue010", "\ue011"
"""Private marks that stand before doubtful characters while the text around them still changes its length."""
_PRIVATE = re.compile(f"[{_FILLED}{_FILLED_LOST}]")
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the repaired text that its editor must look at; line and column from 1."""

    line: int
    column: int
    character: str
    excerpt: str
    """The words around it."""
    is_lost: bool
    """Marked 〓: look it up in the original. Otherwise filled from its context: read it over."""


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    """In Simplified."""
    annotations: int
    """How many inserted pinyin were taken out."""
    places: tuple[Place, ...]

    @property
    def is_certain(self) -> bool:
        """Whether every character was recovered from the text itself."""
        return not self.places


def repair(text: str, *, keep_tags: bool = False) -> Repaired:
    """The text repaired, in Simplified, with the places where something is missing or was filled in.

    Args:
        text: in any state; clean text comes back as it is, but for its script.
        keep_tags: it is HTML: whole tags stay.
    """
    text = _PRIVATE.sub("", text)
    text = repair_marks.without_entities(repair_mojibake.decoded_again(text))
    count = 0
    if repair_annotations.is_annotated(text):
        inverted = repair_annotations.invert(text)
        count, text = inverted.count, _marked(inverted)
    text = repair_mojibake.with_marks_for_lost(text, _FILLED_LOST + LOST)
    if not keep_tags:
        text = repair_marks.without_tags(text)
    text = to_simplified(repair_marks.with_single_marks(text))
    clean, places = _places(text)
    return Repaired(clean, count, places)


def _marked(inverted: repair_annotations.Inverted) -> str:
    pieces: list[str] = []
    end = 0
    for doubt in inverted.doubts:
        pieces += [inverted.text[end : doubt.position], _FILLED_LOST if doubt.is_lost else _FILLED]
        end = doubt.position
    return "".join([*pieces, inverted.text[end:]])


def _places(text: str) -> tuple[str, tuple[Place, ...]]:
    """The text without private marks, and where they stood."""
    lines: list[str] = []
    places: list[Place] = []
    for number, line in enumerate(text.split("\n"), 1):
        clean = _PRIVATE.sub("", line)
        for index, match in enumerate(_PRIVATE.finditer(line)):
            column = match.start() - index
            excerpt = clean[max(0, column - _AROUND) : column + _AROUND]
            places.append(Place(number, column + 1, clean[column : column + 1], excerpt, match.group() == _FILLED_LOST))
        lines.append(clean)
    return "\n".join(lines), tuple(places)
