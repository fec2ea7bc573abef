"""The grammar of conversion marks: what MediaWiki's guide says of it, and what Chinese editors type besides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.core import mark_problems
from xinglin.core.diagnostics import Collector, Severity
from xinglin.core.marks import MAX_DEPTH, outside, parse, pieces, plain, shorten, spans, split_outside, variant_code

FORMS = {"zh-hans": "软件", "zh-hant": "軟體"}


@pytest.mark.parametrize(
    "inside",
    [
        "zh-hans:软件;zh-hant:軟體",
        " zh-hans : 软件 ; zh-hant : 軟體 ; ",
        "zh-hans：软件；zh-hant：軟體",
        "ZH-Hans:软件;zh-Hant:軟體",
        "简体:软件;繁体:軟體",
        "简体：软件；繁體：軟體；",
    ],
)
def test_forms(inside: str) -> None:
    """Each variant's form; full-width marks, capitals, Chinese names and loose spaces are understood."""
    assert parse(inside).forms == FORMS


@pytest.mark.parametrize("inside", ["原文", "时间:3点", "甲;乙", "甲|乙", "http://a.cn", "", "a=>b"])
def test_anything_else_is_text(inside: str) -> None:
    """What names no variant stays as it is, bars and colons included."""
    mark = parse(inside)
    assert (mark.text, mark.has_forms, mark.flags) == (inside, False, frozenset())


def test_flags_and_rules() -> None:
    """A and H make rules, - takes them back, T gives the title; R makes text of anything."""
    assert parse("A|zh-cn:甲").is_rule
    assert parse("H|zh-cn:甲").is_rule
    assert parse("-|zh-cn:甲").flags == {"-"}
    assert parse("T|zh-cn:甲").is_rule
    assert parse("T;H|zh-cn:甲").flags == {"T", "H"}
    assert not parse("zh-cn:甲").is_rule
    assert parse("R|zh-cn:甲").text == "zh-cn:甲"
    assert not parse("R|zh-cn:甲").has_forms
    assert parse("zh-hans;zh-hant|甲").only == ("zh-hans", "zh-hant")


def test_one_way() -> None:
    """``source=>variant:form``, several in one mark; ``&gt;`` as sanitised HTML writes it."""
    assert parse("甲=>zh-tw:乙;丙=&gt;zh-tw:丁").one_way == {"zh-tw": {"甲": "乙", "丙": "丁"}}


def test_separators_belong_to_variants() -> None:
    """A semicolon that no variant follows, and an entity's, are part of the form."""
    assert parse("zh-hans:甲;乙;zh-hant:丙").forms == {"zh-hans": "甲;乙", "zh-hant": "丙"}
    assert parse("zh-hans:A&amp;B;zh-hant:C&amp;").forms == {"zh-hans": "A&amp;B", "zh-hant": "C&amp;"}


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("zh-hans", "甲"), ("zh-cn", "甲"), ("zh-sg", "甲"), ("zh-my", "甲"),
        ("zh-hant", "乙"), ("zh-tw", "乙"), ("zh-hk", "乙"), ("zh-mo", "乙"),
    ],
)  # fmt: skip
def test_fallback_by_script(code: str, form: str) -> None:
    """A region takes its script's form (MediaWiki, ZhConverter's variant fallbacks)."""
    assert parse("zh-hans:甲;zh-hant:乙").form(code) == form


def test_fallback_by_neighbour() -> None:
    """Macau reads as Hong Kong before as Traditional, Hong Kong as Macau, Taiwan as Traditional before Hong Kong."""
    mark = parse("zh-hk:港;zh-hant:繁;zh-sg:新")
    assert [mark.form(code) for code in ("zh-mo", "zh-tw", "zh-cn")] == ["港", "繁", "新"]
    assert parse("zh-tw:臺").form("zh-hans") is None


def test_names_of_variants() -> None:
    """BCP 47 and MediaWiki's codes alike."""
    assert [variant_code(name) for name in ("zh-Hant-TW", "zh-TW", "台湾", "zh-Hans-CN", "en", "zh-xx")] == [
        "zh-tw", "zh-tw", "zh-tw", "zh-cn", None, None,
    ]  # fmt: skip


