"""Names in one manuscript that neither it nor, perhaps, the site vouches for.

What looks like a name is a matter of the manuscript alone and is found when it is read, and kept with its record. Who is
known is a matter of the whole site and changes with every new author; so it is asked of what was kept, at each load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from xinglin.checks.names import ProbableName, probable_names
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.manuscript.records import Reading, Unvouched

_MARK = re.compile(r"-\{.*?\}-", re.DOTALL)
_LONGEST_NAME = 4


def find_unvouched(
    path: str, text: str, vouched: Iterable[str], convert: Callable[[str], str], terms: Collection[str] = ()
) -> tuple[Unvouched, ...]:
    """Probable names of a manuscript, each once, at its first place.

    Args:
        text: the whole manuscript as typed, front matter too.
        vouched: names and terms that the manuscript itself accounts for.
        convert: to zh-Hant, with the manuscript's own terms.
        terms: those terms.
    """
    known = frozenset(vouched)
    marks = [match.span() for match in _MARK.finditer(text)] if "-{" in text else []
    found: dict[str, list[ProbableName]] = {}
    for probable in probable_names(text, convert, terms):
        if not any(start <= probable.start < end for start, end in marks):
            found.setdefault(probable.name, []).append(probable)
    reports = (_report(path, text, places) for places in found.values())
    return tuple(report for report in reports if not _is_known(report, known))


def unknown_to(
    site: Collection[str], groups: Mapping[str, Collection[str]], readings: Iterable[Reading]
) -> Iterator[Diagnostic]:
    """The findings about names that are not among the site's names and terms, nor in a group its article asks for.

    Args:
        groups: name of a group of conversion.yaml → its terms.
    """
    for reading in readings:
        if reading.unvouched:
            asked = reading.manuscript.front.conversion_groups if reading.manuscript else ()
            known = [site, *(groups[name] for name in asked if name in groups)]
            for report in reading.unvouched:
                if not any(_is_known(report, names) for names in known):
                    yield report.diagnostic


def _is_known(report: Unvouched, known: Collection[str]) -> bool:
    around = report.around
    return any(
        around[start:end] in known
        for start in range(len(around) - 1)
        for end in range(start + 2, min(len(around), start + _LONGEST_NAME) + 1)
    )


def _report(path: str, text: str, places: list[ProbableName]) -> Unvouched:
    first = places[0]
    start, end = first.start, first.start + len(first.name)
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:].partition("\n")[0]
    times = f"（本文共 {len(places)} 处）" if len(places) > 1 else ""
    diagnostic = Diagnostic(
        path,
        text.count("\n", 0, start) + 1,
        start - line_start + 1,
        "CNV01",
        Severity.WARNING,
        f"“{first.name}”像是人名，繁体里会写成“{first.written}”，不是“{first.form}”{times}。",
        f"是人名：在开头写  人名: {first.name}；常见报的人写进 conversion.yaml 的 people。"
        f"不是人名：在开头写  转换: {{{first.name}: {first.written}}}。",
        line[:200],
        len(first.name),
    )
    around = line[max(0, start - line_start - 2) : start - line_start + (end - start) + 2]
    return Unvouched(around, diagnostic)
