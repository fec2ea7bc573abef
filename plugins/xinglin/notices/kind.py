"""The notice: an article with a beginning, an end, and sometimes an earlier notice it cancels."""

from __future__ import annotations

from pydantic import Field

from xinglin.core.kinds import Kind
from xinglin.manuscript.front_matter import FrontMatter, Moment


class Notice(FrontMatter):
    effective: Moment | None = Field(None, title="生效")
    cancels: str | None = Field(None, title="取消")
    """The notice this one cancels: its path as typed, relative to this file."""


NOTICE = Kind("notice", "通知", Notice, "notice.html", "SpecialAnnouncement")
