"""Articles' own pages, each of its kind, with neighbours, related articles and everything around the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from xinglin.disclosure.organisations import Unit
from xinglin.disclosure.states import State
from xinglin.disclosure.versions import Listing
from xinglin.discovery import json_ld, metadata, qr_codes
from xinglin.kinds import KINDS
from xinglin.manuscript import headings
from xinglin.pictures import card as cards
from xinglin.press import contexts
from xinglin.press.bodies import body, file_path
from xinglin.press.contexts import ArticleView, Attachment, CatalogueItem, Heading, Link, MenuItem, Share
from xinglin.press.edition import Edition
from xinglin.press.entry_facts import entry_facts, entry_words, listings_of
from xinglin.press.heads import hospital, page_head, section_feeds, section_meta, trail
from xinglin.press.index import SiteIndex, branch_path, department_path, keyword_path
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.site import Article, Site
from xinglin.press.standing import badge

RELATED = 5
SIBLINGS = 60
"""More standing pages than this are no menu any more; their list page shows them."""
_RELATED_DEPTH = 30
"""How far back the list of one keyword is looked through."""
_POSITION_BITS = 40
_POSITION = (1 << _POSITION_BITS) - 1
_UNFIT_FOR_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_REASONS = {
    State.DRAFT: "状态是草稿。",
    State.REVIEW: "还在审核。",
    State.SCHEDULED: "发布日期还没到。",
}


def article_jobs(site: Site, index: SiteIndex, wanted: Iterable[int] | None = None) -> Iterator[PrintJob]:
    """The pages of all articles, newest first.

    Args:
        wanted: positions, when only some are asked for.
    """
    positions = {article.url: position for position, article in enumerate(site.articles)}
    for position in range(len(site.articles)) if wanted is None else wanted:
        article = site.articles[position]
        kind = KINDS[article.manuscript.kind]
        newer, older = _neighbours(index, position, article)
        shown = Surroundings(
            newer=newer,
            older=older,
            related=_related(index, position),
            siblings=_siblings(index, article) if kind.template == "page.html" else (),
            cancelled_by=positions.get(article.cancelled_by) if article.cancelled_by else None,
            cancels=positions.get(article.cancels) if article.cancels else None,
            replaced_by=positions.get(article.replaced_by) if article.replaced_by else None,
            superseded_by=positions.get(article.superseded_by) if article.superseded_by else None,
            supersedes=positions.get(article.supersedes) if article.supersedes else None,
        )
        yield PrintJob(
            path=article.url,
            maker="article",
            template=kind.template,
            group="page",
            articles=(position,),
            rows=shown.rows,
            sections=(article.section,) if article.section else (),
            words=_catalogue_words(site, article),
            facts=_Marked(shown, index.keywords_of[position], index.department_of[position], index.branch_of[position]),
        )


class Surroundings(NamedTuple):
    """Positions of the other articles a page shows; how they are numbered is no fact about the page."""

    newer: int | None
    older: int | None
    related: tuple[int, ...]
    siblings: tuple[int, ...]
    cancelled_by: int | None
    cancels: int | None
    superseded_by: int | None
    supersedes: int | None
    replaced_by: int | None

    @property
    def _single(self) -> tuple[int | None, ...]:
        notices = (self.cancelled_by, self.cancels, self.superseded_by, self.supersedes)
        return (self.newer, self.older, *notices, self.replaced_by)

    @property
    def rows(self) -> tuple[int, ...]:
        return (*(position for position in self._single if position is not None), *self.related, *self.siblings)

    def __repr__(self) -> str:
        return f"{[position is not None for position in self._single]} {len(self.related)} {len(self.siblings)}"


class _Marked(NamedTuple):
    surroundings: Surroundings
    keywords: tuple[str, ...]
    """Simplified: their pages' keys."""
    department: Unit | None
    branch: Unit | None


