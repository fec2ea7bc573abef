"""``load``: from content/ to the Site. Read, place, govern, resolve; free of Pelican and of output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from functools import partial

from xinglin.checks.unvouched import unknown_to
from xinglin.core import diagnostics
from xinglin.core.configuration import SiteConfiguration
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.disclosure.instants import instants_of_disclosure
from xinglin.kinds import KINDS
from xinglin.manuscript.records import Manuscript, Reading
from xinglin.manuscript.values import Status, status_word
from xinglin.pictures.fonts import find_fonts
from xinglin.press import disclosure_index, registers
from xinglin.press.assembling import Assembly, assemble
from xinglin.press.attached_files import examine_files, linked_files
from xinglin.press.data_files import DataFiles, read_data_files
from xinglin.press.file_hashes import FileHashes
from xinglin.press.governing import govern, settled, standings
from xinglin.press.load_options import LoadOptions
from xinglin.press.records import read_all
from xinglin.press.reviewing import review_problems
from xinglin.press.shown_pictures import examine
from xinglin.press.site import Article, Site
from xinglin.press.standing import instants_of_change
from xinglin.press.store import Store
from xinglin.press.term_use import track
from xinglin.press.vocabulary import site_terms, unknown_groups
from xinglin.sections.placement import place
from xinglin.sections.tree import FILE as SECTIONS_FILE
from xinglin.sections.tree import SectionTree, with_named


def load(options: LoadOptions, executor: Executor, store: Store, hashes: FileHashes | None = None) -> Site:
    """Read content/ into a Site; authors' mistakes are in its diagnostics. ``hashes``: of a scan that was made already."""
    files = (hashes := hashes or FileHashes(options.scan(), store)).files
    data = read_data_files(files)
    config = _configuration(data, options)
    records = read_all(files, data.tree, data.has_sections_file, executor, store, hashes, config.is_converted)
    readings = records.all
    manuscripts, found = settled(records.manuscripts, data.catalogues, data.calendar, options.now)
    tree = _tree(data, manuscripts)
    placements, misplaced = place(manuscripts, tree, KINDS, data.has_sections_file)
    ruled = govern(manuscripts, data, options.now, options.audience, files.elsewhere)
    found += review_problems(config.reviews, manuscripts, placements, ruled.states, hashes, options.internal)
    unread = frozenset(reading.path for reading in readings if reading.manuscript is None)
    places = (placements, ruled.states, ruled.ranges, tree, files.files, config.url, options.preview)
    assembled = partial(assemble, manuscripts, *places, pages=partial(_linkable, data, config, tree, options))
    assembly = assembled(unread)
    pictures = examine(assembly, config, hashes, executor, store)
    digests, of_files = examine_files(assembly, hashes, store, {config.name, config.short_name, config.organiser})
    hashes.save()
    found += [*files.diagnostics, *data.diagnostics, *misplaced, *ruled.diagnostics, *assembly.diagnostics]
    found += [*pictures.diagnostics, *of_files, *(d for reading in readings for d in reading.diagnostics)]
    found = _without_echoes(_soften([*found, *unknown_groups(manuscripts, data.conversion)], readings))
    bad = diagnostics.paths_with_errors(found)
    if bad - unread:
        assembly = _without_bad(assembled, unread | bad, found)
    found += _empty_sections(data.tree, assembly) if data.has_sections_file else []
    articles = pictures.retouching.applied(assembly.articles, pictures.photographs)
    terms = site_terms((article.manuscript for article in articles), data.organisations, data.conversion)
    found += unknown_to(terms, data.conversion.groups, readings)
    linked = sorted({path for article in articles for path in linked_files(article)})
    return Site(
        configuration=config,
        now=options.now,
        audience=options.audience,
        preview=options.preview,
        content=options.content,
        tree=tree,
        organisations=data.organisations,
        catalogues=data.catalogues,
        calendar=data.calendar,
        responses=data.responses,
        entries=ruled.entries,
        articles=articles,
        tombstones=tuple(assembly.tombstones),
        photographs={p: pictures.photographs[p] for p in _shown_pictures(articles) if p in pictures.photographs},
        files={path: files.files[path] for path in linked},
        digests={path: digests[path] for path in linked},
        terms=terms,
        conversion=data.conversion,
        term_use=track(store, terms, articles, records),
        next_change=_next_change(manuscripts, data, options, ruled.changes),
        is_unusable=any(d.is_error for d in data.diagnostics),
        kinds_as_read=records.kinds_as_read(manuscripts),
        standings=standings(readings, manuscripts, placements, ruled, bad),
        diagnostics=tuple(diagnostics.sort(found)),
        fonts=find_fonts() if config.social_cards_from else None,
        aliases=_aliases(assembly),
        elsewhere=files.elsewhere,
        internal=options.internal,
    )


