"""Publicity periods (公示期): when they begin and end, open or closed on a given day, and what is done afterwards.

A period written as working days gets its end here. Counted from a day the author wrote (3月2日起5个工作日), that day is the
first; where he wrote none, the day of publication is not counted, as the civil code has it (《民法典》第二百零一条), so that a
notice published in the evening stands no day too short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest
from xinglin.disclosure.spans import DayCount
from xinglin.disclosure.values import AfterDisplay
from xinglin.disclosure.versions import Catalogues, Listing
from xinglin.disclosure.working_days import Calendar, UnknownYear
from xinglin.manuscript.dates import Period
from xinglin.manuscript.front_matter import FrontMatter, Withdrawal
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Status, WithdrawalReason

MASKED_SENTENCE = "公示期已满，公示的内容已按规定隐去。"

_STRENGTH = {AfterDisplay.KEEP: 0, AfterDisplay.MASK: 1, AfterDisplay.WITHDRAW: 2}


def publicity_state(front: FrontMatter, now: datetime) -> Literal["", "upcoming", "open", "closed"]:
    """The state of the article's publicity period; empty when it has none whose end is known."""
    period = front.publicity
    if period is None or period.end is None:
        return ""
    today = now.astimezone(TIMEZONE).date()
    if period.start and today < period.start:
        return "upcoming"
    return "open" if today <= period.end else "closed"


def over_at(end: date) -> datetime:
    """The first instant after a period whose last day is ``end``."""
    return datetime.combine(end + timedelta(days=1), time(), TIMEZONE)


def settle(
    manuscript: Manuscript, catalogues: Catalogues, calendar: Calendar, now: datetime
) -> tuple[Manuscript, list[Diagnostic]]:
    """The manuscript as its publicity period leaves it now: with the end computed, masked or withdrawn once it is over.

    Everything downstream (state, tombstone, badge, instants of change) then follows from the record itself.
    """
    front = manuscript.front
    if front.publicity is None and not front.disclosure:
        return manuscript, []
    listings = _listings(front, catalogues)
    found = list(_unmet(manuscript, listings))
    if front.publicity is None:
        return manuscript, found
    try:
        period = resolve(front.publicity, front.date.astimezone(TIMEZONE).date(), calendar)
        found += _mistakes(manuscript, period, listings, calendar, now)
    except UnknownYear as missing:
        return manuscript, [*found, _unknown(manuscript, missing.year)]
    settled = manuscript
    if period != front.publicity:
        settled = _with(manuscript, period, publicity=period)
    after = max((listing.item.after_display for listing in listings), key=_STRENGTH.__getitem__, default=None)
    if after is None or period.end is None or now < over_at(period.end) or front.status is not Status.PUBLISHED:
        return settled, found
    if after is AfterDisplay.WITHDRAW and front.withdrawn is None:
        withdrawn = Withdrawal(date=period.end + timedelta(days=1), reason=WithdrawalReason.EXPIRED)
        return _with(settled, after, withdrawn=withdrawn), found
    return (_masked(settled) if after is AfterDisplay.MASK else settled), found


def resolve(period: Period, published: date, calendar: Calendar) -> Period:
    """The period with both its ends.

    Raises:
        UnknownYear: it reaches into a year whose holidays are unknown.
    """
    if period.end is not None or period.working_days is None:
        return period
    count = DayCount(period.working_days, "working")
    if period.start is None:
        return Period(published, calendar.deadline(published, count), period.working_days)
    return Period(period.start, calendar.last_day(period.start, count), period.working_days)


def _listings(front: FrontMatter, catalogues: Catalogues) -> list[Listing]:
    day = front.date.astimezone(TIMEZONE).date()
    return [listing for name in front.disclosure if (listing := catalogues.listing(name, day))]


def _with(manuscript: Manuscript, mark: object, **values: object) -> Manuscript:
    """The record with other front matter, and a digest that says so: pages are printed anew when it changes."""
    front = manuscript.front.model_copy(update=values)
    return replace(manuscript, front=front, digest=digest(f"{manuscript.digest} {mark!r}"))


def _masked(manuscript: Manuscript) -> Manuscript:
    """Without everything that may name a person: body, pictures, attachments, summary. Title and metadata stay."""
    bare = _with(manuscript, AfterDisplay.MASK, summary="", attachments=(), cover=None)
    return replace(
        bare,
        html=f"<p>{MASKED_SENTENCE}</p>",
        body="",
        verdicts={},
        references=(),
        headings=(),
        anchors=(),
        excerpt=MASKED_SENTENCE,
        language="zh-Hans",
    )


def _unmet(manuscript: Manuscript, listings: list[Listing]) -> Iterator[Diagnostic]:
    """An item that must be shown for a time, in an article without a time."""
    if manuscript.front.publicity is not None:
        return
    for listing in listings:
        item = listing.item
        if item.display is not None:
            # what has to go afterwards would never go
            severity = Severity.WARNING if item.after_display is AfterDisplay.KEEP else Severity.ERROR
            message = f"事项“{item.item}”要公示不少于{item.display.count}，稿件没有写公示期。"
            fix = f"加上  公示期: {item.display.days}个工作日，或写明起止日期。"
            yield manuscript.diagnose("disclosure", "DIS07", message, fix, severity)


def _mistakes(
    manuscript: Manuscript, period: Period, listings: list[Listing], calendar: Calendar, now: datetime
) -> Iterator[Diagnostic]:
    """A period shorter than its item demands, or over before anybody could see it."""
    published = manuscript.front.date.astimezone(TIMEZONE).date()
    if period.start is None or period.end is None:
        return
    if period.end < published:
        message = f"公示期 {period.end} 就结束了，稿件的发布日期是 {published}。"
        yield manuscript.diagnose("publicity", "DIS08", message, "检查“日期”与“公示期”两行。", Severity.WARNING)
    for listing in listings:
        demanded = listing.item.display
        if demanded is None:
            continue
        days = (period.end - period.start).days + 1
        shown = calendar.count(period.start, period.end) if demanded.kind == "working" else days
        if shown < demanded.days:
            message = f"事项“{listing.item.item}”要公示不少于{demanded.count}，这里只有 {shown} 天。"
            fix = f"写成  公示期: {demanded.days}个工作日，或把结束日期推后。"
            # what is over cannot be mended any more
            severity = Severity.ERROR if now < over_at(period.end) else Severity.WARNING
            yield manuscript.diagnose("publicity", "DIS07", message, fix, severity)


def _unknown(manuscript: Manuscript, year: int) -> Diagnostic:
    message = f"公示期算到了 {year} 年，那一年的放假安排还没有写入，推算不出哪一天结束。"
    fix = f"写明起止日期；或按国务院办公厅的通知，在 disclosure/calendar.yaml 里写上 {year} 年。"
    return manuscript.diagnose("publicity", "CAL03", message, fix)
