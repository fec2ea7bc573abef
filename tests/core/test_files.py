"""Hashes, whole files, and paths that stay in their folder."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.core.files import is_inside, normalise_posix, write_atomic
from xinglin.core.hashing import digest, digest_file


def test_digest_is_blake2b_128():
    """One algorithm, one spelling: 32 hex digits of BLAKE2b, text as UTF-8."""
    expected = hashlib.blake2b("杏林".encode(), digest_size=16).hexdigest()

    assert digest("杏林") == digest("杏林".encode()) == expected
    assert len(expected) == 32
    assert digest("\ud800")  # a name the file system could not decode still has a hash


def test_digest_file_is_the_digest_of_its_bytes(tmp_path):
    """A file read in pieces has the hash of its whole content."""
    data = os.urandom(2_500_000)
    (tmp_path / "a").write_bytes(data)

    assert digest_file(tmp_path / "a") == digest(data)


def test_write_makes_folders_and_readable_files(tmp_path):
    """A written file exists with its folders, and a web server may read it."""
    path = tmp_path / "新闻" / "a" / "index.html"
    write_atomic(path, "甲".encode())

    assert path.read_text("utf-8") == "甲"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [entry.name for entry in path.parent.iterdir()] == ["index.html"]


@pytest.mark.parametrize("step", ["fdopen", "replace"])
def test_a_failed_write_keeps_the_old_content(tmp_path, monkeypatch, step):
    """When the disk is full the old file stays whole and no rubbish is left beside it."""
    path = tmp_path / "a.html"
    path.write_bytes(b"old")

    def fail(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fdopen":

        class Full:
            def __init__(self, handle: int, _mode: str) -> None:
                self.handle = handle

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                os.close(self.handle)

            write = staticmethod(fail)

        monkeypatch.setattr("xinglin.core.files.os.fdopen", Full)
    else:
        monkeypatch.setattr("xinglin.core.files.Path.replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")

    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("a/b.jpg", "a/b.jpg"),
        ("./a/./b", "a/b"),
        ("a/../b", "b"),
        ("a//b/", "a/b"),
        ("a/..", ""),
        ("..", None),
        ("a/../../b", None),
        ("/etc/passwd", None),
        ("//host/x", None),
        ("a\\b", None),
        ("a\0b", None),
        ("...", "..."),
    ],
)
def test_normalise_posix(path, normal):
    """Dots are collapsed; a path that climbs out of its root, or is absolute, is none."""
    assert normalise_posix(path) == normal


@given(st.lists(st.sampled_from(["a", "b", "..", ".", "", "新"]), max_size=8).map("/".join))
def test_normalised_paths_stay_inside(path):
    """For any path: the result agrees with the operating system's own rule, is its own normal form, never climbs."""
    normal = normalise_posix(path)
    reference = posixpath.normpath("/root/" + path)

    if normal is None:
        assert path.startswith("/") or ".." in path
    else:
        assert ".." not in normal.split("/")
        assert posixpath.normpath(f"/root/{normal}") == reference
        assert normalise_posix(normal) == normal


def test_is_inside_follows_links(tmp_path):
    """A link that leaves the folder is outside, whatever its name says."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")

    assert is_inside(tmp_path / "in" / "x", tmp_path / "in")
    assert is_inside(tmp_path / "in", tmp_path / "in")
    assert not is_inside(tmp_path / "in" / "link" / "x", tmp_path / "in")
    assert not is_inside(tmp_path / "in-2", tmp_path / "in")
