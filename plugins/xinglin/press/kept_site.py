"""The Site of the last build as the store keeps it, for a build that needs a few articles of it.

Loading ten thousand records to print one page again is most of what such a build would cost. So articles lie here one by one,
without their manuscripts, which the store has anyway, and the jobs of their pages beside them; each is unpickled when it is
asked for.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, overload

from xinglin.core.hashing import digest
from xinglin.core.variant import Variant
from xinglin.manuscript.records import Manuscript, Reading
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.jobs import PrintJob
from xinglin.press.printing import PrintSettings
from xinglin.press.records import record_key
from xinglin.press.site import Article
from xinglin.press.store import Store

_IN_THE_STORE: Any = None


class NotKept(Exception):
    """A build of other contents has made the store forget a record: everything must be read again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build planned that shows articles with their words, each job pickled by itself."""

    shared: Mapping[Variant, str]
    """Variant → digest of what all its pages show."""
    templates: Mapping[str, str]
    """Template → digest of all it is made of."""
    of_articles: list[bytes] = field(default_factory=list)
    """The job of each article's page, by position."""
    of_several: list[tuple[tuple[int, ...], bytes]] = field(default_factory=list)
    """Other jobs, with the positions of the articles they show: feeds, registers."""

    def add(self, job: PrintJob, pickled: bytes) -> None:
        """Take note of the next job, articles' pages in their order."""
        if job.maker == "article":
            self.of_articles.append(pickled)
        elif job.articles:
            self.of_several.append((job.articles, pickled))


@dataclass(frozen=True, slots=True)
class KeptSite:
    """See the module."""

    settings: PrintSettings
    """Their Site has neither standings nor diagnostics, and its articles are for asking by position."""
    plan: Plan
    positions: Mapping[str, int]
    """Manuscript path → position of its article."""
    _articles: _Articles

    def reading(self, path: str) -> Reading:
        """The record of an article's manuscript.

        Raises:
            NotKept: the store has it no more.
        """
        return self._articles.reading(self.positions[path])

    def kind(self, path: str) -> str | None:
        """What the manuscript is of when it does not say; None when the article shows another than the store has."""
        return self._articles.kinds[self.positions[path]]

    def replace(self, manuscript: Manuscript) -> None:
        """Show another manuscript in the place of the one of its path."""
        self._articles.replace(self.positions[manuscript.path], manuscript)

    def jobs(self, positions: Sequence[int]) -> Iterator[PrintJob]:
        """Every job that shows more of one of these articles than a row."""
        for position in positions:
            yield pickle.loads(self.plan.of_articles[position])  # noqa: S301  # as trusted as our code: see Store.heads
        wanted = frozenset(positions)
        for shown, job in self.plan.of_several:
            if not wanted.isdisjoint(shown):
                yield pickle.loads(job)  # noqa: S301


def keep(store: Store, output: Path, settings: PrintSettings, plan: Plan) -> None:
    """Keep the Site of a finished build for the next one of this output."""
    site = settings.site
    paths = [article.manuscript.path for article in site.articles]
    kinds = [site.kinds_as_read.get(path) for path in paths]
    rows = [
        pickle.dumps(replace(article, manuscript=_IN_THE_STORE) if kind else article, pickle.HIGHEST_PROTOCOL)
        for article, kind in zip(site.articles, kinds, strict=True)
    ]
    frame = replace(settings, site=replace(site, articles=(), standings={}, diagnostics=(), kinds_as_read={}))
    store.put_blob(_key(output), pickle.dumps((frame, plan, rows, paths, kinds), pickle.HIGHEST_PROTOCOL))


def forget(store: Store, output: Path) -> None:
    """The next build of this output must load everything."""
    store.delete_blob(_key(output))


def kept(store: Store, output: Path, names: Mapping[str, str]) -> KeptSite | None:
    """What the last build of this output kept; None when it kept nothing.

    Args:
        names: hashes of the manuscripts it was made from.
    """
    data = store.blob(_key(output))
    if data is None:
        return None
    settings, plan, rows, paths, kinds = pickle.loads(data)  # noqa: S301  # see above
    articles = _Articles(rows, paths, kinds, names, settings.site.configuration.is_converted, store)
    shown: Any = articles  # the press asks for articles by position
    whole = replace(settings, site=replace(settings.site, articles=shown))
    return KeptSite(whole, plan, {path: position for position, path in enumerate(paths)}, articles)


class _Articles(Sequence[Article]):
    """Articles that are unpickled when they are asked for, with the manuscripts the store has."""

    def __init__(
        self,
        rows: Sequence[bytes],
        paths: Sequence[str],
        kinds: Sequence[str | None],
        names: Mapping[str, str],
        is_converted: bool,
        store: Store,
    ) -> None:
        self.kinds = kinds
        self._rows = rows
        self._paths = paths
        self._names = names
        self._is_converted = is_converted
        self._store = store
        self._known: dict[int, Article] = {}

    def reading(self, position: int) -> Reading:
        path = self._paths[position]
        key = record_key(self._is_converted, self.kinds[position] or "", path, self._names[path])
        found: Reading | None = self._store.heads([key]).get(key)
        if found is None or found.manuscript is None:
            raise NotKept(path)
        return found

    def replace(self, position: int, manuscript: Manuscript | None) -> None:
        row: Article = pickle.loads(self._rows[position])  # noqa: S301  # see KeptSite.jobs
        self._known[position] = replace(row, manuscript=manuscript) if manuscript else row

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        if index not in self._known:
            manuscript = self.reading(index).manuscript if self.kinds[index] else None
            self.replace(index, manuscript)
        return self._known[index]


def _key(output: Path) -> str:
    return fact_of_version(f"site {digest(str(output))}")
