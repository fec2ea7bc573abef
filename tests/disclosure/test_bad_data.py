"""Catalogues, registers, calendars, ledgers and entries that cannot be right: each one said at its line."""

from __future__ import annotations

from datetime import datetime

import pytest

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.calendar_file import read_calendar
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.entry_checks import check_entry
from xinglin.disclosure.ledger import check_numbers, read_ledgers
from xinglin.disclosure.offline import read_offline
from xinglin.disclosure.organisations import read_organisations
from xinglin.disclosure.states import effective_range
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read

HEAD = "id: party\ntitle: 目录\nversion: '1'\neffective: 2026-01-01\ndefault_within: 5个工作日\nitems:\n"


@pytest.mark.parametrize(
    ("item", "at", "words"),
    [
        ("{id: a, item: 甲, timing: periodic}", "periodic}", ["没有写周期", "P3M"]),
        ("{id: a, item: 甲, every: P1M}", "P1M", ["只有定期公开"]),
        ("{id: a, item: 甲, timing: staged}", "staged}", ["没有写各个阶段"]),
        ("{id: a, item: 甲, stages: [甲]}", "[甲]", ["只有分阶段"]),
        ("{id: a, item: 甲, timing: staged, stages: [甲, 甲]}", "甲]", ["写了两次"]),
        ("{id: a, item: 甲, range: group}", "group}", ["没有写明对象"]),
        ("{id: a, item: 甲, group: 某支部}", "某支部", ["只有 range: group"]),
        ("{id: a, item: 甲, after_display: mask}", "mask", ["没有公示期"]),
        ("{id: a, item: 甲, start: 2026-05-01, end: 2026-04-30}", "2026-04-30", ["结束日期早于开始日期"]),
        ("{id: a, item: 甲, within: {days: 3, from: period-end}}", "period-end", ["从期末起算"]),
        ("{id: a, item: 甲, within: {days: 3, from: stage}}", "stage}", ["从阶段结束起算"]),
        ("{id: a, item: 甲, timing: immediate, within: {days: 3, from: effective}}", "effective}", ["从目录生效起算"]),
    ],
)
def test_items_that_contradict_themselves(item, at, words):
    """What an item says of itself cannot all be true: an error at the word."""
    _, (found,) = read_catalogues([("a.yaml", f"{HEAD}  - {item}\n")])

    assert (found.code, found.line, found.is_error) == ("CAT05", 7, True)
    assert found.column == f"  - {item}".rindex(at) + 1
    for word in words:
        assert word in found.message + found.fix


def test_a_period_without_a_start():
    """A regular duty of a catalogue without a day of effect, and without a start of its own."""
    text = "id: a\ntitle: 目录\ndefault_within: 5日\nitems:\n  - {id: a, item: 甲, timing: periodic, every: P1M}\n"
    _, (found,) = read_catalogues([("a.yaml", text)])

    assert (found.code, found.line, found.is_error) == ("CAT05", 5, True)
    assert "从哪一天算起" in found.message
    assert "effective" in found.fix


def test_a_period_without_a_limit():
    """A regular duty that could never be late."""
    text = "id: a\ntitle: 目录\neffective: 2026-01-01\nitems:\n  - {id: a, item: 甲, timing: periodic, every: P1M}\n"
    _, (found,) = read_catalogues([("a.yaml", text)])

    assert (found.code, found.line) == ("CAT05", 5)
    assert "没有公开时限" in found.message


@pytest.mark.parametrize(
    ("item", "code", "words"),
    [
        ("{id: a, item: 甲, within: 三天}", "CAT02", ["看不懂的天数"]),
        ("{id: a, item: 甲, timing: periodic, every: P3D}", "CAT02", ["看不懂的周期"]),
        ("{id: a, item: 甲, timing: 有时}", "CAT02", ["公开时间", "standing"]),
        ("{id: a, item: 甲, channels: [电视]}", "CAT02", ["公开渠道"]),
        ("{id: a, item: 甲, category: zz}", "CAT04", ["没有“zz”这个类别"]),
        ("{id: a, item: 甲, within: {days: 3, source: nowhere}}", "CAT09", ["nowhere"]),
    ],
)
def test_items_that_are_written_wrong(item, code, words):
    """A value that means nothing is placed, with the words that would."""
    _, (found,) = read_catalogues([("a.yaml", f"{HEAD}  - {item}\n")])

    assert (found.code, found.line) == (code, 7)
    for word in words:
        assert word in found.message + found.fix


