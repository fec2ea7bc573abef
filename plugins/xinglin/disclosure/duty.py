"""Duties as records: one thing one department has to publish once, and how it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from xinglin.disclosure.values import Timing
from xinglin.disclosure.versions import Listing
from xinglin.manuscript.values import Range


class DutyState(StrEnum):
    LATE = "late"
    """Its last day is over, and it is not done."""
    SOON = "soon"
    OWED = "owed"
    DONE = "done"
    """In time, or ``days_late`` working days late."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing one department has to publish once."""

    listing: Listing
    what: str
    """Which one of the item: a period (2026年第三季度), a stage, the day of an event; empty for standing items."""
    since: date
    """The day it arose."""
    due: date | None
    """The last day in time; None: no limit is set, or ``unknown_year`` says why it cannot be computed."""
    state: DutyState
    done_on: date | None = None
    entry: str = ""
    """Path of the article that did it, or that is to do it (a draft)."""
    days_late: int | None = 0
    """Working days after ``due``, until it was done or until now; None where a year's holidays are unknown."""
    unknown_year: int | None = None
    """The year whose holidays would have to be known."""

    @property
    def item(self) -> str:
        return self.listing.item.id

    @property
    def name(self) -> str:
        return self.listing.item.item

    @property
    def department(self) -> str:
        return self.listing.item.department

    @property
    def timing(self) -> Timing:
        return self.listing.item.timing

    @property
    def range(self) -> Range:
        return self.listing.item.range


@dataclass(frozen=True, slots=True)
class DutyReport:
    """All duties since the catalogues began."""

    duties: tuple[Duty, ...]
    """By catalogue, item in the catalogue's order, then by the day they arose."""
    unknown_years: tuple[int, ...] = ()
    """Years whose holidays are missing for some of them."""

    def of(self, *states: DutyState) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.state in states)

    def within(self, ranges: Collection[Range]) -> DutyReport:
        """The duties of items of these ranges alone."""
        return replace(self, duties=tuple(duty for duty in self.duties if duty.range in ranges))

    def of_item(self, item: str) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.item == item)
