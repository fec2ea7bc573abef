"""Typed values of front matter: how an editor's words become statuses, ranges, names, dates.

Every spelling an editor may use for a value stands here; the fields themselves are in
:mod:`xinglin.manuscript.front_matter`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from xinglin.core.diagnostics import AuthorError
from xinglin.core.marks import split_outside
from xinglin.core.words import Name, Text
from xinglin.manuscript.dates import parse_day, parse_end, parse_moment


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


STATUS_WORDS = {
    "草稿": "draft", "待审": "review", "审核中": "review", "送审": "review", "发布": "published", "已发布": "published",
    "撤稿": "withdrawn", "撤回": "withdrawn", "已撤稿": "withdrawn", "下线": "withdrawn",
}  # fmt: skip
RANGE_WORDS = {
    "社会": "society", "向社会公开": "society", "面向社会": "society", "公开": "society", "全社会": "society",
    "党内": "party", "党内公开": "party", "全党": "party", "本单位": "unit", "院内": "unit", "单位": "unit",
    "本单位公开": "unit", "特定": "group", "特定人员": "group", "特定对象": "group", "支部": "group",
}  # fmt: skip
REASON_WORDS = {
    "有误": "error", "差错": "error", "错误": "error", "内容有误": "error", "合并": "consolidated", "已合并": "consolidated",
    "取代": "superseded", "被取代": "superseded", "更新": "superseded", "过期": "expired", "到期": "expired",
    "隐私": "privacy", "个人信息": "privacy", "其他": "other", "其它": "other",
}  # fmt: skip
LANGUAGE_WORDS = {
    "简体": "zh-Hans", "简": "zh-Hans", "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh_cn": "zh-Hans", "zh": None,
    "繁体": "zh-Hant", "繁體": "zh-Hant", "繁": "zh-Hant", "zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant",
}  # fmt: skip
DEPICTS_WORDS = {
    "无": "none", "无人": "none", "没有": "none", "职工": "staff", "员工": "staff", "医护": "staff", "本院职工": "staff",
    "患者": "patient", "病人": "patient", "家属": "patient", "患者家属": "patient", "群众": "patient",
}  # fmt: skip
_BETWEEN_NAMES = re.compile(r"[、,，;；/\n]+")
_BETWEEN_TERMS = re.compile(r"[、,，;；\s]+")
_SPACES = re.compile(r"\s+")
_YES = {"是", "对", "有", "真", "true", "yes", "on", "1", "y"}
_NO = {"否", "不", "无", "假", "false", "no", "off", "0", "n", ""}


def split_names(value: object) -> object:
    """``张三 李四``, ``张三、李四`` and lists alike; a two-character name spread for looks (``王 伟``) is one name."""
    if isinstance(value, str):
        parts = [part for part in split_outside(_BETWEEN_NAMES, value) if part.strip()]
        value = [name for part in parts for name in _words(part)]
    if isinstance(value, list):
        stripped = (item.strip() if isinstance(item, str) else item for item in value)
        return tuple(item for item in stripped if item != "")
    return value


def _words(part: str) -> list[str]:
    words: list[str] = []
    for word in filter(None, split_outside(_SPACES, part)):
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
        value = [part for part in split_outside(_BETWEEN_TERMS, value) if part]
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


def word(table: dict[str, str]) -> BeforeValidator:
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

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
MAX_SLUG = 80


def listed(value: object) -> object:
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


def status_word(typed: str) -> str:
    """The English status behind whatever an author typed, sound or not."""
    return STATUS_WORDS.get(typed.strip(), typed.strip().lower())


def parse_depicts(typed: str) -> str:
    """Who is on a photo: none, staff, patient.

    Raises:
        AuthorError: another word.
    """
    word = DEPICTS_WORDS.get(typed.strip(), typed.strip().lower())
    if word not in {"none", "staff", "patient"}:
        raise AuthorError(f"“出镜”不能写成“{typed[:20]}”。", "写“无”“职工”或“患者”。")
    return word
