"""Conversion of authored words, plain text and HTML fragments: the words, and nothing that is not words.

All words of a fragment are joined, with a mark between runs, converted once and sliced back by position
(:mod:`xinglin.variants.splitting` says what is a run), so text is read through inline tags (头<b>发</b> → 頭<b>髮</b>).
Conversion marks are replaced by their words before, as passages that stay; their rules are laid over afterwards, by
position in the source. Text without a mark costs one search for ``-{``.
"""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from xinglin.core.configuration import Variant
from xinglin.core.marks import MAX_DEPTH, OPEN, spans, variant_code
from xinglin.core.marks import pieces as pieces_of
from xinglin.manuscript.script_detection import Script
from xinglin.variants.quotation_marks import corner
from xinglin.variants.rules import NO_RULES, NO_TABLE, Resolver, Rules
from xinglin.variants.splitting import TAG, VOID, Piece, Run, Splitter, name_of, tokens

_BOUNDARY = "\ue000"
"""A private-use character that OpenCC passes through: no phrase reaches across it."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class Words(Protocol):
    """What converts plain text; must keep its length."""

    @property
    def variant(self) -> Variant: ...

    @property
    def corner_quotes(self) -> bool:
        """Whether quotations are shown in corner brackets."""
        ...

    def convert(self, text: str, script: Script = "zh-Hans") -> str: ...


def convert_text(
    text: str, converter: Words, script: Script = "zh-Hans", rules: Rules = NO_RULES, code: str | None = None
) -> str:
    """Plain text with its words converted and its marks read; what the converter's variant already is stays.

    Args:
        rules: of the article the text belongs to.
        code: variant code the marks are read for; default the converter's.
    """
    source = None if script == converter.variant else script
    if OPEN not in text and not rules.marks:
        shown = _convert(text, converter, source) if source else text
        return corner(shown) if converter.corner_quotes else shown
    runs = [Run(source)]
    resolver = _Marks(converter, script, rules, code, is_html=False)
    return _assembled(*resolver.read([(text, 0)], runs), converter)


def convert_html(
    html: str,
    converter: Words,
    script: Script = "zh-Hans",
    rules: Rules = NO_RULES,
    code: str | None = None,
    *,
    relabel: bool = False,
) -> str:
    """The fragment with its words converted; every tag, attribute name, address and code passage as it was.

    Args:
        relabel: passages in another Chinese script get the variant as their ``lang``.
    """
    splitter = Splitter(converter.variant, script, relabel)
    pieces, runs = splitter.split(html), splitter.runs
    if OPEN in html or rules.marks:
        pieces, runs = _Marks(converter, script, rules, code, is_html=True).read(pieces, runs)
    return _assembled(pieces, runs, converter)


def _assembled(pieces: Sequence[Piece], runs: Sequence[Run], converter: Words) -> str:
    texts: list[list[str]] = [[] for _ in runs]
    for text, run in pieces:
        if run is not None:
            texts[run].append(text)
    shown: list[Sequence[str]] = list(_converted(["".join(parts) for parts in texts], runs, converter))
    has_rules = False
    for number, run_ in enumerate(runs):
        if run_.table is not NO_TABLE and texts[number]:
            shown[number] = _overlaid("".join(texts[number]), shown[number], run_)
            has_rules = True
    positions = [0] * len(runs)
    result: list[str] = []
    for text, run in pieces:
        if run is None:
            result.append(text)
            continue
        start = positions[run]
        positions[run] = end = start + len(text)
        words = shown[run][start:end]
        result.append("".join(words) if has_rules else words)  # type: ignore[arg-type]
    return "".join(result)


def _converted(sources: list[str], runs: Sequence[Run], converter: Words) -> list[str]:
    """Each run's words, of the same length."""
    result = list(sources)
    by_script: dict[Script, list[int]] = {}
    for number, source in enumerate(sources):
        if source and (script := runs[number].script):
            by_script.setdefault(script, []).append(number)
    for script, members in by_script.items():
        joined = _BOUNDARY.join([sources[number] for number in members])
        converted = _convert(joined, converter, script)
        assert len(converted) == len(joined), "a converter must keep the length of the text"
        position = 0
        for number in members:
            end = position + len(sources[number])
            result[number] = converted[position:end]
            position = end + len(_BOUNDARY)
    return _in_corners(result, runs) if converter.corner_quotes else result


def _convert(text: str, converter: Words, script: Script) -> str:
    try:
        return converter.convert(text, script)
    except UnicodeEncodeError:
        # lone surrogates are no text to OpenCC; they are put back where they stood
        characters = list(converter.convert(_SURROGATES.sub(_BOUNDARY, text), script))
        for found in _SURROGATES.finditer(text):
            characters[found.start()] = found.group()
        return "".join(characters)


def _in_corners(texts: list[str], runs: Sequence[Run]) -> list[str]:
    """Quotations of each block in corner brackets; attributes keep theirs."""
    blocks: dict[int, list[int]] = {}
    for number, run in enumerate(runs):
        if not run.is_attribute and texts[number]:
            blocks.setdefault(run.block, []).append(number)
    for members in blocks.values():
        changed = corner("".join([texts[number] for number in members]))
        for number in members:
            size = len(texts[number])
            texts[number], changed = changed[:size], changed[size:]
    return texts


def _overlaid(source: str, shown: Sequence[str], run: Run) -> list[str]:
    """The run position by position, the forms of its rules laid over: a longer form stands at its last position."""
    characters = list(shown)
    for match in run.table.find(source):
        form = run.table.pairs[match.group()]
        if run.is_attribute:
            form = html_module.escape(html_module.unescape(TAG.sub("", form)))
        start, end = match.span()
        single = TAG.search(form) is None
        for position in range(start, end):
            characters[position] = form[position - start : position - start + 1] if single else ""
        characters[end - 1] = form[end - 1 - start :] if single else form
    return characters


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
