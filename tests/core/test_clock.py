"""The one now of a build."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from xinglin.core.clock import TIMEZONE, iso, resolve_now


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_the_zone_is_beijing():
    """Dates are Beijing time, eight hours before UTC, all year."""
    for month in (1, 7):
        assert datetime(2026, month, 1, tzinfo=TIMEZONE).utcoffset() == timedelta(hours=8)


def test_flag_without_zone_is_beijing_time():
    """--now 2026-03-05 means that midnight in Beijing."""
    assert resolve_now(datetime(2026, 3, 5)).isoformat() == "2026-03-05T00:00:00+08:00"


def test_flag_with_zone_is_told_in_beijing_time():
    """An instant given in UTC is the same instant, and its date is the date in Beijing."""
    now = resolve_now(datetime(2026, 3, 5, 17, tzinfo=UTC))

    assert now.isoformat() == "2026-03-06T01:00:00+08:00"


def test_flag_wins_over_source_date_epoch(monkeypatch):
    """Flag, then SOURCE_DATE_EPOCH, then the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    assert resolve_now().isoformat() == "1970-01-01T08:00:00+08:00"
    assert resolve_now(datetime(2026, 3, 5)).year == 2026


@pytest.mark.parametrize("setting", [None, ""])
def test_the_clock_is_the_last_resort(monkeypatch, setting):
    """Without flag and epoch the machine's clock counts, in whole seconds of Beijing time."""
    if setting is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", setting)
    now = resolve_now()

    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)
    assert now.microsecond == 0
    assert now.utcoffset() == timedelta(hours=8)


def test_iso_is_of_its_own_zone() -> None:
    """One instant in two zones is equal to itself, and written in two ways; summer time was kept until 1991."""
    noon = datetime(2026, 3, 5, 12, 0, tzinfo=TIMEZONE)
    same = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)

    assert noon == same
    assert [iso(noon), iso(same), iso(noon)] == [
        "2026-03-05T12:00:00+08:00",
        "2026-03-05T04:00:00+00:00",
        "2026-03-05T12:00:00+08:00",
    ]
    assert iso(date(2026, 3, 5)) == "2026-03-05"
    assert iso(datetime(2026, 3, 5)) == "2026-03-05T00:00:00"
    assert iso(datetime(1990, 7, 1, tzinfo=TIMEZONE)) == "1990-07-01T00:00:00+09:00"
