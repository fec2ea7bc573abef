"""What every page of one edition shares: menu, ways out, the hospital's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xinglin.press.contexts import Chrome, MenuItem
from xinglin.press.edition import Edition
from xinglin.press.heads import site_feed
from xinglin.press.list_pages import menu_item
from xinglin.press.other_pages import SITE_MAP


def chrome(edition: Edition) -> Chrome:
    configuration = edition.site.configuration
    sections = edition.sections

    def section_url(identifier: str | None) -> str | None:
        return edition.url(sections[identifier].url) if identifier in sections else None

    newest = edition.site.articles[0].date.year if edition.site.articles else edition.site.now.year
    return Chrome(
        configuration=edition.configuration,
        variant=edition.variant,
        home_url=edition.url(""),
        menu=tuple(menu_item(edition, sections[root]) for root in edition.site.tree.roots),
        disclosure_url=section_url(configuration.disclosure_section),
        epaper_url=section_url(configuration.epaper_section),
        contact_url=_contact_url(edition),
        site_map_url=edition.url(SITE_MAP),
        feed_url=site_feed(edition).url,
        year=newest,
        audience=edition.site.audience,
        preview=edition.site.preview,
    )


def menu_urls(shared: Chrome) -> frozenset[str]:
    """What the menu links to: any other page's own address makes no difference to the menu."""

    def below(items: Iterable[MenuItem]) -> Iterator[str]:
        for item in items:
            yield item.url
            yield from below(item.children)

    return frozenset((shared.home_url, *below(shared.menu)))


def _contact_url(edition: Edition) -> str | None:
    """The contact page, named in site.yaml by its manuscript's path without suffix."""
    wanted = edition.site.configuration.contact
    if wanted is None:
        return None
    paths = {f"{wanted}.md", f"{wanted}/index.md", wanted}
    return next((edition.url(a.url) for a in edition.site.articles if a.manuscript.path in paths), None)
