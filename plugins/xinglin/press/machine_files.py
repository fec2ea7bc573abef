"""Files for machines: feeds per variant and section, the sitemap, robots.txt, QR codes of articles' addresses."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import segno

from xinglin.disclosure.states import State
from xinglin.discovery import feeds, sitemap
from xinglin.press.article_pages import qr_path
from xinglin.press.edition import Edition
from xinglin.press.heads import HREFLANG
from xinglin.press.index import SiteIndex
from xinglin.press.list_pages import section_articles
from xinglin.press.site import Article

FEED_ENTRIES = 20


def feed_files(edition: Edition, index: SiteIndex) -> Iterator[tuple[str, bytes]]:
    """Path below output/ → Atom feed: of the site, and of each section (with what lies below it)."""
    newest = [article for article in edition.articles if article.section][:FEED_ENTRIES]
    yield _feed(edition, "site", edition.configuration.name, "", newest)
    for section in edition.sections.values():
        below = edition.site.tree.below(section.id)
        positions = sorted(p for child in below for p in index.sections.get(child, ())[:FEED_ENTRIES])[:FEED_ENTRIES]
        own = [edition.articles[position] for position in positions]
        title = f"{section.title} - {edition.configuration.name}"
        yield _feed(edition, section.id, title, section.url, own)


def _feed(edition: Edition, name: str, title: str, page: str, articles: Sequence[Article]) -> tuple[str, bytes]:
    path = f"feeds/{name}.xml"
    entries = tuple(_entry(edition, article) for article in articles if article.state is State.PUBLISHED)
    feed = feeds.Feed(
        title=title,
        url=edition.absolute(path),
        page_url=edition.absolute(page),
        language=edition.variant,
        author=edition.configuration.name,
        entries=entries,
    )
    return edition.prefix + path, feeds.write(feed)


def _entry(edition: Edition, article: Article) -> feeds.FeedEntry:
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


def sitemap_files(editions: Sequence[Edition], index: SiteIndex) -> dict[str, bytes]:
    """The sitemap of all variants together."""
    first = editions[0]
    pages = [_sitemap_page(editions, "", _newest(first.articles))]
    for section in first.sections.values():
        newest = _newest(section_articles(first, index, section.id))
        pages.append(_sitemap_page(editions, section.url, newest))
    for article in first.articles:
        if article.state is State.PUBLISHED:
            front = article.manuscript.front
            pages.append(_sitemap_page(editions, article.url, front.modified or front.date))
    return sitemap.write(pages, first.site.configuration.origin + first.base_path)


def _newest(articles: Sequence[Article]) -> datetime | None:
    return max((a.manuscript.front.modified or a.date for a in articles), default=None)


def _sitemap_page(editions: Sequence[Edition], path: str, modified: datetime | None) -> sitemap.SitemapPage:
    return sitemap.SitemapPage(tuple((HREFLANG[e.variant], e.absolute(path)) for e in editions), modified)


def robots(edition: Edition) -> bytes:
    address = edition.site.configuration.origin + edition.base_path + "sitemap.xml"
    return f"User-agent: *\nAllow: /\nSitemap: {address}\n".encode()


def qr_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path below output/ → the address to encode, for every article."""
    for article in edition.articles:
        url = edition.absolute(article.url)
        yield qr_path(url), url


def qr_batch(urls: Sequence[str]) -> list[bytes]:
    """A worker's share of the QR codes."""
    return [qr_svg(url) for url in urls]


def qr_svg(url: str) -> bytes:
    """A QR code (ISO/IEC 18004) as SVG.

    The mask is fixed: choosing the prettiest of eight takes six times as long, and any of them scans.
    """
    stream = io.BytesIO()
    code = segno.make_qr(url, error="m", mask=2, boost_error=False)
    code.save(stream, kind="svg", scale=4, border=4, xmldecl=False, svgclass=None, lineclass=None, light="#fff")
    return stream.getvalue()
