"""Manuscripts as the store keeps them: the record without its body, and the body apart.

Assembling a site needs every record and no body; printing needs the bodies of the pages that changed. Records travel from
the workers as the bytes the store keeps, so they are pickled once.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from xinglin.checks.manuscripts import unvouched_names
from xinglin.core.hashing import digest
from xinglin.core.pools import SerialExecutor, map_batches
from xinglin.core.words import Verdicts
from xinglin.manuscript.decoding import MAX_BYTES
from xinglin.manuscript.reading import ReadingTask, read_batch
from xinglin.manuscript.records import Manuscript, Parted, Reading
from xinglin.manuscript.scanning import Scan
from xinglin.press.file_hashes import FileHashes
from xinglin.press.fingerprints import code_fingerprint, other_versions
from xinglin.press.store import Store
from xinglin.sections.placement import section_of_path
from xinglin.sections.tree import PAGES, SectionTree
from xinglin.variants.fragments import html_verdicts
from xinglin.variants.traditional import to_traditional, verdicts_of

_BATCH = 16
_LOOKED_UP_AT_ONCE = 256
_KEPT_AT_ONCE = 2_000
"""Records written to the store in one transaction: enough to be fast, few enough to hold in memory."""

Record = tuple[bytes, str, bytes]
"""Pickled :class:`Reading` without its body, key of the body, the body as UTF-8."""


@dataclass(frozen=True, slots=True)
class Records:
    readings: dict[str, Reading]
    """By key, in the order of the scan."""
    kinds: Mapping[str, str]
    """Path → the kind a manuscript is of when it does not say."""
    fresh: frozenset[str]
    """Keys of those the store did not know."""
    store: Store
    name: str
    """Of the scan they were read from."""

    @property
    def all(self) -> list[Reading]:
        return list(self.readings.values())

    @property
    def manuscripts(self) -> list[Manuscript]:
        return [reading.manuscript for reading in self.readings.values() if reading.manuscript]

    def kinds_as_read(self, manuscripts: Iterable[Manuscript]) -> dict[str, str]:
        """Path → kind, for those of ``manuscripts`` nothing was changed in since they were read."""
        as_read = set(map(id, self.manuscripts))
        return {m.path: self.kinds[m.path] for m in manuscripts if id(m) in as_read}

    @property
    def fresh_paths(self) -> frozenset[str]:
        return frozenset(self.readings[key].path for key in self.fresh)

    def words(self) -> Iterator[tuple[str, bytes]]:
        """(manuscript path, words as UTF-8 bytes to search in) of what was not read in this build; a path comes twice."""
        known = {key: reading for key, reading in self.readings.items() if key not in self.fresh and reading.manuscript}
        bodies: dict[str, list[str]] = {}
        for reading in known.values():
            if reading.manuscript:
                bodies.setdefault(reading.manuscript.body, []).append(reading.path)
        for key, head in self.store.raw_heads(known):
            yield known[key].path, head
        for key, body in self.store.bodies(bodies):
            yield from ((path, body) for path in bodies[key])


def read_all(
    files: Scan,
    tree: SectionTree,
    has_file: bool,
    executor: Executor,
    store: Store,
    hashes: FileHashes,
    is_converted: bool = False,
) -> Records:
    """Read every manuscript; what the store knows of the same bytes, path and kind is not parsed again.

    Args:
        is_converted: the site has a Traditional variant, so what conversion may get wrong is looked for.
    """
    kinds = {path: usual_kind(path, tree, has_file) for path in files.manuscripts}
    records = read_some(files, kinds, executor, store, hashes, is_converted)
    if records.fresh or store.record_count() > len(records.readings):
        bodies = [manuscript.body for manuscript in records.manuscripts]
        store.prune(records.readings, bodies, other_versions())
    store.stay(records.readings)
    return records


def read_some(
    files: Scan, kinds: Mapping[str, str], executor: Executor, store: Store, hashes: FileHashes, is_converted: bool
) -> Records:
    """Read these manuscripts.

    Args:
        kinds: path → the kind it is of when it does not say.
    """
    key_of = partial(record_key, is_converted)
    keys = {path: key_of(kinds[path], path, name) for path in kinds if (name := hashes.known(path))}
    readings = store.heads(keys.values())
    unknown = [path for path in kinds if path not in keys or keys[path] not in readings]
    fresh: set[str] = set()

    def missing() -> Iterator[tuple[str, ReadingTask]]:
        # files are read while the workers parse those before them
        for start in range(0, len(unknown), _LOOKED_UP_AT_ONCE):
            tasks = [
                _read_now(files, path, kinds[path], hashes) for path in unknown[start : start + _LOOKED_UP_AT_ONCE]
            ]
            found = [(key_of(kinds[task.path], task.path, name, task.problem), task) for name, task in tasks]
            keys.update((task.path, key) for key, task in found)
            readings.update(store.heads(key for key, _ in found))
            for key, task in found:
                if key not in readings:
                    fresh.add(key)
                    yield key, task

    for key, reading in _read_missing(missing(), len(unknown), executor, store, is_converted):
        readings[key] = reading
    return Records({keys[path]: readings[keys[path]] for path in kinds}, kinds, frozenset(fresh), store, files.name)


def _read_now(files: Scan, path: str, kind: str, hashes: FileHashes) -> tuple[str, ReadingTask]:
    """Hash and task of one file. The hash is of the very bytes that will be parsed: the file may have been saved since it
    was looked at."""
    task = _task(files, path, kind)
    if not task.problem:
        hashes.remember(path, task.digest)
    return task.digest, task


def record_key(is_converted: bool, kind: str, path: str, name: str, problem: str = "") -> str:
    """Under which the store keeps the record of a manuscript with these bytes.

    Args:
        kind: that it is of when it does not say.
        name: hash of its bytes.
    """
    return f"reading {code_fingerprint()} {is_converted:d} {kind} {path} {name} {problem}"


def usual_kind(path: str, tree: SectionTree, has_file: bool) -> str:
    """The kind a manuscript is of when it does not say: its section's."""
    section = section_of_path(path, tree, has_file)
    if section is not None and section in tree.sections:
        return tree.sections[section].kind
    return "page" if path.partition("/")[0] == PAGES else "news"


