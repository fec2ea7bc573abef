"""Catalogue items as pages show them: what a row says of one, and each item's own page with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.duties import duties
from xinglin.disclosure.duty import Duty, DutyState
from xinglin.disclosure.values import Validity
from xinglin.disclosure.wording import (
    CHANNELS,
    MODES,
    RANGES,
    WITHDRAWALS,
    channel_words,
    display_words,
    limit_words,
    timing_words,
)
from xinglin.press.contexts import Link
from xinglin.press.disclosure_contexts import EntryRow, GoneEntry, ItemRow
from xinglin.press.disclosure_index import (
    Account,
    DisclosureIndex,
    Gone,
    catalogue_path,
    item_path,
    last_day,
    owner_path,
    validity,
)
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.site import Site

HISTORY_SIZE = 50


class ItemFacts(NamedTuple):
    """What a row says of an item; words are Simplified, and the job names them."""

    id: str
    title: str
    elements: tuple[str, ...]
    range: str
    range_words: str
    group: str
    timing: str
    limit: str
    department: tuple[str, str] | None
    """(id, name)."""
    last_on: date | None
    has_row: bool
    """Whether the next of the job's rows is its last entry."""
    last_where: str
    """The channel of that day's publication, where it was none of a site's."""
    total: int
    is_current: bool
    lateness: str
    due: date | None

    @property
    def words(self) -> tuple[str, ...]:
        named = self.department[1] if self.department else ""
        return (self.title, *self.elements, self.range_words, self.timing, self.limit, self.last_where, named)


def shows_lateness(site: Site) -> bool:
    """Readers of this edition see what is late."""
    return site.configuration.disclosure_lateness in {"public", site.audience}


def overdue(site: Site) -> Mapping[str, Duty]:
    """Item → its most pressing duty that is not done; empty where the site does not show lateness."""
    found: dict[str, Duty] = {}
    if shows_lateness(site):
        report = duties(site.catalogues, site.entries, site.calendar, site.now)
        for state in (DutyState.OWED, DutyState.SOON, DutyState.LATE):
            for duty in report.of(state):
                known = found.get(duty.item)
                if known is None or known.state is not state or (duty.due or date.max) < (known.due or date.max):
                    found[duty.item] = duty
    return found


def item_facts(site: Site, account: Account, pressing: Mapping[str, Duty]) -> ItemFacts:
    item = account.listing.item
    duty = pressing.get(item.id) if account.is_current else None
    return ItemFacts(
        id=item.id,
        title=item.item,
        elements=item.content,
        range=item.range.value,
        range_words=RANGES[item.range],
        group=item.group,
        timing=timing_words(item),
        limit=limit_words(account.listing),
        department=(item.department, site.organisations.name_of(item.department)) if item.department else None,
        last_on=account.last_on,
        has_row=account.last is not None,
        last_where=CHANNELS[account.last_channel] if account.last_channel and account.last is None else "",
        total=len(account.positions),
        is_current=account.is_current,
        lateness=duty.state.value if duty else "",
        due=duty.due if duty else None,
    )


def last_rows(accounts: Iterable[Account]) -> tuple[int, ...]:
    """The rows a job with these items names, in their order."""
    return tuple(account.last for account in accounts if account.last is not None)


def item_rows(slice_: Slice, root: str, items: Iterable[ItemFacts], rows: Sequence[int]) -> tuple[ItemRow, ...]:
    """Items in this variant's words.

    Args:
        rows: of the job, those :func:`last_rows` gave.
    """
    left = iter(rows)
    edition, say = slice_.edition, slice_.say

    def shown(facts: ItemFacts) -> ItemRow:
        department = facts.department
        return ItemRow(
            id=facts.id,
            title=say(facts.title),
            url=edition.url(item_path(root, facts.id)),
            elements=tuple(map(say, facts.elements)),
            range=facts.range,
            range_words=say(facts.range_words),
            timing=say(facts.timing),
            limit=say(facts.limit),
            department=Link(say(department[1]), edition.url(owner_path(root, department[0]))) if department else None,
            last_on=facts.last_on,
            last=slice_.row(next(left)) if facts.has_row else None,
            last_where=say(facts.last_where),
            count=facts.total,
            is_current=facts.is_current,
            lateness=facts.lateness,
            due=facts.due,
        )

    return tuple(shown(facts) for facts in items)


# ---- entries


class EntryFacts(NamedTuple):
    items: tuple[tuple[str, str], ...]
    """(id, title)."""
    department: str
    formed: date | None
    updated: date | None
    validity: Validity

    @property
    def words(self) -> tuple[str, ...]:
        return (self.department, *(title for _, title in self.items))


