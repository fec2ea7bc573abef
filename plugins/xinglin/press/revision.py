"""A build after edits within the words of articles: nothing is loaded or planned but what shows them.

Most builds follow one saved file. While an edit changes only what an article's own page and the feeds that quote it show, all
other pages stand, the plan is the last build's, and so is everything the authors are told except about this file. Anything
else (another title, date, picture, link…) is for the whole build, which never sees a difference: the same bytes, the same
diagnostics (tests/site/test_incremental.py).

Whoever teaches the press to look at the words of an article anywhere else must say so in :func:`_is_confined`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from xinglin.checks.unvouched import unknown_to
from xinglin.core import diagnostics
from xinglin.core.diagnostics import Diagnostic
from xinglin.core.pools import SerialExecutor
from xinglin.manuscript.records import Manuscript, Reading, Reference
from xinglin.press import last_build
from xinglin.press.file_hashes import FileHashes
from xinglin.press.kept_site import KeptSite, NotKept
from xinglin.press.landing import Landed, land
from xinglin.press.page_book import Book, Pages
from xinglin.press.page_fingerprints import PageFingerprints
from xinglin.press.printing import Press
from xinglin.press.records import read_some
from xinglin.press.site import Site
from xinglin.press.staging import Staging
from xinglin.press.store import Store

MOST = 32
"""Edited files; for more the whole build takes hardly longer."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a build of this sort did."""

    diagnostics: tuple[Diagnostic, ...]
    """Of the whole site, sorted."""
    pages: Pages
    """Those that were printed."""
    landed: Landed


def revise(
    kept: KeptSite,
    edited: Sequence[str],
    told: Sequence[Diagnostic],
    staging: Staging,
    store: Store,
    hashes: FileHashes,
) -> Revision | None:
    """Print and land what shows edited articles; None, and nothing done, when the whole site must be looked at.

    Args:
        edited: paths of manuscripts whose bytes are not the last build's.
        told: the last build's diagnostics.
    """
    try:
        return _revise(kept, edited, told, staging, store, hashes)
    except NotKept:
        return None


def _revise(
    kept: KeptSite,
    edited: Sequence[str],
    told: Sequence[Diagnostic],
    staging: Staging,
    store: Store,
    hashes: FileHashes,
) -> Revision | None:
    site = kept.settings.site
    if len(edited) > MOST:
        return None
    kinds = {path: kind for path in edited if path in kept.positions and (kind := kept.kind(path))}
    if len(kinds) < len(edited):
        return None
    records = read_some(hashes.files, kinds, SerialExecutor(), store, hashes, site.configuration.is_converted)
    readings = [(kept.reading(reading.path), reading) for reading in records.all]
    if not all(_is_confined(before, now) for before, now in readings):
        return None
    found = _diagnostics(site, told, readings)
    if found is None:
        return None
    for manuscript in records.manuscripts:
        kept.replace(manuscript)
    pages = _print(kept, [kept.positions[path] for path in edited], staging)
    last_build.forget(store, staging.output)
    Book.distrust(store, staging.output, pages.printed)
    landed = land(staging)
    Book.amend(store, staging.output, pages.now)
    hashes.save()
    return Revision(tuple(found), pages, landed)


def _diagnostics(
    site: Site, told: Sequence[Diagnostic], readings: Sequence[tuple[Reading, Reading]]
) -> list[Diagnostic] | None:
    """What a whole build would say; None when it said or says more of an edited file than reading it finds."""

    def of(reading: Reading) -> list[Diagnostic]:
        return [*reading.diagnostics, *unknown_to(site.terms, site.conversion.groups, [reading])]

    paths = {now.path for _, now in readings}
    known = {diagnostic for diagnostic in told if diagnostic.path in paths}
    if known != {diagnostic for before, _ in readings for diagnostic in of(before)}:
        return None
    found = [diagnostic for _, now in readings for diagnostic in of(now)]
    if any(diagnostic.is_error for diagnostic in found):
        return None
    return diagnostics.sort([*(diagnostic for diagnostic in told if diagnostic.path not in paths), *found])


def _is_confined(before: Reading, now: Reading) -> bool:
    """Whether the edit shows nowhere but on the article's page and where it is quoted in full."""
    if before.manuscript is None or now.manuscript is None or before.named_status != now.named_status:
        return False
    # what discharges a duty is compared with what the duty asks for, its words too
    return not now.manuscript.front.disclosure and _seen(before.manuscript) == _seen(now.manuscript)


def _seen(manuscript: Manuscript) -> list[Any]:
    """What others' pages, the plan, and checks over the whole site can see of an article."""
    own = [getattr(manuscript, name) for name in _FIELDS]
    return [*own, manuscript.summary, [[getattr(r, name) for name in _OF_REFERENCES] for r in manuscript.references]]


_FIELDS = [
    field.name
    for field in fields(Manuscript)
    if field.name not in {"digest", "html", "body", "verdicts", "headings", "spots", "excerpt", "references"}
]
"""All but the words and where they stand in the file; the excerpt counts where it is the summary."""
_OF_REFERENCES = [field.name for field in fields(Reference) if field.name not in {"line", "column", "excerpt"}]


def _print(kept: KeptSite, positions: Sequence[int], staging: Staging) -> Pages:
    """Stage the pages that show these articles, and everything else as it stands."""
    press = Press(kept.settings)
    editions = list(press.editions.values())
    fingerprints = PageFingerprints(kept.settings.site, kept.plan.shared, kept.plan.templates)
    pages = Pages(Book(), Book(), kept.settings, is_revision=True)
    made = []
    for job in kept.jobs(positions):
        shown = editions[:1] if job.is_shared else editions
        for edition, fingerprint in zip(shown, fingerprints.of(job, shown), strict=True):
            page = press.print(job, edition.variant)
            pages.now.entries[page.path] = (fingerprint, len(page.data), page.group)
            made.append(page)
    staging.keep_all_but(pages.now.entries)
    for page in made:
        staging.write(page.path, page.data, page.group)
        pages.printed.add(page.path)
    return pages
