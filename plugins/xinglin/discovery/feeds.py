"""Atom feeds (RFC 4287): one for the site and one per section, in each variant, with ids of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape


@dataclass(frozen=True, slots=True)
class FeedEntry:
    title: str
    url: str
    """Absolute; also the entry's id, which is stable because URLs are."""
    published: datetime
    updated: datetime
    summary: str
    authors: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    url: str
    """Absolute address of the feed itself; its id."""
    page_url: str
    """Absolute address of the list it mirrors."""
    language: str
    author: str
    entries: tuple[FeedEntry, ...]
    variants: tuple[tuple[str, str], ...] = ()
    """The same feed in the other variants: (hreflang, absolute address)."""


def write(feed: Feed) -> bytes:
    """The feed as UTF-8 XML. ``updated`` is the newest entry's, never the clock's."""
    updated = max((entry.updated for entry in feed.entries), default=None)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.language)}">',
        f"<id>{escape(feed.url)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f'<link rel="self" type="application/atom+xml" href="{escape(feed.url)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(feed.page_url)}"/>',
        *(
            f'<link rel="alternate" type="application/atom+xml" hreflang="{code}" href="{escape(url)}"/>'
            for code, url in feed.variants
        ),
        f"<updated>{updated.isoformat() if updated else '1970-01-01T00:00:00Z'}</updated>",
        f"<author><name>{escape(feed.author)}</name></author>",
        *_entries(feed.entries),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entries(entries: Sequence[FeedEntry]) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{escape(entry.url)}</id>",
            f"<title>{escape(entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{escape(entry.url)}"/>',
            f"<published>{entry.published.isoformat()}</published>",
            f"<updated>{entry.updated.isoformat()}</updated>",
            *(f"<author><name>{escape(name)}</name></author>" for name in entry.authors),
            *([f'<category term="{escape(entry.category)}"/>'] if entry.category else []),
            f'<summary type="text">{escape(entry.summary)}</summary>',
            "</entry>",
        ]
    return lines
