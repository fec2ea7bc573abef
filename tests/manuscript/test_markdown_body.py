"""Markdown as hospitals write it."""

from __future__ import annotations

import time

import pytest


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("|甲|乙|\n|-|:-:|\n|1|2|", "<td>1</td>"),
        ("正文[^1]。\n\n[^1]: 注释。", 'href="xl:0"'),
        ("术语\n:   释义", "<dt>术语</dt>\n<dd>释义</dd>"),
        ("段落。\n{: .lead #kaitou }", '<p class="lead" id="kaitou">段落。</p>'),
        (
            '!!! note "提示"\n    请空腹。',
            '<div class="admonition note">\n<p class="admonition-title">提示</p>\n<p>请空腹。</p>',
        ),
        ("<details><summary>问</summary>答</details>", "<details><summary>问</summary>答</details>"),
        ("```\na <b> 码\n```", "<pre><code>a &lt;b&gt; 码\n</code></pre>"),
        ("**粗***斜*", "<strong>粗</strong><em>斜</em>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>"),
        ("<ruby>杏<rt>xìng</rt></ruby>", "<ruby>杏<rt>xìng</rt></ruby>"),
    ],
)
def test_features(body, markdown, expected):
    """Tables, footnotes, definition lists, attribute lists, admonitions, details, code: all there."""
    assert expected in body(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("逗号，\n第二行", "逗号，第二行"),
        ("“引”\n“号”", "“引”“号”"),
        ("**粗**\n第二行", "<strong>粗</strong>第二行"),
        ("第一行\n**粗**", "第一行<strong>粗</strong>"),
        ("**粗**\n*斜*", "<strong>粗</strong><em>斜</em>"),
        ("**第一行\n第二行**", "<strong>第一行第二行</strong>"),
        ("[甲](https://a.cn)\n乙", '<a href="xl:0">甲</a>乙'),
        ("一\n二\n三\n四", "一二三四"),
        ("第一行 \n 第二行", "第一行第二行"),
        ("> 引\n> 文", "引文"),
        ("- 甲\n  乙", "甲乙"),
    ],
)
def test_lines_of_chinese_join(body, markdown, expected):
    """A line break between Chinese characters leaves no gap, inline tags being transparent."""
    assert expected in body(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("English\nword", "English\nword"),
        ("中文\nEnglish", "中文\nEnglish"),
        ("English\n中文", "English\n中文"),
        ("第一行  \n第二行", "第一行<br>\n第二行"),
        ("```\n中文\n中文\n```", "中文\n中文"),
        ("<pre>中文\n中文</pre>", "<pre>中文\n中文</pre>"),
        ("2026年\n3月", "2026年\n3月"),
    ],
)
def test_other_breaks_stay(body, markdown, expected):
    """Around Latin letters and digits, at a hard break and in preformatted text the break stays."""
    assert expected in body(markdown)


def test_punctuation_is_left_as_typed(body):
    """No smart quotes, no dashes made of hyphens."""
    typed = "\"直引号\" '单' “弯” ‘单’ -- --- …… ... ——（c）(c)"

    assert body(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize("indent", ["    ", "        ", "\u3000\u3000", "\t", "\u3000\u3000\u3000 "])
def test_an_indent_is_no_code(body, indent):
    """Word's habits: a paragraph that begins with spaces is a paragraph."""
    assert body(f"{indent}第一段。\n\n{indent}第二段。") == "<p>第一段。</p>\n<p>第二段。</p>"


@pytest.mark.parametrize("marker", ["- ", "* ", "+ ", "1. "])
def test_a_list_may_follow_a_line_of_text(body, marker):
    """No empty line is needed before a list."""
    html = body(f"包括：\n{marker}甲\n{marker}乙\n")

    assert html.startswith("<p>包括：</p>\n<")
    assert html.count("<li>") == 2


def test_a_table_may_follow_a_line_of_text(body):
    """No empty line is needed before a table."""
    html = body("价格如下：\n|项目|价格|\n|---|---|\n|挂号|10|\n")

    assert "<p>价格如下：</p>" in html
    assert "<td>挂号</td>" in html


def test_text_in_fences_is_left_alone(body):
    """In a fenced block nothing is parted, joined or unindented."""
    assert "甲\n- 乙\n　　丙\n" in body("```\n甲\n- 乙\n　　丙\n```")


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [("# 一\n\n## 二\n\n### 三", [2, 3, 4]), ("## 一\n\n### 二", [2, 3]), ("###### 六\n\n# 一", [6, 2])],
)
def test_the_page_has_one_h1(sound, markdown, levels):
    """The page's only h1 is its title: headings move down when the author began with level one."""
    manuscript = sound(f"---\n标题: 甲\n日期: 2026-03-05\n---\n\n{markdown}\n")

    assert [heading.level for heading in manuscript.headings] == levels
    assert "<h1" not in manuscript.html


