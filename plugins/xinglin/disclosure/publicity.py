"""Publicity periods (公示期): open or closed on a given day."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from xinglin.core.clock import TIMEZONE
from xinglin.manuscript.front_matter import FrontMatter


def publicity_state(front: FrontMatter, now: datetime) -> Literal["", "upcoming", "open", "closed"]:
    """The state of the article's publicity period; empty when it has none whose end is known."""
    period = front.publicity
    if period is None or period.end is None:
        return ""
    today = now.astimezone(TIMEZONE).date()
    if period.start and today < period.start:
        return "upcoming"
    return "open" if today <= period.end else "closed"
