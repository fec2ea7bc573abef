"""What earlier builds found out, by content: a damaged or foreign store is thrown away, never believed.

Correctness never depends on it; an empty store only makes a build slower. One SQLite file: facts (small JSON values), blobs
(large pickled ones), pages (what is known of those in an output), heads (a manuscript's record without its body), bodies (the
HTML, by its own hash) and files (content hashes of files that have not changed since). Only the process that builds writes it.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

STORE_FILE = "store.sqlite"
"""In the cache folder."""
_SCHEMA = "xinglin-store-4"
_TABLES = (
    "CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS head (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS body (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS blob (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS page (book TEXT, path TEXT, fingerprint TEXT, size INTEGER, kind TEXT,"
    " PRIMARY KEY (book, path)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS file (root TEXT, path TEXT, stamp TEXT, digest TEXT, PRIMARY KEY (root, path)) WITHOUT ROWID",
)
_PIECE = 500
"""Keys asked for at once: SQLite's oldest limit is 999."""
_MANY = 2_000
"""For more keys the whole table is read: it holds little else."""


class Store:
    """See the module. A second build at the same time waits for the first one's writing and finds either state whole."""

    def __init__(self, folder: Path | None, *, is_resident: bool = False) -> None:
        """
        Args:
            folder: the cache folder; None keeps everything in memory, for `check` and tests.
            is_resident: have the heads of the last build at hand, for a process that builds again and again.
        """
        self._resident: dict[str, Any] | None = {} if is_resident else None
        self.rebuilt = False
        """The file was unusable and has been started anew: worth one line to whoever runs the build."""
        self.path: Path | None = None
        if folder is None:
            self._connection = self._open(":memory:")
            return
        folder.mkdir(parents=True, exist_ok=True)
        path = self.path = folder / STORE_FILE
        try:
            self._connection = self._open(str(path))
        except (sqlite3.DatabaseError, ValueError):
            self.rebuilt = True
            for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                leftover.unlink(missing_ok=True)
            self._connection = self._open(str(path))

    @staticmethod
    def _open(name: str) -> sqlite3.Connection:
        connection = sqlite3.connect(name, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        for table in _TABLES:
            connection.execute(table)
        row = connection.execute("SELECT value FROM fact WHERE key = 'schema'").fetchone()
        if row and row[0] != _SCHEMA:
            connection.close()
            raise ValueError("foreign store")
        connection.execute("INSERT OR IGNORE INTO fact VALUES ('schema', ?)", (_SCHEMA,))
        connection.commit()
        return connection

    # ---- facts

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values that are known, by key; unreadable ones count as unknown."""
        found: dict[str, Any] = {}
        for key, value in self._select("fact", keys):
            with contextlib.suppress(json.JSONDecodeError):
                found[key] = json.loads(value)
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)

    def delete(self, keys: Iterable[str]) -> None:
        with self._connection:
            self._connection.executemany("DELETE FROM fact WHERE key = ?", [(key,) for key in keys])

    # ---- blobs

    def blob(self, key: str) -> bytes | None:
        rows = list(self._select("blob", [key]))
        return rows[0][1] if rows else None

    def put_blob(self, key: str, value: bytes) -> None:
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO blob VALUES (?, ?)", (key, value))

    def delete_blob(self, key: str) -> None:
        with self._connection:
            self._connection.execute("DELETE FROM blob WHERE key = ?", (key,))

    # ---- pages

    def pages(self, book: str) -> Iterator[tuple[str, str, int, Any]]:
        """(path, fingerprint, bytes, group) of every page in a book."""
        return self._connection.execute("SELECT path, fingerprint, size, kind FROM page WHERE book = ?", (book,))

    def put_pages(self, book: str, rows: Iterable[tuple[str, str, int, str]]) -> None:
        """Let a book have these pages and no others."""
        with self._connection:
            self._connection.execute("DELETE FROM page WHERE book = ?", (book,))
            self._put_pages(book, rows)

    def amend_pages(self, book: str, rows: Iterable[tuple[str, str, int, str]]) -> None:
        with self._connection:
            self._put_pages(book, rows)

    def _put_pages(self, book: str, rows: Iterable[tuple[str, str, int, str]]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", ((book, *row) for row in rows)
        )

    # ---- records

    def heads(self, keys: Iterable[str]) -> dict[str, Any]:
        """Pickled records by key, as :meth:`put_record` took them; unreadable ones count as unknown.

        The file is as trusted as our own code beside it: whoever can write it can write that too.
        """
        wanted = dict.fromkeys(keys)
        known = self._resident or {}
        found = {key: known[key] for key in wanted if key in known}
        for key, value in self._select("head", (key for key in wanted if key not in found)):
            with contextlib.suppress(pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError):
                found[key] = pickle.loads(value)  # noqa: S301  # see above
        return found

    def stay(self, heads: Mapping[str, Any]) -> None:
        """In a process that builds again and again: have these at hand for the next build, and no others."""
        if self._resident is not None:
            self._resident = dict(heads)

    def raw_heads(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The pickled bytes themselves: their strings are UTF-8 and can be searched."""
        return self._select("head", keys)

    def bodies(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Key → HTML as UTF-8, for the keys that are known."""
        return self._select("body", keys)

    def put_records(self, records: Iterable[tuple[str, bytes, str, bytes]]) -> None:
        """Keep records: (key, pickled head, key of the body, body)."""
        rows = list(records)
        with self._connection:
            heads = [(key, head) for key, head, _, _ in rows]
            self._connection.executemany("INSERT OR REPLACE INTO head VALUES (?, ?)", heads)
            bodies = [(body_key, body) for _, _, body_key, body in rows]
            self._connection.executemany("INSERT OR IGNORE INTO body VALUES (?, ?)", bodies)

    def record_count(self) -> int:
        row: tuple[int] = self._connection.execute("SELECT count(*) FROM head").fetchone()
        return row[0]

    def prune(self, heads: Iterable[str], bodies: Iterable[str], facts: tuple[str, str]) -> None:
        """Forget every record but these: what no manuscript needs any more goes.

        Args:
            facts: GLOB patterns; what matches the first and not the second goes too.
        """
        with self._connection:
            for table, column in (("fact", "key"), ("blob", "key"), ("page", "book")):
                condition = f"{column} GLOB ? AND NOT {column} GLOB ?"
                self._connection.execute(f"DELETE FROM {table} WHERE {condition}", facts)  # noqa: S608
            for table, used in (("head", heads), ("body", bodies)):
                known = {key for (key,) in self._connection.execute(f"SELECT key FROM {table}")}  # noqa: S608
                gone = [(key,) for key in known.difference(used)]
                self._connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608

    # ---- hashes of files

    def files(self, root: str) -> dict[str, tuple[str, str]]:
        """Path below ``root`` → (stamp, content hash), as the last build found them."""
        rows = self._connection.execute("SELECT path, stamp, digest FROM file WHERE root = ?", (root,))
        return {path: (stamp, name) for path, stamp, name in rows}

    def put_files(self, root: str, changed: Mapping[str, tuple[str, str]], gone: Iterable[str]) -> None:
        with self._connection:
            self._connection.executemany(
                "DELETE FROM file WHERE root = ? AND path = ?", [(root, path) for path in gone]
            )
            rows = [(root, path, stamp, name) for path, (stamp, name) in changed.items()]
            self._connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", rows)

    def _select(self, table: str, keys: Iterable[str]) -> Iterator[tuple[str, Any]]:
        wanted = list(keys)
        if len(wanted) > _MANY:
            asked = set(wanted)
            rows = self._connection.execute(f"SELECT key, value FROM {table}")  # noqa: S608
            yield from (row for row in rows if row[0] in asked)
            return
        for start in range(0, len(wanted), _PIECE):
            piece = wanted[start : start + _PIECE]
            marks = ",".join("?" * len(piece))
            yield from self._connection.execute(f"SELECT key, value FROM {table} WHERE key IN ({marks})", piece)  # noqa: S608

    def close(self) -> None:
        self._connection.close()


class BodyReader:
    """Reads bodies in a worker: a connection of its own, opened at the first need, since none survives a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._last = "", ""
        """Key and body: an article's variants are printed one after the other."""

    def __call__(self, key: str) -> str:
        """
        Raises:
            LookupError: the store has no such body; the build that asked put it there, so somebody removed it.
        """
        if key == self._last[0]:
            return self._last[1]
        if self._connection is None:
            self._connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
        row = self._connection.execute("SELECT value FROM body WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise LookupError(f"no body {key}")
        self._last = key, str(row[0], "utf-8")
        return self._last[1]
