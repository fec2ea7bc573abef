"""Typed words become typed data: every field of design.md's table."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.core.clock import TIMEZONE
from xinglin.kinds import ALL, KINDS
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.values import split_names


@pytest.mark.parametrize(
    "typed",
    [
        "张三 李四",
        "张三、李四",
        "张三，李四",
        "张三,李四",
        "张三; 李四",
        "张三/李四",
        "[张三, 李四]",
        "\n  - 张三\n  - 李四",
    ],
)
@pytest.mark.parametrize(
    "name", ["authors", "reporters", "correspondents", "photographers", "editors", "proofreaders", "people"]
)
def test_people_are_lists(field, typed, name):
    """Names apart by space, 、 or comma, and YAML lists, are the same list in every field of people."""
    assert field(f"{name}: {typed}", name) == ("张三", "李四")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王 伟", ("王伟",)),
        ("王　伟 李 娜", ("王伟", "李娜")),
        ("欧阳修 王 伟", ("欧阳修", "王伟")),
        ("张三", ("张三",)),
        ("John Smith 张三", ("John Smith", "张三")),
        ("阿依古丽·买买提、张三", ("阿依古丽·买买提", "张三")),
        ("宣传科", ("宣传科",)),
        ("", ()),
        (" 、 ", ()),
        (["张三", "", " 李四 "], ("张三", "李四")),
    ],
)
def test_splitting_names(typed, names):
    """A two-character name spread for looks is one name; Latin names stay together; nothing is no name."""
    assert split_names(typed) == names


@given(
    st.lists(st.text("张王李赵伟娜芳敏", min_size=2, max_size=3), min_size=1, max_size=6),
    st.sampled_from([" ", "、", "，", ",", "\n"]),
)
def test_joining_and_splitting_names(names, separator):
    """Whatever stands between names, all names come back, in order."""
    assert split_names(separator.join(names)) == tuple(names)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("副题: 乙", "subtitle", "乙"),
        ("引题: 乙", "kicker", "乙"),
        ("短标题: 乙", "short_title", "乙"),
        ("修改: 2026年3月6日 9:00", "modified", datetime(2026, 3, 6, 9, tzinfo=TIMEZONE)),
        ("失效: 2026-03-06", "expires", datetime(2026, 3, 6, 23, 59, 59, tzinfo=TIMEZONE)),
        ("失效: 2026-03-06 12:00", "expires", datetime(2026, 3, 6, 12, tzinfo=TIMEZONE)),
        ("栏目: party-news", "section", "party-news"),
        ("来源: 青岚日报", "source", "青岚日报"),
        ("来源网址: https://a.example/1", "source_url", "https://a.example/1"),
        ("转载: 是", "reprint", True),
        ("转载: 否", "reprint", False),
        ("reprint: yes", "reprint", True),
        ("置顶: true", "pinned", True),
        ("供稿科室: 宣传科", "department", "宣传科"),
        ("党支部: 门诊党支部", "branch", "门诊党支部"),
        ("摘要: 乙", "summary", "乙"),
        ("关键词: 党建、义诊 党建", "keywords", ("党建", "义诊")),
        ("关键词: [党建, 义诊]", "keywords", ("党建", "义诊")),
        ("索引号: 000123", "index_no", "000123"),
        ("文号: 青医〔2026〕5号", "doc_no", "青医〔2026〕5号"),
        ("成文日期: 2026年3月1日", "formed", date(2026, 3, 1)),
        ("效力: 有效", "validity", "有效"),
        ("公开事项: dw-0301、dw-0302", "disclosure", ("dw-0301", "dw-0302")),
        ("网址名: party-day-2026", "slug", "party-day-2026"),
        ("旧网址: [/old/1.html, /old/2.html]", "aliases", ("/old/1.html", "/old/2.html")),
        ("文字: 繁體", "language", "zh-Hant"),
        ("language: zh-Hans", "language", "zh-Hans"),
        ("出镜: 患者", "depicts", "patient"),
        ("出镜: staff", "depicts", "staff"),
        ("同意: 已签书面同意书", "consent", "已签书面同意书"),
        ("AI生成: 题图", "aigc", "题图"),
        ("ai生成：题图", "aigc", "题图"),
    ],
)
def test_single_fields(field, line, name, value):
    """One line, one value, of the type the house works with."""
    assert field(line, name) == value


@pytest.mark.parametrize(
    ("word", "status"),
    [("草稿", "draft"), ("待审", "review"), ("发布", "published"), ("撤稿", "withdrawn"), ("draft", "draft"), ("Review", "review"),
     ("withdrawn", "withdrawn"), ("published", "published")],
)  # fmt: skip
def test_status_words(field, word, status):
    """Status in Chinese or English."""
    assert field(f"状态: {word}", "status") == status


@pytest.mark.parametrize(
    ("word", "range_"),
    [("社会", "society"), ("党内", "party"), ("本单位", "unit"), ("特定", "group"), ("society", "society"), ("Party", "party"),
     ("unit", "unit"), ("group", "group")],
)  # fmt: skip
def test_range_words(field, word, range_):
    """Range of disclosure in Chinese or English."""
    assert field(f"公开范围: {word}", "range") == range_


def test_defaults(sound):
    """Title and date are enough: published, no range of its own, nothing else claimed."""
    front = sound("---\n标题: 甲\n日期: 2026-03-05\n---\n").front

    assert (front.status, front.range, front.reprint, front.pinned) == ("published", None, False, False)
    assert (front.authors, front.keywords, front.attachments, front.source) == ((), (), (), "")
    assert front.date.utcoffset() == timedelta(hours=8)


def test_covers_and_files(field):
    """A cover or attachment may be a name alone or a name with words."""
    cover = field("封面: a.jpg", "cover")
    assert (cover.file, cover.caption) == ("a.jpg", "")
    cover = field("封面:\n  文件: a.jpg\n  图说: 义诊: 现场", "cover")
    assert (cover.file, cover.caption) == ("a.jpg", "义诊: 现场")
    attachments = field("附件:\n  - a.pdf\n  - 文件: b.docx\n    名称: 申请表", "attachments")
    assert [(a.file, a.title) for a in attachments] == [("a.pdf", ""), ("b.docx", "申请表")]
    assert [a.file for a in field("附件: a.pdf", "attachments")] == ["a.pdf"]


def test_corrections_changes_withdrawal(field):
    """What was corrected, changed, withdrawn, in short and in full."""
    (correction,) = field("更正: 原文日期有误", "corrections")
    assert (correction.date, correction.text) == (None, "原文日期有误")
    (change,) = field("修改记录:\n  - 日期: 2026年3月6日\n    说明: 补充照片", "changes")
    assert (change.date, change.text) == (date(2026, 3, 6), "补充照片")
    assert field("撤稿: 隐私", "withdrawn").reason == "privacy"
    withdrawal = field("撤稿:\n  日期: 2026-03-07\n  原因: 被取代\n  替代稿件: ../b/index.md", "withdrawn")
    assert (withdrawal.date, withdrawal.reason, withdrawal.redirect) == (
        date(2026, 3, 7),
        "superseded",
        "../b/index.md",
    )


def test_fields_of_notices_and_guides(field):
    """Notices begin and cancel; guides have steps, place, hours, phone, fee and a day of checking."""
    assert field("生效: 2026年3月6日", "effective", "notice") == datetime(2026, 3, 6, tzinfo=TIMEZONE)
    assert field("取消: ../old.md", "cancels", "notice") == "../old.md"
    assert field("流程: 挂号→候诊→就诊", "steps", "guide") == ("挂号", "候诊", "就诊")
    assert field("地点: 门诊一楼", "place", "guide") == "门诊一楼"
    assert field("时间: 每周四上午", "hours", "guide") == "每周四上午"
    assert field("电话: 0000-8120120", "phone", "guide") == "0000-8120120"
    assert field("费用: 免费", "fee", "guide") == "免费"
    assert field("核对日期: 2026.3.1", "reviewed_on", "guide") == date(2026, 3, 1)
    assert field("期号: 总第12期", "issue", "epaper") == "总第12期"


def test_holders_of_honours(field):
    """Who received it: names apart by 、, branches told from people, departments in full."""
    (honour,) = field("荣誉:\n  - 名称: 乙\n    获得者: 张三、门诊党支部", "honours", "honours")
    assert [(h.person, h.branch) for h in honour.holders] == [("张三", ""), ("", "门诊党支部")]
    (honour,) = field("荣誉:\n  - 名称: 乙\n    授予单位: [省卫健委, 省总工会]", "honours", "honours")
    assert honour.awarded_by == "省卫健委、省总工会"


def test_eight_kinds_each_with_its_model():
    """design.md's eight kinds, one model each, all built on the shared front matter."""
    assert {kind.name for kind in ALL} == {
        "news", "branch-report", "honours", "notice", "guide", "disclosure", "epaper", "page",
    }  # fmt: skip
    assert len(KINDS) == len(ALL)
    assert all(issubclass(kind.model, FrontMatter) for kind in ALL)
    assert len({kind.label for kind in ALL}) == len(ALL)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
