"""Where in a text one of OpenCC's phrases, or a rule for lone characters, could have a say.

A place is risky where an ambiguous character has a neighbour beside it that some phrase has there. These thousands of pairs
are found in one pass by an Aho-Corasick automaton; ordinary prose has one in every fifty characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import ahocorasick_rs

from xinglin.variants.lone_characters import is_decided

_BLOCK, _MARGIN = 50_000, 100
"""Characters searched at a time, for what is found in a text of megabytes would fill the memory; and as many on either side
that neighbours and rules can see."""


class RiskyPlaces:
    """Finds them.

    Args:
        risks: ambiguous character → what stands before and behind it in phrases that change its form.
        lone: characters with rules for where they stand alone.
    """

    def __init__(self, risks: Mapping[str, tuple[str, str]], lone: Iterable[str]) -> None:
        led = [other + character for character, (before, _) in risks.items() for other in before]
        followed = [character + other for character, (_, behind) in risks.items() for other in behind]
        self._first_followed = len(led)
        self._first_lone = len(led) + len(followed)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [*led, *followed, *lone], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def find(self, text: str) -> Iterator[int]:
        """The positions, in order."""
        if len(text) <= _BLOCK:
            yield from self._places(text)
            return
        for start in range(0, len(text), _BLOCK):
            begin, end = max(0, start - _MARGIN), start + _BLOCK
            for position in self._places(text[begin : end + _MARGIN]):
                if start <= begin + position < end:
                    yield begin + position

    def _places(self, text: str) -> list[int]:
        first_followed, first_lone = self._first_followed, self._first_lone
        risky: set[int] = set()
        lone: list[int] = []
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if number < first_followed:
                risky.add(start + 1)
            elif number < first_lone:
                risky.add(start)
            else:
                lone.append(start)
        risky.update([position for position in lone if position not in risky and is_decided(text, position)])
        return sorted(risky)
