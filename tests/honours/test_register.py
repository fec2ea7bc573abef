"""The honour board's slices, computed from the words of honour lists."""

from __future__ import annotations

from datetime import date

import pytest

from xinglin.honours.kind import HonourList
from xinglin.honours.register import Award, HonourBoard, category_of, honour_board, is_expired
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read


def honours(*entries: str) -> tuple:
    """Honours of a list, from the lines an editor writes."""
    body = "".join(f"  - {entry}\n" for entry in entries)
    text = f"---\n标题: 表彰\n日期: 2026-07-01\n荣誉:\n{body}---\n\n正文。\n"
    result = read(ReadingTask("honours/a.md", text.encode(), "honours"), KINDS)
    assert result.diagnostics == () and result.manuscript is not None
    front = result.manuscript.front
    assert isinstance(front, HonourList)
    return front.honours


def board(*entries: str) -> HonourBoard:
    return honour_board(Award(0, n, honour, date(2026, 7, 1)) for n, honour in enumerate(honours(*entries)))


@pytest.mark.parametrize(
    ("holders", "category"),
    [
        ("", "collective"),
        ("获得者: 张三", "individual"),
        ("获得者: 门诊党支部", "collective"),
        ("获得者: [青岚市人民医院]", "collective"),
        ("获得者: [重症医学科护理组, 门诊党支部]", "collective"),
        ("获得者: [阿依古丽·买买提]", "individual"),
        ("获得者: [门诊党支部, 张三]", "individual"),
        ("获得者: [{个人: 张三, 党支部: 门诊党支部}], 类别: 集体", "collective"),
        ("获得者: 门诊党支部, 类别: 个人", "individual"),
    ],
)
def test_categories(holders: str, category: str) -> None:
    """A body's honour is collective, a person's individual, and the author's word decides."""
    (honour,) = honours(f"{{名称: 先进, {holders}}}")
    assert category_of(honour) == category


def test_an_honour_holds_through_its_last_day() -> None:
    (honour,) = honours("{名称: 示范单位, 日期: 2023-06-28, 有效期至: 2025-06-27}")

    assert not is_expired(honour, date(2025, 6, 27))
    assert is_expired(honour, date(2025, 6, 28))
    assert not is_expired(*honours("{名称: 先进}"), date(2099, 1, 1))


def test_slices() -> None:
    """Each award stands in its level, year, category, with each body that signed and each holder, once; newest first."""
    found = board(
        "{名称: 甲, 级别: 省级, 日期: 2024-05-01, 授予单位: 省卫健委、省总工会, 获得者: [张三, 李四, 张三]}",
        "{名称: 乙, 级别: 国家, 日期: 2025-05-01, 授予单位: 省卫健委, 获得者: [门诊党支部]}",
        "{名称: 丙}",
    )
    names = {
        "all": [award.honour.title for award in found.awards],
        "levels": {level: [a.honour.title for a in awards] for level, awards in found.levels.items()},
        "years": {year: [a.honour.title for a in awards] for year, awards in found.years.items()},
        "bodies": {body: [a.honour.title for a in awards] for body, awards in found.bodies.items()},
        "holders": {name: [a.honour.title for a in awards] for name, awards in found.holders.items()},
    }

    assert names == {
        "all": ["丙", "乙", "甲"],
        "levels": {"国家级": ["乙"], "省级": ["甲"], "其他": ["丙"]},
        "years": {2026: ["丙"], 2025: ["乙"], 2024: ["甲"]},
        "bodies": {"省卫健委": ["乙", "甲"], "省总工会": ["甲"]},
        "holders": {"张三": ["甲"], "李四": ["甲"], "门诊党支部": ["乙"]},
    }
    assert list(found.levels) == ["国家级", "省级", "其他"]


def test_an_end_before_its_beginning_is_told() -> None:
    text = "---\n标题: 表彰\n日期: 2026-07-01\n荣誉:\n  - {名称: 甲, 日期: 2026-07-01, 有效期至: 2025-07-01}\n---\n\n正文。\n"
    found = read(ReadingTask("honours/a.md", text.encode(), "honours"), KINDS).diagnostics

    assert [(d.line, d.is_error) for d in found] == [(5, True)]
    assert "有效期" in found[0].message
