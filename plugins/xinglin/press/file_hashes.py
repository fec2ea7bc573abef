"""Content hashes of files, remembered as long as a file was not touched.

A file is taken for the same when its size, its times and its inode are; unless it was changed so shortly before it was
hashed that a second change might bear the same time (git's rule for racy timestamps): then its bytes are read again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from xinglin.core.hashing import digest_file
from xinglin.manuscript.scanning import Scan
from xinglin.press.store import Store

_LARGE = 64 * 1024 * 1024
"""Bytes; a film that no article shows need not be read."""
_RACY_NS = 2_000_000_000
"""The coarsest clock of a file system in use: FAT counts in two seconds."""


class FileHashes:
    """Hashes of the files of one scan. :meth:`save` keeps what was found out."""

    def __init__(self, files: Scan, store: Store) -> None:
        self.files = files
        self._store = store
        self._root = files.name
        self._known: Mapping[str, tuple[str, str]] = store.files(self._root)
        self._changed: dict[str, tuple[str, str]] = {}

    def known(self, path: str) -> str | None:
        """The hash, when the file need not be read for it.

        What this build has found out stays for all of it, so that its mark names what it was made from: a file that is
        saved meanwhile is the next build's.
        """
        if path in self._changed:
            return self._changed[path][1]
        entry = self._known.get(path)
        return entry[1] if entry and entry[0] == self._stamp(path) else None

    def digest(self, path: str) -> str:
        """
        Raises:
            OSError: it cannot be read.
        """
        found = self.known(path)
        if found is None:
            found = digest_file(self.files.absolute(path))
            self.remember(path, found)
        return found

    def remember(self, path: str, found: str) -> None:
        """A hash somebody else made, of bytes read after the scan."""
        self._changed[path] = (self._stamp(path), found)

    def name(self, path: str) -> str:
        """What tells this content of a file from others: its hash; for a file too large to be read for that, its state."""
        if self.files.statuses[path].st_size > _LARGE:
            return self.known(path) or self._stamp(path)
        try:
            return self.digest(path)
        except OSError as error:
            return str(error)

    def save(self) -> None:
        """Write what changed; forget files that are no longer there."""
        gone = [path for path in self._known if path not in self.files.statuses]
        if self._changed or gone:
            self._store.put_files(self._root, self._changed, gone)

    def _stamp(self, path: str) -> str:
        """Names a state of a file; a state too young to be trusted gets a name no later one has."""
        status = self.files.statuses[path]
        touched = max(status.st_mtime_ns, status.st_ctime_ns)
        now = time.time_ns()
        young = f" {now}" if now - touched < _RACY_NS else ""
        return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}{young}"
