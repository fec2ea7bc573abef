"""Structured data (schema.org) as JSON-LD: the hospital, an article, a breadcrumb."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from xinglin.core.configuration import SiteConfiguration
from xinglin.manuscript.front_matter import FrontMatter

Graph = dict[str, Any]


def script(nodes: Sequence[Graph]) -> Markup:
    """The content of ``<script type="application/ld+json">``: ``<``, ``>`` and ``&`` escaped, so no text can close it."""
    if not nodes:
        return Markup("")
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": list(nodes)}, ensure_ascii=False, separators=(",", ":")
    )
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)  # noqa: S704  # JSON with every character escaped that HTML could read


def hospital(configuration: SiteConfiguration, home: str) -> Graph:
    """The hospital as publisher; ``home`` is the absolute URL of the front page."""
    node: Graph = {
        "@type": "Hospital",
        "@id": f"{configuration.url}/#hospital",
        "name": configuration.name,
        "url": home,
        "alternateName": configuration.english_name or configuration.short_name,
        "telephone": configuration.phones.switchboard,
        "email": configuration.email,
        "foundingDate": str(configuration.founded) if configuration.founded else "",
    }
    if configuration.address:
        node["address"] = {"@type": "PostalAddress", "streetAddress": configuration.address, "addressCountry": "CN"}
    return {name: value for name, value in node.items() if value}


def breadcrumb(links: Sequence[tuple[str, str]]) -> Graph:
    """Titles and absolute URLs from the front page down to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(links, 1)
        ],
    }


def article(
    configuration: SiteConfiguration,
    front: FrontMatter,
    *,
    type_: str,
    url: str,
    language: str,
    description: str,
    image: str,
    section: str,
) -> Graph:
    """An article; names of people and sections are words of the variant, addresses are not."""
    people = [*front.authors, *front.reporters, *front.correspondents]
    node: Graph = {
        "@type": type_,
        "@id": f"{url}#article",
        "url": url,
        "headline" if type_ != "WebPage" else "name": front.title,
        "description": description,
        "image": image,
        "inLanguage": language,
        "datePublished": front.date.isoformat(),
        "dateModified": (front.modified or front.date).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in people],
        "articleSection": section,
        "keywords": list(front.keywords),
        "publisher": {"@id": f"{configuration.url}/#hospital"},
    }
    if front.expires:
        node["expires"] = front.expires.isoformat()
    return {name: value for name, value in node.items() if value}
