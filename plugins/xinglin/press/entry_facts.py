"""What an entry's metadata table takes from its catalogue items: who publishes, how, where, within what time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.versions import Listing
from xinglin.disclosure.wording import MODES, channel_words, limit_words, timing_words
from xinglin.press.contexts import EntryFacts
from xinglin.press.jobs import Slice
from xinglin.press.site import Article, Site


class EntryWords(NamedTuple):
    """The same facts as Simplified words: part of a print job, so that a page is printed anew when one changes."""

    publisher: str
    mode: str
    channels: str
    timing: str
    limit: str


def listings_of(site: Site, article: Article) -> list[Listing]:
    """The items an article discharges, as the catalogue of its day lists them."""
    day = article.date.astimezone(TIMEZONE).date()
    found = (site.catalogues.listing(identifier, day) for identifier in article.manuscript.front.disclosure)
    return [listing for listing in found if listing]


def entry_words(site: Site, listings: list[Listing]) -> EntryWords:
    bodies = [site.organisations.name_of(at.catalogue.organisation) for at in listings if at.catalogue.organisation]
    return EntryWords(
        publisher=_joined(bodies),
        mode=_joined(MODES[at.item.mode] for at in listings),
        channels=_joined(word for at in listings for word in channel_words(at.item).split("、")),
        timing=_joined(timing_words(at.item) for at in listings),
        limit=_joined(limit_words(at) for at in listings),
    )


def _joined(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(filter(None, words)))


def entry_facts(slice_: Slice, listings: list[Listing]) -> EntryFacts | None:
    """In the words of an edition; None for an article that names no item."""
    if not listings:
        return None
    site = slice_.edition.site
    words = entry_words(site, listings)
    said = [slice_.say(word) if word else "" for word in words]
    return EntryFacts(said[0] or slice_.edition.configuration.name, *said[1:])
