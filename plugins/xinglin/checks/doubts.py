"""Doubtful choices of the converter: places where nearly as probable words would give another Traditional form.

The converter cuts a stretch of text into its most probable words (:mod:`xinglin.variants.correction`). Where another cut costs
hardly more and its words convert otherwise, the choice is close, and an editor who knows the matter decides it better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.variants import lone_characters
from xinglin.variants.converter import Converter
from xinglin.variants.correction import Corrector
from xinglin.variants.engine import engine
from xinglin.variants.segmentation import COST_PER_NAT, LONGEST, UNKNOWN
from xinglin.variants.traditional import corrector

_CLOSE = 3 * COST_PER_NAT
"""How much dearer the other words may be: twenty times as improbable."""
_MOST_CUTS = 200
_MARK = re.compile(r"-\{.*?\}-", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choice:
    start: int
    """Position in the text of the words that decide."""
    words: str
    chosen: str
    """Their form, in OpenCC's own glyphs."""
    other: str


def find_doubts(path: str, text: str, converter: Converter) -> tuple[Diagnostic, ...]:
    """The close choices of a manuscript, each once, at its first place; what a term or a mark settles is none.

    Args:
        text: the whole manuscript as typed, in Simplified.
        converter: to zh-Hant, with the site's and the manuscript's terms.
    """
    settled = [(start, start + len(term)) for start, term, _ in converter.terms_in(text)]
    settled += [match.span() for match in _MARK.finditer(text)]
    converted = converter.convert(text)
    glyphs = engine("t2tw")
    found: dict[tuple[str, str, str], list[int]] = {}
    for choice in doubtful_choices(text):
        end = choice.start + len(choice.words)
        chosen, other = converted[choice.start : end], glyphs(choice.other)
        if chosen != other and not any(start < end and choice.start < stop for start, stop in settled):
            found.setdefault((choice.words, chosen, other), []).append(choice.start)
    return tuple(_report(path, text, *forms, places) for forms, places in found.items())


def doubtful_choices(text: str, correct: Corrector | None = None) -> Iterator[Choice]:
    """The close choices in a Simplified text, in order."""
    correct = correct or corrector()
    costs = correct.lexicon.costs
    for start, end, stretch in correct.stretches(text):
        best = sum(costs.get(word, UNKNOWN) for word in stretch.words)
        source, chosen = text[start:end], _form(text, start, stretch.words, correct)
        others = [
            (cost, words)
            for cost, words in _cuts(source, costs, best + _CLOSE)
            if _differs_in_a_word(words, chosen, _form(text, start, words, correct))
        ]
        if others:
            _, words = min(others)
            yield _choice(start, source, (stretch.words, words), (chosen, _form(text, start, words, correct)))


def _form(text: str, start: int, words: Sequence[str], correct: Corrector) -> str:
    """The words' forms where they stand, by the rules for characters that are words by themselves too."""
    form = correct.form(words)
    position = 0
    for word in words:
        rule = lone_characters.form(text, start + position) if len(word) == 1 else None
        if rule:
            form = form[:position] + rule.form + form[position + 1 :]
        position += len(word)
    return form


def _differs_in_a_word(words: Sequence[str], chosen: str, other: str) -> bool:
    """Whether the forms differ within a word of the other cut: what a character is by itself proves little."""
    position = 0
    for word in words:
        end = position + len(word)
        if len(word) > 1 and chosen[position:end] != other[position:end]:
            return True
        position = end
    return False


def _cuts(text: str, costs: Mapping[str, int], limit: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(cost, words) of every way to cut the text that costs no more than ``limit``."""
    size = len(text)
    least = [0] * (size + 1)
    ways: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for start in range(size - 1, -1, -1):
        for end in range(start + 1, min(size, start + LONGEST) + 1):
            cost = costs.get(text[start:end], UNKNOWN if end == start + 1 else None)
            if cost is not None:
                ways[start].append((cost, end))
        least[start] = min(cost + least[end] for cost, end in ways[start])
    open_cuts: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    found = 0
    while open_cuts and found < _MOST_CUTS:
        cost, position, words = open_cuts.pop()
        if position == size:
            found += 1
            yield cost, words
            continue
        open_cuts += [
            (cost + more, end, (*words, text[position:end]))
            for more, end in ways[position]
            if cost + more + least[end] <= limit
        ]


def _choice(start: int, source: str, cuts: tuple[tuple[str, ...], ...], forms: tuple[str, str]) -> Choice:
    """The words of either cut in which the two forms differ: a row for less would say too much (头发: 頭發)."""
    chosen, other = forms
    first, last = len(source), 0
    for words in cuts:
        position = 0
        for word in words:
            end = position + len(word)
            if chosen[position:end] != other[position:end]:
                first, last = min(first, position), max(last, end)
            position = end
    if last - first == 1:
        first, last = max(0, first - 1), min(len(source), last + 1)
    return Choice(start + first, source[first:last], chosen[first:last], other[first:last])


def _report(path: str, text: str, words: str, chosen: str, other: str, places: list[int]) -> Diagnostic:
    start = places[0]
    line_start = text.rfind("\n", 0, start) + 1
    times = f"（本文共 {len(places)} 处）" if len(places) > 1 else ""
    return Diagnostic(
        path,
        text.count("\n", 0, start) + 1,
        start - line_start + 1,
        "CNV02",
        Severity.INFO,
        f"“{words}”转成了“{chosen}”，也可能应是“{other}”{times}。",
        f"转错了：在 conversion.yaml 的 terms 下加一行  {words}: {other}。没有转错：加一行  {words}: {chosen}，以后不再提示。",
        text[line_start:].partition("\n")[0][:200],
        len(words),
    )
