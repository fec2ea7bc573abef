"""Conversion of an HTML fragment: its words, and nothing that is not words.

Text runs through inline tags as a reader reads it (头<b>发</b> → 頭<b>髮</b>): all words of the fragment are joined, with
a mark between blocks, converted once and sliced back by position. Addresses, ids, classes, code and passages in other
languages stay byte for byte.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Protocol

from xinglin.manuscript.script_detection import Script

_TOKEN = re.compile(r"""<!--.*?-->|<[a-zA-Z/!?][^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
_READABLE = frozenset({"alt", "title", "aria-label", "placeholder", "label", "abbr"})
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "time", "u", "wbr", "font"}
)  # fmt: skip
_CODE = frozenset({"script", "style", "code", "pre", "kbd", "samp", "var", "math", "svg", "textarea"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "col", "source", "track", "wbr", "area", "base", "embed", "link", "meta", "param"}
)
_BOUNDARY = "\ue000"
"""A private-use character that OpenCC passes through: no phrase reaches across it."""


class Words(Protocol):
    """What converts plain text; must keep its length."""

    def convert(self, text: str, script: Script = "zh-Hans") -> str: ...


def convert_html(html: str, converter: Words, script: Script = "zh-Hans") -> str:
    """The fragment with its words converted; every tag, attribute name, address and code passage as it was."""
    pieces = _Splitter().split(html)
    runs: dict[int, list[str]] = defaultdict(list)
    for text, run in pieces:
        if run is not None:
            runs[run].append(text)
    joined = _BOUNDARY.join("".join(runs[run]) for run in sorted(runs))
    converted = converter.convert(joined, script)
    assert len(converted) == len(joined), "a converter must keep the length of the text"
    positions: dict[int, int] = {}
    position = 0
    for run in sorted(runs):
        positions[run] = position
        position += sum(map(len, runs[run])) + len(_BOUNDARY)
    result: list[str] = []
    for text, run in pieces:
        if run is None:
            result.append(text)
            continue
        result.append(converted[positions[run] : positions[run] + len(text)])
        positions[run] += len(text)
    return "".join(result)


Piece = tuple[str, int | None]
"""Text, and the number of the run it belongs to: None when it is no words."""


class _Splitter:
    """Cuts a fragment into pieces. A block's text is one run, whatever inline tags and readable attributes stand in it."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._count = 0
        self._block = self._new_run()
        self._kept: list[str] = []
        """Open elements whose content stays as it is, innermost last."""

    def split(self, html: str) -> list[Piece]:
        end = 0
        for match in _TOKEN.finditer(html):
            self._text(html[end : match.start()])
            end = match.end()
            self._tag(match.group())
        self._text(html[end:])
        return self._pieces

    def _new_run(self) -> int:
        self._count += 1
        return self._count

    def _text(self, text: str) -> None:
        if text:
            self._pieces.append((text, None if self._kept else self._block))

    def _tag(self, tag: str) -> None:
        found = _NAME.match(tag)
        name = found.group(1).lower() if found else ""
        if name not in _INLINE:
            self._block = self._new_run()
        if self._kept:
            self._pieces.append((tag, None))
            _track(self._kept, name, tag)
        elif name and not tag.startswith("</") and _stays(name, tag):
            self._pieces.append((tag, None))
            if name not in _VOID and not tag.endswith("/>"):
                self._kept.append(name)
        else:
            self._attributes(tag)

    def _attributes(self, tag: str) -> None:
        """A tag; its readable attributes are runs of their own."""
        end = 0
        if not tag.startswith(("</", "<!")) and not tag.isascii():
            for match in _ATTRIBUTE.finditer(tag):
                if match.group(1).lower() not in _READABLE:
                    continue
                group = match.lastindex or 0
                self._pieces += [(tag[end : match.start(group)], None), (match.group(group), self._new_run())]
                end = match.end(group)
        self._pieces.append((tag[end:], None))


def _stays(name: str, tag: str) -> bool:
    if name in _CODE:
        return True
    if "=" not in tag and " " not in tag:
        return False
    attributes = {match.group(1).lower(): match.group(match.lastindex or 0) for match in _ATTRIBUTE.finditer(tag)}
    if attributes.get("translate", "").lower() == "no" or "notranslate" in attributes.get("class", "").split():
        return True
    language = attributes.get("lang")
    return language is not None and not language.lower().startswith("zh")


def _track(closed: list[str], name: str, tag: str) -> None:
    if name != closed[-1] and name not in closed:
        return
    if tag.startswith("</"):
        while closed and closed.pop() != name:
            pass
    elif name not in _VOID and not tag.endswith("/>"):
        closed.append(name)
