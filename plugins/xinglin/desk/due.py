"""``xinglin due``: what must be disclosed: late, soon, owed and done, department by department."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.desk import arguments, reporting
from xinglin.desk.loading import intranet, load_site
from xinglin.disclosure.calendar_file import FILE as CALENDAR_FILE
from xinglin.disclosure.duties import duties
from xinglin.disclosure.duty import Duty, DutyReport, DutyState
from xinglin.press.site import Site

NAME = "due"
HELP = "列出要公开的事项：逾期的、快到期的、待公开的、已完成的，按责任部门分列。"

_LABELS = {
    DutyState.LATE: ("逾期", "bold red"),
    DutyState.SOON: ("快到期", "yellow"),
    DutyState.OWED: ("待公开", ""),
    DutyState.DONE: ("已完成", "green"),
}
_HEADINGS = ("编号", "公开事项", "哪一期", "最后期限", "公开日期", "稿件")
_NOBODY = "（没有写责任部门）"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    arguments.content(parser)
    arguments.internal(parser)
    arguments.cache(parser)
    arguments.time(parser, moment)
    parser.add_argument("--department", metavar="部门", help="只看这个部门（名册里的 id 或名称）")
    parser.add_argument("--all", action="store_true", help="已完成的也全部列出来（默认只列没有完成的）")
    arguments.output_format(parser, "text", "json", "ics")


def run(options: argparse.Namespace) -> int:
    site = load_site(intranet(options))
    settings = site.configuration.disclosure
    report = duties(site.catalogues, site.entries, site.calendar, site.now, settings.soon_days)
    found = [*_of_data(site), *missing_years(report, site)]
    names = site.organisations
    if options.department:
        chosen = [d for d in report.duties if options.department in {d.department, names.name_of(d.department)}]
        report = DutyReport(tuple(chosen), report.unknown_years)
    if options.format == "json":
        reporting.print_json(as_data(report, site), found)
    elif options.format == "ics":
        try:
            from xinglin.desk.due_calendar import calendar_bytes
        except ModuleNotFoundError:
            sys.stderr.write("xinglin due: 导出日历要先安装 icalendar：pip install 'xinglin[desk]'\n")
            return 2

        sys.stdout.write(calendar_bytes(report, names, site.configuration, site.now).decode())
        reporting.print_diagnostics(found, sys.stderr)
    else:
        print_report(report, site, sys.stdout, everything=options.all)
        reporting.print_diagnostics(found, sys.stdout)
    fails = settings.late == "fail" and bool(report.of(DutyState.LATE))
    return 1 if fails or any(diagnostic.is_error for diagnostic in found) else 0


def _of_data(site: Site) -> list[Diagnostic]:
    """What is wrong with the catalogues, the register, the calendar, and with articles that name an item."""
    entries = {entry.path for entry in site.entries}
    return [d for d in site.diagnostics if d.path.startswith("disclosure/") or (d.is_error and d.path in entries)]


def missing_years(report: DutyReport, site: Site) -> list[Diagnostic]:
    """Years whose holidays are needed: a reminder while they lie ahead, an error once duties cannot be judged."""
    this_year = site.now.astimezone(TIMEZONE).year
    return [
        Diagnostic(
            CALENDAR_FILE, 0, 0, "CAL04", Severity.ERROR if year <= this_year else Severity.WARNING,
            f"有的事项算到了 {year} 年，那一年的放假安排还没有写入，推算不出哪一天到期。",
            f"国务院办公厅公布以后，升级 chinesecalendar，或在 {CALENDAR_FILE} 里写上 {year} 年。",
        )
        for year in report.unknown_years
        if year <= this_year + 1  # what lies further ahead nobody could know
    ]  # fmt: skip


def by_department(found: Sequence[Duty]) -> dict[str, list[Duty]]:
    """Department id → its duties, those without a department last; late ones first, then by their last day."""
    order = list(DutyState)
    groups: dict[str, list[Duty]] = {}
    for duty in sorted(found, key=lambda d: (not d.department, order.index(d.state), d.due is None, d.due or d.since)):
        groups.setdefault(duty.department, []).append(duty)
    return groups


def print_report(report: DutyReport, site: Site, stream: TextIO, *, everything: bool) -> None:
    """Tables for people."""
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else 120)
    if not site.catalogues:
        console.print("这个站点没有公开目录（disclosure/catalogue/），没有要公开的事项。")
        return
    open_states = (DutyState.LATE, DutyState.SOON, DutyState.OWED)
    shown = report.duties if everything else report.of(*open_states)
    for department, group in by_department(shown).items():
        name = site.organisations.name_of(department) if department else _NOBODY
        console.print(_table(name, group))
    counts = "，".join(f"{label} {len(report.of(state))} 项" for state, (label, _) in _LABELS.items())
    done_late = sum(1 for duty in report.of(DutyState.DONE) if duty.days_late)
    tail = f"（其中迟了的 {done_late} 项）" if done_late else ""
    console.print(f"截至 {site.now.astimezone(TIMEZONE):%Y-%m-%d %H:%M}：{counts}{tail}。")


def _table(name: str, group: Sequence[Duty]) -> Table:
    table = Table(title=name, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=False)
    rows = [
        (duty.item, duty.name, duty.what, _last_day(duty), duty.done_on.isoformat() if duty.done_on else "", duty.entry)
        for duty in group
    ]
    shown = [column for column in range(len(_HEADINGS)) if any(row[column] for row in rows)]
    table.add_column("状态", no_wrap=True)
    for column in shown:
        table.add_column(_HEADINGS[column], no_wrap=_HEADINGS[column] in {"编号", "最后期限", "公开日期"})
    for duty, row in zip(group, rows, strict=True):
        label, style = _LABELS[duty.state]
        table.add_row(Text(label + _lateness(duty), style), *(row[column] for column in shown))
    return table


def _lateness(duty: Duty) -> str:
    if duty.days_late is None:
        return "（天数未知）"
    if not duty.days_late:
        return ""
    return f" {duty.days_late} 天" if duty.state is DutyState.LATE else f"（迟 {duty.days_late} 天）"


def _last_day(duty: Duty) -> str:
    if duty.due:
        return duty.due.isoformat()
    return f"{duty.unknown_year} 年未公布" if duty.unknown_year else "没有时限"


def as_data(report: DutyReport, site: Site) -> dict[str, Any]:
    """The report as one plain mapping."""
    counts = {state.value: len(report.of(state)) for state in DutyState}
    departments = {
        department: {
            "name": site.organisations.name_of(department) if department else "",
            **{state.value: sum(1 for duty in group if duty.state is state) for state in DutyState},
        }
        for department, group in by_department(report.duties).items()
    }
    return {
        "now": site.now.isoformat(),
        "counts": counts | {"done_late": sum(1 for d in report.of(DutyState.DONE) if d.days_late)},
        "departments": departments,
        "unknown_years": list(report.unknown_years),
        "duties": [_duty(duty) for duty in report.duties],
    }


def _duty(duty: Duty) -> dict[str, Any]:
    catalogue = duty.listing.catalogue
    return {
        "catalogue": catalogue.id,
        "version": catalogue.version,
        "item": duty.item,
        "name": duty.name,
        "department": duty.department,
        "range": duty.range.value,
        "timing": duty.timing.value,
        "what": duty.what,
        "since": duty.since.isoformat() if duty.since.year > 1 else None,
        "due": duty.due.isoformat() if duty.due else None,
        "state": duty.state.value,
        "done_on": duty.done_on.isoformat() if duty.done_on else None,
        "days_late": duty.days_late,
        "entry": duty.entry or None,
        "unknown_year": duty.unknown_year,
    }
