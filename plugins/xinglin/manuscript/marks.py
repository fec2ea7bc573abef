"""Conversion marks in a manuscript: found in the source for exact places, carried safely through Markdown.

In the source a mark is whole: Markdown must not cut a table row at its bar. So its brackets and bars travel through Markdown
and sanitising as characters nobody types, and stand in the stored HTML as typed. Brackets that are no mark (``\\-{``, code)
stand there escaped. A mark ends in the paragraph, table row or header line where it begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xinglin.core import mark_problems, marks
from xinglin.core.diagnostics import Collector

# The last private-use characters of Unicode: fonts, Word and GB 18030 use those of the first plane.
_BAR, _OPEN, _CLOSE = "\U0010fffb", "\U0010fffc", "\U0010fffd"
CARRIED = f"{_OPEN}{_CLOSE}"
"""What brackets are on their way: beside Chinese they stand for it."""
_TYPED = str.maketrans({_OPEN: marks.OPEN, _CLOSE: marks.CLOSE, _BAR: "|"})
_CARRIERS = re.compile(f"[{_BAR}{_OPEN}{_CLOSE}]")
_LITERAL = "-&#123;"
_EDGE = re.compile(r"\\*-\{|\\*\}-")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE_BEGINS = re.compile(r"`+|<(pre|code|kbd|samp|var|script|style|textarea|svg|math)\b|<!--", re.IGNORECASE)
_ALONE = re.compile(r"^\s*[|#]")
"""A line that is a block of its own: a table row, a heading."""
_BEGINS = re.compile(r"^\s*(?:>|(?:[-*+:]|\d{1,9}[.)])\s)")
"""A line that begins a block: a quotation, a list item, a definition."""
_KEY = re.compile(r"^\S")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|section|h[1-6]|[uo]l|li|d[ltd]|blockquote|pre|hr|fig\w+|details|summary|t[hdr]|t\w{4}|caption|aside)\b[^>]*>"
)
_ONLY_RULES = re.compile(r"<p>((?:\s*-\{(?:(?!-\{|\}-|</p>)[\s\S])*\}-)+)\s*</p>\n?")


@dataclass(frozen=True, slots=True)
class Marked:
    """A body on its way into Markdown."""

    lines: list[str]
    rules: str = ""
    """The marks that hold for the whole article, as typed."""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    depth: int


def carry(lines: list[str], first_line: int, collector: Collector) -> Marked:
    """The body's lines with its marks as they travel; what is wrong with a mark is reported at its place.

    Args:
        first_line: line number of the first of them in the file.
    """
    text = "\n".join(lines)
    if marks.OPEN not in text and marks.CLOSE not in text:
        return Marked(lines)
    places = _Places(lines, first_line, collector)
    found = sorted(_find(text, _blocks(lines), places), key=lambda mark: mark.start)
    if not found:
        return Marked(lines)
    outermost = [mark for mark in found if mark.depth == 0]
    rules = [text[m.start : m.end] for m in outermost if marks.parse(text[m.start + 2 : m.end - 2]).is_rule]
    text = _CARRIERS.sub("\ufffd", text)
    characters = list(text)
    for mark in found:
        if mark.depth == 0:
            characters[mark.start : mark.end] = text[mark.start : mark.end].replace("|", _BAR)
    for mark in found:
        characters[mark.start], characters[mark.start + 1] = _OPEN, ""
        characters[mark.end - 2], characters[mark.end - 1] = _CLOSE, ""
    return Marked("".join(characters).split("\n"), "".join(rules), True)


def settle(html: str, is_marked: bool) -> str:
    """Sanitised HTML with its marks as typed and every other ``-{`` escaped. A paragraph of nothing but rules is none."""
    if marks.OPEN in html:
        html = html.replace(marks.OPEN, _LITERAL)
    if not is_marked:
        return html
    return _ONLY_RULES.sub(_without_paragraph, typed(html))


def is_whole(html: str) -> bool:
    """Whether every carried mark still begins and ends in one block: raw HTML may have come between."""
    return all(part.count(_OPEN) == part.count(_CLOSE) for part in _BLOCK_TAG.split(html))


def typed(text: str) -> str:
    """Carried marks as they were typed: for addresses and the like."""
    return text.translate(_TYPED) if _CARRIERS.search(text) else text


def in_plain_text(html: str) -> str:
    """HTML whose escaped brackets stay no mark once it is plain text: a word joiner stands within them."""
    return html.replace(_LITERAL, "-\u2060{") if _LITERAL in html else html


def check_header(lines: Sequence[str], end: int, collector: Collector) -> bool:
    """Report what is wrong with marks in the header's lines; whether there are any.

    Args:
        lines: of the file.
        end: how many of them are the header.
    """
    header = list(lines[:end])
    if not any(marks.OPEN in line or marks.CLOSE in line for line in header):
        return False
    blocks: list[tuple[int, int]] = []
    offset = 0
    for line in header:
        end_of_line = offset + len(line)
        if line.lstrip().startswith("#"):
            pass
        elif blocks and not _KEY.match(line):
            blocks[-1] = (blocks[-1][0], end_of_line)  # a value's next line
        else:
            blocks.append((offset, end_of_line))
        offset = end_of_line + 1
    return any(True for _ in list(_find("\n".join(header), blocks, _Places(header, 1, collector))))


class _Places:
    """Reports findings at a position of a text."""

    def __init__(self, lines: list[str], first_line: int, collector: Collector) -> None:
        self._lines = lines
        self._first_line = first_line
        self._collector = collector
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def report(self, problem: mark_problems.Problem, position: int) -> None:
        number = bisect_right(self._starts, position) - 1
        self._collector.add(
            *problem.said,
            line=self._first_line + number,
            column=position - self._starts[number] + 1,
            width=problem.width,
            severity=problem.severity,
        )


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of lines a mark may not leave: paragraphs, list items, table rows; no fenced code."""
    offset, start, fence = 0, -1, ""
    for line in lines:
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        is_alone = _ALONE.match(line) is not None
        ends = not line.strip() or bool(fence) or opening is not None or is_alone or _BEGINS.match(line) is not None
        if ends and start >= 0:
            yield start, offset
            start = -1
        if opening and (not fence or opening.group(1).startswith(fence)):
            fence = "" if fence else opening.group(1)[:3]
        elif is_alone and not fence:
            yield offset, offset + len(line)
        elif not fence and start < 0 and line.strip():
            start = offset
        offset += len(line) + 1
    if start >= 0:
        yield start, offset


def _find(
    text: str, blocks: Iterator[tuple[int, int]] | Sequence[tuple[int, int]], places: _Places
) -> Iterator[_Found]:
    """All closed marks, inner ones before the one around them. Wrong ones are reported."""
    for start, end in blocks:
        block = text[start:end]
        if marks.OPEN not in block and marks.CLOSE not in block:
            continue
        opened: list[int] = []
        for at, edge in _edges(_without_code(block) if "`" in block or "<" in block else block):
            if edge == marks.OPEN:
                if len(opened) == marks.MAX_DEPTH:
                    places.report(mark_problems.TOO_DEEP, start + at)
                    opened.clear()
                    break
                opened.append(at)
            elif not opened:
                places.report(mark_problems.NOT_OPENED, start + at)
            else:
                begin = opened.pop()
                if not opened:
                    for problem, offset in mark_problems.of(block[begin + 2 : at]):
                        places.report(problem, start + begin + offset)
                yield _Found(start + begin, start + at + 2, len(opened))
        for begin in opened:
            places.report(mark_problems.NOT_CLOSED, start + begin)


def _without_code(block: str) -> str:
    """The block with blanks where code and comments stand. One search for each kind of end that is not there."""
    result: list[str] = []
    missing: set[str] = set()
    lower = block.lower()
    end = 0
    while opening := _CODE_BEGINS.search(block, end):
        begin, closing = opening.end(), _closing(opening)
        at = -1 if closing in missing else _end_of(closing, lower, begin)
        if at < 0:
            missing.add(closing)
            at = begin
            result.append(block[end:at])
        else:
            result += [block[end : opening.start()], " " * (at - opening.start())]
        end = at
    return "".join([*result, block[end:]])


def _closing(opening: re.Match[str]) -> str:
    if opening.group().startswith("`"):
        return opening.group()
    return f"</{opening.group(1).lower()}" if opening.group(1) else "-->"


def _end_of(closing: str, text: str, begin: int) -> int:
    """Position behind what ends a stretch of code; -1 where nothing does."""
    if not closing.startswith("`"):
        at = text.find(closing, begin)
        return text.find(">", at) + 1 or len(text) if at >= 0 else -1
    at = text.find(closing, begin)
    while at >= 0:
        stop = at + len(closing)
        while text[stop : stop + 1] == "`":
            stop += 1
        if stop - at == len(closing):
            return stop
        at = text.find(closing, stop)
    return -1


def _edges(text: str) -> Iterator[tuple[int, str]]:
    """Each bracket and its position; an escaped one is none, nor is the one that closes it."""
    literal = 0
    for match in _EDGE.finditer(text):
        at, edge = match.end() - 2, match.group()[-2:]
        if (at - match.start()) % 2:
            literal += edge == marks.OPEN
        elif edge == marks.CLOSE and literal:
            literal -= 1
        else:
            yield at, edge


def _without_paragraph(match: re.Match[str]) -> str:
    inside = [piece for piece, is_mark in marks.pieces(match.group(1)) if is_mark]
    hidden = all(not (flags := marks.parse(piece).flags).isdisjoint("HT-") and "D" not in flags for piece in inside)
    return match.group(1).strip() if hidden else match.group()
