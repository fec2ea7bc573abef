"""Catalogues through time: which version is in force on a day, and how it lists an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from xinglin.disclosure.catalogue import Catalogue, Category, Item, Limit
from xinglin.disclosure.values import Start


@dataclass(frozen=True, slots=True)
class Listing:
    """An item as one version of a catalogue lists it."""

    item: Item
    catalogue: Catalogue

    @property
    def category(self) -> Category | None:
        return next((c for c in self.catalogue.categories if c.id == self.item.category), None)

    @property
    def starts_from(self) -> Start:
        """From which event its limit runs: as the item says, else as its catalogue does, else as its timing implies."""
        default = self.catalogue.default_within
        if self.item.within is None and default is not None and default.start is not None:
            return default.start
        return self.item.starts_from

    @property
    def limit(self) -> Limit | None:
        return self.catalogue.limit(self.item)


@dataclass(frozen=True)
class Catalogues:
    """All catalogues of a site in all their versions."""

    versions: tuple[Catalogue, ...] = ()
    """By catalogue id, each catalogue's versions oldest first."""
    places: Mapping[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)
    """(catalogue id, version, item id) → file below content/ and line."""

    def __bool__(self) -> bool:
        return bool(self.versions)

    def __repr__(self) -> str:
        return f"Catalogues({self.versions!r})"

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Catalogue, ...]]:
        """Catalogue id → its versions, oldest first."""
        found: dict[str, tuple[Catalogue, ...]] = {}
        for version in self.versions:
            found[version.id] = (*found.get(version.id, ()), version)
        return found

    @cached_property
    def listings(self) -> Mapping[str, tuple[Listing, ...]]:
        """Item id → how each version that has it lists it, oldest first."""
        found: dict[str, tuple[Listing, ...]] = {}
        for catalogue in self.versions:
            for item in catalogue.items:
                found[item.id] = (*found.get(item.id, ()), Listing(item, catalogue))
        return found

    def in_force(self, day: date) -> tuple[Catalogue, ...]:
        """Of each catalogue the version in force that day."""
        return tuple(version for name in self.by_id if (version := self.version_of(name, day)))

    def version_of(self, catalogue: str, day: date) -> Catalogue | None:
        """The version of one catalogue in force that day; None before its first."""
        return next((v for v in reversed(self.by_id.get(catalogue, ())) if v.since <= day), None)

    def until(self, version: Catalogue) -> date | None:
        """The first day another version is in force instead; None while there is none."""
        later = [other.since for other in self.by_id[version.id] if other.since > version.since]
        return min(later, default=None)

    def listing(self, item: str, day: date) -> Listing | None:
        """The item as listed by the version in force that day.

        For a day before a catalogue's first version that first one answers: what came before was on paper.
        """
        listings = self.listings.get(item, ())
        if not listings:
            return None
        name = listings[0].catalogue.id
        version = self.version_of(name, day) or self.by_id[name][0]
        return next((listing for listing in listings if listing.catalogue is version), None)

    def current(self, day: date) -> Iterator[Listing]:
        """Every item of every version in force that day, in the order of the files."""
        for catalogue in self.in_force(day):
            yield from (Listing(item, catalogue) for item in catalogue.items)
