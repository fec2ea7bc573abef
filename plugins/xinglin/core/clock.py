"""The one ``now`` of a build. Nothing else in the house asks the clock."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _shanghai() -> tzinfo:
    try:
        return ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:  # Windows without tzdata: China has had one fixed offset since 1991
        return timezone(timedelta(hours=8), "CST")


TIMEZONE: tzinfo = _shanghai()
"""Every date in content/ is Beijing time."""


def resolve_now(flag: datetime | None = None) -> datetime:
    """The build's instant: the ``--now`` flag, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock.

    Raises:
        ValueError: SOURCE_DATE_EPOCH is no number of seconds; with a Chinese sentence.
    """
    if flag is not None:
        # told in Beijing time: whoever asks for its date must get the date in Beijing
        return flag.astimezone(TIMEZONE) if flag.tzinfo else flag.replace(tzinfo=TIMEZONE)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not epoch.strip().isdecimal():
            raise ValueError(f"环境变量 SOURCE_DATE_EPOCH 应当是秒数，现在是“{epoch[:40]}”。")
        return datetime.fromtimestamp(int(epoch), TIMEZONE)
    return datetime.now(TIMEZONE).replace(microsecond=0)


def iso(value: date) -> str:
    """A day or an instant as ISO 8601 writes it: ``2026-03-05``, ``2026-03-05T15:09:00+08:00``."""
    return _iso(value, getattr(value, "tzinfo", None))


@lru_cache(maxsize=4096)
def _iso(value: date, zone: tzinfo | None) -> str:
    """Python asks the time zone for its offset each time, which takes longer than all else. The zone is told apart from others
    because one instant is equal to itself in all of them."""
    return value.isoformat()
