"""The guide: steps, place, hours, telephone, fee, and when somebody last checked that all this is still true."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from xinglin.core.kinds import Kind
from xinglin.core.words import Text
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.values import Day, Line


def _steps(value: object) -> object:
    if isinstance(value, str):
        return tuple(line.strip() for line in value.replace("→", "\n").splitlines() if line.strip())
    return value


class Guide(FrontMatter):
    steps: Annotated[tuple[Text, ...], BeforeValidator(_steps)] = Field((), title="流程", max_length=40)
    place: Line = Field("", title="地点")
    hours: Line = Field("", title="时间")
    """Recurring hours as typed, such as 每周四上午: shown, not computed."""
    phone: Line = Field("", title="电话")
    fee: Line = Field("", title="费用")
    reviewed_on: Day | None = Field(None, title="核对日期")


GUIDE = Kind("guide", "指南", Guide, "guide.html", "MedicalWebPage")
