"""Drills: builds killed at random moments. Long, so run by `make drill`."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-11-20T09:00:00+08:00"
ROUNDS = 50

pytestmark = [pytest.mark.drill, pytest.mark.skipif(os.name == "nt", reason="kills a process group")]


def _files(generation: int) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"sections.yaml": "- {id: news, title: 新闻}\n- {id: party, title: 党建}\n"}
    for number in range(120):
        section = "news" if number % 2 else "party"
        files[f"{section}/a{number}.md"] = (
            f"---\n标题: 第{number}篇\n日期: 2026-0{number % 9 + 1}-05\n关键词: 义诊 护理\n---\n\n"
            + f"第{generation}版正文{number}。" * 40
            + "\n"
        )
    return files


def _command(site: Any, output: Path) -> list[str]:
    return [
        sys.executable, "-m", "xinglin", "build", "--content", str(site.content), "--output", str(output),
        "--cache", str(site.cache), "--now", NOW, "--jobs", "2",
    ]  # fmt: skip


def test_killed_at_random_moments(small_site: Callable[..., Any], tmp_path: Path) -> None:
    """After kill -9 at any moment no file of the output is cut short, and the next build repairs everything."""
    generator = random.Random(11)
    site = small_site(_files(0))
    started = time.perf_counter()
    subprocess.run(_command(site, site.output), check=True, capture_output=True)
    whole = time.perf_counter() - started

    for generation in range(1, ROUNDS + 1):
        site.write(_files(generation))
        process = subprocess.Popen(
            _command(site, site.output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(generator.uniform(0.05, whole * 1.1))
        if generation % 2:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()  # the parent alone, as a CI system or the kernel does; its workers must not hold the next build
        process.wait()
        for page in site.output.rglob("*.html"):
            assert page.read_bytes().rstrip().endswith(b"</html>"), page
        for feed in site.output.rglob("*.xml"):
            assert feed.read_bytes().rstrip().endswith((b"</feed>", b"</urlset>")), feed

    subprocess.run(_command(site, site.output), check=True, capture_output=True, timeout=whole * 5 + 30)
    subprocess.run(_command(site, tmp_path / "clean"), check=True, capture_output=True)
    clean = {
        p.relative_to(tmp_path / "clean").as_posix(): p.read_bytes()
        for p in (tmp_path / "clean").rglob("*")
        if p.is_file()
    }

    assert site.tree() == clean
    assert not list(site.output.parent.glob(".output-staging-*"))
