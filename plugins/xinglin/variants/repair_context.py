"""How plausible a text with gaps is, and which characters fit them best: by the words of the lexicon.

The same unigram model that finds the borders of words tells how much a text costs in words; a text of torn characters is
dear, since hardly two of them make a word. Each character of the text is a cell: a known one holds one character, a gap all
that its known byte allows. The cheapest way through all cells fills the gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from xinglin.variants.converter import to_simplified
from xinglin.variants.engine import engine
from xinglin.variants.segmentation import COST_PER_NAT, UNKNOWN, load_lexicon

Cell = Mapping[str, str]
"""Simplified character → the character as the page has it. Empty: nothing is known."""

SURE = 3 * COST_PER_NAT // 2
"""How much dearer the text must be with any other character in a gap: four and a half times as improbable."""
_COMMON = 115
"""Cost up to which a character of the lexicon is tried in a gap: rarer ones are never the ones that stand out."""
_ANY = 110
"""What a character costs of which nothing is known and no word says anything."""
_LONGEST_WORD = 4
_MARKS = dict.fromkeys("？！；：（）《》“”", 75) | {"，": 45, "。": 50, "、": 50}
_STRAY_LETTER = 140
_EXPECTED = frozenset(" ,.%:;!?()\n<>/-+")


class Filled(NamedTuple):
    """The cheapest way through some cells."""

    cost: float
    characters: tuple[str, ...]
    """Simplified; empty for a cell that stays unknown."""


def cells_of(text: str) -> list[Cell]:
    """Known characters."""
    return [{simple: character} for simple, character in zip(to_simplified(text), text, strict=True)]


def gap_cell(characters: Iterable[str]) -> Cell:
    """A gap that holds one of these: of those that a gateway's Traditional page may have."""
    return {to_simplified(character): character for character in characters if is_tried(character)}


@cache
def is_tried(character: str) -> bool:
    """No Simplified form, no form that Simplified text would not be converted to, none that is rare."""
    if character in _MARKS:
        return True
    simplified = to_simplified(character)
    written = engine("s2t")(simplified)
    return character in {written, engine("t2tw")(written)} and load_lexicon().cost(simplified) <= _COMMON


def cheapest(cells: Sequence[Cell]) -> Filled:
    """The least cost of the cells in words, in tenths of nats, with the characters that have it."""
    words = _words()
    size = len(cells)
    costs: list[float] = [0.0] * (size + 1)
    chosen: list[str] = [""] * size
    for start in range(size - 1, -1, -1):
        cell = cells[start]
        character = min(cell, key=_cost, default="")
        costs[start], chosen[start] = (_cost(character) if character else _ANY) + costs[start + 1], character
        for first in cell:
            if _is_letter(first) and not _has_letter_beside(cells, start):
                costs[start] += _STRAY_LETTER
            for word, cost in words.get(first, ()):
                end = start + len(word)
                if end <= size and cost + costs[end] < costs[start] and _fits(word, cells, start):
                    costs[start], chosen[start] = cost + costs[end], word
    found: list[str] = []
    position = 0
    while position < size:
        found += chosen[position] or [""]
        position += len(chosen[position]) or 1
    return Filled(costs[0], tuple(found))


def _fits(word: str, cells: Sequence[Cell], start: int) -> bool:
    return all(not cells[start + n] or character in cells[start + n] for n, character in enumerate(word))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _has_letter_beside(cells: Sequence[Cell], position: int) -> bool:
    beside = [cells[n] for n in (position - 1, position + 1) if 0 <= n < len(cells)]
    return any(next(iter(cell), "").isascii() for cell in beside if cell)


@cache
def _words() -> Mapping[str, Sequence[tuple[str, int]]]:
    """First character → words of two to four characters with their costs."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, cost in load_lexicon().costs.items():
        if 2 <= len(word) <= _LONGEST_WORD:
            found[word[0]].append((word, cost))
    return found


@cache
def _cost(character: str) -> int:
    """Of one character; what no Chinese text has, or only torn text, is dear."""
    if character.isascii():
        return 50 if character.isalnum() or character in _EXPECTED else UNKNOWN
    return _MARKS.get(character) or load_lexicon().cost(character)
