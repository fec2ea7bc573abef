"""What is owed, what is late, what is done: catalogues, entries, a calendar and an instant in, duties out.

The rules, each said once here and explained to the office in the handbook:

- A duty belongs to the version of its catalogue in force on the day it arises.
- **Standing**: something in force must always be there; it is owed when the item begins, and again when the last entry is
  withdrawn or abolished.
- **Periodic**: one entry for each period. Counted from the period's end, an entry is taken for the last period that had
  ended when it was published; counted from an event, for the period the event fell in. ``period`` (所属期) says otherwise.
- **Staged**: one entry for each stage of a round; a stage is owed by its plan, or at the latest when a later one is out.
- **Immediate**, and every entry that names the day of its event: within the limit from that day. An article that is written
  but not published is a duty somebody knows of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from xinglin.disclosure.duty import Duty, DutyReport
from xinglin.disclosure.duty_rules import events, periodic, staged, standing
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.reckoning import Clerk, terms
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.working_days import Calendar

SOON = 10
"""Calendar days before its last day from which a duty is soon due, where site.yaml says nothing."""


def duties(
    catalogues: Catalogues, entries: Iterable[Entry], calendar: Calendar, now: datetime, soon: int = SOON
) -> DutyReport:
    """Compute every duty that has arisen by ``now``, and those whose period is running.

    Args:
        entries: :func:`xinglin.disclosure.entries.entries_of`, of all ranges.
        soon: calendar days before the last day from which a duty counts as soon due.
    """
    clerk = Clerk(calendar, now, soon)
    by_item: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for identifier in entry.items:
            by_item[identifier].append(entry)
    found: list[Duty] = []
    for identifier in _items(catalogues):
        held, own = terms(catalogues, identifier), by_item.get(identifier, [])
        of_item = [duty for rule in (standing, periodic, staged, events) for duty in rule(held, own, clerk)]
        found += sorted(of_item, key=lambda duty: (duty.since, duty.entry))
    return DutyReport(tuple(found), tuple(sorted(clerk.unknown)))


def _items(catalogues: Catalogues) -> list[str]:
    """Every item once: catalogue by catalogue, as the newest version orders them, dropped ones last."""
    newest_first = [item.id for versions in catalogues.by_id.values() for v in reversed(versions) for item in v.items]
    return list(dict.fromkeys(newest_first))
