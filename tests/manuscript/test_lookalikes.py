"""Full-width marks and other things that were meant as Markdown: told with their place, never silent."""

from __future__ import annotations

import pytest

from xinglin.manuscript.lookalikes import find
from xinglin.manuscript.markdown_body import render


@pytest.mark.parametrize(
    "line",
    [
        "![图]（01.jpg）", "！[图]（01.jpg）", "![图】(01.jpg)", "见[通知]（https://a.cn/）。", "见[通知](https：//a.cn/)。",
        "＊＊重点＊＊", "＞引用", "｜楼层｜科室｜", "!!! note “温馨提示”",
    ],
)  # fmt: skip
def test_full_width_marks_are_told(line: str) -> None:
    """Each full-width mark is one finding on its line, with the form that works."""
    found = list(find(["正文。", "", line]))

    assert [(item.code, item.line) for item in found] == [("TXT08", 2)]
    assert found[0].column == line.index(line[found[0].column - 1]) + 1
    assert found[0].fix


@pytest.mark.parametrize(
    "text",
    [
        "![图](01.jpg \"说明\")", "见[通知](../a/index.md)和[官网](https://a.cn/)。", "**重点**", "> 引用", "他说［注］（见下文）。",
        "（一）党建[2026]（第3号）", "`![图]（01.jpg）`", "```\n｜a｜b｜\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "3 > 2",
    ],
)  # fmt: skip
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Sound Markdown, Chinese brackets and code raise nothing."""
    assert list(find(text.split("\n"))) == []


def test_row_wider_than_its_header() -> None:
    """Markdown drops cells beyond the header; the row is named."""
    found = list(find(["| 楼层 | 科室 |", "|---|---|", "| 1楼 | 急诊 | 24小时 |", "", "| 别 | 的 | 表 |"]))

    assert [(item.code, item.line) for item in found] == [("TXT09", 2)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("科室\t人数\n内科\t12\n外科\t8", [0]),
        ("正文。\n\n\t科室\t人数\t\n内科\t12\n\n楼层\t科室\n1楼\t急诊", [2, 5]),
        ("姓名\t张某\n科室\t内科\t主任", []),
        ("作者\t张某", []),
        ("\t缩进一段。\n\t缩进又一段。", []),
        ("```\na\tb\nc\td\n```", []),
        ("a\tb\n```\n```\nc\td", []),
    ],
)
def test_a_table_pasted_from_a_document(text: str, lines: list[int]) -> None:
    """Rows with as many tabs are told once, at the first, with that row as it must be typed."""
    found = list(find(text.split("\n")))

    assert [(item.code, item.line) for item in found] == [("TXT10", line) for line in lines]
    if lines and not lines[0]:
        assert "| 科室 | 人数 |" in found[0].fix
        assert "|---|---|" in found[0].fix


def test_sizes_keep_their_signs() -> None:
    """A star between digits is a times sign; emphasis elsewhere works."""
    assert render(["结节3*2*1cm，*注意*复查。"]) == "<p>结节3*2*1cm，<em>注意</em>复查。</p>"
