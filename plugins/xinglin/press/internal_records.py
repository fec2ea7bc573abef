"""What the public output must not show: the records behind the leak check, read anew from their sources.

These are every file of the internal root, every article in content/ whose range is not society (the catalogue's range
counts), every article withdrawn to protect somebody, and every review record. Drafts and scheduled articles are not among
them: they wait to be published, and are copied from published ones more often than not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from xinglin.checks import office_words
from xinglin.checks.traces import Trace, names_of
from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.hashing import digest, digest_file
from xinglin.disclosure.catalogue import FOLDER as CATALOGUES
from xinglin.disclosure.states import State
from xinglin.manuscript.dates import parse_moment
from xinglin.manuscript.decoding import MAX_BYTES, decode
from xinglin.manuscript.scanning import MANUSCRIPT_SUFFIXES
from xinglin.manuscript.values import WithdrawalReason
from xinglin.press.file_hashes import FileHashes
from xinglin.press.internal import RELEASED, REVIEW_SUFFIX
from xinglin.press.site import Site, Standing
from xinglin.press.trace_book import Forms, TraceBook

_TEXT = (*MANUSCRIPT_SUFFIXES, ".yaml", ".yml", ".csv", ".txt", ".json", ".tsv")
_OFFICE = (".docx", ".xlsx", ".pptx", ".ofd", ".zip")
_DATE = re.compile(r"^\s*(?:日期|时间日期|发布时间|发布日期|date)\s*[:：]\s*(.+?)\s*$", re.MULTILINE)
_RANGE = re.compile(r"^\s*(?:公开范围|范围|range)\s*[:：]\s*(.+?)\s*$", re.MULTILINE)
_HEADER = 4_000
"""Characters of a file that could not be read as an article in which a range line is looked for."""
_PUBLIC_WORDS = frozenset({"society", "社会", "向社会公开", "面向社会", "公开", "全社会"})


@dataclass(frozen=True, slots=True)
class InternalRecord:
    """One file that is not for the public."""

    label: str
    """As people are told: ``content-internal/party/2026/a/index.md``."""
    place: Path
    digest: str
    traces: tuple[Trace, ...] = ()
    forms: tuple[Forms, ...] = ()
    """Of each trace, how it reads in every variant."""
    names: tuple[str, ...] = ()
    date: datetime | None = None
    about: str = ""
    """Manuscript path of the article a review record is about, or that replaces a withdrawn one."""
    is_manuscript: bool = False


def internal_records(site: Site, book: TraceBook, hashes: FileHashes | None) -> Iterator[InternalRecord]:
    """All records the public edition of ``site`` must show nothing of.

    Args:
        hashes: of the internal root's files; None where there is no such root.
    """
    if hashes is not None and site.internal is not None:
        files = hashes.files
        for path in sorted(files.statuses):
            if path != RELEASED:
                yield _record(f"{site.internal.name}/{path}", files.absolute(path), path, book, hashes)
    yield from _unlisted(site, book)
    public = {*site.photographs, *site.files, *(article.manuscript.path for article in site.articles)}
    for standing in site.standings.values():
        if _is_internal(standing, site):
            record = _record(standing.path, site.source(standing.path), standing.path, book)
            if standing.withdrawn:
                # its address goes on answering, and what replaces it says what may be said
                record = replace(record, names=(), about=_replacement(standing, site))
            yield record
            for path in _files_of(standing.path, site):
                if path not in public:
                    yield _record(path, site.source(path), path, book)


def _unlisted(site: Site, book: TraceBook) -> Iterator[InternalRecord]:
    """Catalogue items that not even the public catalogue may name."""
    for version in site.catalogues.versions:
        for item in version.items:
            if not item.listed:
                header = f"---\n标题: {item.item}\n---\n"
                name = digest(header)
                traces, forms = book.of(name, partial(str, header))
                label = f"{CATALOGUES}/{version.id} {item.id}"
                yield InternalRecord(label, site.content, name, traces, forms, is_manuscript=True)


def _is_internal(standing: Standing, site: Site) -> bool:
    if standing.state is None:
        text = _text(site.source(standing.path))[:_HEADER]
        named = _RANGE.search(text)
        return bool(named) and named is not None and named[1].strip("'\" ").lower() not in _PUBLIC_WORDS
    return standing.state is State.WITHHELD or standing.withdrawn is WithdrawalReason.PRIVACY


def _replacement(standing: Standing, site: Site) -> str:
    """Path of the manuscript that takes a withdrawn one's place; empty for none."""
    url = next((stone.replacement for stone in site.tombstones if stone.url == standing.url), None)
    return next((a.manuscript.path for a in site.articles if url and a.url == url), "")


def _files_of(path: str, site: Site) -> Iterator[str]:
    """What lies beside an article: all of its own folder, or of a shared one what it names."""
    article = PurePosixPath(path)
    folder = site.source(path).parent
    if article.stem.lower() == "index":
        found = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    else:
        text = _text(site.source(path))
        found = [file for file in sorted(folder.iterdir()) if file.is_file() and file.name in text]
    for file in found:
        if not file.name.lower().endswith(MANUSCRIPT_SUFFIXES):
            yield (article.parent / file.relative_to(folder).as_posix()).as_posix()


def _record(label: str, place: Path, path: str, book: TraceBook, hashes: FileHashes | None = None) -> InternalRecord:
    lower = path.lower()
    names = tuple(names_of(path))
    try:
        name = hashes.digest(path) if hashes else digest_file(place)
        if lower.endswith(_OFFICE):
            return InternalRecord(label, place, name, *book.of(name, lambda: _office_text(place), by_lines=True), names)
        if not lower.endswith(_TEXT):
            return InternalRecord(label, place, name, names=names)
        text = _text(place)
    except OSError:
        return InternalRecord(label, place, "", names=names)
    is_manuscript = lower.endswith(MANUSCRIPT_SUFFIXES)
    traces, forms = book.of(name, lambda: text, by_lines=not is_manuscript)
    if lower.endswith(REVIEW_SUFFIX):
        return InternalRecord(label, place, name, traces, forms, about=path[: -len(REVIEW_SUFFIX)] + ".md")
    date = _date(text) if is_manuscript else None
    return InternalRecord(label, place, name, traces, forms, names, date, is_manuscript=is_manuscript)


def _office_text(place: Path) -> str:
    return "\n".join(piece.decode("utf-8", "ignore") for piece in office_words.words(place.read_bytes()))


def _text(place: Path) -> str:
    try:
        with place.open("rb") as stream:
            return decode(stream.read(MAX_BYTES), Collector("")) or ""
    except OSError:
        return ""  # what cannot be read cannot have been published from here


def _date(text: str) -> datetime | None:
    found = _DATE.search(text[:_HEADER])
    try:
        return parse_moment(found[1].strip("'\"")) if found else None
    except AuthorError:
        return None
