"""Searching finished files for thousands of wordings at once, in worker processes.

One Aho-Corasick automaton over all wordings runs over each file once: time grows with the bytes of the site and hardly
with the number of internal records (measured: 590 MB/s for 1,000 wordings, 430 MB/s for 160,000).
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import ahocorasick_rs

from xinglin.checks import office_words
from xinglin.core.pools import map_batches, open_pool

_MARKUP = frozenset({".html", ".xml", ".svg", ".xhtml"})
_PLAIN = frozenset({".txt", ".csv", ".json", ".js", ".css", ".webmanifest", ".ics", ".md", ""})
_WHOLE = 16_000_000
"""Bytes read at once; larger files (films, archives of scans) pass in windows."""
_OVERLAP = 4_096
"""Longer than any wording."""
_KEY, _HEAD = 10, 24
"""Bytes of a wording's beginning: three Chinese characters and a bit where every place is looked at, eight in the automaton."""
_FEW = 4_000_000
"""Bytes that are looked through in Python in the time an automaton over a hundred thousand wordings takes to be made."""
_PER_BATCH = 64
_WORTH_A_POOL = 256
_TAG = re.compile(rb"<[^>]*>")
_ESCAPED = re.compile(rb"\\u[4-9a-fA-F][0-9a-fA-F]{3}")
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_ENTITY = re.compile(rb"&#(?:[xX][3-9a-fA-F][0-9a-fA-F]{3}|[1-6]\d{4});")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}|[\w.~!*()+-])*")
_SPACE = b" \t\r\n\f\v"
_DIGIT, _WORD = re.compile(rb"[0-9]"), re.compile(rb"[0-9A-Za-z_-]")


class Wording(NamedTuple):
    """Bytes to look for, without white space. ``whole``: only where they are no part of a longer number or name."""

    data: bytes
    whole: bool


class FileTask(NamedTuple):
    path: str
    """Below the output."""
    place: str
    """Where its bytes are."""


class FileHits(NamedTuple):
    path: str
    wordings: tuple[int, ...]
    """Positions in the list of wordings."""


class Search:
    """A prepared search, made once in each process.

    Wordings are found by how they begin, then compared whole: an automaton over beginnings is a fifth of one over all words,
    and for few files it is not made at all.
    """

    def __init__(self, wordings: Sequence[Wording], *, few: bool = False) -> None:
        """
        Args:
            few: little will be searched; look at each place instead of making an automaton, which takes longer.
        """
        self.wordings = tuple(wordings)
        self._heads: dict[bytes, list[int]] = defaultdict(list)
        for number, wording in enumerate(self.wordings):
            self._heads[wording.data[: _KEY if few else _HEAD]].append(number)
        self._automaton: ahocorasick_rs.BytesAhoCorasick | None = None
        self._numbers = list(self._heads.values())
        self._lengths = sorted({len(head) for head in self._heads})
        if not few:
            kind = ahocorasick_rs.Implementation.ContiguousNFA
            self._automaton = ahocorasick_rs.BytesAhoCorasick(list(self._heads), implementation=kind)

    def within(self, data: bytes) -> set[int]:
        """Which wordings stand in these bytes, white space already taken out."""
        found: set[int] = set()
        for numbers, start in self._beginnings(data):
            for number in numbers:
                wording = self.wordings[number]
                if number in found or not data.startswith(wording.data, start):
                    continue
                if not (wording.whole and _is_inside_a_word(data, start, start + len(wording.data))):
                    found.add(number)
        return found

    def _beginnings(self, data: bytes) -> Iterator[tuple[list[int], int]]:
        if self._automaton is not None:
            for number, start, _ in self._automaton.find_matches_as_indexes(data, overlapping=True):
                yield self._numbers[number], start
            return
        heads = self._heads
        for length in self._lengths:
            for start in range(len(data) - length + 1):
                numbers = heads.get(data[start : start + length])
                if numbers is not None:
                    yield numbers, start

    def in_file(self, name: str, data: bytes) -> set[int]:
        """Which wordings stand in a file of that name, in any of the forms software writes them in."""
        found: set[int] = set()
        for view in views(name, data):
            found |= self.within(view)
        return found


