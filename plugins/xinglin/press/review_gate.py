"""The gate: with ``reviews.required`` in site.yaml an article is published only when its review is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xinglin.core import configuration
from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Collector, Diagnostic, Severity
from xinglin.core.reviewing import ReviewRules
from xinglin.disclosure.states import State
from xinglin.manuscript.decoding import MAX_BYTES, decode
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.scanning import Scan
from xinglin.press.file_hashes import FileHashes
from xinglin.reviews.judging import Judgement, judge, required_stages
from xinglin.reviews.record import SUFFIX, Record, content_digest, files_beside, read_record, record_path
from xinglin.sections.placement import Placement

_GATED = frozenset({State.PUBLISHED, State.SCHEDULED})
"""What is about to go out by itself is looked at while its author is still there."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One article's review as it stands."""

    record: Record
    place: Path
    """Of the record, whether it is there or not."""
    content: str
    judgement: Judgement
    diagnostics: tuple[Diagnostic, ...]
    """About the record's own file."""


def review_of(
    manuscript: Manuscript,
    section: str | None,
    rules: ReviewRules,
    hashes: FileHashes,
    names: Sequence[str],
    internal: Path,
) -> Reviewed:
    """The review of one article.

    Args:
        names: sorted paths of the files that are no manuscripts.
        internal: the internal root, whether it is there or not.

    Raises:
        OSError: the manuscript or a file beside it cannot be read.
    """
    text = _text(hashes.files.absolute(manuscript.path))
    beside = files_beside(manuscript.path, text, names)
    content = content_digest(text, {path: hashes.digest(path) for path in beside})
    below = record_path(manuscript.path)
    place = internal / below
    typed = _text(place) if place.is_file() else None
    record, collector = read_record(f"{internal.name}/{below}", typed)
    required = required_stages(rules, is_disclosure=bool(manuscript.front.disclosure), section=section)
    day = manuscript.front.date.astimezone(TIMEZONE).date()
    judgement = judge(record, required, content, day, rules)
    return Reviewed(record, place, content, judgement, tuple(collector.found))


def gate(
    rules: ReviewRules,
    manuscripts: Sequence[Manuscript],
    placements: Mapping[str, Placement],
    states: Mapping[str, State],
    hashes: FileHashes,
    internal: Path | None,
) -> Iterator[Diagnostic]:
    """What keeps articles from being published; nothing where the site does not ask for reviews."""
    if not rules.required:
        return
    yield from _misplaced(hashes.files)
    if internal is None:
        message = "site.yaml 要求审核，却找不到内部稿件文件夹，无法知道哪些稿件审核过。"
        fix = "把内部稿件文件夹放到稿件文件夹旁边（content-internal），或用 --internal 指出它在哪里。"
        yield Diagnostic(configuration.FILE, 0, 0, "REV08", Severity.ERROR, message, fix)
        return
    since = rules.since or date.min
    names = sorted(hashes.files.files)
    for manuscript in manuscripts:
        placement = placements.get(manuscript.path)
        is_gated = placement and states[manuscript.path] in _GATED
        if is_gated and manuscript.front.date.astimezone(TIMEZONE).date() >= since:
            section = placement.section if placement else None
            yield from _problems(manuscript, review_of(manuscript, section, rules, hashes, names, internal))


def _problems(manuscript: Manuscript, reviewed: Reviewed) -> Iterator[Diagnostic]:
    yield from reviewed.diagnostics
    for problem in reviewed.judgement.problems:
        severity = Severity.ERROR if problem.is_error else Severity.WARNING
        yield manuscript.diagnose("title", problem.code, problem.message, problem.fix, severity)


def _misplaced(files: Scan) -> Iterator[Diagnostic]:
    for path in files.files:
        if path.endswith(SUFFIX) and path not in files.elsewhere:
            message = "审核记录放在了公开的稿件文件夹里，不起作用，而且会随公开的代码库流出去。"
            fix = "移到内部稿件文件夹（content-internal）里同样的位置。"
            yield Diagnostic(path, 0, 0, "REV11", Severity.WARNING, message, fix)


def _text(place: Path) -> str:
    with place.open("rb") as stream:
        return decode(stream.read(MAX_BYTES), Collector("")) or ""
