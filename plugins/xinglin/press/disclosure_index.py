"""The disclosure site's books: which articles serve which item, and where each of its pages is.

Only what this edition's audience may see is in them. Of an item whose entries it may not see there is at most the day of the
last one, and only where the catalogue lets the item be named at all; of what is for particular people not even that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from xinglin.core.clock import TIMEZONE
from xinglin.core.configuration import SiteConfiguration
from xinglin.disclosure.catalogue import Catalogue
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.states import Audience, State
from xinglin.disclosure.values import Channel, Validity, validity_of
from xinglin.disclosure.versions import Catalogues, Listing
from xinglin.manuscript.values import Range, WithdrawalReason
from xinglin.press.site import Article, Site
from xinglin.sections.tree import SectionTree

_OF_AUDIENCE: Mapping[Audience, frozenset[Range]] = {
    "public": frozenset({Range.SOCIETY}),
    "intranet": frozenset({Range.SOCIETY, Range.PARTY, Range.UNIT}),
}


@dataclass(frozen=True, slots=True)
class Gone:
    """A withdrawn entry: what its tombstone says."""

    url: str
    withdrawn_on: date | None
    reason: WithdrawalReason


@dataclass(slots=True)
class Account:
    """One item and what served it."""

    listing: Listing
    """As its catalogue lists it now, or listed it last."""
    is_current: bool
    positions: list[int] = field(default_factory=list)
    """Articles, newest first."""
    gone: list[Gone] = field(default_factory=list)
    last_on: date | None = None
    """Day of the newest entry or of its newest edition."""
    last: int | None = None
    """Its position; None where the audience may not see it."""
    last_channel: Channel | None = None
    """Where that was, if there is no article of it."""


@dataclass(slots=True)
class DisclosureIndex:
    root: str
    """Path of the disclosure site, with trailing slash."""
    catalogues: tuple[Catalogue, ...] = ()
    """The versions in force."""
    accounts: dict[str, Account] = field(default_factory=dict)
    """By item id, in the order of the catalogues; items of former versions last."""
    positions: list[int] = field(default_factory=list)
    """Every article that serves an item shown here, newest first."""
    items_of: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Article → the items shown here that it serves."""

    def items(self, catalogue: Catalogue, category: str | None = None) -> list[Account]:
        """Accounts of a catalogue's items, or of one of its categories."""
        own = (i.id for i in catalogue.items if category is None or i.category == category)
        return [self.accounts[identifier] for identifier in own if identifier in self.accounts]

    def departments(self) -> dict[str, list[Account]]:
        """Id of the responsible department → its items in force, in the order of the catalogues."""
        found: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts.values():
            if account.is_current and account.listing.item.department:
                found[account.listing.item.department].append(account)
        return dict(found)

    def of_accounts(self, accounts: list[Account]) -> list[int]:
        """Articles that serve any of them, newest first."""
        return sorted({position for account in accounts for position in account.positions})


def has_disclosure(site: Site) -> bool:
    """Whether this site has a disclosure site: it has a catalogue."""
    return bool(site.catalogues)


def disclosure_root(site: Site) -> str:
    """Its address: the disclosure section's, else ``disclosure/``."""
    return _root(site.configuration, site.tree)


def _root(configuration: SiteConfiguration, tree: SectionTree) -> str:
    named = configuration.disclosure_section
    return tree.sections[named].url if named in tree.sections else "disclosure/"


def linkable(
    catalogues: Catalogues, configuration: SiteConfiguration, tree: SectionTree, audience: Audience, now: datetime
) -> Iterator[str]:
    """Pages of the disclosure site an author may link to, before anything is assembled: not those of single years."""
    if not catalogues:
        return
    root, today = _root(configuration, tree), now.astimezone(TIMEZONE).date()
    yield from (root, guide_path(root), entries_path(root))
    for catalogue in catalogues.in_force(today):
        yield catalogue_path(root, catalogue.id)
    for listings in catalogues.listings.values():
        past = [listing for listing in listings if listing.catalogue.since <= today]
        if past and (past[-1].item.listed or past[-1].item.range in _OF_AUDIENCE[audience]):
            yield item_path(root, past[-1].item.id)


def build_disclosure(site: Site) -> DisclosureIndex:
    """Open the books of a site that has a catalogue."""
    today = site.now.astimezone(TIMEZONE).date()
    index = DisclosureIndex(disclosure_root(site), site.catalogues.in_force(today))
    for listing, is_current in _listings(site, today):
        if _is_named(site, listing):
            index.accounts[listing.item.id] = Account(listing, is_current)
    _enter_articles(site, index)
    _enter_unseen(site, index)
    return index