def _is_inside_a_word(data: bytes, start: int, end: int) -> bool:
    """Whether a number is part of a longer one, a name of a longer one."""
    part = _DIGIT if data[start:end].isdigit() else _WORD
    before, behind = data[max(0, start - 1) : start], data[end : end + 1]
    return bool(
        (part.match(before) and part.match(data[start : start + 1]))
        or (part.match(behind) and part.match(data[end - 1 : end]))
    )


def views(name: str, data: bytes) -> Iterator[bytes]:
    """A file's bytes as a reader or a program may see them, without white space.

    Every byte is in one of them. Markup is seen with its tags and without (so that ``<b>`` in a sentence hides nothing); JSON
    and JavaScript escapes, numeric entities and percent signs are resolved where there are any.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _MARKUP:
        visible = _TAG.sub(b"", data)
        yield data  # two telephone numbers with a space between them are two
        yield _squeezed(data)
        yield _squeezed(visible)
    elif suffix in _PLAIN:
        data = _as_utf8(data)
        yield data
        yield _squeezed(data)
        visible = data
    else:
        yield data
        if office_words.is_archive(data):
            yield from map(_squeezed, office_words.words(data))
        return
    if b"\\u" in data and _ESCAPED.search(data):
        yield _squeezed(_ESCAPE.sub(_character, data))
    if b"&#" in data and _ENTITY.search(data):
        yield _squeezed(html.unescape(visible.decode("utf-8", "replace")).encode())
    if b"%" in data:
        quoted = [found for found in _PERCENT.findall(data) if len(found) > 12]
        if quoted:
            yield _squeezed(b"\0".join(unquote_to_bytes(found) for found in quoted))


def _squeezed(data: bytes) -> bytes:
    return data.translate(None, _SPACE)


def _character(match: re.Match[bytes]) -> bytes:
    return chr(int(match[1], 16)).encode("utf-8", "replace")


def _as_utf8(data: bytes) -> bytes:
    """Text files for Excel are often GB 18030 or UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    try:
        data.decode()
    except UnicodeDecodeError:
        return data + b"\0" + data.decode("gb18030", "ignore").encode("utf-8", "ignore")
    return data


# ---- in worker processes

_searches: dict[str, Search] = {}


def _install(key: str, wordings: Sequence[Wording], few: bool = False) -> None:
    if key not in _searches:
        _searches[key] = Search(wordings, few=few)


def search_files(
    wordings: Sequence[Wording], files: Iterable[FileTask], workers: int, key: str = "search"
) -> Iterator[FileHits]:
    """The files in which something was found.

    Args:
        workers: processes; a few files are searched by this process sooner than workers are started.

    Raises:
        OSError: a file cannot be read.
    """
    tasks = list(files)
    if not tasks or not wordings:
        return
    _install(key, wordings, len(tasks) < _WORTH_A_POOL and _total(tasks) < _FEW)  # forked workers have it from here
    try:
        with open_pool(workers if len(tasks) >= _WORTH_A_POOL else 1, _install, key, wordings) as executor:
            for hits in map_batches(executor, _search_batch, ((key, task) for task in tasks), _PER_BATCH):
                if hits.wordings:
                    yield hits
    finally:
        _searches.pop(key, None)


def _total(tasks: Iterable[FileTask]) -> int:
    return sum(Path(task.place).stat().st_size for task in tasks)


def _search_batch(tasks: Sequence[tuple[str, FileTask]]) -> list[FileHits]:
    return [FileHits(task.path, tuple(sorted(_search_one(_searches[key], task)))) for key, task in tasks]


def _search_one(search: Search, task: FileTask) -> set[int]:
    place = Path(task.place)
    if place.stat().st_size <= _WHOLE:
        return search.in_file(task.path, place.read_bytes())
    found: set[int] = set()
    rest = b""
    with place.open("rb") as stream:
        while piece := stream.read(_WHOLE):
            found |= search.in_file(task.path, rest + piece)
            rest = piece[-_OVERLAP:]
    return found
