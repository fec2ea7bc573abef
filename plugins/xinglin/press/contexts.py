"""What a template is given: plain, already converted, ready-to-show data. The contract between press and theme.

Everything here is born per variant from converted records, so a template never converts, compares words, builds a URL
or asks the time. ``str`` is escaped by the environment; only fields typed :class:`markupsafe.Markup` are HTML.
URLs are root-relative under the site's path unless the name says ``absolute``.

Nothing here is changed once it is made. The large records are not frozen all the same: freezing makes each of a page's hundred
fields ten times as dear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as day
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from xinglin.core.configuration import SiteConfiguration
from xinglin.manuscript.front_matter import FrontMatter


class Link(NamedTuple):
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """A better format of a picture, for ``<source>``: its media type, and its files with their widths."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Image:
    """A published picture. ``src`` is a file that every program opens, JPEG or PNG; ``srcset`` its widths, if several."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()
    """Best first: AVIF, WebP."""
    enlarged: str = ""
    """URL of the largest file, for a link."""
    is_wide: bool = False
    """There are several widths to choose from: ``sizes`` is asked for, and the picture fills its column."""
    is_opaque: bool = True
    """Nothing shines through it, so the place kept for it may be tinted."""
    focus: str = ""
    """Classes that say what of it stays in sight where the theme cuts it to a ratio; empty for its middle."""
    is_drawing: bool = False
    """A chart, a screenshot, a plan: cut to a ratio it would lose words."""
    is_moving: bool = False
    """A still of an animation, which ``enlarged`` leads to."""
    is_ai_made: bool = False
    """The file says that artificial intelligence made it: a visible label is due."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    id: str
    title: str
    url: str
    children: tuple[MenuItem, ...] = ()


class Alternate(NamedTuple):
    """The same page in one variant (字形). ``label`` is written in that variant: 简体, 繁體."""

    code: str
    """For ``hreflang``: zh-Hans, zh-Hant, zh-TW, zh-HK."""
    variant: str
    """For ``lang``."""
    label: str
    url: str
    absolute_url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """What every page of one variant shares: the global ``site`` in templates."""

    configuration: SiteConfiguration
    """site.yaml with its words converted: name, phones, address, registrations…"""
    variant: str
    """zh-Hans, zh-Hant, zh-Hant-TW or zh-Hant-HK: the value of ``<html lang>``."""
    home_url: str
    menu: tuple[MenuItem, ...]
    disclosure_url: str | None
    epaper_url: str | None
    contact_url: str | None
    site_map_url: str
    feed_url: str
    year: int
    """Year of the newest published item, for the copyright line (no output contains the build's clock)."""
    audience: str
    """public or intranet."""
    preview: bool
    """True in ``xinglin serve``: drafts are shown and must be marked."""


@dataclass(slots=True, eq=False)
class Page:
    """The head of any page: the variable ``page`` in every template."""

    template: str
    title: str
    """The words of the h1."""
    full_title: str
    """``<title>``: title, section, hospital."""
    description: str
    url: str
    canonical: str
    alternates: tuple[Alternate, ...]
    """One per variant, this one included; empty when the site has one variant."""
    x_default: str
    breadcrumb: tuple[Link, ...] = ()
    """From the home page down to the parent (您现在的位置); the page itself is not in it."""
    section_id: str | None = None
    tone: str = ""
    """``party`` where the section is shown in red (sections.yaml)."""
    meta: tuple[tuple[str, str], ...] = ()
    """``<meta name content>``: the official-site names and description, keywords."""
    properties: tuple[tuple[str, str], ...] = ()
    """``<meta property content>``: Open Graph."""
    json_ld: Markup = field(default_factory=Markup)
    """Content of ``<script type="application/ld+json">``, already safe; empty for none."""
    feeds: tuple[Link, ...] = ()
    indexed: bool = True
    """False: ``noindex`` (tombstones, 404, alias pages)."""


