"""A build: load, print into staging, land. What `xinglin build`, `xinglin serve` and Pelican's run have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from xinglin.core.diagnostics import Diagnostic
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
from xinglin.press.fingerprints import code_fingerprint
from xinglin.press.front_page import front_page_job
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.landing import Landed, Staging, check_output, exclusive, land
from xinglin.press.list_pages import list_jobs
from xinglin.press.loading import LoadOptions, load
from xinglin.press.other_pages import other_jobs
from xinglin.press.printing import PrintSettings, job_fingerprint, printer
from xinglin.press.site import Site
from xinglin.press.store import Store
from xinglin.press.templates import Assets, bundle_assets, digest_templates, theme_folder

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""

_PAGES_PER_BATCH = 24
_PICTURES_PER_BATCH = 2
_CODES_PER_BATCH = 32


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
    everything: bool = False
    """Print every page, whatever the store says of the last build's."""
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
    """Of the whole site."""
    rendered: int = 0
    """Of those, the ones whose print job was not the last build's."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Stage → wall time."""

    @property
    def exit_code(self) -> int:
        return 1 if any(diagnostic.is_error for diagnostic in self.diagnostics) else 0


def build(
    options: BuildOptions,
    progress: Progress = lambda stage, done, total: None,
    loaded: Callable[[Site], None] = lambda site: None,
) -> BuildResult:
    """Build the site.

    Args:
        loaded: called with the Site after loading and before anything is printed; not called when errors stop the build.

    Raises:
        UnsafeOutput: output and content overlap, or output holds other people's files.
    """
    with closing(stages(options, progress)) as course:
        while True:
            try:
                site = next(course)
            except StopIteration as end:
                return cast(BuildResult, end.value)
            loaded(site)


def stages(options: BuildOptions, progress: Progress) -> Generator[Site, None, BuildResult]:
    """The same build with a pause: gives the Site once it is loaded, prints and lands when asked to go on.

    Pelican's run calls its generators twice, for their contexts and for their output; this is what they share.
    Closing it at the pause leaves the output as it was. The output is held for this build until it is done or closed.
    """
    check_output(options.output, options.content, options.audience)
    seconds: dict[str, float] = {}
    with (
        closing(Store(options.cache_folder)) as store,
        open_pool(options.jobs) as executor,
        exclusive(options.output, lambda: progress("另一个生成正在进行，等它结束", 0, 0)),
    ):
        progress("读取稿件", 0, 0)
        with _timed(seconds, "load"):
            loading = LoadOptions(options.content, options.now, options.audience, options.preview, options.url)
            site = load(loading, executor, store)
        result = BuildResult(site, site.diagnostics, None, seconds=seconds)
        if site.is_unusable or (site.has_errors and not options.keep_going):
            return result
        yield site
        staging = Staging(options.output, options.audience)
        try:
            with _timed(seconds, "pictures"):
                broken = _stage_pictures(site, options, staging, executor, progress)
                result.diagnostics += tuple(_of_broken_pictures(site, broken))
            if broken and not options.keep_going:
                return result
            with _timed(seconds, "print"):
                result.pages, result.rendered = _stage_pages(
                    _without(site, broken), options, staging, store, executor, progress
                )
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
) -> dict[str, PictureProblem]:
    """Make the renditions that are missing in the cache, then stage all that the site shows.

    Returns:
        path below content/ → problem, for pictures that passed inspection and still could not be made.
    """
    folder = options.cache_folder / "renditions"
    tasks = {path: RenderTask(site.content / path, photograph, folder) for path, photograph in site.photographs.items()}
    missing = [p for p, task in tasks.items() if any(not (folder / r.name).exists() for r in plan(task.photograph))]
    broken: dict[str, PictureProblem] = {}
    results = map_batches(executor, render_batch, (tasks[path] for path in missing), _PICTURES_PER_BATCH)
    for done, (path, result) in enumerate(zip(missing, results, strict=True), 1):
        progress("处理图片", done, len(missing))
        if isinstance(result, PictureProblem):
            broken[path] = result
    for path, task in tasks.items():
        for rendition in plan(task.photograph) if path not in broken else ():
            source = folder / rendition.name
            staging.copy(rendition.name, source, digest_file(source))
    for path in site.files:
        staging.copy(file_path(site, path), site.content / path, site.digests[path])
    return broken


