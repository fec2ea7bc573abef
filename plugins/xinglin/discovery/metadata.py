"""What a page says of itself in its head: the official-site names and Open Graph.

The official names (SiteName, ColumnName, ArticleTitle, PubDate…) are those of 《政府网站发展指引》(国办发〔2017〕47号)
附件; PubDate is ``yyyy-MM-dd HH:mm``, 24 hours. SiteIDCode appears only where a site has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from xinglin.core.clock import iso
from xinglin.core.configuration import SiteConfiguration
from xinglin.core.variant import Variant
from xinglin.manuscript.front_matter import FrontMatter

Pairs = tuple[tuple[str, str], ...]

_LARGE = 600
"""Pixels of width from which a picture stands above a shared link instead of beside it."""


class Picture(NamedTuple):
    """What a shared link shows: an absolute URL, width and height in pixels."""

    url: str
    width: int
    height: int


_LOCALES: dict[Variant, str] = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh-Hant-TW": "zh_TW", "zh-Hant-HK": "zh_HK"}


def site_meta(configuration: SiteConfiguration) -> Pairs:
    """On every page."""
    return _present(
        ("SiteName", configuration.name),
        ("SiteDomain", urlsplit(configuration.url).netloc),
        ("SiteIDCode", configuration.registrations.site_id_code),
    )


def column_meta(title: str, description: str, column_type: str) -> Pairs:
    """On lists, and on articles for the section they stand in."""
    return _present(
        ("ColumnName", title),
        ("ColumnDescription", description or title),
        ("ColumnKeywords", title),
        ("ColumnType", column_type),
    )


def article_meta(configuration: SiteConfiguration, front: FrontMatter, url: str, image: str) -> Pairs:
    """On articles. ``url`` and ``image`` are absolute."""
    return _present(
        ("ArticleTitle", front.title),
        ("PubDate", iso(front.date)[:16].replace("T", " ")),
        ("ContentSource", front.source or configuration.name),
        ("Keywords", ",".join(front.keywords)),
        ("Author", " ".join((*front.authors, *front.reporters, *front.correspondents))),
        ("Url", url),
        ("Image", image),
    )


def twitter_card(image: Picture | None) -> Pairs:
    """How large a shared link shows its picture; the rest is read from Open Graph. Nothing for a page without one."""
    if image is None:
        return ()
    return (("twitter:card", "summary_large_image" if image.width >= _LARGE else "summary"),)


def entry_meta(front: FrontMatter, publisher: str, subjects: Sequence[str]) -> Pairs:
    """On disclosure entries: Dublin Core's terms (ISO 15836-2), which 政务信息资源目录体系 核心元数据 (GB/T 21063.3) maps to."""
    return _present(
        ("DCTERMS.identifier", front.index_no),
        ("DCTERMS.bibliographicCitation", front.doc_no),
        ("DCTERMS.publisher", publisher),
        ("DCTERMS.subject", "；".join(subjects)),
        ("DCTERMS.created", front.formed.isoformat() if front.formed else ""),
        ("DCTERMS.issued", front.date.date().isoformat()),
        ("DCTERMS.valid", front.validity),
    )


def open_graph(
    configuration: SiteConfiguration,
    variant: Variant,
    *,
    title: str,
    description: str,
    url: str,
    image: Picture | None,
    front: FrontMatter | None = None,
) -> Pairs:
    """Open Graph (ogp.me) with the locale of the variant and its alternates. ``url`` is absolute."""
    pairs = [
        ("og:type", "article" if front else "website"),
        ("og:site_name", configuration.name),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
    ]
    if image and image.url:
        pairs += [
            ("og:image", image.url),
            ("og:image:width", str(image.width)),
            ("og:image:height", str(image.height)),
        ]
    pairs += _locales(variant, configuration.variants)
    if front:
        pairs.append(("article:published_time", iso(front.date)))
        if front.modified:
            pairs.append(("article:modified_time", iso(front.modified)))
    return _present(*pairs)


@cache
def _locales(variant: Variant, variants: tuple[Variant, ...]) -> Pairs:
    """The locale of a variant and, in the site's order, those of the others."""
    others = dict.fromkeys(_LOCALES[other] for other in variants if _LOCALES[other] != _LOCALES[variant])
    return ("og:locale", _LOCALES[variant]), *(("og:locale:alternate", locale) for locale in others)


def _present(*pairs: tuple[str, str]) -> Pairs:
    return tuple([pair for pair in pairs if pair[1]])
