"""Where a name may stand that the converter may write otherwise than names are written: few places, found cheaply.

Nothing is left out that could be reported, whatever the words around it; what speaks for a name at these places is weighed
afterwards, by :mod:`xinglin.checks.name_weights`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from xinglin.checks.name_weights import BEGIN_COMPOUND, END_POSTS, OF_GIVEN_NAMES, may_stand_between, of_itself
from xinglin.core.surnames import COMPOUND, SINGLE
from xinglin.variants.lone_characters import is_decided
from xinglin.variants.name_forms import ambiguous_characters
from xinglin.variants.name_risks import name_risks
from xinglin.variants.name_words import THINGS

Place = tuple[int, int, float]
"""Start and end of a possible name, and what its characters say for it."""

_LONGEST = 4
"""Characters of the longest name: 欧阳 and two more."""
_EDGE = "\n" * _LONGEST
"""Put before and behind a text, so that every character has neighbours."""
_END_COMPOUND = frozenset(name[1] for name in COMPOUND)
_END_SURNAMES = SINGLE | _END_COMPOUND


def risky_places(text: str) -> Iterator[Place]:
    """Where a name would have a character that may come out otherwise, some perhaps twice.

    Args:
        text: Simplified, in Unicode's form C: OpenCC reads compatibility ideographs as the characters they stand for.
    """
    padded = f"{_EDGE}{text}{_EDGE}"
    return _possible(padded, _risky_spans(padded))


def places_of(terms: Collection[str], text: str) -> Iterator[Place]:
    """Where a name would share a character with one of ``terms``, some perhaps twice."""
    padded = f"{_EDGE}{text}{_EDGE}"
    return _possible(padded, _spans_of(terms, padded))


def _risky_spans(padded: str) -> Iterator[tuple[int, int]]:
    risks = name_risks()
    for match in _in_question().finditer(padded):
        at = match.start()
        before = padded[at - 1]
        is_surname, in_surname, in_given, is_ruled, risky_before, risky_behind = risks[padded[at]]
        if not (in_surname and in_given) and (
            before in risky_before or padded[at + 1] in risky_behind or (is_ruled and is_decided(padded, at))
        ):
            in_surname = in_given = True
        if is_surname and in_surname:
            yield at, at + 2
            yield at, at + 3
        if in_given:
            if before in SINGLE:
                yield at - 1, at + 1
                yield at - 1, at + 2
            if before in _END_COMPOUND:
                yield at - 2, at + 1
                yield at - 2, at + 2
            if padded[at - 2] in _END_SURNAMES:
                yield at - 2, at + 1
                yield at - 3, at + 1


def _spans_of(terms: Collection[str], padded: str) -> Iterator[tuple[int, int]]:
    for term in terms:
        at = padded.find(term)
        while at >= 0:
            for start in range(at - _LONGEST + 1, at + len(term)):
                yield from ((start, start + size) for size in range(2, _LONGEST + 1))
            at = padded.find(term, at + 1)


def _possible(padded: str, spans: Iterable[tuple[int, int]]) -> Iterator[Place]:
    for start, end in spans:
        own = of_itself(padded[start:end])
        if own is not None and may_stand_between(own, padded[start - 1], padded[end]):
            yield start - _LONGEST, end - _LONGEST, own.weight


@cache
def _in_question() -> re.Pattern[str]:
    """The characters in question, as a surname before a given name or behind a post, or up to two behind a surname.

    It begins with them, so that the engine looks for them and for nothing else.
    """
    risky, given = (
        frozenset(name_risks()),
        OF_GIVEN_NAMES | ambiguous_characters() | {c for word in THINGS for c in word},
    )
    surname = f"(?<={_class(risky & SINGLE)})(?:(?={_class(given)})|(?<={_class(END_POSTS)}.))"
    behind_surname = (
        f"(?<={_class(_END_SURNAMES)}.)|(?<={_class(SINGLE)}{_class(given)}.)|"
        f"(?<={_class(_END_COMPOUND | BEGIN_COMPOUND)}..)|(?<={_class(END_POSTS)}{_class(SINGLE)}..)"
    )
    return re.compile(f"{_class(risky)}(?:{behind_surname}|{surname})")


def _class(characters: frozenset[str]) -> str:
    return f"[{''.join(sorted(characters))}]"
