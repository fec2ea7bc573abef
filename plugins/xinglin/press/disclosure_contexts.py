"""What the disclosure site's templates are given: as :mod:`xinglin.press.contexts`, plain and ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day

from xinglin.press.contexts import Link, Row
from xinglin.press.register_contexts import Choice


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A catalogue item (公开事项) with its duty and the last that was published of it."""

    id: str
    title: str
    url: str
    elements: tuple[str, ...]
    """公开要素: what an entry must contain."""
    range: str
    """society, party, unit or group."""
    range_words: str
    timing: str
    """公开时间, in words: 定期公开（每季度）."""
    limit: str
    """公开时限, in words; empty for none."""
    department: Link | None
    """Who owes it."""
    last_on: day | None
    last: Row | None
    """The entry of that day; None where there is none, or where this edition's readers may not see it."""
    last_where: str
    """公开栏, 会议…: where it was published that day, if not on a site."""
    count: int
    """Entries this edition shows."""
    is_current: bool
    """False: no catalogue in force lists it any more."""
    lateness: str = ""
    """late, soon or owed; always empty where the site does not show it."""
    due: day | None = None
    """The last day in time of what ``lateness`` speaks of."""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """The items of one category of a catalogue; without categories there is one group without a title."""

    title: str
    url: str
    basis: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An article as the disclosure site lists it: what it serves, from which department, whether it is in force."""

    row: Row
    items: tuple[Link, ...]
    department: str
    formed: day | None
    updated: day | None
    """Day of its newest edition; None where that is the first."""
    validity: str
    """valid, amended, abolished or expired, as of today."""


@dataclass(frozen=True, slots=True)
class GoneEntry:
    """A withdrawn entry of an item: nothing but its day and the kind of reason."""

    url: str
    withdrawn_on: day | None
    reason: str
    """Words."""


@dataclass(frozen=True, slots=True)
class CatalogueCard:
    """A catalogue in short."""

    title: str
    url: str
    version: str
    organisation: str
    """In whose name it discloses."""
    items: int
    served: int
    """Of those, how many have been published at least once."""
    categories: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class CatalogueHead:
    """What a catalogue says of itself."""

    organisation: str
    version: str
    effective: day | None
    basis: tuple[str, ...]
    approved: str
    """审批, in words; empty where the file says nothing."""
    filed: str
    """备案, in words."""
    upcoming: tuple[str, day] | None
    """(version, first day) of the next version, where there is one."""


@dataclass(frozen=True, slots=True)
class VersionNote:
    """An earlier step of a catalogue's history: what this version changed."""

    version: str
    effective: day | None
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responses:
    """One year of requests or messages and how they were answered."""

    year: int
    received: int
    answered: int
    in_time: int
    pending: int
    average: float | None
    """Working days; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One message and the answer the office published."""

    subject: str
    reply: str
    received: day
    answered: day | None
    item: Link | None
