"""Lists and their pages: slicing, the page bar, and the addresses ``…/`` and ``…/page/2/``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from xinglin.press.contexts import PageNumber, Pagination
from xinglin.press.edition import Edition

Item = TypeVar("Item")
_AROUND = 2
"""Numbers shown on each side of the current page."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list."""

    path: str
    items: Sequence[Item]
    pagination: Pagination | None


def leaves(edition: Edition, base: str, items: Sequence[Item], size: int) -> Iterator[Leaf[Item]]:
    """Cut ``items`` into pages of ``size``; the first has the list's own address. At least one, maybe empty."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        part = items[(number - 1) * size : number * size]
        yield Leaf(leaf_path(base, number), part, _pagination(edition, base, number, count, len(items)))


def leaf_path(base: str, number: int) -> str:
    return f"{base}page/{number}/index.html" if number > 1 else f"{base}index.html"


def _pagination(edition: Edition, base: str, number: int, count: int, total: int) -> Pagination | None:
    if count == 1:
        return None

    def url(page: int) -> str:
        return edition.url(leaf_path(base, page))

    shown = sorted({1, count, *range(max(1, number - _AROUND), min(count, number + _AROUND) + 1)})
    numbers: list[PageNumber] = []
    for previous, page in zip([0, *shown], shown, strict=False):
        if page - previous > 1:
            numbers.append(PageNumber(0, None))
        numbers.append(PageNumber(page, None if page == number else url(page)))
    return Pagination(
        number=number,
        count=count,
        total=total,
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if number < count else None,
        numbers=tuple(numbers),
    )
