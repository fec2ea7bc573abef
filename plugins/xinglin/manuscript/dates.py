"""Dates and periods as editors spell them, read into Beijing time.

A date without a time is 00:00; where a date ends something, the day belongs to it (design rule), so it becomes the
day's last second.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import AuthorError

_EXAMPLE = "写成 2026-03-05、2026年3月5日 或 2026年3月5日 15:09。"

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日")

_MOMENT = re.compile(
    r"""(?P<year>\d{4})\s*(?:年|[-./])\s*(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})\s*(?:日|号)?
        \s*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?
        (?:[T\s]*(?P<half>上午|中午|下午|晚上|晚)?\s*(?P<hour>\d{1,2})\s*(?:[:：]|时|点)\s*
           (?P<minute>\d{1,2})?\s*分?(?:[:：](?P<second>\d{1,2})(?:\.\d+)?)?\s*(?:秒|整)?)?
        \s*(?P<zone>Z|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE,
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")


_USUAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", re.ASCII)
"""As most dates are written, and all that our own commands write."""


def _chinese_number(text: str) -> str:
    if "十" not in text:
        return text.translate(_DIGITS)
    tens, _, units = text.partition("十")
    return f"{(tens.translate(_DIGITS) or '1')}{units.translate(_DIGITS) or '0'}"


def _normalise(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if _CHINESE_DATE.match(plain):
        plain = re.sub(r"[〇○零一二三四五六七八九十]+(?=[年月日])", lambda m: _chinese_number(m.group()), plain)
    return plain


def parse_moment(text: str) -> datetime:
    """Read one date, with or without a time.

    Raises:
        AuthorError: it is no date, or a day that does not exist (2月30日).
    """
    return _parse(text)[0]


def _parse(text: str) -> tuple[datetime, bool]:
    """The instant, and whether a time of day was written."""
    return _usual(text) or _spelled(text)


def _usual(text: str) -> tuple[datetime, bool] | None:
    found = _USUAL.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute = found.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=TIMEZONE)
    except ValueError:
        return None
    return (moment, hour is not None) if 1900 <= moment.year <= 2199 else None


def _spelled(text: str) -> tuple[datetime, bool]:
    plain = _normalise(text)
    found = _MOMENT.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        raise AuthorError(f"看不懂的日期“{text[:40]}”。", _EXAMPLE)
    parts = found.groupdict()
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
    if (parts.get("half") in {"下午", "晚上", "晚"} and hour < 12) or (parts.get("half") == "中午" and hour < 3):
        hour += 12
    elif parts.get("half") in {"晚上", "晚"} and hour == 12:
        raise AuthorError(f"“{text[:40]}”分不清是哪一天的 12 点。", _EXAMPLE)
    midnight = hour == 24 and not minute  # 3月5日24时 is the end of that day
    try:
        moment = datetime(  # noqa: DTZ001  # the zone is attached below, after the typed offset
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            0 if midnight else hour,
            minute,
            int(parts.get("second") or 0),
        )
    except ValueError:
        raise AuthorError(f"没有“{text[:40]}”这一天或这个时间。", _EXAMPLE) from None
    if not 1900 <= moment.year <= 2199:
        raise AuthorError(f"日期“{text[:40]}”的年份不对。", _EXAMPLE)
    zone = parts.get("zone")
    if zone and zone != "Z":
        sign = 1 if zone[0] == "+" else -1
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * sign
        moment = moment - offset + timedelta(hours=8)
    elif zone == "Z":
        moment += timedelta(hours=8)
    moment += timedelta(days=midnight)
    return moment.replace(tzinfo=TIMEZONE), parts.get("hour") is not None


def parse_end(text: str) -> datetime:
    """Read the end of something: a date without a time includes its whole day."""
    moment, has_time = _parse(text)
    return moment if has_time else datetime.combine(moment.date(), time(23, 59, 59), TIMEZONE)


def parse_day(text: str) -> date:
    return parse_moment(text).date()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: ``end`` included; ``working_days`` instead of an end where the author wrote a length."""

    start: date | None
    end: date | None
    working_days: int | None = None


_PERIOD = re.compile(r"^(?P<start>.+?)\s*(?:至|到|—+|–|~|～|--|\s-\s)\s*(?P<end>.+)$")
_NO_START = re.compile(r"(?:截至|截止|至|到|止于)\s*\d")
_HYPHEN = re.compile(r"^(?P<start>[^-]+)-(?P<end>[^-]+)$")
"""3月5日-3月11日: a single hyphen stands for 至 where the dates themselves have none."""
_LENGTH = re.compile(r"^(?:(?P<start>.*?)[\s起,，]*)?(?P<days>\d{1,3})\s*个?工作日$")
_MONTH_AND_DAY = re.compile(r"\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*[日号]?")


def parse_period(text: str, reference: date | None = None) -> Period:
    """Read ``2026年3月5日至3月11日`` or ``5个工作日``; missing years and months are taken from the start.

    Args:
        reference: the article's date, which gives the year where the author left it out.

    Raises:
        AuthorError: no period, or one that ends before it begins.
    """
    plain = re.sub(r"^[自从]\s*", "", unicodedata.normalize("NFKC", text).strip())
    if length := _LENGTH.match(plain):
        start = parse_day(_complete(length["start"], reference)) if length["start"] else None
        return Period(start, None, int(length["days"]))
    if _NO_START.match(plain):
        raise AuthorError(f"时段“{text[:40]}”没有写从哪一天开始。", "写成 2026年3月5日至3月11日，或 5个工作日。")
    found = _PERIOD.match(plain) or _HYPHEN.match(plain)
    if found is None:
        raise AuthorError(f"看不懂的时段“{text[:40]}”。", "写成 2026年3月5日至3月11日，或 5个工作日。")
    start = parse_day(_complete(re.sub(r"\s*起$", "", found["start"]), reference))
    typed_end = re.sub(r"\s*止$", "", found["end"])
    end = parse_day(_complete(typed_end, start))
    if end < start and _MONTH_AND_DAY.fullmatch(typed_end) and start.month - end.month >= 6:
        end = parse_day(_complete(typed_end, start.replace(year=start.year + 1, day=1)))  # 12月28日至1月5日
    if end < start:
        raise AuthorError(f"时段“{text[:40]}”的结束早于开始。", "写成 2026年3月5日至3月11日。")
    return Period(start, end)


def _complete(text: str, reference: date | None) -> str:
    """Give a month or a year that the author left out."""
    plain = text.strip()
    if reference and re.fullmatch(r"\d{1,2}\s*[日号]", plain):
        return f"{reference.year}年{reference.month}月{plain}"
    if reference and _MONTH_AND_DAY.fullmatch(plain):
        return (
            f"{reference.year}年{plain.replace('.', '月').replace('-', '月').replace('/', '月')}".rstrip("日号") + "日"
        )
    return plain
