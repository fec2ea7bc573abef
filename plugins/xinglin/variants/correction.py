"""Traditional forms where OpenCC's greedy phrases would cross the borders of words.

Only stretches in which a phrase could mislead OpenCC are looked at: an ambiguous character with a neighbour that some phrase
has beside it (:mod:`xinglin.variants.risky_places`). The stretch is cut into its most probable words, OpenCC converts each by
itself, and the result is laid over the characters' own forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xinglin.core.words import Verdicts
from xinglin.variants import lone_characters
from xinglin.variants.characters import traditional_characters
from xinglin.variants.risky_places import RiskyPlaces
from xinglin.variants.segmentation import Cut, Lexicon

_BORDER = "\ue000"
_REMEMBERED = 50_000
"""Stretches recur: 时代新征程, 党员干部, 双边关系."""


def laid_over(converted: str, verdicts: Iterable[tuple[int, str]]) -> str:
    """``converted`` with the verdicts' forms in their places."""
    pieces: list[str] = []
    done = 0
    for start, form in verdicts:
        pieces += [converted[done:start], form]
        done = start + len(form)
    return "".join([*pieces, converted[done:]]) if pieces else converted


class Stretch(NamedTuple):
    """A stretch of text between sure word borders, as its words say."""

    words: tuple[str, ...]
    converted: str
    plain: str
    """Each character's own form; empty where OpenCC would read other characters than stand there."""
    lone: tuple[int, ...]
    """Offsets of characters that are words by themselves and that the rules for lone characters know."""
    skipped: int
    """Characters in front that were looked at and do not belong to it: the window may begin within their word."""


class Corrector:
    """Corrects OpenCC's ``s2t``.

    Args:
        lexicon: words with their costs.
        risks: ambiguous character → what stands before and behind it in phrases that change its form.
        engine: OpenCC's conversion to its own Traditional, without correction; keeps length.
        glossary: word → Traditional form (OpenCC's own glyphs) where OpenCC's dictionaries are wrong.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        risks: Mapping[str, tuple[str, str]],
        engine: Callable[[str], str],
        glossary: Mapping[str, str],
    ) -> None:
        self._lexicon = lexicon
        self._engine = engine
        self._glossary = glossary
        self.places = RiskyPlaces(risks, lone_characters.RULES)
        """Where it looks."""
        self._parts = re.compile("|".join(sorted(map(re.escape, glossary), key=len, reverse=True)) or "(?!)")
        self._known: dict[tuple[str, Cut], Stretch] = {}

    def forget(self) -> None:
        """Let go of the stretches met so far, as a measurement must."""
        self._known.clear()

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def correct(self, source: str, converted: str) -> str:
        """``converted`` corrected: OpenCC's form of ``source``, or each of its characters' own; both come to the same."""
        return laid_over(converted, [(start, form) for start, form, _ in self._weighed(source)])

    def verdicts(self, source: str) -> Verdicts:
        """What :meth:`correct` lays over the characters' own forms."""
        return tuple([(start, form) for start, form, plain in self._weighed(source) if form != plain])

    def _weighed(self, source: str) -> Iterator[tuple[int, str, str]]:
        """(start, forms as its words ask, forms of its characters) of each stretch."""
        for start, _, stretch in self.stretches(source):
            form = stretch.converted
            for offset in stretch.lone:
                rule = lone_characters.form(source, start + offset)
                if rule is not None:
                    form = form[:offset] + rule.form + form[offset + 1 :]
            yield start, form, stretch.plain

    def stretches(self, source: str) -> Iterator[tuple[int, int, Stretch]]:
        """(start, end, stretch) of everything in ``source`` that needs a look, in its order."""
        known, window = self._known, self._lexicon.window
        done = 0
        for position in self.places.find(source):
            if position < done:
                continue
            start, end, is_cut = window(source, position, done)
            key = source[start:end], is_cut
            stretch = known.get(key)
            if stretch is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                stretch = known[key] = self._stretch(*key)
            start += stretch.skipped
            done = start + len(stretch.converted)
            yield start, done, stretch

    def _stretch(self, text: str, cut: Cut) -> Stretch:
        words = self._lexicon.words(text)
        skipped = 0
        if cut.left and len(words) > 1:
            skipped = len(words.pop(0))
        if cut.right and len(words) > 1:
            words.pop()
        offset, lone = 0, []
        for word in words:
            if len(word) == 1 and word in lone_characters.RULES:
                lone.append(offset)
            offset += len(word)
        plain = traditional_characters("".join(words)) or ""
        return Stretch(tuple(words), self.form(words), plain, tuple(lone), skipped)

    def form(self, words: Sequence[str]) -> str:
        """The words' forms, each converted by itself."""
        # joined by a character no phrase contains, so that one call is enough
        forms = self._engine(_BORDER.join(words)).split(_BORDER)
        return "".join(map(self._form, words, forms))

    def _form(self, word: str, form: str) -> str:
        """A word's form; what the glossary knows within a longer word (香港回归) has the glossary's form."""
        known = self._glossary.get(word)
        if known is not None:
            return known
        if "裏" in form and lone_characters.is_foreign(word):
            form = form.replace("裏", "里")
        if len(word) > 2:
            for match in self._parts.finditer(word):
                form = form[: match.start()] + self._glossary[match[0]] + form[match.end() :]
        return form
