"""Open duties as an iCalendar file (RFC 5545): the office sees them among its appointments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar

from xinglin import __version__
from xinglin.core.configuration import SiteConfiguration
from xinglin.core.hashing import digest
from xinglin.disclosure.duty import Duty, DutyReport, DutyState
from xinglin.disclosure.organisations import Organisations


def calendar_bytes(report: DutyReport, organisations: Organisations, site: SiteConfiguration, now: datetime) -> bytes:
    """One day-long event for the last day of every duty that is not done; an alarm when it is soon.

    An event keeps its UID as long as the duty is the same one, so that importing the file again changes it instead of
    adding another.
    """
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//xinglin//due {__version__}//ZH")
    calendar.add("x-wr-calname", f"{site.short_name or site.name}信息公开")
    host = urlsplit(site.url).hostname or "localhost"
    for duty in report.of(DutyState.LATE, DutyState.SOON, DutyState.OWED):
        if duty.due is not None:
            calendar.add_component(_event(duty, organisations, host, site.disclosure.soon_days, now))
    return bytes(calendar.to_ical())


def _event(duty: Duty, organisations: Organisations, host: str, soon: int, now: datetime) -> icalendar.Event:
    assert duty.due is not None
    late = "【逾期】" if duty.state is DutyState.LATE else ""
    title = f"{late}{duty.name}{duty.what and f'（{duty.what}）'}"
    event = icalendar.Event()
    event.add(
        "uid", f"{digest(f'{duty.listing.catalogue.id} {duty.item} {duty.what} {duty.since} {duty.entry}')}@{host}"
    )
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + timedelta(days=1))
    event.add("summary", title)
    owner = organisations.name_of(duty.department) if duty.department else ""
    event.add("description", f"{duty.item} {duty.listing.catalogue.title}\n责任部门：{owner or '没有写'}")
    event.add("categories", ["信息公开"])
    event.add("transp", "TRANSPARENT")
    if soon:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-soon))
        alarm.add("description", title)
        event.add_component(alarm)
    return event
