"""The front page: what patients need first, then the hospital's news."""

from __future__ import annotations

from collections.abc import Sequence

from xinglin.discovery import json_ld, metadata
from xinglin.press.contexts import Link, Row, RowGroup
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.list_pages import row_group
from xinglin.sections.tree import Section

NOTICES = 6
LEAD = 5
GROUPS = 8
GUIDES = 8


def front_page_job(edition: Edition, index: SiteIndex) -> PrintJob:
    wanted = edition.site.configuration.front_page
    sections = edition.sections
    leaves = [section for section in edition.site.tree.walk() if not section.children]
    news = [section.id for section in leaves if section.kind in {"news", "branch-report"}]
    health = wanted.health if wanted.health in sections else None
    lead = _known(wanted.lead, sections) or [section for section in news if section != health]
    groups = _known(wanted.groups, sections) or [section for section in news if section != health][:GROUPS]
    honours = wanted.honours or _first_of_kind(leaves, "honours")
    disclosure = wanted.disclosure or edition.site.configuration.disclosure_section
    context = {
        "page": page_head(
            edition,
            template="front.html",
            path="",
            title=edition.configuration.name,
            description=edition.configuration.motto or edition.configuration.name,
            nodes=[json_ld.hospital(edition.configuration, edition.absolute(""))],
            extra_meta=metadata.column_meta(edition.say("首页"), "", edition.say("首页")),
        ),
        "notices": _notices(edition, index, wanted.notices or _first_of_kind(leaves, "notice")),
        "lead": _lead(edition, index, lead),
        "groups": tuple(g for s in groups if (g := row_group(edition, index, s)).rows),
        "guides": _guides(edition, index, leaves),
        "disclosure": row_group(edition, index, disclosure) if disclosure in sections else None,
        "health": _filled(row_group(edition, index, health)) if health else None,
        "honours": row_group(edition, index, honours, 4).rows if honours in sections else (),
    }
    return PrintJob(edition.prefix + "index.html", edition.variant, "front.html", context, is_list=True)


def _known(wanted: Sequence[str], sections: dict[str, Section]) -> list[str]:
    return [section for section in wanted if section in sections]


def _first_of_kind(leaves: Sequence[Section], kind: str) -> str | None:
    return next((section.id for section in leaves if section.kind == kind), None)


def _filled(group: RowGroup) -> RowGroup | None:
    return group if group.rows else None


def _notices(edition: Edition, index: SiteIndex, section: str | None) -> tuple[Row, ...]:
    """Notices in force or about to be: what is closed on top, then pinned, then newest."""
    if section is None:
        return ()
    rows = edition.rows(edition.articles[position] for position in index.sections.get(section, ()))
    current = [row for row in rows if row.state not in {"expired", "cancelled", "closed"}]
    current.sort(key=lambda row: (not row.urgent, not row.pinned))
    return tuple(current[:NOTICES])


def _lead(edition: Edition, index: SiteIndex, sections: Sequence[str]) -> tuple[Row, ...]:
    """The newest news with pictures, pinned first."""
    newest = sorted(p for section in sections for p in index.sections.get(section, ())[: LEAD * 4])
    rows = [row for row in edition.rows(edition.articles[position] for position in newest) if row.cover]
    rows.sort(key=lambda row: not row.pinned)
    return tuple(rows[:LEAD])


def _guides(edition: Edition, index: SiteIndex, leaves: Sequence[Section]) -> tuple[Link, ...]:
    """The sections of guides, in menu order."""
    return tuple(
        edition.section_link(section.id)
        for section in leaves
        if section.kind == "guide" and index.sections.get(section.id)
    )[:GUIDES]
