"""What gives an internal record away: its title, its sentences, numbers of people, names of files.

Read from the source as it lies, not from the record the press made of it: a check that shared the press's reading would
share its mistakes. Everything is compared without white space and without markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

Kind = Literal["title", "sentence", "number", "name"]

SHORTEST_TITLE = 6
SHORTEST_SENTENCE = 12
"""Characters. Shorter ones are said by everybody: 请各党支部认真组织。"""
_LONG = 24
_PIECE = 16
"""A sentence of more than 24 characters is recognised by its parts of 16 and more, cut at commas: people quote halves."""
_SHORTEST_CHINESE = 6
"""Of them Chinese characters: codes and addresses are no sentences."""
_SHORTEST_ASCII_NAME = 10
_SHORTEST_NAME = 4

_TITLES = frozenset({"title", "short_title", "标题", "题目", "正标题", "短标题"})
_HEADER_LINE = re.compile(r"^\s*(?:-\s+)?([\w\u4e00-\u9fff]+)\s*[:：](.*)$")
_INNER_NAMES = re.compile(r"(?:^|(?<=[{,，]))\s*[\w\u4e00-\u9fff]{1,12}\s*[:：]")
_NEW_BLOCK = re.compile(r"\n(?=\s*(?:\n|#|>|\||[-*+]\s|\d+[.、)]\s|!!!|```|\[\^))")
_TARGET = re.compile(r"\]\([^)\s]*(?:\s+\"([^\"]*)\")?\)(?:\{[^}]*\})?")
_TAG = re.compile(r"<[^>]*>")
_INLINE_MARKS = re.compile(r"\*+|~~|`|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")
_SENTENCE_END = re.compile(r"[。！？!?；;：…\x00-\x1f\u3000\"'&<>|\[\]{}#\\^$=]|——|:(?!\d)")
_SPACE = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"(?<!\w)(?:1[3-9]\d{9}|\d{15,19}|\d{17}[Xx])(?!\w)", re.ASCII)
"""A mobile number, an identity card, a bank card."""


class Trace(NamedTuple):
    """Words without white space, and the line of the record they stand on (from 1)."""

    kind: Kind
    words: str
    line: int


def traces_of(text: str, *, by_lines: bool = False) -> Iterator[Trace]:
    """Traces of one file's text; each wording once.

    Args:
        by_lines: of a data file or a table, where no sentence goes on in the next line; else it is a manuscript.
    """
    seen: set[str] = set()
    for trace in _lines(text) if by_lines else _all(text):
        if trace.words not in seen:
            seen.add(trace.words)
            yield trace


def _all(text: str) -> Iterator[Trace]:
    header, body, first = _parted(text)
    for number, line in enumerate(header, 2):
        match = _HEADER_LINE.match(line)
        value = (match[2] if match else line).strip().strip("'\"")
        if match and match[1] in _TITLES:
            title = squeezed(_INLINE_MARKS.sub("", value))
            if len(title) >= SHORTEST_TITLE and _CHINESE.search(title):
                yield Trace("title", title, number)
            continue
        for part in re.split(r"[{},\[\]]", _INNER_NAMES.sub(",", value)):
            yield from _sentences(part, number)
        yield from _numbers(value, number)
    at = first
    for block in _NEW_BLOCK.split(body):
        begins = at + block[: len(block) - len(block.lstrip())].count("\n")
        if block.lstrip().startswith("|"):
            yield from _row(block, begins)
        yield from _sentences(_plain(block), begins)
        yield from _numbers(block, begins)
        at += block.count("\n") + 1


def _lines(text: str) -> Iterator[Trace]:
    for number, line in enumerate(text.splitlines(), 1):
        yield from _sentences(line, number)
        yield from _numbers(line, number)


def _row(block: str, line: int) -> Iterator[Trace]:
    """A table's row as one wording: a list of names is copied row by row, and no cell is long enough to tell."""
    row = squeezed(_plain(block).replace("|", "").replace("\0", ""))
    if len(row) >= SHORTEST_SENTENCE and len(_CHINESE.findall(row)) >= _SHORTEST_CHINESE:
        yield Trace("sentence", row, line)


def _parted(text: str) -> tuple[list[str], str, int]:
    """Lines of the front matter, the body, and the number of the body's first line."""
    lines = text.splitlines()
    if not lines or lines[0].strip() not in {"---", "——", "———"}:
        return [], text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.strip() in {"---", "...", "——", "———"}:
            return lines[1:number], "\n".join(lines[number + 1 :]), number + 2
    return lines[1:], "", len(lines)


def _plain(block: str) -> str:
    """A block's words without Markdown: what stands in a bracket stays, addresses go, captions are sentences."""
    block = _TARGET.sub(lambda match: "\0" + (match[1] or "") + "\0" if match[1] else "", block)
    block = re.sub(r"!?\[(?!\^)", "", block.replace("](", "\0"))
    block = _TAG.sub("", block)
    block = re.sub(r"(?m)^\s*(?:#+|>+|[-*+]|\d+[.、)])\s+", "\0", block)
    return _INLINE_MARKS.sub("", block)


def _sentences(text: str, line: int) -> Iterator[Trace]:
    for sentence in _SENTENCE_END.split(re.sub(r"[ \t\r\n\f\v]+", "", text)):
        for piece in _pieces(sentence):
            if len(piece) >= SHORTEST_SENTENCE and len(_CHINESE.findall(piece)) >= _SHORTEST_CHINESE:
                yield Trace("sentence", piece, line)


def _pieces(sentence: str) -> Iterator[str]:
    sentence = sentence.strip("，、,.．·-—()（）“”‘’「」《》")
    if len(sentence) <= _LONG:
        yield sentence
        return
    group = ""
    for clause in re.split(r"[，,]", sentence):
        if len(clause) >= _PIECE:
            yield from filter(None, (group, clause))
            group = ""
            continue
        group = f"{group}，{clause}" if group else clause
        if len(group) >= _PIECE:
            yield group
            group = ""
    if group:
        yield group


def _numbers(text: str, line: int) -> Iterator[Trace]:
    for match in _NUMBER.finditer(text):
        yield Trace("number", match[0], line)


def squeezed(text: str) -> str:
    return _SPACE.sub("", text)


_ORDINARY_NAMES = frozenset({"index", "readme"})


def names_of(path: str) -> Iterator[str]:
    """Names of a record's file that tell of it: the file's, and its folder's where the article is ``index.md``.

    Cameras' and editors' everyday names (``01.jpg``, ``form.docx``) tell nothing.
    """
    parts = PurePosixPath(path)
    for name in (parts.stem if parts.stem.lower() not in _ORDINARY_NAMES else parts.parent.name,):
        if _is_telling(name):
            yield name


def _is_telling(name: str) -> bool:
    if name.isascii():
        return len(name) >= _SHORTEST_ASCII_NAME and not re.fullmatch(r"[\d._-]+", name)
    return len(name) >= _SHORTEST_NAME
