"""The headings of a body, for its table of contents, and its ids."""

from __future__ import annotations

import html as html_module
import re

from xinglin.manuscript.records import Heading

# On nh3's output: attribute values stand in double quotes and may hold a ">".
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_HEADING = re.compile(rf'<h([2-6])(?={_ATTRIBUTES}?\sid="([^"]*)"){_ATTRIBUTES}>(.*?)</h\1>', re.DOTALL)
_PLAIN = re.compile(r'<h([2-6]) id="([^"]*)">([^<]*)</h\1>')
"""As most are; found at once, where the other looks for the id first."""
_ID = 'id="'
_TAG = re.compile(rf"<{_ATTRIBUTES}>")


def find(html: str) -> tuple[Heading, ...]:
    """Every heading with an id, its title as plain text."""
    found: list[Heading] = []
    position = html.find("<h")
    while position >= 0:
        if heading := _PLAIN.match(html, position) or _HEADING.match(html, position):
            level, identifier, title = heading.groups()
            words = html_module.unescape(_TAG.sub("", title) if "<" in title else title).strip()
            found.append(Heading(html_module.unescape(identifier), int(level), words))
        position = html.find("<h", heading.end() if heading else position + 1)
    return tuple(found)


def identifiers(html: str) -> tuple[str, ...]:
    """Every id, in order: what ``#…`` can point to."""
    found: list[str] = []
    position = html.find(_ID)
    while position >= 0:
        begin = position + len(_ID)
        end = html.find('"', begin)
        if position == 0 or not html[position - 1].isspace() or end < 0:
            position = html.find(_ID, begin)
            continue
        found.append(html_module.unescape(html[begin:end]))
        position = html.find(_ID, end)
    return tuple(found)
