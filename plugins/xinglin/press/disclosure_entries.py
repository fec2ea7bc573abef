"""Lists of what was disclosed: all of it, by year, and by validity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xinglin.disclosure.values import Validity
from xinglin.disclosure.wording import VALIDITIES
from xinglin.press.contexts import Link
from xinglin.press.disclosure_index import (
    DisclosureIndex,
    catalogue_path,
    entries_path,
    file_path,
    owner_path,
    validity,
    validity_path,
    year_path,
)
from xinglin.press.disclosure_items import EntryFacts, entry_facts, entry_rows
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.register_contexts import Choice, Facet
from xinglin.press.site import Site

PAGE_SIZE = 50
_ALL = "全部公开内容"

_Facets = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    root: str
    title: str
    place: Place
    entries: tuple[EntryFacts, ...]
    facets: _Facets
    """(label, (title, path)…)."""


def entry_jobs(site: Site, index: DisclosureIndex, departments: Sequence[Any]) -> Iterator[PrintJob]:
    """All entries, newest first, and each slice of them."""
    years: dict[int, list[int]] = {}
    validities: dict[Validity, list[int]] = {code: [] for code in Validity}
    for position in index.positions:
        article = site.articles[position]
        years.setdefault(article.date.year, []).append(position)
        validities[validity(article, site)].append(position)
    slices = [(year_path(index.root, year), f"{year}年", positions) for year, positions in years.items()]
    facets = entry_facets(site, index, tuple(years), [code for code, own in validities.items() if own])
    known = {position: entry_facts(site, index, departments, position) for position in index.positions}
    slices += [(validity_path(index.root, c), VALIDITIES[c], own) for c, own in validities.items() if own]
    for base, title, positions in ((entries_path(index.root), _ALL, index.positions), *slices):
        for leaf in leaves(base, positions, PAGE_SIZE):
            entries = tuple(known[position] for position in leaf.positions)
            names = tuple(name for _, choices in facets for name, _ in choices)
            yield PrintJob(
                path=leaf.path,
                maker="disclosure_entries",
                template="disclosure_entries.html",
                rows=leaf.positions,
                sections=sections_of(site, index.root),
                words=(title, *names, *(word for entry in entries for word in entry.words)),
                facts=_Facts(index.root, title, leaf.place, entries, facets),
            )


def entry_facets(site: Site, index: DisclosureIndex, years: Sequence[int], codes: Sequence[Validity]) -> _Facets:
    """The ways to look through the entries; no counts, or each new entry would print all slices."""
    root = index.root
    owners = tuple((site.organisations.name_of(name), owner_path(root, name)) for name in index.departments())
    found = (
        ("目录", tuple((catalogue.title, catalogue_path(root, catalogue.id)) for catalogue in index.catalogues)),
        ("责任部门", owners),
        ("年份", tuple((f"{year}年", year_path(root, year)) for year in years)),
        ("效力", tuple((VALIDITIES[code], validity_path(root, code)) for code in codes)),
    )
    return tuple((label, choices) for label, choices in found if choices)


def shown_facets(slice_: Slice, facets: _Facets) -> tuple[Facet, ...]:
    edition = slice_.edition
    return tuple(
        Facet(edition.say(label), tuple(Choice(slice_.say(title), edition.url(path)) for title, path in choices))
        for label, choices in facets
    )


def entries_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_entries.html."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    back = [root_link(edition, facts.root)]
    is_all = facts.title == _ALL
    if not is_all:
        back.append(Link(edition.say(_ALL), edition.url(entries_path(facts.root))))
    title = slice_.say(facts.title)
    return {
        "page": disclosure_head(
            edition,
            facts.root,
            template="disclosure_entries.html",
            path=slice_.path,
            title=title if is_all else f"{edition.say('公开内容')}：{title}",
            breadcrumb=back,
        ),
        "entries": entry_rows(slice_, facts.root, slice_.job.rows, facts.entries),
        "facets": shown_facets(slice_, facts.facets),
        "pagination": pagination(edition, facts.place),
        "files": (
            Link(edition.say("公开内容（CSV）"), edition.url(file_path(facts.root, "entries.csv"))),
            Link(edition.say("公开内容（JSON）"), edition.url(file_path(facts.root, "entries.json"))),
        ),
    }
