"""``xinglin why``: one article, one sentence, for each state it can be in."""

from __future__ import annotations

import pytest

SENTENCES = {
    "sound": (0, True, "在网站上：/news/2026/sound.html"),
    "draft": (0, False, "状态是草稿"),
    "review": (0, False, "状态是待审"),
    "scheduled": (0, False, "发布日期是 2026年12月25日 08:00"),
    "withdrawn": (0, False, "已撤稿：/news/2026/withdrawn.html 只说明撤稿日期和原因"),
    "party-only": (0, False, "公开范围是“党内”"),
    "expired": (0, True, "已于 2026年4月1日失效"),
    "broken": (1, False, "稿件有错误"),
}


@pytest.fixture
def why(run, state_site):
    def call(*words):
        return run("why", *words, "--content", state_site.content, "--now", "2026-11-20 09:00")

    return call


@pytest.mark.parametrize("state", SENTENCES)
def test_each_state(why, state):
    """The sentence says whether it is on the site and, where it is not, what would bring it there."""
    code, is_published, sentence = SENTENCES[state]

    text = why(f"news/{state}.md")
    data = why(f"news/{state}.md", "--format", "json").data

    assert text.code == code
    assert text.out.startswith(f"news/{state}.md\n")
    assert sentence in text.out
    assert data["published"] is is_published
    assert sentence in data["reason"]


def test_a_broken_article_says_what_to_mend(why):
    """The findings follow the sentence."""
    assert "改法：是不是“作者”？" in why("news/broken.md").out


def test_the_answer_depends_on_the_time(run, state_site):
    """A scheduled article is on the site once its time has come."""
    outcome = run("why", "news/scheduled.md", "--content", state_site.content, "--now", "2026-12-25 08:00")

    assert "在网站上：/news/2026/scheduled.html" in outcome.out


def test_the_answer_depends_on_the_audience(run, state_site):
    """What is for party members is on the intranet."""
    flags = ("--content", state_site.content, "--now", "2026-11-20", "--audience", "intranet")

    assert "在网站上" in run("why", "news/party-only.md", *flags).out.splitlines()[1]


def test_a_folder_stands_for_its_article(run, small_site):
    """Editors see folders: the one that holds index.md is the article."""
    site = small_site({"news/2026/义诊/index.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"})

    outcome = run("why", site.content / "news/2026/义诊", "--content", site.content, "--now", "2026-11-20")

    assert outcome.code == 0
    assert outcome.out.startswith("news/2026/义诊/index.md\n在网站上：")


@pytest.mark.parametrize("path", ["news/没有.md", "news", "../outside.md"])
def test_no_such_article(why, path):
    """Exit 2 and the path as typed."""
    outcome = why(path)

    assert outcome.code == 2
    assert f"“{path}”" in outcome.err
