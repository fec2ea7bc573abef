"""The front matter every kind shares: fields, Chinese names, and how typed values become typed data.

A kind adds fields by subclassing :class:`FrontMatter` in its own package. Keys have arrived here in English
(:mod:`xinglin.manuscript.header` renames them); values are strings, lists and mappings of strings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from xinglin.core.clock import TIMEZONE
from xinglin.core.configuration import WebAddress
from xinglin.core.diagnostics import AuthorError
from xinglin.core.words import Name
from xinglin.manuscript.areas import DONE, Area, Point, parse_area, parse_areas, parse_point
from xinglin.manuscript.dates import Period, parse_period
from xinglin.manuscript.values import (
    LANGUAGE_WORDS,
    MAX_SLUG,
    RANGE_WORDS,
    REASON_WORDS,
    SLUG,
    STATUS_WORDS,
    Codes,
    Day,
    End,
    Line,
    Moment,
    Names,
    Range,
    Status,
    Terms,
    Truth,
    WithdrawalReason,
    _one_line,
    check_terms,
    listed,
    parse_depicts,
    word,
)

State = tuple[dict[str, Any], dict[str, str], tuple[str, ...]]


class Stored(BaseModel):
    """A model whose :meth:`state` is small: three values of forty differ from the defaults, and there are ten thousand."""

    def state(self) -> State:
        """The values that differ from the defaults, Beijing times among them as text, and the names that were given.

        A value that was not given is the default: of forty, few need be looked at.
        """
        values: dict[str, Any] = {}
        moments: dict[str, str] = {}
        defaults, content = _defaults(type(self)), self.__dict__
        given = tuple(sorted(self.model_fields_set))
        for name in given:
            value, default = content[name], defaults[name]
            if isinstance(value, datetime) and value.tzinfo is TIMEZONE and not value.fold:
                moments[name] = value.replace(tzinfo=None).isoformat()
            elif type(value) is not type(default) or value != default:
                values[name] = value
        return values, moments, given

    @classmethod
    def of_state(cls, state: State) -> Self:
        """The record :meth:`state` was taken of, without validating it again."""
        values, moments, given = state
        content = _defaults(cls) | values
        for name, moment in moments.items():
            content[name] = datetime.fromisoformat(moment).replace(tzinfo=TIMEZONE)
        for name in _mappings(cls):
            content[name] = dict(content[name])  # no two records share one
        record = cls.__new__(cls)
        record.__setstate__(
            {
                "__dict__": content,
                "__pydantic_extra__": None,
                "__pydantic_fields_set__": set(given),
                "__pydantic_private__": None,
            }
        )
        return record

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).of_state, (self.state(),)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Asking every article for a field that few kinds have is common, and no model of ours has the private or
            further attributes that pydantic would look through first."""
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


@cache
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    return {name: None if info.is_required() else info.default for name, info in model.model_fields.items()}


@cache
def _mappings(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, default in _defaults(model).items() if isinstance(default, dict))


class Part(Stored):
    """A mapping inside front matter. Unknown keys are refused; records are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)


def _parsed_by(parser: Callable[[str], object]) -> BeforeValidator:
    def parse(value: object) -> object:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):  # YAML's [10, 20, 30, 40]
            value = (";" if any("," in item for item in value) else ",").join(value)
        return parser(value) if isinstance(value, str) else value

    return BeforeValidator(parse)


class Cover(Part):
    """The picture lists show; ``file`` is typed relative to the article. The rest means what it means behind a picture
    in the text (:mod:`xinglin.manuscript.picture_notes`)."""

    file: str = Field(title="文件", min_length=1)
    caption: Line = Field("", title="图说")
    mosaic: Annotated[tuple[Area, ...], _parsed_by(parse_areas)] = Field((), title="马赛克")
    crop: Annotated[Area | None, _parsed_by(parse_area)] = Field(None, title="裁剪")
    focus: Annotated[Point | None, _parsed_by(parse_point)] = Field(None, title="焦点")
    depicts: Annotated[str, _parsed_by(parse_depicts)] = Field("", title="出镜")
    consent: Line = Field("", title="同意")
    is_masked: Truth = Field(False, title="已打马赛克")
    """The mosaic lies in the file itself; what ``马赛克: 已打`` means."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(mosaic := value.get("mosaic"), str) and mosaic.strip() in DONE:
            return {name: typed for name, typed in value.items() if name != "mosaic"} | {"is_masked": True}
        return {"file": value.strip()} if isinstance(value, str) else value


class AttachedFile(Part):
    """A file offered for download; ``file`` is typed relative to the article."""

    file: str = Field(title="文件", min_length=1)
    title: Line = Field("", title="名称")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"file": value.strip()} if isinstance(value, str) else value


