"""sections.yaml: the tree in menu order, and what is wrong with it on the right line."""

from __future__ import annotations

import pytest

from xinglin.kinds import KINDS
from xinglin.sections.tree import folder_section, read_sections

TREE = """\
- id: news
  title: 新闻中心
  children:
    - {id: hospital-news, title: 医院要闻, cadence: P14D}
    - id: party-news
      title: 党建动态
      kind: 支部
      children:
        - id: study
          title: 学习园地
- id: notices
  title: 通知公告
  kind: notice
  page_size: 50
"""


def test_the_tree():
    """Sections come in menu order with their parents; a kind is inherited, and may be named in Chinese."""
    tree, collector = read_sections(TREE, [], KINDS)

    assert collector.found == []
    assert tree.roots == ("news", "notices")
    assert [section.id for section in tree.walk()] == ["news", "hospital-news", "party-news", "study", "notices"]
    assert [section.kind for section in tree.walk()] == ["news", "news", "branch-report", "branch-report", "notice"]
    assert [section.id for section in tree.ancestors("study")] == ["news", "party-news"]
    assert tree.below("party-news") == {"party-news", "study"}
    assert (tree.sections["notices"].page_size, tree.sections["news"].page_size) == (50, 20)
    assert tree.sections["study"].url == "study/"


@pytest.mark.parametrize("depth", [1, 5, 10])
def test_any_depth(depth):
    """A tree may be deeper than any menu."""
    text = "".join("  " * (2 * i) + f"- id: s{i}\n" + "  " * (2 * i + 1) + "children:\n" for i in range(depth - 1))
    tree, collector = read_sections(text + "  " * (2 * depth - 2) + f"- id: s{depth - 1}\n", [], KINDS)

    assert collector.found == []
    assert [section.id for section in tree.ancestors(f"s{depth - 1}")] == [f"s{i}" for i in range(depth - 1)]


@pytest.mark.parametrize("text", ["", "# 空\n", "[]"])
def test_an_empty_tree(text):
    """A file without sections is a site without sections, no error."""
    tree, collector = read_sections(text, ["news"], KINDS)

    assert (tree.roots, collector.found) == ((), [])


RESERVED = ["media", "pages", "page", "feeds", "search", "zh-hant", "zh-tw", "zh-hk"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        *((f"- id: news\n- id: {name}\n", "SEC02", 2, 7, [name, "占用"]) for name in RESERVED),
        ("- id: 新闻\n", "SEC02", 1, 7, ["小写英文"]),
        ("- id: News\n", "SEC02", 1, 7, ["小写英文"]),
        ("- id: ../x\n", "SEC02", 1, 7, ["小写英文"]),
        ("- title: 新闻\n", "SEC02", 1, 3, ["缺少", "编号"]),
        ("- id: a\n  titel: 新闻\n", "SEC02", 2, 3, ["titel", "title"]),
        ("- id: a\n  page_size: 0\n", "SEC02", 2, 14, ["每页条数"]),
        ("- id: a\n  page_size: 很多\n", "SEC02", 2, 14, ["整数"]),
        ("- id: a\n  cadence: 两周\n", "SEC02", 2, 12, ["更新周期"]),
        ("- id: a\n  children: b\n", "SEC02", 2, 13, ["下级栏目", "列表"]),
        ("- id: a\n  children:\n    - id: b\n      kind: 新文\n", "SEC03", 4, 13, ["新文", "新闻"]),
        ("- id: news\n  kind: notices\n", "SEC03", 2, 9, ["notice"]),
        ("- id: news-old\n- id: news\n- id: news\n", "SEC04", 3, 7, ["news", "两次"]),
        ("- id: a\n  children:\n    - id: b\n- {id: b}\n", "SEC04", 4, 8, ["两次"]),
        ("- id: a\n  title: b: c\n", "SEC01", 2, 11, ["冒号"]),
        ("- id: a\n\ttitle: b\n", "SEC01", 2, None, ["Tab"]),
        ("- id: &x a\n", "SEC01", 1, 7, ["锚点"]),
        ("- id: a\n- id: 'b\n", "SEC01", None, None, ["引号"]),
        ("news: 新闻\n", "SEC02", None, None, ["列表"]),
        ("- news\n", "SEC02", 1, 3, ["名称: 内容"]),
    ],
)
def test_mistakes_are_placed(text, code, line, column, words):
    """Each mistake is one Chinese error at the line and column of the word that is wrong."""
    _, collector = read_sections(text, [], KINDS)
    (found,) = collector.found

    assert found.code == code
    assert found.is_error
    for word in words:
        assert word in found.message + found.fix
    if line is not None:
        assert (found.line, found.excerpt) == (line, text.split("\n")[line - 1][:200])
    if column is not None:
        assert found.column == column


def test_a_tree_without_end_is_refused():
    """Eleven levels are one error, and nothing breaks."""
    text = (
        "".join("  " * (2 * i) + f"- id: s{i}\n" + "  " * (2 * i + 1) + "children:\n" for i in range(10))
        + " " * 40
        + "- id: z\n"
    )
    _, collector = read_sections(text, [], KINDS)

    assert [(d.code, d.line) for d in collector.found] == [("SEC05", 21)]


def test_a_doubled_section_has_one_place():
    """When an id is used twice the first one keeps its place: no section has two parents or stands in the menu twice."""
    tree, _ = read_sections("- id: a\n- id: b\n  children:\n    - id: a\n    - id: c\n", [], KINDS)

    assert tree.roots == ("a", "b")
    assert tree.sections["b"].children == ("c",)
    assert [section.id for section in tree.walk()] == ["a", "b", "c"]


def test_folders_are_the_default_tree():
    """Without sections.yaml each top folder is a section of its own name; Chinese names get a stable ASCII id."""
    tree, collector = read_sections(None, ["news", "党建", "news", "", "pages", "My Folder", "media", "2026"], KINDS)

    assert collector.found == []
    assert {section.title for section in tree.walk()} == {"news", "党建", "文章", "My Folder", "media", "2026"}
    assert "news" in tree.sections
    assert "my-folder" in tree.sections
    for section in tree.walk():
        assert section.id.isascii()
        assert section.id not in RESERVED
    assert tree == read_sections(None, ["2026", "media", "My Folder", "", "党建", "news"], KINDS)[0]


def test_folder_ids_differ():
    """Two Chinese folders are two sections."""
    assert folder_section("党建") != folder_section("院务")
    assert folder_section("党建") == folder_section("党建")
