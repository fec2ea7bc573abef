"""Catalogue pages: every item with its duty and its last entry; the same of one category, and of one department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.catalogue import Catalogue
from xinglin.disclosure.duty import Duty
from xinglin.disclosure.version_differences import difference
from xinglin.press.contexts import Link
from xinglin.press.disclosure_contexts import CatalogueHead, ItemGroup, VersionNote
from xinglin.press.disclosure_index import (
    Account,
    DisclosureIndex,
    catalogue_path,
    entries_path,
    file_path,
    owner_path,
)
from xinglin.press.disclosure_items import (
    EntryFacts,
    ItemFacts,
    entry_facts,
    entry_rows,
    item_facts,
    item_rows,
    last_rows,
)
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.register_contexts import Choice, Facet
from xinglin.press.site import Site

ENTRIES_SIZE = 50


class _Group(NamedTuple):
    title: str
    path: str
    basis: str
    items: tuple[ItemFacts, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return (self.title, self.basis, *(word for item in self.items for word in item.words))


class _Head(NamedTuple):
    organisation: str
    version: str
    effective: date | None
    basis: tuple[str, ...]
    approved: str
    filed: str
    upcoming: tuple[str, date] | None

    @property
    def words(self) -> tuple[str, ...]:
        return (self.organisation, *self.basis, self.approved, self.filed)


class _Note(NamedTuple):
    version: str
    effective: date | None
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.added, *self.dropped, *self.changed)


@dataclass(frozen=True, slots=True)
class _Facts:
    root: str
    title: str
    """Of the catalogue, the category or the department."""
    parent: tuple[str, str] | None
    """(title, path) of a category's catalogue."""
    head: _Head | None
    groups: tuple[_Group, ...]
    facets: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
    notes: tuple[_Note, ...]
    entries: tuple[EntryFacts, ...] = ()
    """Of a category or a department: what was disclosed, page by page; the items stand on the first."""
    place: Place | None = None

    @property
    def words(self) -> tuple[str, ...]:
        parts = (self.head, *self.groups, *self.notes, *self.entries)
        choices = tuple(title for _, choices in self.facets for title, _, _ in choices)
        own = (self.title, self.parent[0] if self.parent else "", *choices)
        return (*own, *(word for part in parts if part for word in part.words))


def catalogue_jobs(
    site: Site, index: DisclosureIndex, departments: Sequence[Any], pressing: Mapping[str, Duty]
) -> Iterator[PrintJob]:
    """A page for each catalogue in force, each of its categories, and each department that owes something."""
    for catalogue in index.catalogues:
        groups = _groups(site, index, catalogue, pressing)
        facts = _Facts(
            root=index.root,
            title=catalogue.title,
            parent=None,
            head=_head(site, catalogue),
            groups=groups,
            facets=_facets(site, index, catalogue, groups),
            notes=tuple(_notes(site, index, catalogue)),
        )
        yield _job(site, f"{catalogue_path(index.root, catalogue.id)}index.html", facts, index.items(catalogue))
        own = (catalogue.title, catalogue_path(index.root, catalogue.id))
        for category in catalogue.categories:
            accounts = index.items(catalogue, category.id)
            if accounts:
                path = catalogue_path(index.root, catalogue.id, category.id)
                group = _Group("", "", category.basis, tuple(item_facts(site, a, pressing) for a in accounts))
                facts = _Facts(index.root, category.name, own, None, (group,), (), ())
                yield from _page_by_page(site, index, departments, path, facts, accounts)
    for department, accounts in index.departments().items():
        group = _Group("", "", "", tuple(item_facts(site, account, pressing) for account in accounts))
        facts = _Facts(index.root, site.organisations.name_of(department), None, None, (group,), (), ())
        yield from _page_by_page(site, index, departments, owner_path(index.root, department), facts, accounts)


def _page_by_page(
    site: Site, index: DisclosureIndex, departments: Sequence[Any], base: str, facts: _Facts, accounts: list[Account]
) -> Iterator[PrintJob]:
    """Items on the first page, entries on all of them."""
    for leaf in leaves(base, index.of_accounts(accounts), ENTRIES_SIZE):
        entries = tuple(entry_facts(site, index, departments, position) for position in leaf.positions)
        is_first = leaf.place.number == 1
        own = replace(facts, entries=entries, place=leaf.place, groups=facts.groups if is_first else ())
        yield _job(site, leaf.path, own, accounts if is_first else (), leaf.positions)


def _job(site: Site, path: str, facts: _Facts, accounts: Sequence[Account], listed: tuple[int, ...] = ()) -> PrintJob:
    return PrintJob(
        path=path,
        maker="disclosure_catalogue",
        template="disclosure_catalogue.html",
        rows=(*last_rows(accounts), *listed),
        sections=sections_of(site, facts.root),
        words=facts.words,
        facts=facts,
    )


