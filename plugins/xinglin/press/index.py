"""Which articles belong together: by section, keyword, department, branch, year and month. One pass, by position.

Positions count in ``Site.articles``, newest first, and hold in every edition, since all editions keep that order.
Keywords, departments and branches are keyed by their Simplified form, so both scripts of one word share a page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from xinglin.core.hashing import digest
from xinglin.disclosure.organisations import Unit, unit, units
from xinglin.disclosure.states import State
from xinglin.kinds import KINDS
from xinglin.press.edition import Edition
from xinglin.press.site import Site

Positions = list[int]


@dataclass(slots=True)
class SiteIndex:
    sections: dict[str, Positions] = field(default_factory=lambda: defaultdict(list))
    """Of each section's own articles; those of sections below are not in it."""
    keywords: dict[str, Positions] = field(default_factory=lambda: defaultdict(list))
    departments: dict[Unit, Positions] = field(default_factory=lambda: defaultdict(list))
    branches: dict[Unit, Positions] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, Positions] = field(default_factory=lambda: defaultdict(list))
    months: dict[tuple[int, int], Positions] = field(default_factory=lambda: defaultdict(list))
    """(year, month) → dated articles."""
    keywords_of: list[tuple[str, ...]] = field(default_factory=list)
    """Simplified keywords of each article, by position."""
    department_of: list[Unit | None] = field(default_factory=list)
    branch_of: list[Unit | None] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Each article's place within its section's list."""


def build(site: Site) -> SiteIndex:
    """Index a Site."""
    index = SiteIndex()
    simplified = Edition(site, "zh-Hans")
    departments = units(site.organisations.departments)
    branches = units(site.organisations.branches)
    for position, article in enumerate(site.articles):
        front = simplified.article(position).manuscript.front
        own = index.sections[article.section] if article.section else []
        index.places.append(len(own))
        if article.state is State.WITHDRAWN:
            _leave_out(index)
            continue
        own.append(position)
        for keyword in front.keywords:
            index.keywords[keyword].append(position)
        index.keywords_of.append(front.keywords)
        department = unit(front.department, departments)
        branch = unit(front.branch, branches)
        index.department_of.append(department)
        index.branch_of.append(branch)
        if department:
            index.departments[department].append(position)
        if branch:
            index.branches[branch].append(position)
        index.kinds[article.manuscript.kind].append(position)
        if KINDS[article.manuscript.kind].has_year:
            index.months[front.date.year, front.date.month].append(position)
    return index


def _leave_out(index: SiteIndex) -> None:
    """A withdrawn article whose text is kept has a page and stands in no list."""
    index.keywords_of.append(())
    index.department_of.append(None)
    index.branch_of.append(None)


def keyword_path(keyword: str) -> str:
    return f"keywords/{digest(keyword)[:16]}/"


def department_path(department: Unit) -> str:
    return f"departments/{department.id}/"


def branch_path(branch: Unit) -> str:
    return f"branches/{branch.id}/"


def archive_path(year: int, month: int | None = None) -> str:
    return f"archive/{year}/{month:02}/" if month else f"archive/{year}/"