def disclosure_addresses(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """Pages for the sitemap that are no slices of others, with the day of the newest entry."""
    index = build_disclosure(site)
    if disclosure_root(site) not in {section.url for section in site.tree.sections.values()}:
        yield index.root, None
    yield from ((path, None) for path in (guide_path(index.root), entries_path(index.root)))
    for catalogue in index.catalogues:
        yield catalogue_path(index.root, catalogue.id), None
    for account in index.accounts.values():
        day = account.last_on
        yield (
            item_path(index.root, account.listing.item.id),
            datetime.combine(day, time(), TIMEZONE) if day and account.last is not None else None,
        )


def _listings(site: Site, today: date) -> Iterator[tuple[Listing, bool]]:
    """Each item once, as listed now or last. An item not yet in force is not listed."""
    current = {listing.item.id: listing for listing in site.catalogues.current(today)}
    yield from ((listing, True) for listing in current.values())
    for identifier, listings in site.catalogues.listings.items():
        past = [listing for listing in listings if listing.catalogue.since <= today]
        if past and identifier not in current:
            yield past[-1], False


def _is_named(site: Site, listing: Listing) -> bool:
    return listing.item.listed or listing.item.range in _OF_AUDIENCE[site.audience]


def _enter_articles(site: Site, index: DisclosureIndex) -> None:
    for position, article in enumerate(site.articles):
        named = article.manuscript.front.disclosure
        if not named or article.state is not State.PUBLISHED:
            continue
        served = tuple(identifier for identifier in dict.fromkeys(named) if identifier in index.accounts)
        if not served:
            continue
        index.positions.append(position)
        index.items_of[position] = served
        for identifier in served:
            account = index.accounts[identifier]
            account.positions.append(position)
            day = last_day(article)
            if account.last_on is None or day > account.last_on:
                account.last_on, account.last = day, position


def _enter_unseen(site: Site, index: DisclosureIndex) -> None:
    """Withdrawn entries, and the days of entries for a narrower circle than this audience."""
    seen = _OF_AUDIENCE[site.audience]
    for entry in site.entries:
        for identifier in entry.items:
            account = index.accounts.get(identifier)
            if account is None:
                continue
            if entry.channel is not None:
                _enter_day(account, entry, site.now)
            elif entry.range in seen:
                standing = site.standings.get(entry.path)
                if standing and standing.state is State.WITHDRAWN and standing.url and not standing.left_out:
                    account.gone.append(Gone(standing.url, entry.withdrawn_on, entry.withdrawn_for))
            # that it was disclosed to those it is for, and when, is what the catalogue promises to all
            elif account.listing.item.range in {Range.PARTY, Range.UNIT}:
                _enter_day(account, entry, site.now)


def _enter_day(account: Account, entry: Entry, now: datetime) -> None:
    """That it was out, and when; not for particular people."""
    if entry.range is Range.GROUP or account.listing.item.range is Range.GROUP or not entry.is_out(now):
        return
    if account.last_on is None or entry.last_day > account.last_on:
        account.last_on, account.last = entry.last_day, None
        account.last_channel = entry.channel


def last_day(article: Article) -> date:
    """Day of its newest edition."""
    front = article.manuscript.front
    return max(front.date, front.modified or front.date).astimezone(TIMEZONE).date()


def validity(article: Article, site: Site) -> Validity:
    """Its validity today: what has run out is expired, whatever its author wrote."""
    front = article.manuscript.front
    own = validity_of(front.validity)
    is_over = front.expires is not None and front.expires < site.now
    return Validity.EXPIRED if is_over and own in {Validity.VALID, Validity.AMENDED} else own


# ---- addresses, below the root


def catalogue_path(root: str, catalogue: str, category: str = "") -> str:
    return f"{root}catalogue/{catalogue}/{category}/" if category else f"{root}catalogue/{catalogue}/"


def item_path(root: str, item: str) -> str:
    return f"{root}items/{item}/"


def owner_path(root: str, department: str) -> str:
    return f"{root}departments/{department}/"


def year_path(root: str, year: int) -> str:
    return f"{root}years/{year}/"


def validity_path(root: str, code: Validity) -> str:
    return f"{root}validity/{code.value}/"


def entries_path(root: str) -> str:
    return f"{root}entries/"


def guide_path(root: str) -> str:
    return f"{root}guide/"


def feedback_path(root: str) -> str:
    return f"{root}feedback/"


def report_path(root: str, year: int) -> str:
    return f"{root}reports/{year}/"


def file_path(root: str, name: str) -> str:
    """``catalogue.csv``, ``entries.json``, ``feed.xml``…"""
    return f"{root}{name}"
