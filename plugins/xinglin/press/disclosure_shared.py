"""What several pages of the disclosure site show: catalogues in short, and the office that answers for it all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from xinglin.disclosure.responses import Office
from xinglin.press.disclosure_catalogue import organisation_of
from xinglin.press.disclosure_contexts import CatalogueCard
from xinglin.press.disclosure_index import DisclosureIndex, catalogue_path
from xinglin.press.jobs import Slice
from xinglin.press.register_contexts import Choice
from xinglin.press.site import Site


class Card(NamedTuple):
    title: str
    path: str
    version: str
    organisation: str
    items: int
    served: int
    categories: tuple[tuple[str, str, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return (self.title, self.organisation, *(title for title, _, _ in self.categories))


def has_feedback(site: Site) -> bool:
    return bool(
        site.responses.feedback.channels or site.responses.feedback.messages or site.responses.requests.requests
    )


def card(site: Site, index: DisclosureIndex, catalogue: Any) -> Card:
    accounts = index.items(catalogue)
    categories = tuple(
        (category.name, catalogue_path(index.root, catalogue.id, category.id), len(own))
        for category in catalogue.categories
        if (own := index.items(catalogue, category.id))
    )
    return Card(
        title=catalogue.title,
        path=catalogue_path(index.root, catalogue.id),
        version=catalogue.version,
        organisation=organisation_of(site, catalogue),
        items=len(accounts),
        served=sum(account.last_on is not None for account in accounts),
        categories=categories,
    )


def shown_cards(slice_: Slice, cards: Sequence[Card]) -> tuple[CatalogueCard, ...]:
    edition, say = slice_.edition, slice_.say
    return tuple(
        CatalogueCard(
            title=say(card.title),
            url=edition.url(card.path),
            version=card.version,
            organisation=say(card.organisation),
            items=card.items,
            served=card.served,
            categories=tuple(Choice(say(title), edition.url(path), count) for title, path, count in card.categories),
        )
        for card in cards
    )


def office_words(office: Office) -> tuple[str, ...]:
    return (office.name, office.address, office.hours, office.supervisor)


def shown_office(slice_: Slice, office: Office) -> Office:
    """The office in this variant's words; the hospital's own name, address and telephones where the file has none."""
    configuration, say = slice_.edition.configuration, slice_.say
    return office.model_copy(
        update={
            "name": say(office.name) or configuration.maintainer or configuration.name,
            "address": say(office.address) or configuration.address,
            "hours": say(office.hours),
            "phone": office.phone or configuration.phones.switchboard,
            "email": office.email or configuration.email,
            "supervisor": say(office.supervisor),
            "supervision_phone": office.supervision_phone or configuration.phones.complaint,
        }
    )
