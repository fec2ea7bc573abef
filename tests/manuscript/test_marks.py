"""Conversion marks from the typed manuscript to the stored record: whole, in place, and reported with line and column."""

from __future__ import annotations

import pytest

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.marks import spans
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript, Reading

HEAD = "---\n标题: 甲\n日期: 2026-03-05\n---\n\n"
FIRST = 6
"""The body's first line."""


def reading(body: str, head: str = HEAD) -> Reading:
    return read(ReadingTask("news/a.md", (head + body).encode(), "news"), KINDS)


def manuscript(body: str, head: str = HEAD) -> Manuscript:
    found = reading(body, head)
    assert [d for d in found.diagnostics if d.is_error] == []
    assert found.manuscript
    return found.manuscript


def places(found: Reading) -> list[tuple[str, int, int]]:
    return [(d.code, d.line, d.column) for d in found.diagnostics if d.code.startswith("MRK")]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("他是-{于}-右任。", "<p>他是-{于}-右任。</p>"),
        ("-{zh-hans:软件;zh-hant:軟體}-", "<p>-{zh-hans:软件;zh-hant:軟體}-</p>"),
        ("[见-{于}-某](https://a.cn/)", '<p><a href="xl:0">见-{于}-某</a></p>'),
        ("**-{于}-**某", "<p><strong>-{于}-</strong>某</p>"),
        ("-{**于**}-某", "<p>-{<strong>于</strong>}-某</p>"),
        ("# 认-{于}-", '<h2 id="认于">认-{于}-</h2>'),
        ("- -{于}-某", "<ul>\n<li>-{于}-某</li>\n</ul>"),
        ("a=&gt; -{甲=>zh-tw:乙}-", "<p>a=&gt; -{甲=&gt;zh-tw:乙}-</p>"),
        ("头-{发}-\n展", "<p>头-{发}-展</p>"),
    ],
)
def test_marks_survive_markdown_and_sanitising(body: str, html: str) -> None:
    """A mark stands in the stored HTML as typed, its words read as Markdown."""
    record = manuscript(body)
    assert record.html.strip() == html
    assert record.is_marked


def test_a_bar_in_a_mark_parts_no_cell() -> None:
    """Flags work in tables; no warning of a row too wide."""
    found = reading("| 甲 | 乙 |\n|---|---|\n| -{A\\|x}-a | -{A|zh-hans:丙;zh-hant:丁}- |\n".replace("-{A\\|x}-a", "a"))
    assert found.diagnostics == ()
    assert found.manuscript
    assert "<td>-{A|zh-hans:丙;zh-hant:丁}-</td>" in found.manuscript.html


@pytest.mark.parametrize(
    "body",
    [
        "`-{甲}-`", "``-{`甲}-``", "```\n-{甲}-\n```", "<pre>-{甲}-</pre>", "<code>-{甲</code>", "\\-{甲}-", "a \\-{",
        "<!-- -{ -->甲", "~~~\n-{\n\n}-\n~~~",
    ],
)  # fmt: skip
def test_code_and_escaped_brackets_are_no_marks(body: str) -> None:
    """No complaint, and nothing that a later reader could take for a mark."""
    found = reading(body)
    assert places(found) == []
    assert found.manuscript
    assert not found.manuscript.is_marked
    assert "-{" not in found.manuscript.html
    assert "-{" not in found.manuscript.excerpt
    assert ("-&#123;" in found.manuscript.html) == ("<!--" not in body)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("甲-{乙", [("MRK01", FIRST, 2)]),
        ("甲-{乙\n\n丙}-", [("MRK01", FIRST, 2), ("MRK02", FIRST + 2, 2)]),
        ("甲}-", [("MRK02", FIRST, 2)]),
        ("- 甲-{乙\n- 丙}-", [("MRK01", FIRST, 4), ("MRK02", FIRST + 1, 4)]),
        ("| -{甲 | 乙}- |\n|---|---|\n| -{丙 | 丁 |", [("MRK01", FIRST + 2, 3)]),
        ("甲\n乙-{zh-hnas:丙;zh-hant:丁}-", [("MRK04", FIRST + 1, 4)]),
        ("-{X|甲}-", [("MRK05", FIRST, 3)]),
        ("-{zh-hant:甲}-", [("MRK06", FIRST, 1)]),
        ("-{H|zh-cn:甲;zh-hk:乙}-", [("MRK07", FIRST, 1)]),
        ("-{" * 11 + "甲" + "}-" * 11, [("MRK03", FIRST, 21)]),
        ("<div>-{甲</div>}-", [("MRK01", FIRST, 6)]),
        ("甲-{乙-{丙}-", [("MRK01", FIRST, 2)]),
    ],
)
def test_wrong_marks_have_a_place(body: str, found: list[tuple[str, int, int]]) -> None:
    """Line and column of the bracket, or of the word that is wrong."""
    assert places(reading(body)) == found


