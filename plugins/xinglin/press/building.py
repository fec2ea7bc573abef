"""A build: load, print into staging, land. What `xinglin build`, `xinglin serve` and Pelican's run have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest, digest_file
from xinglin.core.pools import default_jobs, map_batches, open_pool
from xinglin.disclosure.states import Audience
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render_batch
from xinglin.pictures.renditions import plan
from xinglin.press import index, machine_files
from xinglin.press.article_pages import article_jobs
from xinglin.press.bodies import file_path
from xinglin.press.chrome import chrome
from xinglin.press.edition import Edition
from xinglin.press.front_page import front_page_job
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.landing import Landed, Staging, check_output, exclusive, land
from xinglin.press.list_pages import list_jobs
from xinglin.press.loading import LoadOptions, load
from xinglin.press.other_pages import other_jobs
from xinglin.press.printing import PrintSettings, printer
from xinglin.press.site import Site
from xinglin.press.store import Store
from xinglin.press.templates import Assets, bundle_assets, digest_templates, theme_folder

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""

_PAGES_PER_BATCH = 24
_PICTURES_PER_BATCH = 2


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """One build. ``cache`` lies beside content/ unless said otherwise."""

    content: Path
    output: Path
    now: datetime
    cache: Path | None = None
    audience: Audience = "public"
    jobs: int = field(default_factory=default_jobs)
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

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    landed: Landed | None
    pages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    """Stage → wall time."""

    @property
    def exit_code(self) -> int:
        return 1 if any(diagnostic.is_error for diagnostic in self.diagnostics) else 0


def build(options: BuildOptions, progress: Progress = lambda stage, done, total: None) -> BuildResult:
    """Build the site.

    Raises:
        UnsafeOutput: output and content overlap, or output holds other people's files.
    """
    check_output(options.output, options.content)
    seconds: dict[str, float] = {}
    with (
        closing(Store(options.cache_folder)) as store,
        open_pool(options.jobs) as executor,
        exclusive(options.output),
    ):
        progress("读取稿件", 0, 0)
        with _timed(seconds, "load"):
            loading = LoadOptions(options.content, options.now, options.audience, options.preview, options.url)
            site = load(loading, executor, store)
        result = BuildResult(site, site.diagnostics, None, seconds=seconds)
        if site.has_errors and not options.keep_going:
            return result
        staging = Staging(options.output)
        try:
            with _timed(seconds, "pictures"):
                result.diagnostics += tuple(_stage_pictures(site, options, staging, executor, progress))
            with _timed(seconds, "print"):
                result.pages = _stage_pages(site, options, staging, executor, progress)
            with _timed(seconds, "land"):
                result.landed = land(staging)
        finally:
            staging.discard()
    return result


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - started, 3)


def _stage_pictures(
    site: Site, options: BuildOptions, staging: Staging, executor: Executor, progress: Progress
) -> Iterator[Diagnostic]:
    """Make the renditions that are missing in the cache, then stage all that the site shows."""
    folder = options.cache_folder / "renditions"
    tasks = [RenderTask(site.content / path, photograph, folder) for path, photograph in site.photographs.items()]
    missing = [task for task in tasks if any(not (folder / r.name).exists() for r in plan(task.photograph))]
    for done, result in enumerate(map_batches(executor, render_batch, missing, _PICTURES_PER_BATCH), 1):
        progress("处理图片", done, len(missing))
        if isinstance(result, PictureProblem):
            path = missing[done - 1].source.relative_to(site.content).as_posix()
            yield Diagnostic(path, 0, 0, "PIC03", Severity.ERROR, result.message, result.fix)
    for task in tasks:
        for rendition in plan(task.photograph):
            source = folder / rendition.name
            if rendition.name not in staging.groups and source.exists():
                staging.copy(rendition.name, source, digest_file(source))
    for path in site.files:
        staging.copy(file_path(site, path), site.content / path, site.digests[path])


def editions(site: Site) -> list[Edition]:
    return [Edition(site, variant) for variant in site.configuration.variants]


def jobs_of(edition: Edition, site_index: SiteIndex) -> Iterator[PrintJob]:
    """Every page of one edition."""
    yield from article_jobs(edition, site_index)
    yield from list_jobs(edition, site_index)
    yield front_page_job(edition, site_index)
    yield from other_jobs(edition, site_index)


def _stage_pages(site: Site, options: BuildOptions, staging: Staging, executor: Executor, progress: Progress) -> int:
    assets = bundle_assets(options.theme)
    for path, data in assets.contents.items():
        staging.write(path, data, "asset")
    found = editions(site)
    site_index = index.build(found[0])
    pages = [job for edition in found for job in jobs_of(edition, site_index)]
    print_pages = printer(_settings(site, options, assets, found))
    for done, (job, (path, data)) in enumerate(
        zip(pages, map_batches(executor, print_pages, pages, _PAGES_PER_BATCH), strict=True), 1
    ):
        staging.write(path, data, "list" if job.is_list else "page")
        progress("排印网页", done, len(pages))
    _stage_machine_files(found, site_index, staging)
    return len(pages)


def _settings(site: Site, options: BuildOptions, assets: Assets, found: list[Edition]) -> PrintSettings:
    chromes = {edition.variant: chrome(edition) for edition in found}
    base_path = site.configuration.base_path
    # all that prepared templates depend on: a preview builds many times in one process
    templates = digest_templates(options.theme)
    key = digest(repr((options.theme, templates, base_path, sorted(assets.urls.items()), chromes, site.terms)))
    return PrintSettings(key, options.theme, base_path, assets.urls, chromes, site.terms)


def _stage_machine_files(found: list[Edition], site_index: SiteIndex, staging: Staging) -> None:
    for edition in found:
        for path, data in machine_files.feed_files(edition, site_index):
            staging.write(path, data, "list")
        for path, url in machine_files.qr_files(edition):
            staging.write(path, machine_files.qr_svg(url), "asset")
    for name, data in machine_files.sitemap_files(found, site_index).items():
        staging.write(name, data, "list")
    staging.write("robots.txt", machine_files.robots(found[0]), "list")
