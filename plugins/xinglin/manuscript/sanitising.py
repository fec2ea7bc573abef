"""What HTML an article may contain: an allow-list an editor can live with, and word of everything that was taken out.

nh3 (ammonia) parses as browsers do and serialises anew, so its output is well-formed whatever went in. The same pass
hands every address to a callback, which is where typed references come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import nh3

_BLOCKS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr",
    "figure", "figcaption", "details", "summary", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th",
    "td", "address", "aside",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img",
}  # fmt: skip
_MEDIA = {"video", "audio", "source", "track"}
ALLOWED_TAGS = _BLOCKS | _INLINE | _MEDIA
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "title", "lang", "translate", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "video": {"src", "poster", "controls", "width", "height", "preload"},
    "audio": {"src", "controls", "preload"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "details": {"open"},
    "bdo": {"dir"},
}
_REMOVED_WITH_CONTENT = {"script", "style", "template", "noscript", "title"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_URL_ATTRIBUTES = {"href", "src", "poster"}
RESERVED_ID_PREFIX = "xl-"
"""Ids and classes of the theme; an article may not answer to them."""
_OWN_CLASSES = {"xl-figure", "xl-gallery", "xl-table"}

_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w:-]*)")
_HANDLER = re.compile(r"<[^>]*\s(on[a-z]{3,})\s*=", re.IGNORECASE)
_SCHEME = re.compile(r"""(?:href|src|poster)\s*=\s*["']?\s*([a-zA-Z][\w+.-]*):""", re.IGNORECASE)
_STYLE = re.compile(r"<[^>]*\s(style)\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was taken out: what, and the text to look for in the source."""

    what: str
    needle: str
    is_style: bool = False


def clean(html: str, reference: Callable[[str, str, str], str]) -> str:
    """Sanitise a fragment.

    Args:
        reference: called with (element, attribute, address) for every address kept; returns what is stored instead.
    """

    def attribute(element: str, name: str, value: str) -> str | None:
        if name in _URL_ATTRIBUTES:
            return reference(element, name, value)
        if name == "id" and value.startswith(RESERVED_ID_PREFIX):
            return None
        if name == "class":
            kept = [word for word in value.split() if not word.startswith("xl-") or word in _OWN_CLASSES]
            return " ".join(kept) or None
        return value

    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        clean_content_tags=_REMOVED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def removed(html: str) -> list[Removed]:
    """What :func:`clean` will take out of ``html``, each kind of thing once."""
    found: dict[str, Removed] = {}
    for name in _TAG.findall(html):
        if name.lower() not in ALLOWED_TAGS:
            found.setdefault(name.lower(), Removed(f"<{name}>", f"<{name}"))
    for name in _HANDLER.findall(html):
        found.setdefault(name.lower(), Removed(f"{name}=", name))
    for scheme in _SCHEME.findall(html):
        if scheme.lower() not in _SCHEMES and len(scheme) > 1:
            found.setdefault(scheme.lower() + ":", Removed(f"{scheme}: 开头的链接", scheme + ":"))
    if style := _STYLE.search(html):
        found.setdefault("style", Removed("style=", style.group(1), is_style=True))
    return list(found.values())
