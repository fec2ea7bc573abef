"""The honour board: every award, by level, year, category, awarding body and holder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xinglin.core.hashing import digest
from xinglin.honours.kind import Honour, HonourList
from xinglin.honours.register import LEVEL_CODES, Award, HonourBoard, category_of, holders_of, honour_board, is_expired
from xinglin.manuscript.script_detection import Script
from xinglin.press.contexts import Link
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.register_contexts import Choice, Facet, HonourRow
from xinglin.press.registers import HONOURS
from xinglin.press.site import Site
from xinglin.variants.views import view

PAGE_SIZE = 50
CATEGORY_WORDS = {"collective": "集体荣誉", "individual": "个人荣誉"}


def board_of(site: Site, index: SiteIndex) -> HonourBoard:
    """Every award of this site's honour lists."""
    simplified = Edition(site, "zh-Hans")
    awards: list[Award] = []
    for position in index.kinds.get("honours", ()):
        front = simplified.article(position).manuscript.front
        assert isinstance(front, HonourList)
        published = front.date.date()
        awards += (Award(position, number, honour, published) for number, honour in enumerate(front.honours))
    return honour_board(awards)


def holder_path(name: str) -> str:
    return f"{HONOURS}holder/{digest(name)[:16]}/"


class ShownHonour(NamedTuple):
    """An award as a page shows it: the honour as its author wrote it, and all that decides how its words convert."""

    row: int
    """Which of the job's rows is the article it stands in."""
    honour: Honour
    category: str
    keys: tuple[str, ...]
    """Simplified names of the holders, in order."""
    is_expired: bool
    day: date
    language: Script
    conversion: tuple[tuple[str, str], ...]
    stamp: str
    """Of the converter's terms that touch the article (:mod:`xinglin.press.term_use`)."""


def shown_honours(site: Site, awards: Iterable[Award]) -> tuple[tuple[int, ...], tuple[ShownHonour, ...]]:
    """(positions of the articles they stand in, the awards)."""
    rows: dict[int, int] = {}
    shown: list[ShownHonour] = []
    for award in awards:
        manuscript = site.articles[award.article].manuscript
        front = manuscript.front
        assert isinstance(front, HonourList)
        shown.append(
            ShownHonour(
                row=rows.setdefault(award.article, len(rows)),
                honour=front.honours[award.number],
                category=category_of(award.honour),
                keys=tuple(holders_of(award.honour)),
                is_expired=is_expired(award.honour, site.now.date()),
                day=award.day,
                language=manuscript.language,
                conversion=tuple(sorted(front.conversion.items())),
                stamp=site.term_use.pages.get(manuscript.path, ""),
            )
        )
    return tuple(rows), tuple(shown)


def honour_rows(slice_: Slice, positions: Sequence[int], shown: Iterable[ShownHonour]) -> tuple[HonourRow, ...]:
    """Awards in this variant's words.

    Args:
        positions: the rows of the job that ``ShownHonour.row`` counts in.
    """
    edition = slice_.edition
    found: list[HonourRow] = []
    for award in shown:
        converter = edition.converter.with_terms(dict(award.conversion))
        honour = view(award.honour, converter, award.language)
        holders = zip(award.keys, holders_of(honour), strict=True)
        found.append(
            HonourRow(
                title=honour.title,
                url=slice_.row(positions[award.row]).url,
                level=honour.level,
                awarded_by=honour.awarded_by,
                date=award.day,
                document=honour.document,
                holders=tuple(Link(name, edition.url(holder_path(key))) for key, name in holders),
                category=award.category,
                expires=honour.expires,
                is_expired=award.is_expired,
            )
        )
    return tuple(found)


class _Cut(NamedTuple):
    """A page of the board: all of it, or one slice."""

    path: str
    label: str
    """What the subject is: 级别, 年份…; empty for the whole board."""
    subject: str


