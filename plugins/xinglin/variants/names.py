"""Personal names in Traditional: surnames keep the character the family writes (名從主人).

OpenCC reads 于, 范, 余 as words and writes 於, 範, 餘. A known name is converted character by character, its surname by
this table, and laid over the converted text where the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    return {name: traditional_name(name) for name in names if 2 <= len(name) <= 4 and _is_ambiguous(name)}


def _is_ambiguous(name: str) -> bool:
    return any(character in _SURNAMES or character in _GIVEN for character in name)


def pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all terms, longest first; a name beginning with 于 needs something before it that ends no word."""
    words = sorted(terms, key=lambda term: (-len(term), term))
    if not words:
        return None
    alternatives = (f"(?<![{_NO_NAME_AFTER}]){re.escape(w)}" if w.startswith("于") else re.escape(w) for w in words)
    return re.compile("|".join(alternatives))
