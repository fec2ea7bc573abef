"""What the preview builds, when, and what it tells open pages when something is wrong."""

from __future__ import annotations

import json
import shutil
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.desk.preview_builds import PreviewBuilds, is_source, stamps
from xinglin.desk.preview_notice import MAX_PROBLEMS, Board, notice_of
from xinglin.press.building import BuildOptions, BuildResult, build

NOW = datetime(2026, 11, 20, tzinfo=TIMEZONE)


@pytest.fixture
def preview(small_site):
    """preview(files, build=…): builds of that site, what was said, and the board."""

    def make(files, build=build):
        site = small_site(files)
        said: list[str] = []
        options = BuildOptions(
            site.content, site.cache / "preview", NOW, site.cache, jobs=1, keep_going=True, preview=True, url="http://x"
        )
        return PreviewBuilds(options, NOW, Board(), said.append, build), said

    return make


def notice(builds: PreviewBuilds):
    posted = builds.board.wait(-1, 1)
    assert posted is not None
    return posted[1]


def test_one_line_per_build(preview):
    """Address, pages, problems, time."""
    builds, said = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n作着: 张三\n---\n\n正文。\n"})

    builds.again()

    (line,) = said
    assert line.startswith("http://x/　")
    assert "个网页，共 1 处错误，用时 " in line


def test_problems_carry_all_an_overlay_shows(preview):
    """Place, message, the line as typed, 改法, and that the article is missing for it."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n作着: 张三\n---\n\n正文。\n"})

    builds.again()

    (problem,) = json.loads(notice(builds).as_json())["problems"]
    assert (problem["path"], problem["line"], problem["column"]) == ("news/a.md", 4, 1)
    assert problem["excerpt"] == "作着: 张三"
    assert problem["fix"] == "是不是“作者”？"
    assert problem["blocking"] is True


def test_a_broken_draft_blocks_too(preview):
    """To a build a draft's fault is a warning; its author, who misses the page, must be told all the same."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 昨天\n状态: 草稿\n---\n\n正文。\n"})

    builds.again()

    (problem,) = notice(builds).problems
    assert (problem["severity"], problem["blocking"]) == ("warning", True)


def test_many_problems():
    """The overlay gets the first ones, blocking ones before others, and how many there are besides."""
    found = [
        Diagnostic("a.md", line, 1, "X", Severity.ERROR if line > 55 else Severity.WARNING, "。") for line in range(60)
    ]
    result = notice_of(BuildResult(tuple(found)))

    assert (len(result.problems), result.further) == (MAX_PROBLEMS, 60 - MAX_PROBLEMS)
    assert [each["blocking"] for each in result.problems[:5]] == [True] * 4 + [False]


def test_a_build_that_raises(preview, tmp_path):
    """A fault of ours is told in Chinese and kept in a file; the next build goes on as if nothing had been."""
    faults = [ZeroDivisionError("一个程序错误")]

    def sometimes(options, progress):
        if faults:
            raise faults.pop()
        return build(options, progress)

    builds, said = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"}, sometimes)

    builds.again()

    assert "ZeroDivisionError: 一个程序错误" in notice(builds).crash
    assert "这不是稿件的问题" in said[0]
    assert "Traceback" not in said[0]
    log = Path(said[0].rpartition("：")[2])
    assert "ZeroDivisionError" in log.read_text("utf-8")

    builds.again()

    assert notice(builds).crash == ""
    assert "没有发现问题" in said[1]


def test_templates_changed_between_two_builds(preview, tmp_path):
    """In one process and at one instant, a build prints with the theme as it is now."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"})
    shutil.copytree(builds.options.theme, tmp_path / "theme")
    builds.options = replace(builds.options, theme=tmp_path / "theme")
    builds.again()
    template = tmp_path / "theme/templates/base.html"

    template.write_text(template.read_text("utf-8").replace("跳到正文", "直接看正文"), "utf-8")
    builds.again()

    assert "直接看正文" in (builds.options.output / "news/2026/a.html").read_text("utf-8")


def test_a_change_while_nobody_watched(preview, monkeypatch):
    """What is saved during the first build is built as soon as the watch begins."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"})
    monkeypatch.setattr("xinglin.desk.preview_builds._changes", lambda roots, say: iter([set(), set()]))
    before = stamps(builds.roots)
    built = []
    monkeypatch.setattr(PreviewBuilds, "again", lambda self: built.append(1))

    builds.follow(before)
    assert built == []

    (builds.options.content / "news/b.md").write_text("x", "utf-8")
    builds.follow(before)
    assert built == [1]


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("news/a.md", True), ("news/a/01.jpg", True), ("site.yaml", True), ("news/.a.md.swp", False),
        ("news/~$a.docx", False), ("news/a.md~", False), (".git/index", False), ("news/.xinglin-x1", False),
        ("news/~WRL0001.tmp", False), ("../elsewhere/a.md", False),
    ],
)  # fmt: skip
def test_what_counts_as_a_save(tmp_path, path, counts):
    """Articles, photos and data do; what editors and Word leave behind while saving does not."""
    root = tmp_path / ".hidden place" / "content"

    assert is_source(Path(f"{root}/{path}") if ".." not in path else root.parent / path[3:], (root,)) is counts


def test_a_burst_of_saves_is_one_build(preview, monkeypatch):
    """Twenty photos copied in make one build, which sees all of them."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"})
    news = builds.options.content / "news"

    class Built(Exception):
        pass

    def note(self: PreviewBuilds) -> None:
        raise Built(len(list(news.glob("*.jpg"))))

    def copy_in() -> None:
        time.sleep(0.3)
        for number in range(20):
            (news / f"{number}.jpg").write_bytes(b"x")

    monkeypatch.setattr(PreviewBuilds, "again", note)
    before = stamps(builds.roots)
    writer = threading.Thread(target=copy_in)
    writer.start()
    with pytest.raises(Built, match=r"^20$"):
        builds.follow(before)
    writer.join()


def test_internal_articles_have_a_preview_of_their_own(preview):
    """With the intranet's audience the internal root is shown and watched; without it, neither."""
    builds, _ = preview({"news/a.md": "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"})
    inside = builds.options.content.with_name("content-internal")
    (inside / "news").mkdir(parents=True)
    (inside / "news/b.md").write_text("---\n标题: 食堂菜单\n日期: 2026-03-05\n---\n\n面条。\n", "utf-8")
    output = builds.options.output

    builds.again()
    assert not (output / "news/2026/b.html").exists()
    assert inside not in builds.roots

    builds.options = replace(builds.options, audience="intranet", output=output.with_name("preview-inside"))
    builds.again()
    assert (builds.options.output / "news/2026/b.html").exists()
    assert inside in builds.roots
