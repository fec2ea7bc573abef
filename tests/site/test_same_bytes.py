"""The same input gives the same bytes: twice, in parallel, in another order, with another hash seed, through Pelican."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-20T09:00:00+08:00"


def _picture(colour: tuple[int, int, int]) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def files() -> dict[str, str | bytes]:
    found: dict[str, str | bytes] = {
        "site.yaml": "name: 示例医院\nurl: https://hospital.example/sub\n",
        "sections.yaml": "- {id: news, title: 新闻, page_size: 3}\n- {id: party, title: 党建, children: [{id: reports, title: 支部, kind: branch-report}]}\n",
    }
    for number in range(12):
        section = "news" if number % 3 else "reports"
        found[f"{section}/a{number}/index.md"] = (
            f"---\n标题: 第{number}篇稿件\n日期: 2026-0{number % 9 + 1}-05\n关键词: 义诊 护理 {number % 4}号\n党支部: 第{number % 2}党支部\n"
            f"供稿科室: 宣传科\n---\n\n正文{number}，见[另一篇](../../{'news' if (number + 1) % 3 else 'reports'}/a{(number + 1) % 12}/index.md)。\n\n![护士](p.jpg)\n"
        )
        found[f"{section}/a{number}/p.jpg"] = _picture((number * 20, 90, 120))
    return found


def _run(content: Path, output: Path, cache: Path, seed: str, jobs: str) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "xinglin",
            "build",
            "--content",
            str(content),
            "--output",
            str(output),
            "--cache",
            str(cache),
            "--now",
            NOW,
            "--jobs",
            jobs,
        ],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )


def _pelican(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / "pelicanconf.py"), "-o", str(output)],
        capture_output=True,
        text=True,
        cwd=output.parent,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(NOW).timestamp()))},
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_two_clean_builds(small_site: Callable[..., Any], files: dict[str, str | bytes], tmp_path: Path) -> None:
    """Two clean builds with different hash seeds, serial and parallel, give identical bytes."""
    site = small_site(files)
    _run(site.content, tmp_path / "one", tmp_path / "cache-one", "1", "1")
    _run(site.content, tmp_path / "two", tmp_path / "cache-two", "4242", "2")

    one, two = _tree(tmp_path / "one"), _tree(tmp_path / "two")

    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []
    assert len(one) > 60


def test_shuffled_file_order(
    small_site: Callable[..., Any], files: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order in which the file system lists files does not matter."""
    first = small_site(files, "first")
    first.build()
    names = list(files)
    random.Random(7).shuffle(names)
    second = small_site({name: files[name] for name in names}, "second")
    real = os.scandir

    class Shuffled:
        def __init__(self, path: Any = ".") -> None:
            with real(path) as entries:
                self.entries = list(entries)
            random.Random(3).shuffle(self.entries)

        def __enter__(self) -> Any:
            return iter(self.entries)

        def __exit__(self, *error: object) -> None:
            return None

        def __iter__(self) -> Any:
            return iter(self.entries)

    monkeypatch.setattr(os, "scandir", Shuffled)
    second.build()
    monkeypatch.undo()

    assert first.tree() == second.tree()


def test_rebuild_after_edits_equals_clean(small_site: Callable[..., Any], files: dict[str, str | bytes]) -> None:
    """A build over an older output gives what a clean build gives, and leaves unchanged files alone."""
    site = small_site(files)
    site.build()
    untouched = site.output / "reports/2026/a9.html"  # older than what changes, so nothing it shows changes
    stamp = untouched.stat().st_mtime_ns
    site.write({"news/a1/index.md": str(files["news/a1/index.md"]).replace("正文1", "新的正文1")})
    shutil.rmtree(site.content / "news/a11")
    site.write({"news/a10/index.md": str(files["news/a10/index.md"]).replace("a11/index.md", "a1/index.md")})
    site.write({"reports/a9/index.md": str(files["reports/a9/index.md"])})

    result = site.build()
    rebuilt = site.tree()
    clean = type(site)(site.content, site.output.parent / "clean", site.output.parent / "clean-cache")
    clean.build()

    assert result.landed is not None
    assert result.landed.pruned > 0
    assert rebuilt == clean.tree()
    assert "news/2026/a11.html" not in rebuilt
    assert untouched.stat().st_mtime_ns == stamp


def test_pelican_builds_the_same_site(
    small_site: Callable[..., Any], files: dict[str, str | bytes], tmp_path: Path
) -> None:
    """`pelican content -s pelicanconf.py` gives the tree `xinglin build` gives."""
    site = small_site(files)
    _run(site.content, tmp_path / "ours", tmp_path / "cache", "1", "1")
    done = _pelican(site.content, tmp_path / "pelican")

    assert done.returncode == 0, done.stderr
    assert _tree(tmp_path / "ours") == _tree(tmp_path / "pelican")


def test_pelican_reports_author_errors(small_site: Callable[..., Any], tmp_path: Path) -> None:
    """Through Pelican an author's mistake ends in exit code 1 with our diagnostic and no traceback."""
    site = small_site({"news/bad.md": "没有开头\n"})

    done = _pelican(site.content, tmp_path / "out")

    assert done.returncode == 1
    assert "FRO05" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").iterdir())
