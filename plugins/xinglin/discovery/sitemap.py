"""Sitemaps (sitemaps.org 0.9) with the alternates of each page in the other variants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

MAX_URLS = 50_000
"""The protocol's limit for one file; more pages make several files and an index."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One page in all its variants: (hreflang code, absolute URL), the first being x-default."""

    variants: tuple[tuple[str, str], ...]
    modified: datetime | None


def pages_per_file(variants: int) -> int:
    return max(1, MAX_URLS // max(1, variants))


def write_index(addresses: Iterable[str]) -> bytes:
    """The index of a sitemap in parts, by their absolute addresses."""
    rows = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f'{_DECLARATION}<sitemapindex xmlns="{_NAMESPACE}">\n{rows}</sitemapindex>\n'.encode()


_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(pages: Sequence[SitemapPage]) -> bytes:
    """One file of at most :data:`MAX_URLS` addresses."""
    rows: list[str] = []
    for page in pages:
        links = ""
        if len(page.variants) > 1:
            alternates = [*page.variants, ("x-default", page.variants[0][1])]
            links = "".join(f'<xhtml:link rel="alternate" hreflang="{c}" href="{escape(u)}"/>' for c, u in alternates)
        modified = f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""
        rows += [f"<url><loc>{escape(url)}</loc>{modified}{links}</url>\n" for _, url in page.variants]
    body = "".join(rows)
    text = f'{_DECLARATION}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{body}</urlset>\n'
    return text.encode()
