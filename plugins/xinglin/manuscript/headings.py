"""The headings of a body, for its table of contents."""

from __future__ import annotations

import html as html_module
import re

from xinglin.manuscript.records import Heading

# On nh3's output: attribute values stand in double quotes and may hold a ">".
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_HEADING = re.compile(rf'<h([2-6])(?={_ATTRIBUTES}?\sid="([^"]*)"){_ATTRIBUTES}>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(rf"<{_ATTRIBUTES}>")


def find(html: str) -> tuple[Heading, ...]:
    """Every heading with an id, its title as plain text."""
    return tuple(
        Heading(html_module.unescape(identifier), int(level), html_module.unescape(_TAG.sub("", title)).strip())
        for level, identifier, title in _HEADING.findall(html)
    )
