"""The disclosure site's front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xinglin.disclosure.responses import Office
from xinglin.disclosure.values import Validity
from xinglin.press.contexts import Link
from xinglin.press.disclosure_entries import entry_facets, shown_facets
from xinglin.press.disclosure_feedback import feedback_job
from xinglin.press.disclosure_guide import guide_job
from xinglin.press.disclosure_index import (
    DisclosureIndex,
    entries_path,
    feedback_path,
    file_path,
    guide_path,
    report_path,
    validity,
)
from xinglin.press.disclosure_items import EntryFacts, entry_facts, entry_rows
from xinglin.press.disclosure_report import report_years
from xinglin.press.disclosure_root import disclosure_head, root_title, sections_of
from xinglin.press.disclosure_shared import Card, card, has_feedback, office_words, shown_cards, shown_office
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.list_pages import group_positions, row_group, section_positions
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.registers import registers_of
from xinglin.press.site import Site

LATEST = 8


@dataclass(frozen=True, slots=True)
class _FrontFacts:
    root: str
    cards: tuple[Card, ...]
    latest: tuple[EntryFacts, ...]
    facets: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    registers: tuple[tuple[str, str], ...]
    reports: tuple[int, ...]
    groups: tuple[tuple[str, int], ...]
    """Section below, how many of its rows."""
    own: int
    """How many rows of the section itself; they come last."""
    place: Place
    office: Office


def front_jobs(site: Site, index: SiteIndex, disclosure: DisclosureIndex) -> Iterator[PrintJob]:
    """Front page, guide, feedback."""
    root = disclosure.root
    cards = tuple(card(site, disclosure, catalogue) for catalogue in disclosure.catalogues)
    yield _front_job(site, index, disclosure, cards)
    yield guide_job(site, disclosure, cards)
    if has_feedback(site):
        yield feedback_job(site, disclosure, root)


def _front_job(site: Site, index: SiteIndex, disclosure: DisclosureIndex, cards: tuple[Card, ...]) -> PrintJob:
    root = disclosure.root
    own_section = next(iter(sections_of(site, root)), None)
    latest = disclosure.positions[:LATEST]
    groups: dict[str, tuple[int, ...]] = {}
    leaf = next(iter(leaves(root, (), 1)))
    if own_section:
        section = site.tree.sections[own_section]
        groups = {child: found for child in section.children if (found := group_positions(site, index, child))}
        leaf = next(iter(leaves(root, section_positions(site, index, own_section), section.page_size)))
    years = tuple(dict.fromkeys(site.articles[p].date.year for p in disclosure.positions))
    present = {validity(site.articles[position], site) for position in disclosure.positions}
    facts = _FrontFacts(
        root=root,
        cards=cards,
        latest=tuple(entry_facts(site, disclosure, index.department_of, position) for position in latest),
        facets=entry_facets(site, disclosure, years, [code for code in Validity if code in present]),
        registers=tuple((register.title, register.path) for register in registers_of(site, index)),
        reports=report_years(site, disclosure),
        groups=tuple((child, len(positions)) for child, positions in groups.items()),
        own=len(leaf.positions),
        place=leaf.place,
        office=site.responses.feedback.office,
    )
    words = (
        *(word for card in cards for word in card.words), *(word for entry in facts.latest for word in entry.words),
        *(title for _, choices in facts.facets for title, _ in choices), *office_words(facts.office),
    )  # fmt: skip
    return PrintJob(
        path=f"{root}index.html",
        maker="disclosure_front",
        template="disclosure_front.html",
        rows=(*latest, *(position for positions in groups.values() for position in positions), *leaf.positions),
        sections=(*sections_of(site, root), *groups),
        words=words,
        facts=facts,
    )


def disclosure_front_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_front.html."""
    edition = slice_.edition
    facts: _FrontFacts = slice_.job.facts
    root, rows = facts.root, slice_.job.rows
    start = len(facts.latest)
    groups = []
    for child, count in facts.groups:
        groups.append(row_group(slice_, child, rows[start : start + count]))
        start += count
    return {
        "page": disclosure_head(
            edition, root, template="disclosure_front.html", path=slice_.path, title=root_title(edition, root)
        ),
        "catalogues": shown_cards(slice_, facts.cards),
        "latest": entry_rows(slice_, root, rows[: len(facts.latest)], facts.latest),
        "facets": shown_facets(slice_, facts.facets),
        "groups": tuple(groups),
        "rows": slice_.rows(rows[start:]),
        "pagination": pagination(edition, facts.place),
        "links": _links(slice_, facts),
        "registers": tuple(Link(edition.say(title), edition.url(path)) for title, path in facts.registers),
        "office": shown_office(slice_, facts.office),
        "entries_url": edition.url(entries_path(root)),
        "feed_url": edition.url(file_path(root, "feed.xml")),
    }


def _links(slice_: Slice, facts: _FrontFacts) -> tuple[Link, ...]:
    edition, site = slice_.edition, slice_.edition.site
    found = [("公开指南", guide_path(facts.root)), ("全部公开内容", entries_path(facts.root))]
    if has_feedback(site):
        found.append(("意见反馈与答复", feedback_path(facts.root)))
    found += [(f"{year}年度报告（草稿）", report_path(facts.root, year)) for year in facts.reports]
    return tuple(Link(edition.say(title), edition.url(path)) for title, path in found)
