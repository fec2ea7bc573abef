"""Conversion of an HTML fragment: its words, and nothing that is not words.

Text runs through inline tags as a reader reads it (头<b>发</b> → 頭<b>髮</b>): all words of the fragment are joined, with
a mark between blocks, converted once and sliced back by position. Addresses, ids, classes, code and passages in other
languages stay byte for byte.
"""

from __future__ import annotations

import re
from typing import Protocol

from xinglin.manuscript.script_detection import Script

_TOKEN = re.compile(r"<!--.*?-->|<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
_WORDY = re.compile(r"""(\s(?:alt|title|aria-label|placeholder|label|abbr)=")([^"]*)(")""")
_LANGUAGE = re.compile(r"""\slang="([^"]*)\"""")
_UNTOUCHED = re.compile(r"""\stranslate="no"|\sclass="(?:[^"]*\s)?notranslate(?:\s[^"]*)?\"""")
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
    pieces = _pieces(html)
    joined = _BOUNDARY.join("".join(run) for run in _runs(pieces))
    converted = converter.convert(joined, script)
    assert len(converted) == len(joined), "a converter must keep the length of the text"
    result: list[str] = []
    position = 0
    for text, is_word, starts_run in pieces:
        if not is_word:
            result.append(text)
            continue
        position += len(_BOUNDARY) if starts_run and position else 0
        result.append(converted[position : position + len(text)])
        position += len(text)
    return "".join(result)


Piece = tuple[str, bool, bool]
"""Text, whether it is words, whether a new run (block, attribute) begins with it."""


def _runs(pieces: list[Piece]) -> list[list[str]]:
    runs: list[list[str]] = []
    for text, is_word, starts_run in pieces:
        if is_word:
            if starts_run or not runs:
                runs.append([])
            runs[-1].append(text)
    return runs


def _pieces(html: str) -> list[Piece]:
    pieces: list[Piece] = []
    closed: list[str] = []  # open elements whose content stays as it is, innermost last
    boundary = True
    end = 0
    for match in _TOKEN.finditer(html):
        if match.start() > end:
            boundary = _add_text(pieces, html[end : match.start()], not closed, boundary)
        end = match.end()
        tag = match.group()
        name_match = _NAME.match(tag)
        name = name_match.group(1).lower() if name_match else ""
        if name not in _INLINE:
            boundary = True
        if closed:
            pieces.append((tag, False, False))
            _track(closed, name, tag)
            continue
        if name and not tag.startswith("</") and _stays(name, tag):
            pieces.append((tag, False, False))
            if name not in _VOID and not tag.endswith("/>"):
                closed.append(name)
            continue
        boundary = _add_tag(pieces, tag, boundary)
    if end < len(html):
        _add_text(pieces, html[end:], not closed, boundary)
    return pieces


def _add_text(pieces: list[Piece], text: str, is_word: bool, boundary: bool) -> bool:
    pieces.append((text, is_word, boundary and is_word))
    return boundary and not is_word


def _add_tag(pieces: list[Piece], tag: str, boundary: bool) -> bool:
    """A tag, its readable attributes being words of their own; a tag with such words ends the run around it."""
    if tag.startswith("</") or tag.isascii():
        pieces.append((tag, False, False))
        return boundary
    end = 0
    for match in _WORDY.finditer(tag):
        pieces += [(tag[end : match.start(2)], False, False), (match.group(2), True, True)]
        end = match.end(2)
    pieces.append((tag[end:], False, False))
    return True if end else boundary


def _stays(name: str, tag: str) -> bool:
    if name in _CODE or _UNTOUCHED.search(tag):
        return True
    language = _LANGUAGE.search(tag)
    return bool(language and not language.group(1).lower().startswith("zh"))


def _track(closed: list[str], name: str, tag: str) -> None:
    if name != closed[-1] and name not in closed:
        return
    if tag.startswith("</"):
        while closed and closed.pop() != name:
            pass
    elif name not in _VOID and not tag.endswith("/>"):
        closed.append(name)
