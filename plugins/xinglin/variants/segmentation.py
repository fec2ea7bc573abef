"""Where one word ends and the next begins, by probability.

OpenCC takes the longest dictionary entry from the left, across the borders of words: 维护发展 becomes 維護髮展, for 护发 is
an entry. Here the most probable sequence of words is found instead: the one with the smallest sum of costs, a word's cost
being the negative logarithm of its frequency (a unigram model solved with Viterbi's algorithm). Decision 0016 has the
alternatives and their figures.

The data are made by ``benchmarks/variants/lexicon.py``; ``data/NOTICE.txt`` says what they are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
COST_PER_NAT = 10
"""Costs are whole numbers: tenths of natural logarithms."""
LONGEST = 8
"""Characters of the longest word that is looked up."""
UNKNOWN = 186
"""The cost of a character that is no word of the lexicon: about that of one seen half a time in sixty million words."""
REACH = 8
"""A window reaches at most this far from the character in question; nearly all end earlier, at a sure border."""


class Cut(NamedTuple):
    """Whether a stretch was cut at its left and at its right end."""

    left: bool
    right: bool


_WHOLE = Cut(False, False)


class _Joins(dict[str, str]):
    """Character → those that follow it within a word."""

    def __missing__(self, character: str) -> str:
        return ""


class Lexicon:
    """Words with their costs, and which characters ever follow one another within a word."""

    def __init__(self, costs: dict[str, int], joins: dict[str, str]) -> None:
        self._costs = costs
        self._joins = _Joins(joins)

    def with_words(self, words: Mapping[str, int]) -> Lexicon:
        """This lexicon with further words and their costs, or other costs for words it has."""
        joins = _Joins(self._joins)
        for word in words:
            for first, second in pairwise(word):
                if second not in joins[first]:
                    joins[first] += second
        return Lexicon(self._costs | dict(words), joins)

    def window(self, text: str, position: int, floor: int = 0) -> tuple[int, int, Cut]:
        """(start, end, cut) of the stretch around ``position`` whose borders no word can cross.

        It starts at ``floor`` or later, where a word is known to begin. Where it would reach too far it is cut: the word
        at that end may not be whole.
        """
        joins = self._joins
        start, end = position, position + 1
        first, last = max(floor, position - REACH), min(len(text), end + REACH)
        behind = here = text[position]
        while start > first and behind in joins[before := text[start - 1]]:
            behind = before
            start -= 1
        while end < last and (behind := text[end]) in joins[here]:
            here = behind
            end += 1
        if first < start and end < last:
            return start, end, _WHOLE
        left = start == first > floor and text[start] in joins[text[start - 1]]
        right = end == last < len(text) and text[end] in joins[text[end - 1]]
        return start, end, Cut(left, right)

    def words(self, text: str) -> list[str]:
        """The most probable sequence of words; among equals the one with the longer word first."""
        size = len(text)
        cost_of, joins = self._costs.get, self._joins
        best = [0] * (size + 1)
        ends = [0] * size
        reach, behind = size, ""
        for start in range(size - 1, -1, -1):
            character = text[start]
            if behind not in joins[character]:
                reach = start + 1  # no word goes on behind this character
            least, chosen = cost_of(character, UNKNOWN) + best[start + 1], start + 1
            for end in range(start + 2, (reach if reach < start + LONGEST else start + LONGEST) + 1):
                cost = cost_of(text[start:end])
                if cost is not None and cost + best[end] <= least:
                    least, chosen = cost + best[end], end
            best[start], ends[start] = least, chosen
            behind = character
        found: list[str] = []
        position = 0
        while position < size:
            found.append(text[position : ends[position]])
            position = ends[position]
        return found

    @property
    def costs(self) -> Mapping[str, int]:
        """Word → cost."""
        return self._costs

    def cost(self, text: str) -> int:
        """The sum of its most probable words' costs."""
        return sum(self._costs.get(word, UNKNOWN) for word in self.words(text))


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of this package: about 175,000 words."""
    words: list[str] = []
    costs: list[repeat[int]] = []
    for line in _lines("lexicon.txt"):
        cost, *of_that_cost = line.split(" ")
        words += of_that_cost
        costs.append(repeat(int(cost), len(of_that_cost)))
    # in one go, each word being put in its place once
    cost_of = dict(zip(words, chain.from_iterable(costs), strict=True))
    return Lexicon(cost_of, dict(line.split(" ") for line in _lines("joins.txt")))


@cache
def load_risks() -> Mapping[str, tuple[str, str]]:
    """Ambiguous character → the characters before and behind it in OpenCC's phrases that write it in another form than
    it has alone. Where neither neighbour is among them, no phrase can have a say."""
    rows = (line.split("\t") for line in _lines("risks.txt"))
    return {character: (before, behind) for character, before, behind in rows}


def _lines(name: str) -> list[str]:
    return (DATA / name).read_text("utf-8").splitlines()
