"""May this be shown, to whom, now? One function decides for every page, list, feed and picture."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.validation import nearest
from xinglin.disclosure.versions import Catalogues
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Range, Status

Audience = Literal["public", "intranet"]

_WIDTH = {Range.SOCIETY: 3, Range.PARTY: 2, Range.UNIT: 1, Range.GROUP: 0}
# Party members inside the hospital read the intranet; what is for particular people is handed to them, not posted.
_AUDIENCES: dict[Audience, frozenset[Range]] = {
    "public": frozenset({Range.SOCIETY}),
    "intranet": frozenset({Range.SOCIETY, Range.PARTY, Range.UNIT}),
}


class State(StrEnum):
    """Where an article stands for one audience at one instant."""

    PUBLISHED = "published"
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"
    """Of a range this audience may not see; not even a tombstone tells of it."""


def effective_range(manuscript: Manuscript, catalogues: Catalogues) -> tuple[Range, list[Diagnostic]]:
    """The narrowest of the article's own range and its items' ranges, as the catalogue of its day lists them.

    An unknown item is an error, and so is a range wider than an item's (《条例（试行）》: the catalogue decides).
    """
    front = manuscript.front
    if not front.disclosure:
        return front.range or Range.SOCIETY, []
    day = front.date.astimezone(TIMEZONE).date()
    diagnostics: list[Diagnostic] = []
    ranges = [front.range or Range.SOCIETY]
    for identifier in front.disclosure:
        listing = catalogues.listing(identifier, day)
        if listing is None:
            diagnostics.append(_unlisted(manuscript, identifier, day, catalogues))
            ranges.append(Range.GROUP)
            continue
        ranges.append(listing.item.range)
        if front.range and _WIDTH[front.range] > _WIDTH[listing.item.range]:
            diagnostics.append(
                manuscript.diagnose(
                    "range",
                    "DIS03",
                    f"公开范围比目录事项“{listing.item.item}”规定的更宽。",
                    "删去“公开范围”一行，或写得与目录一样、更窄。",
                )
            )
    return min(ranges, key=_WIDTH.__getitem__), diagnostics


def _unlisted(manuscript: Manuscript, identifier: str, day: date, catalogues: Catalogues) -> Diagnostic:
    """Why an item cannot be named: no catalogue has it, or none that was in force on the article's day."""
    listings = catalogues.listings.get(identifier, ())
    if not listings:
        guess = nearest(identifier, catalogues.listings)
        fix = (
            f"是不是“{guess}”（{catalogues.listings[guess][-1].item.item}）？"
            if guess
            else "事项要先写进 disclosure/catalogue 里的目录。"
        )
        return manuscript.diagnose("disclosure", "DIS02", f"公开目录里没有事项“{identifier[:40]}”。", fix)
    first, last = listings[0], listings[-1]
    if day < first.catalogue.since:
        message = (
            f"事项“{identifier}”从 {first.catalogue.since:%Y-%m-%d} 生效的 {first.catalogue.version} 版目录起才有，"
            f"稿件的日期是 {day:%Y-%m-%d}。"
        )
        fix = "改用当时生效的那一版目录里的事项，或检查稿件的日期与目录的 effective。"
    else:
        gone = catalogues.until(last.catalogue)
        message = f"事项“{identifier}”在 {day:%Y-%m-%d} 生效的目录里已经没有了（最后在 {last.catalogue.version} 版，到 {gone} 为止）。"
        fix = "改用现行目录里的事项。"
    return manuscript.diagnose("disclosure", "DIS05", message, fix)


def of_internal(manuscript: Manuscript, range_: Range) -> tuple[Range, list[Diagnostic]]:
    """The range of an article from the internal root: the unit's where nothing narrower is said, never society's."""
    if range_ is not Range.SOCIETY:
        return range_, []
    if manuscript.front.range is None:
        return Range.UNIT, []
    message = "这篇稿件在内部稿件文件夹里，写了“社会”也不会出现在公开网站上，按“本单位”处理。"
    fix = "要公开的，把整个稿件文件夹移到稿件文件夹（content）；不公开的，删去“公开范围”一行，或写“本单位”“党内”。"
    return Range.UNIT, [manuscript.diagnose("range", "INT02", message, fix, Severity.WARNING)]


def state_of(front: FrontMatter, range_: Range, now: datetime, audience: Audience) -> State:
    """The article's state. Range is looked at first: what an audience may not see has no other state for it."""
    if range_ not in _AUDIENCES[audience]:
        return State.WITHHELD
    if front.status is Status.DRAFT:
        return State.DRAFT
    if front.status is Status.REVIEW:
        return State.REVIEW
    if front.date > now:
        return State.SCHEDULED
    if front.status is Status.WITHDRAWN or front.withdrawn:
        return State.WITHDRAWN
    return State.PUBLISHED
