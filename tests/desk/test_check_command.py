"""``xinglin check``: all that is wrong, or what is wrong with one article, and never an output."""

from __future__ import annotations

import pytest

SOUND = "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"
BROKEN = SOUND.replace("日期: 2026-03-05\n", "")


@pytest.fixture
def site(small_site):
    return small_site({"news/good.md": SOUND, "news/sub/bad.md": BROKEN, "notices/worse.md": BROKEN})


@pytest.fixture
def check(run, site):
    def call(*words):
        return run("check", *words, "--content", site.content, "--cache", site.cache, "--jobs", "1")

    return call


def test_everything(check, site):
    """Both mistakes, each at its file, their number, exit 1; and nothing built."""
    outcome = check()

    assert outcome.code == 1
    assert "news/sub/bad.md:" in outcome.out
    assert "notices/worse.md:" in outcome.out
    assert "共 2 处错误" in outcome.out
    assert not site.output.exists()


def test_a_sound_site(run, small_site):
    """Exit 0, and a sentence that says how much was looked at."""
    site = small_site({"news/a.md": SOUND, "news/b.md": SOUND.replace("义诊", "讲座")})

    outcome = run("check", "--content", site.content, "--cache", site.cache, "--jobs", "1")

    assert outcome.code == 0
    assert outcome.out == "检查了 2 篇稿件，没有发现问题。\n"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("news/good.md", set()),
        ("news/sub/bad.md", {"news/sub/bad.md"}),
        ("news", {"news/sub/bad.md"}),
        ("news/", {"news/sub/bad.md"}),
        (".", {"news/sub/bad.md", "notices/worse.md"}),
    ],
)
def test_one_path(check, typed, found):
    """Only that file's or folder's findings decide what is said and the exit code."""
    outcome = check(typed, "--format", "json")

    assert {each["path"] for each in outcome.data["diagnostics"]} == found
    assert outcome.code == (1 if found else 0)


def test_a_path_as_the_shell_completes_it(check, monkeypatch, site):
    """From the folder above content/, absolute, and from inside content/ alike."""
    monkeypatch.chdir(site.content.parent)
    for typed in ("content/news/sub/bad.md", site.content / "news/sub/bad.md"):
        assert "共 1 处错误" in check(typed).out
    monkeypatch.chdir(site.content / "news/sub")
    assert "共 1 处错误" in check("bad.md").out


def test_a_path_that_is_not_there(check):
    """Exit 2 and which path it was, rather than "no problems"."""
    outcome = check("news/没有.md")

    assert outcome.code == 2
    assert "没有 news/没有.md" in outcome.err


def test_a_path_outside(check, tmp_path):
    """A file elsewhere is not part of the site."""
    (tmp_path / "a.md").write_text(SOUND, "utf-8")

    assert check(tmp_path / "a.md").code == 2


def test_forms_for_machines(check):
    """JSON is one object; GitHub's form is one line per finding and nothing else."""
    assert {each["severity"] for each in check("--format", "json").data["diagnostics"]} == {"error"}
    lines = check("--format", "github").out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error"]


def test_close_choices_of_new_articles(run, small_site, monkeypatch):
    """Of new articles and of those asked for, not of the whole archive; only where there is a Traditional variant."""
    from tests.checks.test_doubts import corrector

    monkeypatch.setattr("xinglin.checks.doubts.corrector", lambda: corrector(头发=60, 发展=66, 头=60, 展=60))
    old, new = SOUND.replace("正文", "请看头发展示"), SOUND.replace("正文", "请看头发展示").replace("03-05", "11-15")
    files = {"news/old.md": old, "news/new.md": new, "news/draft.md": old.replace("标题", "状态: 草稿\n标题")}
    site = small_site({"site.yaml": "name: 院\nvariants: [zh-Hans, zh-Hant]\n", **files})

    def listed(*words):
        outcome = run(
            "check", *words, "--content", site.content, "--cache", site.cache, "--jobs", "1", "--now", "2026-11-20"
        )
        assert outcome.code == 0
        return {line.split(":")[0] for line in outcome.out.splitlines() if "CNV02" in line}

    assert listed() == {"news/new.md", "news/draft.md"}
    assert listed(site.content / "news/old.md") == {"news/old.md"}
    site.write({"site.yaml": "name: 院\nvariants: [zh-Hans]\n"})
    assert listed() == set()
