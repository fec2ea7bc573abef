"""Where each manuscript stands: its range, its state, and what its publicity period leaves of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.disclosure.duties import duties
from xinglin.disclosure.entries import Entry, entries_of, in_order
from xinglin.disclosure.entry_checks import check_entry
from xinglin.disclosure.lateness import instants_of_change, late_items
from xinglin.disclosure.ledger import check_numbers
from xinglin.disclosure.publicity import settle
from xinglin.disclosure.states import Audience, State, effective_range, of_internal, state_of
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.working_days import Calendar
from xinglin.manuscript.records import Manuscript, Reading
from xinglin.manuscript.values import Range, WithdrawalReason
from xinglin.press.data_files import DataFiles
from xinglin.press.site import Standing
from xinglin.sections.placement import Placement


def settled(
    manuscripts: Iterable[Manuscript], catalogues: Catalogues, calendar: Calendar, now: datetime
) -> tuple[list[Manuscript], list[Diagnostic]]:
    """The manuscripts as their publicity periods leave them at this instant."""
    records: list[Manuscript] = []
    found: list[Diagnostic] = []
    for manuscript in manuscripts:
        record = manuscript
        if manuscript.front.publicity or manuscript.front.disclosure:
            record, problems = settle(manuscript, catalogues, calendar, now)
            found += problems
        records.append(record)
    return records, found


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the catalogues and the front matter decide about each manuscript, by path."""

    states: Mapping[str, State]
    """For the audience of this load."""
    ranges: Mapping[str, Range]
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    changes: tuple[datetime, ...] = ()
    """When one of the diagnostics comes or goes by itself."""


def govern(
    manuscripts: Sequence[Manuscript], data: DataFiles, now: datetime, audience: Audience, internal: Container[str]
) -> Ruling:
    """Decide who may see what.

    Args:
        internal: paths of what lies in the internal root.
    """
    found: list[Diagnostic] = []
    states: dict[str, State] = {}
    ranges: dict[str, Range] = {}
    for manuscript in manuscripts:
        range_, problems = effective_range(manuscript, data.catalogues)
        if manuscript.path in internal:
            range_, more = of_internal(manuscript, range_)
            problems += more
        found += problems
        ranges[manuscript.path] = range_
        front = manuscript.front
        if front.disclosure or front.doc_no or front.formed or front.validity:
            found += check_entry(manuscript, data.catalogues)
        states[manuscript.path] = state_of(manuscript.front, range_, now, audience)
    found += check_numbers(manuscripts, data.ledger, states)
    entries = in_order([*entries_of(manuscripts, ranges), *data.offline])
    late, changes = _lateness(data, entries, now, audience)
    return Ruling(states, ranges, entries, (*found, *late), changes)


def _lateness(
    data: DataFiles, entries: tuple[Entry, ...], now: datetime, audience: Audience
) -> tuple[list[Diagnostic], tuple[datetime, ...]]:
    """Late items, where site.yaml wants builds to speak of them.

    The public edition reads no internal articles, so it cannot tell whether items of other ranges were disclosed.
    """
    wanted = data.configuration.disclosure
    if wanted.late == "report" or not data.catalogues:
        return [], ()
    report = duties(data.catalogues, entries, data.calendar, now, wanted.soon_days)
    if audience == "public":
        report = report.within({Range.SOCIETY})
    severity = Severity.ERROR if wanted.late == "fail" else Severity.WARNING
    changes = tuple(at for at in instants_of_change(report, wanted.soon_days) if at > now)
    return late_items(report, data.catalogues, severity), changes


def standings(
    readings: Sequence[Reading],
    manuscripts: Sequence[Manuscript],
    placements: Mapping[str, Placement],
    ruled: Ruling,
    bad: frozenset[str],
) -> dict[str, Standing]:
    """Every file of content/ and why it is, or is not, on the site.

    Args:
        manuscripts: as their publicity periods leave them.
        bad: paths of files with errors.
    """
    records = {manuscript.path: manuscript for manuscript in manuscripts}
    found: dict[str, Standing] = {}
    for reading in readings:
        path, record = reading.path, records.get(reading.path)
        state = ruled.states.get(path)
        found[path] = Standing(
            path=path,
            state=state,
            url=placements[path].url if path in placements else None,
            range=ruled.ranges.get(path),
            date=record.front.date if record else None,
            expires=record.front.expires if record else None,
            left_out=path in bad or record is None,
            withdrawn=_reason(record) if state is State.WITHDRAWN else None,
        )
    return found


def _reason(manuscript: Manuscript | None) -> WithdrawalReason:
    withdrawal = manuscript.front.withdrawn if manuscript else None
    return withdrawal.reason if withdrawal else WithdrawalReason.OTHER
