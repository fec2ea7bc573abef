"""Where the whole next site is put together, before anything of it is seen.

Any process of this machine may put files there (:class:`StagingArea`): what workers print does not pass through the parent.
The parent alone keeps the account of them (:class:`Staging`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xinglin.core.files import write_new
from xinglin.core.hashing import digest, digest_file
from xinglin.press.manifest import read_manifest

STAGING = "-staging-"
"""In the names of staging folders."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What became of a file that was put into the staging area."""

    path: str
    """Below output/."""
    digest: str
    size: int
    """Bytes."""
    group: str
    """When it lands: ``asset``, ``page`` or ``list``."""
    is_unchanged: bool
    """The same bytes stand in the output already, so it was not written again."""


@dataclass(frozen=True, slots=True)
class StagingArea:
    """A folder on the output's file system, and what stands in the output: all a process needs to put files there."""

    output: Path
    folder: Path
    before: Mapping[str, str]
    """Path → digest of every file the last build left."""
    present: Mapping[str, int]
    """Path → bytes of those that are still there."""
    folders: set[str] = field(default_factory=set)
    """Those this process knows to exist in the staging folder."""

    def has(self, path: str, size: int | None = None) -> bool:
        """Whether a file the last build left stands in the output, of this many bytes if that is known."""
        present = self.present.get(path)
        return present is not None and size in {None, present}

    def put(self, path: str, data: bytes, group: str) -> StagedFile:
        """Write one file, unless its bytes already stand in the output."""
        name, size = digest(data), len(data)
        is_unchanged = self.before.get(path) == name and self.has(path, size) and self._stands(path, data)
        if not is_unchanged:
            write_new(f"{self.folder}/{path}", data, self.folders)
        return StagedFile(path, name, size, group, is_unchanged)

    def _stands(self, path: str, data: bytes) -> bool:
        try:
            return (self.output / path).read_bytes() == data
        except OSError:
            return False


class Staging:
    """The account of the staged whole. A file whose bytes already stand in the output counts as staged."""

    def __init__(self, output: Path, audience: str, present: Mapping[str, int] | None = None) -> None:
        """
        Args:
            present: :func:`sizes` of the output where somebody has looked already.
        """
        output = output.resolve()
        self.audience = audience
        before = read_manifest(output).files
        found = sizes(output) if present is None else present
        folder = tempfile.mkdtemp(prefix=f".{output.name}{STAGING}", dir=_beside(output))
        ours = {path: size for path, size in found.items() if path in before}
        self.area = StagingArea(output, Path(folder), before, ours)
        self.groups: dict[str, str] = {}
        """Path below output/ → when it lands: ``asset``, ``page`` or ``list``."""
        self.digests: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        """Bytes, of every staged file."""
        self.unchanged: set[str] = set()

    @property
    def output(self) -> Path:
        return self.area.output

    @property
    def folder(self) -> Path:
        return self.area.folder

    @property
    def before(self) -> Mapping[str, str]:
        """Path → digest of every file the last build left."""
        return self.area.before

    def has(self, path: str, size: int | None = None) -> bool:
        """Whether a file the last build left stands in the output, of this many bytes if that is known."""
        return self.area.has(path, size)

    def keep(self, path: str, group: str) -> None:
        """Stage a file that stands in the output as it is."""
        self.enter(StagedFile(path, self.before[path], self.area.present[path], group, is_unchanged=True))

    def keep_all_but(self, paths: Collection[str]) -> None:
        """Stage as they stand all files the last build left, except these; all of them must be in the output."""
        rest = self.before.keys() - paths
        self.groups |= dict.fromkeys(rest, "page")
        self.digests |= {path: self.before[path] for path in rest}
        self.sizes |= {path: self.area.present[path] for path in rest}
        self.unchanged |= rest

    def write(self, path: str, data: bytes, group: str) -> None:
        """Stage one file.

        Raises:
            RuntimeError: as :meth:`enter`.
        """
        self.enter(self.area.put(path, data, group))

    def copy(self, path: str, source: Path, group: str = "asset") -> None:
        """Stage a file whose name tells its content, such as a rendition in the cache. A second time is the same file."""
        if path in self.groups:
            return
        if self.has(path):
            self.keep(path, group)
            return
        room = self.folder / path
        room.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, room)
        self.enter(StagedFile(path, digest_file(room), room.stat().st_size, group, is_unchanged=False))

    def enter(self, file: StagedFile) -> None:
        """Take account of a file that was put into the area.

        Raises:
            RuntimeError: two files for one path; placement and aliases must have refused that.
        """
        path = file.path
        if path in self.groups:
            raise RuntimeError(f"two files for {path}")
        self.groups[path], self.digests[path], self.sizes[path] = file.group, file.digest, file.size
        if file.is_unchanged:
            self.unchanged.add(path)

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def sizes(folder: Path) -> dict[str, int]:
    """Every regular file below a folder → bytes, by path; empty where there is no folder."""
    found: dict[str, int] = {}
    pending = [(str(folder), "")]
    while pending:
        name, prefix = pending.pop()
        with contextlib.suppress(OSError), os.scandir(name) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, f"{prefix}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


def _beside(output: Path) -> Path:
    """The output's parent; the output itself where it is a mount of its own, since a rename cannot cross file systems."""
    output.parent.mkdir(parents=True, exist_ok=True)
    if output.is_dir() and output.stat().st_dev != output.parent.stat().st_dev:
        return output
    return output.parent
