"""``xinglin review``: what of an article's review is done, one more stage of it, or its forms for paper."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import AuthorError
from xinglin.core.files import write_atomic
from xinglin.core.reviewing import LABELS, Stage, stage_named
from xinglin.desk import arguments, reporting, review_forms
from xinglin.desk.review_desk import Desk, NotReviewable
from xinglin.manuscript.dates import parse_day
from xinglin.press.review_gate import Reviewed
from xinglin.reviews.judging import Problem, judge
from xinglin.reviews.record import Record, signature, write_record

NAME = "review"
HELP = "记录审核（三审三校、保密审查、审批），看还缺什么，打印审批表、审稿单、登记簿。"
_STANDINGS = {"done": "通过", "void": "已作废：稿件后来改过", "returned": "退回", "missing": "还没有"}
_REFUSED = frozenset({"REV02", "REV04", "REV07"})
"""What a new signature must not bring about."""


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("path", nargs="?", type=Path, metavar="稿件", help="稿件文件，或它所在的文件夹")
    parser.add_argument("stages", nargs="*", metavar="环节=姓名", help="记录审核，例如  初审=余知秋 复审=范思源")
    parser.add_argument("--on", type=_day, default=None, metavar="日期", help="审核的日期（默认今天）")
    parser.add_argument("--note", default="", metavar="意见", help="审核意见")
    parser.add_argument("--return", dest="returned", action="store_true", help="没有通过，退回修改")
    parser.add_argument("--paper", action="store_true", help="领导在纸上签的字，由别人录入")
    parser.add_argument("--clerk", default="", metavar="姓名", help="录入的人")
    parser.add_argument("--form", choices=("审批表", "审稿单"), help="生成打印用的表")
    parser.add_argument("--register", type=positive, metavar="年份", help="生成这一年的公开事项登记簿")
    parser.add_argument("--output", type=Path, metavar="文件", help="表放在哪里（默认当前文件夹）")
    arguments.content(parser)
    arguments.internal(parser)
    arguments.cache(parser)
    arguments.time(parser, moment)
    arguments.output_format(parser, "text", "json")


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except AuthorError as error:
        raise argparse.ArgumentTypeError(f"{error.message}{error.fix}") from None


def run(options: argparse.Namespace) -> int:
    if options.register:
        return _written(*review_forms.register(options), options)
    if options.path is None:
        return _misused("要写出是哪篇稿件，例如  xinglin review content/hospital-news/2026/yizhen")
    try:
        given = [_Given.parse(word) for word in options.stages]
        desk = Desk.open(options)
    except AuthorError as problem:
        return _misused(problem.message + problem.fix)
    except NotReviewable as problem:
        return _misused(str(problem))
    reviewed = desk.reviewed
    if given:
        reviewed, problems = _record(desk, given, options)
        if problems:
            sys.stderr.write("".join(f"{p.message}\n  改法：{p.fix}\n" for p in problems) + "没有记录。\n")
            return 1
    if options.form:
        return _written(*review_forms.form(options.form, desk, reviewed), options)
    _show(desk, reviewed, options.format)
    return 0 if reviewed.judgement.is_whole and not reviewed.diagnostics else 1


@dataclass(frozen=True, slots=True)
class _Given:
    stage: Stage
    by: str

    @classmethod
    def parse(cls, word: str) -> _Given:
        stage, mark, name = word.replace("＝", "=").partition("=")
        if not mark or not name.strip():
            raise AuthorError(f"“{word[:30]}”不是“环节=姓名”。", "例如  初审=余知秋。")
        return cls(stage_named(stage), name.strip())


def _record(desk: Desk, given: list[_Given], options: argparse.Namespace) -> tuple[Reviewed, list[Problem]]:
    """Write the record with new signatures; nothing is written when they break a rule."""
    before = desk.reviewed
    if before.diagnostics:
        return before, [Problem(d.code, d.message, d.fix) for d in before.diagnostics]
    day = options.on or options.now.astimezone(TIMEZONE).date()
    result = "return" if options.returned else "pass"
    signatures = tuple(
        signature(
            one.stage,
            one.by,
            day,
            before.content,
            result=result,
            note=options.note,
            paper=options.paper,
            clerk=options.clerk,
        )
        for one in given
    )
    record = Record(title=desk.manuscript.front.title, stages=(*before.record.stages, *signatures))
    judgement = judge(record, desk.required, before.content, desk.day, desk.rules)
    known = {problem.message for problem in before.judgement.problems}
    refused = [p for p in judgement.problems if p.code in _REFUSED and p.message not in known]
    if refused:
        return before, refused
    write_atomic(before.place, write_record(record).encode())
    return Reviewed(record, before.place, before.content, judgement, ()), []


def _show(desk: Desk, reviewed: Reviewed, form: str) -> None:
    judgement = reviewed.judgement
    if form == "json":
        reporting.print_json(
            {
                "path": desk.manuscript.path,
                "record": str(reviewed.place),
                "content": reviewed.content,
                "complete": judgement.is_whole,
                "stages": [
                    {
                        "stage": stage.value,
                        "standing": standing,
                        "by": s.by if (s := judgement.signatures.get(stage)) else "",
                        "on": s.on.isoformat() if s else "",
                        "note": s.note if s else "",
                    }
                    for stage, standing in judgement.standings.items()
                ],
                "problems": [{"code": p.code, "message": p.message, "fix": p.fix} for p in judgement.problems],
            },
            reviewed.diagnostics,
        )
        return
    lines = [desk.manuscript.path, desk.manuscript.front.title, ""]
    for stage, standing in judgement.standings.items():
        found = judgement.signatures.get(stage)
        who = f"{found.by}　{found.on}" if found else "——"
        paper = "（纸上签字）" if found and found.signed else ""
        lines.append(
            f"  {LABELS[stage]:　<4}　{who}　{_STANDINGS[standing]}{paper}{'　' + found.note if found and found.note else ''}"
        )
    lines.append("")
    for problem in judgement.problems:
        lines += [
            f"{'错误' if problem.is_error else '提醒'} {problem.code} {problem.message}",
            f"  改法：{problem.fix}",
        ]
    if judgement.is_whole:
        lines.append("审核齐全，可以发布。")
    sys.stdout.write("\n".join(lines) + "\n")
    reporting.print_diagnostics(reviewed.diagnostics, sys.stdout)


def _written(name: str, text: str, options: argparse.Namespace) -> int:
    place = options.output or Path.cwd() / name
    write_atomic(place, text.encode())
    sys.stdout.write(f"已生成：{place}\n用浏览器打开，按 Ctrl+P 打印。里面有内部内容，不要放进 content。\n")
    return 0


def _misused(text: str) -> int:
    sys.stderr.write(f"xinglin review: {text}\n")
    return 2
