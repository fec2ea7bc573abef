"""Files written whole or not at all, and paths that cannot leave their folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees either the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".xinglin-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp makes files private; a web server must be able to read them
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_new(path: str, data: bytes, folders: set[str]) -> None:
    """Write a file nobody reads yet, straight through the system: ten thousands of them are written in one build.

    Args:
        folders: those known to exist; what is made is added.
    """
    folder = path.rpartition("/")[0]
    if folder not in folders:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        folders.add(folder)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def normalise_posix(path: str) -> str | None:
    """Collapse ``.`` and ``..`` in a relative POSIX path; None when it would climb out of its root or is absolute."""
    if path.startswith("/") or "\\" in path or "\0" in path:
        return None
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def is_inside(path: Path, folder: Path) -> bool:
    """True when ``path``, links followed, is ``folder`` or lies below it."""
    return path.resolve().is_relative_to(folder.resolve())