@pytest.mark.parametrize("spelling", ["name", "label"])
def test_an_article_may_name_its_kind(reading, kind, spelling):
    """类型 in Chinese or English decides, whatever the folder's kind is."""
    result = reading(f"---\n标题: 甲\n日期: 2026-03-05\n类型: {getattr(kind, spelling)}\n---\n", "news")

    assert result.diagnostics == ()
    assert result.manuscript.kind == kind.name
    assert type(result.manuscript.front) is kind.model


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_folder_gives_the_kind(reading, kind):
    """Without 类型 the folder's kind holds."""
    assert reading("---\n标题: 甲\n日期: 2026-03-05\n---\n", kind).manuscript.kind == kind


def test_an_unknown_kind(only_error):
    """A kind that does not exist is told with the nearest one."""
    code, line, column, words = only_error("---\n标题: 甲\n日期: 2026-03-05\n类型: 新文\n---\n")

    assert (code, line, column) == ("FRO06", 4, 5)
    assert "“新闻”" in words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("状态: 完成", ["状态", "草稿"]),
        ("公开范围: 所有人", ["公开范围", "党内"]),
        ("转载: 也许", ["转载", "是"]),
        ("来源网址: www.a.cn", ["https://"]),
        ("来源网址: javascript:alert(1)", ["网址"]),
        ("来源网址: 'https://a.cn/ 张三'", ["网址"]),
        ("文字: 英文", ["简体"]),
        ("出镜: 领导", ["职工"]),
        ("网址名: 党日", ["小写英文"]),
        ("网址名: ../../etc", ["小写英文"]),
        ("网址名: -a-", ["小写英文"]),
        ("网址名: Index.html", ["小写英文"]),
        ("网址名: " + "a" * 400, ["太长", "80"]),
        ("失效: 2026-03-04", ["失效", "日期"]),
        ("关键词: " + "、".join(f"词{i}" for i in range(21)), ["关键词", "20"]),
        ("摘要: " + "长" * 401, ["摘要", "400"]),
        ("撤稿: 不想要了", ["原因", "有误"]),
        ("封面: {图说: 乙}", ["缺少", "文件"]),
        ("公示期: 一周", ["时段"]),
        ("副题: [乙]", ["副题", "一段文字"]),
    ],
)
def test_wrong_values_are_told_in_chinese(only_error, line, words):
    """Each wrong value gives one error on its line that shows the right form."""
    code, at, _, said = only_error(f"---\n标题: 甲\n日期: 2026-03-05\n{line}\n---\n")

    assert (code, at) == ("FRO07", 4)
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("header", "words"), [("日期: 2026-03-05", "标题"), ("标题: 甲", "日期"), ("标题:\n日期: 2026-03-05", "标题")]
)
def test_title_and_date_are_required(only_error, header, words):
    """What is missing is named, with a line to copy."""
    said = only_error(f"---\n{header}\n---\n\n正文。\n")[3]

    assert f"缺少“{words}”" in said
    assert f"{words}: " in said


def test_the_status_of_a_broken_draft_is_known(reading):
    """A draft with mistakes is still known to be a draft, so that it leaves no trace."""
    result = reading("---\n标题: 甲\n状态: 草稿\n---\n")

    assert result.manuscript is None
    assert result.named_status == "草稿"


def test_spots_tell_where_a_field_stands(sound):
    """Later rooms can point at the very value."""
    manuscript = sound("---\n标题: 甲\n日期：2026-03-05\n栏目： party-news\n---\n")
    found = manuscript.diagnose("section", "SEC06", "没有", "改")

    assert (found.line, found.column, found.excerpt) == (4, 5, "栏目： party-news")
    assert (manuscript.diagnose("slug", "X", "", "").line) == 1
