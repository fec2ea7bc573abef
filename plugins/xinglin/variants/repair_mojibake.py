"""Text that was decoded with the wrong encoding: UTF-8 read as GBK or as Latin, GBK read as Latin or as Big5.

Each line is tried by itself, since pages are often half and half, and taken only if its bytes are wholly valid in the
other encoding and what comes out is by far more plausible Chinese. ``锟斤拷`` and U+FFFD are the traces of bytes that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xinglin.variants.repair_context import cells_of, cheapest

_GONE = re.compile("(?:锟斤拷?|斤拷|烫{3,}|屯{3,}|\ufffd)+")
_HAN = re.compile("[\u4e00-\u9fff]")
_PLAINLY = 0.7
"""What was decoded wrongly costs at least half as much again as what it was: hardly two of its characters make a word."""
_SAMPLE = 40
"""Characters of a line that are looked at."""


def decoded_again(text: str) -> str:
    """The text with wrongly decoded lines decoded rightly."""
    return "\n".join(map(_line, text.split("\n")))


def with_marks_for_lost(text: str, mark: str) -> str:
    """What stands for bytes that are gone, as one mark each."""
    return _GONE.sub(mark, text)


def _line(line: str) -> str:
    if line.isascii():
        return line
    others = [other for other in _others(line) if len(_HAN.findall(other)) > 1]
    if not others:
        return line
    best = min(others, key=_cost)
    return best if _cost(best) < _PLAINLY * _cost(line) else line


def _others(line: str) -> Iterator[str]:
    for wrong, right in (
        ("gb18030", "utf-8"),
        ("latin", "utf-8"),
        ("latin", "gb18030"),
        ("big5", "gb18030"),
        ("gb18030", "big5"),
    ):
        try:
            yield (_latin(line) if wrong == "latin" else line.encode(wrong)).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue


def _latin(line: str) -> bytes:
    """Bytes of text that was read as Latin-1 or as Windows-1252, in which some bytes have other characters."""
    return b"".join(bytes((ord(c),)) if ord(c) < 0x100 else c.encode("cp1252") for c in line)


def _cost(line: str) -> float:
    """How much a character costs on the average in words of Chinese, ASCII aside."""
    characters = "".join([c for c in line if not c.isascii()][:_SAMPLE])
    return cheapest(cells_of(characters)).cost / len(characters)
