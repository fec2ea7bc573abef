"""Remembered content hashes: never of other bytes than the file has."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from xinglin.core.hashing import digest
from xinglin.manuscript.scanning import scan
from xinglin.press.file_hashes import FileHashes
from xinglin.press.store import Store

OLD = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def store() -> Store:
    return Store(None)


def _write(path: Path, data: bytes, changed: int = OLD) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(changed, changed))


def _hashes(folder: Path, store: Store) -> FileHashes:
    return FileHashes(scan(folder), store)


def _aged(hashes: FileHashes) -> FileHashes:
    """The same files as if nobody had touched them for an hour: the status' own change time cannot be set."""
    for path, status in hashes.files.statuses.items():
        values = list(status)
        hashes.files.statuses[path] = os.stat_result(
            values, {"st_mtime_ns": status.st_mtime_ns, "st_ctime_ns": OLD, "st_atime_ns": OLD}
        )
    return hashes


def test_an_untouched_file_is_not_read_again(tmp_path: Path, store: Store) -> None:
    _write(tmp_path / "a.pdf", b"one")
    first = _aged(_hashes(tmp_path, store))
    assert first.known("a.pdf") is None
    assert first.digest("a.pdf") == digest(b"one")
    first.save()

    assert _aged(_hashes(tmp_path, store)).known("a.pdf") == digest(b"one")


def test_a_file_hashed_while_young_is_read_again(tmp_path: Path, store: Store) -> None:
    """Changed twice within one tick of the clock, size and time are the same: only the bytes tell (git, racy timestamps)."""
    path = tmp_path / "a.pdf"
    now = time.time_ns()
    _write(path, b"one", now)
    first = _hashes(tmp_path, store)
    assert first.digest("a.pdf") == digest(b"one")
    first.save()
    with path.open("r+b") as stream:
        stream.write(b"two")
    os.utime(path, ns=(now, now))

    assert _hashes(tmp_path, store).digest("a.pdf") == digest(b"two")
    assert _aged(_hashes(tmp_path, store)).digest("a.pdf") == digest(b"two")


@pytest.mark.parametrize("other", [b"longer", b"two"])
def test_a_changed_file_is_read_again(other: bytes, tmp_path: Path, store: Store) -> None:
    """Another size, or the same size at another time."""
    _write(tmp_path / "a.pdf", b"one")
    first = _aged(_hashes(tmp_path, store))
    first.digest("a.pdf")
    first.save()
    _write(tmp_path / "a.pdf", other, OLD + 5_000_000_000)

    assert _aged(_hashes(tmp_path, store)).digest("a.pdf") == digest(other)


def test_files_that_are_gone_are_forgotten(tmp_path: Path, store: Store) -> None:
    """And those of another content folder are not."""
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        _write(tmp_path / folder / "a.pdf", b"one")
        hashes = _aged(_hashes(tmp_path / folder, store))
        hashes.digest("a.pdf")
        hashes.save()
    (tmp_path / "here" / "a.pdf").unlink()

    _hashes(tmp_path / "here", store).save()

    assert store.files(str((tmp_path / "here").resolve())) == {}
    assert store.files(str((tmp_path / "there").resolve())).keys() == {"a.pdf"}


def test_one_build_sees_one_state(tmp_path: Path, store: Store) -> None:
    """Saved while a build runs, a file is the next build's: the mark of this one names what was read."""
    _write(tmp_path / "a.pdf", b"one", time.time_ns())
    hashes = _hashes(tmp_path, store)
    before = hashes.digest("a.pdf")

    _write(tmp_path / "a.pdf", b"two", time.time_ns())

    assert hashes.digest("a.pdf") == hashes.known("a.pdf") == before == digest(b"one")