def entry_facts(site: Site, index: DisclosureIndex, departments: Sequence[Any], position: int) -> EntryFacts:
    """
    Args:
        departments: of every article, by position (:class:`xinglin.press.index.SiteIndex`).
    """
    article = site.articles[position]
    unit, updated = departments[position], last_day(article)
    titles = tuple((name, index.accounts[name].listing.item.item) for name in index.items_of[position])
    return EntryFacts(
        items=titles,
        department=unit.name if unit else "",
        formed=article.manuscript.front.formed,
        updated=updated if updated > article.date.astimezone(TIMEZONE).date() else None,
        validity=validity(article, site),
    )


def entry_rows(slice_: Slice, root: str, rows: Sequence[int], facts: Iterable[EntryFacts]) -> tuple[EntryRow, ...]:
    edition = slice_.edition
    return tuple(
        EntryRow(
            row=slice_.row(position),
            items=tuple(Link(slice_.say(title), edition.url(item_path(root, name))) for name, title in own.items),
            department=slice_.say(own.department),
            formed=own.formed,
            updated=own.updated,
            validity=own.validity.value,
        )
        for position, own in zip(rows, facts, strict=True)
    )


# ---- an item's page


@dataclass(frozen=True, slots=True)
class _PageFacts:
    root: str
    item: ItemFacts
    catalogue: tuple[str, str]
    """(id, title)."""
    category: tuple[str, str] | None
    more: tuple[tuple[str, str], ...]
    """(label, words) of everything else the catalogue says."""
    place: Place
    entries: tuple[EntryFacts, ...]
    gone: tuple[Gone, ...]


def item_jobs(
    site: Site, index: DisclosureIndex, departments: Sequence[Any], pressing: Mapping[str, Duty]
) -> Iterator[PrintJob]:
    """A page for each item any version listed: what is not in force any more keeps its address."""
    for account in index.accounts.values():
        item, listing = item_facts(site, account, pressing), account.listing
        own = listing.category
        for leaf in leaves(item_path(index.root, item.id), account.positions, HISTORY_SIZE):
            entries = tuple(entry_facts(site, index, departments, position) for position in leaf.positions)
            facts = _PageFacts(
                root=index.root,
                item=item,
                catalogue=(listing.catalogue.id, listing.catalogue.title),
                category=(own.id, own.name) if own else None,
                more=_more(account),
                place=leaf.place,
                entries=entries,
                gone=tuple(account.gone) if leaf.place.number == 1 else (),
            )
            words = (
                *item.words, facts.catalogue[1], own.name if own else "", *(words for _, words in facts.more),
                *(word for entry in entries for word in entry.words),
            )  # fmt: skip
            yield PrintJob(
                path=leaf.path,
                maker="disclosure_item",
                template="disclosure_item.html",
                rows=(*last_rows([account]), *leaf.positions),
                sections=sections_of(site, index.root),
                words=words,
                facts=facts,
            )


def _more(account: Account) -> tuple[tuple[str, str], ...]:
    item, catalogue = account.listing.item, account.listing.catalogue
    limit = account.listing.limit
    source, verified = catalogue.source(limit) if limit else ("", True)
    if source and not verified:
        source += "（待核对）"
    feedback = item.feedback
    answer = f"{feedback.days}个工作日内答复" if feedback and feedback.days else ""
    found = {
        "公开依据": item.basis or (account.listing.category.basis if account.listing.category else ""),
        "公开对象": item.group,
        "公开方式": MODES[item.mode],
        "公开渠道": channel_words(item),
        "时限依据": source,
        "公示期": display_words(item),
        "保存期": item.keep.length.span if item.keep else "",
        "意见反馈": "，".join(part for part in (feedback.phone if feedback else "", answer) if part),
        "说明": item.note,
    }
    return tuple((label, words) for label, words in found.items() if words)


def item_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_item.html."""
    edition, job = slice_.edition, slice_.job
    facts: _PageFacts = job.facts
    count = len(facts.entries)
    rows, listed = job.rows[: len(job.rows) - count], job.rows[len(job.rows) - count :]
    (item,) = item_rows(slice_, facts.root, (facts.item,), rows)
    name, title = facts.catalogue
    catalogue = Link(slice_.say(title), edition.url(catalogue_path(facts.root, name)))
    category = None
    if facts.category:
        path = catalogue_path(facts.root, name, facts.category[0])
        category = Link(slice_.say(facts.category[1]), edition.url(path))
    return {
        "page": disclosure_head(
            edition,
            facts.root,
            template="disclosure_item.html",
            path=slice_.path,
            title=item.title,
            description=f"{item.title}：{item.range_words}，{item.timing}，{item.limit}",
            breadcrumb=(root_link(edition, facts.root), catalogue),
        ),
        "item": item,
        "catalogue": catalogue,
        "category": category,
        "more": tuple((edition.say(label), slice_.say(words)) for label, words in facts.more),
        "entries": entry_rows(slice_, facts.root, listed, facts.entries),
        "gone": tuple(
            GoneEntry(edition.url(gone.url), gone.withdrawn_on, edition.say(WITHDRAWALS[gone.reason]))
            for gone in facts.gone
        ),
        "pagination": pagination(edition, facts.place),
    }