def test_wrong_marks_in_front_matter_have_a_place() -> None:
    """Titles, lists and summaries alike."""
    head = "---\n标题: 甲-{乙\n日期: 2026-03-05\n# -{\n作者:\n  - -{于\n摘要: -{zh-hnas:丙}-\n---\n\n"
    assert places(reading("甲", head)) == [("MRK01", 2, 6), ("MRK01", 6, 5), ("MRK04", 7, 7)]


def test_messages_quote_the_line() -> None:
    """The offending words are underlined."""
    (problem,) = (d for d in reading("甲-{zh-hnas:丙;zh-hant:丁}-").diagnostics if isinstance(d, Diagnostic))
    assert problem.excerpt[problem.column - 1 :][: problem.width] == "zh-hnas"


def test_lists_in_front_matter_keep_marks_whole() -> None:
    """A semicolon, comma or space within a mark separates neither names nor keywords."""
    head = (
        "---\n标题: 甲\n日期: 2026-03-05\n作者: -{zh-hans:甲;zh-hant:乙}-某、王 伟\n"
        "关键词: -{zh-hans:软 件;zh-hant:軟體}- 义诊\n---\n\n"
    )
    front = manuscript("甲", head).front
    assert front.authors == ("-{zh-hans:甲;zh-hant:乙}-某", "王伟")
    assert front.keywords == ("-{zh-hans:软 件;zh-hant:軟體}-", "义诊")


def test_rules_are_kept_apart_and_make_no_paragraph() -> None:
    """The article's rules travel with its record, in order; a paragraph of rules alone leaves no empty one."""
    record = manuscript("-{H|zh-hans:甲;zh-hant:乙}-\n-{T|zh-hans:丙;zh-hant:丁}-\n\n戊-{A|zh-hans:己;zh-hant:庚}-\n")
    assert record.rules == "-{H|zh-hans:甲;zh-hant:乙}--{T|zh-hans:丙;zh-hant:丁}--{A|zh-hans:己;zh-hant:庚}-"
    assert record.html.count("<p>") == 1
    assert "<p>-{R|甲}-</p>" in manuscript("-{R|甲}-").html


def test_addresses_are_as_typed() -> None:
    """A link inside a form is a reference as any other; brackets in an address are no mark's."""
    record = manuscript("-{zh-hans:[甲](https://a.cn/1);zh-hant:[乙](https://a.cn/2)}-")
    assert [reference.address for reference in record.references] == ["https://a.cn/1", "https://a.cn/2"]
    assert [reference.column for reference in record.references] == [15, 43]


def test_the_excerpt_cuts_no_mark() -> None:
    """120 characters are read; a mark at the edge is whole or not there."""
    record = manuscript("发" * 118 + "-{zh-hans:软件;zh-hant:軟體}-" + "展" * 50)
    assert record.excerpt == "发" * 118 + "-{zh-hans:软件;zh-hant:軟體}-"
    assert len(spans(manuscript("发" * 119 + "-{zh-hans:软件;zh-hant:軟體}-展").excerpt)) == 0


def test_marks_do_not_decide_the_script() -> None:
    """A Simplified article stays one, however much Traditional its marks give."""
    body = "医院发展。" + "-{zh-hans:甲;zh-hant:軟體體體體體體體體體體}-" * 3
    assert manuscript(body).language == "zh-Hans"


def test_private_characters_of_authors_are_no_brackets() -> None:
    """Whoever types what marks travel as makes no mark."""
    record = manuscript("-{于}-\U0010fffc甲\U0010fffd")
    assert [record.html[start:end] for start, end in spans(record.html)] == ["-{于}-"]


def test_full_width_brackets_are_told() -> None:
    """What an input method makes of -{…}- is no mark, and its author hears of it."""
    assert [(d.code, d.line, d.column) for d in reading("他是-｛于｝-右任").diagnostics] == [("TXT08", FIRST, 3)]


@pytest.mark.parametrize(
    "body",
    ["<pre>" * 15_000 + "-{甲}-", "`" * 3_000 + " `" * 10_000 + "-{甲}-", "` `` " * 9_000 + "-{", "-{" * 20_000, "}-" * 20_000,
     "-{`}-" * 9_000, "<!--" * 15_000 + "-{甲}-", "| -{ |\n" * 5_000],
    ids=lambda body: body[:12],
)  # fmt: skip
def test_reading_any_of_it_ends(body: str) -> None:
    """Code that never ends, brackets without end: read or refused, never hung."""
    assert reading(body).path == "news/a.md"


def test_code_spans_end_where_markdown_ends_them() -> None:
    """A run of backticks is closed by a run of the same length only; an unclosed one is text."""
    assert manuscript("`` -{甲`}- `` -{乙}-").html.count("-{") == 1
    assert manuscript("` -{甲}-").html == "<p>` -{甲}-</p>"
    assert manuscript("<b>-{甲}-</b> <code>-{乙}-</code>").html.count("-{") == 1
