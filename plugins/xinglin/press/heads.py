"""The head of every page: titles, alternates, canonical address, metadata, structured data."""

from __future__ import annotations

from collections.abc import Sequence

from xinglin.core.variant import VARIANT_PREFIXES, Variant
from xinglin.discovery import json_ld, metadata
from xinglin.kinds import KINDS
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
    named = edition.once(_labels)
    return tuple(
        [
            Alternate(code, variant, named[variant], url, edition.origin + url, variant == edition.variant)
            for code, variant, url in addresses(edition, path)
        ]
    )


def _labels(edition: Edition) -> dict[Variant, str]:
    return labels(edition.site.configuration.variants)


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
    nodes: Sequence[json_ld.Node] = (),
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
    name = edition.configuration.name
    above = () if path == "" else (edition.once(_home), *breadcrumb)
    others = alternates(edition, path)
    url = edition.url(path)
    canonical = edition.origin + url
    description = (description or name)[:DESCRIPTION_LENGTH]
    if above:
        rungs = edition.once(_rungs, above)
        nodes = [*nodes, json_ld.breadcrumb(rungs, len(above) + 1, title, canonical)]
    parts = dict.fromkeys([title, *(link.title for link in breadcrumb[-1:]), name])
    return Page(
        template=template,
        title=title,
        full_title=" - ".join(part for part in parts if part),
        description=description,
        url=url,
        canonical=canonical,
        alternates=others,
        x_default=others[0].absolute_url if others else canonical,
        breadcrumb=above,
        section_id=section_id,
        tone=edition.sections[section_id].tone if section_id else "",
        meta=(*edition.once(_site_meta), *extra_meta, *metadata.twitter_card(image)),
        properties=metadata.open_graph(
            edition.configuration,
            edition.variant,
            title=title,
            description=description,
            url=canonical,
            image=image,
            front=front,
        ),
        json_ld=json_ld.script(nodes),
        feeds=feeds or (site_feed(edition),),
        indexed=indexed,
    )


def _home(edition: Edition) -> Link:
    return Link(edition.say("首页"), edition.url(""))


def _rungs(edition: Edition, links: tuple[Link, ...]) -> str:
    return json_ld.rungs((link.title, edition.origin + link.url) for link in links)


def _site_meta(edition: Edition) -> metadata.Pairs:
    return metadata.site_meta(edition.configuration)


def hospital(edition: Edition) -> json_ld.Node:
    """Who publishes the pages, for those that name their publisher."""
    return edition.once(_hospital)


def _hospital(edition: Edition) -> json_ld.Node:
    return json_ld.hospital(edition.configuration, edition.absolute(""))


def section_meta(edition: Edition, identifier: str) -> metadata.Pairs:
    """What a section's lists and articles say of the section."""
    return edition.once(_section_meta, identifier)


def _section_meta(edition: Edition, identifier: str) -> metadata.Pairs:
    section = edition.sections[identifier]
    return metadata.column_meta(section.title, section.description, edition.say(KINDS[section.kind].label))


def site_feed(edition: Edition) -> Link:
    return edition.once(_site_feed)


def _site_feed(edition: Edition) -> Link:
    return Link(edition.configuration.name, edition.url("feeds/site.xml"))


def section_feeds(edition: Edition, identifier: str) -> tuple[Link, ...]:
    """The site's feed, and that of one section."""
    return edition.once(_section_feeds, identifier)


def _section_feeds(edition: Edition, identifier: str) -> tuple[Link, ...]:
    return site_feed(edition), Link(edition.sections[identifier].title, edition.url(f"feeds/{identifier}.xml"))


def trail(edition: Edition, identifier: str, *, itself: bool) -> tuple[Link, ...]:
    """Links from the top section down to the parent of ``identifier``, or to the section itself."""
    return edition.once(_trail, identifier, itself)


def _trail(edition: Edition, identifier: str, itself: bool) -> tuple[Link, ...]:
    chain = [section.id for section in edition.site.tree.ancestors(identifier)]
    return tuple(edition.section_link(section) for section in ([*chain, identifier] if itself else chain))
