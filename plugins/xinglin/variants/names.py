"""Known names and terms in a text: where they stand, and what they become.

A name is laid over the converted text at the place where the source has it. So it needs no dictionary entry, which would
win over the words around it, and costs the same for ten names and for two thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from xinglin.core.variant import Variant
from xinglin.variants.engine import engine
from xinglin.variants.name_context import reads_as_name
from xinglin.variants.name_forms import depends_on_context, is_person, surname_size, traditional_name

__all__ = ["TermFinder", "in_glyphs_of", "overlay_terms", "traditional_name"]


_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_NAME = re.compile(rf"{_HAN}{{2,4}}|{_HAN}{{1,10}}(?:·{_HAN}{{1,10}}){{1,3}}")
"""Two to four characters, or a transliterated name with its dots."""


def overlay_terms(names: Iterable[str]) -> dict[str, str]:
    """Name → Traditional form, for the names that OpenCC would write otherwise in some context, in either direction."""
    found = [name for name in dict.fromkeys(names) if _NAME.fullmatch(name)]
    return {name: traditional_name(name) for name in found if depends_on_context(name) or _comes_back_otherwise(name)}


def _comes_back_otherwise(name: str) -> bool:
    """Whether a Traditional source's name would not become this name: 王丙乾."""
    return _is_unusual(name) and _simplifier()(traditional_name(name)) != name


def _is_unusual(name: str) -> bool:
    """Whether a character is none that Simplified text ordinarily has: the engine need not be asked of the others."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return not _BOTH_SCRIPTS.isdisjoint(name)


_BOTH_SCRIPTS = frozenset("乾夥徵於著吒拚捱摺麴")
"""Characters of the Simplified standard that the step from Traditional to Simplified changes."""


@cache
def _simplifier() -> Any:
    return engine("tw2s")


def in_glyphs_of(variant: Variant, terms: Mapping[str, str]) -> dict[str, str]:
    """The terms' forms, given in common Traditional glyphs (為 裡 溫), as the variant writes them (Hong Kong: 为 → 為, 裏, 温).

    A form that would change its length stays.
    """
    if variant != "zh-Hant-HK" or not terms:
        return dict(terms)
    back, to_hong_kong = _hong_kong()
    # a line each, in one call: no phrase reaches across the end of a line
    forms: str = to_hong_kong(back("\n".join(terms.values())))
    return {
        term: new if len(new) == len(form) else form
        for (term, form), new in zip(terms.items(), forms.split("\n"), strict=True)
    }


@cache
def _hong_kong() -> tuple[Any, Any]:
    return engine("tw2t"), engine("t2hk")


class TermFinder:
    """Finds terms in a text, longest first at each place; the cost does not grow with the number of terms.

    A term that has the form of a personal name and the form families write is a name: it counts only where it reads as
    one (:mod:`xinglin.variants.name_context`). Any other term counts wherever its characters stand.

    Args:
        terms: Simplified → Traditional.
        vouched: names of people who are in this very text.
    """

    def __init__(self, terms: Mapping[str, str] | Iterable[str], vouched: Iterable[str] = ()) -> None:
        self._vouched = frozenset(vouched)
        self._terms = frozenset(terms)
        forms = terms if isinstance(terms, Mapping) else {}
        self._names = {
            term: surname_size(term)
            for term in self._terms
            if is_person(term) and forms.get(term, traditional_name(term)) == traditional_name(term)
        }
        lengths: dict[str, set[int]] = {}
        for term in self._terms:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._single = frozenset(term for term in self._terms if len(term) == 1)
        self._lengths = {start: sorted(sizes, reverse=True) for start, sizes in lengths.items()}
        self._first = _beginnings(self._lengths)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """(position, term), in order, without overlaps."""
        end = 0
        for match in self._first.finditer(text) if self._first else ():
            start = match.start()
            if start < end:
                continue
            term = self._at(text, start)
            if term:
                yield start, term
                end = start + len(term)

    def _at(self, text: str, start: int) -> str:
        for length in self._lengths.get(text[start : start + 2], ()):
            term = text[start : start + length]
            if term not in self._terms:
                continue
            size = self._names.get(term)
            if size is None or reads_as_name(text, start, start + length, size, vouched=term in self._vouched):
                return term
        return text[start] if text[start] in self._single else ""


def _beginnings(starts: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of the first two characters, overlapping matches included."""
    seconds: dict[str, set[str]] = {}
    for start in starts:
        seconds.setdefault(start[0], set()).add(start[1:])
    alternatives = [
        re.escape(first) + ("" if "" in after else f"(?=[{''.join(map(re.escape, sorted(after)))}])")
        for first, after in sorted(seconds.items())
    ]
    return re.compile("|".join(alternatives)) if alternatives else None
