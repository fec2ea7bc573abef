"""Conversion of authored words, plain text and HTML fragments: the words, and nothing that is not words.

All words of a fragment are joined, with a mark between runs, converted once and sliced back by position, so text is read
through inline tags (头<b>发</b> → 頭<b>髮</b>). Most fragments are ordinary (:mod:`xinglin.variants.layout`); what is a run in
the others says :mod:`xinglin.variants.splitting`.
Conversion marks are replaced by their words before, as passages that stay; their rules are laid over afterwards, by
position in the source. Text without a mark costs one search for ``-{``.
"""

from __future__ import annotations

import html as html_module
from collections.abc import Iterator, Sequence

from xinglin.core.marks import MAX_DEPTH, OPEN, spans, variant_code
from xinglin.core.marks import pieces as pieces_of
from xinglin.core.words import Verdicts
from xinglin.manuscript.script_detection import Script
from xinglin.variants.assembly import Words, assembled
from xinglin.variants.layout import layout_of
from xinglin.variants.quotation_marks import corner
from xinglin.variants.rules import NO_RULES, Resolver, Rules
from xinglin.variants.splitting import Piece, Run, Splitter
from xinglin.variants.tags import TAG, VOID, name_of, tokens
from xinglin.variants.traditional import verdicts_of

_LONG = 100_000
"""A fragment longer than a book's chapter is not remembered."""


def convert_text(
    text: str,
    converter: Words,
    script: Script = "zh-Hans",
    rules: Rules = NO_RULES,
    code: str | None = None,
    *,
    verdicts: Verdicts | None = None,
) -> str:
    """Plain text with its words converted and its marks read; what the converter's variant already is stays.

    Args:
        rules: of the article the text belongs to.
        code: variant code the marks are read for; default the converter's.
        verdicts: what :func:`~xinglin.variants.traditional.verdicts_of` gave for this text.
    """
    if OPEN not in text and not rules.marks:
        if script != converter.variant:
            text = converter.convert(text, script, verdicts)
        return corner(text) if converter.corner_quotes else text
    runs = [Run(None if script == converter.variant else script)]
    resolver = _Marks(converter, script, rules, code, is_html=False)
    return assembled(*resolver.read([(text, 0)], runs), converter)


def convert_html(
    html: str,
    converter: Words,
    script: Script = "zh-Hans",
    rules: Rules = NO_RULES,
    code: str | None = None,
    *,
    relabel: bool = False,
    verdicts: Verdicts | None = None,
) -> str:
    """The fragment with its words converted; every tag, attribute name, address and code passage as it was.

    Args:
        relabel: passages in another Chinese script get the variant as their ``lang``.
        verdicts: what :func:`html_verdicts` gave for this fragment.
    """
    if OPEN in html or rules.marks:
        splitter = Splitter(converter.variant, script, relabel)
        pieces = splitter.split(html)
        return assembled(*_Marks(converter, script, rules, code, is_html=True).read(pieces, splitter.runs), converter)
    has_corners = converter.corner_quotes and ("“" in html or "‘" in html)
    if script != converter.variant and not has_corners and len(html) < _LONG:
        layout = layout_of(html)
        if layout:
            return layout.shown(converter.convert(layout.words, script, verdicts))
    splitter = Splitter(converter.variant, script, relabel)
    return assembled(splitter.split(html), splitter.runs, converter)


def html_verdicts(html: str) -> Verdicts | None:
    """What the words of an ordinary Simplified fragment decide, to be kept with it. None for others, whose words are weighed anew
    by each conversion."""
    if OPEN in html or len(html) >= _LONG:
        return None
    layout = layout_of(html)
    return verdicts_of(layout.words) if layout else None


