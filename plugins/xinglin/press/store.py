"""What earlier builds found out, by content: a damaged or foreign store is thrown away, never believed.

Correctness never depends on it; an empty store only makes a build slower.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_SCHEMA = "xinglin-store-2"


class Store:
    """A key-value store of JSON on SQLite. Keys name the work and the content it was done on."""

    def __init__(self, folder: Path | None) -> None:
        """
        Args:
            folder: the cache folder; None keeps everything in memory, for `check` and tests.
        """
        self.rebuilt = False
        """The file was unusable and has been started anew: worth one line to whoever runs the build."""
        if folder is None:
            self._connection = self._open(":memory:")
            return
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "store.sqlite"
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
        connection.execute("CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
        )
        row = connection.execute("SELECT value FROM fact WHERE key = 'schema'").fetchone()
        if row and row[0] != _SCHEMA:
            connection.close()
            raise ValueError("foreign store")
        connection.execute("INSERT OR IGNORE INTO fact VALUES ('schema', ?)", (_SCHEMA,))
        connection.commit()
        return connection

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values that are known, by key; unreadable ones count as unknown."""
        found: dict[str, Any] = {}
        for key in keys:
            row = self._connection.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
            if row:
                with contextlib.suppress(json.JSONDecodeError):
                    found[key] = json.loads(row[0])
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)

    def get_records(self, keys: Iterable[str]) -> dict[str, Any]:
        """Pickled records by key, as :meth:`put_records` took them; unreadable ones count as unknown.

        The file is as trusted as our own code beside it: whoever can write it can write that too.
        """
        found: dict[str, Any] = {}
        for key in keys:
            row = self._connection.execute("SELECT value FROM record WHERE key = ?", (key,)).fetchone()
            if row:
                with contextlib.suppress(pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError):
                    found[key] = pickle.loads(row[0])  # noqa: S301  # see above
        return found

    def put_records(self, records: Mapping[str, Any], used: Iterable[str]) -> None:
        """Keep ``records``, and of the others only those of ``used``: what no manuscript needs any more goes."""
        rows = [(key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for key, value in records.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?)", rows)
            known = {key for (key,) in self._connection.execute("SELECT key FROM record")}
            gone = [(key,) for key in known.difference(used)]
            self._connection.executemany("DELETE FROM record WHERE key = ?", gone)

    def close(self) -> None:
        self._connection.close()
