"""Addresses in a body: collected while it is sanitised, found again in the source for exact places."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Callable

from xinglin.manuscript.records import Reference

PLACEHOLDER = "xl:"

_ROLES = {"img": "picture", "video": "media", "audio": "media", "source": "media", "track": "media"}
_BEFORE = "(<\"'= \t"


class Collection:
    """Numbers the addresses of one body and remembers where each stands."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        """
        Args:
            lines: the body's lines as typed.
            first_line: line number of the first of them in the file.
        """
        self.references: list[Reference] = []
        self._lines = lines
        self._text = "\n".join(lines)
        self._first_line = first_line
        self._found: dict[str, int] = {}

    def __call__(self, element: str, attribute: str, address: str) -> str:
        index = len(self.references)
        role = "picture" if attribute == "poster" else _ROLES.get(element, "link")
        line, column = self._place(address)
        excerpt = self._lines[line - self._first_line][:200] if line else ""
        self.references.append(Reference(index, role, address, line, column, excerpt))  # type: ignore[arg-type]
        return f"{PLACEHOLDER}{index}"

    def _place(self, address: str) -> tuple[int, int]:
        for needle in (address, html_module.escape(address, quote=False)):
            start = self._found.get(address, 0)
            while (position := self._text.find(needle, start)) >= 0:
                start = position + max(1, len(needle))
                if position == 0 or self._text[position - 1] in _BEFORE:
                    self._found[address] = start
                    before = self._text[:position]
                    return self._first_line + before.count("\n"), position - before.rfind("\n")
        return 0, 0


_ATTRIBUTE_LIST = r'(?:\s+[\w:-]+(?:="[^"]*")?)*'
_ELEMENT = re.compile(rf"<(a|img|video|audio|source|track)({_ATTRIBUTE_LIST})\s*/?>")
_ADDRESS = re.compile(rf'\s(href|src|poster)="{PLACEHOLDER}(\d+)"')


def substitute(html: str, write: Callable[[str, str, dict[str, int]], str]) -> str:
    """Rewrite every element that carries placeholders.

    Only real tags match: nh3 escapes ``<`` in text, and attributes are matched whole, so words that look like a
    placeholder in prose stay prose.

    Args:
        write: called with (element, its other attributes as typed with a leading space, attribute → reference index);
            returns the opening tag.
    """

    def element(match: re.Match[str]) -> str:
        attributes = match.group(2)
        places = {name: int(index) for name, index in _ADDRESS.findall(attributes)}
        if not places:
            return match.group()
        return write(match.group(1), _ADDRESS.sub("", attributes), places)

    return _ELEMENT.sub(element, html)
