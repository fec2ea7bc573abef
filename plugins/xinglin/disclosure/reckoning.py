"""How a duty is reckoned: when its item is in force, when its limit is over, how it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.duty import Duty, DutyState
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.values import Mode
from xinglin.disclosure.versions import Catalogues, Listing
from xinglin.disclosure.working_days import Calendar, UnknownYear

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which one version of a catalogue lays an item on its department."""

    listing: Listing
    first: date
    last: date | None
    """Included; None: still."""

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def continues(self, other: Term) -> bool:
        """Whether it follows ``other`` without a gap and asks for the same thing."""
        same = self.listing.item.timing is other.listing.item.timing
        return same and other.last is not None and other.last + DAY == self.first


def terms(catalogues: Catalogues, item: str) -> tuple[Term, ...]:
    """When an item is owed, oldest first; nothing for what is disclosed on request only."""
    found = []
    for listing in catalogues.listings.get(item, ()):
        until = catalogues.until(listing.catalogue)
        ends = [day for day in (until and until - DAY, listing.item.end) if day]
        first, last = max(listing.catalogue.since, listing.item.start or date.min), min(ends, default=None)
        if listing.item.mode is Mode.ACTIVE and (last is None or first <= last):
            found.append(Term(listing, first, last))
    return tuple(found)


def term_of(held: Sequence[Term], day: date) -> Term | None:
    return next((term for term in held if day in term), None)


@dataclass(slots=True)
class Clerk:
    """Knows the calendar and the hour, and judges one duty at a time."""

    calendar: Calendar
    now: datetime
    soon: int
    """Calendar days."""
    unknown: set[int] = field(default_factory=set)
    """Years whose holidays were missing."""

    @property
    def today(self) -> date:
        return self.now.astimezone(TIMEZONE).date()

    def judge(
        self,
        listing: Listing,
        what: str,
        since: date,
        event: date | None,
        entry: Entry | None,
        *,
        done_on: date | None = None,
        due: date | None = None,
    ) -> Duty:
        """The duty as it stands.

        Args:
            event: the day the limit runs from; None where nobody knows it.
            entry: the article that did it, or is to do it.
            done_on: None: not done.
            due: where no limit decides the last day.
        """
        unknown: int | None = None
        limit = listing.limit
        if due is None and event is not None and limit is not None:
            try:
                due = self.calendar.deadline(event, limit.count)
            except UnknownYear as missing:
                unknown = missing.year
                self.unknown.add(missing.year)
        late = self._days_late(due, done_on or self.today)
        state = DutyState.DONE if done_on else self._state(due)
        return Duty(listing, what, since, due, state, done_on, entry.path if entry else "", late, unknown)

    def _state(self, due: date | None) -> DutyState:
        if due is None:
            return DutyState.OWED
        if self.today > due:
            return DutyState.LATE
        return DutyState.SOON if (due - self.today).days <= self.soon else DutyState.OWED

    def _days_late(self, due: date | None, day: date) -> int | None:
        if due is None or day <= due:
            return 0
        try:
            return self.calendar.days_late(due, day)
        except UnknownYear as missing:
            self.unknown.add(missing.year)
            return None

    def out(self, entries: Sequence[Entry]) -> Entry | None:
        """The first that is out."""
        return next((entry for entry in entries if entry.is_out(self.now)), None)

    def pending(self, entries: Sequence[Entry]) -> Entry | None:
        """The first that is written and not out yet."""
        return next((entry for entry in entries if entry.is_pending(self.now)), None)
