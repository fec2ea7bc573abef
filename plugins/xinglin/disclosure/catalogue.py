"""Catalogues of what must be disclosed (公开目录), as data; an item's range binds every article that names it.

The sources of the fields: 《中国共产党党务公开条例（试行）》 for range, approval and filing; 《医疗卫生机构信息公开管理办法》 and
its 基本目录 for content elements, time limits and channels. Every number names its source and says whether somebody has
looked it up there.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from xinglin.core.diagnostics import AuthorError
from xinglin.core.words import Name, Text
from xinglin.disclosure.spans import DayCount, DayKind, Length, parse_day_count, parse_length
from xinglin.disclosure.values import (
    AFTER_WORDS,
    CHANNEL_WORDS,
    MODE_WORDS,
    START_WORDS,
    TIMING_WORDS,
    AfterDisplay,
    Channel,
    Mode,
    Start,
    Timing,
)
from xinglin.manuscript.values import RANGE_WORDS, Day, Range, Terms, Truth, word
from xinglin.manuscript.values import listed as as_list

FOLDER = "disclosure/catalogue"
ID = r"^[a-z][a-z0-9-]{0,39}$"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)


class Source(_Part):
    """Where a rule or a number comes from, and whether somebody has compared it with the text."""

    id: str = Field(title="编号", pattern=ID)
    title: Text = Field(title="名称", min_length=1)
    document: Text = Field("", title="文号")
    verified: Truth = Field(False, title="已核对")
    note: Text = Field("", title="说明")


def _short(parser: Any, **names: str) -> Any:
    """``within: 20个工作日`` for ``within: {days: 20, kind: working}``: a mapping's short form."""

    def expand(value: object) -> object:
        if not isinstance(value, str):
            return value
        read = parser(value)
        return {field: getattr(read, name) if name else read for field, name in names.items()}

    return expand


class Ruled(_Part):
    """A number with its source: an id of ``sources``, or words."""

    source: Text = Field("", title="来源")
    verified: Truth | None = Field(None, title="已核对")
    """None: as the source says."""


class Limit(Ruled):
    """公开时限: within so many days from an event. The day of the event is not counted (《民法典》第二百零一条)."""

    days: int = Field(title="天数", ge=0, le=1000)
    kind: Annotated[DayKind, word({"工作日": "working", "自然日": "calendar", "日": "calendar"})] = Field(
        "working", title="日的种类"
    )
    start: Annotated[Start, word(START_WORDS)] | None = Field(None, title="起算", alias="from")
    """None: what the item's timing implies (:attr:`Item.starts_from`)."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=True)

    _expand = model_validator(mode="before")(_short(parse_day_count, days="days", kind="kind"))

    @property
    def count(self) -> DayCount:
        return DayCount(self.days, self.kind)


class Display(Ruled):
    """公示期: how long a publicity notice must stand, at least."""

    days: int = Field(title="天数", ge=1, le=366)
    kind: Annotated[DayKind, word({"工作日": "working", "自然日": "calendar", "日": "calendar"})] = Field(
        "working", title="日的种类"
    )

    _expand = model_validator(mode="before")(_short(parse_day_count, days="days", kind="kind"))

    @property
    def count(self) -> DayCount:
        return DayCount(self.days, self.kind)


class Rhythm(Ruled):
    """A length of time with its source: how often (周期), or how long something is kept (保存期)."""

    length: Annotated[
        Length, BeforeValidator(lambda value: parse_length(value) if isinstance(value, str) else value)
    ] = Field(title="长度")

    _expand = model_validator(mode="before")(lambda value: {"length": value} if isinstance(value, str) else value)


class Stage(_Part):
    """One stage of a staged item (阶段), in order; ``by`` is when its work is planned to be done."""

    name: Text = Field(title="名称", min_length=1)
    by: Day | None = Field(None, title="计划完成")

    _expand = model_validator(mode="before")(lambda value: {"name": value} if isinstance(value, str) else value)


class Feedback(_Part):
    """Where readers send comments on an item, and within how many working days they are answered."""

    phone: Text = Field("", title="电话")
    days: int | None = Field(None, title="答复工作日", ge=1, le=366)


class Approval(_Part):
    """审批: who approved this version, when, and where that is recorded."""

    body: Name = Field(title="审批机构", min_length=1)
    on: Day = Field(title="日期")
    record: Text = Field("", title="记录")


class Filing(_Part):
    """备案: with the next higher organisation (条例第十四条)."""

    organisation: Name = Field(title="备案机关", min_length=1)
    on: Day = Field(title="日期")


class Category(_Part):
    id: str = Field(title="编号", pattern=ID)
    name: Text = Field(title="名称", min_length=1)
    basis: Text = Field("", title="依据")


class Item(_Part):
    """One thing that must be disclosed (公开事项)."""

    id: str = Field(title="编号", pattern=ID)
    item: Text = Field(title="公开事项", min_length=1)
    category: str = Field("", title="类别")
    content: Terms = Field((), title="公开要素", max_length=40)
    basis: Text = Field("", title="依据")
    range: Annotated[Range, word(RANGE_WORDS)] = Field(Range.SOCIETY, title="公开范围")
    group: Text = Field("", title="特定对象")
    """To whom, where the range is ``group``."""
    listed: Truth = Field(True, title="列入公开目录")
    """Whether the public catalogue names the item although its entries are not for the public."""
    mode: Annotated[Mode, word(MODE_WORDS)] = Field(Mode.ACTIVE, title="公开方式")
    timing: Annotated[Timing, word(TIMING_WORDS)] = Field(Timing.STANDING, title="公开时间")
    every: Rhythm | None = Field(None, title="周期")
    stages: Annotated[tuple[Stage, ...], BeforeValidator(as_list)] = Field((), title="阶段", max_length=20)
    within: Limit | None = Field(None, title="公开时限")
    """None: the catalogue's ``default_within``."""
    display: Display | None = Field(None, title="公示期")
    after_display: Annotated[AfterDisplay, word(AFTER_WORDS)] = Field(AfterDisplay.KEEP, title="期满处理")
    keep: Rhythm | None = Field(None, title="保存期")
    channels: Annotated[
        tuple[Annotated[Channel, word(CHANNEL_WORDS)], ...],
        BeforeValidator(
            lambda value: tuple(value.replace("，", "、").split("、")) if isinstance(value, str) else value
        ),
    ] = Field((Channel.SITE,), title="公开渠道")
    department: str = Field("", title="责任部门")
    """Id of a department or branch in organisations.yaml."""
    feedback: Feedback | None = Field(None, title="意见反馈")
    secrecy_review: Truth = Field(True, title="保密审查")
    start: Day | None = Field(None, title="开始")
    """When the duty begins; None: when its catalogue takes effect."""
    end: Day | None = Field(None, title="结束")
    """The last day on which the duty holds."""
    note: Text = Field("", title="说明")

    @property
    def starts_from(self) -> Start:
        """From which event its time limit runs where the catalogue does not say."""
        if self.within is not None and self.within.start is not None:
            return self.within.start
        return _IMPLIED[self.timing]


