"""Structured data (schema.org) as JSON-LD: the hospital, an article, a breadcrumb.

Nodes are written as JSON at once: each has the same few fields on every page, and an encoder that looks through a graph to find
out what is in it takes four times as long. What many pages share is written once (:class:`xinglin.press.edition.Edition`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from xinglin.core.clock import iso
from xinglin.core.configuration import SiteConfiguration
from xinglin.manuscript.front_matter import FrontMatter

Node = str
"""One node of the graph, as JSON that HTML can hold."""


def script(nodes: Sequence[Node]) -> Markup:
    """The content of ``<script type="application/ld+json">``: ``<``, ``>`` and ``&`` escaped, so no text can close it."""
    if not nodes:
        return Markup("")
    return Markup('{"@context":"https://schema.org","@graph":[' + ",".join(nodes) + "]}")  # noqa: S704  # nodes are safe


def hospital(configuration: SiteConfiguration, home: str) -> Node:
    """The hospital as publisher; ``home`` is the absolute URL of the front page."""
    address = ""
    if configuration.address:
        street = _text(configuration.address)
        address = f'{{"@type":"PostalAddress","streetAddress":{street},"addressCountry":"CN"}}'
    return _node(
        ("@type", '"Hospital"'),
        ("@id", _text(f"{configuration.url}/#hospital")),
        ("name", _text(configuration.name)),
        ("url", _text(home)),
        ("alternateName", _text(configuration.english_name or configuration.short_name)),
        ("telephone", _text(configuration.phones.switchboard)),
        ("email", _text(configuration.email)),
        ("foundingDate", _text(str(configuration.founded) if configuration.founded else "")),
        ("address", address),
    )


def rungs(links: Iterable[tuple[str, str]]) -> str:
    """Titles and absolute URLs from the front page down to a page's parent, for :func:`breadcrumb`."""
    return "".join(f"{_rung(position, title, url)}," for position, (title, url) in enumerate(links, 1))


def breadcrumb(above: str, position: int, title: str, url: str) -> Node:
    """The way from the front page to a page.

    Args:
        above: the rungs above the page.
        position: of the page, from 1.
    """
    return f'{{"@type":"BreadcrumbList","itemListElement":[{above}{_rung(position, title, url)}]}}'


def _rung(position: int, title: str, url: str) -> str:
    return f'{{"@type":"ListItem","position":{position},"name":{_known(title)},"item":{_known(url)}}}'


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
) -> Node:
    """An article; names of people and sections are words of the variant, addresses are not."""
    address = _known(url)
    people = [*front.authors, *front.reporters, *front.correspondents]
    return _node(
        ("@type", _known(type_)),
        ("@id", f'{address[:-1]}#article"'),
        ("url", address),
        ("headline" if type_ != "WebPage" else "name", _known(front.title)),
        ("description", _text(description)),
        ("image", _text(image)),
        ("inLanguage", _known(language)),
        ("datePublished", f'"{iso(front.date)}"'),
        ("dateModified", f'"{iso(front.modified or front.date)}"'),
        ("author", _list([f'{{"@type":"Person","name":{_known(name)}}}' for name in people])),
        ("articleSection", _known(section)),
        ("keywords", _list([_known(word) for word in front.keywords])),
        ("publisher", f'{{"@id":{_known(f"{configuration.url}/#hospital")}}}'),
        ("expires", f'"{iso(front.expires)}"' if front.expires else ""),
    )


def _node(*fields: tuple[str, str]) -> Node:
    """Names and values as JSON; an empty text or list is left out."""
    return "{" + ",".join([f'"{name}":{value}' for name, value in fields if value not in _NOTHING]) + "}"


def _list(values: Sequence[str]) -> str:
    return f"[{','.join(values)}]"


def _text(text: str) -> str:
    """As JSON, with every character escaped that HTML could read."""
    quoted: str = _quoted(text)
    for character, escape in _ESCAPES:
        if character in quoted:
            quoted = quoted.replace(character, escape)
    return quoted


_NOTHING = ("", '""', "[]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_ESCAPES = [(character, f"\\u{ord(character):04x}") for character in "&<>\u2028\u2029"]
_known = lru_cache(maxsize=4096)(_text)
"""For what stands on page after page, or more than once on one."""
