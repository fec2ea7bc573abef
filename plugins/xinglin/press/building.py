"""A build: load, print into staging, land. What `xinglin build`, `xinglin serve` and Pelican's run have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.pools import default_jobs, open_pool
from xinglin.disclosure.states import Audience
from xinglin.press.landing import Landed, Staging, check_output, exclusive, land
from xinglin.press.loading import LoadOptions, load
from xinglin.press.page_stage import stage_pages
from xinglin.press.picture_stage import of_broken_pictures, stage_pictures, without
from xinglin.press.site import Site
from xinglin.press.store import Store
from xinglin.press.templates import theme_folder

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """One build. ``cache`` lies beside content/ unless said otherwise."""

    content: Path
    output: Path
    now: datetime
    cache: Path | None = None
    audience: Audience = "public"
    jobs: int = field(default_factory=default_jobs)
    everything: bool = False
    """Print every page, whatever the store says."""
    keep_going: bool = False
    preview: bool = False
    url: str | None = None
    theme: Path = field(default_factory=theme_folder)

    @property
    def cache_folder(self) -> Path:
        return self.cache or self.content.resolve().parent / ".xinglin-cache"


@dataclass(slots=True)
class BuildResult:
    """What happened. ``landed`` is None when errors kept the output as it was."""

    site: Site | None
    """None when nothing had changed since the last build, so that nothing was loaded."""
    diagnostics: tuple[Diagnostic, ...]
    landed: Landed | None
    pages: int = 0
    """Of the whole site."""
    rendered: int = 0
    """Of those, the ones whose print job was not the last build's."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Stage → wall time."""

    @property
    def is_unusable(self) -> bool:
        """A data file is wrong, so that not even the sound articles could be published."""
        return self.site is not None and self.site.is_unusable

    @property
    def left_out(self) -> frozenset[str]:
        """Paths of files that are not on the site because of their errors."""
        standings = self.site.standings.values() if self.site else ()
        return frozenset(standing.path for standing in standings if standing.left_out)

    @property
    def exit_code(self) -> int:
        return 1 if any(diagnostic.is_error for diagnostic in self.diagnostics) else 0


def build(
    options: BuildOptions,
    progress: Progress = lambda stage, done, total: None,
    loaded: Callable[[Site], None] | None = None,
) -> BuildResult:
    """Build the site.

    Args:
        loaded: called with the Site before anything is printed.

    Raises:
        UnsafeOutput: output and content overlap, or output holds other people's files.
    """
    check_output(options.output, options.content, options.audience)
    with (
        closing(Store(options.cache_folder)) as store,
        exclusive(options.output, lambda: progress("另一个生成正在进行，等它结束", 0, 0)),
    ):
        return _build(options, store, progress, loaded)


def _build(
    options: BuildOptions, store: Store, progress: Progress, loaded: Callable[[Site], None] | None
) -> BuildResult:
    result = BuildResult(None, (), None)
    staging: Staging | None = None
    try:
        with open_pool(options.jobs) as executor:
            progress("读取稿件", 0, 0)
            with _timed(result.seconds, "load"):
                loading = LoadOptions(options.content, options.now, options.audience, options.preview, options.url)
                site = result.site = load(loading, executor, store)
            result.diagnostics = site.diagnostics
            if site.is_unusable or (site.has_errors and not options.keep_going):
                return result
            if loaded:
                loaded(site)
            staging = Staging(options.output, options.audience)
            with _timed(result.seconds, "pictures"):
                broken = stage_pictures(site, options.cache_folder, staging, executor, partial(progress, "处理图片"))
                result.diagnostics += tuple(of_broken_pictures(site, broken))
            if broken and not options.keep_going:
                return result
        with _timed(result.seconds, "print"):
            pages = stage_pages(
                without(site, broken), options.theme, options.cache_folder / "compiled", options.jobs, options.everything, staging, store,
                partial(progress, "排印网页"),
            )  # fmt: skip
            result.pages, result.rendered = pages.count, pages.printed_count
        with _timed(result.seconds, "land"):
            result.landed = land(staging)
    finally:
        if staging:
            staging.discard()
    return result


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - started, 3)