def _version(version: str, effective: str, supersedes: str = "", items: str = "{id: a, item: 甲}") -> str:
    return f"id: party\ntitle: 目录\nversion: '{version}'\neffective: {effective}\nsupersedes: '{supersedes}'\nitems: [{items}]\n"


def test_versions_in_a_circle():
    """Two versions that supersede each other."""
    _, found = read_catalogues(
        [("a.yaml", _version("1", "2025-01-01", "2")), ("b.yaml", _version("2", "2026-01-01", "1"))]
    )

    assert {(d.path, d.code, d.line) for d in found} == {("a.yaml", "CAT07", 5), ("b.yaml", "CAT07", 5)}
    assert "1 → 2 → 1" in found[0].message


def test_a_version_not_later_than_the_one_it_supersedes():
    """A successor must come into force later."""
    _, (found,) = read_catalogues(
        [("a.yaml", _version("1", "2026-01-01")), ("b.yaml", _version("2", "2025-01-01", "1"))]
    )

    assert (found.path, found.code, found.line) == ("b.yaml", "CAT07", 5)


@pytest.mark.parametrize(("version", "effective", "line"), [("1", "2026-01-01", 3), ("2", "2025-01-01", 4)])
def test_a_version_twice(version, effective, line):
    """The same version, or the same day of effect, twice: the second is left out."""
    catalogues, (found,) = read_catalogues(
        [("a.yaml", _version("1", "2025-01-01")), ("b.yaml", _version(version, effective))]
    )

    assert (found.path, found.code, found.line) == ("b.yaml", "CAT08", line)
    assert len(catalogues.versions) == 1


def test_organisations_in_a_circle():
    """Bodies above one another without an end; a parent nobody knows; a code whose check character is wrong."""
    text = (
        "bodies:\n"
        "  - {id: a, name: 甲, parent: b}\n"
        "  - {id: b, name: 乙, parent: a}\n"
        "  - {id: c, name: 丙, parent: z}\n"
        "  - {id: d, name: 丁, code: 11441700007280420X}\n"
    )
    _, collector = read_organisations(text)

    assert [(d.code, d.line) for d in collector.found] == [("ORG05", 2), ("ORG05", 3), ("ORG04", 4), ("ORG06", 5)]
    assert "a → b → a" in collector.found[0].message


@pytest.mark.parametrize(
    ("holiday", "words"),
    [
        ("{name: 国庆节, off: 2027-10-07至2027-10-01}", ["早于开始"]),
        ("{name: 国庆节, off: 2026-10-01至2026-10-07}", ["不在 2027 年"]),
        ("{name: 国庆节, off: 2027-10-01至2027-10-31}", ["放假日期不对"]),
        ("{name: 国庆节, off: 2027-10-01, worked: [2027-10-11]}", ["星期一"]),
        ("{name: 国庆节, off: 2027-10-01, worked: [2026-10-10]}", ["不在 2027 年"]),
        ("{name: 国庆节, off: 2027-10-09, worked: [2027-10-09]}", ["又放假", "又上班"]),
    ],
)
def test_calendars_that_cannot_be(holiday, words):
    """A day in the wrong year, a weekday “worked”, a day off and worked: an error, and no such calendar."""
    text = f"years:\n  - year: 2027\n    source: 通知\n    holidays:\n      - {holiday}\n"
    calendar, collector = read_calendar(text)

    assert {d.code for d in collector.found} == {"CAL02"}
    assert not calendar.knows(2027)
    for word in words:
        assert any(word in d.message for d in collector.found)


