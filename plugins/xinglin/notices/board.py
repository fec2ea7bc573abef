"""Where a notice stands today, and whether patients must see it first."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from xinglin.manuscript.front_matter import FrontMatter

# 恢复接诊 ends a closure; 恢复时间另行通知 belongs to one
_OVER = re.compile("恢[复復](?!.{0,2}[时時][间間])")

NoticeState = Literal["in-force", "upcoming", "expired", "cancelled", "superseded"]

# What stops a patient at the door. In both scripts, since a notice may be written in either.
_URGENT = ("停诊", "停診", "暂停", "暫停", "紧急", "緊急")


def notice_state(
    front: FrontMatter, now: datetime, is_cancelled: bool, superseded_from: datetime | None = None
) -> NoticeState:
    """Cancelled wins over superseded, superseded over expired, expired over upcoming.

    Args:
        superseded_from: when the notice that takes this one's place takes effect; None for none.
    """
    effective = getattr(front, "effective", None)
    if is_cancelled:
        return "cancelled"
    if superseded_from and superseded_from <= now:
        return "superseded"
    if front.expires and front.expires < now:
        return "expired"
    return "upcoming" if effective and effective > now else "in-force"


def is_urgent(front: FrontMatter) -> bool:
    """A notice of something closed that patients would otherwise travel to."""
    words = (front.title, *front.keywords)
    return any(urgent in word for word in words for urgent in _URGENT) and not any(map(_OVER.search, words))
