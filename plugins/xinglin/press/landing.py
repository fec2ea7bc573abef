"""From staging to output: assets first, then pages, lists, deletions. Only files of our own manifest are ever deleted.

A page never points to a picture that is not there yet, a list never to a page that is not. Each file appears whole
(rename on one file system); a file whose bytes did not change keeps its time. Interrupted, the next build lands again.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xinglin.core.files import write_atomic, write_new
from xinglin.core.hashing import digest, digest_file

MANIFEST = ".xinglin-manifest.json"
_STAGING = "-staging-"
_OUTSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\\\0]")
"""A name that is no plain path below a folder: an empty, ``.`` or ``..`` part, a backslash, a NUL."""


class UnsafeOutput(Exception):
    """The output folder cannot be used: it would overwrite what it is made from, or somebody else's files."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last build left in an output folder, and for whom it was built."""

    audience: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below the output → digest."""


def check_output(output: Path, content: Path, audience: str) -> None:
    """Refuse an output that a build may not touch.

    Raises:
        UnsafeOutput: it overlaps content/, is no folder, holds files that are not ours, has a manifest that cannot be
            read (then nobody knows what of it must disappear), or was built for another audience.
    """
    out, source = output.resolve(), content.resolve()
    if out.is_relative_to(source) or source.is_relative_to(out):
        raise UnsafeOutput(f"输出文件夹（{output}）和稿件文件夹（{content}）不能一个套着另一个。")
    if out.exists() and not out.is_dir():
        raise UnsafeOutput(f"输出位置（{output}）不是文件夹。")
    foreign = [entry for entry in out.iterdir() if _STAGING not in entry.name] if out.is_dir() else []
    if foreign and not (out / MANIFEST).exists():
        raise UnsafeOutput(f"输出文件夹（{output}）里有不是本系统生成的文件。请换一个空文件夹，或先把它清空。")
    manifest = read_manifest(out)
    if manifest.audience not in {"", audience}:
        raise UnsafeOutput(f"输出文件夹（{output}）里是给“{manifest.audience}”看的网站，不能覆盖。请换一个文件夹。")


def read_manifest(output: Path) -> Manifest:
    """The manifest of an output folder; empty when there is none.

    Raises:
        UnsafeOutput: it is damaged, or names files outside the output.
    """
    path = output / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        data = json.loads(path.read_text("utf-8"))
        files = {str(name): str(value) for name, value in data["files"].items()}
        audience = str(data.get("audience", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        files, audience = {"..": ""}, ""
    if any(map(_OUTSIDE.search, files)):
        raise UnsafeOutput(
            f"输出文件夹的清单（{path}）损坏，无法知道哪些旧网页该删。请把整个输出文件夹清空后重新生成。"
        )
    return Manifest(audience, files)


@dataclass(frozen=True, slots=True)
class Landed:
    """How many files were written, left alone because their bytes were the same, and deleted."""

    written: int
    unchanged: int
    pruned: int


class Staging:
    """Where the whole next site is put together, on the output's file system.

    A file whose bytes already stand in the output is not written again; it counts as staged.
    """

    def __init__(self, output: Path, audience: str, present: Mapping[str, int] | None = None) -> None:
        """
        Args:
            present: :func:`sizes` of the output where somebody has looked already.
        """
        self.output = output.resolve()
        self.audience = audience
        self.before = read_manifest(self.output).files
        found = sizes(self.output) if present is None else present
        self._present = {path: size for path, size in found.items() if path in self.before}
        self.folder = Path(tempfile.mkdtemp(prefix=f".{self.output.name}{_STAGING}", dir=_beside(self.output)))
        self.groups: dict[str, str] = {}
        """Path below output/ → when it lands: ``asset``, ``page`` or ``list``."""
        self.digests: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        """Bytes, of every staged file."""
        self.unchanged: set[str] = set()
        self._folders: set[str] = set()

    def has(self, path: str, size: int | None = None) -> bool:
        """Whether a file the last build left stands in the output, of this many bytes if that is known."""
        present = self._present.get(path)
        return present is not None and size in {None, present}

    def keep(self, path: str, group: str) -> None:
        """Stage a file that stands in the output as it is."""
        self._enter(path, self.before[path], self._present[path], group)
        self.unchanged.add(path)

    def keep_all_but(self, paths: Collection[str]) -> None:
        """Stage as they stand all files the last build left, except these; all of them must be in the output."""
        rest = self.before.keys() - paths
        self.groups |= dict.fromkeys(rest, "page")
        self.digests |= {path: self.before[path] for path in rest}
        self.sizes |= {path: self._present[path] for path in rest}
        self.unchanged |= rest

    def write(self, path: str, data: bytes, group: str) -> None:
        """Stage one file.

        Raises:
            RuntimeError: two pages for one path; placement and aliases must have refused that.
        """
        name = digest(data)
        self._enter(path, name, len(data), group)
        if self.before.get(path) == name and self.has(path, len(data)):
            with contextlib.suppress(OSError):
                if (self.output / path).read_bytes() == data:
                    self.unchanged.add(path)
                    return
        write_new(f"{self.folder}/{path}", data, self._folders)

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
        self._enter(path, digest_file(room), room.stat().st_size, group)

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _enter(self, path: str, name: str, size: int, group: str) -> None:
        if path in self.groups:
            raise RuntimeError(f"two files for {path}")
        self.groups[path], self.digests[path], self.sizes[path] = group, name, size


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


def land(staging: Staging) -> Landed:
    """Bring the staged files into output and delete what is no longer there.

    Raises:
        UnsafeOutput: somebody else's file or folder is in the way; nothing has been changed then.
    """
    output = staging.output
    if staging.folder.parent != output and not _has_entries(output):
        return _land_at_once(staging)
    output.mkdir(parents=True, exist_ok=True)
    gone = [path for path in staging.before if path not in staging.digests]
    _check_way(output, staging)
    # until landing is over the manifest names both, so that an interrupted landing loses track of nothing
    if gone or staging.before.keys() != staging.digests.keys():
        _write_manifest(output, staging.audience, {**staging.before, **staging.digests})
    pruned = _clear_way(output, gone, staging.digests)
    written = 0
    made: set[str] = set()
    for path in _in_order({path: group for path, group in staging.groups.items() if path not in staging.unchanged}):
        # paths as text: for fifty thousand files pathlib would cost more than the system does
        target = f"{output}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        os.replace(f"{staging.folder}/{path}", target)  # noqa: PTH105
        written += 1
    pruned += sum(_delete(output, path) for path in gone)
    _write_manifest(output, staging.audience, staging.digests)
    return Landed(written, len(staging.unchanged), pruned)


def _has_entries(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False


def _land_at_once(staging: Staging) -> Landed:
    """Nobody reads an output that is not there yet: the staged whole takes its place in one step."""
    _write_manifest(staging.folder, staging.audience, staging.digests)
    staging.folder.chmod(0o755)
    if staging.output.is_dir():
        staging.output.rmdir()
    staging.folder.rename(staging.output)
    return Landed(len(staging.digests), 0, 0)


def _in_order(groups: Mapping[str, str]) -> Iterator[str]:
    for group in ("asset", "page", "list"):
        yield from sorted(path for path, its in groups.items() if its == group)


def _check_way(output: Path, staging: Staging) -> None:
    """Nothing that is not ours may stand where a file or a folder of ours must be."""
    ours = staging.before.keys()
    clear: set[str] = set()
    for path in staging.groups.keys() - staging.unchanged:
        target = output / path if os.path.isdir(f"{output}/{path}") else None  # noqa: PTH112
        if target and any(_is_foreign(file, output, ours) for file in target.rglob("*")):
            raise UnsafeOutput(f"输出文件夹里的“{path}”是一个有别人文件的文件夹，不能覆盖。请把它移走。")
        for parent in parents(path):
            if parent in clear:
                break
            if (output / parent).is_file() and parent not in ours:
                raise UnsafeOutput(f"输出文件夹里的“{parent}”不是本系统生成的文件，挡住了网站。请把它移走。")
            clear.add(parent)


def _is_foreign(file: Path, output: Path, ours: Iterable[str]) -> bool:
    return not file.is_dir() and file.relative_to(output).as_posix() not in ours


def _clear_way(output: Path, gone: Iterable[str], coming: Mapping[str, str]) -> int:
    """Files of ours that stand where a folder must be, or in a folder where a file must be, go first."""
    gone = list(gone)
    folders = {parent for path in coming for parent in parents(path)} if gone else set()
    return sum(
        _delete(output, path) for path in gone if path in folders or any(parent in coming for parent in parents(path))
    )


def parents(path: str) -> Iterator[str]:
    """The folders above a path below the output, innermost first."""
    while (cut := path.rfind("/")) > 0:
        path = path[:cut]
        yield path


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


def _write_manifest(output: Path, audience: str, files: Mapping[str, str]) -> None:
    # a line for each file, so that people and version control can read it; json's own indenting is ten times as slow
    listed = json.dumps(dict(files), ensure_ascii=False, sort_keys=True, separators=(",\n", ": "))
    text = f'{{"audience": {json.dumps(audience)},\n"files": {{\n{listed[1:-1]}\n}}}}\n'.encode()
    path = output / MANIFEST
    if not path.exists() or path.read_bytes() != text:
        write_atomic(path, text)


@contextlib.contextmanager
def exclusive(output: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the output for one build at a time, and clear what a killed build left behind.

    Args:
        wait: called once when another build holds it, before waiting.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    lock = output.parent / f".{output.name}.lock"
    with lock.open("a+b") as stream:
        if not _lock(stream.fileno(), blocking=False):
            wait()
            _lock(stream.fileno(), blocking=True)
        for folder in (output.parent, output):
            for leftover in folder.glob(f".{output.name}{_STAGING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
        yield


if os.name == "nt":  # pragma: no cover

    def _lock(descriptor: int, *, blocking: bool) -> bool:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if blocking else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:

    def _lock(descriptor: int, *, blocking: bool) -> bool:
        # a record lock belongs to this process alone: a worker that outlives a killed build does not keep it
        import fcntl

        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | (0 if blocking else fcntl.LOCK_NB))
        except OSError:
            return False
        return True
