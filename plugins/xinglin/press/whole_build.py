"""A build that looks at the whole site: load, print into staging, search for what must not be there, land, remember.

Imported by :mod:`xinglin.press.building` only when such a build is needed: what it needs takes longer to import than a build
that has nothing to do takes in all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial

from xinglin.core.pools import open_pool
from xinglin.press import kept_site, last_build
from xinglin.press.building import BuildOptions, BuildResult, Progress
from xinglin.press.file_hashes import FileHashes
from xinglin.press.landing import land
from xinglin.press.last_build import LastBuild, output_mark
from xinglin.press.leaks import check_leaks, may_leak
from xinglin.press.loading import load
from xinglin.press.page_book import Book
from xinglin.press.page_stage import stage_pages
from xinglin.press.picture_stage import of_broken_pictures, stage_pictures, without
from xinglin.press.records import load_dictionaries
from xinglin.press.site import Site
from xinglin.press.staging import Staging, sizes
from xinglin.press.store import Store


def build_whole(
    options: BuildOptions, store: Store, hashes: FileHashes, progress: Progress
) -> Generator[Site, None, BuildResult]:
    """Gives the Site once it is loaded, prints and lands when asked to go on."""
    result = BuildResult()
    staging: Staging | None = None
    if not store.record_count():
        load_dictionaries()  # everything will be read
    try:
        with open_pool(options.jobs) as executor:
            # looking through the output takes as long as loading, and another processor has nothing to do
            present = executor.submit(sizes, options.output.resolve())
            progress("读取稿件", 0, 0)
            with _timed(result.seconds, "load"):
                site = load(options.loading, executor, store, hashes)
            result.diagnostics, result.is_unusable = site.diagnostics, site.is_unusable
            result.left_out = frozenset(s.path for s in site.standings.values() if s.left_out)
            if site.is_unusable or (site.has_errors and not options.keep_going):
                return result
            yield site
            staging = Staging(options.output, options.audience, present.result())
            with _timed(result.seconds, "pictures"):
                broken = stage_pictures(site, options.cache_folder, staging, executor, partial(progress, "处理图片"))
                result.diagnostics += tuple(of_broken_pictures(site, broken))
            if broken and not options.keep_going:
                return result
        _print_and_land(options, without(site, broken), staging, store, result, partial(progress, "排印网页"))
        if not broken and result.landed is not None:
            _remember(options, store, hashes, site, result, staging)
    finally:
        if staging:
            staging.discard()
    return result


def _print_and_land(
    options: BuildOptions,
    site: Site,
    staging: Staging,
    store: Store,
    result: BuildResult,
    progress: Callable[[int, int], None],
) -> None:
    with _timed(result.seconds, "print"):
        compiled = options.cache_folder / "compiled"
        pages = stage_pages(site, options.theme, compiled, options.jobs, options.everything, staging, store, progress)
        result.printing, result.pages, result.rendered = pages, pages.count, pages.printed_count
    with _timed(result.seconds, "check"):
        verdict = check_leaks(site, staging, store, options.jobs)
        if verdict.diagnostics:
            result.diagnostics, result.is_leaking = (*result.diagnostics, *verdict.diagnostics), True
            return
    with _timed(result.seconds, "land"):
        assert pages.plan is not None
        # what is believed of the output must be true at every moment: a landing may be cut off
        last_build.forget(store, staging.output)
        verdict.forget()
        Book.distrust(store, staging.output, pages.printed)
        result.landed = land(staging)
        pages.now.save(store, staging.output)
        if may_leak(site):
            kept_site.forget(store, staging.output)  # every build must be searched
        else:
            kept_site.keep(store, staging.output, pages.settings, pages.plan)
        verdict.save()


def _remember(
    options: BuildOptions, store: Store, hashes: FileHashes, site: Site, result: BuildResult, staging: Staging
) -> None:
    LastBuild(
        sources=options.sources(hashes),
        now=options.now.isoformat(),
        until=site.next_change.isoformat() if site.next_change else "",
        output=output_mark(staging.sizes, staging.output),
        files=len(staging.sizes),
        pages=result.pages,
        diagnostics=result.diagnostics,
        left_out=tuple(sorted(result.left_out)),
    ).save(store, options.output)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - started, 3)
