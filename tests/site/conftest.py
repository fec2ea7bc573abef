"""Pelican's command on small sites, as an operator runs it: a settings file, a process, an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-20T09:00:00+08:00"

SITE: Mapping[str, str] = {
    "site.yaml": "name: 示例医院\nurl: https://hospital.example/sub\n",
    "sections.yaml": "- {id: news, title: 新闻, page_size: 2}\n- {id: party, title: 党建, children: [{id: reports, title: 支部, kind: branch-report}]}\n",
    "news/one.md": "---\n标题: 第一篇\n日期: 2026-03-05\n作者: 张三\n关键词: 义诊\n摘要: 急诊<科>\n---\n\n正文，见[第二篇](two.md)。\n",
    "news/two.md": "---\n标题: 第二篇\n日期: 2026-03-06\n---\n\n正文。\n",
    "reports/three.md": "---\n标题: 第三篇\n日期: 2026-03-07\n党支部: 第一党支部\n关键词: 义诊\n---\n\n正文。\n",
    "pages/about.md": "---\n标题: 医院简介\n日期: 2026-01-01\n---\n\n简介。\n",
}


@dataclass(frozen=True)
class PelicanSite:
    """A folder with content/, settings and plugins of its own."""

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def settings(self, *lines: str) -> None:
        """Our pelicanconf.py, with these lines after it."""
        head = [
            "import sys",
            f"sys.path[:0] = [{str(ROOT)!r}, {str(self.folder)!r}]",
            "from pelicanconf import *",
            *(f"{name} = {str(self.folder / value)!r}" for name, value in _PATHS.items()),
        ]
        self.write({"conf.py": "\n".join([*head, *lines]) + "\n"})

    def run(self, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
        instant = str(int(datetime.fromisoformat(NOW).timestamp()))
        return subprocess.run(
            [sys.executable, "-m", "pelican", "-s", "conf.py", "--log-handler", "plain", *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=os.environ | {"SOURCE_DATE_EPOCH": instant, "PYTHONHASHSEED": seed},
            timeout=120,
        )

    def tree(self, name: str = "output") -> dict[str, bytes]:
        folder = self.folder / name
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


_PATHS = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cached"}


@pytest.fixture
def pelican_site(tmp_path: Path) -> Callable[..., PelicanSite]:
    """Write content (the small sample unless said otherwise), plugins as modules, and the settings that name them."""

    def make(
        *lines: str,
        content: Mapping[str, str] = SITE,
        plugins: Mapping[str, str] = {},
        name: str = "pelican",
    ) -> PelicanSite:
        site = PelicanSite(tmp_path / name)
        site.write({f"content/{path}": text for path, text in content.items()})
        site.write({f"{module}.py": text for module, text in plugins.items()})
        loaded = [f"PLUGINS = {list(plugins)!r}"] if plugins else []
        site.settings("XINGLIN_JOBS = 1", *loaded, *lines)
        return site

    return make


@pytest.fixture
def sample_content() -> dict[str, Any]:
    return dict(SITE)