def article_context(slice_: Slice) -> dict[str, Any]:
    """The variables of an article's template."""
    (position,) = slice_.job.articles
    article = slice_.article(position)
    context: dict[str, Any] = {
        "page": _head(slice_, article),
        "article": _view(slice_, position, article),
    }
    if slice_.job.template == "page.html":
        rows = slice_.rows(slice_.job.facts.surroundings.siblings)
        context["siblings"] = tuple(MenuItem(row.url, row.title, row.url) for row in rows)
    return context


def _head(slice_: Slice, article: Article) -> contexts.Page:
    edition = slice_.edition
    manuscript = article.manuscript
    front = manuscript.front
    kind = KINDS[manuscript.kind]
    section = edition.sections[article.section] if article.section else None
    url = edition.absolute(article.url)
    image = edition.image(article, article.cover) if article.cover else None
    image_url = edition.origin + image.src if image else ""
    card = edition.card(article)
    shared = metadata.Picture(image_url, image.width, image.height) if image else None
    if card:
        shared = metadata.Picture(edition.origin + edition.asset_url(card.name), *cards.SIZE)
    return page_head(
        edition,
        template=kind.template,
        path=article.url,
        title=front.title,
        description=manuscript.summary,
        breadcrumb=trail(edition, section.id, itself=True) if section else (),
        section_id=section.id if section else None,
        extra_meta=(
            *(section_meta(edition, section.id) if section else ()),
            *metadata.article_meta(edition.configuration, front, url, image_url),
            *_entry_meta(slice_, article),
        ),
        nodes=[
            json_ld.article(
                edition.configuration,
                front,
                type_=kind.json_ld_type,
                url=url,
                language=edition.variant,
                description=manuscript.summary,
                image=image_url,
                section=section.title if section else "",
            ),
            hospital(edition),
        ],
        image=shared,
        front=front,
        feeds=section_feeds(edition, section.id) if section else (),
        indexed=article.state is State.PUBLISHED,
    )


def _entry_meta(slice_: Slice, article: Article) -> metadata.Pairs:
    """The metadata of a disclosure entry; nothing for other articles."""
    front = article.manuscript.front
    if not (front.disclosure or front.index_no or front.doc_no):
        return ()
    listings = listings_of(slice_.edition.site, article)
    facts = entry_facts(slice_, listings)
    publisher = facts.publisher if facts else slice_.edition.configuration.name
    return metadata.entry_meta(front, publisher, [slice_.say(at.item.item) for at in listings])


def _view(slice_: Slice, position: int, article: Article) -> ArticleView:
    edition, marked = slice_.edition, slice_.job.facts
    front = article.manuscript.front
    around: Surroundings = marked.surroundings
    shown = {target.value for target in article.targets if target.kind == "picture"}
    listings = listings_of(edition.site, article)
    cover = article.cover if front.cover and article.cover not in shown else None
    department, branch = marked.department, marked.branch
    html = slice_.body(position)
    # a rule in the body holds from there on: only the converted body knows what a heading became
    found = headings.find(html) if article.manuscript.is_marked else article.manuscript.headings
    return ArticleView(
        front=front,
        body=body(edition, article, html),
        headings=tuple(Heading(h.id, h.level, h.title) for h in found),
        section=edition.section_link(article.section) if article.section else None,
        department=Link(front.department, edition.url(department_path(department))) if department else None,
        branch=Link(front.branch, edition.url(branch_path(branch))) if branch else None,
        keywords=tuple(
            Link(shown_word, edition.once(_keyword_url, key))
            for key, shown_word in zip(marked.keywords, front.keywords, strict=False)  # none of a withdrawn one
        ),
        attachments=_attachments(edition, article),
        cover=edition.image(article, cover, front.cover.caption if front.cover else "") if cover else None,
        has_photos=bool(shown or cover),
        previous=slice_.row(around.older) if around.older is not None else None,
        next=slice_.row(around.newer) if around.newer is not None else None,
        related=slice_.rows(around.related),
        share=_share(edition, article),
        state=badge(article, edition.site.now),
        is_own=not front.reprint,
        items=_items(slice_, listings),
        disclosed=entry_facts(slice_, listings),
        range=article.range.value,
        cancelled_by=_notice_link(slice_, around.cancelled_by),
        cancels=_notice_link(slice_, around.cancels),
        replaced_by=_notice_link(slice_, around.replaced_by),
        superseded_by=_notice_link(slice_, around.superseded_by),
        supersedes=_notice_link(slice_, around.supersedes),
        unpublished_reason=edition.say(_REASONS.get(article.state, "")),
    )


