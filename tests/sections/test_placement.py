"""Where an article stands: section, slug, URL."""

from __future__ import annotations

import pytest

from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.sections.placement import place, section_of_path
from xinglin.sections.tree import read_sections

TREE, _ = read_sections(
    "- {id: news, title: 新闻中心, children: [{id: party-news, title: 党建动态}]}\n- {id: about, title: 概况, kind: page}\n",
    [],
    KINDS,
)


def placed(*manuscripts, tree=TREE, has_file=True):
    placements, diagnostics = place(manuscripts, tree, KINDS, has_file)
    return {path: placement.url for path, placement in placements.items()}, diagnostics


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("news/2026/a/index.md", "news"),
        ("news/party-news/2026/a.md", "party-news"),
        ("party-news/a.md", "party-news"),
        ("other/news/x/a.md", "news"),
        ("other/a.md", None),
        ("a.md", None),
        ("pages/news/a.md", None),
    ],
)
def test_the_deepest_folder_decides(path, section):
    """An article is in the deepest of its folders that is a section; pages are in none."""
    assert section_of_path(path, TREE, True) == section


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("news/2026/yizhen/index.md", "news/2026/yizhen.html"),
        ("news/2019/yizhen.md", "news/2026/yizhen.html"),
        ("news/Yi_Zhen 2.md", "news/2026/yi-zhen-2.html"),
        ("news/party-news/2026/a.markdown", "party-news/2026/a.html"),
        ("pages/contact.md", "pages/contact.html"),
        ("pages/contact/index.md", "pages/contact.html"),
    ],
)
def test_urls(manuscript, path, url):
    """/<section>/<year of date>/<slug>.html at any depth: the name of the file, or of its folder, is the slug."""
    urls, diagnostics = placed(manuscript(path))

    assert urls == {path: url}
    assert diagnostics == []


def test_pages_of_a_section_have_no_year(manuscript):
    """A page such as 医院概况 is not dated."""
    assert placed(manuscript("about/history.md", kind="page"))[0] == {"about/history.md": "about/history.html"}


def test_a_slug_of_its_own(manuscript):
    """网址名 wins over the file's name."""
    assert (
        placed(manuscript("news/甲.md", "网址名: party-day-2026\n"))[0]["news/甲.md"] == "news/2026/party-day-2026.html"
    )


@pytest.mark.parametrize(
    "path",
    ["news/2026/义诊.md", "news/2026/义诊/index.md", "news/2026/index.md", "news/" + "a" * 90 + ".md", "news/——.md"],
)
def test_names_that_are_no_slug(manuscript, path):
    """Without an ASCII name the URL is date and eight hex digits of the path, with a hint; it is no error."""
    urls, (hint,) = placed(manuscript(path))
    name = urls[path].removeprefix("news/2026/").removesuffix(".html")

    assert name.startswith("20260305-")
    assert len(name) == 17
    assert int(name[9:], 16) >= 0
    assert (hint.code, hint.is_error) == ("SEC08", False)
    assert name in hint.message
    assert placed(manuscript(path))[0] == urls


def test_hashes_differ_by_path(manuscript):
    """Two Chinese names on one day are two URLs."""
    urls, _ = placed(manuscript("news/甲.md"), manuscript("news/乙.md"))

    assert len(set(urls.values())) == 2


@pytest.mark.parametrize("named", ["party-news", "党建动态"])
def test_an_article_may_name_its_section(manuscript, named):
    """栏目 by id or by title wins over the folder."""
    assert placed(manuscript("other/a.md", f"栏目: {named}\n"))[0] == {"other/a.md": "party-news/2026/a.html"}


def test_an_unknown_section_is_told(manuscript):
    """A section that does not exist is an error at its place that names the nearest."""
    urls, (found,) = placed(manuscript("news/a.md", "栏目: party-new\n"))

    assert urls == {}
    assert (found.code, found.line, found.column, found.is_error) == ("SEC06", 4, 5, True)
    assert "party-news" in found.fix


def test_an_unknown_folder_is_told(manuscript):
    """An article in a folder that is no section is an error, not a silence."""
    urls, (found,) = placed(manuscript("notises/a.md"))

    assert urls == {}
    assert (found.code, found.path, found.is_error) == ("SEC07", "notises/a.md", True)
    assert "“notises”" in found.message


def test_an_article_in_no_folder_is_told(manuscript):
    """A file beside sections.yaml is told that it needs a folder; its own name is not called one."""
    urls, (found,) = placed(manuscript("a.md"))

    assert urls == {}
    assert found.code == "SEC07"
    assert "a.md" not in found.message + found.fix


def test_without_a_file_every_folder_is_a_section(manuscript):
    """Any folder of Markdown is a site: the first folder is the section, and files beside it have one too."""
    tree, _ = read_sections(None, ["news", "", "党建"], KINDS)
    urls, _ = placed(manuscript("news/x/a.md"), manuscript("b.md"), manuscript("党建/c.md"), tree=tree, has_file=False)

    assert urls["news/x/a.md"] == "news/2026/a.html"
    assert urls["b.md"] == "articles/2026/b.html"
    assert urls["党建/c.md"].endswith("/2026/c.html")
    assert urls["党建/c.md"].isascii()


def test_collisions_name_each_other(manuscript):
    """Articles with one URL: each is an error that names the others and the URL."""
    paths = ["news/a.md", "news/2026/a/index.md", "news/b.md", "news/c.md"]
    _, found = placed(*(manuscript(path, "网址名: a\n" if path == "news/b.md" else "") for path in paths))

    assert sorted(d.path for d in found) == sorted(paths[:3])
    for diagnostic in found:
        assert (diagnostic.code, diagnostic.is_error) == ("SEC09", True)
        assert "/news/2026/a.html" in diagnostic.message
        assert all(other in diagnostic.message for other in paths[:3] if other != diagnostic.path)


def test_the_same_slug_in_two_years_is_two_articles():
    """The year is part of the URL."""
    articles = [
        read(
            ReadingTask(f"news/{year}/a.md", f"---\n标题: 甲\n日期: {year}-03-05\n---\n".encode(), "news"), KINDS
        ).manuscript
        for year in (2025, 2026)
    ]
    urls, found = placed(*articles)

    assert set(urls.values()) == {"news/2025/a.html", "news/2026/a.html"}
    assert found == []
