"""What a year adds up to, and what a new version of a catalogue changed."""

from __future__ import annotations

from datetime import date

from xinglin.disclosure.annual_report import Published, annual_report
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.responses import read_feedback, read_requests
from xinglin.disclosure.version_differences import difference
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.wording import channel_words, display_words, limit_words, timing_words
from xinglin.disclosure.working_days import Calendar
from xinglin.manuscript.values import Range

FIRST = """
id: hospital
title: 目录
version: "1"
effective: 2025-01-01
default_within: {days: 20, kind: working, source: 办法}
categories: [{id: base, name: 基础信息}, {id: price, name: 价格}]
items:
  - {id: a, item: 概况, category: base, within: {days: 5, from: formed}}
  - {id: b, item: 领导, category: base, timing: periodic, every: 每季度}
  - {id: c, item: 收费, category: price, timing: staged, stages: [方案, 结果]}
  - {id: d, item: 公示, timing: immediate, display: 5个工作日, after_display: 撤下, channels: 网站、公开栏}
"""
SECOND = (
    FIRST.replace('version: "1"', 'version: "2"')
    .replace("2025-01-01", "2026-01-01")
    .replace("days: 20", "days: 10")
    .replace("  - {id: b", "  - {id: e, item: 新增}\n  - {id: x")
)


def catalogues(*texts: str) -> Catalogues:
    found, problems = read_catalogues([(f"disclosure/catalogue/{n}.yaml", text) for n, text in enumerate(texts)])
    assert problems == []
    return found


def test_numbers_of_a_year() -> None:
    """An entry that serves two items of a category is one entry; an item two entries serve is one item."""
    published = [
        Published(date(2026, 1, 5), ("a", "b"), Range.SOCIETY),
        Published(date(2026, 12, 31), ("a",), Range.UNIT),
        Published(date(2025, 12, 31), ("c",), Range.SOCIETY),
    ]
    requests = read_requests("requests:\n - {received: 2026-02-02, answered: 2026-02-05, outcome: granted}\n")[0]
    messages = read_feedback("messages:\n - {received: 2025-02-05}\n")[0]

    report = annual_report(
        2026, published, catalogues(FIRST).versions, (requests.requests, 20), (messages.messages, 15), Calendar(),
        date(2026, 12, 31),
    )  # fmt: skip

    assert report.entries == 2
    assert report.ranges == ((Range.SOCIETY, 1), (Range.UNIT, 1))
    assert [(c.category, c.items, c.served, c.entries) for c in report.categories] == [
        ("基础信息", 2, 2, 2),
        ("价格", 1, 0, 0),
        ("", 1, 0, 0),
    ]
    assert report.unserved == ("c", "d")
    assert report.requests is not None and (report.requests.received, report.requests.average) == (1, 3.0)
    assert report.outcomes == (("granted", 1),)
    assert report.messages is None


def test_what_a_version_changed() -> None:
    """Items added, dropped and changed; a changed default limit changes those that have none of their own."""
    before, after = catalogues(FIRST, SECOND).versions
    changes = difference(before, after)

    assert [item.id for item in changes.added] == ["e", "x"]
    assert [item.id for item in changes.dropped] == ["b"]
    assert [item.id for item in changes.changed] == ["c", "d"]


def test_duties_in_words() -> None:
    listed = list(catalogues(FIRST).current(date(2026, 1, 1)))

    assert [timing_words(listing.item) for listing in listed] == [
        "长期公开", "定期公开（每季度）", "分阶段公开（方案、结果）", "即时公开",
    ]  # fmt: skip
    assert [limit_words(listing) for listing in listed] == [
        "自形成之日起5个工作日内", "自期满之日起20个工作日内", "自阶段结束之日起20个工作日内", "自决定之日起20个工作日内",
    ]  # fmt: skip
    assert [display_words(listing.item) for listing in listed] == ["", "", "", "不少于5个工作日，期满后撤下"]
    assert channel_words(listed[3].item) == "网站、公开栏"
