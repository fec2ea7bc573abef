"""What was meant as Markdown and is not: full-width brackets and marks, table rows wider than their header.

Such text would stand on the page as typed, or lose words; its author is told, with the form that works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xinglin.core.marks import OPEN, spans

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_CODE = re.compile(r"`[^`]*`")
_PICTURE = re.compile(r"[!！]\s*[\[［【][^\[\]［］【】]*[\]］】]\s*[(（][^()（）]*[)）]")
_GOOD_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(
    r"(?<![!！])[\[［【][^\[\]［］【】]+[\]］】]\s*[(（]"
    r"\s*(?:https?[:：]|[\w./-]+\.(?:md|pdf|docx?|xlsx?|html))[^()（）]*[)）]"
)
_GOOD_LINK = re.compile(r"\[[^\[\]]+\]\((?!https?：)[^()]*\)")
_MARKS = (
    (re.compile(r"＊＊"), "＊＊重点＊＊", "用半角的星号：**重点**。"),
    (re.compile(r"^\s*＞"), "＞", "引用用半角的“>”开头：> 引文。"),
    (re.compile(r"^\s*｜.*｜"), "｜", "表格用半角的竖线：| 楼层 | 科室 |。"),
    (re.compile(r"[-－—–]\s?｛[^｛｝]{1,60}｝\s?[-－—–]"), "－｛｝－", "转换标记用半角的符号：-{于}-右任。"),
    (re.compile(r"^!!!\s*\w*\s*[“”]"), "!!! “”", '提示框的题目用半角引号：!!! note "温馨提示"。'),
)
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_SUSPECTS = ("[", "［", "【", "＊", "＞", "｜", "｛", "!!!")
"""What every pattern above wants in a line."""
_CODE_SIGNS = ("`", "~~~")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One finding; ``line`` counts from 0, ``column`` from 1."""

    code: str
    line: int
    column: int
    width: int
    message: str
    fix: str


def find(lines: list[str]) -> Iterator[Lookalike]:
    """Lookalikes of a body, outside code."""
    text = "\n".join(lines)
    suspects = [sign for sign in _SUSPECTS if sign in text]
    has_bars = "|" in text
    if not suspects and not has_bars:
        return
    has_code = any(sign in text for sign in _CODE_SIGNS)
    is_code = False
    columns = 0
    for number, typed in enumerate(lines):
        line = typed
        if has_code:
            if _FENCE.match(typed):
                is_code = not is_code
            if is_code:
                continue
            line = _CODE.sub(lambda match: " " * len(match.group()), typed) if "`" in typed else typed
        if has_bars and "|" in line and OPEN in line:
            line = _without_bars(line)
        for sign in suspects:
            if sign in line:
                yield from _marks(number, line)
                break
        if not has_bars or "|" not in line:
            columns = 0
        elif _RULE.match(line):
            columns = _cells(lines[number - 1]) if number else 0
        elif columns and (extra := _cells(line) - columns) > 0:
            yield Lookalike(
                "TXT09", number, 1, len(typed), f"表格这一行比表头多 {extra} 格，多出来的内容不会显示。",
                "给表头补上这一列，或删去多余的竖线“|”。",
            )  # fmt: skip


def _marks(number: int, line: str) -> Iterator[Lookalike]:
    for pattern, good, what, fix in (
        (_PICTURE, _GOOD_PICTURE, "图片", "用半角的符号：![照片里有什么](01.jpg)。"),
        (_LINK, _GOOD_LINK, "链接", "用半角的符号：[文字](https://www.example.com/)。"),
    ):
        for match in pattern.finditer(line):
            if not good.fullmatch(match.group()):
                message = f"“{match.group()[:40]}”像是{what}，但括号或冒号是全角的，会原样显示出来。"
                yield Lookalike("TXT08", number, match.start() + 1, len(match.group()), message, fix)
    for pattern, shown, fix in _MARKS:
        if mark := pattern.search(line):
            message = f"这里的“{shown}”是全角的，不起作用，会原样显示出来。"
            yield Lookalike("TXT08", number, mark.start() + 1, len(mark.group()), message, fix)


def _without_bars(line: str) -> str:
    """The line with the bars inside conversion marks out of the way: they part no cells."""
    for start, end in spans(line):
        line = line[:start] + line[start:end].replace("|", " ") + line[end:]
    return line


def _cells(line: str) -> int:
    return len(_PIPE.split(line.strip().removeprefix("|").removesuffix("|")))
