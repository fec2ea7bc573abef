"""Print jobs into files, in any process of this machine. Workers get plain data and put pages into the staging area."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, cast

from jinja2 import Environment

from xinglin.core.variant import Variant
from xinglin.manuscript.records import Manuscript
from xinglin.press.chrome import menu_urls
from xinglin.press.closures import parts
from xinglin.press.compiled import compiled_folder, prune_compiled
from xinglin.press.contexts import Chrome
from xinglin.press.edition import Edition
from xinglin.press.jobs import Group, Maker, PrintJob, Slice
from xinglin.press.site import Article, Site
from xinglin.press.staging import StagedFile, StagingArea
from xinglin.press.store import BodyReader
from xinglin.press.templates import Assets, environment
from xinglin.variants.converter import Converter

_CONTEXTS: Mapping[Maker, str] = {
    "article": "article_pages.article_context",
    "section": "list_pages.section_context",
    "listing": "list_pages.listing_context",
    "front": "front_page.front_page_context",
    "site_map": "other_pages.site_map_context",
    "not_found": "other_pages.not_found_context",
    "tombstone": "other_pages.tombstone_context",
    "alias": "other_pages.alias_context",
    "honour_board": "honour_pages.honour_board_context",
    "branch": "branch_pages.branch_context",
    "branch_register": "branch_pages.branch_register_context",
    "notice_board": "notice_board.notice_board_context",
    "submissions": "submission_pages.submissions_context",
    "disclosure_front": "disclosure_front.disclosure_front_context",
    "disclosure_guide": "disclosure_guide.disclosure_guide_context",
    "disclosure_feedback": "disclosure_feedback.disclosure_feedback_context",
    "disclosure_catalogue": "disclosure_catalogue.catalogue_context",
    "disclosure_item": "disclosure_items.item_context",
    "disclosure_entries": "disclosure_entries.entries_context",
    "disclosure_report": "disclosure_report.disclosure_report_context",
}
"""What gives each maker's template its variables: module of this package and function."""

_FILES: Mapping[Maker, str] = {
    "feed": "machine_files.feed_file",
    "sitemap": "machine_files.sitemap_file",
    "sitemap_index": "machine_files.sitemap_index_file",
    "submissions_by_month": "submission_pages.submissions_by_month_file",
    "submissions_list": "submission_pages.submissions_list_file",
    "disclosure_report_draft": "disclosure_report.disclosure_report_draft",
    "disclosure_feed": "disclosure_files.disclosure_feed",
    "catalogue_csv": "disclosure_files.catalogue_csv",
    "catalogue_json": "disclosure_files.catalogue_json",
    "entries_csv": "disclosure_files.entries_csv",
    "entries_json": "disclosure_files.entries_json",
}
"""What makes files without a template."""


@cache
def context_of(maker: Maker) -> Callable[[Slice], dict[str, Any]]:
    """The function that gives a maker's template its variables. Its module is imported only now: printing an edited article
    again takes less time than importing all makers does."""
    return cast("Callable[[Slice], dict[str, Any]]", _function(_CONTEXTS[maker]))


@cache
def file_of(maker: Maker) -> Callable[[Slice], bytes] | None:
    """The function that makes a file without a template; None for makers of pages."""
    return cast("Callable[[Slice], bytes]", _function(_FILES[maker])) if maker in _FILES else None


def _function(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"xinglin.press.{module}"), function)


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What all pages of a build share. ``key`` names it in every process."""

    key: str
    site: Site
    theme: Path
    asset_urls: Mapping[str, str]
    chromes: Mapping[Variant, Chrome]
    store: Path
    compiled: Path
    """Where compiled templates are kept."""


class PrintTask(NamedTuple):
    """A job, pickled once for all it is needed for, and the variants it is printed for."""

    job: bytes
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A file's bytes, for its path below output/."""

    path: str
    data: bytes
    group: Group


