"""Lists and their pages: slicing, the page bar, and the addresses ``…/`` and ``…/page/2/``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xinglin.press.contexts import PageNumber, Pagination
from xinglin.press.edition import Edition

_AROUND = 2
"""Numbers shown on each side of the current page."""


class Place(NamedTuple):
    """Which page of a list: ``number`` of ``pages``, ``total`` rows on all of them."""

    base: str
    """Path of the list, with trailing slash."""
    number: int
    pages: int
    total: int


class Leaf(NamedTuple):
    """One page of a list."""

    path: str
    positions: tuple[int, ...]
    place: Place


def leaves(base: str, positions: Sequence[int], size: int) -> Iterator[Leaf]:
    """Cut a list into pages of ``size``; the first has the list's own address. At least one, maybe empty."""
    count = max(1, -(-len(positions) // size))
    for number in range(1, count + 1):
        part = tuple(positions[(number - 1) * size : number * size])
        yield Leaf(leaf_path(base, number), part, Place(base, number, count, len(positions)))


def leaf_path(base: str, number: int) -> str:
    return f"{base}page/{number}/index.html" if number > 1 else f"{base}index.html"


def pagination(edition: Edition, place: Place) -> Pagination | None:
    """The page bar; None for a list of one page."""
    base, number, count = place.base, place.number, place.pages
    if count == 1:
        return None

    first = edition.url(leaf_path(base, 1))

    def url(page: int) -> str:
        return f"{first}page/{page}/" if page > 1 else first

    shown = sorted({1, count, *range(max(1, number - _AROUND), min(count, number + _AROUND) + 1)})
    numbers: list[PageNumber] = []
    for previous, page in zip([0, *shown], shown, strict=False):
        if page - previous > 1:
            numbers.append(PageNumber(0, None))
        numbers.append(PageNumber(page, None if page == number else url(page)))
    return Pagination(
        number=number,
        count=count,
        total=place.total,
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if number < count else None,
        numbers=tuple(numbers),
    )
