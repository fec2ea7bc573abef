"""The notice: an article with a beginning, an end, and sometimes an earlier notice it cancels."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, ValidationInfo, field_validator

from xinglin.core.diagnostics import AuthorError
from xinglin.core.kinds import Kind
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.values import Moment


class Notice(FrontMatter):
    effective: Moment | None = Field(None, title="生效")
    cancels: str | None = Field(None, title="取消")
    """The notice this one cancels: its path as typed, relative to this file."""
    supersedes: str | None = Field(None, title="替代")
    """The notice this one takes the place of, from the moment it takes effect; its path as typed."""

    @field_validator("effective")
    @classmethod
    def _effective(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        expires = info.data.get("expires")
        if value and expires and value > expires:
            raise AuthorError("生效时间晚于失效时间。", "检查“生效”与“失效”两行。")
        return value


NOTICE = Kind("notice", "通知", Notice, "notice.html", "SpecialAnnouncement")
