"""What can be wrong with a conversion mark, said to its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xinglin.core.diagnostics import Collector, Severity
from xinglin.core.marks import CLOSE, FALLBACKS, FLAGS, MAX_DEPTH, OPEN, SCRIPTS, parse, variant_code

_EXAMPLE = "-{zh-hans:后;zh-hant:後}-"
_LIKE_A_CODE = re.compile(r"(?:^|[;；|]|=>)\s*(zh[-_ ]?[A-Za-z_-]*)\s*[:：]", re.IGNORECASE)
_LIKE_A_FLAG = re.compile(r"\s*([A-Za-z+](?:\s*;\s*[A-Za-z+-])*)\s*\|")


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    message: str
    fix: str
    width: int = 2
    severity: Severity = Severity.ERROR

    @property
    def said(self) -> tuple[str, str, str]:
        return self.code, self.message, self.fix


NOT_CLOSED = Problem(
    "MRK01",
    "转换标记“-{”没有配对的“}-”。",
    "在同一段、同一格里补上“}-”，例如  -{于}-右任；只想显示这两个符号时写  \\-{。",
)
NOT_OPENED = Problem(
    "MRK02",
    "“}-”前面没有配对的“-{”，会原样显示出来。",
    "补上“-{”，或删去“}-”；只想显示这两个符号时写  \\}-。",
    severity=Severity.WARNING,
)
TOO_DEEP = Problem("MRK03", f"转换标记套得太深（最多 {MAX_DEPTH} 层）。", "拆成几个标记。")


def of(inside: str) -> Iterator[tuple[Problem, int]]:
    """Problems of one closed mark, each with its offset from the mark's first bracket.

    Args:
        inside: what stands between the brackets, marks inside as typed.
    """
    for found in _LIKE_A_CODE.finditer(inside):
        if variant_code(found.group(1)) is None:
            yield _unknown_code(found.group(1)), found.start(1) + len(OPEN)
            return
    flag = _LIKE_A_FLAG.match(inside)
    if flag and any(letter.strip() not in FLAGS for letter in flag.group(1).split(";")):
        yield _unknown_flag(flag.group(1)), flag.start(1) + len(OPEN)
        return
    mark = parse(inside)
    width = len(inside) + len(OPEN) + len(CLOSE)
    if mark.flags.isdisjoint("RN-") and mark.forms and not mark.one_way:
        missing = [name for code, name in (("zh-hans", "简体"), ("zh-hant", "繁体")) if mark.form(code) is None]
        if missing and "zh" not in mark.forms:
            yield _incomplete("、".join(missing), width), 0
            return
    if not mark.flags.isdisjoint("AH") and mark.forms and not mark.one_way and SCRIPTS.isdisjoint(mark.forms):
        yield _without_script(width), 0


def report(text: str, collector: Collector) -> None:
    """Report the marks of a data file, line by line: what is not closed or wrong."""
    if OPEN not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if OPEN not in line or line.lstrip().startswith("#"):
            continue
        opened: list[int] = []
        for match in re.finditer(r"-\{|\}-", line):
            if match.group() == OPEN:
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                if not opened:
                    for problem, offset in of(line[start + 2 : match.start()]):
                        _add(problem, number, start + offset, collector)
        for start in opened:
            _add(NOT_CLOSED, number, start, collector)


def _add(problem: Problem, line: int, offset: int, collector: Collector) -> None:
    collector.add(
        *problem.said,
        line=line,
        column=offset + 1,
        width=problem.width,
        severity=problem.severity,
    )


def _unknown_code(typed: str) -> Problem:
    return Problem(
        "MRK04",
        f"转换标记里没有“{typed[:20]}”这种字形。",
        f"可以写：{'、'.join(code for code in FALLBACKS if code != 'zh')}，例如  {_EXAMPLE}。",
        len(typed),
    )


def _unknown_flag(typed: str) -> Problem:
    return Problem(
        "MRK05",
        f"转换标记里没有“{typed[:20]}|”这种用法。",
        "“|”前面可以写：A（全文照此转换，这里也显示）、H（全文照此转换，这里不显示）、-（取消）、T（标题）、R（原样）。",
        len(typed),
    )


def _incomplete(missing: str, width: int) -> Problem:
    return Problem(
        "MRK06",
        f"这个转换标记没有给出{missing}，{missing}的网页上会用另一种字形自动转换。",
        f"两种都写上，例如  {_EXAMPLE}；不需要转换的文字写成  -{{原文}}-。",
        width,
        Severity.WARNING,
    )


def _without_script(width: int) -> Problem:
    return Problem(
        "MRK07",
        "这条全文规则只写了地区，对“简体”“繁体”两种网页不起作用。",
        "用 zh-hans 和 zh-hant 写，例如  -{H|zh-hans:后;zh-hant:後}-。",
        width,
        Severity.WARNING,
    )
