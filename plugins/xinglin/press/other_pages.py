"""Pages that are neither articles nor lists of them: the site map, 404, tombstones, old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xinglin.disclosure.organisations import Unit
from xinglin.disclosure.states import State
from xinglin.manuscript.values import WithdrawalReason
from xinglin.press.contexts import Link
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex, archive_path, branch_path, department_path
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.list_pages import menu_item
from xinglin.press.registers import Register, registers_of
from xinglin.press.site import Article, Site, Tombstone
from xinglin.variants.fragments import convert_text

SITE_MAP = "sitemap/index.html"


def other_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    yield _site_map_job(site, index)
    yield PrintJob("404.html", "not_found", "not_found.html", group="page")
    positions = {article.url: position for position, article in enumerate(site.articles)}
    for stone in site.tombstones:
        replacement = positions.get(stone.replacement or "")
        if replacement is not None and stone.reason is WithdrawalReason.CONSOLIDATED:
            yield PrintJob(stone.url, "alias", "alias.html", group="page", facts=stone.replacement)
            continue
        rows = () if replacement is None else (replacement,)
        words = (stone.note,) if stone.note else ()
        yield PrintJob(stone.url, "tombstone", "tombstone.html", group="page", rows=rows, words=words, facts=stone)
    for old, url in site.aliases.items():
        yield PrintJob(old, "alias", "alias.html", group="page", facts=url)


def _is_single(article: Article) -> bool:
    """A page of no section."""
    return article.section is None and article.state is not State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class _SiteMap:
    years: tuple[int, ...]
    registers: tuple[Register, ...]
    departments: tuple[Unit, ...]
    branches: tuple[Unit, ...]


def _site_map_job(site: Site, index: SiteIndex) -> PrintJob:
    facts = _SiteMap(
        years=tuple(sorted({year for year, _ in index.months}, reverse=True)),
        registers=registers_of(site, index),
        departments=tuple(sorted(index.departments, key=lambda unit: unit.id)),
        branches=tuple(sorted(index.branches, key=lambda unit: unit.id)),
    )
    return PrintJob(
        SITE_MAP,
        "site_map",
        "site_map.html",
        rows=tuple(position for position, article in enumerate(site.articles) if _is_single(article)),
        words=tuple(unit.name for unit in (*facts.departments, *facts.branches)),
        facts=facts,
    )


def site_map_context(slice_: Slice) -> dict[str, Any]:
    """Two clicks from anything: sections, standing pages, archives, branches, departments."""
    edition = slice_.edition
    facts: _SiteMap = slice_.job.facts
    return {
        "page": page_head(edition, template="site_map.html", path=SITE_MAP, title=edition.say("网站地图")),
        "sections": tuple(menu_item(edition, edition.sections[root]) for root in edition.site.tree.roots),
        "pages": tuple(Link(row.title, row.url) for row in slice_.rows(slice_.job.rows)),
        "years": tuple(Link(f"{year}年", edition.url(archive_path(year))) for year in facts.years),
        "registers": tuple(Link(edition.say(r.title), edition.url(r.path)) for r in facts.registers),
        "branches": tuple(Link(slice_.say(unit.name), edition.url(branch_path(unit))) for unit in facts.branches),
        "departments": tuple(
            Link(slice_.say(unit.name), edition.url(department_path(unit))) for unit in facts.departments
        ),
    }


def not_found_context(slice_: Slice) -> dict[str, Any]:
    edition = slice_.edition
    title = edition.say("找不到这个网页")
    return {"page": page_head(edition, template="not_found.html", path="404.html", title=title, indexed=False)}


def tombstone_context(slice_: Slice) -> dict[str, Any]:
    edition = slice_.edition
    stone: Tombstone = slice_.job.facts
    rows = slice_.rows(slice_.job.rows)
    title = edition.say("内容已撤下")
    return {
        "page": page_head(edition, template="tombstone.html", path=stone.url, title=title, indexed=False),
        "withdrawn_on": stone.withdrawn_on,
        "reason": stone.reason.value,
        "note": convert_text(stone.note, edition.converter, stone.language),
        "replacement": Link(rows[0].title, rows[0].url) if rows else None,
    }


def alias_context(slice_: Slice) -> dict[str, Any]:
    edition = slice_.edition
    url: str = slice_.job.facts
    title = edition.say("网页地址已变更")
    page = page_head(edition, template="alias.html", path=url, title=title, indexed=False)
    return {"page": page, "target": edition.url(url)}
