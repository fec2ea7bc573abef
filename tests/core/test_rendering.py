"""Diagnostics as an editor's terminal, a script and GitHub show them."""

from __future__ import annotations

import json

import pytest

from xinglin.core.diagnostics import Collector, Diagnostic, Severity, paths_with_errors, sort
from xinglin.core.rendering import as_data, as_github, as_json, as_text


def diagnostic(**changes: object) -> Diagnostic:
    fields: dict[str, object] = {
        "path": "news/a.md",
        "line": 3,
        "column": 1,
        "code": "FRO03",
        "severity": Severity.ERROR,
        "message": "不认识的名称“作着”。",
    }
    return Diagnostic(**(fields | changes))  # type: ignore[arg-type]


def test_text_has_place_then_quote_then_fix():
    """An editor sees path:line:col first, the line as typed, a caret under the words, then 改法."""
    shown = as_text(diagnostic(excerpt="作着: 张三", width=2, fix="是不是“作者”？"))

    assert shown.split("\n") == [
        "news/a.md:3:1: 错误 FRO03 不认识的名称“作着”。",
        "    作着: 张三",
        "    ^^^^",
        "    改法：是不是“作者”？",
    ]


@pytest.mark.parametrize(
    ("excerpt", "column", "width", "caret"),
    [
        ("abc", 2, 1, " ^"),
        ("日期: 三月", 5, 2, " " * 6 + "^^^^"),
        ("ａ：x", 3, 1, " " * 4 + "^"),
        ("\t链接", 2, 1, "\t^^"),
        ("中\tx", 3, 1, "  \t^"),
        ("e\u0301x", 3, 1, " ^"),
        ("ab", 9, 1, "  ^"),
        ("ab", 0, 1, "^"),
        ("“引”", 2, 1, " ^^"),
    ],
)
def test_caret_stands_under_the_word(excerpt, column, width, caret):
    """The caret counts terminal columns (UAX 11): two for a Chinese character, none for a combining mark, tabs as typed."""
    lines = as_text(diagnostic(excerpt=excerpt, column=column, width=width)).split("\n")

    assert lines[2] == "    " + caret


def test_a_file_as_a_whole_has_no_line():
    """Line 0 means the whole file: neither a line number nor a caret is shown."""
    assert as_text(diagnostic(line=0, column=0)) == "news/a.md: 错误 FRO03 不认识的名称“作着”。"


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\r", "\x00"])
def test_quoted_lines_cannot_command_the_terminal(character):
    """What an editor pasted cannot move the cursor, colour or reverse the text of the terminal that quotes it."""
    shown = as_text(diagnostic(excerpt=f"标题{character}[31m", message=f"甲{character}", column=3))

    assert character not in shown
    assert len(shown.split("\n")) == 3


@pytest.mark.parametrize(
    ("severity", "word", "command"),
    [(Severity.ERROR, "错误", "error"), (Severity.WARNING, "提醒", "warning"), (Severity.INFO, "说明", "notice")],
)
def test_severities_have_names(severity, word, command):
    """Each severity has its Chinese word for people, its English one for JSON and its command for GitHub."""
    one = diagnostic(severity=severity)

    assert f" {word} " in as_text(one)
    assert as_data(one)["severity"] == severity.name.lower()
    assert as_github(one).startswith(f"::{command} ")


def test_json_is_readable_and_complete():
    """JSON keeps Chinese as Chinese and carries every field a script needs."""
    text = as_json([diagnostic(fix="改", excerpt="作着: 张三", width=2)])

    assert "不认识的名称" in text
    assert json.loads(text) == [
        {
            "path": "news/a.md",
            "line": 3,
            "column": 1,
            "code": "FRO03",
            "severity": "error",
            "message": "不认识的名称“作着”。",
            "fix": "改",
            "excerpt": "作着: 张三",
            "width": 2,
        }
    ]


def test_github_escapes_as_its_documentation_asks():
    """In properties % CR LF : , are escaped, in the message % CR LF only, so no text can end the command early."""
    one = diagnostic(path="a,b:c%.md", message="100%\r\n::error::x", fix="一，二: 三,四")

    assert as_github(one, "内容") == (
        "::error file=内容/a%2Cb%3Ac%25.md,line=3,col=1,title=FRO03::100%25%0D%0A::error::x%0A改法：一，二: 三,四"
    )


def test_github_lines_count_from_one():
    """GitHub refuses line 0: a finding about a whole file is shown on its first line."""
    assert "line=1,col=1," in as_github(diagnostic(line=0, column=0), "")


def test_sort_shows_each_finding_once_by_place():
    """All findings once, by file, line and column, whatever order they were found in."""
    first, second, third = diagnostic(line=2), diagnostic(line=10), diagnostic(path="news/b.md", line=1)

    assert sort([third, second, first, second]) == [first, second, third]


def test_only_errors_keep_a_file_back():
    """A warning publishes, an error does not."""
    warning = diagnostic(path="w.md", severity=Severity.WARNING)

    assert paths_with_errors([warning, diagnostic(path="e.md")]) == {"e.md"}


def test_collector_quotes_the_line_it_is_about():
    """The excerpt is the line as typed, cut where it is too long, and empty beyond the file's end."""
    collector = Collector("a.md", ["一", "二" * 500])
    collector.add("X01", "甲", line=2, column=1)
    collector.warn("X02", "乙", line=3)

    assert collector.has_errors
    assert [(d.excerpt, d.severity) for d in collector.found] == [("二" * 200, Severity.ERROR), ("", Severity.WARNING)]
