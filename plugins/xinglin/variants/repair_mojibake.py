"""Text that was decoded with the wrong encoding: UTF-8 read as GBK or as Latin, GBK read as Latin or as Big5.

Each line is tried by itself, since pages are often half and half, and taken only if its bytes are wholly valid in the
other encoding and what comes out is more plausible Chinese. ``锟斤拷`` and U+FFFD are the traces of bytes that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_GONE = re.compile("(?:锟斤拷?|斤拷|烫{3,}|屯{3,}|\ufffd)+")
_HAN = re.compile("[\u4e00-\u9fff]")
# The commonest characters of Chinese in both scripts, and its marks: a third of any text. Wrongly decoded text has few.
_COMMON = frozenset(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级义就年阶发成部民可出能方进行医院党员"
    "患者科室护服务通知日月新健康全面心门诊工作開發會來這為們個時動國產對學級義進醫員護務門診，。、；：！？“”（）《》"
)


def decoded_again(text: str) -> str:
    """The text with wrongly decoded lines decoded rightly."""
    return "\n".join(map(_line, text.split("\n")))


def with_marks_for_lost(text: str, mark: str) -> str:
    """What stands for bytes that are gone, as one mark each."""
    return _GONE.sub(mark, text)


def _line(line: str) -> str:
    if line.isascii():
        return line
    best = max([line, *_others(line)], key=_plausibility)
    return best if _plausibility(best) > _plausibility(line) + 0.15 else line


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


def _plausibility(line: str) -> float:
    """Share of common characters among those that are not ASCII."""
    other = [c for c in line if not c.isascii()]
    return sum(c in _COMMON for c in other) / len(other) if other else 0.0
