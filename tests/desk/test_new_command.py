"""``xinglin new``: a manuscript in the right place that the site accepts as it is."""

from __future__ import annotations

from html import escape

import pytest

from xinglin.kinds import KINDS

SECTIONS = """\
- {id: news, title: 医院要闻, kind: news}
- {id: branch-reports, title: 支部风采, kind: branch-report}
- {id: notices, title: 通知公告, kind: notice}
- {id: outpatient, title: 门诊指南, kind: guide}
- {id: honours, title: 医院荣誉, kind: honours}
- {id: hospital-affairs, title: 院务公开, kind: disclosure}
- {id: epaper, title: 电子院报, kind: epaper}
- {id: about, title: 医院概况, kind: page}
"""
FOLDERS = {
    "news": "news", "branch-report": "branch-reports", "notice": "notices", "guide": "outpatient",
    "honours": "honours", "disclosure": "hospital-affairs", "epaper": "epaper", "page": "about",
}  # fmt: skip
NOW = ("--now", "2026-11-20 09:30")


@pytest.fixture
def site(small_site):
    return small_site({"sections.yaml": SECTIONS})


@pytest.fixture
def new(run, site):
    def call(*words):
        return run("new", *words, "--content", site.content, *NOW)

    return call


def articles(site) -> list[str]:
    return sorted(path.relative_to(site.content).as_posix() for path in site.content.rglob("*.md"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(new, run, site, kind):
    """It lies in the kind's section, is a draft of today with a pinyin slug, and check finds nothing to complain of."""
    outcome = new(KINDS[kind].label, "义诊进社区")

    year = "" if not KINDS[kind].has_year else "/2026"
    path = f"{FOLDERS[kind]}{year}/yi-zhen-jin-she-qu/index.md"
    assert outcome.code == 0
    assert str(site.content / path) in outcome.out
    text = (site.content / path).read_text("utf-8")
    assert "标题: 义诊进社区\n日期: 2026年11月20日 09:30\n状态: 草稿\n网址名: yi-zhen-jin-she-qu\n" in text
    assert "类型:" not in text
    checked = run("check", "--content", site.content, "--cache", site.cache, "--jobs", "1", *NOW, path)
    assert (checked.code, checked.out.startswith("检查了 1 篇稿件")) == (0, True), checked.out
    assert "状态是草稿" in run("why", path, "--content", site.content, *NOW).out


@pytest.mark.parametrize("word", ["news", "新闻", "医院要闻"])
def test_kind_may_be_named_three_ways(new, site, word):
    """The English name, the Chinese one, or the section the article is for."""
    assert new(word, "义诊").code == 0
    assert articles(site) == ["news/2026/yi-zhen/index.md"]


def test_a_kind_in_another_section(new, run, site):
    """Put into a section of another kind, the article says what it is."""
    new("通知", "停诊", "--section", "news")

    assert "类型: 通知\n" in (site.content / "news/2026/ting-zhen/index.md").read_text("utf-8")
    assert run("check", "--content", site.content, "--cache", site.cache, "--jobs", "1", "news").code == 0


@pytest.mark.parametrize(
    "title",
    [
        "关于“五一”：门诊安排",
        "It's a 'test' #1: yes",
        "- 一",
        "[紧急] 停电",
        "2026",
        "是",
        "'",
        '"',
        "a\nb",
        "\\n",
        "*重要*",
    ],
)
def test_any_title_survives(new, run, site, title):
    """Whatever YAML would make of it, the title read back is the title typed."""
    assert new("新闻", title, "--slug", "x").code == 0
    path = site.content / "news/2026/x/index.md"
    path.write_text(path.read_text("utf-8").replace("状态: 草稿\n", ""), "utf-8")

    built = run("build", "--content", site.content, "--output", site.output, "--cache", site.cache, "--jobs", "1", *NOW)

    assert built.code == 0, built.out
    page = (site.output / "news/2026/x.html").read_text("utf-8")
    assert f">{escape(' '.join(title.split())).replace('&quot;', '&#34;').replace('&#x27;', '&#39;')}<" in page


@pytest.mark.parametrize("slug", ["../../x", "中文", "a b", "A", "a-", "a" * 81])
def test_a_slug_that_cannot_be(new, site, slug):
    """Exit 2 with the rule, and no file anywhere."""
    outcome = new("新闻", "义诊", "--slug", slug)

    assert outcome.code == 2
    assert articles(site) == []


def test_a_given_slug(new, site):
    """It names the folder and stands in the front matter."""
    new("新闻", "义诊", "--slug", "free-clinic")

    assert "网址名: free-clinic\n" in (site.content / "news/2026/free-clinic/index.md").read_text("utf-8")


def test_a_title_without_sound(new, site):
    """Nothing to make pinyin of: the date is the slug."""
    assert new("新闻", "！？").code == 0
    assert articles(site) == ["news/2026/20261120-0930/index.md"]


def test_a_long_title(new, site):
    """The slug ends at a syllable and stays short."""
    new("新闻", "医院党委理论学习中心组专题学习" * 6)

    (path,) = articles(site)
    slug = path.split("/")[2]
    assert len(slug) <= 48
    assert slug.startswith("yi-yuan-dang-wei-li-lun-xue-xi")
    assert not slug.endswith("-")


def test_an_article_that_is_there_stays(new, site):
    """Exit 2; what was written is not overwritten."""
    new("新闻", "义诊")
    path = site.content / articles(site)[0]
    path.write_text("写好的正文", "utf-8")

    outcome = new("新闻", "义诊")

    assert outcome.code == 2
    assert "已经有这篇稿件了" in outcome.err
    assert path.read_text("utf-8") == "写好的正文"


@pytest.mark.parametrize(("typed", "meant"), [("新文", "新闻"), ("notise", "notice"), ("支部风彩", "支部风采")])
def test_an_unknown_kind_suggests(new, site, typed, meant):
    """A slip of the pen is answered with the nearest kind or section."""
    outcome = new(typed, "义诊")

    assert outcome.code == 2
    assert f"没有“{typed}”" in outcome.err
    assert f"是不是“{meant}”？" in outcome.err


def test_an_unknown_section_suggests(new):
    """The same for --section."""
    outcome = new("新闻", "义诊", "--section", "notice")

    assert outcome.code == 2
    assert "是不是“notices”？" in outcome.err


@pytest.mark.parametrize(("kind", "path"), [("新闻", "news/2026/a/index.md"), ("页面", "pages/a/index.md")])
def test_a_folder_without_sections(run, small_site, kind, path):
    """Any folder of Markdown is a site, so a first article has a place there too."""
    site = small_site()

    assert run("new", kind, "义诊", "--slug", "a", "--content", site.content, *NOW).code == 0
    assert articles(site) == [path]
