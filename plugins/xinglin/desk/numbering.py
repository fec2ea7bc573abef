"""``xinglin number``: gives index numbers (索引号) to entries that have none, once, and keeps the ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import AuthorError
from xinglin.core.files import write_atomic
from xinglin.desk import arguments, reporting
from xinglin.desk.loading import intranet, load_site
from xinglin.disclosure import ledger
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.index_numbers import Format
from xinglin.disclosure.ledger import Issue, ledger_text
from xinglin.kinds import KINDS
from xinglin.manuscript.amending import with_field
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.values import Status
from xinglin.press.data_files import read_data_files
from xinglin.press.site import Site

NAME = "number"
HELP = "给公开事项的稿件编索引号：没有的编上，已有的登记；编过的号码不再改，也不再用。"

_BROKEN = {"IDX01", "IDX02", "IDX03", "IDX04", "IDX05", "IDX06"}


@dataclass(slots=True)
class Plan:
    """What is to be done: lines of the two ledgers, and numbers to write into articles."""

    issues: dict[str, Issue]
    """Number → line, in the order of issue."""
    written: dict[str, str] = field(default_factory=dict)
    """Manuscript path → number to be written into it."""
    adopted: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    arguments.content(parser)
    arguments.internal(parser)
    arguments.cache(parser)
    arguments.time(parser, moment)
    parser.add_argument("--dry-run", action="store_true", help="只说会怎样编号，不改文件")
    arguments.output_format(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    everything = intranet(options)
    site = load_site(everything)
    broken = [d for d in site.diagnostics if d.code in _BROKEN]
    if broken:
        reporting.print_diagnostics(broken, sys.stderr)
        sys.stderr.write("索引号有错误，没有编号。\n")
        return 1
    issued = read_data_files(everything.loading.scan()).ledger
    try:
        plan = plan_numbers(site, issued.by_number)
    except AuthorError as refusal:
        sys.stderr.write(f"xinglin number: {refusal.message}{refusal.fix}\n")
        return 1
    failed = [] if options.dry_run else _carry_out(plan, site)
    _report(plan, failed, options)
    return 1 if failed else 0


def plan_numbers(site: Site, issued: Mapping[str, Issue]) -> Plan:
    """Whose number is new, whose is entered as it stands, whose article has moved.

    Raises:
        AuthorError: site.yaml's format is wrong, or says no prefix, and a number is needed.
    """
    plan = Plan(dict(issued))
    of_path = {issue.path: issue.number for issue in issued.values()}
    today = site.now.astimezone(TIMEZONE).date()
    settings = site.configuration.disclosure
    taken = {*issued, *(entry.index_no for entry in site.entries if entry.index_no)}
    for entry in site.entries:
        if entry.channel is not None:  # no article, so nothing to write a number into
            continue
        if entry.index_no in plan.issues:
            issue = plan.issues[entry.index_no]
            if issue.path != entry.path:
                plan.issues[entry.index_no] = replace(issue, path=entry.path)
                plan.moved.append(entry.path)
        elif entry.index_no:
            plan.issues[entry.index_no] = Issue(entry.index_no, entry.path, today)
            plan.adopted.append(entry.path)
        elif entry.path in of_path:
            plan.written[entry.path] = of_path[entry.path]
        elif entry.items and entry.status not in {Status.DRAFT, Status.REVIEW}:
            number = Format(settings.index_number, settings.code).next(entry.day, _scheme(site, entry), taken)
            taken.add(number)
            plan.issues[number] = Issue(number, entry.path, today)
            plan.written[entry.path] = number
    return plan


def _scheme(site: Site, entry: Entry) -> str:
    listing = next((found for name in entry.items if (found := site.catalogues.listing(name, entry.day))), None)
    return listing.catalogue.scheme if listing else "custom"


def _carry_out(plan: Plan, site: Site) -> list[str]:
    """Write the ledgers, then the articles: a number that was entered and not written is written the next time.

    Returns:
        paths of articles whose header could not take the line.
    """
    internal = [issue for issue in plan.issues.values() if issue.path in site.elsewhere]
    public = [issue for issue in plan.issues.values() if issue.path not in site.elsewhere]
    if public:
        write_atomic(site.content / ledger.FILE, ledger_text(public).encode())
    if internal and site.internal:
        write_atomic(site.internal / ledger.INTERNAL_FILE, ledger_text(internal).encode())
    return [path for path, number in plan.written.items() if not _write(site.source(path), path, number)]


def _write(file: Path, path: str, number: str) -> bool:
    """Put the number into one article; False, and the file as it was, where it would not be read there."""
    before = file.read_bytes()
    after = with_field(before, "索引号", "index_no", number)
    reading = read(ReadingTask(path, after, "disclosure"), KINDS)
    if reading.manuscript is None or reading.manuscript.front.index_no != number:
        return False
    write_atomic(file, after)
    return True


def _report(plan: Plan, failed: Iterable[str], options: argparse.Namespace) -> None:
    failed = set(failed)
    done = {path: number for path, number in plan.written.items() if path not in failed}
    if options.format == "json":
        reporting.print_json(
            {"numbered": done, "adopted": plan.adopted, "moved": plan.moved, "failed": sorted(failed)}, ()
        )
        return
    for path, number in done.items():
        sys.stdout.write(f"{number}  {path}\n")
    for path in sorted(failed):
        sys.stdout.write(f"{path}：号码已登记，稿件里请手工加上  索引号: {plan.written[path]}\n")
    sys.stdout.write(f"新编 {len(done)} 个，登记已有的 {len(plan.adopted)} 个，更新位置 {len(plan.moved)} 个。\n")