def test_spans_nest() -> None:
    """The outermost closed marks; a bracket that is not closed is none."""
    text = "a-{b}-c-{d-{e}-f}--{ -{g}-"
    assert [text[start:end] for start, end in spans(text)] == ["-{b}-", "-{d-{e}-f}-", "-{g}-"]
    assert list(pieces("甲-{乙}-")) == [("甲", False), ("乙", True)]


@given(st.lists(st.sampled_from(["-{", "}-", "甲", "-", "{", "}", "|", "zh-hans:"])).map("".join))
def test_any_text_is_cut_without_loss(text: str) -> None:
    """The pieces put together are the text."""
    assert "".join(f"-{{{piece}}}-" if is_mark else piece for piece, is_mark in pieces(text)) == text
    assert len(spans("-{" * 50 + "}-" * 50)) <= 1


def test_depth_is_bounded() -> None:
    """Ten marks inside one another are marks."""
    text = "-{" * MAX_DEPTH + "甲" + "}-" * MAX_DEPTH
    assert spans(text) == [(0, len(text))]


def test_plain_and_outside() -> None:
    """What a Simplified reader sees where nothing is converted, and what is not in marks at all."""
    text = "谈-{zh-hans:软件;zh-hant:軟體}-与-{于}-某-{H|zh-hans:甲;zh-hant:乙}-"
    assert plain(text) == "谈软件与于某"
    assert plain(text, "zh-hant") == "谈軟體与于某"
    assert outside(text) == "谈与某"


def test_splitting_spares_marks() -> None:
    """A list's separators inside a mark separate nothing."""
    text = "-{zh-hans:甲;zh-hant:乙}-某;丙"
    assert split_outside(re.compile(";"), text) == ["-{zh-hans:甲;zh-hant:乙}-某", "丙"]


def test_shortening_cuts_no_mark() -> None:
    """Counted is what is read; a mark that does not fit is left out whole."""
    assert shorten("甲-{zh-hans:乙丙;zh-hant:丁}-戊己", 4) == "甲-{zh-hans:乙丙;zh-hant:丁}-戊"
    assert shorten("甲-{zh-hans:乙丙;zh-hant:丁}-戊己", 2) == "甲"
    assert shorten("甲乙丙", 2) == "甲乙"


def said(inside: str) -> list[tuple[str, Severity, int]]:
    return [(problem.code, problem.severity, offset) for problem, offset in mark_problems.of(inside)]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("原文", []), ("zh-hans:甲;zh-hant:乙", []), ("A|zh-hans:甲;zh-hant:乙", []), ("zh-cn:甲;zh-tw:乙", []),
        ("H|甲=>zh-tw:乙", []), ("zh-hans;zh-hant|甲", []), ("-|zh-hans:甲", []), ("D;H|zh-hans:甲;zh-hant:乙", []),
        ("zh-hnas:甲;zh-hant:乙", [("MRK04", Severity.ERROR, 2)]),
        ("zh-hans:甲;zh_tw:乙", [("MRK04", Severity.ERROR, 12)]),
        ("B|甲", [("MRK05", Severity.ERROR, 2)]),
        ("zh-hans:甲", [("MRK06", Severity.WARNING, 0)]),
        ("A|zh-cn:甲;zh-tw:乙", [("MRK07", Severity.WARNING, 0)]),
    ],
)  # fmt: skip
def test_problems(inside: str, found: Any) -> None:
    """What is wrong in a closed mark, and where."""
    assert said(inside) == found


def test_data_files_are_checked_line_by_line() -> None:
    """An unclosed mark in sections.yaml has its line and column; comments may say what they like."""
    text = "# -{\n- id: a\n  title: 甲-{乙\n- title: -{于}-某\n"
    collector = Collector("sections.yaml", text.splitlines())
    mark_problems.report(text, collector)

    assert [(d.code, d.line, d.column) for d in collector.found] == [("MRK01", 3, 11)]
