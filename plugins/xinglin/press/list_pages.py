"""Pages that list articles: sections, years and months, keywords, departments, branches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xinglin.discovery import metadata
from xinglin.kinds import KINDS
from xinglin.press.contexts import Link, MenuItem, Page, RowGroup
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head, section_feed, site_feed, trail
from xinglin.press.index import SiteIndex, archive_path, branch_path, department_path, keyword_path
from xinglin.press.jobs import PrintJob
from xinglin.press.lists import leaves
from xinglin.press.site import Article
from xinglin.sections.tree import Section

GROUP_ROWS = 6
LISTING_SIZE = 20


def list_jobs(edition: Edition, index: SiteIndex) -> Iterator[PrintJob]:
    for section in edition.sections.values():
        yield from _section_jobs(edition, index, section)
    yield from _archive_jobs(edition, index)
    for keyword, positions in sorted(index.keywords.items()):
        shown = edition.say(keyword)
        yield from _listing(edition, keyword_path(keyword), "keyword", shown, shown, positions)
    for department, positions in sorted(index.departments.items(), key=lambda pair: pair[0].id):
        shown = edition.say(department.name)
        yield from _listing(edition, department_path(department), "department", shown, shown, positions)
    for branch, positions in sorted(index.branches.items(), key=lambda pair: pair[0].id):
        shown = edition.say(branch.name)
        detail = {"secretary": edition.say(branch.secretary)}
        yield from _listing(edition, branch_path(branch), "branch", shown, shown, positions, detail=detail)


def section_articles(edition: Edition, index: SiteIndex, identifier: str) -> list[Article]:
    """A section's own articles as its list shows them: pinned first, then newest."""
    own = [edition.articles[position] for position in index.sections.get(identifier, ())]
    return sorted(own, key=lambda article: not article.manuscript.front.pinned)


def row_group(edition: Edition, index: SiteIndex, identifier: str, count: int = GROUP_ROWS) -> RowGroup:
    """The first rows of a section; of the sections below it where it has no articles of its own."""
    own = section_articles(edition, index, identifier)
    if not own:
        below = edition.site.tree.below(identifier)
        positions = sorted(position for section in below for position in index.sections.get(section, ())[:count])
        own = [edition.articles[position] for position in positions]
    return RowGroup(edition.section_link(identifier), edition.rows(own[:count]), identifier)


def menu_item(edition: Edition, section: Section) -> MenuItem:
    children = tuple(menu_item(edition, edition.sections[child]) for child in section.children)
    return MenuItem(section.id, section.title, edition.url(section.url), children)


def _section_jobs(edition: Edition, index: SiteIndex, section: Section) -> Iterator[PrintJob]:
    own = section_articles(edition, index, section.id)
    groups = tuple(row_group(edition, index, child) for child in section.children)
    siblings = edition.sections[section.parent].children if section.parent else ()
    years = sorted({article.date.year for article in own if KINDS[article.manuscript.kind].has_year}, reverse=True)
    shared = {
        "section": menu_item(edition, section),
        "siblings": tuple(menu_item(edition, edition.sections[sibling]) for sibling in siblings),
        "groups": groups,
        "description": section.description,
        "years": tuple(Link(f"{year}年", edition.url(f"{section.url}{year}/")) for year in years),
    }
    for leaf in leaves(edition, section.url, own, section.page_size):
        page = _section_head(edition, section, leaf.path)
        context = shared | {"page": page, "rows": edition.rows(leaf.items), "pagination": leaf.pagination}
        yield PrintJob(edition.prefix + leaf.path, edition.variant, "section.html", context, is_list=True)
    for year in years:
        of_year = [article for article in own if article.date.year == year]
        title = f"{section.title} {year}年"
        yield from _listing_articles(
            edition, f"{section.url}{year}/", "year", title, f"{year}年", of_year,
            breadcrumb=trail(edition, section.id, itself=True), section_id=section.id,
        )  # fmt: skip


def _section_head(edition: Edition, section: Section, path: str) -> Page:
    return page_head(
        edition,
        template="section.html",
        path=path,
        title=section.title,
        description=section.description or f"{edition.configuration.name} {section.title}",
        breadcrumb=trail(edition, section.id, itself=False),
        section_id=section.id,
        extra_meta=metadata.column_meta(section.title, section.description, edition.say(KINDS[section.kind].label)),
        feeds=(site_feed(edition), section_feed(edition, section.id)),
    )


def _archive_jobs(edition: Edition, index: SiteIndex) -> Iterator[PrintJob]:
    """``/archive/2026/`` and ``/archive/2026/03/``: everything, by date."""
    months_of: dict[int, list[int]] = defaultdict(list)
    for year, month in sorted(index.months):
        months_of[year].append(month)
    for year, months in months_of.items():
        positions = sorted(position for month in months for position in index.months[year, month])
        links = tuple(Link(f"{month}月", edition.url(archive_path(year, month))) for month in months)
        base = archive_path(year)
        yield from _listing(edition, base, "year", f"{year}年", f"{year}年", positions, months=links)
        parent = (Link(f"{year}年", edition.url(base)),)
        for month in months:
            title = f"{year}年{month}月"
            yield from _listing(
                edition,
                f"{base}{month:02}/",
                "month",
                title,
                title,
                index.months[year, month],
                breadcrumb=parent,
                months=links,
            )


def _listing(
    edition: Edition,
    base: str,
    listing: str,
    title: str,
    subject: str,
    positions: Sequence[int],
    *,
    breadcrumb: tuple[Link, ...] = (),
    months: tuple[Link, ...] = (),
    detail: dict[str, str] | None = None,
) -> Iterator[PrintJob]:
    articles = [edition.articles[position] for position in positions]
    yield from _listing_articles(
        edition, base, listing, title, subject, articles, breadcrumb=breadcrumb, months=months, detail=detail
    )


def _listing_articles(
    edition: Edition,
    base: str,
    listing: str,
    title: str,
    subject: str,
    articles: Sequence[Article],
    *,
    breadcrumb: tuple[Link, ...] = (),
    section_id: str | None = None,
    months: tuple[Link, ...] = (),
    detail: dict[str, str] | None = None,
) -> Iterator[PrintJob]:
    for leaf in leaves(edition, base, articles, LISTING_SIZE):
        page = page_head(
            edition,
            template="listing.html",
            path=leaf.path,
            title=title,
            description=f"{edition.configuration.name} {title}",
            breadcrumb=breadcrumb,
            section_id=section_id,
        )
        context = {
            "page": page,
            "listing": listing,
            "subject": subject,
            "rows": edition.rows(leaf.items),
            "pagination": leaf.pagination,
            "months": months,
            "detail": detail or {},
        }
        yield PrintJob(edition.prefix + leaf.path, edition.variant, "listing.html", context, is_list=True)
