"""Keys in all their spellings, values with everything YAML trips over, and what is wrong where."""

from __future__ import annotations

import time

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.core.yaml_document import parse
from xinglin.kinds import KINDS
from xinglin.manuscript import header, plain_header
from xinglin.manuscript.header import SYNONYMS, fold

# design.md, "Front matter": every key of the table with its Chinese name.
TABLE = {
    "title": "标题", "subtitle": "副题", "kicker": "引题", "short_title": "短标题", "date": "日期", "modified": "修改",
    "expires": "失效", "section": "栏目", "kind": "类型", "authors": "作者", "reporters": "记者", "correspondents": "通讯员",
    "photographers": "摄影", "editors": "责编", "proofreaders": "校对", "source": "来源", "source_url": "来源网址",
    "reprint": "转载", "department": "供稿科室", "branch": "党支部", "summary": "摘要", "keywords": "关键词", "cover": "封面",
    "pinned": "置顶", "attachments": "附件", "status": "状态", "range": "公开范围", "slug": "网址名", "aliases": "旧网址",
    "disclosure": "公开事项", "index_no": "索引号", "doc_no": "文号", "formed": "成文日期", "validity": "效力",
    "publicity": "公示期", "stage": "阶段", "covers": "所属期", "honours": "荣誉", "effective": "生效", "cancels": "取消", "supersedes": "替代", "steps": "流程", "place": "地点",
    "hours": "时间", "phone": "电话", "fee": "费用", "reviewed_on": "核对日期", "language": "文字", "people": "人名",
    "conversion": "转换", "conversion_groups": "转换组", "depicts": "出镜", "consent": "同意", "aigc": "AI生成", "corrections": "更正", "changes": "修改记录",
    "withdrawn": "撤稿",
}  # fmt: skip


def test_every_key_of_the_table_exists_under_both_names():
    """The models of all kinds together have exactly the table's keys, with the table's Chinese names."""
    fields = {
        name: info.title for kind in KINDS.values() for name, info in kind.model.model_fields.items() if name != "issue"
    }

    assert fields == TABLE


