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
