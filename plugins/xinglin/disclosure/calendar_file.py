"""calendar.yaml: holidays and 调休 of years the library does not know yet, or knows otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.validation import read_model
from xinglin.core.words import Text
from xinglin.core.yaml_document import Document, Key
from xinglin.disclosure.working_days import Calendar, Year
from xinglin.manuscript.dates import Period, parse_day, parse_period
from xinglin.manuscript.values import Day

FILE = "disclosure/calendar.yaml"
_MONDAY_TO_FRIDAY = 5
_LONGEST = 15
"""Days a holiday may have: the longest there ever was, for two festivals together, had eight."""


def _period(value: object) -> object:
    """``2027-10-01`` or ``2027-10-01至2027-10-07``."""
    if not isinstance(value, str):
        return value
    try:
        day = parse_day(value)
    except AuthorError:
        return parse_period(value)
    return Period(day, day)


class Holiday(BaseModel):
    """One festival of the notice: the days off, and the weekend days worked for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    name: Text = Field(title="节日", min_length=1)
    off: Annotated[Period, BeforeValidator(_period)] = Field(title="放假")
    worked: tuple[Day, ...] = Field((), title="上班")


class YearOfNotice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    year: int = Field(title="年份", ge=2000, le=2199)
    source: Text = Field(title="来源", min_length=1)
    holidays: tuple[Holiday, ...] = Field(title="节日", min_length=1)


class CalendarFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    years: tuple[YearOfNotice, ...] = Field((), title="年份")


def read_calendar(text: str | None) -> tuple[Calendar, Collector]:
    """Validate calendar.yaml's text (None when there is no such file)."""
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, CalendarFile, collector, "CAL01", "CAL02")
    if read is None:
        return Calendar(), collector
    own: dict[int, Year] = {}
    for number, year in enumerate(read.model.years):
        for path, message, fix in _mistakes(year, year.year in own):
            _report(read.document, collector, ("years", number, *path), message, fix)
        own[year.year] = Year(
            frozenset(day for holiday in year.holidays for day in _days(holiday.off)),
            frozenset(day for holiday in year.holidays for day in holiday.worked),
        )
    return (Calendar() if collector.has_errors else Calendar(own)), collector


def _days(period: Period) -> list[date]:
    if period.start is None or period.end is None:
        return []
    return [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]


def _mistakes(year: YearOfNotice, is_second: bool) -> Iterator[tuple[Key, str, str]]:
    """What cannot stand in a notice, each with its path below the year."""
    if is_second:
        yield ("year",), f"{year.year} 年写了两次。", "同一年只写一处。"
    worked: dict[date, str] = {}
    off: dict[date, str] = {}
    for number, holiday in enumerate(year.holidays):
        days = _days(holiday.off)
        if not days or len(days) > _LONGEST:
            yield ("holidays", number, "off"), f"“{holiday.name}”的放假日期不对。", "写成 2027-10-01至2027-10-07。"
            continue
        if any(day.year != year.year for day in days):
            yield (
                ("holidays", number, "off"),
                f"“{holiday.name}”放假的日子不在 {year.year} 年。",
                "跨年的假期按年分开写。",
            )
        for day in days:
            off.setdefault(day, holiday.name)
        for place, day in enumerate(holiday.worked):
            path: Key = ("holidays", number, "worked", place)
            if day.year != year.year:
                yield path, f"{day:%Y-%m-%d} 不在 {year.year} 年。", "调休上班的日子写在它自己的那一年。"
            elif day.weekday() < _MONDAY_TO_FRIDAY:
                yield (
                    path,
                    f"{day:%Y-%m-%d} 是星期{'一二三四五'[day.weekday()]}，本来就上班。",
                    "上班只写调休的星期六、星期日。",
                )
            elif day in worked:
                yield path, f"{day:%Y-%m-%d} 写了两次。", "每一天只写一次。"
            worked[day] = holiday.name
    for day, name in worked.items():
        if day in off:
            yield (
                ("holidays",),
                f"{day:%Y-%m-%d} 又放假（{off[day]}）又上班（{name}）。",
                "对照国务院办公厅的通知检查。",
            )


def _report(document: Document, collector: Collector, path: Key, message: str, fix: str) -> None:
    place = document.place_of(path)
    collector.add("CAL02", message, fix, line=place.line, column=place.column)
