"""Pelican's flags and settings with our theme: what they do, and what they must not do."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("how", ["flag", "setting"])
def test_live_output_is_never_emptied(pelican_site: Callable[..., Any], how: str) -> None:
    """DELETE_OUTPUT_DIRECTORY would empty the folder readers look at: it is ignored, and that is said."""
    site = pelican_site(*(["DELETE_OUTPUT_DIRECTORY = True"] if how == "setting" else []))
    assert site.run().returncode == 0
    (site.output / "theirs.txt").write_text("theirs")
    (site.folder / "content/news/bad.md").write_text("没有开头\n", "utf-8")
    before = site.tree()
    done = site.run(*(["--delete-output-directory"] if how == "flag" else []))

    assert done.returncode == 1
    assert "DELETE_OUTPUT_DIRECTORY 不起作用" in done.stderr
    assert site.tree() == before


def test_author_error(pelican_site: Callable[..., Any]) -> None:
    """Exit code 1, the diagnostic, no traceback; with -q the error is still told."""
    site = pelican_site()
    (site.folder / "content/news/bad.md").write_text("没有开头\n", "utf-8")
    for flags in ([], ["-q"], ["-v"], ["--debug"], ["--fatal", "errors", "-q"]):
        done = site.run(*flags)
        assert done.returncode == 1, flags
        assert "news/bad.md:1:1: 错误 FRO05" in done.stderr
        assert "Traceback" not in done.stderr + done.stdout
    assert not site.output.exists() or not any(site.output.iterdir())


def test_quiet(pelican_site: Callable[..., Any]) -> None:
    """With -q a good build writes nothing to standard error."""
    done = pelican_site().run("-q")

    assert (done.returncode, done.stderr) == (0, "")


def test_fatal_warnings(pelican_site: Callable[..., Any]) -> None:
    """--fatal warnings: a reminder to the author stops the build as an error does."""
    site = pelican_site()
    assert site.run("--fatal", "warnings").returncode == 0, "nothing warns of a sound site"
    before = site.tree()
    (site.folder / "content/sections.yaml").write_text(
        "- {id: news, title: 新闻}\n- {id: reports, title: 支部}\n- {id: jobs, title: 招聘}\n", "utf-8"
    )
    done = site.run("--fatal", "warnings")

    assert done.returncode == 1
    assert "SEC10" in done.stderr
    assert site.tree() == before
    assert site.run("--fatal", "errors").returncode == 0


def test_output_theme_and_url(pelican_site: Callable[..., Any], tmp_path: Path) -> None:
    """-o, -t with a copy of our theme, -e SITEURL; each is what `xinglin build` would do with the same."""
    site = pelican_site()
    shutil.copytree(ROOT / "theme", tmp_path / "look")
    (tmp_path / "look/static/css/00-tokens.css").write_text(":root { --copy: 1 }")
    done = site.run("-o", "elsewhere", "-t", str(tmp_path / "look"), "-e", 'SITEURL="https://other.example/x"')

    assert done.returncode == 0, done.stderr
    tree = site.tree("elsewhere")
    assert not site.output.exists()
    assert b"https://other.example/x/news/2026/one.html" in tree["sitemap.xml"]
    assert any(b"--copy: 1" in data for path, data in tree.items() if path.endswith(".css"))


def test_unsafe_output(pelican_site: Callable[..., Any]) -> None:
    """An output inside content/, or with other people's files, is refused with 2 and one sentence."""
    site = pelican_site()
    inside = site.run("-o", "content/output")
    site.write({"theirs/file.txt": "theirs"})
    theirs = site.run("-o", "theirs")

    assert (inside.returncode, theirs.returncode) == (2, 2)
    assert "不能一个套着另一个" in inside.stderr
    assert "不是本系统生成的文件" in theirs.stderr
    assert "Traceback" not in inside.stderr + theirs.stderr
    assert site.tree("theirs") == {"file.txt": b"theirs"}


def test_settings_that_would_leak_do_nothing(pelican_site: Callable[..., Any]) -> None:
    """OUTPUT_SOURCES and STATIC_PATHS would publish manuscripts and folders as they lie; RELATIVE_URLS has no use."""
    site, plain = pelican_site(), pelican_site(name="plain")
    site.settings("OUTPUT_SOURCES = True", "STATIC_PATHS = ['news', 'private']", "RELATIVE_URLS = True")
    site.write({"content/private/secret.pdf": "secret"})
    done = site.run()
    assert plain.run().returncode == 0

    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stderr.splitlines() if "不起作用" in line] == [
        "RELATIVE_URLS",
        "OUTPUT_SOURCES",
        "STATIC_PATHS",
    ]
    assert site.tree() == plain.tree()


def test_ignore_cache_prints_every_page(pelican_site: Callable[..., Any]) -> None:
    """--ignore-cache: a page somebody spoiled by hand is printed again though nothing changed."""
    site = pelican_site()
    assert site.run().returncode == 0
    page = site.output / "news/2026/one.html"
    good = page.read_bytes()
    page.write_bytes(b"spoiled")
    assert site.run("--ignore-cache").returncode == 0

    assert page.read_bytes() == good


def test_print_settings(pelican_site: Callable[..., Any]) -> None:
    """--print-settings tells and builds nothing."""
    site = pelican_site()
    done = site.run("--print-settings", "SITENAME", "SITEURL")

    assert done.returncode == 0
    assert "示例医院" in done.stdout
    assert not site.output.exists()


def test_listen_serves_what_stands_there(pelican_site: Callable[..., Any]) -> None:
    """--listen is Pelican's own and builds nothing."""
    site = pelican_site()
    assert site.run().returncode == 0
    before = site.tree()
    server = subprocess.Popen(
        [sys.executable, "-m", "pelican", "-s", "conf.py", "--listen", "--port", "0"],
        cwd=site.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(2)
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(10)
    assert site.tree() == before


def test_autoreload_goes_on_after_an_error(pelican_site: Callable[..., Any]) -> None:
    """-r builds again on every change, and an author's mistake does not end it."""
    site = pelican_site()
    with (site.folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pelican", "-s", "conf.py", "-r"], cwd=site.folder, stdout=log, stderr=log
        )
    try:
        _wait(lambda: (site.output / ".xinglin-manifest.json").exists())
        time.sleep(1.5)  # watching begins after the build
        (site.folder / "content/news/bad.md").write_text("没有开头\n", "utf-8")
        _wait(lambda: "FRO05" in (site.folder / "log").read_text("utf-8"))
        assert process.poll() is None
        time.sleep(1.5)
        (site.folder / "content/news/bad.md").write_text(
            "---\n标题: 补好了\n日期: 2026-03-09\n---\n\n正文。\n", "utf-8"
        )
        _wait(lambda: (site.output / "news/2026/bad.html").exists())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 40
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_pelican_equals_xinglin_build(pelican_site: Callable[..., Any]) -> None:
    """Byte for byte, under two hash seeds, and a second run with nothing changed writes nothing."""
    site = pelican_site()
    assert site.run(seed="1").returncode == 0
    assert site.run("-o", "other", "--cache-path", "other-cache", seed="4242").returncode == 0
    subprocess.run(
        [sys.executable, "-m", "xinglin", "build", "--content", "content", "--output", "built", "--cache", "third",
         "--now", "2026-11-20T09:00:00+08:00", "--jobs", "1"],
        cwd=site.folder, check=True, capture_output=True,
    )  # fmt: skip
    again = site.run()

    assert site.tree() == site.tree("other") == site.tree("built")
    assert "更新 0 个文件" in again.stderr
