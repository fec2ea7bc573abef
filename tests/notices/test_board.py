"""Where a notice stands today, and whether patients must see it first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from xinglin.core.clock import TIMEZONE
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.notices.board import is_urgent, notice_state


def notice(*lines: str, title: str = "门诊时间调整"):
    text = "\n".join(["---", f"标题: {title}", "日期: 2026-03-01", *lines, "---", ""])
    result = read(ReadingTask("notices/a.md", text.encode(), "notice"), KINDS)
    assert result.manuscript is not None, result.diagnostics
    return result.manuscript.front


@pytest.mark.parametrize(
    ("lines", "now", "state"),
    [
        ([], (2026, 3, 1), "in-force"),
        ([], (2036, 3, 1), "in-force"),
        (["失效: 2026-03-05"], (2026, 3, 5), "in-force"),
        (["失效: 2026-03-05"], (2026, 3, 5, 23, 59, 59), "in-force"),
        (["失效: 2026-03-05"], (2026, 3, 6), "expired"),
        (["失效: 2026-03-05 12:00"], (2026, 3, 5, 12), "in-force"),
        (["失效: 2026-03-05 12:00"], (2026, 3, 5, 12, 0, 1), "expired"),
        (["失效: 2026年3月5日24时"], (2026, 3, 5, 23, 59, 59), "in-force"),
        (["生效: 2026-03-05"], (2026, 3, 4, 23, 59, 59), "upcoming"),
        (["生效: 2026-03-05"], (2026, 3, 5), "in-force"),
        (["生效: 2026-03-05", "失效: 2026-03-05"], (2026, 3, 5, 12), "in-force"),
        (["生效: 2026-03-05", "失效: 2026-03-07"], (2026, 3, 4), "upcoming"),
        (["生效: 2026-03-05", "失效: 2026-03-07"], (2026, 3, 8), "expired"),
    ],
)
@pytest.mark.parametrize("zone", [TIMEZONE, UTC])
def test_states(lines, now, state, zone):
    """A notice is in force from its beginning through the whole of its last day, Beijing time."""
    moment = datetime(*now, tzinfo=TIMEZONE).astimezone(zone)

    assert notice_state(notice(*lines), moment, False) == state
    assert notice_state(notice(*lines), moment, True) == "cancelled"


def test_other_kinds_have_no_beginning():
    """Any article may expire; only notices begin later than they are published."""
    text = "---\n标题: 甲\n日期: 2026-03-01\n失效: 2026-03-05\n---\n"
    front = read(ReadingTask("news/a.md", text.encode(), "news"), KINDS).manuscript.front

    assert notice_state(front, datetime(2026, 3, 2, tzinfo=TIMEZONE), False) == "in-force"
    assert notice_state(front, datetime(2026, 3, 6, tzinfo=TIMEZONE), False) == "expired"


@pytest.mark.parametrize(
    ("title", "lines", "urgent"),
    [
        ("关于口腔科停诊的通知", [], True),
        ("關於口腔科停診的通知", [], True),
        ("门诊大厅电梯暂停使用", [], True),
        ("紧急通知", [], True),
        ("门诊时间调整", ["关键词: 停诊"], True),
        ("门诊时间调整", [], False),
        ("关于口腔科恢复接诊的通知", ["关键词: 停诊"], False),
        ("關於恢復接診、結束停診的通知", [], False),
        ("春节期间停诊的温馨提示（恢复时间另行通知）", [], True),
    ],
)
def test_urgent(title, lines, urgent):
    """What stops a patient at the door comes first, in either script; the end of a closure does not."""
    assert is_urgent(notice(*lines, title=title)) is urgent


def test_a_notice_cannot_end_before_it_begins():
    """生效 after 失效 is a slip: an error on the line of 失效 or 生效."""
    text = "---\n标题: 甲\n日期: 2026-03-01\n生效: 2026-03-09\n失效: 2026-03-05\n---\n"
    found = read(ReadingTask("notices/a.md", text.encode(), "notice"), KINDS).diagnostics

    assert [(d.code, d.line, d.is_error) for d in found] == [("FRO07", 4, True)]
