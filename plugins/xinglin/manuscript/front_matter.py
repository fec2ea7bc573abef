"""The front matter every kind shares: fields, Chinese names, and how typed values become typed data.

A kind adds fields by subclassing :class:`FrontMatter` in its own package. Keys have arrived here in English
(:mod:`xinglin.manuscript.header` renames them); values are strings, lists and mappings of strings.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from xinglin.core.configuration import WebAddress
from xinglin.core.validation import AuthorError
from xinglin.core.words import Name, Text
from xinglin.manuscript.dates import Period, parse_day, parse_end, parse_moment, parse_period


class Status(StrEnum):
    """Where the author says the article stands."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Range(StrEnum):
    """公开范围 (《中国共产党党务公开条例（试行）》第八条), widest first."""

    SOCIETY = "society"
    PARTY = "party"
    UNIT = "unit"
    GROUP = "group"


class WithdrawalReason(StrEnum):
    """Why an article was withdrawn; the tombstone shows nothing but this and the date."""

    ERROR = "error"
    CONSOLIDATED = "consolidated"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    PRIVACY = "privacy"
    OTHER = "other"


_STATUS_WORDS = {
    "草稿": "draft", "待审": "review", "审核中": "review", "送审": "review", "发布": "published", "已发布": "published",
    "撤稿": "withdrawn", "撤回": "withdrawn", "已撤稿": "withdrawn", "下线": "withdrawn",
}  # fmt: skip
_RANGE_WORDS = {
    "社会": "society", "向社会公开": "society", "面向社会": "society", "公开": "society", "全社会": "society",
    "党内": "party", "党内公开": "party", "全党": "party", "本单位": "unit", "院内": "unit", "单位": "unit",
    "本单位公开": "unit", "特定": "group", "特定人员": "group", "特定对象": "group", "支部": "group",
}  # fmt: skip
_REASON_WORDS = {
    "有误": "error", "差错": "error", "错误": "error", "内容有误": "error", "合并": "consolidated", "已合并": "consolidated",
    "取代": "superseded", "被取代": "superseded", "更新": "superseded", "过期": "expired", "到期": "expired",
    "隐私": "privacy", "个人信息": "privacy", "其他": "other", "其它": "other",
}  # fmt: skip
_LANGUAGE_WORDS = {
    "简体": "zh-Hans", "简": "zh-Hans", "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh_cn": "zh-Hans", "zh": None,
    "繁体": "zh-Hant", "繁體": "zh-Hant", "繁": "zh-Hant", "zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant",
}  # fmt: skip
_YES = {"是", "对", "有", "真", "true", "yes", "on", "1", "y"}
_NO = {"否", "不", "无", "假", "false", "no", "off", "0", "n", ""}


def split_names(value: object) -> object:
    """``张三 李四``, ``张三、李四`` and lists alike; a two-character name spread for looks (``王 伟``) is one name."""
    if isinstance(value, str):
        parts = [part for part in re.split(r"[、,，;；/\n]+", value) if part.strip()]
        value = [name for part in parts for name in _words(part)]
    if isinstance(value, list):
        stripped = (item.strip() if isinstance(item, str) else item for item in value)
        return tuple(item for item in stripped if item != "")
    return value


def _words(part: str) -> list[str]:
    words: list[str] = []
    for word in part.split():
        if words and _joins(words[-1], word):
            words[-1] += " " + word if word.isascii() else word
        else:
            words.append(word)
    return words


def _joins(before: str, after: str) -> bool:
    """Latin words belong together; so do two lone Chinese characters, surname and given name."""
    return (before.isascii() and after.isascii()) or (len(before) == 1 and len(after) == 1)


def split_terms(value: object) -> object:
    """Keywords: separated by 、 ， ； or spaces; each once, in the order given."""
    if isinstance(value, str):
        value = [part for part in re.split(r"[、,，;；\s]+", value) if part]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(dict.fromkeys(item.strip() for item in value if item.strip()))
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
    return value


def _parsed(value: object, parser: Any) -> object:
    return parser(value) if isinstance(value, str) else value


def _word(table: dict[str, str]) -> BeforeValidator:
    def translate(value: object) -> object:
        return table.get(value.strip(), value.strip().lower()) if isinstance(value, str) else value

    return BeforeValidator(translate)


def _one_line(value: object) -> object:
    return re.sub(r"\s*\n\s*", "", value).strip() if isinstance(value, str) else value


