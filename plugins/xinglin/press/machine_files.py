"""Files for machines: feeds per variant and section, the sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from xinglin.disclosure.states import State
from xinglin.discovery import feeds, sitemap
from xinglin.press.disclosure_index import disclosure_addresses, has_disclosure
from xinglin.press.edition import Edition
from xinglin.press.heads import addresses, alternates
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.registers import registers_of
from xinglin.press.site import Article, Site

FEED_ENTRIES = 20
SITEMAP = "sitemap.xml"


def machine_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Feeds, and the sitemap of all variants together."""
    yield from feed_jobs(site, index)
    yield from _sitemap_jobs(site, tuple(_sitemap_rows(site, index)))


def feed_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Of the site, and of each section with what lies below it."""
    newest = (p for p, article in enumerate(site.articles) if article.section)
    yield _feed_job(site, "site", "", list(islice(newest, FEED_ENTRIES)))
    for section in site.tree.sections.values():
        below = site.tree.below(section.id)
        positions = sorted(p for child in below for p in index.sections.get(child, ())[:FEED_ENTRIES])[:FEED_ENTRIES]
        yield _feed_job(site, section.id, section.url, positions)


def _feed_job(site: Site, name: str, page: str, positions: Sequence[int]) -> PrintJob:
    published = tuple(p for p in positions if site.articles[p].state is State.PUBLISHED)
    sections = {identifier for p in published if (identifier := site.articles[p].section)}
    return PrintJob(
        path=f"feeds/{name}.xml",
        maker="feed",
        articles=published,
        sections=tuple(sorted(sections | ({name} if page else set()))),
        facts=(name, page),
    )


def feed_file(slice_: Slice) -> bytes:
    """An Atom feed."""
    edition = slice_.edition
    name, page = slice_.job.facts
    title = edition.configuration.name
    feed = feeds.Feed(
        title=f"{edition.sections[name].title} - {title}" if page else title,
        url=edition.absolute(slice_.path),
        page_url=edition.absolute(page),
        language=edition.variant,
        author=edition.configuration.name,
        entries=tuple(feed_entry(edition, slice_.article(position)) for position in slice_.job.articles),
        variants=tuple((a.code, a.absolute_url) for a in alternates(edition, slice_.path) if not a.is_current),
    )
    return feeds.write(feed)


def feed_entry(edition: Edition, article: Article) -> feeds.FeedEntry:
    front = article.manuscript.front
    return feeds.FeedEntry(
        title=front.title,
        url=edition.absolute(article.url),
        published=front.date,
        updated=front.modified or front.date,
        summary=article.manuscript.summary,
        authors=(*front.authors, *front.reporters, *front.correspondents),
        category=edition.sections[article.section].title if article.section else "",
    )


def _sitemap_rows(site: Site, index: SiteIndex) -> Iterator[tuple[str, datetime | None]]:
    """Path below a variant's prefix, and when it was last changed."""
    yield "", _newest(site.articles)
    for section in site.tree.sections.values():
        yield section.url, _newest(site.articles[position] for position in index.sections.get(section.id, ()))
    for register in registers_of(site, index):
        yield register.path, None
    if has_disclosure(site):
        yield from disclosure_addresses(site)
    for article in site.articles:
        if article.state is State.PUBLISHED:
            yield article.url, article.manuscript.front.modified or article.date


def _newest(articles: Iterable[Article]) -> datetime | None:
    return max((a.manuscript.front.modified or a.date for a in articles), default=None)


def _sitemap_jobs(site: Site, rows: Sequence[tuple[str, datetime | None]]) -> Iterator[PrintJob]:
    """``sitemap.xml``; an index of that name and its parts where the protocol's limit asks for it."""
    size = sitemap.pages_per_file(len(site.configuration.variants))
    parts = [tuple(rows[start : start + size]) for start in range(0, len(rows), size)]
    if len(parts) == 1:
        yield PrintJob(SITEMAP, "sitemap", is_shared=True, facts=parts[0])
        return
    names = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    for name, part in zip(names, parts, strict=True):
        yield PrintJob(name, "sitemap", is_shared=True, facts=part)
    yield PrintJob(SITEMAP, "sitemap_index", is_shared=True, facts=names)


def sitemap_file(slice_: Slice) -> bytes:
    edition = slice_.edition
    origin = edition.site.configuration.origin
    return sitemap.write(
        [
            sitemap.SitemapPage(tuple((code, origin + url) for code, _, url in addresses(edition, path)), modified)
            for path, modified in slice_.job.facts
        ]
    )


def sitemap_index_file(slice_: Slice) -> bytes:
    base = slice_.edition.site.configuration.origin + slice_.edition.base_path
    return sitemap.write_index(base + name for name in slice_.job.facts)


def robots(edition: Edition) -> bytes:
    address = edition.site.configuration.origin + edition.base_path + "sitemap.xml"
    return f"User-agent: *\nAllow: /\nSitemap: {address}\n".encode()
