"""Pages that list articles: sections, years and months, keywords, departments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xinglin.kinds import KINDS
from xinglin.press.contexts import Link, MenuItem, Page, RowGroup
from xinglin.press.disclosure_index import disclosure_root, has_disclosure
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head, section_feeds, section_meta, trail
from xinglin.press.index import SiteIndex, archive_path, department_path, keyword_path
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.registers import Register, registers_of
from xinglin.press.site import Site
from xinglin.sections.tree import Section

GROUP_ROWS = 6
LISTING_SIZE = 20


def list_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """All list pages except the front page."""
    registers = registers_of(site, index)
    taken = f"{disclosure_root(site)}index.html" if has_disclosure(site) else ""
    for section in site.tree.sections.values():
        jobs = _section_jobs(site, index, section, tuple(r for r in registers if r.kind == section.kind))
        yield from (job for job in jobs if job.path != taken)
    yield from _archive_jobs(index)
    for keyword, positions in sorted(index.keywords.items()):
        yield from _listing_jobs(_Listing("keyword", keyword_path(keyword), keyword), positions)
    for department, positions in sorted(index.departments.items(), key=lambda pair: pair[0].id):
        yield from _listing_jobs(_Listing("department", department_path(department), department.name), positions)


def section_positions(site: Site, index: SiteIndex, identifier: str) -> list[int]:
    """A section's own articles as its list shows them: pinned first, then newest."""
    own = index.sections.get(identifier, ())
    return sorted(own, key=lambda position: not site.articles[position].manuscript.front.pinned)


def group_positions(site: Site, index: SiteIndex, identifier: str, count: int = GROUP_ROWS) -> tuple[int, ...]:
    """The first articles of a section; of the sections below it where it has none of its own."""
    own = section_positions(site, index, identifier)
    if not own:
        below = site.tree.below(identifier)
        own = sorted(position for section in below for position in index.sections.get(section, ())[:count])
    return tuple(own[:count])


def row_group(slice_: Slice, identifier: str, positions: tuple[int, ...]) -> RowGroup:
    return RowGroup(slice_.edition.section_link(identifier), slice_.rows(positions), identifier)


def menu_item(edition: Edition, section: Section) -> MenuItem:
    children = tuple(menu_item(edition, edition.sections[child]) for child in section.children)
    return MenuItem(section.id, section.title, edition.url(section.url), children)


# ---- sections


class _SectionFacts(NamedTuple):
    registers: tuple[Register, ...]
    place: Place
    years: tuple[int, ...]
    groups: tuple[tuple[str, int], ...]
    """Child section, how many of its rows are shown."""


def _section_jobs(
    site: Site, index: SiteIndex, section: Section, registers: tuple[Register, ...]
) -> Iterator[PrintJob]:
    own = section_positions(site, index, section.id)
    groups = {child: group_positions(site, index, child) for child in section.children}
    grouped = tuple(position for positions in groups.values() for position in positions)
    of_year: dict[int, list[int]] = defaultdict(list)
    for position in own:
        article = site.articles[position]
        if KINDS[article.manuscript.kind].has_year:
            of_year[article.date.year].append(position)
    years = tuple(sorted(of_year, reverse=True))
    counts = tuple((child, len(positions)) for child, positions in groups.items())
    for leaf in leaves(section.url, own, section.page_size):
        yield PrintJob(
            path=leaf.path,
            maker="section",
            template="section.html",
            rows=(*leaf.positions, *grouped),
            sections=(section.id,),
            facts=_SectionFacts(registers, leaf.place, years, counts),
        )
    for year in years:
        listing = _Listing("year", f"{section.url}{year}/", f"{year}年", section=section.id)
        yield from _listing_jobs(listing, of_year[year])