@dataclass(slots=True, eq=False)
class Row:
    """One article as lists show it. Its edition makes it once, so a row equals itself only, and what it looks like is soon
    found again."""

    title: str
    short_title: str
    """The short title where the author gave one, else the title."""
    url: str
    date: datetime
    summary: str
    cover: Image | None
    section: Link | None
    kind: str
    pinned: bool = False
    urgent: bool = False
    """A notice patients must see first (停诊)."""
    state: str = ""
    """For notices: ``in-force``, ``upcoming``, ``expired``, ``cancelled``, ``superseded``; for publicity periods: ``open``, ``closed``; for
    previews: ``draft``, ``review``, ``scheduled``; else empty."""
    doc_no: str = ""
    index_no: str = ""
    effective: day | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A section (or year…) with some of its rows; ``more`` is where the rest is."""

    link: Link
    rows: tuple[Row, ...]
    id: str = ""


class PageNumber(NamedTuple):
    """One place of the page bar; ``url`` is None for the current page, ``number`` 0 for a gap (…)."""

    number: int
    url: str | None


@dataclass(slots=True, eq=False)
class Pagination:
    number: int
    count: int
    total: int
    """Rows on all pages together."""
    previous_url: str | None
    next_url: str | None
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    title: str
    url: str
    type: str
    """Upper-case suffix: PDF, DOCX…"""
    size: int
    """Bytes."""
    name: str = ""
    """What a reader's computer should call the file; empty where browsers show it themselves (PDF)."""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry's metadata table takes from its catalogue items; several items' words are joined."""

    publisher: str
    """发布机构: the body whose catalogue it is, else the hospital."""
    mode: str
    channels: str
    timing: str
    limit: str
    """Empty where the catalogue sets none."""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """A catalogue item (公开事项) an entry discharges."""

    id: str
    item: str
    catalogue: str


class Share(NamedTuple):
    """Where the share buttons lead; ``qr_url`` is a picture (a data: address) of ``absolute_url`` for WeChat's scanner."""

    absolute_url: str
    weibo_url: str
    qr_url: str


class Heading(NamedTuple):
    id: str
    level: int
    title: str


@dataclass(slots=True, eq=False)
class ArticleView:
    """One article as its own page shows it."""

    front: FrontMatter
    """The front matter of its kind, words converted: title, subtitle, kicker, authors, reporters, correspondents,
    photographers, editors, proofreaders, source, source_url, reprint, date, modified, expires, corrections, changes,
    aigc, doc_no, index_no, formed, validity, publicity…; notices add effective; guides add steps, place, hours, phone,
    fee, reviewed_on; honours add honours; e-papers add issue."""
    body: Markup
    headings: tuple[Heading, ...]
    section: Link | None
    department: Link | None
    branch: Link | None
    keywords: tuple[Link, ...]
    attachments: tuple[Attachment, ...]
    cover: Image | None
    """Only when declared in the front matter and not already in the body."""
    has_photos: bool
    """Its body or its cover shows a picture that can be looked at in full."""
    previous: Row | None
    """The older neighbour in its section."""
    next: Row | None
    """The newer neighbour."""
    related: tuple[Row, ...]
    share: Share
    state: str
    """As in Row."""
    is_own: bool
    """True: 来源：本院, our copyright; False: reprinted, the rights-holder notice."""
    items: tuple[CatalogueItem, ...] = ()
    disclosed: EntryFacts | None = None
    """For articles that name a catalogue item."""
    range: str = "society"
    """公开范围 as computed: society, party, unit or group."""
    cancelled_by: Link | None = None
    cancels: Link | None = None
    replaced_by: Link | None = None
    """Of a withdrawn article whose text is kept: what takes its place."""
    superseded_by: Link | None = None
    """Only meaningful while ``state`` is ``superseded``: before the successor takes effect this notice still holds."""
    supersedes: Link | None = None
    unpublished_reason: str = ""
    """In previews only: why the public site does not show this (draft, review, scheduled…)."""
