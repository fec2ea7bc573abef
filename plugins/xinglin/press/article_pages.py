"""Articles' own pages, each of its kind, with neighbours, related articles and everything around the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlencode

from xinglin.core.hashing import digest
from xinglin.disclosure.states import State
from xinglin.discovery import json_ld, metadata
from xinglin.kinds import KINDS
from xinglin.press import contexts
from xinglin.press.bodies import body, file_path
from xinglin.press.contexts import ArticleView, Attachment, CatalogueItem, Heading, Link, MenuItem, Row, Share
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head, section_feed, site_feed, trail
from xinglin.press.index import SiteIndex, branch_path, department_path, keyword_path
from xinglin.press.jobs import PrintJob
from xinglin.press.site import Article

RELATED = 5
_RELATED_DEPTH = 30
"""How far back the list of one keyword is looked through."""
_REASONS = {
    State.DRAFT: "状态是草稿。",
    State.REVIEW: "还在审核。",
    State.SCHEDULED: "发布日期还没到。",
}


def article_jobs(edition: Edition, index: SiteIndex) -> Iterator[PrintJob]:
    for position, article in enumerate(edition.articles):
        kind = KINDS[article.manuscript.kind]
        context = {
            "page": _head(edition, article),
            "article": _view(edition, index, position, article),
        }
        if kind.template == "page.html":
            context["siblings"] = _siblings(edition, index, article)
        yield PrintJob(edition.prefix + article.url, edition.variant, kind.template, context)


def _head(edition: Edition, article: Article) -> contexts.Page:
    manuscript = article.manuscript
    front = manuscript.front
    kind = KINDS[manuscript.kind]
    section = edition.sections[article.section] if article.section else None
    url = edition.absolute(article.url)
    image = edition.image(article.cover) if article.cover else None
    image_url = edition.site.configuration.origin + image.src if image else ""
    column = (
        metadata.column_meta(section.title, section.description, edition.say(KINDS[section.kind].label))
        if section
        else ()
    )
    return page_head(
        edition,
        template=kind.template,
        path=article.url,
        title=front.title,
        description=manuscript.summary,
        breadcrumb=trail(edition, section.id, itself=True) if section else (),
        section_id=section.id if section else None,
        extra_meta=(*column, *metadata.article_meta(edition.configuration, front, url, image_url)),
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
            json_ld.hospital(edition.configuration, edition.absolute("")),
        ],
        image=image_url,
        front=front,
        feeds=(site_feed(edition), section_feed(edition, section.id)) if section else (),
        indexed=article.state is State.PUBLISHED,
    )


def _view(edition: Edition, index: SiteIndex, position: int, article: Article) -> ArticleView:
    front = article.manuscript.front
    department, branch = index.department_of[position], index.branch_of[position]
    newer, older = _neighbours(edition, index, position, article)
    shown = {target.value for target in article.targets if target.kind == "picture"}
    cover = article.cover if front.cover and article.cover not in shown else None
    return ArticleView(
        front=front,
        body=body(edition, article),
        headings=tuple(Heading(h.id, h.level, h.title) for h in article.manuscript.headings),
        section=edition.section_link(article.section) if article.section else None,
        department=Link(front.department, edition.url(department_path(department))) if department else None,
        branch=Link(front.branch, edition.url(branch_path(branch))) if branch else None,
        keywords=tuple(
            Link(shown_word, edition.url(keyword_path(key)))
            for key, shown_word in zip(index.keywords_of[position], front.keywords, strict=True)
        ),
        attachments=_attachments(edition, article),
        cover=edition.image(cover, front.cover.caption if front.cover else "") if cover else None,
        previous=older,
        next=newer,
        related=_related(edition, index, position),
        share=_share(edition, article),
        state=edition.state(article),
        is_own=not front.reprint,
        items=_items(edition, article),
        range=article.range.value,
        cancelled_by=_notice_link(edition, article.cancelled_by),
        cancels=_notice_link(edition, article.cancels),
        unpublished_reason=edition.say(_REASONS.get(article.state, "")),
    )


def _neighbours(edition: Edition, index: SiteIndex, position: int, article: Article) -> tuple[Row | None, Row | None]:
    """The newer and the older article of the same section."""
    if article.section is None or not KINDS[article.manuscript.kind].has_year:
        return None, None
    own, place = index.sections[article.section], index.places[position]
    newer = edition.articles[own[place - 1]] if place > 0 else None
    older = edition.articles[own[place + 1]] if place + 1 < len(own) else None
    return (edition.row(newer) if newer else None), (edition.row(older) if older else None)


def _related(edition: Edition, index: SiteIndex, position: int) -> tuple[Row, ...]:
    """Older articles that share most keywords. Older ones only: a new article must not change all pages before it."""
    shared: dict[int, int] = {}
    for keyword in index.keywords_of[position]:
        positions = index.keywords[keyword]
        start = bisect_right(positions, position)
        for candidate in positions[start : start + _RELATED_DEPTH]:
            shared[candidate] = shared.get(candidate, 0) + 1
    best = sorted(shared, key=lambda candidate: (-shared[candidate], candidate))[:RELATED]
    return edition.rows(edition.articles[candidate] for candidate in best)


def _attachments(edition: Edition, article: Article) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            title=attached.title or PurePosixPath(path).name,
            url=edition.asset_url(file_path(edition.site, path)),
            type=PurePosixPath(path).suffix[1:].upper(),
            size=edition.site.files[path],
        )
        for attached, path in zip(article.manuscript.front.attachments, article.attachments, strict=False)
    )


def _share(edition: Edition, article: Article) -> Share:
    url = edition.absolute(article.url)
    query = urlencode({"url": url, "title": article.manuscript.front.title})
    return Share(url, f"https://service.weibo.com/share/share.php?{query}", edition.asset_url(qr_path(url)))


def qr_path(url: str) -> str:
    return f"media/qr-{digest(url)[:16]}.svg"


def _items(edition: Edition, article: Article) -> tuple[CatalogueItem, ...]:
    entries = [edition.site.catalogue[identifier] for identifier in article.manuscript.front.disclosure]
    return tuple(CatalogueItem(e.item.id, edition.say(e.item.item), edition.say(e.catalogue.title)) for e in entries)


def _notice_link(edition: Edition, url: str | None) -> Link | None:
    article = edition.by_url.get(url) if url else None
    return Link(article.manuscript.front.title, edition.url(article.url)) if article else None


def _siblings(edition: Edition, index: SiteIndex, article: Article) -> tuple[MenuItem, ...]:
    if article.section is None:
        return ()
    return tuple(
        MenuItem(other.url, other.manuscript.front.title, edition.url(other.url))
        for other in (edition.articles[p] for p in sorted(index.sections[article.section], reverse=True))
    )
