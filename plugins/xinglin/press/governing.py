"""Where each manuscript stands: its range, its state, and what its publicity period leaves of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xinglin.core.diagnostics import Diagnostic
from xinglin.disclosure.entries import Entry, entries_of
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
        states[manuscript.path] = state_of(manuscript.front, range_, now, audience)
    entries = entries_of(manuscripts, ranges) if data.catalogues else ()
    return Ruling(states, ranges, entries, tuple(found))


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
