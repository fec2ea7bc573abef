"""Working days: the State Council's holidays and 调休, year by year; a year nobody has announced is never guessed.

A limit of days excludes the day of the event (《民法典》第二百零一条); one of calendar days whose last day is a day off ends
with the first working day after it (第二百零三条).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from xinglin.disclosure.spans import DayCount

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownYear(Exception):
    """The holidays of a year are needed that have not been announced, or not been entered."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True, slots=True)
class Year:
    """One year's arrangement: weekdays that are off, and weekend days that are worked."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@cache
def announced() -> Mapping[int, Year]:
    """The years chinesecalendar knows, from the State Council's notices."""
    from chinese_calendar import constants

    days = {*constants.holidays, *constants.workdays}
    return {
        year: Year(
            frozenset(day for day in constants.holidays if day.year == year),
            frozenset(day for day in constants.workdays if day.year == year),
        )
        for year in sorted({day.year for day in days})
    }


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    Args:
        own: years entered in calendar.yaml; such a year replaces the library's as a whole.
    """

    own: Mapping[int, Year] = field(default_factory=dict)
    _sums: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def year(self, year: int) -> Year:
        """Raises: UnknownYear."""
        found = self.own.get(year) or announced().get(year)
        if found is None:
            raise UnknownYear(year)
        return found

    def knows(self, year: int) -> bool:
        return year in self.own or year in announced()

    def is_working(self, day: date) -> bool:
        """Raises: UnknownYear."""
        year = self.year(day.year)
        return day in year.worked or (day.weekday() < _SATURDAY and day not in year.off)

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first one after it that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def deadline(self, event: date, count: DayCount) -> date:
        """The last day of a limit that runs from an event.

        Raises:
            UnknownYear: it reaches into a year whose holidays are unknown.
        """
        if count.kind == "calendar":
            return self.next_working(event + _DAY * count.days)
        day, left = event, count.days
        while left:
            day += _DAY
            left -= self.is_working(day)
        return day

    def last_day(self, first: date, count: DayCount) -> date:
        """The last day of a stretch that begins on ``first`` and counts it, if it is a working day."""
        if count.kind == "calendar":
            return first + _DAY * (count.days - 1)
        return self.deadline(first - _DAY, count)

    def count(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both included; 0 where last comes before first.

        Raises:
            UnknownYear: a year between them is unknown.
        """
        if last < first:
            return 0
        whole = sum(self._worked(year)[-1] for year in range(first.year, last.year))
        return (
            whole
            + self._worked(last.year)[last.timetuple().tm_yday]
            - self._worked(first.year)[first.timetuple().tm_yday - 1]
        )

    def _worked(self, year: int) -> list[int]:
        """At each day's number in the year, how many days up to and with it are worked."""
        found = self._sums.get(year)
        if found is None:
            self.year(year)
            found, day = [0], date(year, 1, 1)
            while day.year == year:
                found.append(found[-1] + self.is_working(day))
                day += _DAY
            self._sums[year] = found
        return found

    def days_late(self, due: date, done: date) -> int:
        """Working days between the last day allowed and the day it was done; 0 if in time."""
        return self.count(due + _DAY, done)