class Press:
    """Everything a process needs to print jobs of one build."""

    def __init__(self, settings: PrintSettings) -> None:
        self.settings = settings
        self._read = BodyReader(settings.store)
        self._replaced: dict[str, str] = {}
        self.editions = self._editions()
        self.environment = cache(self._environment)

    def _editions(self) -> dict[Variant, Edition]:
        site = self.settings.site
        return {variant: Edition(site, variant, self._body) for variant in site.configuration.variants}

    def _body(self, article: Article) -> str:
        key = article.manuscript.body
        if not key:  # never parted: a masked one has its one sentence with it
            return article.manuscript.html
        return self._replaced[key] if key in self._replaced else self._read(key)

    def replace(self, position: int, manuscript: Manuscript) -> None:
        """Show another manuscript (body included) in the place of one, everything else staying as it is."""
        site = self.settings.site
        articles = list(site.articles)
        articles[position] = replace(articles[position], manuscript=replace(manuscript, html=""))
        self._replaced[manuscript.body] = manuscript.html
        self.settings = replace(self.settings, site=replace(site, articles=tuple(articles)))
        self.editions = self._editions()

    def prepare(self) -> None:
        """Import all makers, so that workers forked afterwards have them, and let go of templates compiled for others."""
        for maker in _CONTEXTS:
            context_of(maker)
        for maker in _FILES:
            file_of(maker)
        root = self.settings.compiled
        prune_compiled(root, {compiled_folder(root, self._converter(variant)) for variant in self.editions})

    def compile(self, template: str) -> None:
        """Compile a template and its components for all variants: workers find the code in memory or on disk, where each
        would else compile all of it."""
        for part in sorted(parts(self.settings.theme, template)):
            for variant in self.editions:
                self.environment(variant).get_template(part)

    def print(self, job: PrintJob, variant: Variant) -> PrintedPage:
        """One job in one variant."""
        edition = self.editions[variant]
        slice_ = Slice(edition, job)
        path = job.path if job.is_shared else edition.prefix + job.path
        if make := file_of(job.maker):
            return PrintedPage(path, make(slice_), job.group)
        template = self.environment(variant).get_template(job.template)
        return PrintedPage(path, template.render(context_of(job.maker)(slice_)).encode(), job.group)

    def _converter(self, variant: Variant) -> Converter:
        """For the theme's own words: people's names are not in it, so that a new author compiles nothing again."""
        site = self.settings.site
        corner_quotes = variant in site.configuration.corner_quotes
        return Converter(variant, site.words_of_the_theme(variant), corner_quotes=corner_quotes)

    def _environment(self, variant: Variant) -> Environment:
        settings = self.settings
        assets = Assets(dict(settings.asset_urls), {})
        base_path = settings.site.configuration.base_path
        env = environment(settings.theme, self._converter(variant), base_path, assets, settings.compiled)
        env.globals["site"] = settings.chromes[variant]
        env.globals["menu_urls"] = menu_urls(settings.chromes[variant])
        return env


_presses: dict[str, tuple[Press, StagingArea]] = {}


def install(press: Press | PrintSettings, area: StagingArea) -> None:
    """Make a build's press ready in this process, and where its pages go. A forked worker has what its parent installed;
    others are given it."""
    if isinstance(press, PrintSettings):
        if press.key in _presses:
            return
        press = Press(press)
    _presses[press.settings.key] = press, area


def uninstall(key: str) -> None:
    """Let go of a build's press: a preview's process lives on."""
    _presses.pop(key, None)


def print_pages(key: str, tasks: Sequence[PrintTask]) -> list[StagedFile]:
    """Print tasks of the installed build into its staging area, in their order."""
    press, area = _presses[key]
    staged: list[StagedFile] = []
    for task in tasks:
        job = pickle.loads(task.job)  # noqa: S301  # our own parent made it
        pages = (press.print(job, variant) for variant in task.variants)
        staged += [area.put(page.path, page.data, page.group) for page in pages]
    return staged
