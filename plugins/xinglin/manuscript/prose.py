"""Plain paragraphs go round Markdown and the sanitiser: most of what a hospital writes is nothing but such paragraphs.

A paragraph of one line, between empty lines, without a single mark of Markdown or HTML, comes out as it went in, in ``<p>``.
So each run of them leaves a short mark where it stood, the rest is parsed and sanitised, and the paragraphs are put back.
A body that could give even such a line another meaning (a code fence, raw HTML, an abbreviation) goes the whole way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.util import ETX, STX

CARRIER = "\U0010fffa"
"""Nobody types it: Unicode's last private-use characters are not those of fonts, Word and GB 18030."""
_BEGINNING = re.compile(
    # an indent as typed in Chinese, then what begins no list, heading, quotation or table
    r"\n*(?:[ \u3000]*\u3000[ \u3000]*)?(?=(?:\d+(?=[\u4e00-\u9fff])|[^\W\d_]|[“‘《（【「『]))"
)
_ASCII_MARKS = "`\\[<>&*_{}=" + STX + ETX
_WIDE_MARKS = "｛｝\xa0"
"""With the ASCII ones: all that Markdown, we or an HTML serializer would not leave as it is."""
_MARK = re.compile(rf"<p>{CARRIER}(\d+){CARRIER}</p>")
_FOREIGN = ("<", "&", "\t", "\r", "```", "~~~", "*[", "///", "xl-", STX, ETX)
"""Fences, HTML, abbreviations, the place for footnotes: with one of them anywhere a line without a mark may mean something
else. ``xl-``, like 马赛克, calls for a search of all words."""
_DEFINITION = re.compile(r"\n[ \u3000]*:")
"""The paragraph before is the term that is defined."""
_MOST = 30_000
"""Longer bodies are no articles, and have bounds of their own (:func:`xinglin.manuscript.markdown_body.refuse`)."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A body whose plain paragraphs have been taken out."""

    rest: list[str]
    """Lines for Markdown, each run of paragraphs being a paragraph with its number."""
    runs: tuple[str, ...] = ()
    """The runs, as HTML."""

    def has_all(self, html: str) -> bool:
        """Whether every run has its one place in what became of the rest."""
        return not self.runs or not self.rest or sorted(map(int, _MARK.findall(html))) == list(range(len(self.runs)))

    def whole(self, html: str) -> str:
        """The runs put back into what became of the rest."""
        if not self.rest:
            return "".join(self.runs)
        return _MARK.sub(lambda mark: self.runs[int(mark.group(1))], html) if self.runs else html


def part(lines: list[str]) -> Parted:
    """Take the plain paragraphs out of a body."""
    text = "\n".join(lines)
    marks = _marks(text)
    if marks is None:
        return Parted(lines)
    rest: list[str] = []
    runs: list[list[str]] = []
    is_running = False
    for block in text.split("\n\n"):
        if words := _words(block, marks):
            if not is_running:
                rest.append(f"{CARRIER}{len(runs)}{CARRIER}")
                runs.append([])
                is_running = True
            runs[-1].append(f"<p>{words}</p>")
        elif block or not is_running:
            rest.append(block)
            is_running = False
    html = tuple(map("\n".join, runs))
    if len(rest) == len(html) == 1:
        return Parted([], html)
    return Parted("\n\n".join(rest).split("\n"), html)


def _marks(text: str) -> list[str] | None:
    """The marks that stand anywhere in a body; None where no paragraph can be told by itself to be plain."""
    if len(text) > _MOST:
        return None
    # a tenth of a Chinese text, so that each search costs next to nothing
    plain = text.encode("ascii", "ignore").decode()
    if any(sign in plain for sign in _FOREIGN) or CARRIER in text or "马赛克" in text:
        return None
    if ":" in plain and _DEFINITION.search(text):
        return None
    return ["\n", *(mark for mark in _ASCII_MARKS if mark in plain), *(mark for mark in _WIDE_MARKS if mark in text)]


def _words(block: str, marks: list[str]) -> str:
    """What stands in a block that is a plain paragraph; nothing where it is none."""
    beginning = _BEGINNING.match(block)
    if beginning is None:
        return ""
    words = block[beginning.end() :].rstrip("\n")
    for mark in marks:
        if mark in words:
            return ""
    return words
