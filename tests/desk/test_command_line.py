"""The command line as a whole: from any folder, in Chinese, with exit codes scripts can rely on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import xinglin
from xinglin.desk.cli import main

SOUND = "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正文。\n"
COMMANDS = {
    "build": ("build", "--jobs", "1"),
    "check": ("check", "--jobs", "1"),
    "why": ("why", "a.md"),
    "new": ("new", "news", "讲座"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", [".", "content", "content/news"])
def test_from_any_folder_of_the_site(run, small_site, monkeypatch, command, folder):
    """content/ is found from the site's folder and from every folder below it."""
    site = small_site({"news/a.md": SOUND})
    monkeypatch.chdir(site.content.parent / folder)
    words = list(COMMANDS[command])
    if command == "why":
        words[1] = os.path.relpath(site.content / "news/a.md")

    outcome = run(*words, "--now", "2026-11-20")

    assert outcome.code == 0, outcome.err
    if command == "build":
        assert (site.output / "news/2026/a.html").is_file()
    if command == "new":
        assert (site.content / "news/2026/jiang-zuo/index.md").is_file()


@pytest.mark.parametrize("command", [*COMMANDS, "serve"])
def test_no_content(run, monkeypatch, tmp_path, command):
    """Exit 2 and which folder is missing."""
    monkeypatch.chdir(tmp_path)

    outcome = run(*COMMANDS.get(command, (command,)), "--content", tmp_path / "没有")

    assert outcome.code == 2
    assert f"没有这个稿件文件夹：{tmp_path / '没有'}" in outcome.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少参数"),
        (("bild",), "没有这个选项"),
        (("build", "--nope"), "不认识的参数 --nope"),
        (("build", "--jobs", "0"), "大于 0 的整数"),
        (("build", "--jobs"), "后面要跟一个值"),
        (("build", "--now", "昨天下午"), "看不懂的日期“昨天下午”"),
        (("serve", "--port", "70000"), "端口是 1 到 65535 的整数"),
        (("new", "新闻"), "缺少参数"),
    ],
)
def test_wrong_use(run, words, said):
    """Exit 2, one Chinese sentence and where to find help, never a traceback."""
    outcome = run(*words)

    assert outcome.code == 2
    assert said in outcome.err
    assert "--help" in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize("command", ["build", "check", "serve", "new", "why", "convert"])
def test_help(run, command):
    """Every command explains itself in Chinese."""
    outcome = run(command, "--help")

    assert outcome.code == 0
    assert f"xinglin {command}" in outcome.out
    assert "显示帮助" in outcome.out


def test_a_path_with_spaces_and_chinese(run, small_site):
    """As folders are named on an editor's PC."""
    site = small_site({"news/2026 年/a.md": SOUND}, name="宣传科 网站 (新)")

    assert run("build", "--content", site.content, "--jobs", "1", "--now", "2026-11-20").code == 0
    assert (site.output / "news/2026/a.html").is_file()


def test_a_console_of_another_encoding(small_site):
    """A terminal that is not UTF-8 must not stop a build because of a name."""
    site = small_site({"news/龘.md": SOUND})
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(xinglin.__file__).parents[1])}

    done = subprocess.run(
        [sys.executable, "-m", "xinglin", "check", "--content", site.content, "--cache", site.cache, "--jobs", "1"],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr.decode()
    assert "news/龘.md" in done.stdout.decode("utf-8")


def test_the_machine_says_no(tmp_path, capsys, monkeypatch):
    """A cache that cannot be made and a clock that is no number are one Chinese sentence and exit code 2."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").write_text("标题: 甲\n日期: 2026-03-05\n\n正文\n", "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    assert main(["build", "--content", str(content), "--output", str(tmp_path / "out")]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err
    monkeypatch.delenv("SOURCE_DATE_EPOCH")

    def refuse(*arguments, **named):
        raise PermissionError(13, "Permission denied", str(tmp_path / "cache"))

    monkeypatch.setattr("xinglin.press.building.Store", refuse)
    assert main(["build", "--content", str(content), "--output", str(tmp_path / "out"), "--jobs", "1"]) == 2
    message = capsys.readouterr().err
    assert "没有权限" in message
    assert "Traceback" not in message
