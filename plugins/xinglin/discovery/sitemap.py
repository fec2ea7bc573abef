"""Sitemaps (sitemaps.org 0.9) with the alternates of each page in the other variants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

MAX_URLS = 50_000
"""The protocol's limit for one file; more pages make several files and an index."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One page in all its variants: (hreflang code, absolute URL), the first being x-default."""

    variants: tuple[tuple[str, str], ...]
    modified: datetime | None


def write(pages: Sequence[SitemapPage], base: str) -> dict[str, bytes]:
    """File name → bytes: ``sitemap.xml``, or an index of that name and its parts.

    Args:
        base: absolute URL the file names are relative to, with trailing slash.
    """
    per_file = max(1, MAX_URLS // max(1, max((len(page.variants) for page in pages), default=1)))
    parts = [pages[start : start + per_file] for start in range(0, len(pages), per_file)] or [()]
    if len(parts) == 1:
        return {"sitemap.xml": _urlset(parts[0])}
    files = {f"sitemap-{number}.xml": _urlset(part) for number, part in enumerate(parts, 1)}
    rows = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in files)
    index = f'{_DECLARATION}<sitemapindex xmlns="{_NAMESPACE}">\n{rows}</sitemapindex>\n'
    return {"sitemap.xml": index.encode(), **files}


_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _urlset(pages: Sequence[SitemapPage]) -> bytes:
    rows: list[str] = []
    for page in pages:
        links = ""
        if len(page.variants) > 1:
            alternates = [*page.variants, ("x-default", page.variants[0][1])]
            links = "".join(f'<xhtml:link rel="alternate" hreflang="{c}" href={quoteattr(u)}/>' for c, u in alternates)
        modified = f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""
        rows += [f"<url><loc>{escape(url)}</loc>{modified}{links}</url>\n" for _, url in page.variants]
    body = "".join(rows)
    text = f'{_DECLARATION}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{body}</urlset>\n'
    return text.encode()
