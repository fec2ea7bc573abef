"""Staging: what is written, what stands as it is, and what must never happen."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from xinglin.press.landing import land
from xinglin.press.staging import StagedFile, Staging, StagingArea


def _built(output: Path, files: dict[str, bytes]) -> Staging:
    """The staging of a next build, after one that left these files."""
    first = Staging(output, "public")
    for path, data in files.items():
        first.write(path, data, "page")
    land(first)
    return Staging(output, "public")


def test_what_stands_in_the_output_is_not_written_again(tmp_path: Path) -> None:
    staging = _built(tmp_path / "output", {"a.html": b"same", "b.html": b"before"})

    staging.write("a.html", b"same", "page")
    staging.write("b.html", b"behind", "page")

    assert staging.unchanged == {"a.html"}
    assert [path.name for path in staging.folder.iterdir()] == ["b.html"]
    assert staging.sizes == {"a.html": 4, "b.html": 6}


def test_a_file_somebody_changed_is_written_again(tmp_path: Path) -> None:
    staging = _built(tmp_path / "output", {"a.html": b"same"})
    (tmp_path / "output" / "a.html").write_bytes(b"evil")

    staging.write("a.html", b"same", "page")

    assert not staging.unchanged
    assert (staging.folder / "a.html").read_bytes() == b"same"


def test_two_files_for_one_path_end_the_build(tmp_path: Path) -> None:
    staging = _built(tmp_path / "output", {})
    staging.write("a.html", b"one", "page")

    with pytest.raises(RuntimeError, match=r"a\.html"):
        staging.write("a.html", b"two", "page")


def test_another_process_puts_files_there(tmp_path: Path) -> None:
    """As workers do, also where they are not forked: the area is sent to them."""
    staging = _built(tmp_path / "output", {"same.html": b"1", "new.html": b"1"})

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        files = list(pool.map(_put, [staging.area] * 2, ["same.html", "a/b/new.html"]))
    for file in files:
        staging.enter(file)
    land(staging)

    assert [file.is_unchanged for file in files] == [True, False]
    assert (tmp_path / "output" / "a/b/new.html").read_bytes() == b"1"
    assert not (tmp_path / "output" / "new.html").exists()


def _put(area: StagingArea, path: str) -> StagedFile:
    return area.put(path, b"1", "page")
