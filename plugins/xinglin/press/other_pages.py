"""Pages that are neither articles nor lists of them: the site map, 404, tombstones, old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.press.contexts import Link
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex, archive_path, branch_path, department_path
from xinglin.press.jobs import PrintJob
from xinglin.press.list_pages import menu_item

SITE_MAP = "sitemap/index.html"


def other_jobs(edition: Edition, index: SiteIndex) -> Iterator[PrintJob]:
    yield _site_map(edition, index)
    yield _not_found(edition)
    for stone in edition.site.tombstones:
        page = page_head(
            edition, template="tombstone.html", path=stone.url, title=edition.say("内容已撤下"), indexed=False
        )
        replacement = edition.by_url.get(stone.replacement or "")
        link = Link(replacement.manuscript.front.title, edition.url(replacement.url)) if replacement else None
        context = {"page": page, "withdrawn_on": stone.withdrawn_on, "reason": stone.reason.value, "replacement": link}
        yield PrintJob(edition.prefix + stone.url, edition.variant, "tombstone.html", context)
    for old, url in edition.site.aliases.items():
        page = page_head(edition, template="alias.html", path=url, title=edition.say("网页地址已变更"), indexed=False)
        yield PrintJob(edition.prefix + old, edition.variant, "alias.html", {"page": page, "target": edition.url(url)})


def _site_map(edition: Edition, index: SiteIndex) -> PrintJob:
    """Two clicks from anything: sections, standing pages, archives, branches, departments."""
    page = page_head(edition, template="site_map.html", path=SITE_MAP, title=edition.say("网站地图"))
    outside = [article for article in edition.articles if article.section is None]
    years = sorted({year for year, _ in index.months}, reverse=True)
    departments = sorted(index.departments, key=lambda unit: unit.id)
    branches = sorted(index.branches, key=lambda unit: unit.id)
    context = {
        "page": page,
        "sections": tuple(menu_item(edition, edition.sections[root]) for root in edition.site.tree.roots),
        "pages": tuple(Link(article.manuscript.front.title, edition.url(article.url)) for article in outside),
        "years": tuple(Link(f"{year}年", edition.url(archive_path(year))) for year in years),
        "branches": tuple(Link(edition.say(unit.name), edition.url(branch_path(unit))) for unit in branches),
        "departments": tuple(Link(edition.say(unit.name), edition.url(department_path(unit))) for unit in departments),
    }
    return PrintJob(edition.prefix + SITE_MAP, edition.variant, "site_map.html", context, is_list=True)


def _not_found(edition: Edition) -> PrintJob:
    page = page_head(
        edition, template="not_found.html", path="404.html", title=edition.say("找不到这个网页"), indexed=False
    )
    return PrintJob(edition.prefix + "404.html", edition.variant, "not_found.html", {"page": page})
