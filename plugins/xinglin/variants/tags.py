"""Tags of an HTML fragment: where they are, and what each says of the words around and inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from xinglin.core.marks import OPEN
from xinglin.core.variant import Variant

# No "<" outside quotes: a tag that never ends would else be searched to the end of the text, and so would the next one.
_TAG = r"""<[a-zA-Z/!?][^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>"""
TAG = re.compile(_TAG)
_BETWEEN_TAGS = re.compile(f"({_TAG})")
_TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|{_TAG}", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
ATTRIBUTE = re.compile(r"""\s([a-zA-Z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

_READABLE = frozenset(
    {"alt", "title", "aria-label", "placeholder", "label", "abbr", "data-label", "data-copied", "data-words"}
)
"""Attributes read out or shown; the last three are the theme's own (a manuscript has no data attributes)."""
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "time", "u", "wbr", "font"}
)  # fmt: skip
_WITHIN = frozenset({"code", "kbd", "samp", "var", "img", "br", "math", "svg", "ruby", "rb", "rt", "rp"})
"""No word reaches across these, but quotations and conversion marks do."""
_CODE = frozenset({"script", "style", "code", "pre", "kbd", "samp", "var", "math", "svg", "textarea"})
VOID = frozenset(
    {"br", "hr", "img", "input", "col", "source", "track", "wbr", "area", "base", "embed", "link", "meta", "param"}
)
_BUTTONS = frozenset({"button", "submit", "reset"})
_READABLE_META = frozenset(
    {"description", "keywords", "author", "title", "sitename", "articletitle", "columnname", "columndescription",
     "columnkeywords", "columntype", "contentsource", "og:title", "og:description", "og:site_name", "og:image:alt",
     "twitter:title", "twitter:description", "twitter:image:alt", "article:section", "article:tag", "article:author",
     "application-name", "apple-mobile-web-app-title"}
)  # fmt: skip

# What a declared language is, by its first subtags (BCP 47); Chinese of no script is its surroundings' script.
_VARIANTS: dict[str, Variant] = {
    "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans",
    "zh-hant-tw": "zh-Hant-TW", "zh-tw": "zh-Hant-TW", "zh-hant-hk": "zh-Hant-HK", "zh-hk": "zh-Hant-HK",
    "zh-hant-mo": "zh-Hant-HK", "zh-mo": "zh-Hant-HK", "zh-hant": "zh-Hant",
}  # fmt: skip


class Tag(NamedTuple):
    """What can be said of a tag (or comment) by itself."""

    name: str
    """In lower case; empty for a comment or declaration."""
    is_end: bool
    opens: bool
    """Whether what follows is its content."""
    parts_words: bool
    """Whether no word reaches across it."""
    parts_blocks: bool
    is_code: bool
    """Whether its content is never words."""
    says_more: bool
    """Whether it may declare a language, or that nothing is to be translated."""
    is_ascii: bool
    """Whether no words and no conversion marks can be in it."""
    is_plain: bool
    """Whether it stays as it is and what follows is read as what is before."""


_KNOWN: dict[str, Tag] = {}
"""Tags read so far: a few dozen are most of a site's."""
_MOST_KNOWN, _LONGEST_KNOWN = 4096, 400


def read_tag(tag: str) -> Tag:
    """What a tag says."""
    known = _KNOWN.get(tag)
    if known:
        return known
    name, lowered = name_of(tag), tag.lower()
    is_end = tag.startswith("</")
    is_code, is_ascii = name in _CODE, tag.isascii() and OPEN not in tag
    says_more = "lang" in lowered or "translate" in lowered
    facts = Tag(
        name,
        is_end,
        not is_end and name != "" and name not in VOID and not tag.endswith("/>"),
        name not in _INLINE,
        name not in _INLINE and name not in _WITHIN,
        is_code,
        says_more,
        is_ascii,
        is_end or not (is_code or says_more or not is_ascii),
    )
    if len(tag) <= _LONGEST_KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[tag] = facts
    return facts


def name_of(tag: str) -> str:
    """The element's name in lower case; empty for a comment or declaration."""
    found = _NAME.match(tag)
    return found.group(1).lower() if found else ""


def tokens(html: str) -> Iterator[re.Match[str]]:
    """Tags and comments. Behind the last comment's end no comment is looked for: each would be to the end of the text."""
    if "<!--" not in html:
        return TAG.finditer(html)
    end = html.rfind("-->") + len("-->")
    return chain(_TAG_OR_COMMENT.finditer(html, 0, end), TAG.finditer(html, end)) if end > 2 else TAG.finditer(html)


def cut(html: str) -> list[str]:
    """Text, tag, text, tag, … text: what lies between tags and comments may be empty."""
    if "<!--" not in html:
        return _BETWEEN_TAGS.split(html)
    parts: list[str] = []
    end = 0
    for token in tokens(html):
        parts += [html[end : token.start()], token.group()]
        end = token.end()
    return [*parts, html[end:]]


def attributes_of(tag: str) -> dict[str, str]:
    """Name in lower case → value as written."""
    return {found.group(1).lower(): found.group(found.lastindex or 0) for found in ATTRIBUTE.finditer(tag)}


def is_readable(name: str, attribute: str, tag: str) -> bool:
    """Whether an attribute of an element holds words: what is read out or shown, a button's value, readable metadata."""
    if attribute in _READABLE:
        return True
    if attribute == "value":
        return name == "input" and attributes_of(tag).get("type", "").lower() in _BUTTONS
    if attribute != "content" or name != "meta":
        return False
    attributes = attributes_of(tag)
    return (attributes.get("name") or attributes.get("property", "")).lower() in _READABLE_META


def declared_variant(language: str) -> Variant | None:
    """The variant a ``lang`` names; None for another language and for Chinese of no script."""
    subtags = language.strip().lower().replace("_", "-").split("-")
    return _VARIANTS.get("-".join(subtags[:3])) or _VARIANTS.get("-".join(subtags[:2]))
