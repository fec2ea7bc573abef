"""The head of every page: titles, alternates, canonical address, metadata, structured data."""

from __future__ import annotations

from collections.abc import Sequence

from xinglin.core.configuration import VARIANT_PREFIXES, Variant
from xinglin.discovery import json_ld, metadata
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.press.contexts import Alternate, Link, Page
from xinglin.press.edition import Edition

HREFLANG: dict[Variant, str] = {
    "zh-Hans": "zh-Hans",
    "zh-Hant": "zh-Hant",
    "zh-Hant-TW": "zh-TW",
    "zh-Hant-HK": "zh-HK",
}
DESCRIPTION_LENGTH = 120
_LABELS: dict[Variant, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "zh-Hant-TW": "臺灣字形", "zh-Hant-HK": "香港字形"}
"""The switch between variants, each label in its own script: what is named is a way of writing, so no flags, no country."""


def addresses(edition: Edition, path: str) -> list[tuple[str, Variant, str]]:
    """The page at ``path`` in every variant of the site: (hreflang, variant, root-relative URL)."""
    tail = edition.url(path)[len(edition.base_path + edition.prefix) :]
    return [
        (HREFLANG[variant], variant, edition.base_path + VARIANT_PREFIXES[variant] + tail)
        for variant in edition.site.configuration.variants
    ]


def labels(variants: Sequence[Variant]) -> dict[Variant, str]:
    """Each variant's label; where there is one Traditional variant only, readers need not be told which."""
    traditional = [variant for variant in variants if variant != "zh-Hans"]
    return {v: _LABELS["zh-Hant"] if [v] == traditional else _LABELS[v] for v in variants}


def alternates(edition: Edition, path: str) -> tuple[Alternate, ...]:
    """The page at ``path`` in every variant, the site's first being x-default; empty for a site of one variant."""
    configuration = edition.site.configuration
    if len(configuration.variants) == 1:
        return ()
    named = labels(configuration.variants)
    return tuple(
        Alternate(code, variant, named[variant], url, configuration.origin + url, variant == edition.variant)
        for code, variant, url in addresses(edition, path)
    )


def page_head(
    edition: Edition,
    *,
    template: str,
    path: str,
    title: str,
    description: str = "",
    breadcrumb: Sequence[Link] = (),
    section_id: str | None = None,
    extra_meta: metadata.Pairs = (),
    nodes: Sequence[json_ld.Graph] = (),
    image: metadata.Picture | None = None,
    front: FrontMatter | None = None,
    feeds: tuple[Link, ...] = (),
    indexed: bool = True,
) -> Page:
    """Assemble a page's head.

    Args:
        path: the page's path below the variant's prefix.
        breadcrumb: from below the home page down to the parent; the home page is put before it.
        image: what a shared link shows.
        front: of an article's page.
    """
    site = edition.site.configuration
    home = Link(edition.say("首页"), edition.url(""))
    trail = () if path == "" else (home, *breadcrumb)
    others = alternates(edition, path)
    canonical = edition.absolute(path)
    description = (description or edition.configuration.name)[:DESCRIPTION_LENGTH]
    crumbs = [(link.title, site.origin + link.url) for link in trail]
    ladder = [json_ld.breadcrumb([*crumbs, (title, canonical)])] if trail else []
    parts = dict.fromkeys([title, *(link.title for link in breadcrumb[-1:]), edition.configuration.name])
    return Page(
        template=template,
        title=title,
        full_title=" - ".join(part for part in parts if part),
        description=description,
        url=edition.url(path),
        canonical=canonical,
        alternates=others,
        x_default=others[0].absolute_url if others else canonical,
        breadcrumb=trail,
        section_id=section_id,
        tone=edition.sections[section_id].tone if section_id else "",
        meta=(*metadata.site_meta(edition.configuration), *extra_meta, *metadata.twitter_card(image)),
        properties=metadata.open_graph(
            edition.configuration,
            edition.variant,
            title=title,
            description=description,
            url=canonical,
            image=image,
            front=front,
        ),
        json_ld=json_ld.script([*nodes, *ladder]),
        feeds=feeds or (site_feed(edition),),
        indexed=indexed,
    )


def site_feed(edition: Edition) -> Link:
    return Link(edition.configuration.name, edition.url("feeds/site.xml"))


def section_feed(edition: Edition, identifier: str) -> Link:
    return Link(edition.sections[identifier].title, edition.url(f"feeds/{identifier}.xml"))


def trail(edition: Edition, identifier: str, *, itself: bool) -> tuple[Link, ...]:
    """Links from the top section down to the parent of ``identifier``, or to the section itself."""
    chain = [section.id for section in edition.site.tree.ancestors(identifier)]
    return tuple(edition.section_link(section) for section in ([*chain, identifier] if itself else chain))
