"""Personal names in Traditional: surnames keep the character the family writes (名從主人).

OpenCC reads 于, 范, 余 as words and writes 於, 範, 餘. A known name is converted character by character, its surname by
this table, and laid over the converted text where the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import opencc

from xinglin.core.surnames import COMPOUND

# Surnames whose Simplified character stands for several Traditional ones, with the one the surname is.
_SURNAMES = {
    "于": "于", "范": "范", "余": "余", "姜": "姜", "郁": "郁", "谷": "谷", "涂": "涂", "游": "游", "朴": "朴", "党": "党",
    "干": "干", "曲": "曲", "后": "后", "种": "种", "仇": "仇", "向": "向", "岳": "岳", "沈": "沈", "松": "松", "征": "征",
    "叶": "葉", "钟": "鍾", "云": "雲", "万": "萬", "丰": "豐", "卢": "盧", "肖": "肖", "系": "系", "卜": "卜", "舍": "舍",
    "秋": "秋", "郭": "郭", "胡": "胡", "甘": "甘", "熊": "熊", "尽": "尽", "宁": "寧", "苏": "蘇", "赵": "趙", "荣": "榮",
}  # fmt: skip
# In given names these are almost always themselves: 建岳, 知行, 松年.
_GIVEN = {
    "岳": "岳",
    "松": "松",
    "知": "知",
    "秋": "秋",
    "于": "于",
    "里": "里",
    "云": "雲",
    "余": "余",
    "征": "征",
    "志": "志",
    "后": "后",
}
# Words that end in 于: behind them 于 begins no name (关于建国七十周年).
_NO_NAME_AFTER = "关由对至终在属等基鉴位处源敢善勇便利出用限归忠急乐甘疏易难过低高大小多少优劣早迟晚"


def traditional_name(name: str) -> str:
    """A personal name in Traditional characters, of the same length."""
    size = 2 if name[:2] in COMPOUND else 1
    surname = "".join(_SURNAMES.get(character) or _character(character) for character in name[:size])
    return surname + "".join(_GIVEN.get(character) or _character(character) for character in name[size:])


@cache
def _character(character: str) -> str:
    to_traditional, to_glyph = _engines()
    traditional = to_glyph.convert(to_traditional.convert(character))
    return traditional if len(traditional) == 1 else character


@cache
def _engines() -> tuple[Any, Any]:
    return opencc.OpenCC("s2t"), opencc.OpenCC("t2tw")


def overlay_terms(names: Iterable[str]) -> dict[str, str]:
    """Name → Traditional form, for the names that OpenCC would write otherwise in some context."""
    return {
        name: traditional_name(name) for name in names if 2 <= len(name) <= 4 and name.isalpha() and _is_ambiguous(name)
    }


def _is_ambiguous(name: str) -> bool:
    return any(character in _SURNAMES or character in _GIVEN for character in name)


class TermFinder:
    """Finds terms in a text, longest first at each place; the cost does not grow with the number of terms."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._lengths: dict[str, list[int]] = {}
        self._terms = frozenset(terms)
        for term in self._terms:
            lengths = self._lengths.setdefault(term[0], [])
            if len(term) not in lengths:
                lengths.append(len(term))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        first = "".join(map(re.escape, sorted(self._lengths)))
        self._first = re.compile(f"[{first}]") if first else None

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """(position, term), without overlaps. A name beginning with 于 needs something before it that ends no word."""
        end = 0
        for match in self._first.finditer(text) if self._first else ():
            start = match.start()
            if start < end or (match.group() == "于" and start and text[start - 1] in _NO_NAME_AFTER):
                continue
            for length in self._lengths[match.group()]:
                term = text[start : start + length]
                if term in self._terms:
                    yield start, term
                    end = start + length
                    break
