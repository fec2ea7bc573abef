"""What is known of the pages in one output: from which fingerprint each was printed, and what became of it in a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xinglin.core.hashing import digest
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.store import Store

if TYPE_CHECKING:
    from xinglin.press.jobs import Group
    from xinglin.press.kept_site import Plan
    from xinglin.press.printing import PrintSettings

PARTS = ("shared", "template", "articles", "rows", "facts")
"""What a page's fingerprint is made of, in order; ``explain`` names the part that changed."""


@dataclass(slots=True)
class Book:
    """The pages the last build left: path → (fingerprint, bytes, group)."""

    entries: dict[str, tuple[str, int, Group]] = field(default_factory=dict)

    @classmethod
    def open(cls, store: Store, output: Path) -> Book:
        doubtful = frozenset(store.get([_distrusted(output)]).get(_distrusted(output), ()))
        return cls(
            {
                path: (name, size, group)
                for path, name, size, group in store.pages(_pages(output))
                if path not in doubtful
            }
        )

    def save(self, store: Store, output: Path) -> None:
        """The book is believed: what it says must stand in the output."""
        store.put_pages(_pages(output), self._rows())
        store.put({_distrusted(output): []})

    @staticmethod
    def amend(store: Store, output: Path, pages: Book) -> None:
        """Of a few pages, which are trusted again; all others stay as they are."""
        store.amend_pages(_pages(output), pages._rows())
        doubtful = store.get([_distrusted(output)]).get(_distrusted(output), [])
        store.put({_distrusted(output): sorted(set(doubtful) - pages.entries.keys())})

    def _rows(self) -> Iterator[tuple[str, str, int, Group]]:
        return ((path, *entry) for path, entry in self.entries.items())

    @staticmethod
    def distrust(store: Store, output: Path, paths: Iterable[str]) -> None:
        """Before pages of an output are written: whatever the book says of them until it is saved, they are printed."""
        known = store.get([_distrusted(output)]).get(_distrusted(output), [])
        store.put({_distrusted(output): sorted({*known, *paths})})


def _pages(output: Path) -> str:
    return fact_of_version(f"pages {digest(str(output))}")


def _distrusted(output: Path) -> str:
    return fact_of_version(f"distrusted {digest(str(output))}")


@dataclass(slots=True)
class Pages:
    """What became of the pages in one build."""

    before: Book
    now: Book
    settings: PrintSettings
    everything: bool = False
    """Every page was to be printed."""
    printed: set[str] = field(default_factory=set)
    is_revision: bool = False
    """Nothing but the words of articles was edited, and only what shows them was looked at."""
    plan: Plan | None = None

    @property
    def base_path(self) -> str:
        return self.settings.site.configuration.base_path

    @property
    def count(self) -> int:
        """Web pages of the whole site."""
        return sum(path.endswith(".html") for path in self.now.entries)

    @property
    def printed_count(self) -> int:
        return sum(path.endswith(".html") for path in self.printed)