def _groups(
    site: Site, index: DisclosureIndex, catalogue: Catalogue, pressing: Mapping[str, Duty]
) -> tuple[_Group, ...]:
    """By category, in the order of the items' first ones; items without a category stand under no title."""
    categories = {category.id: category for category in catalogue.categories}
    found: list[_Group] = []
    for name in dict.fromkeys(item.category for item in catalogue.items):
        accounts = index.items(catalogue, name)
        items = tuple(item_facts(site, account, pressing) for account in accounts)
        if items and name in categories:
            path = catalogue_path(index.root, catalogue.id, name)
            found.append(_Group(categories[name].name, path, categories[name].basis, items))
        elif items:
            found.append(_Group("", "", "", items))
    return tuple(found)


def _head(site: Site, catalogue: Catalogue) -> _Head:
    approved, filed = catalogue.approved, catalogue.filed_with
    after = site.catalogues.until(catalogue)
    upcoming = site.catalogues.version_of(catalogue.id, after) if after else None
    return _Head(
        organisation=organisation_of(site, catalogue),
        version=catalogue.version,
        effective=catalogue.effective,
        basis=catalogue.basis,
        approved=f"{approved.body}，{_day(approved.on)}{approved.record and f'（{approved.record}）'}"
        if approved
        else "",
        filed=f"{filed.organisation}，{_day(filed.on)}" if filed else "",
        upcoming=(upcoming.version, after) if upcoming and after else None,
    )


def organisation_of(site: Site, catalogue: Catalogue) -> str:
    """In whose name a catalogue discloses: the named body, else the hospital."""
    named = catalogue.organisation
    return site.organisations.name_of(named) if named else site.configuration.name


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _facets(
    site: Site, index: DisclosureIndex, catalogue: Catalogue, groups: Sequence[_Group]
) -> tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]:
    categories = tuple((group.title, group.path, len(group.items)) for group in groups if group.path)
    counts: dict[str, int] = {}
    for account in index.items(catalogue):
        department = account.listing.item.department
        if department:
            counts[department] = counts.get(department, 0) + 1
    owners = tuple((site.organisations.name_of(d), owner_path(index.root, d), n) for d, n in counts.items())
    return tuple((label, choices) for label, choices in (("类别", categories), ("责任部门", owners)) if choices)


def _notes(site: Site, index: DisclosureIndex, catalogue: Catalogue) -> Iterator[_Note]:
    """What this version and earlier ones changed, newest first; only items this edition may name."""
    today = site.now.astimezone(TIMEZONE).date()
    versions = [version for version in site.catalogues.by_id[catalogue.id] if version.since <= today]
    for before, after in reversed(list(pairwise(versions))):
        changes = difference(before, after)

        def names(items: Sequence[Any]) -> tuple[str, ...]:
            return tuple(item.item for item in items if item.id in index.accounts)

        yield _Note(
            after.version, after.effective, names(changes.added), names(changes.dropped), names(changes.changed)
        )


def catalogue_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_catalogue.html."""
    edition, say = slice_.edition, slice_.say
    facts: _Facts = slice_.job.facts
    back = [root_link(edition, facts.root)]
    if facts.parent:
        back.append(Link(say(facts.parent[0]), edition.url(facts.parent[1])))
    head = facts.head
    count = len(facts.entries)
    rows = slice_.job.rows
    left, listed = rows[: len(rows) - count], rows[len(rows) - count :]
    groups = []
    for group in facts.groups:
        count = sum(item.has_row for item in group.items)
        own, left = left[:count], left[count:]
        items = item_rows(slice_, facts.root, group.items, own)
        groups.append(
            ItemGroup(say(group.title), edition.url(group.path) if group.path else "", say(group.basis), items)
        )
    return {
        "page": disclosure_head(
            edition,
            facts.root,
            template="disclosure_catalogue.html",
            path=slice_.path,
            title=say(facts.title),
            breadcrumb=back,
        ),
        "head": CatalogueHead(
            say(head.organisation), head.version, head.effective, tuple(map(say, head.basis)), say(head.approved),
            say(head.filed), head.upcoming,
        ) if head else None,
        "groups": tuple(groups),
        "facets": tuple(
            Facet(edition.say(label), tuple(Choice(say(t), edition.url(path), count) for t, path, count in choices))
            for label, choices in facts.facets
        ),
        "notes": tuple(
            VersionNote(
                n.version, n.effective, tuple(map(say, n.added)), tuple(map(say, n.dropped)), tuple(map(say, n.changed))
            )
            for n in facts.notes
        ),
        "files": (
            Link(edition.say("目录（CSV）"), edition.url(file_path(facts.root, "catalogue.csv"))),
            Link(edition.say("目录（JSON）"), edition.url(file_path(facts.root, "catalogue.json"))),
        ) if head else (),
        "entries": entry_rows(slice_, facts.root, listed, facts.entries),
        "pagination": pagination(edition, facts.place) if facts.place else None,
        "entries_url": edition.url(entries_path(facts.root)),
    }  # fmt: skip
