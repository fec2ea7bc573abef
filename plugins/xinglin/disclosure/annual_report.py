"""The annual report (年度报告) as numbers: what a year's entries, requests and messages add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xinglin.disclosure.catalogue import Catalogue
from xinglin.disclosure.responses import OUTCOMES, Message, Outcome, Request, ResponseYear, response_years
from xinglin.disclosure.working_days import Calendar
from xinglin.manuscript.values import Range


class Published(NamedTuple):
    """One entry as the report counts it."""

    day: date
    items: tuple[str, ...]
    range: Range


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """One category of one catalogue: how many items it has, how many of them the year served, with how many entries."""

    catalogue: str
    category: str
    """Names, Simplified; the category is empty where a catalogue has none."""
    items: int
    served: int
    entries: int


@dataclass(frozen=True, slots=True)
class AnnualReport:
    year: int
    entries: int
    ranges: tuple[tuple[Range, int], ...]
    """Widest first, those that occur."""
    categories: tuple[CategoryCount, ...]
    unserved: tuple[str, ...]
    """Ids of items with no entry in the year."""
    requests: ResponseYear | None
    outcomes: tuple[tuple[Outcome, int], ...]
    messages: ResponseYear | None


def annual_report(
    year: int,
    published: Iterable[Published],
    catalogues: Sequence[Catalogue],
    requests: tuple[Sequence[Request], int],
    messages: tuple[Sequence[Message], int],
    calendar: Calendar,
    today: date,
) -> AnnualReport:
    """Count one calendar year.

    Args:
        published: entries of any year.
        catalogues: the versions the report is measured by.
        requests: the log and its limit in working days; ``messages`` likewise.
    """
    own = [entry for entry in published if entry.day.year == year]
    served = Counter(item for entry in own for item in entry.items)
    ranges = Counter(entry.range for entry in own)
    asked = [r for r in requests[0] if r.received.year == year and r.received <= today]
    outcomes = Counter(r.outcome for r in asked if r.outcome)
    return AnnualReport(
        year=year,
        entries=len(own),
        ranges=tuple((range_, ranges[range_]) for range_ in Range if ranges[range_]),
        categories=tuple(count for catalogue in catalogues for count in _categories(catalogue, served, own)),
        unserved=tuple(item.id for catalogue in catalogues for item in catalogue.items if not served[item.id]),
        requests=_of_year(response_years(asked, requests[1], calendar, today), year),
        outcomes=tuple((outcome, outcomes[outcome]) for outcome in OUTCOMES if outcomes[outcome]),
        messages=_of_year(response_years(messages[0], messages[1], calendar, today), year),
    )


def _categories(catalogue: Catalogue, served: Counter[str], published: Sequence[Published]) -> Iterable[CategoryCount]:
    names = {category.id: category.name for category in catalogue.categories}
    for category in dict.fromkeys([*names, *(item.category for item in catalogue.items)]):
        items = [item.id for item in catalogue.items if item.category == category]
        if items:
            entries = sum(not set(entry.items).isdisjoint(items) for entry in published)
            reached = sum(bool(served[item]) for item in items)
            yield CategoryCount(catalogue.title, names.get(category, ""), len(items), reached, entries)


def _of_year(years: Sequence[ResponseYear], year: int) -> ResponseYear | None:
    return next((entry for entry in years if entry.year == year), None)
