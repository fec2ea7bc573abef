"""Addresses in a body: collected while it is sanitised, found again in the source for exact places."""

from __future__ import annotations

import html as html_module
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

from xinglin.manuscript.records import Reference

PLACEHOLDER = "xl:"

_ROLES = {"img": "picture", "video": "media", "audio": "media", "source": "media", "track": "media"}
# Where an address stands as one: in a link or image, behind a label, in an attribute, between angle brackets.
_STRONG = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?\s*|<)\Z""")
_BEFORE, _AFTER = "(<\"'= \t\n", ")>\"' \t\n"


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
        self._first_line = first_line
        self._places: dict[str, Iterator[int]] = {}
        self._last: dict[str, int] = {}

    def __call__(self, element: str, attribute: str, address: str) -> str:
        index = len(self.references)
        role = "picture" if attribute == "poster" else _ROLES.get(element, "link")
        line, column = self._place(address)
        excerpt = self._lines[line - self._first_line][:200] if line else ""
        self.references.append(Reference(index, role, address, line, column, excerpt))  # type: ignore[arg-type]
        return f"{PLACEHOLDER}{index}"

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._lines)

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self._lines), initial=0))

    def _place(self, address: str) -> tuple[int, int]:
        if address not in self._places:
            self._places[address] = self._candidates(address)
        # a label used twice has one address: the second use is reported where the first one was
        position = next(self._places[address], self._last.get(address, -1))
        if position < 0:
            return 0, 0
        self._last[address] = position
        line = bisect_right(self._line_starts, position)
        return self._first_line + line - 1, position - self._line_starts[line - 1] + 1

    def _candidates(self, address: str) -> Iterator[int]:
        """Positions of the address in the source: those in a link's or attribute's place; without any, all others."""
        weak: list[int] = []
        has_strong = False
        for needle in dict.fromkeys((address, html_module.escape(address, quote=False))):
            start = 0
            while needle and (position := self._text.find(needle, start)) >= 0:
                start = end = position + len(needle)
                before = self._text[max(0, position - 8) : position]
                if (before and before[-1] not in _BEFORE) or self._text[end : end + 1] not in {"", *_AFTER}:
                    continue
                if _STRONG.search(before):
                    has_strong = True
                    yield position
                else:
                    weak.append(position)
        if not has_strong:
            yield from weak


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
