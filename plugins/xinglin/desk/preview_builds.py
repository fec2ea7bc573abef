"""The preview's builds: one at the start, one after each save; whatever goes wrong becomes a notice, never an end."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from watchfiles import Change, watch

from xinglin.core.clock import resolve_now
from xinglin.desk.preview_notice import Board, Notice, notice_of
from xinglin.desk.reporting import summary
from xinglin.press.building import BuildOptions, BuildResult, Progress, build

Say = Callable[[str], None]
Build = Callable[[BuildOptions, Progress], BuildResult]
Prove = Callable[[Iterable[Path]], Sequence[str]]
"""Prints the pages of these edited files at once; says which, none when a whole build is needed first."""

_DEBOUNCE = 800
"""Milliseconds for which an editor that saves a dozen photos keeps the build waiting at most."""
_QUIET = 100
"""Milliseconds without a further change after which a build starts."""
_WAKE = 200
_PAUSE = 2.0
"""Seconds after a proof, at most, in which the editor may save again before the whole site is built."""


@dataclass(slots=True)
class PreviewBuilds:
    """Builds into the preview folder and posts the outcome.

    ``at`` is the instant to build for; None for the present, asked anew for each build.
    """

    options: BuildOptions
    at: datetime | None
    board: Board
    say: Say
    build: Build = build
    prove: Prove = lambda changed: ()
    _due: float | None = None
    """When the whole build is to follow a proof, on the monotonic clock."""
    _took: float = 0.0
    """Seconds of the last whole build."""

    def first(self, progress: Progress) -> None:
        """Build with all processors; call it before any thread runs, since forking beside threads can hang."""
        self._build(self.options, progress)

    def again(self) -> None:
        """Build in this process: a fork beside the server's threads can hang, and spawning takes longer than a rebuild."""
        self.board.post_building()
        self._build(replace(self.options, jobs=1), lambda stage, done, total: None)

    def follow(self, before: frozenset[Stamp]) -> None:
        """Build after each save, until interrupted. ``before`` are the stamps the first build was made from."""
        is_first = True
        for changes in _changes(self.roots, self.say):
            if changes and self._proved({Path(path) for _, path in changes}):
                # lists and neighbours follow once the editor pauses; saving again must not wait for them
                self._due = time.monotonic() + min(self._took, _PAUSE)
            elif changes or (is_first and stamps(self.roots) != before) or self._is_due:
                self._due = None
                self.again()
            is_first = False

    @property
    def _is_due(self) -> bool:
        return self._due is not None and time.monotonic() >= self._due

    def _proved(self, changed: set[Path]) -> bool:
        try:
            pages = self.prove(changed)
        except Exception:  # noqa: BLE001  # a fault of ours: the whole build follows at once, and tells if it meets it too
            self.say("这一页没能先单独更新，正在重新生成整个网站。")
            return False
        if pages:
            self.board.post_again()
        return bool(pages)

    @property
    def roots(self) -> tuple[Path, ...]:
        internal = self.options.loading.internal if self.options.audience == "intranet" else None
        return (self.options.content, *((internal,) if internal else ()), self.options.theme)

    def _build(self, options: BuildOptions, progress: Progress) -> None:
        started = time.perf_counter()
        try:
            result = self.build(replace(options, now=resolve_now(self.at)), progress)
        except Exception:  # noqa: BLE001  # a fault of ours must not cost the editor the preview; the overlay shows it
            trace = traceback.format_exc()
            log = options.output.with_name("preview-error.txt")
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(trace, "utf-8")
            self.say(f"程序出错了，网页没有更新。这不是稿件的问题，请把这个文件发给维护网站的人：{log}")
            self.board.post(Notice(crash=trace))
            return
        seconds = self._took = time.perf_counter() - started
        found = summary(result.diagnostics).rstrip("。")
        self.say(f"{options.url}/　{result.pages} 个网页，{found}，用时 {seconds:.1f} 秒。")
        self.board.post(notice_of(result))


Stamp = tuple[str, int, int]
"""A file's path, time of change in nanoseconds and size."""


def stamps(roots: tuple[Path, ...]) -> frozenset[Stamp]:
    """What tells whether anything changed between two moments nobody watched."""
    found: set[Stamp] = set()
    for root in roots:
        for path in root.rglob("*"):
            try:
                status = path.lstat()
            except OSError:  # gone while we looked
                continue
            found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _changes(roots: tuple[Path, ...], say: Say) -> Iterator[set[tuple[Change, str]]]:
    """Sets of changed files, and empty ones when nothing has happened for a while."""

    def is_wanted(change: Change, path: str) -> bool:
        return is_source(Path(path), roots)

    def watched(force_polling: bool | None) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            *roots,
            watch_filter=is_wanted,
            debounce=_DEBOUNCE,
            step=_QUIET,
            rust_timeout=_WAKE,
            yield_on_timeout=True,
            force_polling=force_polling,
        )

    try:
        yield from watched(None)
    except (OSError, RuntimeError):  # the system has no watches left, or none at all
        say("这台电脑不能及时通知文件变化，改为每隔一会儿查看一次。")
        yield from watched(True)


def is_source(path: Path, roots: tuple[Path, ...]) -> bool:
    """Not the hidden and temporary files editors and Word leave while saving."""
    for root in roots:
        if path.is_relative_to(root.resolve()) or path.is_relative_to(root):
            below = path.relative_to(root if path.is_relative_to(root) else root.resolve())
            return not any(part.startswith((".", "~")) or part.endswith(("~", ".tmp")) for part in below.parts)
    return False