Line = Annotated[Text, BeforeValidator(_one_line)]
Names = Annotated[tuple[Name, ...], BeforeValidator(split_names)]
Terms = Annotated[tuple[Text, ...], BeforeValidator(split_terms)]
Codes = Annotated[tuple[str, ...], BeforeValidator(split_terms)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Moment = Annotated[datetime, BeforeValidator(lambda value: _parsed(value, parse_moment))]
End = Annotated[datetime, BeforeValidator(lambda value: _parsed(value, parse_end))]
Day = Annotated[date, BeforeValidator(lambda value: _parsed(value, parse_day))]


class Part(BaseModel):
    """A mapping inside front matter. Unknown keys are refused; records are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Cover(Part):
    """The picture lists show; ``file`` is typed relative to the article."""

    file: str = Field(title="文件", min_length=1)
    caption: Line = Field("", title="图说")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
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
    reason: Annotated[WithdrawalReason, _word(_REASON_WORDS)] = Field(WithdrawalReason.OTHER, title="原因")
    redirect: str = Field("", title="替代稿件")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"reason": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    """A single entry where a list is expected is a list of one."""
    if isinstance(value, (str, dict)):
        return (value,) if value else ()
    return value


def check_terms(terms: dict[str, str]) -> dict[str, str]:
    """Terms that convert in a fixed way; script only, so both sides have the same length and are words.

    Anything but letters, digits and Chinese characters is refused: terms are laid into finished HTML.
    """
    for source, target in terms.items():
        if not (source + target).isalnum():
            raise AuthorError(f"“{source[:20]}”里有标点或符号。", "转换的两边只能写汉字、字母和数字。")
        if not source or len(source) != len(target):
            raise AuthorError(f"“{source}”与“{target}”字数不同。", "转换只换字形，不换词，两边字数要一样。")
    return terms


SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
MAX_SLUG = 80


class FrontMatter(BaseModel):
    """What every article may say about itself (design.md, Front matter)."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

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
    attachments: Annotated[tuple[AttachedFile, ...], BeforeValidator(_listed)] = Field((), title="附件", max_length=50)
    status: Annotated[Status, _word(_STATUS_WORDS)] = Field(Status.PUBLISHED, title="状态")
    range: Annotated[Range, _word(_RANGE_WORDS)] | None = Field(None, title="公开范围")
    slug: str | None = Field(None, title="网址名")
    aliases: Codes = Field((), title="旧网址", max_length=50)
    disclosure: Codes = Field((), title="公开事项", max_length=20)
    index_no: str = Field("", title="索引号", max_length=60)
    doc_no: Line = Field("", title="文号", max_length=60)
    formed: Day | None = Field(None, title="成文日期")
    validity: Line = Field("", title="效力", max_length=20)
    publicity: Period | None = Field(None, title="公示期")
    language: str | None = Field(None, title="文字")
    people: Names = Field((), title="人名")
    conversion: dict[str, str] = Field({}, title="转换")
    depicts: str | None = Field(None, title="出镜")
    consent: Line = Field("", title="同意")
    aigc: Line = Field("", title="AI生成", max_length=100)
    corrections: Annotated[tuple[Change, ...], BeforeValidator(_listed)] = Field((), title="更正")
    changes: Annotated[tuple[Change, ...], BeforeValidator(_listed)] = Field((), title="修改记录")
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
        if word not in _LANGUAGE_WORDS:
            raise AuthorError(
                f"“文字”不能写成“{value[:20]}”。", "写“简体”或“繁体”（zh-Hans 或 zh-Hant），或删去这一行。"
            )
        return _LANGUAGE_WORDS[word]

    @field_validator("depicts", mode="before")
    @classmethod
    def _depicts(cls, value: object) -> object:
        words = {"无": "none", "无人": "none", "职工": "staff", "员工": "staff", "患者": "patient", "病人": "patient"}
        if not isinstance(value, str):
            return value
        word = words.get(value.strip(), value.strip().lower())
        if word not in {"none", "staff", "patient"}:
            raise AuthorError(f"“出镜”不能写成“{value[:20]}”。", "写“无”“职工”或“患者”。")
        return word

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


def status_word(typed: str) -> str:
    """The English status behind whatever an author typed, sound or not."""
    return _STATUS_WORDS.get(typed.strip(), typed.strip().lower())


def plain(text: str) -> str:
    """Fold full-width letters and digits, for comparing words an editor may have typed either way."""
    return unicodedata.normalize("NFKC", text).strip()
