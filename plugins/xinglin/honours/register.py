"""The honour board: every award of every honour list, and the ways it can be looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from xinglin.core.words import Name
from xinglin.honours.kind import CATEGORIES, LEVELS, Honour

LEVEL_CODES = dict(zip(LEVELS, ("national", "provincial", "city", "county", "hospital", "other"), strict=True))
"""What stands in addresses for each level."""

Category = Literal["collective", "individual"]


class Award(NamedTuple):
    """One honour of one honour list. The honour's words are Simplified here: they are keys."""

    article: int
    """Position of the list it stands in."""
    number: int
    """Which of that list's honours, from 0."""
    honour: Honour
    published: date
    """Of the list: stands in for the day of an award that has none."""

    @property
    def day(self) -> date:
        return self.honour.date or self.published


@dataclass(slots=True)
class HonourBoard:
    """Awards, newest first, and each slice of them in the same order."""

    awards: list[Award] = field(default_factory=list)
    levels: dict[str, list[Award]] = field(default_factory=dict)
    """By Chinese word, highest first."""
    years: dict[int, list[Award]] = field(default_factory=dict)
    """Newest first."""
    categories: dict[Category, list[Award]] = field(default_factory=dict)
    bodies: dict[Name, list[Award]] = field(default_factory=dict)
    """Awarding bodies, the one with most awards first."""
    holders: dict[Name, list[Award]] = field(default_factory=dict)


def honour_board(awards: Iterable[Award]) -> HonourBoard:
    """Sort and slice."""
    newest = sorted(awards, key=lambda award: (-award.day.toordinal(), LEVELS.index(award.honour.level), award.article))
    board = HonourBoard(newest)
    levels: dict[str, list[Award]] = defaultdict(list)
    bodies: dict[Name, list[Award]] = defaultdict(list)
    holders: dict[Name, list[Award]] = defaultdict(list)
    for award in newest:
        levels[award.honour.level].append(award)
        board.years.setdefault(award.day.year, []).append(award)
        board.categories.setdefault(category_of(award.honour), []).append(award)
        for body in bodies_of(award.honour):
            bodies[body].append(award)
        for holder in dict.fromkeys(holders_of(award.honour)):
            holders[holder].append(award)
    board.levels = {level: levels[level] for level in LEVELS if level in levels}
    board.bodies = _largest_first(bodies)
    board.holders = _largest_first(holders)
    return board


def _largest_first(groups: dict[Name, list[Award]]) -> dict[Name, list[Award]]:
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def category_of(honour: Honour) -> Category:
    """As its author says, else individual where a person is among the holders."""
    if honour.category:
        return "individual" if honour.category == CATEGORIES[1] else "collective"
    return "individual" if any(holder.person for holder in honour.holders) else "collective"


def bodies_of(honour: Honour) -> Iterator[Name]:
    """The bodies that awarded it; several sign one document often enough."""
    yield from (body for part in honour.awarded_by.split("、") if (body := part.strip()))


def holders_of(honour: Honour) -> Iterator[Name]:
    """Who holds it: the person, else the branch, else the department; none where it is the hospital's own."""
    for holder in honour.holders:
        yield holder.person or holder.branch or holder.department


def is_expired(honour: Honour, today: date) -> bool:
    """Its last day is over."""
    return honour.expires is not None and honour.expires < today