def section_context(slice_: Slice) -> dict[str, Any]:
    """The variables of section.html."""
    edition, facts = slice_.edition, slice_.job.facts
    section = edition.sections[slice_.job.sections[0]]
    siblings = edition.sections[section.parent].children if section.parent else ()
    rest = list(slice_.job.rows)
    shown = sum(count for _, count in facts.groups)
    rows, rest = rest[: len(rest) - shown], rest[len(rest) - shown :]
    groups = []
    for child, count in facts.groups:
        groups.append(row_group(slice_, child, tuple(rest[:count])))
        rest = rest[count:]
    return {
        "page": _section_head(edition, section, slice_.path),
        "section": menu_item(edition, section),
        "siblings": tuple(menu_item(edition, edition.sections[sibling]) for sibling in siblings),
        "groups": tuple(groups),
        "description": section.description,
        "years": tuple(Link(f"{year}年", edition.url(f"{section.url}{year}/")) for year in facts.years),
        "registers": tuple(Link(edition.say(r.title), edition.url(r.path)) for r in facts.registers),
        "rows": slice_.rows(tuple(rows)),
        "pagination": pagination(edition, facts.place),
    }


def _section_head(edition: Edition, section: Section, path: str) -> Page:
    return page_head(
        edition,
        template="section.html",
        path=path,
        title=section.title,
        description=section.description or f"{edition.configuration.name} {section.title}",
        breadcrumb=trail(edition, section.id, itself=False),
        section_id=section.id,
        extra_meta=section_meta(edition, section.id),
        feeds=section_feeds(edition, section.id),
    )


# ---- other lists


class _Listing(NamedTuple):
    """A list that is not a section's own: of one year, month, keyword or department."""

    name: str
    """What ``listing`` says in the template."""
    base: str
    subject: str
    """Simplified; ``2026年3月``, a keyword, a department's name."""
    section: str = ""
    """Of which section, for a section's years."""
    year: int = 0
    """Of the archive."""
    months: tuple[int, ...] = ()
    """Of the archive's year: links to each."""


class _ListingFacts(NamedTuple):
    listing: _Listing
    place: Place


def _archive_jobs(index: SiteIndex) -> Iterator[PrintJob]:
    """``/archive/2026/`` and ``/archive/2026/03/``: everything, by date."""
    months_of: dict[int, list[int]] = defaultdict(list)
    for year, month in sorted(index.months):
        months_of[year].append(month)
    for year, months in months_of.items():
        positions = sorted(position for month in months for position in index.months[year, month])
        links = tuple(months)
        base = archive_path(year)
        yield from _listing_jobs(_Listing("year", base, f"{year}年", year=year, months=links), positions)
        for month in months:
            listing = _Listing("month", f"{base}{month:02}/", f"{year}年{month}月", year=year, months=links)
            yield from _listing_jobs(listing, index.months[year, month])


def _listing_jobs(listing: _Listing, positions: Sequence[int]) -> Iterator[PrintJob]:
    for leaf in leaves(listing.base, positions, LISTING_SIZE):
        yield PrintJob(
            path=leaf.path,
            maker="listing",
            template="listing.html",
            rows=leaf.positions,
            sections=(listing.section,) if listing.section else (),
            words=(listing.subject,),
            facts=_ListingFacts(listing, leaf.place),
        )


def listing_context(slice_: Slice) -> dict[str, Any]:
    """The variables of listing.html."""
    edition = slice_.edition
    listing: _Listing = slice_.job.facts.listing
    subject = slice_.say(listing.subject)
    title = subject
    breadcrumb: tuple[Link, ...] = ()
    if listing.section:
        title = f"{edition.sections[listing.section].title} {subject}"
        breadcrumb = trail(edition, listing.section, itself=True)
    elif listing.name == "month":
        breadcrumb = (Link(f"{listing.year}年", edition.url(archive_path(listing.year))),)
    page = page_head(
        edition,
        template="listing.html",
        path=slice_.path,
        title=title,
        description=f"{edition.configuration.name} {title}",
        breadcrumb=breadcrumb,
        section_id=listing.section or None,
    )
    return {
        "page": page,
        "listing": listing.name,
        "subject": subject,
        "rows": slice_.rows(slice_.job.rows),
        "pagination": pagination(edition, slice_.job.facts.place),
        "months": edition.once(_months, listing.year, listing.months),
    }


def _months(edition: Edition, year: int, months: tuple[int, ...]) -> tuple[Link, ...]:
    return tuple(Link(f"{month}月", edition.url(archive_path(year, month))) for month in months)
