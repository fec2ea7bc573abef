"""The periods of what is disclosed regularly: natural months, quarters, half-years and years; longer ones from a start."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xinglin.core.diagnostics import AuthorError
from xinglin.disclosure.spans import Length

_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Stretch):
            return self.first <= other.first and other.last <= self.last
        return isinstance(other, date) and self.first <= other <= self.last

    def __str__(self) -> str:
        """As a Chinese reader names it: 2026年第三季度."""
        first, months = self.first, (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if first.day != 1 or (self.last + _DAY).day != 1:
            return f"{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}"
        if months == _MONTHS_OF_A_YEAR and first.month == 1:
            return f"{first.year}年"
        if months == 1:
            return f"{first.year}年{first.month}月"
        if months == 3 and first.month % 3 == 1:
            return f"{first.year}年第{_QUARTERS[first.month // 3]}季度"
        if months == 6 and first.month in {1, 7}:
            return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
        return f"{first.year}年{first.month}月至{self.last.year}年{self.last.month}月"


def _natural(length: Length) -> bool:
    """Whether the calendar itself has such periods."""
    return length.iso == "P1Y" or (length.unit == "M" and _MONTHS_OF_A_YEAR % length.number == 0)


def period_of(day: date, length: Length, anchor: date) -> Stretch:
    """The period a day belongs to.

    Args:
        anchor: where periods begin that are no natural ones (every week: on the Monday of its week).
    """
    if _natural(length):
        months = length.number * (12 if length.unit == "Y" else 1)
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        return Stretch(first, length.after(first) - _DAY)
    if length.unit == "W":
        anchor -= _DAY * anchor.weekday()
        times = (day - anchor).days // (7 * length.number)
    else:
        months = length.number * (12 if length.unit == "Y" else 1)
        times = ((day.year - anchor.year) * 12 + day.month - anchor.month) // months
        while length.after(anchor, times) > day:
            times -= 1
        while length.after(anchor, times + 1) <= day:
            times += 1
    return Stretch(length.after(anchor, times), length.after(anchor, times + 1) - _DAY)


def periods(length: Length, anchor: date, first: date, last: date) -> Iterator[Stretch]:
    """The periods that end on or after ``first`` and begin on or before ``last``."""
    period = period_of(first, length, anchor)
    while period.first <= last:
        yield period
        period = period_of(period.last + _DAY, length, anchor)


_TYPED = re.compile(
    r"""(?P<year>\d{4})\s*(?:年度?|-|\.|/)?\s*
        (?:第?(?P<quarter>[一二三四1-4])季度?|[Qq](?P<q>[1-4])|(?P<half>[上下])半年|(?P<month>\d{1,2})月?(?:份)?)?""",
    re.VERBOSE,
)


def parse_stretch(text: str) -> Stretch:
    """Read a period as an editor names it: ``2026年第三季度``, ``2026Q3``, ``2026年上半年``, ``2026年9月``, ``2026年度``.

    Raises:
        AuthorError: it is none of these.
    """
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    month, months = 1, 12
    if found and (quarter := found["quarter"] or found["q"]):
        number = int(quarter) if quarter.isascii() else _QUARTERS.index(quarter) + 1
        month, months = number * 3 - 2, 3
    elif found and found["half"]:
        month, months = (1 if found["half"] == "上" else 7), 6
    elif found and found["month"]:
        month, months = int(found["month"]), 1
    if found is None or not 1 <= month <= _MONTHS_OF_A_YEAR or not 1900 <= int(found["year"]) <= 2199:
        raise AuthorError(f"看不懂的所属期“{text[:20]}”。", "写成 2026年第三季度、2026年9月、2026年上半年 或 2026年。")
    first = date(int(found["year"]), month, 1)
    return Stretch(first, Length(months, "M").after(first) - _DAY)