def _keyword_url(edition: Edition, key: str) -> str:
    return edition.url(keyword_path(key))


def _neighbours(index: SiteIndex, position: int, article: Article) -> tuple[int | None, int | None]:
    """The newer and the older article of the same section."""
    if article.section is None or article.state is State.WITHDRAWN or not KINDS[article.manuscript.kind].has_year:
        return None, None
    own, place = index.sections[article.section], index.places[position]
    return (own[place - 1] if place > 0 else None), (own[place + 1] if place + 1 < len(own) else None)


def _related(index: SiteIndex, position: int) -> tuple[int, ...]:
    """Older articles that share most keywords. Older ones only: a new article must not change all pages before it."""
    older: list[int] = []
    for keyword in index.keywords_of[position]:
        positions = index.keywords[keyword]
        start = bisect_right(positions, position)
        older += positions[start : start + _RELATED_DEPTH]
    shared = Counter(older)
    # most keywords first, then newest: as one number each, since this is done for every article of every build
    best = sorted([candidate - (count << _POSITION_BITS) for candidate, count in shared.items()])[:RELATED]
    return tuple(number & _POSITION for number in best)


def _attachments(edition: Edition, article: Article) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            title=attached.title or PurePosixPath(path).name,
            url=edition.asset_url(file_path(edition.site, path)),
            type=PurePosixPath(path).suffix[1:].upper(),
            size=edition.site.files[path],
            name=_download_name(attached.title, path),
        )
        for attached, path in zip(article.manuscript.front.attachments, article.attachments, strict=False)
    )


def _download_name(title: str, path: str) -> str:
    """The published address is a hash; on a reader's desktop a file has a name."""
    file = PurePosixPath(path)
    if file.suffix.lower() == ".pdf":
        return ""
    stem = title.removesuffix(file.suffix) if title else file.stem
    return _UNFIT_FOR_NAMES.sub(" ", stem).strip() + file.suffix.lower()


def _share(edition: Edition, article: Article) -> Share:
    url = edition.absolute(article.url)
    folder, slash, name = url.rpartition("/")
    query = f"url={_folder_in_query(folder + slash)}{in_query(name)}&title={in_query(article.manuscript.front.title)}"
    return Share(url, f"https://service.weibo.com/share/share.php?{query}", qr_codes.data_url(url))


def in_query(text: str) -> str:
    """As :func:`urllib.parse.quote_plus`, byte by byte: nearly all of a title's are to be written so."""
    return "".join([_IN_QUERY[byte] for byte in text.encode()])


_folder_in_query = lru_cache(maxsize=1024)(in_query)
_IN_QUERY = [quote_plus(bytes([byte])) for byte in range(256)]


def _catalogue_words(site: Site, article: Article) -> tuple[str, ...]:
    if not article.manuscript.front.disclosure:
        return ()
    listings = listings_of(site, article)
    named = (word for at in listings for word in (at.item.item, at.catalogue.title))
    return (*named, *filter(None, entry_words(site, listings)))


def _items(slice_: Slice, listings: list[Listing]) -> tuple[CatalogueItem, ...]:
    return tuple(CatalogueItem(at.item.id, slice_.say(at.item.item), slice_.say(at.catalogue.title)) for at in listings)


def _notice_link(slice_: Slice, position: int | None) -> Link | None:
    if position is None:
        return None
    row = slice_.row(position)
    return Link(row.title, row.url)


def _siblings(index: SiteIndex, article: Article) -> tuple[int, ...]:
    """Standing pages of the same section, oldest first; none where there are too many for a menu."""
    own = index.sections[article.section] if article.section else []
    return tuple(sorted(own, reverse=True)) if len(own) <= SIBLINGS else ()
