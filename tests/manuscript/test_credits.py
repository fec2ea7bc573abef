"""Credits at the tail of a body, as hospitals write them, and what only looks like one."""

from __future__ import annotations

import pytest

FIELDS = ("authors", "reporters", "correspondents", "photographers", "editors", "proofreaders", "department", "source")


@pytest.fixture
def credited(sound):
    """credited(tail, header lines) gives the credits found and the HTML left."""

    def run(tail: str, more: str = "") -> tuple[dict[str, object], str]:
        manuscript = sound(f"---\n标题: 甲\n日期: 2026-03-05\n{more}---\n\n党员们冲锋在前。\n\n{tail}\n")
        return {name: value for name in FIELDS if (value := getattr(manuscript.front, name))}, manuscript.html

    return run


@pytest.mark.parametrize(
    ("tail", "fields"),
    [
        # as on five real hospital pages
        ("图文/宣传外联部", {"authors": ("宣传外联部",), "photographers": ("宣传外联部",)}),
        ("(宣傳統戰處 汪青青)", {"department": "宣傳統戰處", "authors": ("汪青青",)}),
        ("(责编:刘颖、张磊)", {"editors": ("刘颖", "张磊")}),
        ("(刘海峰)\n\n(责编:刘颖、张磊)", {"authors": ("刘海峰",), "editors": ("刘颖", "张磊")}),
        # the same in other hands
        ("（责编：刘颖、张磊）", {"editors": ("刘颖", "张磊")}),
        ("（宣传科 汪青禾）", {"department": "宣传科", "authors": ("汪青禾",)}),
        ("（宣传科 汪青禾 李明）", {"department": "宣传科", "authors": ("汪青禾", "李明")}),
        ("（宣传科）", {"department": "宣传科"}),
        ("文/张三 图/李四", {"authors": ("张三",), "photographers": ("李四",)}),
        ("文｜张三　图｜李四", {"authors": ("张三",), "photographers": ("李四",)}),
        ("记者：王五 通讯员：赵六", {"reporters": ("王五",), "correspondents": ("赵六",)}),
        ("图/文：张三", {"authors": ("张三",), "photographers": ("张三",)}),
        ("来源：青岚日报", {"source": "青岚日报"}),
        ("撰稿：张三\n\n摄影：李四\n\n责编：王五\n\n校对：赵六",
         {"authors": ("张三",), "photographers": ("李四",), "editors": ("王五",), "proofreaders": ("赵六",)}),
        ("圖文/宣傳科", {"authors": ("宣傳科",), "photographers": ("宣傳科",)}),
        ("摄影：阿依古丽·买买提", {"photographers": ("阿依古丽·买买提",)}),
    ],
)  # fmt: skip
def test_credits_are_understood(credited, tail, fields):
    """A credit line at the end fills the front matter and leaves the prose."""
    assert credited(tail) == (fields, "<p>党员们冲锋在前。</p>")


@pytest.mark.parametrize(
    ("line", "fields", "left"),
    [
        ("“我们随时都在。”李宝军说。(刘海峰)", {"authors": ("刘海峰",)}, "李宝军说。"),
        ("守护群众健康。（宣传科 汪青禾）", {"authors": ("汪青禾",), "department": "宣传科"}, "守护群众健康。"),
        ("守护群众健康！（文/张三 图/李四）", None, None),
    ],
)
def test_credits_behind_the_last_sentence(credited, line, fields, left):
    """A name in brackets behind the last full stop is a byline."""
    found, html = credited(line)
    if fields is None:
        assert found in ({}, {"authors": ("张三",), "photographers": ("李四",)})
    else:
        assert found == fields
        assert html.endswith(f"{left}</p>")


@pytest.mark.parametrize(
    "tail",
    [
        "（完）", "（下转第三版）", "（上接第一版）", "（未完待续）", "（全文完）", "（全文）", "（图为义诊现场）", "（资料图）", "（略）", "（1）",
        "（2026年3月5日）", "（附名单）", "参加义诊的有三位专家（张三、李四、王五）。", "特别感谢（张三）", "地点在门诊一楼（电话另行通知）。",
        "图：门诊大厅义诊现场", "图1：义诊现场", "数据来源：国家统计局", "图片来源：网络", "党委书记、院长：以人民为中心。", "联系人：张三 电话：0000-1",
        "编辑：本文较长，请耐心阅读。", "- 记者：王五", "> 记者：王五", "## 记者：王五", "他说：（张三）是好样的", "（注：以上费用含税）", "作者：", "文/",
    ],
)  # fmt: skip
def test_false_friends_stay_prose(credited, tail):
    """Remarks in brackets, captions, sentences and lists are no credits: they stay where they are."""
    found, html = credited(tail)

    assert found == {}
    for word in ("（完）", "义诊现场", "张三", "王五"):
        if word in tail:
            assert word in html


@pytest.mark.parametrize(
    ("header", "tail"),
    [("责编: 陈七\n", "（责编：刘颖）"), ("作者: 陈七\n", "(刘海峰)"), ("作者: 陈七\n摄影: 陈七\n", "图文/宣传外联部")],
)
def test_credits_stay_prose_when_the_header_has_them(credited, header, tail):
    """What front matter says wins; the line is then left to the author."""
    found, html = credited(tail, header)

    assert all("陈七" in str(value) for value in found.values())
    assert tail in html


def test_credits_in_the_middle_are_prose(sound):
    """Only the tail is read: the same words before more text stay."""
    manuscript = sound("---\n标题: 甲\n日期: 2026-03-05\n---\n\n图文/宣传科\n\n正文继续。\n")

    assert manuscript.front.authors == ()
    assert "图文/宣传科" in manuscript.html


def test_lines_keep_their_numbers(reading):
    """Taking credits off the tail moves no diagnostic."""
    (found,) = reading("---\n标题: 甲\n日期: 2026-03-05\n---\n\n正文。\n\n![](a.jpg)\n\n图文/宣传科\n").diagnostics

    assert found.line == 8