class _Marks:
    """Reads the marks of one text cut into pieces."""

    def __init__(
        self, converter: Words, script: Script, rules: Rules, code: str | None, *, is_html: bool, depth: int = 0
    ) -> None:
        self._converter = converter
        self._script = script
        self._is_html = is_html
        self._depth = depth
        code = code or variant_code(converter.variant) or "zh"
        self._resolver = Resolver(code, script, self._convert, rules)

    def _convert(self, words: str, script: Script, rules: Rules, code: str) -> str:
        convert = convert_html if self._is_html else convert_text
        return convert(words, self._converter, script, rules, code)

    def read(self, pieces: Sequence[Piece], runs: Sequence[Run]) -> tuple[list[Piece], list[Run]]:
        """The pieces with each mark's words in its place, and runs anew: behind a mark begins another one."""
        self._pieces: list[Piece] = []
        self._runs: list[Run] = []
        self._known: dict[int, int] = {}
        self._of = runs
        marked = _mark_spans(pieces, runs) if self._is_html else spans(pieces[0][0] if pieces else "")
        whole = "".join([text for text, _ in pieces])
        upcoming = iter([*marked, (len(whole), len(whole))])
        start, stop = next(upcoming)
        offset = 0
        for text, run in pieces:
            position, end = offset, offset + len(text)
            offset = end
            while start < end:
                if position <= start:
                    self._emit(whole[position:start], run)
                    self._show(whole[start + 2 : stop - 2])
                if stop > end:
                    position = end
                    break
                position = stop
                start, stop = next(upcoming)
            self._emit(whole[position:end], run)
        return self._pieces, self._runs

    def _show(self, inside: str) -> None:
        self._pieces.append((self._words(inside), None))
        self._known.clear()

    def _words(self, inside: str) -> str:
        """What stands for a mark: marks inside first, then it."""
        inside = self._inner(inside)
        if not self._is_html or "<" not in inside:
            return self._resolver.show(inside)
        if _is_balanced(inside):
            shown = self._resolver.show(inside)
            if _is_balanced(shown):
                return shown
        # tags that open or close something around the mark keep the page in order; the words are chosen without them
        return "".join(TAG.findall(inside)) + self._resolver.show(TAG.sub("", inside))

    def _inner(self, inside: str) -> str:
        if OPEN not in inside or self._depth >= MAX_DEPTH:
            return inside
        pieces: list[Piece] = [(inside, 0)]
        runs: Sequence[Run] = [Run(None)]
        if self._is_html:
            splitter = Splitter(self._converter.variant, self._script)
            pieces = splitter.split(inside)
            runs = [run._replace(script=None) for run in splitter.runs]
        inner = _Marks(
            self._converter,
            self._script,
            NO_RULES,
            self._resolver.code,
            is_html=self._is_html,
            depth=self._depth + 1,
        )
        return "".join([text for text, _ in inner.read(pieces, runs)[0]])

    def _emit(self, text: str, run: int | None) -> None:
        if not text:
            return
        if run is None:
            self._pieces.append((text, None))
        elif self._of[run].is_attribute and OPEN in text:
            self._attribute(text, run)
        else:
            if run not in self._known:
                self._known[run] = self._begin(run)
            self._pieces.append((text, self._known[run]))

    def _attribute(self, text: str, run: int) -> None:
        for piece, is_mark in pieces_of(text):
            if is_mark:
                self._pieces.append((html_module.escape(html_module.unescape(self._words(piece))), None))
            else:
                self._pieces.append((piece, self._begin(run)))

    def _begin(self, run: int) -> int:
        self._runs.append(self._of[run]._replace(table=self._resolver.table))
        return len(self._runs) - 1


def _mark_spans(pieces: Sequence[Piece], runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Outermost marks of a fragment by position: in words, through inline tags, within one block."""
    found: list[tuple[int, int]] = []
    offset = begin = 0
    block: int | None = None
    masked: list[str] = []
    for text, run in pieces:
        if run is not None and not runs[run].is_attribute:
            if runs[run].block != block:
                found += _shifted("".join(masked), begin)
                masked, begin, block = [], offset, runs[run].block
            masked.append(text)
        else:
            masked.append(" " * len(text))
        offset += len(text)
    return [*found, *_shifted("".join(masked), begin)]


def _shifted(text: str, begin: int) -> Iterator[tuple[int, int]]:
    return ((start + begin, stop + begin) for start, stop in spans(text)) if OPEN in text else iter(())


def _is_balanced(html: str) -> bool:
    """Whether every element that opens in a piece of HTML closes there, and the reverse."""
    opened: list[str] = []
    for token in tokens(html):
        tag = token.group()
        name = name_of(tag)
        if not name or name in VOID or tag.endswith("/>"):
            continue
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
