"""What HTML an article may contain: an allow-list an editor can live with, and word of everything that was taken out.

nh3 (ammonia) parses as browsers do and serialises anew, so its output is well-formed whatever went in. The same pass
hands every address to a callback, which is where typed references come from.
"""

from __future__ import annotations

import html as html_module
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import nh3

from xinglin.core.characters import CONTROL, has_control
from xinglin.manuscript.attribute_lists import ATTRIBUTES

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
    "a": {"href", *ATTRIBUTES},
    "img": {"src", "alt", "width", "height", *ATTRIBUTES},
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

_TAG = re.compile(r"<(?!/?(?:p|li|t[dhr]|h[2-6]|strong|[uo]l|em)>)\s*/?\s*([a-zA-Z][\w:-]*)")
"""Any but the commonest tags, which are allowed anyway."""
_HANDLER = re.compile(r"<[^>]*\s(on[a-z]{3,})\s*=", re.IGNORECASE)
_ADDRESS_NAME = re.compile(r"(?:href|src|poster)\Z", re.IGNORECASE)
_VALUE = re.compile(r"""\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):")
_IGNORED_IN_ADDRESS = re.compile("[\x00-\x20\x7f-\x9f]")
"""Browsers drop some of these before they read an address (WHATWG URL, "basic URL parser")."""
_STYLE = re.compile(r"<[^>]*\s(style)\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was taken out. ``local``: an address on the author's own computer."""

    what: str
    needles: tuple[str, ...]
    """Texts to look for in the source, the likeliest first."""
    kind: Literal["style", "local", "other"] = "other"


def clean(html: str, reference: Callable[[str, str, str], str]) -> str:
    """Sanitise a fragment.

    Args:
        reference: called with (element, attribute, address) for every address kept; returns what is stored instead.
    """

    cleaned = _cleaner.clean(html, reference) if html else ""
    return CONTROL.sub("", cleaned) if has_control(cleaned) else cleaned  # written as &#27;


class _Cleaner(threading.local):
    """nh3 with our lists, made once a thread: handing it the lists takes as long as cleaning an article."""

    def __init__(self) -> None:
        self._reference: Callable[[str, str, str], str] = _no_reference
        self._nh3 = nh3.Cleaner(
            tags=ALLOWED_TAGS,
            clean_content_tags=_REMOVED_WITH_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            url_schemes=_SCHEMES,
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, html: str, reference: Callable[[str, str, str], str]) -> str:
        self._reference = reference
        try:
            return self._nh3.clean(html)
        finally:
            self._reference = _no_reference

    def _attribute(self, element: str, name: str, value: str) -> str | None:
        if element not in ALLOWED_TAGS:
            return None  # taken out with all its addresses
        if name in _URL_ATTRIBUTES:
            # an address with control characters is not one; without them it might be another
            return None if CONTROL.search(value) else self._reference(element, name, value)
        value = CONTROL.sub("", value)
        if name == "id" and value.startswith(RESERVED_ID_PREFIX):
            return None
        if name == "class":
            kept = [word for word in value.split() if not word.startswith("xl-") or word in _OWN_CLASSES]
            return " ".join(kept) or None
        return value


def _no_reference(element: str, name: str, value: str) -> str:
    return value


_cleaner = _Cleaner()


def removed(html: str) -> list[Removed]:
    """What :func:`clean` will take out of ``html``, each kind of thing once."""
    found: dict[str, Removed] = {}
    for name in dict.fromkeys(_TAG.findall(html)):
        if name.lower() not in ALLOWED_TAGS:
            found.setdefault(name.lower(), Removed(f"<{name}>", (f"<{name}",)))
    assigned = _assigned(html)
    if any(name.startswith("on") for name in assigned):
        for name in _HANDLER.findall(html):
            found.setdefault(name.lower(), Removed(f"{name}=", (name,)))
    if any(name.endswith(("href", "src", "poster")) for name in assigned):
        for typed in _addresses(html):
            if removal := _removed_address(typed.strip("\"'")):
                found.setdefault(removal.what, removal)
    if any(name.endswith("style") for name in assigned) and (style := _STYLE.search(html)):
        found.setdefault("style", Removed("style=", (style.group(1),), "style"))
    return list(found.values())


def _addresses(html: str) -> Iterator[str]:
    """What is assigned to an attribute with an address, quotes and all; in text, too."""
    position = end = 0
    for piece in html.split("=")[:-1]:
        begin, sign = max(position, end), position + len(piece)
        position = sign + 1
        if not _ADDRESS_NAME.search(html[begin:sign].rstrip()[-len("poster") :]):
            continue
        if value := _VALUE.match(html, position):
            end = value.end()
            yield value.group(1)


def _assigned(html: str) -> set[str]:
    """The word before every ``=``: it tells whether searching for an attribute is worth its while.

    Folded at least as far as the searches' IGNORECASE goes (to which ``ſ`` is an s).
    """
    return {word.casefold() for piece in html.split("=")[:-1] for word in piece.rsplit(None, 1)[-1:]}


def _removed_address(typed: str) -> Removed | None:
    """``typed`` as the raw HTML has it, entities and all."""
    address = _IGNORED_IN_ADDRESS.sub("", html_module.unescape(typed))
    match = _SCHEME.match(address)
    if match is None or match.group(1).lower() in _SCHEMES:
        return None
    scheme = match.group(1)
    needles = (f"{scheme}:", typed[:60], html_module.unescape(typed)[:60])
    if len(scheme) == 1 or scheme.lower() == "file":
        return Removed(address, needles, "local")
    return Removed(f"{scheme}: 开头的链接", needles)