def test_a_year_of_our_own():
    """A year in calendar.yaml is known, and replaces the library's."""
    text = "years:\n  - {year: 2027, source: 通知, holidays: [{name: 元旦, off: 2027-01-01, worked: [2027-01-03]}]}\n"
    calendar, collector = read_calendar(text)

    assert collector.found == []
    assert calendar.knows(2027)
    days = [datetime(2027, 1, day, tzinfo=TIMEZONE).date() for day in (1, 2, 3, 4)]
    assert [calendar.is_working(day) for day in days] == [False, False, True, True]


CATALOGUES, _ = read_catalogues(
    [
        ("a.yaml", _version("1", "2025-01-01", items="{id: old, item: 旧}, {id: a, item: 甲, range: unit}")),
        (
            "b.yaml",
            _version(
                "2",
                "2026-01-01",
                "1",
                "{id: new, item: 新}, {id: a, item: 甲, range: unit}, {id: s, item: 选举, timing: staged, stages: [通知, 结果]},"
                "{id: q, item: 党费, timing: periodic, every: P3M, within: 5日}",
            ),
        ),
    ]
)


def article(*lines: str, path: str = "party/a.md"):
    text = "\n".join(["---", "标题: 甲", *lines, "---", ""])
    reading = read(ReadingTask(path, text.encode(), "disclosure"), KINDS)
    assert reading.manuscript is not None, reading.diagnostics
    return reading.manuscript


@pytest.mark.parametrize(
    ("day", "item", "code", "words"),
    [
        ("2026-03-01", "nowhere", "DIS02", ["没有事项"]),
        ("2025-12-31", "new", "DIS05", ["2026-01-01", "2 版"]),
        ("2026-01-01", "old", "DIS05", ["已经没有了", "1 版"]),
        ("2026-01-01", "new", "", []),
        ("2025-12-31", "old", "", []),
        ("2020-01-01", "old", "", []),  # before the first version: that one answers
    ],
)
def test_the_version_in_force_on_the_day_decides(day, item, code, words):
    """An item not yet, no longer, or never in the catalogue of the article's day."""
    range_, found = effective_range(article(f"日期: {day}", f"公开事项: {item}"), CATALOGUES)

    assert [d.code for d in found] == ([code] if code else [])
    assert (range_ == "group") == bool(code)
    for word in words:
        assert word in found[0].message


def test_a_range_wider_than_the_items():
    """An article may narrow, never widen."""
    _, (found,) = effective_range(article("日期: 2026-03-01", "公开事项: a", "公开范围: 社会"), CATALOGUES)

    assert (found.code, found.line) == ("DIS03", 5)


@pytest.mark.parametrize(
    ("lines", "code", "is_error", "words"),
    [
        (["文号: 青医党[2026]3号"], "DOC01", True, ["青医党〔2026〕3号"]),
        (["文号: 青医党（2026）3号"], "DOC01", True, ["青医党〔2026〕3号"]),
        (["文号: 青医党〔 2026 〕 3号"], "DOC01", True, ["青医党〔2026〕3号"]),
        (["文号: 三号文"], "DOC02", False, []),
        (["文号: 青医党〔2027〕3号"], "DOC02", False, ["2027"]),
        (["成文日期: 2026-03-02"], "DIS09", True, ["2026-03-02"]),
        (["效力: 挺好"], "DIS12", False, ["挺好"]),
        (["公开事项: s"], "DIS10", True, ["没有写是哪一阶段"]),
        (["公开事项: s", "阶段: 结局"], "DIS10", True, ["结局", "结果"]),
        (["公开事项: new", "阶段: 结果"], "DIS10", True, ["只有分阶段"]),
        (["公开事项: q", "所属期: 上个季度"], "DIS11", True, ["看不懂的所属期"]),
        (["公开事项: new", "所属期: 2026年"], "DIS11", False, ["只有定期"]),
    ],
)
def test_entries_that_cannot_be(lines, code, is_error, words):
    """Document numbers, dates, stages, periods and validity: each mistake at its line."""
    (found,) = check_entry(article("日期: 2026-03-01", *lines), CATALOGUES)

    assert (found.code, found.is_error) == (code, is_error)
    assert found.line == 3 + len(lines)
    for word in words:
        assert word in found.message + found.fix


