"""The front page: what patients need first, then the hospital's news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xinglin.discovery import metadata
from xinglin.press.contexts import RowGroup
from xinglin.press.heads import hospital, page_head
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.list_pages import group_positions, row_group
from xinglin.press.site import Site
from xinglin.press.standing import badge, is_urgent_now
from xinglin.sections.tree import Section

NOTICES = 6
LEAD = 5
GROUPS = 8
GUIDES = 8
HONOURS = 4

_Group = tuple[str, tuple[int, ...]]
"""A section and the positions of its rows."""


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands where. Positions are no facts about the page; which sections and how many rows are."""

    notices: tuple[int, ...]
    lead: tuple[int, ...]
    groups: tuple[_Group, ...]
    guides: tuple[str, ...]
    disclosure: _Group | None
    health: _Group | None
    honours: tuple[int, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        groups = [group for group in (*self.groups, self.disclosure, self.health) if group]
        grouped = [position for _, positions in groups for position in positions]
        return (*self.notices, *self.lead, *grouped, *self.honours)

    def __repr__(self) -> str:
        groups = [
            (group[0], len(group[1])) if group else None for group in (*self.groups, self.disclosure, self.health)
        ]
        return f"{len(self.notices)} {len(self.lead)} {groups} {self.guides} {len(self.honours)}"


def front_page_job(site: Site, index: SiteIndex) -> PrintJob:
    wanted = site.configuration.front_page
    sections = site.tree.sections
    leaves = [section for section in site.tree.walk() if not section.children]
    news = [section.id for section in leaves if section.kind in {"news", "branch-report"}]
    health = wanted.health if wanted.health in sections else None
    lead = [name for name in wanted.lead if name in sections] or [section for section in news if section != health]
    groups = [name for name in wanted.groups if name in sections] or [s for s in news if s != health][:GROUPS]
    honours = wanted.honours or _first_of_kind(leaves, "honours")
    disclosure = wanted.disclosure or site.configuration.disclosure_section
    notices = wanted.notices or _first_of_kind(leaves, "notice")

    def group(identifier: str) -> _Group:
        return identifier, group_positions(site, index, identifier)

    front = _Front(
        notices=_notices(site, index, notices),
        lead=_lead(site, index, lead),
        groups=tuple(found for name in groups if (found := group(name))[1]),
        guides=tuple(s.id for s in leaves if s.kind == "guide" and index.sections.get(s.id))[:GUIDES],
        disclosure=group(disclosure) if disclosure in sections else None,
        health=found if health and (found := group(health))[1] else None,
        honours=group_positions(site, index, honours, HONOURS) if honours in sections else (),
    )
    return PrintJob("index.html", "front", "front.html", rows=front.rows, facts=front)


def front_page_context(slice_: Slice) -> dict[str, Any]:
    """The variables of front.html."""
    edition = slice_.edition
    front: _Front = slice_.job.facts

    def shown(group: _Group | None) -> RowGroup | None:
        return row_group(slice_, *group) if group else None

    return {
        "page": page_head(
            edition,
            template="front.html",
            path="",
            title=edition.configuration.name,
            description=edition.configuration.motto or edition.configuration.name,
            nodes=[hospital(edition)],
            extra_meta=metadata.column_meta(edition.say("首页"), "", edition.say("首页")),
        ),
        "notices": slice_.rows(front.notices),
        "lead": slice_.rows(front.lead),
        "groups": tuple(row_group(slice_, *group) for group in front.groups),
        "guides": tuple(edition.section_link(section) for section in front.guides),
        "disclosure": shown(front.disclosure),
        "health": shown(front.health),
        "honours": slice_.rows(front.honours),
    }


def _first_of_kind(leaves: Sequence[Section], kind: str) -> str | None:
    return next((section.id for section in leaves if section.kind == kind), None)


def _notices(site: Site, index: SiteIndex, section: str | None) -> tuple[int, ...]:
    """Notices in force or about to be: what is closed on top, then pinned, then newest."""
    if section is None:
        return ()
    current = [
        position
        for position in index.sections.get(section, ())
        if badge(site.articles[position], site.now) not in {"expired", "cancelled", "superseded", "closed"}
    ]

    def order(position: int) -> tuple[bool, bool]:
        article = site.articles[position]
        return not is_urgent_now(article, site.now), not article.manuscript.front.pinned

    return tuple(sorted(current, key=order)[:NOTICES])


def _lead(site: Site, index: SiteIndex, sections: Sequence[str]) -> tuple[int, ...]:
    """The newest news with pictures, pinned first."""
    newest = sorted(p for section in sections for p in index.sections.get(section, ())[: LEAD * 4])
    pictured = [position for position in newest if site.articles[position].cover in site.photographs]
    return tuple(sorted(pictured, key=lambda position: not site.articles[position].manuscript.front.pinned)[:LEAD])
