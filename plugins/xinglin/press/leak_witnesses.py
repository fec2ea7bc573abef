"""When a wording of an internal record may stand in public all the same: it was public first, or is everybody's.

A party branch's internal minutes quote the public work plan; three public articles share a formula. Aborting for that would
teach people to switch the check off. Only wordings that were found are looked up, so this costs nothing most days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from xinglin.checks.leak_scanning import Search, Wording, views
from xinglin.checks.traces import Trace, squeezed
from xinglin.disclosure.states import State
from xinglin.press.internal_records import InternalRecord
from xinglin.press.site import Article, Site
from xinglin.press.store import Store

COMMON = 3
"""In so many public articles a wording is a formula of the house."""
_DATA, _NAME = "data", "name"


@dataclass(frozen=True, slots=True)
class Excuse:
    """What makes a wording public: (manuscript path, content hash) of articles, or that data files have the words."""

    rows: tuple[tuple[str, str], ...]

    def data(self) -> list[list[str]]:
        return [list(row) for row in self.rows]

    @classmethod
    def of_data(cls, rows: Iterable[Sequence[str]]) -> Excuse:
        return cls(tuple((row[0], row[1]) for row in rows))


class Witnesses:
    """The public articles and data files of a site."""

    def __init__(self, site: Site, store: Store) -> None:
        self._site = site
        self._store = store
        self._found: dict[Wording, list[Article]] = {}

    @cached_property
    def _public(self) -> dict[str, Article]:
        return {a.manuscript.path: a for a in self._site.articles if a.state is State.PUBLISHED}

    def still_hold(self, excuse: Excuse) -> bool:
        return all(self._holds(*row) for row in excuse.rows)

    def _holds(self, path: str, name: str) -> bool:
        if path == _DATA:
            return name in self._data_words
        if path == _NAME:
            return name in self._names
        article = self._public.get(path)
        return article is not None and article.manuscript.digest == name

    @cached_property
    def _data_words(self) -> str:
        site = self._site
        listed = [item for version in site.catalogues.versions for item in version.items if item.listed]
        titles = [version.title for version in site.catalogues.versions]
        return squeezed(repr((site.tree, site.organisations, listed, titles, site.configuration)))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Names of public files and folders, and of sections."""
        paths = [*self._public, *self._site.files, *self._site.photographs]
        parts = {part for path in paths for part in PurePosixPath(path).parts}
        return frozenset({*parts, *self._site.tree.sections, *(PurePosixPath(part).stem for part in parts)})

    def excuse(self, record: InternalRecord, trace: Trace, forms: tuple[Wording, ...]) -> Excuse | None:
        """Why a wording of ``record`` is no secret; None when it is one."""
        if trace.kind == "name":
            return Excuse(((_NAME, trace.words),)) if trace.words in self._names else None
        in_data = next((words for form in forms if (words := form.data.decode()) in self._data_words), None)
        if in_data:
            return Excuse(((_DATA, in_data),))
        articles = self.articles_with(forms)
        chosen = [
            article
            for article in articles
            if (record.date and article.date < record.date)
            or (record.about and article.manuscript.path == record.about)
        ][:1]
        if not chosen and trace.kind != "number" and len(articles) >= COMMON:
            chosen = articles[:COMMON]
        return Excuse(tuple((a.manuscript.path, a.manuscript.digest) for a in chosen)) if chosen else None

    def articles_with(self, forms: Iterable[Wording]) -> list[Article]:
        """Public articles whose own words contain one of the forms, oldest first."""
        found = {a.manuscript.path: a for form in forms for a in self._found.get(form, ())}
        return sorted(found.values(), key=lambda article: (article.date, article.manuscript.path))

    def look_up(self, forms: Iterable[Wording]) -> None:
        """Search the public articles for all of these at once."""
        wanted = list(dict.fromkeys(forms))
        if not wanted:
            return
        search = Search(wanted)
        paths: dict[str, list[str]] = {}
        whole: list[tuple[str, bytes]] = []
        for path, article in self._public.items():
            if article.manuscript.body:
                paths.setdefault(article.manuscript.body, []).append(path)
            else:  # a record with its body in it, since it is another's than the store's
                paths[path] = [path]
                whole.append((path, article.manuscript.html.encode("utf-8", "surrogatepass")))
        hits: dict[str, set[int]] = {
            path: search.within(squeezed(_front(article)).encode("utf-8", "replace"))
            for path, article in self._public.items()
        }
        for key, body in chain(self._store.bodies(paths), whole):
            found = {number for view in views("body.html", body) for number in search.within(view)}
            for path in paths[key] if found else ():
                hits[path] |= found
        for path, numbers in hits.items():
            for number in numbers:
                self._found.setdefault(wanted[number], []).append(self._public[path])


def _front(article: Article) -> str:
    return repr([value for value in article.manuscript.front.__dict__.values() if value])
