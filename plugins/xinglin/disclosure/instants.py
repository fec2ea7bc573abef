"""When the disclosure site changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.responses import ResponseLogs
from xinglin.disclosure.versions import Catalogues


def instants_of_disclosure(
    catalogues: Catalogues, logs: ResponseLogs, now: datetime, shows_lateness: bool
) -> Iterator[datetime]:
    """Instants after ``now``: a version takes effect, an entry of the logs is dated later, and each midnight where pages
    say what is late."""
    today = now.astimezone(TIMEZONE).date()
    days = {catalogue.since for catalogue in catalogues.versions}
    for entry in (*logs.feedback.messages, *logs.requests.requests):
        days |= {entry.received, entry.answered or entry.received}
    if shows_lateness and catalogues:
        days.add(today + timedelta(days=1))
    yield from (datetime.combine(day, time(), TIMEZONE) for day in days if day > today)
