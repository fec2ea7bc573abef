"""The honour list: an article that carries awards as data, so that registers can be made of them."""

from __future__ import annotations

from datetime import date as day
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from xinglin.core.diagnostics import AuthorError
from xinglin.core.kinds import Kind
from xinglin.core.surnames import is_name
from xinglin.core.words import Name, Text
from xinglin.manuscript.front_matter import FrontMatter, Part
from xinglin.manuscript.values import Day, Line

LEVELS = ("国家级", "省级", "市级", "县级", "院级", "其他")
"""Who stands behind an award, highest first: the words a page shows, in Simplified."""

CATEGORIES = ("集体", "个人")
"""Whether a body or a person was honoured."""

_CATEGORY_WORDS = {"collective": "集体", "集體": "集体", "单位": "集体", "individual": "个人", "個人": "个人"}

_LEVEL_WORDS = {
    "national": "国家级", "国家": "国家级", "全国": "国家级", "provincial": "省级", "省": "省级", "city": "市级", "市": "市级",
    "國家級": "国家级", "省級": "省级", "市級": "市级", "縣級": "县级", "院級": "院级",
    "county": "县级", "县": "县级", "区级": "县级", "hospital": "院级", "院": "院级", "本院": "院级", "other": "其他", "其它": "其他",
}  # fmt: skip


def _level(value: object) -> object:
    """The word for a level, from any of its spellings."""
    if not isinstance(value, str):
        return value
    word = _LEVEL_WORDS.get(value.strip().lower(), value.strip())
    if word not in LEVELS:
        raise AuthorError(f"“级别”不能写成“{value[:20]}”。", f"可以写：{'、'.join(LEVELS)}。")
    return word


def _category(value: object) -> object:
    if not isinstance(value, str):
        return value
    word = _CATEGORY_WORDS.get(value.strip().lower(), value.strip())
    if word and word not in CATEGORIES:
        raise AuthorError(f"“类别”不能写成“{value[:20]}”。", "写“集体”或“个人”，或删去这一项。")
    return word


class Holder(Part):
    """Who holds an award: a person, a branch with its secretary, a department; at least one of them."""

    person: Name = Field("", title="个人")
    branch: Name = Field("", title="党支部")
    department: Name = Field("", title="科室")
    secretary: Name = Field("", title="书记")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.endswith("支部"):
            return {"branch": value}
        # 青岚市人民医院, 重症医学科护理组: a body, and no individual honour
        return {"person" if is_name(value) or "·" in value else "department": value}


def _holders(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace("，", "、").split("、") if part.strip())
    return value


def _awarded_by(value: object) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "、".join(value)
    return value


class Honour(Part):
    title: Line = Field(title="名称", min_length=1)
    level: Annotated[Text, BeforeValidator(_level)] = Field("其他", title="级别")
    awarded_by: Annotated[Name, BeforeValidator(_awarded_by)] = Field("", title="授予单位")
    date: Day | None = Field(None, title="日期")
    document: Line = Field("", title="文号")
    holders: Annotated[tuple[Holder, ...], BeforeValidator(_holders)] = Field((), title="获得者")
    category: Annotated[Text, BeforeValidator(_category)] = Field("", title="类别")
    """One of :data:`CATEGORIES`; empty: told by the holders."""
    expires: Day | None = Field(None, title="有效期至")
    """The last day on which it may be shown as held (titles that are reviewed every few years)."""

    @field_validator("expires")
    @classmethod
    def _expires(cls, value: day | None, info: ValidationInfo) -> day | None:
        given = info.data.get("date")
        if value and given and value < given:
            raise AuthorError("荣誉的有效期早于授予日期。", "检查“日期”与“有效期至”。")
        return value


class HonourList(FrontMatter):
    honours: tuple[Honour, ...] = Field((), title="荣誉", max_length=500)


HONOURS = Kind("honours", "荣誉", HonourList, "honours.html", "Article")
