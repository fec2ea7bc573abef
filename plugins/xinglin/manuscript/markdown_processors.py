"""Python-Markdown's own processors where most of the time went, doing the same for less.

Each class says why its shortcut changes nothing; ``tests/manuscript/test_markdown_processors.py`` compares them with
the stock ones on random text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from xml.etree.ElementTree import HTML_EMPTY, Element

import markdown
from markdown import util
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.footnotes import FootnotePostTreeprocessor
from markdown.extensions.toc import IDCOUNT_RE, remove_fnrefs, render_inner_html, slugify_unicode, strip_tags
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import (  # type: ignore[attr-defined]  # names the stubs leave out
    BOOLEAN_ATTRIBUTES,
    _escape_attrib_html,
    _escape_cdata,
)
from markdown.treeprocessors import InlineProcessor, PrettifyTreeprocessor, Treeprocessor, UnescapeTreeprocessor

from xinglin.core.marks import plain
from xinglin.manuscript.marks import typed
from xinglin.manuscript.prose import CARRIER

_MARKS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",), "escape": ("\\",), "footnote": ("[^",), "reference": ("[",), "link": ("[",), "image_link": ("![",),
    "image_reference": ("![",), "short_reference": ("[",), "short_image_ref": ("![",), "autolink": ("<",), "automail": ("<",),
    "linebreak": ("  \n",), "html": ("<",), "entity": ("&",), "em_strong": ("*", "_"),
}  # fmt: skip
"""Inline pattern → what it begins with. What an inline pattern puts in the place of its match holds none of these."""
BEGINNINGS = ("`", "\\", "[", "<", "&", "*", "_", "  \n", util.STX)
"""Every inline pattern wants one of these, a picture's ``![`` and a footnote's ``[^`` included."""
_PROSE = re.compile(rf"[\u4e00-\u9fff“《（{CARRIER}][^\n]*\Z")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RAW_TEXT = frozenset({"script", "style"})
_NO_PLAIN_TITLE = re.compile(f"[<>&{util.STX}]")


class CheapNormalizeWhitespace(NormalizeWhitespace):
    """Replaces only what is there: the stock one searches the text for lone spaces character by character."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines) + "\n\n"
        if "\t" in source or "\r" in source or " \n" in source or util.STX in source or util.ETX in source:
            return super().run(lines)
        return source.split("\n")


class ProseProcessor(ParagraphProcessor):
    """One line that begins with a Chinese character is a paragraph.

    All other block processors want a mark or an indent at a line's beginning, or a second line.
    """

    def test(self, parent: Element, block: str) -> bool:
        return _PROSE.match(block) is not None


class CheapInlineProcessor(InlineProcessor):
    """Hides text without a single mark from the search for fifteen patterns, none of which could match, and has the rest
    searched only for those whose mark stands in it somewhere."""

    has_escapes = True
    """Whether the last text had a backslash: an escaped character is hidden behind one, and put back when all is done."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        marks = {md.inlinePatterns[name]: marks for name, marks in _MARKS.items() if name in md.inlinePatterns}
        self.patterns = [(marks.get(pattern, ("",)), pattern) for pattern in md.inlinePatterns]
        """Each with the marks it begins with."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        texts = [(element, text) for element in tree.iter() if (text := element.text)]
        tails = [tail for element in tree.iter() if (tail := element.tail)]
        together = "\n".join([*(text for _, text in texts), *tails])
        present = [mark for mark in BEGINNINGS if mark in together]
        self.has_escapes = "\\" in together or util.STX in together
        if not present:
            return tree
        plain = [(element, text) for element, text in texts if not any(mark in text for mark in present)]
        for element, _ in plain:
            element.text = None
        self.inlinePatterns = [  # type: ignore[assignment]
            pattern for marks, pattern in self.patterns if any(mark in together for mark in marks)
        ]
        tree = super().run(tree, ancestors)
        for element, text in plain:
            element.text = text
        return tree


class CheapPrettifyTreeprocessor(PrettifyTreeprocessor):
    """Knows the block-level tags as a set; the stock one searches a list of sixty up to three times an element."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._blocks = frozenset(md.block_level_elements)

    def run(self, root: Element) -> None:
        self._break_lines(root)
        for element in root.iter():
            if element.tag == "br":
                element.tail = f"\n{element.tail}" if element.tail and element.tail.strip() else "\n"
            elif element.tag == "pre" and len(element) and element[0].tag == "code":
                code = element[0]
                if not len(code) and code.text is not None:
                    code.text = util.AtomicString(code.text.rstrip() + "\n")

    def _break_lines(self, element: Element) -> None:
        blocks = self._blocks
        if element.tag not in {"code", "pre"} and len(element):
            if (not element.text or not element.text.strip()) and element[0].tag in blocks:
                element.text = "\n"
            for child in element:
                if child.tag in blocks:
                    self._break_lines(child)
        if not element.tail or not element.tail.strip():
            element.tail = "\n"


class CheapUnescapeTreeprocessor(UnescapeTreeprocessor):
    """Substitutes only where an escaped character was put."""

    def __init__(self, md: markdown.Markdown, inline: CheapInlineProcessor) -> None:
        super().__init__(md)
        self._inline = inline

    def run(self, root: Element) -> None:
        if not self._inline.has_escapes:
            return
        for element in root.iter():
            if element.text and util.STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and util.STX in element.tail:
                element.tail = self.unescape(element.tail)
            for name, value in element.items():
                if value and util.STX in value:
                    element.set(name, self.unescape(value))


class HeadingProcessor(Treeprocessor):
    """Levels and ids of headings, as the ``toc`` extension gives ids, without the table of contents nobody shows.

    One level down for all headings when the author began with level one: the page's h1 is the title.
    """

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        if not headings:
            return
        if any(element.tag == "h1" for element in headings):
            for element in headings:
                element.tag = f"h{min(6, int(element.tag[1]) + 1)}"
        used = {name for element in root.iter() if (name := element.get("id")) is not None}
        taken: dict[tuple[str, int], int] = {}
        for element in headings:
            if "id" not in element.attrib:
                name = plain(typed(html.unescape(self._name(element))))
                element.attrib["id"] = _unique(slugify_unicode(name, "-"), used, taken)
            element.attrib.pop("data-toc-label", None)

    def _name(self, element: Element) -> str:
        text = element.text
        if text and not len(element) and not _NO_PLAIN_TITLE.search(text):
            return " ".join(text.split())
        return strip_tags(render_inner_html(remove_fnrefs(element), self.md))


def _unique(wanted: str, used: set[str], taken: dict[tuple[str, int], int]) -> str:
    """The id as ``toc`` would make it: ``wanted``, else with the first free number behind it.

    Args:
        used: all ids of the page; the new one is added.
        taken: (id without its number, its number) → the last number given, so that a title a thousand times over is not
            counted up from one a thousand times.
    """
    if wanted in used or not wanted:
        numbered = IDCOUNT_RE.match(wanted)
        base, number = (numbered.group(1), int(numbered.group(2))) if numbered else (wanted, 0)
        count = taken.get((base, number), number) + 1
        while f"{base}_{count}" in used:
            count += 1
        taken[base, number] = count
        wanted = f"{base}_{count}"
    used.add(wanted)
    return wanted


class FootnoteDuplicates(FootnotePostTreeprocessor):
    """Leaves alone the lists of an author's own ``<div class="footnote">``, over which the stock one raises."""

    def get_num_duplicates(self, li: Element) -> int:
        return super().get_num_duplicates(li) if self.footnotes.get_separator() in li.get("id", "") else 0


def to_html(root: Element) -> str:
    """The serializer of Python-Markdown's trees: names are strings there, and few elements have attributes."""
    written: list[str] = []
    _serialize(root, written.append)
    return "".join(written)


def _serialize(element: Element, write: Callable[[str], None]) -> None:
    opening, closing, is_raw = _tags(element.tag)
    write(opening)
    if attributes := element.items():
        write(_attributes(attributes))
    write(">")
    if text := element.text:
        write(text if is_raw or text == "\n" else _escape_cdata(text))
    if len(element):
        for child in element:
            _serialize(child, write)
    write(closing)
    if tail := element.tail:
        write(tail if tail == "\n" else _escape_cdata(tail))


@lru_cache(maxsize=256)
def _tags(name: str) -> tuple[str, str, bool]:
    """An element's beginning, its end (none for ``br``), and whether its text is written as it is."""
    return f"<{name}", "" if name.lower() in HTML_EMPTY else f"</{name}>", name.lower() in _RAW_TEXT


def _attributes(items: Iterable[tuple[str, str]]) -> str:
    written = ""
    for name, value in sorted(items):
        if value is None or (name == value and name in BOOLEAN_ATTRIBUTES["html"]):
            written += f" {name}"
        else:
            written += f' {name}="{_escape_attrib_html(value)}"'
    return written
