"""What lies in content/, and what is not followed."""

from __future__ import annotations

import os

import pytest

from xinglin.manuscript.scanning import scan


def test_manuscripts_and_files(tmp_path):
    """Markdown files are manuscripts, other files are listed with their size; leftovers and notes are neither."""
    for name in [
        "news/a/index.md",
        "news/a/甲.jpg",
        "b.MARKDOWN",
        "README.md",
        ".git/x.md",
        "~$a.docx",
        "Thumbs.db",
        "news/README.md",
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"123")
    found = scan(tmp_path)

    assert sorted(found.manuscripts) == ["b.MARKDOWN", "news/README.md", "news/a/index.md"]
    assert found.files == {"news/a/甲.jpg": 3}
    assert found.diagnostics == []


def test_what_is_not_followed(tmp_path):
    """Links, pipes and folders named like articles are each told once; what is behind a link is not listed."""
    content = tmp_path / "content"
    (content / "x.md").mkdir(parents=True)
    (content / "x.md" / "index.md").write_bytes(b"")
    (tmp_path / "secret.md").write_bytes(b"")
    (content / "link.md").symlink_to(tmp_path / "secret.md")
    (content / "folder").symlink_to("/etc")
    os.mkfifo(content / "pipe.md")
    found = scan(content)

    assert found.manuscripts == ["x.md/index.md"]
    assert found.files == {}
    assert sorted((d.path, d.code) for d in found.diagnostics) == [
        ("folder", "FIL02"), ("link.md", "FIL02"), ("pipe.md", "FIL03"), ("x.md", "FIL04"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [b"\xff\xfe.md", b"a\nb.md", b"\xb1\xea\xcc\xe2.md"])
def test_names_that_are_no_text(tmp_path, name):
    """A file name in another encoding, or with a line break, is told and left out."""
    (tmp_path / "a.md").write_bytes(b"")
    (tmp_path / os.fsdecode(name)).write_bytes(b"")
    found = scan(tmp_path)

    assert found.manuscripts == ["a.md"]
    assert [d.code for d in found.diagnostics] == ["FIL05"]
    found.diagnostics[0].path.encode()


def test_the_order_is_that_of_paths(tmp_path):
    """Manuscripts come in the order of their paths, whatever order the disk gives."""
    for name in ["b.md", "a/z.md", "a-b.md", "a.md", "c/a.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")

    assert scan(tmp_path).manuscripts == sorted(["b.md", "a/z.md", "a-b.md", "a.md", "c/a.md"])
