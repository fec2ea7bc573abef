"""May this be shown, to whom, now? One function decides for every page, list, feed and picture."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.validation import nearest
from xinglin.disclosure.catalogue import Entries
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


def effective_range(manuscript: Manuscript, entries: Entries) -> tuple[Range, list[Diagnostic]]:
    """The narrowest of the article's own range and its items' ranges.

    An unknown item is an error, and so is a range wider than an item's (《条例（试行）》: the catalogue decides).
    """
    front = manuscript.front
    diagnostics: list[Diagnostic] = []
    ranges = [front.range or Range.SOCIETY]
    for identifier in front.disclosure:
        entry = entries.get(identifier)
        if entry is None:
            guess = nearest(identifier, entries)
            fix = (
                f"是不是“{guess}”（{entries[guess].item.item}）？"
                if guess
                else "事项要先写进 disclosure/catalogue 里的目录。"
            )
            diagnostics.append(
                manuscript.diagnose("disclosure", "DIS02", f"公开目录里没有事项“{identifier[:40]}”。", fix)
            )
            ranges.append(Range.GROUP)
            continue
        ranges.append(entry.item.range)
        if front.range and _WIDTH[front.range] > _WIDTH[entry.item.range]:
            diagnostics.append(
                manuscript.diagnose(
                    "range",
                    "DIS03",
                    f"公开范围比目录事项“{entry.item.item}”规定的更宽。",
                    "删去“公开范围”一行，或写得与目录一样、更窄。",
                )
            )
    return min(ranges, key=_WIDTH.__getitem__), diagnostics


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