@dataclass(frozen=True, slots=True)
class _Facts:
    cut: _Cut
    place: Place
    shown: tuple[ShownHonour, ...]
    facets: tuple[tuple[str, tuple[tuple[str, str, int | None], ...]], ...]
    """(label, (title, path, count)…); counts and long facets on the board's first page only, or each new award would
    print all slices."""


def honour_jobs(site: Site, board: HonourBoard) -> Iterator[PrintJob]:
    """The board and its slices."""
    levels = [(_Cut(f"{HONOURS}level/{LEVEL_CODES[w]}/", "级别", w), awards) for w, awards in board.levels.items()]
    years = [(_Cut(f"{HONOURS}year/{y}/", "年份", f"{y}年"), awards) for y, awards in board.years.items()]
    categories = [
        (_Cut(f"{HONOURS}category/{code}/", "类别", CATEGORY_WORDS[code]), awards)
        for code, awards in sorted(board.categories.items())
    ]
    bodies = [(_Cut(_body_path(body), "授予单位", body), awards) for body, awards in board.bodies.items()]
    holders = [(_Cut(holder_path(name), "获得者", name), awards) for name, awards in board.holders.items()]
    short = tuple(_facet(cuts, counted=False) for cuts in (levels, years, categories) if cuts)
    long = tuple(_facet(cuts, counted=True) for cuts in (levels, years, categories, bodies, holders) if cuts)
    yield from _cut_jobs(site, _Cut(HONOURS, "", "荣誉榜"), board.awards, short, long)
    for cut, awards in (*levels, *years, *categories, *bodies, *holders):
        yield from _cut_jobs(site, cut, awards, short, short)


def _body_path(name: str) -> str:
    return f"{HONOURS}body/{digest(name)[:16]}/"


_Facet = tuple[str, tuple[tuple[str, str, int | None], ...]]


def _facet(cuts: Sequence[tuple[_Cut, Sequence[Award]]], *, counted: bool) -> _Facet:
    return cuts[0][0].label, tuple((cut.subject, cut.path, len(a) if counted else None) for cut, a in cuts)


def _cut_jobs(
    site: Site, cut: _Cut, awards: Sequence[Award], facets: tuple[_Facet, ...], first: tuple[_Facet, ...]
) -> Iterator[PrintJob]:
    for leaf in leaves(cut.path, range(len(awards)), PAGE_SIZE):
        rows, shown = shown_honours(site, (awards[number] for number in leaf.positions))
        own = first if leaf.place.number == 1 else facets
        yield PrintJob(
            path=leaf.path,
            maker="honour_board",
            template="honour_board.html",
            rows=rows,
            words=(cut.subject, *(word for _, choices in own for word, _, _ in choices)),
            facts=_Facts(cut, leaf.place, shown, own),
        )


def honour_board_context(slice_: Slice) -> dict[str, Any]:
    """The variables of honour_board.html."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    cut = facts.cut
    board = Link(edition.say("荣誉榜"), edition.url(HONOURS))
    title = slice_.say(cut.subject)
    if cut.label:
        title = f"{board.title}：{title}"
    page = page_head(
        edition,
        template="honour_board.html",
        path=slice_.path,
        title=title,
        description=f"{edition.configuration.name} {title}",
        breadcrumb=(board,) if cut.label else (),
    )
    return {
        "page": page,
        "honours": honour_rows(slice_, slice_.job.rows, facts.shown),
        "facets": shown_facets(slice_, facts.facets),
        "pagination": pagination(edition, facts.place),
    }


def shown_facets(slice_: Slice, facets: Iterable[_Facet]) -> tuple[Facet, ...]:
    """Facets in this variant's words; the job must name them."""
    edition = slice_.edition
    return tuple(
        Facet(
            edition.say(label),
            tuple(Choice(slice_.say(title), edition.url(path), count) for title, path, count in choices),
        )
        for label, choices in facets
    )
