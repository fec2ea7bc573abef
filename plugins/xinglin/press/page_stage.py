"""Pages into staging: plan every page, print those that changed, keep the others as they stand in the output."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path

from xinglin.core.hashing import digest
from xinglin.core.pools import map_batches, open_pool
from xinglin.core.variant import Variant
from xinglin.press import index
from xinglin.press.article_pages import article_jobs
from xinglin.press.chrome import chrome
from xinglin.press.closures import template_closures
from xinglin.press.disclosure_pages import disclosure_jobs
from xinglin.press.edition import Edition
from xinglin.press.fingerprints import code_fingerprint
from xinglin.press.front_page import front_page_job
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.kept_site import Plan
from xinglin.press.list_pages import list_jobs
from xinglin.press.machine_files import machine_jobs, robots
from xinglin.press.other_pages import other_jobs
from xinglin.press.page_book import Book, Pages
from xinglin.press.page_fingerprints import PageFingerprints
from xinglin.press.printing import Press, PrintSettings, PrintTask, install, print_pages, uninstall
from xinglin.press.register_pages import register_jobs
from xinglin.press.site import Site
from xinglin.press.staging import Staging
from xinglin.press.store import Store
from xinglin.press.templates import bundle_assets

_PER_BATCH = 24
"""Tasks, each of a page or two."""
_TOLD_EVERY = 20
"""Pages, as nobody can read faster."""
_WORTH_A_POOL = 32
"""Fewer tasks are printed by this process sooner than workers are started."""


def jobs_of(site: Site, site_index: SiteIndex) -> Iterator[PrintJob]:
    """Every page and every file for machines, articles' pages first."""
    yield from article_jobs(site, site_index)
    yield from list_jobs(site, site_index)
    yield from register_jobs(site, site_index)
    yield from disclosure_jobs(site, site_index)
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
    pages.plan = Plan(shared, templates)
    tasks = _changed(editions, fingerprints, pages, staging)
    first = list(islice(tasks, _WORTH_A_POOL))
    if first:
        _print(first, tasks, workers if len(first) == _WORTH_A_POOL else 1, pages, staging, progress)
    return pages


def _changed(
    editions: Mapping[Variant, Edition],
    fingerprints: PageFingerprints,
    pages: Pages,
    staging: Staging,
) -> Iterator[tuple[str, PrintTask]]:
    """(template, task) of what must be printed; everything else is staged as it is."""
    before, everything, site = pages.before.entries, pages.everything, pages.settings.site
    everyone = list(editions.values())
    first = everyone[:1]
    assert pages.plan is not None
    for job in jobs_of(site, index.build(site)):
        pickled = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        pages.plan.add(job, pickled)
        changed: list[Variant] = []
        shown = first if job.is_shared else everyone
        for edition, fingerprint in zip(shown, fingerprints.of(job, shown), strict=True):
            path = job.path if job.is_shared else edition.prefix + job.path
            known = before.get(path)
            if known and not everything and known[0] == fingerprint and staging.has(path, known[1]):
                staging.keep(path, job.group)
                pages.now.entries[path] = known
            else:
                pages.now.entries[path] = (fingerprint, 0, job.group)
                changed.append(edition.variant)
        if changed:
            yield job.template, PrintTask(pickled, tuple(changed))


def _print(
    first: Sequence[tuple[str, PrintTask]],
    rest: Iterable[tuple[str, PrintTask]],
    workers: int,
    pages: Pages,
    staging: Staging,
    progress: Callable[[int, int], None],
) -> None:
    settings = pages.settings
    press = Press(settings)
    press.prepare()
    compiled: set[str] = set()
    # those of the first pages before the workers are forked, the others while they print
    begun = list(_compiling(first, press, compiled))
    tasks = chain(begun, _compiling(rest, press, compiled))
    install(press, staging.area)
    entries = pages.now.entries
    try:
        with open_pool(workers, install, settings, staging.area) as executor:
            for page in map_batches(executor, partial(print_pages, settings.key), tasks, _PER_BATCH):
                staging.enter(page)
                pages.printed.add(page.path)
                fingerprint, _, group = entries[page.path]
                entries[page.path] = (fingerprint, page.size, group)
                if len(pages.printed) % _TOLD_EVERY == 0:
                    progress(len(pages.printed), 0)
    finally:
        uninstall(settings.key)


def _compiling(tasks: Iterable[tuple[str, PrintTask]], press: Press, compiled: set[str]) -> Iterator[PrintTask]:
    """The tasks, each template being compiled before the first page that needs it is sent out."""
    for template, task in tasks:
        if template and template not in compiled:
            press.compile(template)
            compiled.add(template)
        yield task
