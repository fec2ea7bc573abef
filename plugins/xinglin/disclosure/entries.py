"""Entries: what of an article counts for the items it discharges. Facts only; not a word of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.states import State
from xinglin.disclosure.values import Channel, Validity, validity_of
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Range, Status, WithdrawalReason

_DONE_WITH = frozenset({WithdrawalReason.EXPIRED, WithdrawalReason.SUPERSEDED, WithdrawalReason.CONSOLIDATED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as evidence, whatever its range and wherever it stands."""

    path: str
    """Of the manuscript, below content/."""
    items: tuple[str, ...]
    at: datetime
    """When it was, or will be, published."""
    modified: datetime | None
    formed: date | None
    """The day of the event: when it was made, decided or completed (成文日期)."""
    stage: str
    covers: str
    """The period it reports on, as typed (所属期)."""
    status: Status
    range: Range
    expires: datetime | None = None
    index_no: str = ""
    validity: Validity = Validity.VALID
    withdrawn_on: date | None = None
    withdrawn_for: WithdrawalReason = WithdrawalReason.OTHER
    channel: Channel | None = None
    """Where it was disclosed, when not by an article: ``path`` is then offline.yaml."""
    note: str = ""
    """Of offline.yaml: where, and where the proof is."""

    @property
    def day(self) -> date:
        """The day of its first publication, in Beijing."""
        return self.at.astimezone(TIMEZONE).date()

    @property
    def last_day(self) -> date:
        """The day of its newest edition."""
        return max(self.day, self.modified.astimezone(TIMEZONE).date()) if self.modified else self.day

    @property
    def published_on(self) -> date:
        """The day what it says was first out: of the article, or of the edition made after the event it tells of."""
        return self.day if self.formed is None or self.formed <= self.day else self.last_day

    def is_out(self, now: datetime) -> bool:
        """Whether it was disclosed: a notice taken down when its time was over was; one that was wrong was not."""
        state = self.state(now)
        return state is State.PUBLISHED or (state is State.WITHDRAWN and self.withdrawn_for in _DONE_WITH)

    def is_pending(self, now: datetime) -> bool:
        """Whether it is written, or half written, and its day has not come."""
        return self.state(now) in {State.DRAFT, State.REVIEW, State.SCHEDULED}

    def was_there(self, now: datetime) -> bool:
        """Whether it was ever to be seen, on days that are known."""
        if self._is_over and self.expires is None and self.modified is None:
            return False
        state = self.state(now)
        return state is State.PUBLISHED or (state is State.WITHDRAWN and self.withdrawn_on is not None)

    def gone_on(self, now: datetime) -> date | None:
        """The first day on which it was not in force any more; None: it still is."""
        ends = [self.withdrawn_on] if self.state(now) is State.WITHDRAWN else []
        if self._is_over and self.expires is None and self.modified is not None:
            ends.append(self.last_day)
        if self.expires is not None and self.expires < now:
            ends.append(self.expires.astimezone(TIMEZONE).date() + timedelta(days=1))
        return min((end for end in ends if end), default=None)

    @property
    def _is_over(self) -> bool:
        """Abolished or no longer valid: since it expired, else since it was changed to say so."""
        return self.validity in {Validity.ABOLISHED, Validity.EXPIRED}

    def state(self, now: datetime) -> State:
        """Where it stands, whoever may see it."""
        if self.status is Status.DRAFT:
            return State.DRAFT
        if self.status is Status.REVIEW:
            return State.REVIEW
        if self.at > now:
            return State.SCHEDULED
        return State.WITHDRAWN if self.status is Status.WITHDRAWN else State.PUBLISHED


def entries_of(manuscripts: Iterable[Manuscript], ranges: Mapping[str, Range]) -> tuple[Entry, ...]:
    """The articles that name an item or carry an index number, oldest first; ties by path.

    Args:
        ranges: manuscript path → its effective range.
    """
    found = [_entry(m, ranges[m.path]) for m in manuscripts if m.front.disclosure or m.front.index_no]
    return in_order(found)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Oldest first; ties by path."""
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.path)))


def _entry(manuscript: Manuscript, range_: Range) -> Entry:
    front = manuscript.front
    withdrawn = front.withdrawn is not None and front.status is Status.PUBLISHED
    return Entry(
        path=manuscript.path,
        items=front.disclosure,
        at=front.date,
        modified=front.modified,
        formed=front.formed,
        stage=front.stage,
        covers=front.covers,
        status=Status.WITHDRAWN if withdrawn else front.status,
        range=range_,
        expires=front.expires,
        index_no=front.index_no,
        validity=validity_of(front.validity),
        withdrawn_on=front.withdrawn.date if front.withdrawn else None,
        withdrawn_for=front.withdrawn.reason if front.withdrawn else WithdrawalReason.OTHER,
    )
