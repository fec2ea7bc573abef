"""The one ``now`` of a build. Nothing else in the house asks the clock."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone, tzinfo
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