def _task(files: Scan, path: str, kind: str) -> ReadingTask:
    try:
        # a path for each of ten thousand files takes longer to make than the file to read
        name = f"{files.elsewhere.get(path, files.root)}/{path}"
        with open(name, "rb") as stream:  # noqa: PTH123
            data = stream.read(MAX_BYTES + 1)
            size = os.fstat(stream.fileno()).st_size if len(data) > MAX_BYTES else len(data)
        return ReadingTask(path, data, kind, size=size, digest=digest(data))
    except OSError as error:
        return ReadingTask(path, b"", kind, error.strerror or "无法读取", digest=digest(b""))


def _read_missing(
    tasks: Iterable[tuple[str, ReadingTask]], most: int, executor: Executor, store: Store, is_converted: bool
) -> Iterator[tuple[str, Reading]]:
    """Read manuscripts the store does not know, given by key, and keep them there.

    Args:
        most: how many there may be.
    """
    if most <= _BATCH:
        executor = SerialExecutor()  # sooner done than workers are started
    under_way: deque[str] = deque()

    def parsed() -> Iterator[ReadingTask]:
        for key, task in tasks:
            under_way.append(key)
            yield task

    rows: list[tuple[str, bytes, str, bytes]] = []
    for head, body_key, body in map_batches(executor, partial(read_records, is_converted), parsed(), _BATCH):
        key = under_way.popleft()
        yield key, pickle.loads(head)  # noqa: S301  # our own worker made it
        rows.append((key, head, body_key, body))
        if len(rows) == _KEPT_AT_ONCE:
            store.put_records(rows)
            rows = []
    if rows:
        store.put_records(rows)


def load_dictionaries() -> None:
    """Let workers forked from now on share the converter's dictionaries: each would take a quarter of a second to load them."""
    to_traditional("医院")


def read_records(is_converted: bool, tasks: Sequence[ReadingTask]) -> list[Record]:
    """A worker's share of the reading."""
    readings = read_batch(tasks, examine=unvouched_names if is_converted else None)
    return [_record(reading, is_converted) for reading in readings]


def _record(reading: Reading, is_converted: bool) -> Record:
    if reading.manuscript is None:
        return pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), "", b""
    key, body = body_of(reading.manuscript)
    verdicts = weighed(reading.manuscript, key) if is_converted else {}
    return pickle.dumps(Parted(reading, key, verdicts), pickle.HIGHEST_PROTOCOL), key, body


def weighed(manuscript: Manuscript, body: str) -> dict[str, Verdicts]:
    """The verdicts about the texts that lists show, by text, and about its body, by its content hash."""
    if manuscript.language != "zh-Hans":
        return {}
    texts = manuscript.front.title, manuscript.front.summary, manuscript.excerpt
    found = {text: verdicts_of(text) for text in texts if text} | {body: html_verdicts(manuscript.html)}
    return {text: verdicts for text, verdicts in found.items() if verdicts is not None}


def body_of(manuscript: Manuscript) -> tuple[str, bytes]:
    """The key of a body, and the body as UTF-8."""
    body = manuscript.html.encode("utf-8", "surrogatepass")
    return digest(body), body
