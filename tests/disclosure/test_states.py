"""May this be shown, to whom, now?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.organisations import read_organisations, unit, units
from xinglin.disclosure.publicity import publicity_state
from xinglin.disclosure.states import effective_range, state_of
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.values import Range

DATE = datetime(2026, 3, 5, 15, 9, tzinfo=TIMEZONE)
SECOND = timedelta(seconds=1)


def article(*lines: str):
    text = "\n".join(["---", "标题: 甲", "日期: 2026年3月5日 15:09", *lines, "---", ""])
    result = read(ReadingTask("party-affairs/a.md", text.encode(), "disclosure"), KINDS)
    assert result.manuscript is not None, result.diagnostics
    return result.manuscript


STATUSES = {"draft": "draft", "review": "review", "published": "published", "withdrawn": "withdrawn"}
# design.md: range society (default), party, unit, group; audiences public and intranet. What is for particular people
# is posted nowhere.
VISIBLE = {
    ("society", "public"): True, ("party", "public"): False, ("unit", "public"): False, ("group", "public"): False,
    ("society", "intranet"): True, ("party", "intranet"): True, ("unit", "intranet"): True, ("group", "intranet"): False,
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("range_", "audience"), VISIBLE)
@pytest.mark.parametrize("now", [DATE - SECOND, DATE, DATE + timedelta(days=400)])
def test_every_state(status, range_, audience, now):
    """Every status × range × audience × time: withheld first, then draft and review, then the date, then withdrawal."""
    if not VISIBLE[range_, audience]:
        expected = "withheld"
    elif status in {"draft", "review"}:
        expected = status
    elif now < DATE:
        expected = "scheduled"
    else:
        expected = status

    assert state_of(article(f"状态: {status}").front, Range(range_), now, audience) == expected


def test_a_withdrawal_note_withdraws():
    """撤稿 alone is enough; the status need not say so too."""
    assert state_of(article("撤稿: 隐私").front, Range.SOCIETY, DATE, "public") == "withdrawn"


@pytest.mark.parametrize("zone", [TIMEZONE, UTC])
def test_the_instant_counts_not_the_zone(zone):
    """A date is Beijing time, whatever zone now is told in."""
    front = article().front

    assert state_of(front, Range.SOCIETY, DATE.astimezone(zone), "public") == "published"
    assert state_of(front, Range.SOCIETY, (DATE - SECOND).astimezone(zone), "public") == "scheduled"


CATALOGUE = """\
id: party
title: 党务公开目录
items:
  - {id: dw-1, item: 党费收缴, range: party}
  - {id: dw-2, item: 发展党员, range: unit}
  - {id: yw-1, item: 医疗价格}
"""
ENTRIES, _ = read_catalogues([("disclosure/catalogue/party.yaml", CATALOGUE)])


@pytest.mark.parametrize(
    ("lines", "range_"),
    [
        ([], "society"),
        (["公开范围: 党内"], "party"),
        (["公开事项: yw-1"], "society"),
        (["公开事项: dw-1"], "party"),
        (["公开事项: dw-1", "公开范围: 党内"], "party"),
        (["公开事项: dw-1", "公开范围: 本单位"], "unit"),
        (["公开事项: yw-1", "公开范围: 特定"], "group"),
        (["公开事项: dw-1、dw-2"], "unit"),
        (["公开事项: yw-1、dw-1"], "party"),
    ],
)
def test_the_narrowest_range_holds(lines, range_):
    """An article may narrow its items' range; of several items the narrowest holds."""
    assert effective_range(article(*lines), ENTRIES) == (Range(range_), [])


@pytest.mark.parametrize(
    ("lines", "range_"),
    [
        (["公开事项: dw-1", "公开范围: 社会"], "party"),
        (["公开事项: dw-2", "公开范围: 党内"], "unit"),
        (["公开事项: dw-1、dw-2", "公开范围: 党内"], "unit"),
    ],
)
def test_widening_is_an_error(lines, range_):
    """An article that claims a wider range than its item's is an error at that line, and is treated as the item says."""
    found_range, found = effective_range(article(*lines), ENTRIES)

    assert found_range == range_
    assert [(d.code, d.line, d.column, d.is_error) for d in found] == [("DIS03", 5, 7, True)]


