"""From staging to output: assets first, then pages, lists, deletions. Only files of our own manifest are ever deleted.

A page never points to a picture that is not there yet, a list never to a page that is not. Each file appears whole
(rename on one file system); a file whose bytes did not change keeps its time. Interrupted, the next build lands again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xinglin.press.manifest import MANIFEST, UnsafeOutput, read_manifest, write_manifest
from xinglin.press.staging import STAGING, Staging


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
    foreign = [entry for entry in out.iterdir() if STAGING not in entry.name] if out.is_dir() else []
    if foreign and not (out / MANIFEST).exists():
        raise UnsafeOutput(f"输出文件夹（{output}）里有不是本系统生成的文件。请换一个空文件夹，或先把它清空。")
    manifest = read_manifest(out)
    if manifest.audience not in {"", audience}:
        raise UnsafeOutput(f"输出文件夹（{output}）里是给“{manifest.audience}”看的网站，不能覆盖。请换一个文件夹。")


@dataclass(frozen=True, slots=True)
class Landed:
    """How many files were written, left alone because their bytes were the same, and deleted."""

    written: int
    unchanged: int
    pruned: int


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
        write_manifest(output, staging.audience, {**staging.before, **staging.digests})
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
    write_manifest(output, staging.audience, staging.digests)
    return Landed(written, len(staging.unchanged), pruned)


def _has_entries(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False


def _land_at_once(staging: Staging) -> Landed:
    """Nobody reads an output that is not there yet: the staged whole takes its place in one step."""
    write_manifest(staging.folder, staging.audience, staging.digests)
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
            for leftover in folder.glob(f".{output.name}{STAGING}*"):
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
