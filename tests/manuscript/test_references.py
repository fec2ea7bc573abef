"""Addresses in a body: what they are and exactly where they stand."""

from __future__ import annotations

import pytest


def places(result) -> list[tuple[str, str, int, int]]:
    return [(r.address, r.role, r.line, r.column) for r in result.manuscript.references]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("见[甲](../a/index.md)。", [("../a/index.md", "link", 6, 6)]),
        ("一\n\n二[甲](a.md)三[乙](b.md)", [("a.md", "link", 8, 6), ("b.md", "link", 8, 16)]),
        ('![图](a.jpg "图说")', [("a.jpg", "picture", 6, 6)]),
        ("[甲](<a b.md>)", [("a b.md", "link", 6, 6)]),
        ("[![图](a.jpg)](b.md)", [("b.md", "link", 6, 15), ("a.jpg", "picture", 6, 7)]),
        ('文 <a href="a.md">甲</a>', [("a.md", "link", 6, 12)]),
        ("文 <a href='a.md'>甲</a>", [("a.md", "link", 6, 12)]),
        ("<img alt=图 src=a.jpg>", [("a.jpg", "picture", 6, 16)]),
        ('<video src="a.mp4" poster="b.jpg"></video>', [("a.mp4", "media", 6, 13), ("b.jpg", "picture", 6, 28)]),
        ('<audio><source src="a.mp3"></audio>', [("a.mp3", "media", 6, 21)]),
        ("<https://a.example/>", [("https://a.example/", "link", 6, 2)]),
        ("[甲][1]\n\n[1]: a.md", [("a.md", "link", 8, 6)]),
        (
            "[甲](a.md) [乙](a.md)\n[丙](a.md)",
            [("a.md", "link", 6, 5), ("a.md", "link", 6, 15), ("a.md", "link", 7, 5)],
        ),
        ("[甲][1]与[乙][1]\n\n[1]: a.md", [("a.md", "link", 8, 6), ("a.md", "link", 8, 6)]),
        ("- 甲\n- [乙](a.md)\n    - [丙](b.md)", [("a.md", "link", 7, 7), ("b.md", "link", 8, 11)]),
        ("|甲|乙|\n|-|-|\n|x|[乙](a.md)|", [("a.md", "link", 8, 8)]),
        ("文件 a.jpg 如下：\n\n![图](a.jpg)", [("a.jpg", "picture", 8, 6)]),
        ("![图](a.jpg.bak)![图](a.jpg)", [("a.jpg.bak", "picture", 6, 6), ("a.jpg", "picture", 6, 21)]),
        ("[甲](a.md?x=1&y=2)", [("a.md?x=1&y=2", "link", 6, 5)]),
        ("<a href='a.md?x=1&amp;y=2'>甲</a>", [("a.md?x=1&y=2", "link", 6, 10)]),
        ("[甲](#义诊)", [("#义诊", "link", 6, 5)]),
        ("> 引[甲](a.md)", [("a.md", "link", 6, 8)]),
        ("[甲](/news/)", [("/news/", "link", 6, 5)]),
        ("[甲]({filename}a.md)", [("{filename}a.md", "link", 6, 5)]),
        ("[甲](..\\b\\图.pdf)", [("..\\b\\图.pdf", "link", 6, 5)]),
    ],
)
def test_addresses_and_their_places(body_reading, markdown, expected):
    """Each address is kept as typed with its role and its line and column in the file."""
    assert sorted(places(body_reading(markdown)), key=lambda p: p[2:]) == sorted(expected, key=lambda p: p[2:])


def test_the_line_is_quoted(body_reading):
    """A reference brings its line along, so that a broken link is shown without reopening the file."""
    (reference,) = body_reading("文。\n\n见[甲](a.md)。").manuscript.references

    assert reference.excerpt == "见[甲](a.md)。"


def test_html_holds_numbers_only(body_reading):
    """In the stored HTML an address is xl:<index>, so it never goes stale when its target moves."""
    manuscript = body_reading("[甲](a.md)![图](b.jpg)").manuscript

    assert 'href="xl:0"' in manuscript.html
    assert 'src="xl:1"' in manuscript.html
    assert "a.md" not in manuscript.html
    assert "b.jpg" not in manuscript.html


def test_what_is_taken_out_has_no_reference(body_reading):
    """The address of a removed script is nobody's link: no second diagnostic follows from it."""
    assert places(body_reading("<script src=//a.cn/x.js></script>")) == []


@pytest.mark.parametrize(
    ("markdown", "line", "column"),
    [
        ("![](a.jpg)", 6, 5),
        ("文\n\n![ ](a.jpg)", 8, 6),
        ('<img src="a.jpg" title="题">', 6, 11),
        ('<img src="a.jpg" alt="">', 6, 11),
    ],
)
def test_a_picture_without_words_is_told(body_reading, markdown, line, column):
    """A photo without alternative text gets a warning at its address (WCAG 1.1.1)."""
    (found,) = body_reading(markdown).diagnostics

    assert (found.code, found.line, found.column, found.is_error) == ("PIC01", line, column, False)


@pytest.mark.parametrize(
    "markdown", ["![甲](a.jpg)", '![a > b](a.jpg "x > y")', '<img title="a>b" src="a.jpg" alt="甲">']
)
def test_a_picture_with_words_is_fine(body_reading, markdown):
    """Any alternative text is enough."""
    assert body_reading(markdown).diagnostics == ()
