"""YAML as editors write it: strings with places, nothing clever, nothing unbounded."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.core import yaml_document
from xinglin.core.yaml_document import Document, Place, YamlProblem, parse


def problem_of(text: str) -> YamlProblem:
    with pytest.raises(YamlProblem) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0738-8325000", "0738-8325000"),
        ("no", "no"),
        ("2026-03-05", "2026-03-05"),
        ("1_000", "1_000"),
        ("012", "012"),
        ("1:30", "1:30"),
        ("~", "~"),
        ("null", "null"),
        ("", ""),
        ("'it''s'", "it's"),
        ('"a\\tb"', "a\tb"),
    ],
)
def test_every_scalar_is_a_string(typed, value):
    """YAML guesses nothing: telephone numbers, dates, no and null stay what was typed."""
    assert parse(f"k: {typed}").data == {"k": value}


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "''"])
def test_nothing_is_an_empty_mapping(text):
    """A file without content is an empty mapping, no problem."""
    assert parse(text).data == {}


def test_places_of_keys_and_values():
    """Every key and value knows its line and column, counted in characters from 1."""
    document = parse("标题: 甲\n荣誉:\n  - 名称: 乙\n    级别: 丙\n  - 丁\n")

    assert document.keys == {
        ("标题",): Place(1, 1),
        ("荣誉",): Place(2, 1),
        ("荣誉", 0, "名称"): Place(3, 5),
        ("荣誉", 0, "级别"): Place(4, 5),
    }
    assert document.values[("标题",)] == Place(1, 5)
    assert document.values[("荣誉", 0, "级别")] == Place(4, 9)
    assert document.values[("荣誉", 1)] == Place(5, 5)
    assert document.place_of(("荣誉", 0, "缺的")) == Place(3, 5)
    assert document.place_of(("没有",)) == Place(1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: &x 1\nb: *x", 1, 4, "锚点"),
        ("a: 1\nb: *x", 2, 4, "别名"),
        ("甲: !!python/object/apply:os.system [ls]", 1, 4, "标签"),
        ("a: !x 1", 1, 4, "标签"),
        ("甲: 1\n乙: 2\n甲: 3", 3, 1, "“甲”写了两次"),
        ("- a\n- b", 1, 1, "名称: 内容"),
        ("一句话", 1, 1, "名称: 内容"),
        ("a: 1\n\tb: 2", 2, None, "Tab"),
        ("a: b: c", 1, 5, "冒号"),
        ("a: 'x", None, None, "引号"),
        ("a: 1\n---\nb: 2", 2, 1, "---"),
        ("[a]: 1", 1, None, "名称处"),
        ("甲: 一\x01二", 1, 5, "控制字符"),
        ("甲: 一\n乙: \x7f", 2, 4, "控制字符"),
        ("甲: 一\n乙: 二\x0b三", 2, 5, "控制字符"),
        ("甲: \ud800", 1, 4, "控制字符"),
    ],
)
def test_what_is_refused_and_where(text, line, column, word):
    """Anchors, aliases, tags, doubled keys, tabs and the like are refused at their place, in Chinese."""
    problem = problem_of(text)

    assert word in problem.message
    assert problem.fix
    if line is not None:
        assert problem.place.line == line
    if column is not None:
        assert problem.place.column == column


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x07", "\\x9b", "\\u202e", "\\ufeff", "\\uffff"])
def test_escapes_bring_no_control_characters_in(escape):
    """Control characters written as YAML escapes would end up in pages and feeds: refused like typed ones."""
    problem = problem_of(f'标题: 一\n摘要: "甲{escape}乙"')

    assert problem.place == Place(2, 5)
    assert "控制字符" in problem.message


def test_merge_keys_and_complex_keys_mean_nothing():
    """<< is a word like any other, and a mapping cannot be a key."""
    assert parse("<<: a").data == {"<<": "a"}
    assert "名称处" in problem_of("? {a: 1}\n: b").message


def test_alias_bomb_is_refused_at_once():
    """The billion laughs end at the first anchor."""
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    started = time.process_time()

    assert problem_of(bomb).place == Place(1, 4)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 50_000,
        "a: " + "{a: " * 20_000,
        "a: " + "- " * 50_000,
        "? " * 50_000,
        "".join("  " * i + "a:\n" for i in range(200)),
        "a:\n" + "- x\n" * 100_000,
        "a: [" + "x," * 100_000 + "]",
    ],
    ids=["flow lists", "flow mappings", "inline lists", "complex keys", "deep mappings", "long list", "long flow list"],
)
def test_depth_and_size_are_bounded(bomb):
    """Nesting and node count have a limit, told in Chinese, and reached within a second or two."""
    started = time.process_time()

    assert problem_of(bomb).message
    assert time.process_time() - started < 3


def test_honour_lists_are_within_bounds():
    """500 honours with six fields each, the largest list front matter allows, still parse."""
    entry = "  - 名称: 甲\n    级别: 乙\n    授予单位: 丙\n    日期: 丁\n    文号: 戊\n    获得者: [己, 庚]\n"

    assert len(parse("荣誉:\n" + entry * 500).data["荣誉"]) == 500


def test_problems_cross_process_borders():
    """A problem raised in a worker arrives whole in the parent."""
    problem = pickle.loads(pickle.dumps(problem_of("a: *x")))

    assert (problem.place, bool(problem.message), bool(problem.fix)) == (Place(1, 4), True, True)


def strings_only(data: object) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, str) and strings_only(value) for key, value in data.items())
    if isinstance(data, list):
        return all(map(strings_only, data))
    return isinstance(data, str) and not set(data) & set("\0\x1b\x85\x9f\u202e\ufeff\ud800")


YAML_TEXT = st.text(
    alphabet=st.sampled_from("ab甲:：- \n\t[]{},#&*!|>'\"%@`?~\\x0u\x00\x85\u2028\ud800\ufeff"), max_size=60
)


@given(st.one_of(YAML_TEXT, st.text(st.characters(), max_size=60)))
@settings(max_examples=600, deadline=2000)
def test_any_text_gives_a_document_or_a_problem(text):
    """Whatever is typed, the answer is plain strings or a placed Chinese problem, never another exception."""
    try:
        document = parse(text)
    except YamlProblem as problem:
        assert problem.message
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    else:
        assert isinstance(document, Document)
        assert strings_only(document.data)
        assert {path[0] for path in document.keys} <= set(document.data)


@pytest.mark.parametrize(
    "text",
    ["标题: 甲\n作者\n日期: 2026-03-05", "标题: 甲\n作者\n\n\n日期: 2026-03-05", "标题: 甲\n作者\n# 注\n日期: 乙"],
)
def test_a_line_without_a_colon_is_told_at_its_own_line(text):
    """YAML notices one line later, or several."""
    problem = problem_of(text)

    assert (problem.place, problem.message) == (Place(2, 1), "这一行缺少冒号。")


_PIECES = (
    "甲", "a", "3", "=", "-", " - ", "?", "!", "&", "*", "|", ">", "%", "@", "`", "~", "<<", "'", "''", '"', "\\", "[", "]", "[a, b]",
    ", ", ",", "{", "}", "#", " #", ": ", ":", "：", " ", "  ", "\u3000", "\u00a0", "\U0001f600", "\n", "\nb: ", "\n\nc: ", "\n  ",
)  # fmt: skip


@given(text=st.lists(st.sampled_from(_PIECES), max_size=8).map(lambda pieces: f"标题: {''.join(pieces)}"))
@settings(max_examples=1500, deadline=None)
def test_plain_lines_are_read_as_yaml_reads_them(text):
    """Data and places of the shortcut are those of the parser's own events."""
    document = yaml_document._plain_lines(text)
    if document is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_document, "_plain_lines", lambda text: None)
            assert document == parse(text)


@pytest.mark.parametrize(
    "text",
    ["标题: 甲\n日期: 2026-03-05", "作者: [张三, 李四 ]", "标题: '甲: ''乙'''", '标题: "甲"', "标题: 甲\n\n日期: 乙  "],
)
def test_most_headers_take_the_shortcut(text):
    """The forms front matter is written in."""
    assert yaml_document._plain_lines(text) is not None
