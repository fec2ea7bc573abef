"""What the registers' templates are given: as :mod:`xinglin.press.contexts`, plain and ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day

from xinglin.press.contexts import Link, Row


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to look through a register."""

    title: str
    url: str
    count: int | None = None
    """How many there are; None where that is not said."""


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices of one sort: levels, years, departments…"""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HonourRow:
    """One award on the honour board; ``url`` is the article that tells of it."""

    title: str
    url: str
    level: str
    awarded_by: str
    date: day
    document: str
    holders: tuple[Link, ...]
    """Each with the page of all that is held by the same name; empty where it is the hospital's own."""
    category: str
    """collective or individual."""
    expires: day | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice on the board, and the one that cancelled it or took its place."""

    row: Row
    ended_by: Row | None


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One party branch of the register."""

    title: str
    url: str
    secretary: str
    committee: tuple[str, ...]
    members: int | None
    elected: day | None
    articles: int
    honours: int
    latest: Row | None = None
    """Its newest article; only in the register."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One department's line of the submission statistics; ``url`` is empty for what no department signed."""

    title: str
    url: str
    months: tuple[int, ...]
    """January first."""
    total: int