@pytest.mark.parametrize(
    "lines",
    [
        ["文号: 青医党〔2026〕3号"], ["文号: 国家卫生健康委员会令第8号"], ["文号: 卫生部公告2010年第5号"],
        ["成文日期: 2026-02-28"], ["成文日期: 2026-03-05", "修改: 2026-03-06"], ["效力: 废止"],
        ["公开事项: s", "阶段: 结果"], ["公开事项: q", "所属期: 2026年第一季度"], ["公开事项: q", "所属期: 2026年2月"],
        ["公开事项: q", "所属期: 2026年上半年"],
    ],
)  # fmt: skip
def test_entries_that_can_be(lines):
    """What editors write rightly is left alone."""
    assert list(check_entry(article("日期: 2026-03-01", *lines), CATALOGUES)) == []


LEDGER = "number,path,issued_on\nQL/202603-00001,party/a.md,2026-03-02\nQL/202603-00002,party/b.md,2026-03-02\n"


def _numbers(*articles):
    ledger, found = read_ledgers([("disclosure/index-numbers.csv", LEDGER)])
    assert found == []
    return check_numbers(articles, ledger, {"party/a.md", "party/b.md"})


@pytest.mark.parametrize(
    ("path", "number", "code", "is_error"),
    [
        ("party/a.md", "QL/202603-00001", "", False),
        ("party/a.md", "QL/202603-00002", "IDX06", True),  # changed, to one that is another's
        ("party/c.md", "QL/202603-00002", "IDX05", True),  # reused
        ("party/c.md", "QL/202603-00009", "IDX07", False),  # typed by hand
        ("party/a.md", "QL/202603-00009", "IDX06", True),
        ("party/c.md", "11441700007280420Y/2026-00001", "IDX07", False),
        ("party/c.md", "11441700007280420X/2026-00001", "IDX03", True),  # check character (GB 32100)
        ("party/c.md", "000014348/2026-00110", "IDX03", True),  # check character (GB 11714)
        ("party/c.md", "01526376-X-/2022-1118006", "IDX07", False),
        ("party/c.md", "索引 号", "IDX03", True),
    ],
)
def test_index_numbers(path, number, code, is_error):
    """A number is sound, its article's own, and the one that was issued."""
    found = _numbers(article("日期: 2026-03-01", f"索引号: {number}", path=path))

    assert [d.code for d in found][:1] == ([code] if code else [])
    assert any(d.is_error for d in found) == is_error
    assert all(d.line == 4 for d in found)


def test_a_number_of_two_articles():
    """The second article of a number is told which one has it."""
    first, second = (article("日期: 2026-03-01", "索引号: QL/202603-00001", path=f"party/{n}.md") for n in "ac")
    (found,) = _numbers(first, second)

    assert (found.path, found.code, found.is_error) == ("party/c.md", "IDX04", True)
    assert "party/a.md" in found.message


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a,b\n", "IDX01", 1),
        (LEDGER + "QL/1\n", "IDX01", 4),
        (LEDGER + "QL/1,party/c.md,昨天\n", "IDX01", 4),
        (LEDGER + "QL/202603-00001,party/c.md,2026-03-03\n", "IDX02", 4),
        (LEDGER + "QL/202603-00003,party/a.md,2026-03-03\n", "IDX02", 4),
    ],
)
def test_ledgers_that_cannot_be(text, code, line):
    """A ledger somebody edited, or that two people's work met in: a number or an article twice."""
    _, (found,) = read_ledgers([("disclosure/index-numbers.csv", text)])

    assert (found.code, found.line, found.is_error) == (code, line, True)


def test_offline_records():
    """A disclosure off the site needs an item of the catalogue of its day, and counts like an article."""
    text = (
        "records:\n"
        "  - {items: [a], on: 2026-03-02, channel: 公示栏, note: 门诊大厅}\n"
        "  - {items: [new], on: 2025-03-02, channel: 会议, note: 院周会}\n"
    )
    (first, _), collector = read_offline(text, CATALOGUES)

    assert (first.items, first.day.isoformat(), first.channel, first.range) == (("a",), "2026-03-02", "board", "unit")
    assert [(d.code, d.line) for d in collector.found] == [("OFF03", 3)]
