"""What is owed, what is late, what is done: the rules one by one. The hand-computed table is in test_duty_table.py."""

from __future__ import annotations

from datetime import date, datetime

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.duties import duties
from xinglin.disclosure.duty import DutyState
from xinglin.disclosure.entries import Entry, entries_of
from xinglin.disclosure.working_days import Calendar
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.values import Range

HEAD = "id: party\ntitle: 目录\nversion: '1'\neffective: 2026-01-01\ndefault_within: 5个工作日\nitems:\n"


def catalogues(*items: str, head: str = HEAD):
    found, diagnostics = read_catalogues([("a.yaml", head + "".join(f"  - {item}\n" for item in items))])
    assert diagnostics == []
    return found


def entries(*fronts: str) -> tuple[Entry, ...]:
    """One article for each front matter, ``;`` between its lines."""
    manuscripts = []
    for number, front in enumerate(fronts):
        text = "\n".join(["---", "标题: 甲", *front.split(";"), "---", ""])
        reading = read(ReadingTask(f"party/{number}.md", text.encode(), "disclosure"), KINDS)
        assert reading.manuscript is not None, reading.diagnostics
        manuscripts.append(reading.manuscript)
    return entries_of(manuscripts, {m.path: Range.SOCIETY for m in manuscripts})


def reckon(listed, written, now: str):
    instant = datetime.fromisoformat(now).replace(tzinfo=TIMEZONE)
    return duties(listed, written, Calendar(), instant).duties


def test_a_quarter_is_owed_after_its_end():
    """Counted from the period's end: the third quarter, published late; the second never; the fourth is running."""
    listed = catalogues("{id: a, item: 党费, timing: periodic, every: P3M}")
    written = entries("日期: 2026-04-03;公开事项: a", "日期: 2026-10-20;公开事项: a")

    found = reckon(listed, written, "2026-10-21")

    assert [(d.what, d.due, d.done_on, d.state, d.days_late) for d in found] == [
        ("2026年第一季度", date(2026, 4, 8), date(2026, 4, 3), DutyState.DONE, 0),
        (
            "2026年第二季度",
            date(2026, 7, 7),
            None,
            DutyState.LATE,
            72,
        ),  # 18 in July, 21 in August, 22 in September, 11 in October
        ("2026年第三季度", date(2026, 10, 13), date(2026, 10, 20), DutyState.DONE, 5),
        ("2026年第四季度", None, None, DutyState.OWED, 0),
    ]
    assert found[-1].unknown_year == 2027


def test_a_catalogues_own_limit_says_from_when():
    """Counted from an event by the catalogue's default, an entry belongs to the quarter its event fell in."""
    head = HEAD.replace("default_within: 5个工作日", "default_within: {days: 5, kind: working, from: completed}")
    listed = catalogues("{id: a, item: 党费, timing: periodic, every: P3M}", head=head)
    written = entries("日期: 2026-04-03;成文日期: 2026-03-30;公开事项: a")

    found = reckon(listed, written, "2026-05-06")

    # 31 March, 1, 2, 3, 7 April
    assert [(d.what, d.due, d.done_on) for d in found][:1] == [
        ("2026年第一季度", date(2026, 4, 7), date(2026, 4, 3)),
    ]
    assert found[1].done_on is None


def test_a_duty_belongs_to_the_version_of_its_day():
    """Five days until the end of January, one day since February; and no duty from before the first version."""
    first = (
        HEAD.replace("effective: 2026-01-01", "effective: 2025-01-01") + "  - {id: a, item: 决定, timing: immediate}\n"
    )
    second = (
        "id: party\ntitle: 目录\nversion: '2'\nsupersedes: '1'\neffective: 2026-02-01\nitems:\n"
        "  - {id: a, item: 决定, timing: immediate, within: 1个工作日}\n"
    )
    listed, diagnostics = read_catalogues([("a.yaml", first), ("b.yaml", second)])
    assert diagnostics == []
    written = entries(
        "日期: 2024-12-30;成文日期: 2024-12-01;公开事项: a",
        "日期: 2026-02-05;成文日期: 2026-01-30;公开事项: a",
        "日期: 2026-02-04;成文日期: 2026-02-02;公开事项: a",
    )

    found = reckon(listed, written, "2026-03-02")

    # from 30 January: 2, 3, 4, 5, 6 February
    assert [(d.listing.catalogue.version, d.due, d.days_late) for d in found] == [
        ("1", date(2026, 2, 6), 0),
        ("2", date(2026, 2, 3), 1),
    ]


def test_what_is_taken_down_when_its_time_is_over_was_disclosed():
    """A publicity notice withdrawn because it expired is done; one withdrawn because it was wrong is not."""
    listed = catalogues("{id: a, item: 公示, timing: immediate}")
    written = entries(
        "日期: 2026-03-03;成文日期: 2026-03-02;公开事项: a;撤稿: {日期: 2026-03-20, 原因: 过期}",
        "日期: 2026-03-04;成文日期: 2026-03-03;公开事项: a;撤稿: {日期: 2026-03-20, 原因: 有误}",
    )

    assert [(d.since, d.state) for d in reckon(listed, written, "2026-04-01")] == [(date(2026, 3, 2), DutyState.DONE)]
