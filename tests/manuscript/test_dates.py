"""Dates and periods as editors spell them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import AuthorError
from xinglin.manuscript.dates import Period, parse_day, parse_end, parse_moment, parse_period


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TIMEZONE)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026年3月5日", at(2026, 3, 5)),
        ("2026.3.5", at(2026, 3, 5)),
        ("2026/3/5 15:09", at(2026, 3, 5, 15, 9)),
        ("2026-03-05", at(2026, 3, 5)),
        ("2026年3月5日 15:09", at(2026, 3, 5, 15, 9)),
        ("2026年3月5日15时9分", at(2026, 3, 5, 15, 9)),
        ("2026年3月5日 15点", at(2026, 3, 5, 15)),
        ("2026年3月5日下午3:09", at(2026, 3, 5, 15, 9)),
        ("2026年3月5日 上午8:30", at(2026, 3, 5, 8, 30)),
        ("2026年3月5日下午12:30", at(2026, 3, 5, 12, 30)),
        ("2026年3月5日中午12点", at(2026, 3, 5, 12)),
        ("2026年3月5日中午1点", at(2026, 3, 5, 13)),
        ("2026年3月5日晚8点", at(2026, 3, 5, 20)),
        ("2026年3月5日24时", at(2026, 3, 6)),
        ("2026年12月31日24:00", at(2027, 1, 1)),
        ("２０２６年３月５日　１５：０９", at(2026, 3, 5, 15, 9)),
        ("2026年3月5日（星期四）", at(2026, 3, 5)),
        ("2026年3月5号", at(2026, 3, 5)),
        ("2026 年 3 月 5 日", at(2026, 3, 5)),
        ("20260305", at(2026, 3, 5)),
        ("二〇二六年三月五日", at(2026, 3, 5)),
        ("二○二六年十二月三十一日", at(2026, 12, 31)),
        ("二零二六年十月二十日", at(2026, 10, 20)),
        ("2026-03-05T15:09:30", at(2026, 3, 5, 15, 9, 30)),
        ("2026-03-05 15:09:30", at(2026, 3, 5, 15, 9, 30)),
        ("2026-03-05T15:09:30.5+08:00", at(2026, 3, 5, 15, 9, 30)),
        ("2026-03-05T15:09:00Z", at(2026, 3, 5, 23, 9)),
        ("2026-03-05T15:09-0500", at(2026, 3, 6, 4, 9)),
        ("2024年2月29日", at(2024, 2, 29)),
    ],
)
def test_spellings(text, moment):
    """Every usual spelling is the same Beijing time; a date without a time is 00:00."""
    assert parse_moment(text) == moment
    assert parse_moment(text).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    "text",
    [
        "", "明天", "2026年", "2026年3月", "3月5日", "2026-02-30", "2025年2月29日", "2026年13月1日", "2026-00-10", "2026-3-32",
        "2026-03-05 25:00", "2026-03-05 12:60", "2026-03-05 24:01", "26-3-5", "0026-03-05", "1800-01-01", "2300-01-01",
        "2026年3月5日晚12点", "2026-03-05 后", "2026330", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    """A day that does not exist, or no day at all, is refused with an example of a right one."""
    with pytest.raises(AuthorError) as caught:
        parse_moment(text)

    assert "2026年3月5日" in caught.value.fix
    assert len(caught.value.message) < 80


DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    if number < 10:
        return DIGITS[number]
    tens, units = divmod(number, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[units] if units else "")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_all_spellings_of_any_day_agree(day):
    """For every day there is, all spellings mean that day, as a moment, as a day and as an end."""
    y, m, d = day.year, day.month, day.day
    spellings = [
        day.isoformat(), f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}/{m:02}/{d:02}", f"{y}{m:02}{d:02}", f"{y}年{m:02}月{d:02}号",
        "".join(DIGITS[int(c)] for c in str(y)) + f"年{numeral(m)}月{numeral(d)}日", f" {y}-{m}-{d} ",
    ]  # fmt: skip
    for text in spellings:
        assert parse_moment(text) == datetime(y, m, d, tzinfo=TIMEZONE)
        assert parse_day(text) == day
        assert parse_end(text) == datetime(y, m, d, 23, 59, 59, tzinfo=TIMEZONE)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)).map(lambda m: m.replace(second=0, microsecond=0)))
def test_all_spellings_of_any_minute_agree(moment):
    """For every minute, all spellings mean that minute; an end with a time is that time."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    half = "上午" if moment.hour < 12 else "下午"
    hour12 = moment.hour - 12 if moment.hour > 12 else moment.hour
    for text in (
        f"{moment:%Y-%m-%d %H:%M}", f"{moment:%Y-%m-%dT%H:%M:00+08:00}", f"{day} {moment.hour}:{moment.minute:02}",
        f"{day}{moment.hour}时{moment.minute}分", f"{day}{half}{hour12}：{moment.minute:02}",
    ):  # fmt: skip
        assert parse_moment(text) == moment.replace(tzinfo=TIMEZONE)
        assert parse_end(text) == moment.replace(tzinfo=TIMEZONE)


REFERENCE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年3月5日至3月11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026年3月5日至2026年3月11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("3月5日至3月11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("3月5日—11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("3月5日-3月11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("3月5日 - 11日", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026.3.5-2026.3.11", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026-03-05 - 2026-03-11", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026-03-05至2026-03-11", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026.3.5～3.11", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("自2026年3月5日起至3月11日止", Period(date(2026, 3, 5), date(2026, 3, 11))),
        ("2026年12月28日至1月5日", Period(date(2026, 12, 28), date(2027, 1, 5))),
        ("5个工作日", Period(None, None, 5)),
        ("5 工作日", Period(None, None, 5)),
        ("2026年3月5日起5个工作日", Period(date(2026, 3, 5), None, 5)),
        ("自3月5日起，5个工作日", Period(date(2026, 3, 5), None, 5)),
    ],
)
def test_periods(text, period):
    """Periods as hospitals write them; what is left out of the end is taken from the beginning."""
    assert parse_period(text, REFERENCE) == period


@pytest.mark.parametrize(
    "text", ["", "一周", "3月11日至3月5日", "2026-03-11至2026-03-05", "3月5日", "至3月5日", "3月40日至3月41日"]
)
def test_what_is_no_period(text):
    """No period, or one that ends before it begins, is refused with an example."""
    with pytest.raises(AuthorError) as caught:
        parse_period(text, REFERENCE)

    assert caught.value.fix


def test_publicity_takes_the_year_of_the_article(field):
    """公示期: 3月5日至3月11日 is in the article's year."""
    assert field("公示期: 3月5日至3月11日", "publicity") == Period(date(2026, 3, 5), date(2026, 3, 11))


@given(
    moment=st.datetimes(datetime(1880, 1, 1), datetime(2210, 1, 1)).map(lambda at: at.replace(second=0)),
    hour=st.integers(0, 24),
)
def test_the_usual_spelling_is_read_as_all_others(moment, hour):
    """The short way for 2026-03-05 15:09 gives what the way of 2026年3月5日 15:09 gives, refusals included."""

    def read(text: str) -> datetime | str:
        try:
            return parse_moment(text)
        except AuthorError as error:
            return error.message.partition("“")[0]

    usual = f"{moment:%Y-%m-%d} {hour:02}:{moment.minute:02}"
    assert read(usual) == read(f"{moment:%Y年%m月%d日} {hour:02}:{moment.minute:02}")
    assert read(usual[:10]) == read(f"{moment:%Y年%m月%d日}")
