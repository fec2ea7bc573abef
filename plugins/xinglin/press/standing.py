"""What an article's badge says at one instant: its state in a preview, as a notice, in its publicity period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.publicity import over_at, publicity_state
from xinglin.disclosure.states import State
from xinglin.honours.kind import HonourList
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.notices.board import is_urgent, notice_state
from xinglin.notices.kind import Notice
from xinglin.press.site import Article


def badge(article: Article, now: datetime) -> str:
    """A preview's state, else the notice's, else the publicity period's; empty for none."""
    front = article.manuscript.front
    if article.state is not State.PUBLISHED:
        return article.state.value
    if isinstance(front, Notice):
        publicity = publicity_state(front, now)
        state = notice_state(front, now, article.cancelled_by is not None, article.superseded_from)
        return publicity or state if state == "in-force" else state
    if front.expires and front.expires < now:
        return "expired"
    return publicity_state(front, now)


def is_urgent_now(article: Article, now: datetime) -> bool:
    """A notice patients must see first, as long as it holds or is about to."""
    front = article.manuscript.front
    return isinstance(front, Notice) and is_urgent(front) and badge(article, now) in {"in-force", "upcoming"}


_TICK = timedelta(microseconds=1)


def instants_of_change(front: FrontMatter) -> Iterator[datetime]:
    """The first instants at which something about the article is different by itself: it appears, holds, ends.

    The rules are :func:`xinglin.disclosure.states.state_of`, :mod:`xinglin.notices.board` and
    :mod:`xinglin.disclosure.publicity`; an end includes its own instant.
    """
    yield front.date
    if front.expires:
        yield front.expires + _TICK
    if isinstance(front, Notice) and front.effective:
        yield front.effective
    if front.publicity and front.publicity.end:
        yield over_at(front.publicity.end)
        if front.publicity.start:
            yield datetime.combine(front.publicity.start, time(), TIMEZONE)
    if isinstance(front, HonourList):
        for honour in front.honours:
            if honour.expires:
                yield datetime.combine(honour.expires + timedelta(days=1), time(), TIMEZONE)
