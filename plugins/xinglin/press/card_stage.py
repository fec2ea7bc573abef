"""Social cards into staging: drawn once per content, where site.yaml asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Executor
from pathlib import Path

from xinglin.core.pools import map_batches
from xinglin.pictures.card import Card
from xinglin.pictures.social_cards import CardTask, make_cards
from xinglin.press.edition import Edition
from xinglin.press.site import Site
from xinglin.press.staging import Staging

_PER_BATCH = 8


def stage_cards(
    site: Site,
    broken: Collection[str],
    cache: Path,
    staging: Staging,
    executor: Executor,
    progress: Callable[[int, int], None],
) -> frozenset[str]:
    """Draw the cards that neither the output nor the cache has, then stage all.

    Args:
        broken: pictures that could not be made; articles that show one have no page and no card.

    Returns:
        the names of all cards.
    """
    if site.configuration.social_cards_from is None:
        return frozenset()
    folder = cache / "renditions"
    cards = _cards(site, broken)
    missing = [card for name, card in cards.items() if not staging.has(name) and not (folder / name).exists()]
    tasks = [CardTask(card, _file(card.cover, folder, staging), folder) for card in missing]
    for done, _ in enumerate(map_batches(executor, make_cards, tasks, _PER_BATCH), 1):
        progress(done, len(tasks))
    for name in cards:
        staging.copy(name, folder / name)
    return frozenset(cards)


def _cards(site: Site, broken: Collection[str]) -> dict[str, Card]:
    cards: dict[str, Card] = {}
    for variant in site.configuration.variants:
        edition = Edition(site, variant)
        for position, article in enumerate(site.articles):
            if edition.has_card(article) and article.pictures.isdisjoint(broken):
                card = edition.card(edition.article(position))
                if card:
                    cards[card.name] = card
    return cards


def _file(cover: str, folder: Path, staging: Staging) -> Path | None:
    """Where a rendition lies: the last build's may be in the output only."""
    if not cover:
        return None
    return folder / cover if (folder / cover).exists() else staging.output / cover