class Change(Part):
    """One correction (更正) or change note (修改记录) shown to the reader."""

    date: Day | None = Field(None, title="日期")
    text: Line = Field(title="说明", min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Withdrawal(Part):
    """When and why an article was withdrawn, and what replaces it."""

    date: Day | None = Field(None, title="日期")
    reason: Annotated[WithdrawalReason, word(REASON_WORDS)] = Field(WithdrawalReason.OTHER, title="原因")
    redirect: str = Field("", title="替代稿件")
    note: Line = Field("", title="情况说明", max_length=200)
    """Shown to the reader."""
    keep: Truth = Field(False, title="保留正文")
    """The text stays readable under a banner, in no list; for what is merely out of date."""
    approved_by: Line = Field("", title="批准", max_length=60)
    """For the house alone."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"reason": value} if isinstance(value, str) else value


class FrontMatter(Stored):
    """What every article may say about itself (design.md, Front matter)."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    title: Line = Field(title="标题", min_length=1, max_length=200)
    subtitle: Line = Field("", title="副题", max_length=200)
    kicker: Line = Field("", title="引题", max_length=200)
    short_title: Line = Field("", title="短标题", max_length=60)
    date: Moment = Field(title="日期")
    modified: Moment | None = Field(None, title="修改")
    expires: End | None = Field(None, title="失效")
    section: str | None = Field(None, title="栏目")
    kind: str | None = Field(None, title="类型")
    authors: Names = Field((), title="作者")
    reporters: Names = Field((), title="记者")
    correspondents: Names = Field((), title="通讯员")
    photographers: Names = Field((), title="摄影")
    editors: Names = Field((), title="责编")
    proofreaders: Names = Field((), title="校对")
    source: Annotated[Name, BeforeValidator(_one_line)] = Field("", title="来源", max_length=100)
    source_url: WebAddress | None = Field(None, title="来源网址")
    reprint: Truth = Field(False, title="转载")
    department: Annotated[Name, BeforeValidator(_one_line)] = Field("", title="供稿科室", max_length=60)
    branch: Annotated[Name, BeforeValidator(_one_line)] = Field("", title="党支部", max_length=60)
    summary: Line = Field("", title="摘要", max_length=400)
    keywords: Terms = Field((), title="关键词", max_length=20)
    cover: Cover | None = Field(None, title="封面")
    pinned: Truth = Field(False, title="置顶")
    attachments: Annotated[tuple[AttachedFile, ...], BeforeValidator(listed)] = Field((), title="附件", max_length=50)
    status: Annotated[Status, word(STATUS_WORDS)] = Field(Status.PUBLISHED, title="状态")
    range: Annotated[Range, word(RANGE_WORDS)] | None = Field(None, title="公开范围")
    slug: str | None = Field(None, title="网址名")
    aliases: Codes = Field((), title="旧网址", max_length=50)
    disclosure: Codes = Field((), title="公开事项", max_length=20)
    index_no: str = Field("", title="索引号", max_length=60)
    doc_no: Line = Field("", title="文号", max_length=60)
    formed: Day | None = Field(None, title="成文日期")
    validity: Line = Field("", title="效力", max_length=20)
    stage: Line = Field("", title="阶段", max_length=40)
    """Which stage of a staged item (阶段性公开) the article is."""
    covers: Line = Field("", title="所属期", max_length=40)
    """The period a regular disclosure reports on, as typed: 2026年第三季度."""
    publicity: Period | None = Field(None, title="公示期")
    language: str | None = Field(None, title="文字")
    people: Names = Field((), title="人名")
    conversion: dict[str, str] = Field({}, title="转换")
    conversion_groups: Codes = Field((), title="转换组", max_length=20)
    depicts: str | None = Field(None, title="出镜")
    consent: Line = Field("", title="同意")
    aigc: Line = Field("", title="AI生成", max_length=100)
    corrections: Annotated[tuple[Change, ...], BeforeValidator(listed)] = Field((), title="更正")
    changes: Annotated[tuple[Change, ...], BeforeValidator(listed)] = Field((), title="修改记录")
    withdrawn: Withdrawal | None = Field(None, title="撤稿")

    @field_validator("slug")
    @classmethod
    def _slug(cls, value: str | None) -> str | None:
        if value is None or value == "":
            return None
        if len(value) > MAX_SLUG:
            raise AuthorError(
                f"网址名太长（{len(value)} 个字符，最多 {MAX_SLUG} 个）。", "写短一些，例如  网址名: party-day-2026。"
            )
        if value == "index":
            raise AuthorError("网址名不能用 index，它是栏目首页的名字。", "换一个，例如  网址名: party-day-2026。")
        if not SLUG.fullmatch(value):
            raise AuthorError(
                f"网址名“{value[:40]}”只能用小写英文字母、数字和连字符。", "例如  网址名: party-day-2026。"
            )
        return value

    @field_validator("publicity", mode="before")
    @classmethod
    def _publicity(cls, value: object, info: ValidationInfo) -> object:
        moment = info.data.get("date")
        return parse_period(value, moment.date() if moment else None) if isinstance(value, str) else value

    @field_validator("language", mode="before")
    @classmethod
    def _language(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        word = value.strip().lower()
        if word not in LANGUAGE_WORDS:
            raise AuthorError(
                f"“文字”不能写成“{value[:20]}”。", "写“简体”或“繁体”（zh-Hans 或 zh-Hant），或删去这一行。"
            )
        return LANGUAGE_WORDS[word]

    @field_validator("depicts", mode="before")
    @classmethod
    def _depicts(cls, value: object) -> object:
        return parse_depicts(value) if isinstance(value, str) else value

    @field_validator("conversion")
    @classmethod
    def _conversion(cls, value: dict[str, str]) -> dict[str, str]:
        return check_terms(value)

    @field_validator("expires")
    @classmethod
    def _expires(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        published = info.data.get("date")
        if value and published and value < published:
            raise AuthorError("失效时间早于发布日期。", "检查“日期”与“失效”两行。")
        return value
