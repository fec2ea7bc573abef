"""Pages into staging: plan every page, print those that changed, keep the others as they stand in the output."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path

from xinglin.core.configuration import Variant
from xinglin.core.hashing import digest
from xinglin.core.pools import map_batches, open_pool
from xinglin.press import index
from xinglin.press.article_pages import article_jobs
from xinglin.press.chrome import chrome
from xinglin.press.closures import template_closures
from xinglin.press.edition import Edition
from xinglin.press.fingerprints import code_fingerprint
from xinglin.press.front_page import front_page_job
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.landing import Staging
from xinglin.press.list_pages import list_jobs
from xinglin.press.machine_files import feed_jobs, machine_jobs, robots
from xinglin.press.other_pages import other_jobs
from xinglin.press.outline import Outline
from xinglin.press.page_book import Book, Pages
from xinglin.press.page_fingerprints import PageFingerprints
from xinglin.press.printing import Press, PrintSettings, PrintTask, install, print_pages, uninstall
from xinglin.press.register_pages import register_jobs
from xinglin.press.site import Site
from xinglin.press.store import Store
from xinglin.press.templates import bundle_assets

_PER_BATCH = 24
_WORTH_A_POOL = 64
"""Fewer pages are printed by this process sooner than workers are started."""


def jobs_of(site: Site, site_index: SiteIndex, edited: Collection[int] | None = None) -> Iterator[PrintJob]:
    """Every page and every file for machines.

    Args:
        edited: positions of articles, when only what shows more of them than a row is asked for.
    """
    if edited is not None:
        yield from article_jobs(site, site_index, edited)
        yield from (job for job in feed_jobs(site, site_index) if not set(job.articles).isdisjoint(edited))
        return
    yield from article_jobs(site, site_index)
    yield from list_jobs(site, site_index)
    yield from register_jobs(site, site_index)
    yield front_page_job(site, site_index)
    yield from other_jobs(site, site_index)
    yield from machine_jobs(site, site_index)


def stage_pages(
    site: Site,
    theme: Path,
    compiled: Path,
    workers: int,
    everything: bool,
    staging: Staging,
    store: Store,
    progress: Callable[[int, int], None],
) -> Pages:
    """Stage all pages of all variants.

    Args:
        compiled: where compiled templates are kept.
        workers: processes to print with.
        everything: print every page, changed or not.
    """
    assets = bundle_assets(theme)
    for path, data in assets.contents.items():
        staging.write(path, data, "asset")
    editions = {variant: Edition(site, variant) for variant in site.configuration.variants}
    chromes = {variant: chrome(edition) for variant, edition in editions.items()}
    shared = {
        variant: digest(
            repr(
                (
                    code_fingerprint(),
                    chromes[variant],
                    assets.urls,
                    sorted(site.words_of_the_theme(variant).items()),
                    site.fonts,
                )
            )
        )
        for variant in editions
    }
    templates = template_closures(theme)
    fingerprints = PageFingerprints(site, shared, templates)
    assert store.path is not None, "a build needs a store on disk"
    settings = PrintSettings(
        digest(repr((shared, staging.output))), site, theme, assets.urls, chromes, store.path, compiled
    )
    pages = Pages(Book.open(store, staging.output), Book(), settings, everything)
    staging.write("robots.txt", robots(next(iter(editions.values()))), "list")
    last = Outline.open(store, staging.output)
    pages.outline = Outline.of(site, digest(repr((shared, templates))), fingerprints, last)
    edited = None if everything else pages.outline.edited(last, len(pages.before.entries))
    if edited is not None and _keep_all_but(edited, editions.values(), pages, staging):
        pages.is_plan_kept = True
    tasks = _changed(editions, fingerprints, pages, staging, edited if pages.is_plan_kept else None)
    first = list(islice(tasks, _WORTH_A_POOL))
    if first:
        # planning goes on while the first pages are printed
        _print(chain(first, tasks), workers if len(first) == _WORTH_A_POOL else 1, pages, staging, progress)
    return pages


def _keep_all_but(edited: Sequence[int], editions: Iterable[Edition], pages: Pages, staging: Staging) -> bool:
    """Stage as they are all pages but those that show more of the edited articles than a row; False, and nothing staged,
    when one of them is not what the last build left."""
    site = pages.settings.site
    before = pages.before.entries
    again = {
        job.path if job.is_shared else edition.prefix + job.path
        for job in jobs_of(site, index.build(site), edited)
        for edition in editions
    }
    kept = [path for path in before if path not in again]
    if not all(staging.has(path, before[path][1]) for path in kept):
        return False
    for path in kept:
        staging.keep(path, before[path][2])
        pages.now.entries[path] = before[path]
    return True


def _changed(
    editions: Mapping[Variant, Edition],
    fingerprints: PageFingerprints,
    pages: Pages,
    staging: Staging,
    edited: Collection[int] | None,
) -> Iterator[PrintTask]:
    """Tasks for what must be printed; everything else is staged as it is."""
    before, everything, site = pages.before.entries, pages.everything, pages.settings.site
    everyone = list(editions.values())
    first = everyone[:1]
    for job in jobs_of(site, index.build(site), edited):
        shown = first if job.is_shared else everyone
        for edition, fingerprint in zip(shown, fingerprints.of(job, shown), strict=True):
            path = job.path if job.is_shared else edition.prefix + job.path
            known = before.get(path)
            if known and not everything and known[0] == fingerprint and staging.has(path, known[1]):
                staging.keep(path, job.group)
                pages.now.entries[path] = known
            else:
                pages.now.entries[path] = (fingerprint, 0, job.group)
                yield PrintTask(edition.variant, job)


def _print(
    tasks: Iterable[PrintTask],
    workers: int,
    pages: Pages,
    staging: Staging,
    progress: Callable[[int, int], None],
) -> None:
    settings = pages.settings
    press = Press(settings)
    press.prepare()
    install(press)
    try:
        with open_pool(workers, install, settings) as executor:
            for page in map_batches(executor, partial(print_pages, settings.key), tasks, _PER_BATCH):
                staging.write(page.path, page.data, page.group)
                pages.printed.add(page.path)
                pages.now.entries[page.path] = (pages.now.entries[page.path][0], len(page.data), page.group)
                progress(len(pages.printed), 0)
    finally:
        uninstall(settings.key)