def test_an_unknown_item_is_an_error_and_shown_to_nobody():
    """An item that no catalogue has: an error that names the nearest, and until it is mended nobody sees the article."""
    range_, (found,) = effective_range(article("公开事项: dw-11"), ENTRIES)

    assert range_ is Range.GROUP
    assert (found.code, found.line, found.column, found.is_error) == ("DIS02", 4, 7, True)
    assert "dw-1" in found.fix


PATH = "disclosure/catalogue/a.yaml"


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("id: party\ntitle: 目录\nitems:\n  - {id: A, item: 甲}\n", "CAT02", 4, 10, ["编号"]),
        ("id: party\ntitle: 目录\nitems:\n  - id: a\n", "CAT02", 4, 5, ["缺少", "公开事项"]),
        ("id: party\ntitle: 目录\nitems:\n  - {id: a, item: 甲, range: 所有人}\n", "CAT02", 4, 29, ["公开范围"]),
        ("id: party\n", "CAT02", 1, 1, ["缺少", "名称"]),
        ("id: party\ntitle: 目录\nitem: []\n", "CAT02", 3, 1, ["item"]),
        ("id: party\ntitle: a: b\n", "CAT01", 2, 9, ["冒号"]),
        (
            "id: party\ntitle: 目录\nitems:\n  - {id: a, item: 甲}\n  - {id: a, item: 乙}\n",
            "CAT03",
            5,
            10,
            ["a", "两次"],
        ),
    ],
)
def test_catalogue_mistakes_are_placed(text, code, line, column, words):
    """A catalogue's mistakes are Chinese errors of that file, at their line and column."""
    _, (found,) = read_catalogues([(PATH, text)])

    assert (found.path, found.code, found.line, found.column, found.is_error) == (PATH, code, line, column, True)
    for word in words:
        assert word in found.message + found.fix


def test_an_id_belongs_to_one_catalogue():
    """The same id in two catalogues is an error in the second; the first keeps it."""
    entries, (found,) = read_catalogues(
        [
            ("a.yaml", CATALOGUE),
            ("b.yaml", CATALOGUE.replace("id: party", "id: other").replace("dw-2", "x-2").replace("yw-1", "x-1")),
        ]
    )

    assert (found.path, found.code, found.line) == ("b.yaml", "CAT03", 4)
    assert entries.listings["dw-1"][-1].catalogue.title == "党务公开目录"
    assert set(entries.listings) == {"dw-1", "dw-2", "yw-1"}


@pytest.mark.parametrize(
    ("period", "now", "state"),
    [
        ("", datetime(2026, 3, 5), ""),
        ("公示期: 5个工作日", datetime(2026, 3, 6), ""),
        ("公示期: 3月6日至3月11日", datetime(2026, 3, 5, 23, 59, 59), "upcoming"),
        ("公示期: 3月6日至3月11日", datetime(2026, 3, 6), "open"),
        ("公示期: 3月6日至3月11日", datetime(2026, 3, 11, 23, 59, 59), "open"),
        ("公示期: 3月6日至3月11日", datetime(2026, 3, 12), "closed"),
    ],
)
@pytest.mark.parametrize("zone", [TIMEZONE, UTC])
def test_publicity_periods(period, now, state, zone):
    """A period is open from its first to its last day, both included, by the days of Beijing."""
    assert (
        publicity_state(article(*filter(None, [period])).front, now.replace(tzinfo=TIMEZONE).astimezone(zone)) == state
    )


def test_organisations():
    """Registered units keep their ids; others get a stable ASCII one; mistakes are placed."""
    register, collector = read_organisations(
        "departments: [{id: xck, name: 宣传科}]\nbranches: [{id: mz, name: 门诊党支部, secretary: 王五}]\n"
    )

    assert collector.found == []
    departments, branches = units(register.departments), units(register.branches)
    assert unit("宣传科", departments).id == "xck"
    assert unit("门诊党支部", branches).secretary == "王五"
    assert unit("急诊科", departments) == unit("急诊科", {})
    assert unit("急诊科", departments).id.isascii()
    assert unit("急诊科", departments).id != unit("放射科", departments).id
    assert unit("", departments) is None
    _, collector = read_organisations("departments:\n  - id: XCK\n    name: 宣传科\n")
    assert [(d.code, d.line, d.column) for d in collector.found] == [("ORG02", 2, 9)]
    assert read_organisations(None)[1].found == []
