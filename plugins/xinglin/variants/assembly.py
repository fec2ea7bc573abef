"""A fragment put together again: the words of all its runs converted in one call, and sliced back by position."""

from __future__ import annotations

import html as html_module
from collections.abc import Sequence
from typing import Protocol

from xinglin.core.variant import Variant
from xinglin.core.words import Verdicts
from xinglin.manuscript.script_detection import Script
from xinglin.variants.layout import BOUNDARY
from xinglin.variants.quotation_marks import corner
from xinglin.variants.rules import NO_TABLE
from xinglin.variants.splitting import Piece, Run
from xinglin.variants.tags import TAG


class Words(Protocol):
    """What converts plain text, whatever stands in it; keeps its length."""

    @property
    def variant(self) -> Variant: ...

    @property
    def corner_quotes(self) -> bool:
        """Whether quotations are shown in corner brackets."""
        ...

    def convert(self, text: str, script: Script = "zh-Hans", verdicts: Verdicts | None = None) -> str: ...


def assembled(pieces: Sequence[Piece], runs: Sequence[Run], converter: Words) -> str:
    """The fragment with its words converted, its rules laid over them, its quotations as the converter shows them."""
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
        converted = converter.convert(BOUNDARY.join([sources[number] for number in members]), script)
        position = 0
        for number in members:
            end = position + len(sources[number])
            result[number] = converted[position:end]
            position = end + len(BOUNDARY)
    return _in_corners(result, runs) if converter.corner_quotes else result


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