def _of_broken_pictures(site: Site, broken: Mapping[str, PictureProblem]) -> Iterator[Diagnostic]:
    for article in site.articles:
        for path in sorted(article.pictures & broken.keys()):
            problem = broken[path]
            yield article.manuscript.diagnose("", "PIC03", f"图片“{Path(path).name}”：{problem.message}", problem.fix)


def _without(site: Site, broken: Mapping[str, PictureProblem]) -> Site:
    """The site without the articles that show a picture that could not be made."""
    if not broken:
        return site
    return replace(site, articles=tuple(a for a in site.articles if not a.pictures & broken.keys()))


def editions(site: Site) -> list[Edition]:
    return [Edition(site, variant) for variant in site.configuration.variants]


def jobs_of(edition: Edition, site_index: SiteIndex) -> Iterator[PrintJob]:
    """Every page of one edition."""
    yield from article_jobs(edition, site_index)
    yield from list_jobs(edition, site_index)
    yield front_page_job(edition, site_index)
    yield from other_jobs(edition, site_index)


def _stage_pages(
    site: Site, options: BuildOptions, staging: Staging, store: Store, executor: Executor, progress: Progress
) -> tuple[int, int]:
    """Print what changed; a page whose print job is the last build's stays as it stands in the output.

    Returns:
        how many pages the site has, how many were rendered.
    """
    assets = bundle_assets(options.theme)
    for path, data in assets.contents.items():
        staging.write(path, data, "asset")
    found = editions(site)
    site_index = index.build(found[0])
    settings = _settings(site, options, assets, found)
    book = _book(staging.output)
    before = {} if options.everything else store.get([book]).get(book, {})
    keys: dict[str, str] = {}

    def changed() -> Iterator[PrintJob]:
        for edition in found:
            for job in jobs_of(edition, site_index):
                keys[job.path] = key = job_fingerprint(settings.key, job)
                progress("排印网页", len(keys), 0)
                if before.get(job.path) != key or not staging.keep(job.path, _group(job.is_list)):
                    yield job

    rendered = 0
    for page in map_batches(executor, printer(settings), changed(), _PAGES_PER_BATCH):
        staging.write(page.path, page.data, _group(page.is_list))
        rendered += 1
    _stage_machine_files(found, site_index, staging, executor)
    if keys != before:
        store.put({book: keys})
    return len(keys), rendered


def forget(options: BuildOptions) -> dict[str, str]:
    """Have the next build print every page again, because somebody may change them now that they have landed.

    Returns:
        what was known of the pages, for :func:`remember`.
    """
    with closing(Store(options.cache_folder)) as store:
        book = _book(options.output.resolve())
        keys: dict[str, str] = store.get([book]).get(book, {})
        store.put({book: {}})
    return keys


def remember(options: BuildOptions, keys: Mapping[str, str]) -> None:
    """These pages stand in the output as the build left them."""
    with closing(Store(options.cache_folder)) as store:
        store.put({_book(options.output.resolve()): dict(keys)})


def _book(output: Path) -> str:
    """Under what name the store keeps an output's pages and their fingerprints."""
    return f"pages {digest(str(output))}"


def _group(is_list: bool) -> str:
    return "list" if is_list else "page"


def _settings(site: Site, options: BuildOptions, assets: Assets, found: list[Edition]) -> PrintSettings:
    chromes = {edition.variant: chrome(edition) for edition in found}
    base_path = site.configuration.base_path
    # all that prepared templates depend on: a preview builds many times in one process
    templates = digest_templates(options.theme)
    key = digest(
        repr(
            (code_fingerprint(), options.theme, templates, base_path, sorted(assets.urls.items()), chromes, site.terms)
        )
    )
    return PrintSettings(key, options.theme, base_path, assets.urls, chromes, site.terms)


def _stage_machine_files(found: list[Edition], site_index: SiteIndex, staging: Staging, executor: Executor) -> None:
    for edition in found:
        for path, data in machine_files.feed_files(edition, site_index):
            staging.write(path, data, "list")
    for name, data in machine_files.sitemap_files(found, site_index).items():
        staging.write(name, data, "list")
    staging.write("robots.txt", machine_files.robots(found[0]), "list")
    # a QR code's name tells its content: what the output has need not be made again
    codes = dict(code for edition in found for code in machine_files.qr_files(edition))
    missing = [(path, url) for path, url in codes.items() if not staging.keep(path, "asset")]
    made = map_batches(executor, machine_files.qr_batch, [url for _, url in missing], _CODES_PER_BATCH)
    for (path, _), data in zip(missing, made, strict=True):
        staging.write(path, data, "asset")
