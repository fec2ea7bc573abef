"""Lengths of time as catalogues write them: ``20个工作日``, ``7日``, ``P3M``, ``每季度``."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from xinglin.core.diagnostics import AuthorError

DayKind = Literal["working", "calendar"]

_DAYS = re.compile(r"(?P<days>\d{1,3})\s*个?(?P<kind>工作日|自然日|日|天)(?:内|以内|之内)?")
_ISO = re.compile(r"P(?P<number>\d{1,2})(?P<unit>[WMY])")
_EVERY = {"每周": "P1W", "每月": "P1M", "每季度": "P3M", "每季": "P3M", "每半年": "P6M", "每年": "P1Y"}
_NUMBERED = re.compile(r"每(?P<number>[一二两三四五六七八九十]|\d{1,2})个?(?P<unit>周|月|季度|年)")
_UNITS = {"周": ("W", 1), "月": ("M", 1), "季度": ("M", 3), "年": ("Y", 1)}
_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SHOWN = {"P1W": "每周", "P1M": "每月", "P3M": "每季度", "P6M": "每半年", "P1Y": "每年"}
_UNIT_WORDS = {"W": "周", "M": "个月", "Y": "年"}


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of days, of working days or of the calendar's."""

    days: int
    kind: DayKind

    def __str__(self) -> str:
        return f"{self.days}个工作日" if self.kind == "working" else f"{self.days}日"


def parse_day_count(text: str) -> DayCount:
    """Read ``20个工作日`` or ``7日``.

    Raises:
        AuthorError: it is no number of days.
    """
    found = _DAYS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise AuthorError(f"看不懂的天数“{text[:20]}”。", "写成 20个工作日 或 7日。")
    return DayCount(int(found["days"]), "working" if found["kind"] == "工作日" else "calendar")


@dataclass(frozen=True, slots=True)
class Length:
    """An ISO 8601 duration of whole weeks, months or years."""

    number: int
    unit: Literal["W", "M", "Y"]

    @property
    def iso(self) -> str:
        return f"P{self.number}{self.unit}"

    def __str__(self) -> str:
        """As a Chinese reader says it: 每季度, 每3年."""
        return _SHOWN.get(self.iso) or f"每{self.number}{_UNIT_WORDS[self.unit]}"

    @property
    def span(self) -> str:
        """As a length rather than a rhythm: 5年."""
        return f"{self.number}{_UNIT_WORDS[self.unit]}"

    def after(self, day: date, times: int = 1) -> date:
        """The day ``times`` lengths later; the 29th of February becomes the 28th where there is none."""
        if self.unit == "W":
            return day + timedelta(weeks=self.number * times)
        months = self.number * times * (12 if self.unit == "Y" else 1)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def parse_length(text: str) -> Length:
    """Read ``P3M``, ``每季度``, ``每两年``.

    Raises:
        AuthorError: it is no length of whole weeks, months or years, or none at all.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _EVERY.get(plain, plain)
    if numbered := _NUMBERED.fullmatch(plain):
        unit, factor = _UNITS[numbered["unit"]]
        number = _DIGITS.get(numbered["number"]) or int(numbered["number"])
        plain = f"P{number * factor}{unit}"
    found = _ISO.fullmatch(plain.upper())
    if found is None or int(found["number"]) == 0:
        raise AuthorError(
            f"看不懂的周期“{text[:20]}”。", "写成 P1M（每月）、P3M（每季度）、P6M（每半年）或 P1Y（每年）。"
        )
    return Length(int(found["number"]), found["unit"])  # type: ignore[arg-type]
