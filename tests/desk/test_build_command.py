"""``xinglin build``: what it says, in each form, and what it leaves alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NOW = ("--now", "2026-11-20 09:00", "--jobs", "1")
SOUND = "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"
BROKEN = "---\n标题: 义诊\n日期: 2026-03-05\n作着: 张三\n---\n\n正文。\n"


def where(site) -> tuple[str | Path, ...]:
    return ("--content", site.content, "--output", site.output, "--cache", site.cache, *NOW)


def test_a_sound_site(run, small_site):
    """Exit 0; one line on where, one on how much."""
    site = small_site({"news/a.md": SOUND})

    outcome = run("build", *where(site))

    assert outcome.code == 0
    assert f"网站已生成：{site.output}" in outcome.out
    assert re.search(r"\d+ 个网页，更新 \d+ 个文件", outcome.out)
    assert (site.output / "news/2026/a.html").is_file()


def test_defaults_lie_beside_content(run, small_site):
    """Without --output and --cache both lie beside content/, and each audience has its own output."""
    site = small_site({"news/a.md": SOUND})

    run("build", "--content", site.content, *NOW)
    run("build", "--content", site.content, "--audience", "intranet", *NOW)

    beside = {path.name for path in site.content.parent.iterdir() if not path.name.endswith(".lock")}
    assert beside == {"content", "output", "output-intranet", ".xinglin-cache", ".xinglin-cache-intranet"}


def test_errors_keep_the_output(run, small_site):
    """Exit 1, the place and 改法 of the error, and not one byte of the last good output changed."""
    site = small_site({"news/a.md": SOUND})
    run("build", *where(site))
    before = site.tree()
    site.write({"news/a.md": BROKEN, "news/b.md": SOUND})

    outcome = run("build", *where(site))

    assert outcome.code == 1
    assert re.search(r"^news/a\.md:4:1: 错误 \w+ .*作着", outcome.out, re.MULTILINE)
    assert "改法：是不是“作者”？" in outcome.out
    assert "网站没有更新" in outcome.out
    assert site.tree() == before


def test_keep_going_publishes_the_rest_and_still_fails(run, small_site):
    """What is sound appears, what is not does not, and the exit code tells."""
    site = small_site({"news/a.md": BROKEN, "news/b.md": SOUND})

    outcome = run("build", *where(site), "--keep-going")

    assert outcome.code == 1
    assert (site.output / "news/2026/b.html").is_file()
    assert not (site.output / "news/2026/a.html").exists()


@pytest.mark.parametrize(("text", "code", "landed"), [(SOUND, 0, True), (BROKEN, 1, False)])
def test_json(run, small_site, text, code, landed):
    """One object on standard output with counts, stage times and diagnostics; people's text goes to standard error."""
    site = small_site({"news/a.md": text})

    outcome = run("build", *where(site), "--format", "json")

    assert outcome.code == code
    assert outcome.data["landed"] is landed
    assert outcome.data["output"] == str(site.output)
    assert set(outcome.data) == {
        "output", "landed", "pages", "rendered", "written", "skipped", "pruned", "seconds", "leaking", "diagnostics",
    }  # fmt: skip
    assert (outcome.data["written"] > 0) is landed
    assert [found["severity"] for found in outcome.data["diagnostics"]] == ([] if landed else ["error"])
    assert "网站" in outcome.err


def test_json_counts_what_changed(run, small_site):
    """A second build of the same content writes nothing."""
    site = small_site({"news/a.md": SOUND})
    run("build", *where(site))

    again = run("build", *where(site), "--format", "json").data

    assert (again["written"], again["pruned"]) == (0, 0)
    assert again["skipped"] > 0


def test_github(run, small_site):
    """Each finding is a workflow command on the line of the merge request."""
    site = small_site({"news/a.md": BROKEN})

    outcome = run("build", *where(site), "--format", "github")

    assert outcome.code == 1
    assert re.search(r"^::error file=content/news/a\.md,line=4,col=1,title=\w+::.*改法：", outcome.out, re.MULTILINE)


def test_foreign_files_are_not_overwritten(run, small_site, tmp_path):
    """An output folder with other people's files is wrong use: exit 2 and one sentence, nothing touched."""
    site = small_site({"news/a.md": SOUND})
    site.output.mkdir()
    (site.output / "家庭相册.jpg").write_bytes(b"x")

    outcome = run("build", *where(site))

    assert outcome.code == 2
    assert "不是本系统生成的文件" in outcome.err
    assert [path.name for path in site.output.iterdir()] == ["家庭相册.jpg"]


@pytest.mark.parametrize("inside", ["content/output", "."])
def test_output_and_content_stay_apart(run, small_site, inside):
    """Neither may lie in the other."""
    site = small_site({"news/a.md": SOUND})

    outcome = run("build", "--content", site.content, "--output", site.content.parent / inside, *NOW)

    assert outcome.code == 2
    assert "不能一个套着另一个" in outcome.err
    assert [path.name for path in site.content.iterdir()] == ["news"]


def test_two_processes_build_the_same(run, small_site):
    """With a pool as with the serial twin."""
    site = small_site({f"news/{name}.md": SOUND for name in "abc"})
    run("build", *where(site))
    serial = site.tree()

    outcome = run("build", *where(site), "--jobs", "2", "--format", "json")

    assert json.loads(outcome.out)["written"] == 0
    assert site.tree() == serial
