"""How fast readers were answered, counted in working days."""

from __future__ import annotations

from datetime import date

import pytest

from xinglin.disclosure.responses import read_feedback, read_requests, response_years
from xinglin.disclosure.working_days import Calendar

TODAY = date(2026, 11, 20)


def years(text: str, today: date = TODAY) -> list[tuple[object, ...]]:
    feedback, collector = read_feedback(text)
    assert collector.found == []
    found = response_years(feedback.messages, feedback.days, Calendar(), today)
    return [(y.year, y.received, y.answered, y.in_time, y.pending, y.average) for y in found]


def test_counts_working_days() -> None:
    """2026-09-28 (Monday) to 10-09: National Day is off from the 1st to the 7th, so four working days (29, 30, 8, 9)."""
    text = (
        "days: 3\nmessages:\n"
        " - {received: 2026-09-28, answered: 2026-10-09}\n"
        " - {received: 2026-03-02, answered: 2026-03-04}\n"
        " - {received: 2026-11-19}\n"
        " - {received: 2025-12-31, answered: 2026-01-04}\n"
    )
    # 2026-01-04 is a Sunday worked for New Year's Day (1st to 3rd off): one working day after the last of December
    assert years(text) == [(2026, 3, 2, 1, 1, 3.0), (2025, 1, 1, 1, 0, 1.0)]


def test_what_is_dated_later_does_not_count_yet() -> None:
    text = "messages:\n - {received: 2026-11-18, answered: 2026-11-23}\n - {received: 2026-12-01}\n"

    assert years(text) == [(2026, 1, 0, 0, 1, None)]
    assert years(text, date(2026, 11, 23)) == [(2026, 1, 1, 1, 0, 3.0)]


def test_an_unknown_year_is_never_guessed() -> None:
    """No average where the holidays of a year are not announced; the answers are still counted."""
    text = (
        "messages:\n - {received: 2031-03-03, answered: 2031-03-05}\n - {received: 2031-03-03, answered: 2031-03-06}\n"
    )

    assert years(text, date(2031, 4, 1)) == [(2031, 2, 2, 0, 0, None)]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("messages:\n - {received: 2026-03-05, answered: 2026-03-04}\n", 2, "早于"),
        ("messages:\n - {answered: 2026-03-04}\n", 2, "收到"),
        ("messages:\n - {received: 2026-03-05, who: 张三}\n", 2, "who"),
        ("days: 很多\n", 1, "天数"),
        ("office: {email: x}\n", 1, "邮箱"),
    ],
)
def test_mistakes_have_their_line(text: str, line: int, word: str) -> None:
    found = read_feedback(text)[1].found

    assert [(d.line, d.code) for d in found] == [(line, "FBK02")]
    assert word in found[0].message


def test_outcomes_in_chinese() -> None:
    text = "requests:\n - {received: 2026-03-05, outcome: 部分公开}\n - {received: 2026-03-05, outcome: refused}\n"
    log, collector = read_requests(text)

    assert collector.found == []
    assert [request.outcome for request in log.requests] == ["partly", "refused"]
    assert log.days == 20
    assert read_requests("requests:\n - {received: 2026-03-05, outcome: 看心情}\n")[1].found[0].line == 2
