"""What was meant as Markdown and is not: full-width brackets and marks, tables pasted with tabs, rows wider than their header.

Such text would stand on the page as typed, or lose words; its author is told, with the form that works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_MOST_SHOWN = 12
"""Columns of an example."""


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
    has_bars, has_tabs = "|" in text, "\t" in text
    if not suspects and not has_bars and not has_tabs:
        return
    outside = list(_outside_code(lines)) if any(sign in text for sign in _CODE_SIGNS) else list(enumerate(lines))
    if suspects:
        for number, line in outside:
            if any(sign in line for sign in suspects):
                yield from _marks(number, _without_bars(line) if OPEN in line else line)
    if has_bars:
        yield from _wide_rows(outside, lines)
    if has_tabs:
        yield from _pasted_tables(outside, lines)


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that are no code, with spaces for the code within them."""
    is_code = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        if not is_code:
            yield number, _CODE.sub(lambda match: " " * len(match.group()), line) if "`" in line else line


def _wide_rows(outside: Iterable[tuple[int, str]], lines: list[str]) -> Iterator[Lookalike]:
    """Rows of tables with more cells than the header."""
    columns = 0
    for number, typed in outside:
        line = _without_bars(typed) if OPEN in typed else typed
        if "|" not in line:
            columns = 0
        elif _RULE.match(line):
            columns = _cells(lines[number - 1]) if number else 0
        elif columns and (extra := _cells(line) - columns) > 0:
            yield Lookalike(
                "TXT09", number, 1, len(typed), f"表格这一行比表头多 {extra} 格，多出来的内容不会显示。",
                "给表头补上这一列，或删去多余的竖线“|”。",
            )  # fmt: skip


def _pasted_tables(outside: Iterable[tuple[int, str]], lines: list[str]) -> Iterator[Lookalike]:
    """Two lines and more with as many tabs are rows, which Markdown would run together."""
    before, is_told = (-1, 0), False
    for number, line in outside:
        tabs = line.strip().count("\t")
        is_row = tabs > 0 and before == (number - 1, tabs)
        if is_row and not is_told:
            yield _pasted(number - 1, lines[number - 1], tabs + 1)
        before, is_told = (number, tabs), is_row


def _pasted(number: int, line: str, columns: int) -> Lookalike:
    row = " | ".join(cell.strip() for cell in line.strip().split("\t"))
    return Lookalike(
        "TXT10", number, 1, len(line), "从这一行起像是从 Word 或 Excel 粘贴的表格，会连成一段话。",
        f"每行用竖线分格，第一行写成“| {row[:60]} |”，第二行写成“{'|---' * min(columns, _MOST_SHOWN)}|”。",
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
