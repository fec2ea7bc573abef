"""The honour list: an article that carries awards as data, so that registers can be made of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from xinglin.core.kinds import Kind
from xinglin.core.words import Name
from xinglin.manuscript.front_matter import Day, FrontMatter, Line, Part


class Level(StrEnum):
    """Who stands behind an award. The value is what a page shows, Simplified."""

    NATIONAL = "国家级"
    PROVINCIAL = "省级"
    CITY = "市级"
    COUNTY = "县级"
    HOSPITAL = "院级"
    OTHER = "其他"


_LEVEL_WORDS = {
    "national": "国家级", "国家": "国家级", "全国": "国家级", "provincial": "省级", "省": "省级", "city": "市级", "市": "市级",
    "county": "县级", "县": "县级", "区级": "县级", "hospital": "院级", "院": "院级", "本院": "院级", "other": "其他", "其它": "其他",
}  # fmt: skip


class Holder(Part):
    """Who holds an award: a person, a branch with its secretary, a department; at least one of them."""

    person: Name = Field("", title="个人")
    branch: Name = Field("", title="党支部")
    department: Name = Field("", title="科室")
    secretary: Name = Field("", title="书记")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, str):
            return {"branch" if value.endswith("支部") else "person": value}
        return value


def _holders(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace("，", "、").split("、") if part.strip())
    return value


class Honour(Part):
    title: Line = Field(title="名称", min_length=1)
    level: Annotated[
        Level, BeforeValidator(lambda v: _LEVEL_WORDS.get(v.strip(), v.strip()) if isinstance(v, str) else v)
    ] = Field(Level.OTHER, title="级别")
    awarded_by: Annotated[Name, BeforeValidator(lambda v: "、".join(v) if isinstance(v, list) else v)] = Field(
        "", title="授予单位"
    )
    date: Day | None = Field(None, title="日期")
    document: Line = Field("", title="文号")
    holders: Annotated[tuple[Holder, ...], BeforeValidator(_holders)] = Field((), title="获得者")


class HonourList(FrontMatter):
    honours: tuple[Honour, ...] = Field((), title="荣誉", max_length=500)


HONOURS = Kind("honours", "荣誉", HonourList, "honours.html", "Article")