_IMPLIED = {
    Timing.STANDING: Start.FORMED_OR_CHANGED,
    Timing.PERIODIC: Start.PERIOD_END,
    Timing.STAGED: Start.STAGE,
    Timing.IMMEDIATE: Start.DECIDED,
}


def _version(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise AuthorError("版本不能为空。", '例如  version: "2026.1"。')
    return value.strip() if isinstance(value, str) else value


class Catalogue(_Part):
    """One version of a catalogue."""

    schema_: int = Field(1, title="格式版本", alias="schema", ge=1, le=1)
    id: str = Field(title="编号", pattern=ID)
    scheme: str = Field("custom", title="体系", pattern=r"^(party|hospital|custom)$")
    title: Text = Field(title="名称", min_length=1)
    organisation: str = Field("", title="公开主体")
    """Id of a body in organisations.yaml; empty: the hospital."""
    version: Annotated[str, BeforeValidator(_version)] = Field("1", title="版本", max_length=20)
    supersedes: str = Field("", title="取代版本", max_length=20)
    basis: tuple[Text, ...] = Field((), title="依据")
    sources: tuple[Source, ...] = Field((), title="来源")
    approved: Approval | None = Field(None, title="审批")
    filed_with: Filing | None = Field(None, title="备案")
    effective: Day | None = Field(None, title="生效")
    """The first day it is in force; None: since ever."""
    default_within: Limit | None = Field(None, title="默认时限")
    categories: tuple[Category, ...] = Field((), title="类别")
    items: tuple[Item, ...] = Field((), title="事项")

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=True)

    @property
    def since(self) -> date:
        """The first day it is in force."""
        return self.effective or date.min

    def limit(self, item: Item) -> Limit | None:
        """The item's time limit, else the catalogue's."""
        return item.within or self.default_within

    def source(self, ruled: Ruled) -> tuple[str, bool]:
        """Words for where a number comes from, and whether it was verified there."""
        known = next((source for source in self.sources if source.id == ruled.source), None)
        verified = ruled.verified if ruled.verified is not None else bool(known and known.verified)
        return (f"{known.title}{known.document and f'（{known.document}）'}" if known else ruled.source), verified