def test_heading_ids_are_chinese_and_stable(sound):
    """Ids are the heading's words; the same heading twice is numbered; text around them changes nothing."""
    head = "---\n标题: 甲\n日期: 2026-03-05\n---\n\n"
    body = "## 一、党建 引领\n\n文\n\n## 义诊\n\n## 义诊\n\n## Q&A 问答 {: .x }\n"
    first = sound(head + body).headings

    assert [(h.id, h.title) for h in first] == [
        ("一党建-引领", "一、党建 引领"),
        ("义诊", "义诊"),
        ("义诊_1", "义诊"),
        ("qa-问答", "Q&A 问答"),
    ]
    assert [h.id for h in sound(head + "别的文字。\n\n" + body).headings] == [h.id for h in first]


def test_an_article_is_independent_of_the_one_before(body):
    """The parser is used again and again: footnotes, ids and abbreviations of one article do not reach the next."""
    text = "## 义诊\n\n正文[^1] HTML\n\n[^1]: 注。\n\n*[HTML]: 语言\n"
    first = body(text)

    assert body("HTML[^1]") == "<p>HTML[^1]</p>"
    assert body(text) == first


BOMBS = {
    "brackets": "[" * 20_000, "images": "![" * 20_000, "bracket pairs": "[]" * 20_000, "links": "[a](" * 20_000,
    "stars": "**a " * 20_000, "mixed": "*a_" * 30_000, "code": "` a" * 30_000, "less": "<" * 90_000, "tags": "<a " * 30_000,
    "quotes in tags": '<a "' * 20_000, "divs": "<div <" * 15_000, "autolinks": "<http://" * 10_000, "items": "- \n" * 30_000,
    "hashes": "# \n" * 29_000, "rules": "===\n" * 22_000, "setext": "a\n===\n" * 14_000, "tables": "a|b\n-|-\n" * 11_000,
    "admonitions": "!!! a\n" * 15_000, "numbers": "1. " * 30_000, "entities": "&#" * 45_000, "comment": "<!--" * 20_000,
    "one line": "字" * 200_000, "lines": "字\n" * 100_000, "deep list": "".join("    " * i + "- a\n" for i in range(400)),
    "deep divs": "<div>" * 5_000, "deep spans": "<b>" * 8_000, "quotes": "> " * 3_000 + "文",
    "quotes close": ">" * 3_000 + "文", "photos and words": "\n".join(["![a](b.jpg)"] * 60) + "\n文字",
    "spaced dashes": ("-" + " " * 30) * 19 + "x",
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_end_in_bounded_time(body_reading, bomb):
    """What would keep Markdown busy for minutes is parsed or refused within seconds of processor time."""
    started = time.process_time()
    result = body_reading(bomb)

    assert time.process_time() - started < 8
    assert result.manuscript is not None or any(found.is_error for found in result.diagnostics)


@pytest.mark.parametrize(
    ("bomb", "code", "line"),
    [
        ("文。\n\n" + "> " * 3_000 + "文", "TXT05", 8),
        ("文。\n\n" + "".join("    " * i + "- a\n" for i in range(60)), "TXT05", 28),
        ("文。\n\n" + "[" * 2_000, "TXT05", 8),
    ],
    ids=["quotes", "lists", "brackets"],
)
def test_what_is_too_deep_is_told_where(body_reading, bomb, code, line):
    """3,000 nested quotes, lists without end, thousands of brackets: one error on the line where it begins."""
    (found,) = body_reading(bomb).diagnostics

    assert (found.code, found.line, found.is_error) == (code, line, True)


@pytest.mark.parametrize(
    "markdown",
    [
        "- 项目内容\n" * 3_000,
        "|项目|价格|\n|-|-|\n" + "|挂号费|10 元|\n" * 5_000,
        "## 小标题\n\n正文一段。\n\n" * 800,
        "> 引用文字\n" * 2_000,
        "".join("    " * i + "- 层\n" for i in range(8)),
        "[甲](https://a.example/x)\n\n" * 1_000,
    ],
    ids=["list", "price table", "long report", "quotation", "eight levels", "many links"],
)
def test_long_honest_articles_pass(body_reading, markdown):
    """The bounds stay away from what hospitals really publish: price lists, annual reports."""
    result = body_reading(markdown)

    assert result.diagnostics == ()
    assert result.manuscript is not None