SPELLINGS = [
    ("作者: 张三", "authors"), ("作者：张三", "authors"), ("作者:张三", "authors"), ("作者 ： 张三", "authors"),
    ("作者：　张三", "authors"), ("authors: 张三", "authors"), ("Authors: 张三", "authors"), ("AUTHOR: 张三", "authors"),
    ("Author: 张三", "authors"), ("撰稿: 张三", "authors"), ("摄影者: 张三", "photographers"), ("责任编辑: 张三", "editors"),
    ("Proofreaders: 张三", "proofreaders"), ("\u3000作者: 张三", "authors"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name"), SPELLINGS)
def test_spellings_of_keys(field, line, name):
    """Chinese, English and Pelican's names, any case, full-width colon, space or none: the same field."""
    assert field(line, name) == ("张三",)


@pytest.mark.parametrize("engine", ["s2t", "s2tw", "s2hk"])
def test_keys_in_traditional(engine):
    """Every key may be written in Traditional, in the characters of any region."""
    words = {
        *SYNONYMS,
        *(info.title or name for kind in KINDS.values() for name, info in kind.model.model_fields.items()),
    }
    convert = opencc.OpenCC(engine).convert

    assert {word: fold(convert(word)) for word in words} == {word: fold(word) for word in words}


@pytest.mark.parametrize("line", ["short_title: 乙", "short-title: 乙", "Short Title: 乙", "短标题：乙"])
def test_spellings_of_compound_keys(field, line):
    """Underscore, hyphen and space in an English key are one."""
    assert field(line, "short_title") == "乙"


VALUES = [
    "门诊: 新流程", "门诊：新流程", "8:00—12:00", "C# 入门", "满意度 # 1", "100%", "%开头", "@全体职工", "*重要*通知", "**重要**",
    "[公告]关于停诊", "[公告] 关于[停诊]", "{甲}乙", "“引号”", "'单'引号", '"双"引号', "it's", "'90后", '"最美"护士', "-负号", "- 项",
    "? 问", "! 叹", "& 和", "| 竖", "> 大", "`码`", "~", "no", "是", "0738-120", "1e3", "a: b: c", "http://a.cn/?x=1#y", ", 逗号",
    "\\反斜杠\\n", "【通知】停诊", "末尾冒号:", "末尾冒号：", "&amp;", "<b>粗</b>", "{{ 模板 }}", "《关于“三公”的通知》", "[^1]注", "- - -",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("colon", [": ", "：", ":"])
def test_values_mean_what_was_typed(sound, value, colon):
    """Whatever punctuation a title has, the title is what was typed."""
    assert sound(f"---\n标题{colon}{value}\n日期: 2026-03-05\n---\n").front.title == value


@pytest.mark.parametrize("value", [value for value in VALUES if value not in {"- 项", "- - -"}])
def test_list_items_mean_what_was_typed(field, value):
    """The same in a list: an item is the words behind its dash."""
    assert field(f"流程:\n  - {value}\n  - 第二步", "steps", "guide") == (value, "第二步")


@pytest.mark.parametrize(("typed", "value"), [("'门诊'", "门诊"), ('"门诊"', "门诊"), ("'a: b'", "a: b"), ("''", "")])
def test_quotes_around_the_whole_value_are_yaml(field, typed, value):
    """Who knows YAML may quote as YAML does."""
    assert field(f"副题: {typed}", "subtitle") == value


def test_lists_and_mappings_with_full_width_colons(sound):
    """Nested names are read in Chinese too, with full-width colons, in blocks and in braces."""
    manuscript = sound(
        "---\n标题：荣誉\n日期：2026年3月5日\n荣誉：\n  - 名称：先进集体：二等奖\n    级别：省级\n    授予单位：省卫健委\n"
        "    日期：2026年1月5日\n    文号：湘卫〔2026〕1号\n    获得者：\n      - 党支部：门诊党支部\n        书记：王五\n"
        "      - 张三\n  - {名称: 乙, 级别: 院级}\n---\n",
        "honours",
    )
    first, second = manuscript.front.honours

    assert (first.title, first.level, first.awarded_by, first.document) == (
        "先进集体：二等奖", "省级", "省卫健委", "湘卫〔2026〕1号",
    )  # fmt: skip
    assert str(first.date) == "2026-01-05"
    assert [(h.branch, h.secretary, h.person) for h in first.holders] == [("门诊党支部", "王五", ""), ("", "", "张三")]
    assert (second.title, second.level) == ("乙", "院级")


def test_list_items_may_hold_times(field):
    """A time in a list item makes no mapping of it."""
    line = "流程：\n  - 体检当日7:30到前台\n  - 9：00 采血: 空腹"

    assert field(line, "steps", "guide") == ("体检当日7:30到前台", "9：00 采血: 空腹")


@pytest.mark.parametrize("mark", ["|", ">", "|-"])
def test_block_scalars(field, mark):
    """A summary over several lines, colons, dashes and hashes in it, is one text."""
    line = f"摘要: {mark}\n  第一行：甲\n  # 第二行: 乙\n  - 三\n\n  标题: 四"

    assert "".join(str(field(line, "summary")).split()) == "第一行：甲#第二行:乙-三标题:四"


def test_continued_lines(field):
    """A value may go on in an indented line."""
    assert field("摘要: 第一行\n  第二行", "summary") == "第一行 第二行"


def test_terms_of_an_article(field):
    """转换 holds the author's own words: with either colon, and words that are also names of keys stay words."""
    line = "转换:\n  书记：書記\n  标题: 標題\n  日期: 日期"

    assert field(line, "conversion") == {"书记": "書記", "标题": "標題", "日期": "日期"}


def test_terms_of_unequal_length_are_refused(only_error):
    """A term that would change the length of the text is an error, not silently dropped."""
    code, line, _, words = only_error("---\n标题: 甲\n日期: 2026-03-05\n转换:\n  支持: 支援他\n---\n")

    assert (code, line) == ("FRO07", 5)
    assert "字数" in words


def test_comments_are_skipped(field):
    """A line that begins with # says nothing."""
    assert field("# 作者: 李四\n作者: 张三\n  # 缩进的", "authors") == ("张三",)


@pytest.mark.parametrize("fence", ["---", "-----", "--- ", "——", "———", "－－－"])
def test_fences(sound, fence):
    """The lines around front matter may be typed with Chinese dashes."""
    assert sound(f"{fence}\n标题: 甲\n日期: 2026-03-05\n{fence}\n正文。\n").html == "<p>正文。</p>"


def test_header_after_blank_lines(sound):
    """Empty lines before the header do no harm."""
    assert sound("\n  \n\n---\n标题: 甲\n日期: 2026-03-05\n---\n正文。\n").front.title == "甲"


@pytest.mark.parametrize(
    "text",
    [
        "Title: 甲\nDate: 2026-03-05 15:09\nTags: 党建, 义诊\nCategory: party-news\nAuthor: 张三\nSlug: jia\n\n正文。\n",
        "标题：甲\n日期：2026年3月5日 15:09\n标签：党建、义诊\n栏目：party-news\n作者：张三\n网址名：jia\n\n正文。\n",
    ],
)
def test_headers_without_fences(sound, text):
    """Pelican's own header, in English or Chinese, is read and mapped."""
    manuscript = sound(text)
    front = manuscript.front

    assert (front.title, front.keywords, front.section, front.authors, front.slug) == (
        "甲", ("党建", "义诊"), "party-news", ("张三",), "jia",
    )  # fmt: skip
    assert front.date.hour == 15
    assert manuscript.html == "<p>正文。</p>"


def test_never_closed(only_error):
    """A header that never ends is told at its first line, with the way out."""
    code, line, column, words = only_error("---\n标题: 甲\n日期: 2026-03-05\n\n正文。\n")

    assert (code, line, column) == ("FRO01", 1, 1)
    assert "另起一行" in words


@pytest.mark.parametrize("text", ["正文第一段。\n", "# 门诊开展义诊\n\n正文。\n", "---\n---\n正文。\n"])
def test_no_header(only_error, text):
    """Text without title and date gives one error that shows the four lines to write."""
    code, line, _, words = only_error(text)

    assert (code, line) == ("FRO05", 1)
    assert "标题" in words
    assert "日期" in words


def test_the_heading_is_offered_as_title(only_error):
    """Who wrote the title as a heading is shown it in the fix."""
    assert "标题: 门诊开展义诊" in only_error("---\n日期: 2026-03-05\n---\n\n# 门诊开展义诊\n")[3]


@pytest.mark.parametrize(
    ("line", "typed", "column", "guess"),
    [
        ("作着: 张三", "作着", 1, "作者"),
        ("作着：张三", "作着", 1, "作者"),
        ("athors: 张三", "athors", 1, "authors"),
        ("关建词: 党建", "关建词", 1, "关键词"),
        ("公开范為: 党内", "公开范為", 1, "公开范围"),
        ("摄影师: 张三", "摄影师", 1, "摄影"),
    ],
)
def test_unknown_keys_name_the_nearest(only_error, line, typed, column, guess):
    """An unknown key is an error at its place that names the key probably meant, in the author's language."""
    code, at_line, at_column, words = only_error(f"---\n标题: 甲\n日期: 2026-03-05\n{line}\n---\n")

    assert (code, at_line, at_column) == ("FRO03", 4, column)
    assert f"“{typed}”" in words
    assert f"“{guess}" in words


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [("作者: 张三", "作者: 李四", 5), ("作者: 张三", "authors: 李四", 5), ("作者: 张三", "撰稿：李四", 5)],
)
def test_a_key_written_twice(only_error, first, second, line):
    """The same field twice, in one spelling or in two, is an error at the second."""
    code, at_line, _, words = only_error(f"---\n标题: 甲\n日期: 2026-03-05\n{first}\n{second}\n---\n")

    assert code in {"FRO02", "FRO04"}
    assert at_line == line
    assert "写了两次" in words


@pytest.mark.parametrize(
    ("kind", "line", "typed", "owner"),
    [
        ("news", "生效: 2026-03-06", "生效", "通知"),
        ("news", "effective: 2026-03-06", "effective", "通知"),
        ("notice", "流程: 一", "流程", "指南"),
        ("guide", "荣誉: []", "荣誉", "荣誉"),
    ],
)
def test_a_key_of_another_kind(only_error, kind, line, typed, owner):
    """A key that only another kind has is told apart from an unknown one, and that kind is named."""
    code, at_line, column, words = only_error(f"---\n标题: 甲\n日期: 2026-03-05\n{line}\n---\n", kind)

    assert (code, at_line, column) == ("FRO07", 4, 1)
    assert f"“{typed}”" in words
    assert owner in words


@pytest.mark.parametrize(
    ("header", "line", "column"),
    [
        ("标题: 甲\n日期: 明天", 3, 5),
        ("标题: 甲\n日期：明天", 3, 4),
        ("标题: 甲\n日期: 2026-03-05\n\n状态:  未知", 5, 6),
        ("标题: 甲\n日期: 2026-03-05\n失效: 2026年2月30日", 4, 5),
        ("标题: 甲\n日期: 2026-03-05\n更正:\n  - 日期: 明天\n    说明: 乙", 5, 9),
        ("标题: 甲\n日期: 2026-03-05\n更正:\n  - 日期：2026-03-06\n    说朋：乙", 6, 5),
        ("标题: 甲\n日期: 2026-03-05\n封面: {文件: a.jpg, 图: b}", 4, None),
    ],
)
def test_mistakes_in_values_are_placed(reading, header, line, column):
    """A wrong value is told at its own line and column, in nested lists too."""
    found = reading(f"---\n{header}\n---\n").diagnostics

    assert [d for d in found if d.line == line and column in (None, d.column)]


@pytest.mark.parametrize(
    "value",
    [
        "[" * 50_000, '"\\UFFFFFFFF"', '"\\x"', "[*a]", "{? x}", "'", '"', "[a, [b, {c: d}]]", "{" * 3000, "!!binary x", "&a b",
        '"\\e[31m"', "[" + "a," * 21_000 + "]",
    ],
    ids=lambda value: value[:12],
)  # fmt: skip
@pytest.mark.parametrize(
    "key", ["标题", "作者", "关键词", "封面", "附件", "荣誉", "流程", "转换", "类型", "状态", "公示期", "更正"]
)
def test_no_value_breaks_the_reader(reading, key, value):
    """Any value under any key gives an article or an error within a second, and no control character in the article."""
    started = time.process_time()
    result = reading(
        f"---\n标题: 甲\n日期: 2026-03-05\n{key}: {value}\n---\n".replace(
            "标题: 甲\n", "" if key == "标题" else "标题: 甲\n"
        )
    )

    assert result.manuscript is not None or any(found.is_error for found in result.diagnostics)
    assert "\x1b" not in repr(result.manuscript)
    assert "\\x1b" not in repr(result.manuscript)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("key", ["关键词", "作者", "附件", "公开事项", "旧网址", "流程"])
@pytest.mark.parametrize("value", ["[{a: b}]", "[[a]]", "{a: b}"])
def test_lists_of_the_wrong_things(reading, key, value):
    """A mapping or list where words belong is an error in Chinese, never an exception."""
    kind = "guide" if key == "流程" else "news"
    found = reading(f"---\n标题: 甲\n日期: 2026-03-05\n{key}: {value}\n---\n", kind).diagnostics

    assert [d.line for d in found if d.is_error] != []


@pytest.mark.parametrize("text", ["标题: 甲\n\t作者: 乙", "标题: 甲\n 作者: 乙", "标题: 甲\n说明文字"])
def test_broken_yaml_is_one_placed_error(reading, text):
    """Broken structure is told once, on one of its lines."""
    errors = [d for d in reading(f"---\n{text}\n---\n正文。\n").diagnostics if d.is_error]

    assert errors
    assert all(1 <= d.line <= 4 for d in errors)


def test_alias_bomb(reading):
    """The billion laughs in front matter expand nothing: each line is an unknown key, told at once."""
    bomb = "甲: &a [x,x,x,x]\n" + "".join(f"乙{i}: [*a,*a,*a,*a,*a,*a,*a,*a]\n" for i in range(20))
    started = time.process_time()
    found = reading(f"---\n标题: 甲\n日期: 2026-03-05\n{bomb}---\n").diagnostics

    assert [d.line for d in found] == list(range(4, 25))
    assert time.process_time() - started < 2


@pytest.mark.parametrize("items", ["- &a 张三\n- *a", "- 张三\n- *a"])
def test_anchors_in_lists_are_told(only_error, items):
    """YAML's own anchors and aliases are told at their line, not printed as names."""
    code, line, _, words = only_error(f"---\n标题: 甲\n日期: 2026-03-05\n作者:\n{items}\n---\n")

    assert code == "FRO02"
    assert line in {5, 6}
    assert "锚点" in words


PLAIN_LINES = st.lists(
    st.tuples(
        st.sampled_from(["标题", "日期", "title", "Tags", "作者", "联系电话", "a.b-c", "转换", "2x", "封面"]),
        st.sampled_from([": ", "：", ":", " : ", ":  "]),
        st.text(st.sampled_from("门诊 　\xa0:：#'\"[]{}|>-&*!%@,，1é\t"), max_size=8),
    ).map("".join),
    max_size=4,
).map(lambda lines: [*lines, ""])


@given(lines=PLAIN_LINES)
@settings(max_examples=500)
def test_plain_lines_are_read_as_yaml_reads_them(lines):
    """Where the short way gives a document, mending the lines and reading them as YAML gives the same, places and all."""
    plain = plain_header.read(lines, 0, len(lines))
    if plain is None:
        return
    mended = parse("\n".join(header._mend(line, False) for line in lines))

    assert plain == header._shift(mended, lines, 0)
