"""The ledger of index numbers: what was issued, to which article, when. Written by ``xinglin number`` only.

A number is issued once. It stays with its article when that is changed, moved or withdrawn, and is never given to another.
Internal articles have a ledger of their own in the internal root, since their very names may be internal.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xinglin.core.diagnostics import AuthorError, Collector, Diagnostic, Severity
from xinglin.disclosure import index_numbers
from xinglin.manuscript.dates import parse_day
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Status

FILE = "disclosure/index-numbers.csv"
INTERNAL_FILE = "disclosure/index-numbers-internal.csv"
HEADER = ("number", "path", "issued_on")
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Issue:
    """One line of the ledger."""

    number: str
    path: str
    """Of the article, below its root."""
    issued_on: date


@dataclass(frozen=True, slots=True)
class Ledger:
    """All numbers ever issued."""

    by_number: Mapping[str, Issue] = field(default_factory=dict)
    by_path: Mapping[str, Issue] = field(default_factory=dict)
    exists: bool = False


def read_ledgers(texts: Sequence[tuple[str, str | None]]) -> tuple[Ledger, list[Diagnostic]]:
    """Read the ledgers of both roots as one.

    Args:
        texts: (path below its root, text or None where there is no such file).
    """
    by_number: dict[str, Issue] = {}
    by_path: dict[str, Issue] = {}
    found: list[Diagnostic] = []
    for path, text in texts:
        if text is None:
            continue
        collector = Collector(path, text.splitlines())
        for line, issue in _issues(text, collector):
            if issue.number in by_number:
                message = f"索引号“{issue.number}”登记了两次：{by_number[issue.number].path}、{issue.path}。"
                fix = "号码不能重复使用：后登记的稿件删去这一行和稿件里的号码，再运行 xinglin number。"
                collector.add("IDX02", message, fix, line=line, column=1)
            elif issue.path in by_path:
                message = f"稿件“{issue.path}”登记了两个索引号：{by_path[issue.path].number}、{issue.number}。"
                collector.add("IDX02", message, "只留稿件里写的那一个。", line=line, column=1)
            else:
                by_number[issue.number] = by_path[issue.path] = issue
        found += collector.found
    return Ledger(by_number, by_path, any(text is not None for _, text in texts)), found


def _issues(text: str, collector: Collector) -> Iterator[tuple[int, Issue]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        header = next(reader, [])
        if tuple(cell.strip() for cell in header) != HEADER:
            message = f"第一行应当是  {','.join(HEADER)}。"
            collector.add("IDX01", message, "这个文件由 xinglin number 写，一般不用手改。", line=1, column=1)
            return
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            issue = _issue(row)
            if issue is None or reader.line_num > MAX_ROWS:
                message = "这一行不是“号码,稿件,日期”。"
                collector.add("IDX01", message, "从版本库里找回这一行原来的样子。", line=reader.line_num, column=1)
            else:
                yield reader.line_num, issue
    except csv.Error:
        collector.add("IDX01", "这个文件不是完整的 CSV。", "从版本库里找回原来的样子。", line=reader.line_num, column=1)


def _issue(row: list[str]) -> Issue | None:
    if len(row) != len(HEADER) or not row[0].strip() or not row[1].strip():
        return None
    try:
        return Issue(row[0].strip(), row[1].strip(), parse_day(row[2]))
    except AuthorError:
        return None


def ledger_text(issues: Iterable[Issue]) -> str:
    """The ledger as it is written: in the order of issue, lines ending in LF so that merges show one line for one number."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((issue.number, issue.path, issue.issued_on.isoformat()) for issue in issues)
    return stream.getvalue()


def check_numbers(manuscripts: Iterable[Manuscript], ledger: Ledger, known: Container[str]) -> list[Diagnostic]:
    """Every number sound, unique, and the one that was issued to its article.

    Args:
        known: paths of all manuscripts there are.
    """
    found: list[Diagnostic] = []
    holders: dict[str, str] = {}
    for manuscript in manuscripts:
        number = manuscript.front.index_no
        if number:
            found += _of_number(manuscript, number, ledger, known, holders)
        elif ledger.exists and manuscript.front.disclosure and manuscript.front.status is Status.PUBLISHED:
            message = "公开事项的稿件还没有索引号。"
            found.append(
                manuscript.diagnose("disclosure", "IDX07", message, "运行 xinglin number 编号。", Severity.WARNING)
            )
    return found


def _of_number(
    manuscript: Manuscript, number: str, ledger: Ledger, known: Container[str], holders: dict[str, str]
) -> Iterator[Diagnostic]:
    try:
        index_numbers.check(number)
    except AuthorError as refusal:
        yield manuscript.diagnose("index_no", "IDX03", refusal.message, refusal.fix)
    holder = holders.setdefault(number, manuscript.path)
    if holder != manuscript.path:
        message = f"索引号“{number}”已经是另一篇稿件的：{holder}。"
        yield manuscript.diagnose("index_no", "IDX04", message, "删去这一行，运行 xinglin number 编新的号码。")
        return
    if not ledger.exists:
        return
    issue, own = ledger.by_number.get(number), ledger.by_path.get(manuscript.path)
    if own is not None and own.number != number:
        message = f"这篇稿件的索引号是“{own.number}”，不能改成“{number}”。"
        yield manuscript.diagnose("index_no", "IDX06", message, f"改回  索引号: {own.number}。")
    elif issue is None:
        message = f"索引号“{number}”没有登记。"
        yield manuscript.diagnose("index_no", "IDX07", message, "运行 xinglin number 登记。", Severity.WARNING)
    elif issue.path != manuscript.path and issue.path in known:
        message = f"索引号“{number}”编给了另一篇稿件：{issue.path}。"
        yield manuscript.diagnose("index_no", "IDX05", message, "删去这一行，运行 xinglin number 编新的号码。")
    elif issue.path != manuscript.path:
        message = f"索引号“{number}”登记在 {issue.path}，那里已经没有稿件。"
        fix = "如果是改名或移动，运行 xinglin number 更新登记；如果是新稿件，删去这一行再编号，旧号码不能再用。"
        yield manuscript.diagnose("index_no", "IDX07", message, fix, Severity.WARNING)
