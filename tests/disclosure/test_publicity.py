"""Publicity periods: their computed end, their state, and what is done when they are over.

Days off and worked are those of 《国务院办公厅关于2026年部分节假日安排的通知》 (4 November 2025): Spring Festival 15–23 February,
14 and 28 February (Saturdays) worked; National Day 1–7 October, 20 September (Sunday) and 10 October (Saturday) worked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.publicity import MASKED_SENTENCE, publicity_state, settle
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.working_days import Calendar
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.values import WithdrawalReason
from xinglin.press.standing import instants_of_change

CATALOGUE = """\
id: party
title: 目录
items:
  - {id: keep, item: 拟录用人员公示, timing: immediate, display: 5个工作日}
  - {id: mask, item: 救助对象公示, timing: immediate, display: 5个工作日, after_display: 隐去}
  - {id: gone, item: 发展党员公示, timing: immediate, display: 5个工作日, after_display: 撤下}
  - {id: week, item: 荣誉公示, timing: immediate, display: 7日}
"""
LISTED, _ = read_catalogues([("a.yaml", CATALOGUE)])


def article(*lines: str):
    text = "\n".join(["---", "标题: 甲", *lines, "---", "", "拟发展对象李某某。", ""])
    reading = read(ReadingTask("party/a.md", text.encode(), "disclosure"), KINDS)
    assert reading.manuscript is not None, reading.diagnostics
    return reading.manuscript


def settled(*lines: str, now: str = "2026-11-20"):
    instant = datetime.fromisoformat(now).replace(tzinfo=TIMEZONE)
    return settle(article(*lines), LISTED, Calendar(), instant)


@pytest.mark.parametrize(
    ("published", "typed", "end"),
    [
        ("2026-03-02", "5个工作日", date(2026, 3, 9)),  # Monday: the day of publication is not counted
        ("2026-03-02", "3月2日起5个工作日", date(2026, 3, 6)),  # a start that was written is the first day
        ("2026-03-06", "3月7日起5个工作日", date(2026, 3, 13)),  # a Saturday is no working day, so Monday is the first
        ("2026-09-28", "5个工作日", date(2026, 10, 10)),  # 29, 30 September, 8, 9 and 10 October (调休)
        ("2026-09-28", "9月28日起5个工作日", date(2026, 10, 9)),
        ("2026-02-12", "5个工作日", date(2026, 2, 26)),  # 13, 14 (调休), 24, 25, 26 February
        ("2026-02-27", "1个工作日", date(2026, 2, 28)),  # a Saturday worked
        ("2025-12-30", "5个工作日", date(2026, 1, 7)),  # 31 December; 4 (Sunday, 调休), 5, 6, 7 January
    ],
)
def test_an_end_is_computed(published, typed, end):
    """Working days get an end; the record keeps how it was written, and is another record for its page."""
    raw = article(f"日期: {published}", f"公示期: {typed}")
    manuscript, found = settle(raw, Catalogues(), Calendar(), datetime(2026, 11, 20, tzinfo=TIMEZONE))

    assert found == []
    assert manuscript.front.publicity.end == end
    assert manuscript.front.publicity.working_days == raw.front.publicity.working_days
    assert manuscript.digest != raw.digest
    over = datetime(end.year, end.month, end.day, 23, 59, 59, tzinfo=TIMEZONE)
    assert publicity_state(manuscript.front, over) == "open"
    assert any(0 < (instant - over).total_seconds() <= 1 for instant in instants_of_change(manuscript.front))


def test_an_unknown_year_is_said_and_not_guessed():
    """A period that reaches into a year nobody has announced: an error at its line, and no end."""
    manuscript, (found,) = settled("日期: 2026-12-28", "公示期: 5个工作日")

    assert (found.code, found.line, found.is_error) == ("CAL03", 4, True)
    assert "2027" in found.message
    assert "calendar.yaml" in found.fix
    assert manuscript.front.publicity.end is None


PERIOD = ("日期: 2026-03-02", "公示期: 5个工作日")  # over with 9 March


@pytest.mark.parametrize("now", ["2026-03-02", "2026-03-09T23:59:59"])
@pytest.mark.parametrize("item", ["keep", "mask", "gone"])
def test_until_the_end_everything_stands(item, now):
    """Whatever comes afterwards, the notice stands whole to the last second of its last day."""
    manuscript, found = settled(*PERIOD, f"公开事项: {item}", now=now)

    assert found == []
    assert manuscript.front.withdrawn is None
    assert "李某某" in manuscript.html


def test_kept():
    """After-care keep: nothing changes but the state."""
    manuscript, _ = settled(*PERIOD, "公开事项: keep", now="2026-03-10")

    assert "李某某" in manuscript.html
    assert publicity_state(manuscript.front, datetime(2026, 3, 10, tzinfo=TIMEZONE)) == "closed"


def test_masked():
    """After-care mask: title and metadata stay; not a word, picture or file of the rest does."""
    lines = (*PERIOD, "公开事项: mask", "摘要: 李某某等三人", "附件: a.pdf", "封面: 01.jpg", "文号: 青医党〔2026〕3号")
    whole = replace(article(*lines), body="b0d1", verdicts={"b0d1": ((5, "李某某"),)})
    manuscript, _ = settle(whole, LISTED, Calendar(), datetime(2026, 3, 10, tzinfo=TIMEZONE))

    # where things stood in the file is for diagnostics only
    assert "李某某" not in repr(replace(manuscript, spots={}))
    assert MASKED_SENTENCE in manuscript.html
    assert manuscript.summary == MASKED_SENTENCE
    assert (manuscript.front.attachments, manuscript.front.cover, manuscript.references) == ((), None, ())
    assert manuscript.front.doc_no == "青医党〔2026〕3号"


def test_withdrawn():
    """After-care withdraw: withdrawn from the day after its last, because it expired."""
    manuscript, _ = settled(*PERIOD, "公开事项: gone", now="2026-03-10")

    assert manuscript.front.withdrawn.date == date(2026, 3, 10)
    assert manuscript.front.withdrawn.reason is WithdrawalReason.EXPIRED


def test_the_strictest_after_care_holds():
    """An article for two items is treated as the stricter one says."""
    manuscript, _ = settled(*PERIOD, "公开事项: keep、gone、mask", now="2026-03-10")

    assert manuscript.front.withdrawn is not None


@pytest.mark.parametrize(
    ("lines", "now", "code", "line", "is_error", "words"),
    [
        # 2–6 March: five working days, so 2–5 are four
        (("日期: 2026-03-02", "公示期: 3月2日至3月5日", "公开事项: keep"), "2026-03-03", "DIS07", 4, True, ["4 天"]),
        (("日期: 2026-03-02", "公示期: 3月2日至3月5日", "公开事项: keep"), "2026-03-06", "DIS07", 4, False, ["4 天"]),
        # 30 September, 8, 9 October: three working days in eleven
        (("日期: 2026-09-30", "公示期: 9月30日至10月9日", "公开事项: keep"), "2026-10-01", "DIS07", 4, True, ["3 天"]),
        (("日期: 2026-03-02", "公示期: 3月2日至3月7日", "公开事项: week"), "2026-03-03", "DIS07", 4, True, ["6 天"]),
        (("日期: 2026-03-02", "公开事项: gone"), "2026-03-03", "DIS07", 4, True, ["没有写公示期"]),
        (("日期: 2026-03-02", "公开事项: keep"), "2026-03-03", "DIS07", 4, False, ["没有写公示期"]),
        (("日期: 2026-03-12", "公示期: 3月2日至3月10日"), "2026-03-12", "DIS08", 4, False, ["结束"]),
    ],
)
def test_periods_that_cannot_be(lines, now, code, line, is_error, words):
    """Too short, missing, over before it was seen: said at its line; what is over cannot be mended and is a reminder."""
    _, (found,) = settled(*lines, now=now)

    assert (found.code, found.line, found.is_error) == (code, line, is_error)
    for word in words:
        assert word in found.message + found.fix


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("至3月11日", ["没有写从哪一天开始"]),
        ("截至2026年3月11日", ["没有写从哪一天开始"]),
        ("3月11日至3月5日", ["结束早于开始"]),
    ],
)
def test_periods_that_are_none(typed, words):
    """A period without a start, or one that ends before it begins, is an error at its line."""
    text = f"---\n标题: 甲\n日期: 2026-03-02\n公示期: {typed}\n---\n"
    reading = read(ReadingTask("a.md", text.encode(), "disclosure"), KINDS)

    (found,) = [d for d in reading.diagnostics if d.is_error]
    assert found.line == 4
    for word in words:
        assert word in found.message
