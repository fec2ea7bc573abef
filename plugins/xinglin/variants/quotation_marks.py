"""Curved quotation marks to corner ones (“‘’” → 「『』」), for Traditional variants whose site asks for them.

Only balanced pairs of one block around or beside Chinese change; a pair that does not close, an apostrophe and quotations
of other languages stay, and so does a whole block whose pairs cross.
"""

from __future__ import annotations

import re

_CORNERS = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_CLOSES = {"”": "“", "’": "‘"}
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MAX_DEPTH = 10
"""Quotations inside quotations; more is no text."""
_MARK = re.compile("[“”‘’]")


def corner(text: str) -> str:
    """The text of one block with its quotations in corner brackets; the same length."""
    if "“" not in text and "‘" not in text:
        return text
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        character, at = match.group(), match.start()
        if character not in _CLOSES:
            opened.append((character, at))
            if len(opened) > _MAX_DEPTH:
                return text
        elif opened and opened[-1][0] == _CLOSES[character]:
            pairs.append((opened.pop()[1], at))
        elif character != "’" or not _is_apostrophe(text, at):
            return text
    if opened:
        return text
    characters = list(text)
    for start, end in pairs:
        if _is_chinese(text, start, end):
            characters[start], characters[end] = _CORNERS[text[start]], _CORNERS[text[end]]
    return "".join(characters)


def _is_apostrophe(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a quotation holds Chinese, or stands in Chinese."""
    beside = text[max(0, start - 1) : start] + text[end + 1 : end + 2]
    return bool(_CHINESE.search(beside) or _CHINESE.search(text, start, end))
