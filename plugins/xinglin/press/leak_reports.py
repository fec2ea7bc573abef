"""A leak as an editor is told of it: which line of which public article, and which record it comes from.

The message must not spread what it warns of: of an internal wording it shows the first characters only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xinglin.checks.leak_scanning import Wording
from xinglin.checks.traces import Trace, squeezed
from xinglin.core.diagnostics import Collector, Diagnostic, Severity
from xinglin.manuscript.decoding import MAX_BYTES, decode
from xinglin.press.internal import RELEASED
from xinglin.press.internal_records import InternalRecord
from xinglin.press.leak_pictures import PictureLeak
from xinglin.press.leak_witnesses import Witnesses
from xinglin.press.site import Article, Site

_SHOWN = 6
_LISTED = 3
_KINDS = {"title": "标题", "sentence": "一句话", "number": "号码", "name": "文件名"}
_REFUSAL = "网站没有更新。"


@dataclass(frozen=True, slots=True)
class Leak:
    record: InternalRecord
    trace: Trace
    files: tuple[str, ...]
    """Below the output."""
    forms: tuple[Wording, ...]


def diagnostics_of(
    site: Site, leaks: Sequence[Leak], pictures: Sequence[PictureLeak], witnesses: Witnesses, output: str
) -> Iterator[Diagnostic]:
    """One diagnostic for each wording and each picture."""
    where = f"{site.internal.name}/{RELEASED}" if site.internal else f"内部稿件文件夹的 {RELEASED}"
    fix = f"删去或改写这一处；确实可以公开的，把这句话写进 {where}。"
    for leak in leaks:
        article = next(iter(witnesses.articles_with(leak.forms)), None)
        place = f"{leak.record.label} 第{leak.trace.line}行" if leak.trace.line else leak.record.label
        message = (
            f"公开网站里有内部稿件的{_KINDS[leak.trace.kind]}“{_masked(leak.trace)}”，出自 {place}；"
            f"出现在 {_listed(leak.files)}。{_REFUSAL}"
        )
        yield _at(site, article, leak.trace, message, fix, output, leak.files[0])
    for found in pictures:
        label = found.record.label
        message = f"公开网站里有内部稿件的图片或附件（{label}）：{found.file}。{_REFUSAL}"
        fix = "从公开的稿件里删去它；确实可以公开的，把它从内部稿件里移出来。"
        yield _at(site, found.article, None, message, fix, output, found.file)


def _masked(trace: Trace) -> str:
    if trace.kind == "number":
        return trace.words[:3] + "*" * (len(trace.words) - 3)
    return trace.words if len(trace.words) <= _SHOWN else trace.words[:_SHOWN] + "……"


def _listed(files: Sequence[str]) -> str:
    shown = "、".join(files[:_LISTED])
    return shown if len(files) <= _LISTED else f"{shown} 等 {len(files)} 个文件"


def _at(
    site: Site, article: Article | None, trace: Trace | None, message: str, fix: str, output: str, file: str
) -> Diagnostic:
    code = "LEA01" if trace else "LEA02"
    if article is None:
        return Diagnostic(f"{output}/{file}", 0, 0, code, Severity.ERROR, message, fix)
    path = article.manuscript.path
    line, excerpt = _find(site.source(path), trace.words) if trace else (0, "")
    return Diagnostic(path, line, 1 if line else 0, code, Severity.ERROR, message, fix, excerpt)


def _find(place: Path, words: str) -> tuple[int, str]:
    """The line of a manuscript on which the words begin, as typed; 0 when markup or line ends hide them."""
    for number, line in enumerate(_lines(place), 1):
        if words[: _SHOWN * 2] in squeezed(line):
            return number, line[:200]
    return 0, ""


@cache
def _lines(place: Path) -> tuple[str, ...]:
    with place.open("rb") as stream:
        return tuple((decode(stream.read(MAX_BYTES), Collector("")) or "").splitlines())