def _linkable(
    data: DataFiles, config: SiteConfiguration, tree: SectionTree, options: LoadOptions, visible: Iterable[Manuscript]
) -> Iterable[str]:
    """Pages besides articles and sections that an author may link to."""
    yield from registers.linkable(visible, data.organisations)
    yield from disclosure_index.linkable(data.catalogues, config, tree, options.audience, options.now)


def _configuration(data: DataFiles, options: LoadOptions) -> SiteConfiguration:
    config = data.configuration
    return config.model_copy(update={"url": options.url.rstrip("/")}) if options.url else config


def _tree(data: DataFiles, manuscripts: Sequence[Manuscript]) -> SectionTree:
    if data.has_sections_file:
        return data.tree
    return with_named(data.tree, (m.front.section for m in manuscripts if m.front.section))


def _next_change(
    manuscripts: Sequence[Manuscript], data: DataFiles, options: LoadOptions, others: Sequence[datetime]
) -> datetime | None:
    now, lateness = options.now, data.configuration.disclosure_lateness
    of_articles = (i for m in manuscripts for i in instants_of_change(m.front) if i > now)
    shows_lateness = lateness in {"public", options.audience}
    of_disclosure = instants_of_disclosure(data.catalogues, data.responses, now, shows_lateness)
    return min((*others, *of_articles, *of_disclosure), default=None)


def _aliases(assembly: Assembly) -> dict[str, str]:
    urls = {article.url for article in assembly.articles} | {stone.url for stone in assembly.tombstones}
    return {old: url for old, url in sorted(assembly.aliases.items()) if url in urls}


def _without_bad(
    assembled: Callable[[frozenset[str]], Assembly], excluded: frozenset[str], found: list[Diagnostic]
) -> Assembly:
    """What is left out is linked to by nobody: the same resolution once more, now that it is known.

    What it finds new is a reminder; the words are shown without their link.
    """
    assembly = assembled(excluded)
    known = set(found)
    found += [_reminder(d) for d in assembly.diagnostics if d.path not in excluded and d not in known]
    return assembly


def _soften(found: list[Diagnostic], readings: Sequence[Reading]) -> list[Diagnostic]:
    """What is wrong in a draft is for its author to know, and no reason to stop the site."""
    unfinished = {
        reading.path
        for reading in readings
        if status_word(reading.named_status) in {Status.DRAFT.value, Status.REVIEW.value}
    }
    return [_reminder(d) if d.path in unfinished else d for d in found]


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """With sections.yaml unreadable no article has a section; to say so of each would hide the one cause."""
    if not any(diagnostic.is_error and diagnostic.path == SECTIONS_FILE for diagnostic in found):
        return found
    return [diagnostic for diagnostic in found if diagnostic.code not in {"SEC06", "SEC07", "LNK02", "CFG03"}]


def _reminder(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, severity=Severity.WARNING) if diagnostic.is_error else diagnostic


def _empty_sections(tree: SectionTree, assembly: Assembly) -> list[Diagnostic]:
    filled = {article.section for article in assembly.articles}
    return [
        Diagnostic(
            SECTIONS_FILE, 0, 0, "SEC10", Severity.WARNING,
            f"栏目“{section.title}”（{section.id}）还没有任何稿件，空白栏目不宜上线。",
            "写一篇稿件，或先从 sections.yaml 里删去这个栏目。",
        )
        for section in tree.walk()
        if not section.children and section.id not in filled
    ]  # fmt: skip


def _shown_pictures(articles: Sequence[Article]) -> list[str]:
    shown = {target.value for article in articles for target in article.targets if target.kind == "picture"}
    return sorted(shown | {article.cover for article in articles if article.cover})
