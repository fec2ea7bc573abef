"""The last stage before landing: nothing internal may stand in the staged public site, in any byte of any file.

What the last landing was searched for is remembered (as hashes): while the internal records are the same, only changed
files are searched, and with new records the unchanged files are searched for the new ones alone. A wording that was
public before it was internal is no secret; see docs/decisions/0013.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xinglin.checks.leak_scanning import FileTask, Wording, search_files
from xinglin.checks.traces import Trace
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest
from xinglin.manuscript.scanning import scan
from xinglin.press.file_hashes import FileHashes
from xinglin.press.internal_records import InternalRecord, internal_records
from xinglin.press.leak_pictures import picture_leaks
from xinglin.press.leak_reports import Leak, diagnostics_of
from xinglin.press.leak_witnesses import Excuse, Witnesses
from xinglin.press.released import Released, read_released
from xinglin.press.site import Site
from xinglin.press.staging import Staging
from xinglin.press.store import Store
from xinglin.press.trace_book import TraceBook

_NAMES = "file names"
"""Stands for the paths of the output themselves among the files that are searched."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A trace of one record, and all the forms it may take in the output."""

    record: InternalRecord
    trace: Trace
    forms: tuple[Wording, ...]

    @property
    def key(self) -> str:
        return digest(f"{self.record.label}\0{self.trace.kind}\0{self.trace.words}")[:20]


def records_and_releases(site: Site, inside: Store) -> tuple[list[InternalRecord], Released, tuple[Diagnostic, ...]]:
    """What must not be found, what may be although it is internal, and what is wrong with the list of that.

    Args:
        inside: the intranet edition's store, or one in memory.
    """
    book = TraceBook(site, inside)
    hashes = FileHashes(scan(site.internal), inside) if site.internal else None
    records = list(internal_records(site, book, hashes))
    book.save()
    if hashes:
        hashes.save()
    released, problems = read_released(site.internal)
    problems += [_unread(record) for record in records if not record.digest]
    return records, released, tuple(problems)


def _unread(record: InternalRecord) -> Diagnostic:
    """What cannot be read cannot be looked for; nobody must believe it was."""
    message = "内部稿件文件夹里的这个文件打不开，没法检查公开网站里有没有它的内容。网站没有更新。"
    return Diagnostic(record.label, 0, 0, "INT05", Severity.ERROR, message, "检查它的权限，或关掉正在使用它的软件。")


def search_site(
    site: Site,
    records: Sequence[InternalRecord],
    released: Released,
    known: Mapping[str, Any],
    staging: Staging,
    store: Store,
    workers: int,
) -> tuple[tuple[Diagnostic, ...], dict[str, Any]]:
    """Search the staged site for internal records.

    Args:
        known: the state the last landed search returned; empty for none.

    Returns:
        what was found, and the state to keep when the site lands.
    """
    suspects = list(_suspects(records, released))
    # labels are names of internal files: the public store holds them as hashes only
    keys = {record.label: digest(f"{record.label} {record.digest} {released.digest}")[:20] for record in records}
    witnesses = Witnesses(site, store)
    excused = {trace: Excuse.of_data(rows) for trace, rows in known.get("excused", {}).items()}
    standing = {trace: excuse for trace, excuse in excused.items() if witnesses.still_hold(excuse)}
    searched = frozenset(known.get("records", ()))
    is_new = [
        keys[suspect.record.label] not in searched
        or (bool(excused) and suspect.key in excused and suspect.key not in standing)
        for suspect in suspects
    ]
    hits = _search(suspects, is_new, staging, workers)
    asked = [suspects[number] for number in hits if suspects[number].key not in standing]
    witnesses.look_up(form for suspect in asked if suspect.trace.kind != "name" for form in suspect.forms)
    leaks: list[Leak] = []
    for number, files in sorted(hits.items()):
        suspect = suspects[number]
        excuse = standing.get(suspect.key) or witnesses.excuse(suspect.record, suspect.trace, suspect.forms)
        if excuse:
            standing[suspect.key] = excuse
        else:
            leaks.append(Leak(suspect.record, suspect.trace, tuple(sorted(files)), suspect.forms))
    pictures = picture_leaks(site, records, staging, store, workers)
    found = diagnostics_of(site, leaks, pictures, witnesses, staging.output.name)
    present = {suspect.key for suspect in suspects} if standing else set()
    state = {"records": sorted(keys.values()), "excused": {k: e.data() for k, e in standing.items() if k in present}}
    return tuple(found), state


def _suspects(records: Sequence[InternalRecord], released: Released) -> Iterator[Suspect]:
    for record in records:
        names = [(Trace("name", name, 0), (name,)) for name in record.names]
        for trace, forms in (*zip(record.traces, record.forms, strict=True), *names):
            if not released.covers(trace.words):
                whole = trace.kind in {"number", "name"}
                yield Suspect(record, trace, tuple(Wording(form.encode(), whole) for form in forms))


def _search(
    suspects: Sequence[Suspect], is_new: Sequence[bool], staging: Staging, workers: int
) -> Mapping[int, set[str]]:
    """Position of each suspect that was found → the files it stands in."""
    changed = [path for path in staging.digests if path not in staging.unchanged]
    everything = _tasks(staging.folder, changed)
    found: dict[int, set[str]] = defaultdict(set)
    names = staging.folder / ".names.txt"
    # NUL between names: white space is taken out before the search
    names.write_bytes("\0".join(sorted(staging.digests)).encode())
    try:
        everything.append(FileTask(_NAMES, str(names)))
        _collect(suspects, list(range(len(suspects))), everything, workers, found)
    finally:
        names.unlink()
    fresh = [number for number, new in enumerate(is_new) if new]
    _collect(suspects, fresh, _tasks(staging.output, sorted(staging.unchanged)), workers, found)
    return found


def _tasks(folder: Path, paths: Sequence[str]) -> list[FileTask]:
    return [FileTask(path, f"{folder}/{path}") for path in paths]


def _collect(
    suspects: Sequence[Suspect],
    wanted: Sequence[int],
    tasks: Sequence[FileTask],
    workers: int,
    found: dict[int, set[str]],
) -> None:
    forms: dict[Wording, list[int]] = defaultdict(list)
    for number in wanted:
        for form in suspects[number].forms:
            forms[form].append(number)
    wordings = list(forms)
    for hits in search_files(wordings, tasks, workers):
        for position in hits.wordings:
            for number in forms[wordings[position]]:
                found[number].add(hits.path)
