"""Where an article stands: its section, its slug, its URL; no two at one place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest
from xinglin.core.kinds import Kinds
from xinglin.core.validation import nearest
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import MAX_SLUG, SLUG
from xinglin.sections.tree import PAGES, SectionTree, folder_section

_YEAR = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True, slots=True)
class Placement:
    """``section`` is None for pages outside the tree; ``url`` is the path below a variant's prefix."""

    section: str | None
    slug: str
    url: str


def section_of_path(path: str, tree: SectionTree, has_file: bool) -> str | None:
    """The section a path lies in: its deepest folder that is one; None when there is none.

    Args:
        has_file: whether the site has a sections.yaml; without it the first folder decides.
    """
    parts = path.split("/")[:-1]
    if parts and parts[0] == PAGES:
        return None
    if not has_file:
        return folder_section(parts[0] if parts else "")
    return next((part for part in reversed(parts) if part in tree.sections), None)


def place(
    manuscripts: Iterable[Manuscript], tree: SectionTree, kinds: Kinds, has_file: bool
) -> tuple[dict[str, Placement], list[Diagnostic]]:
    """Give every manuscript its place.

    Returns:
        path → placement for those that have one, and what is wrong with the others.
    """
    diagnostics: list[Diagnostic] = []
    placements: dict[str, Placement] = {}
    for manuscript in manuscripts:
        placement = _place(manuscript, tree, kinds, has_file, diagnostics)
        if placement:
            placements[manuscript.path] = placement
    diagnostics += _collisions(placements)
    return placements, diagnostics


def _place(
    manuscript: Manuscript, tree: SectionTree, kinds: Kinds, has_file: bool, diagnostics: list[Diagnostic]
) -> Placement | None:
    section = _section(manuscript, tree, has_file, diagnostics)
    if section is None and manuscript.path.partition("/")[0] != PAGES:
        return None
    slug = manuscript.front.slug or _file_slug(manuscript, diagnostics)
    if section is None:
        return Placement(None, slug, f"{PAGES}/{slug}.html")
    year = f"{manuscript.front.date.year}/" if kinds[manuscript.kind].has_year else ""
    return Placement(section, slug, f"{section}/{year}{slug}.html")


def _section(manuscript: Manuscript, tree: SectionTree, has_file: bool, diagnostics: list[Diagnostic]) -> str | None:
    named = manuscript.front.section
    if named:
        titles = {section.title: section.id for section in tree.sections.values()}
        if named in tree.sections or named in titles:
            return titles.get(named, named) if named not in tree.sections else named
        guess = nearest(named, {*tree.sections, *titles})
        fix = f"是不是“{guess}”？" if guess else "栏目要先写进 sections.yaml。"
        diagnostics.append(manuscript.diagnose("section", "SEC06", f"没有“{named[:30]}”这个栏目。", fix))
        return None
    section = section_of_path(manuscript.path, tree, has_file)
    if section is None and manuscript.path.partition("/")[0] != PAGES:
        *folders, _ = manuscript.path.split("/")
        folder = folders[0] if folders else ""
        guess = nearest(folder, tree.sections)
        hint = f"把稿件移到“{guess}”文件夹，" if guess else "把稿件移到已有栏目的文件夹，"
        diagnostics.append(
            _error(
                manuscript.path,
                "SEC07",
                f"稿件所在的文件夹“{folder}”不是 sections.yaml 里的栏目。"
                if folder
                else "稿件没有放在任何栏目的文件夹里。",
                f"{hint}或先把这个栏目写进 sections.yaml。",
            )
        )
    return section


def _file_slug(manuscript: Manuscript, diagnostics: list[Diagnostic]) -> str:
    """The file's or folder's name; where that is no slug, date and eight hex digits of the path."""
    *folders, file = manuscript.path.split("/")
    stem = file.rpartition(".")[0]
    is_index = stem.lower() == "index"
    name = folders[-1] if is_index and folders else stem
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") if name.isascii() else ""
    is_folder_of_year = is_index and _YEAR.fullmatch(slug)
    if SLUG.fullmatch(slug) and len(slug) <= MAX_SLUG and slug != "index" and not is_folder_of_year:
        return slug
    slug = f"{manuscript.front.date:%Y%m%d}-{digest(manuscript.path)[:8]}"
    diagnostics.append(
        Diagnostic(
            manuscript.path, 0, 0, "SEC08", Severity.INFO,
            f"文件名不能直接作网址，网址暂用 {slug}；文件改名或移动时它会变。",
            "在开头加一行  网址名: 用小写英文或拼音，例如  网址名: minzhen-yizhen。",
        )
    )  # fmt: skip
    return slug


def _collisions(placements: Mapping[str, Placement]) -> list[Diagnostic]:
    by_url: dict[str, list[str]] = defaultdict(list)
    for path, placement in placements.items():
        by_url[placement.url].append(path)
    return [
        _error(
            path,
            "SEC09",
            f"这篇稿件的网址 /{url} 与 {'、'.join(other for other in paths if other != path)} 相同。",
            "给其中一篇改“网址名”，例如  网址名: party-day-2。",
        )
        for url, paths in by_url.items()
        if len(paths) > 1
        for path in paths
    ]


def _error(path: str, code: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 1, 1, code, Severity.ERROR, message, fix)
