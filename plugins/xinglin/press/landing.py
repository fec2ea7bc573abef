"""From staging to output: assets first, then pages, lists, deletions. Only files of our own manifest are ever deleted.

A page never points to a picture that is not there yet, a list never to a page that is not. Each file appears whole
(rename on one file system); a file whose bytes did not change keeps its time. Interrupted, the next build lands again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xinglin.core.files import write_atomic
from xinglin.core.hashing import digest

MANIFEST = ".xinglin-manifest.json"


class UnsafeOutput(Exception):
    """The output folder cannot be used: it would overwrite what it is made from, or somebody else's files."""


def check_output(output: Path, content: Path) -> None:
    """Refuse an output inside content/ or the reverse.

    Raises:
        UnsafeOutput: with a Chinese sentence.
    """
    out, source = output.resolve(), content.resolve()
    if out.is_relative_to(source) or source.is_relative_to(out):
        raise UnsafeOutput(f"输出文件夹（{output}）和稿件文件夹（{content}）不能一个套着另一个。")
    if out.exists() and not out.is_dir():
        raise UnsafeOutput(f"输出位置（{output}）不是文件夹。")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).exists():
        raise UnsafeOutput(f"输出文件夹（{output}）里有不是本系统生成的文件。请换一个空文件夹，或先把它清空。")


@dataclass(frozen=True, slots=True)
class Landed:
    """How many files were written, left alone because their bytes were the same, and deleted."""

    written: int
    unchanged: int
    pruned: int


class Staging:
    """A folder beside the output, on the same file system, where the whole next site is put together."""

    def __init__(self, output: Path) -> None:
        self.output = output
        output.parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-staging-", dir=output.parent))
        self._folders: set[Path] = set()
        self.groups: dict[str, str] = {}
        """Path below output/ → when it lands: ``asset``, ``page`` or ``list``."""
        self.digests: dict[str, str] = {}

    def write(self, path: str, data: bytes, group: str) -> None:
        """Stage one file."""
        target = self.folder / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        target.write_bytes(data)
        self.groups[path] = group
        self.digests[path] = digest(data)

    def copy(self, path: str, source: Path, source_digest: str, group: str = "asset") -> None:
        """Stage a file that exists already; a hard link where the file system allows it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.groups[path] = group
        self.digests[path] = source_digest

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def read_manifest(output: Path) -> dict[str, str]:
    """Path → digest of the files the last build left in ``output``; empty when unknown."""
    with contextlib.suppress(OSError, ValueError):
        files = json.loads((output / MANIFEST).read_text("utf-8"))["files"]
        return {str(path): str(value) for path, value in files.items()}
    return {}


def land(staging: Staging) -> Landed:
    """Bring the staged files into output and delete what is no longer there."""
    output = staging.output
    output.mkdir(parents=True, exist_ok=True)
    before = read_manifest(output)
    gone = [path for path in before if path not in staging.digests]
    # until landing is over the manifest names both, so that an interrupted landing loses track of nothing
    _write_manifest(output, before | staging.digests)
    _clear_way(output, gone, staging.digests)
    written = unchanged = 0
    for path in _in_order(staging.groups):
        target = output / path
        if before.get(path) == staging.digests[path] and _same_bytes(staging.folder / path, target):
            unchanged += 1
            continue
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging.folder / path).replace(target)
        written += 1
    pruned = sum(_delete(output, path) for path in gone)
    _write_manifest(output, staging.digests)
    staging.discard()
    return Landed(written, unchanged, pruned)


def _in_order(groups: Mapping[str, str]) -> Iterator[str]:
    for group in ("asset", "page", "list"):
        yield from sorted(path for path, its in groups.items() if its == group)


def _same_bytes(staged: Path, target: Path) -> bool:
    try:
        return staged.stat().st_size == target.stat().st_size and staged.read_bytes() == target.read_bytes()
    except OSError:
        return False


def _clear_way(output: Path, gone: Iterable[str], coming: Mapping[str, str]) -> None:
    """A file of ours that stands where a folder must be goes first."""
    folders = {str(parent) for path in coming for parent in Path(path).parents}
    for path in gone:
        if path in folders and (output / path).is_file():
            (output / path).unlink()


def _delete(output: Path, path: str) -> int:
    target = output / path
    if not target.is_file() and not target.is_symlink():
        return 0
    target.unlink()
    parent = target.parent
    while parent != output:
        try:
            parent.rmdir()
        except OSError:
            break
        parent = parent.parent
    return 1


def _write_manifest(output: Path, files: Mapping[str, str]) -> None:
    text = json.dumps({"files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0)
    write_atomic(output / MANIFEST, text.encode())


@contextlib.contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Hold the output for one build at a time, and clear what a killed build left beside it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    lock = output.parent / f".{output.name}.lock"
    with lock.open("a+b") as stream:
        _lock(stream.fileno())
        for leftover in output.parent.glob(f".{output.name}-staging-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield


if os.name == "nt":  # pragma: no cover

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
