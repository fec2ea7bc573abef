"""Internal pictures and files in the public site: by their bytes, by the source a page shows, by how a picture looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from xinglin.checks.look import is_same, look
from xinglin.core.pools import map_batches, open_pool
from xinglin.pictures.renditions import plan
from xinglin.press.internal_records import InternalRecord
from xinglin.press.leak_witnesses import COMMON
from xinglin.press.site import Article, Site
from xinglin.press.staging import Staging
from xinglin.press.store import Store

_PICTURE = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_RENDITION = re.compile(r"media/([0-9a-f]+)-(\d+)\.(?:jpg|jpeg|png|webp)")
_SMALLEST = 64
"""Pixels: narrower renditions are icons."""
_PER_BATCH = 16
_WORTH_A_POOL = 64


class PictureLeak(NamedTuple):
    record: InternalRecord
    file: str
    """Path below the output, or below content/ for a source a page shows."""
    article: Article | None
    """A public article that shows it, where that is known."""


def picture_leaks(
    site: Site, records: Sequence[InternalRecord], staging: Staging, store: Store, workers: int
) -> list[PictureLeak]:
    """Internal files and pictures the staged site publishes, each once."""
    files = [record for record in records if record.digest and not record.traces and not record.is_manuscript]
    if not files:
        return []
    dates = _dates(records)
    found: dict[str, PictureLeak] = {}
    by_digest = {record.digest: record for record in files}
    sources = {path: photograph.digest for path, photograph in site.photographs.items()} | dict(site.digests)
    for path, name in sorted(sources.items()):
        record = by_digest.get(name)
        shown = _showing(site, path) if record else []
        if record and not _is_everybodys(shown, dates.get(_folder(record))):
            found.setdefault(record.label, PictureLeak(record, path, shown[0] if shown else None))
    of_sources = set(sources.values())
    for path, name in sorted(staging.digests.items()):
        if (record := by_digest.get(name)) and name not in of_sources:
            found.setdefault(record.label, PictureLeak(record, path, None))
    pictures = [record for record in files if PurePosixPath(record.label).suffix.lower() in _PICTURE]
    rest = [record for record in pictures if record.digest not in of_sources]
    for record, file in _look_alikes(rest, staging, store, workers):
        source = _source_of(site, file)
        shown = _showing(site, source) if source else []
        if not _is_everybodys(shown, dates.get(_folder(record))):
            found.setdefault(record.label, PictureLeak(record, source or file, shown[0] if shown else None))
    return [found[label] for label in sorted(found)]


def _folder(record: InternalRecord) -> str:
    return record.label.rpartition("/")[0]


def _dates(records: Iterable[InternalRecord]) -> dict[str, datetime]:
    """Folder → the oldest date of an internal article in it: the pictures beside it are as old."""
    found: dict[str, datetime] = {}
    for record in records:
        if record.date:
            found[_folder(record)] = min(record.date, found.get(_folder(record), record.date))
    return found


def _is_everybodys(shown: Sequence[Article], internal: datetime | None) -> bool:
    """A logo that public articles show anyway, or a photograph that was public before it was used inside."""
    return len(shown) >= COMMON or bool(internal and shown and shown[0].date < internal)


def _showing(site: Site, path: str) -> list[Article]:
    """Public articles that show or offer a file, oldest first."""
    shown = [a for a in site.articles if path in a.pictures or path in a.attachments or _links(a, path)]
    return sorted(shown, key=lambda article: (article.date, article.manuscript.path))


def _source_of(site: Site, file: str) -> str | None:
    """Path below content/ of the picture a rendition was made of."""
    shown = {(path, a.retouch(path)) for a in site.articles for path in a.pictures if path in site.photographs}
    names = ((path, r.name) for path, retouch in shown for r in plan(site.photographs[path], retouch).files)
    return next((path for path, name in names if name == file), None)


def _links(article: Article, path: str) -> bool:
    return any(target.kind == "file" and target.value == path for target in article.targets)


def _look_alikes(
    records: Sequence[InternalRecord], staging: Staging, store: Store, workers: int
) -> Iterator[tuple[InternalRecord, str]]:
    if not records:
        return
    published = _narrowest(staging)
    of_records = _looks({record.digest: record.place for record in records}, store, workers)
    of_published = _looks({path: _place(staging, path) for path in published}, store, workers)
    for record in records:
        mine = of_records.get(record.digest, "")
        for path, other in of_published.items():
            if is_same(mine, other):
                yield record, path
                break


def _narrowest(staging: Staging) -> list[str]:
    """One rendition of each published picture: the quickest to look at."""
    best: dict[str, tuple[int, str]] = {}
    for path in staging.digests:
        match = _RENDITION.fullmatch(path)
        if match and int(match[2]) >= _SMALLEST:
            best[match[1]] = min(best.get(match[1], (1 << 30, "")), (int(match[2]), path))
    return sorted(path for _, path in best.values())


def _place(staging: Staging, path: str) -> Path:
    return (staging.output if path in staging.unchanged else staging.folder) / path


def _looks(places: dict[str, Path], store: Store, workers: int) -> dict[str, str]:
    """Name → look. Names tell content, so a look is worked out once."""
    known = {name: look_ for name, look_ in store.get([f"look {name}" for name in places]).items()}
    missing = [name for name in places if f"look {name}" not in known]
    with open_pool(workers if len(missing) >= _WORTH_A_POOL else 1) as executor:
        made = map_batches(executor, _look_batch, [places[name] for name in missing], _PER_BATCH)
        fresh = {f"look {name}": found for name, found in zip(missing, made, strict=True)}
    if fresh:
        store.put(fresh)
    known |= fresh
    return {name: known[f"look {name}"] for name in places}


def _look_batch(places: Sequence[Path]) -> list[str]:
    return [look(place) for place in places]
