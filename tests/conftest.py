"""Whole small sites from strings: write files, build, look at the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.chromium import ARGUMENTS, CHROMIUM

from xinglin.core.clock import TIMEZONE
from xinglin.press.building import BuildOptions, BuildResult, build

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TIMEZONE)
"""The instant every test site is built at, unless a test is about time."""


@dataclass(frozen=True)
class SmallSite:
    """A content folder and its output."""

    content: Path
    output: Path
    cache: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(
        self,
        *,
        now: datetime = NOW,
        jobs: int = 1,
        keep_going: bool = False,
        audience: str = "public",
        may_revise: bool = True,
    ) -> BuildResult:
        options = BuildOptions(
            content=self.content,
            output=self.output,
            now=now,
            cache=self.cache,
            jobs=jobs,
            keep_going=keep_going,
            audience=audience,  # type: ignore[arg-type]
        )
        return build(options, may_revise=may_revise)

    def page(self, path: str) -> str:
        return (self.output / path).read_text("utf-8")

    def tree(self) -> dict[str, bytes]:
        """Every file of the output, by path."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[..., SmallSite]:
    """Write files below a new content/ and return the site, not yet built."""

    def make(files: Mapping[str, str | bytes] = {}, name: str = "site") -> SmallSite:
        site = SmallSite(tmp_path / name / "content", tmp_path / name / "output", tmp_path / name / "cache")
        site.content.mkdir(parents=True)
        site.write(files)
        return site

    return make


@pytest.fixture
def now() -> datetime:
    """:data:`NOW`."""
    return NOW


ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    """The sample hospital, built once per test run: all worker processes share the folder, builds exclude each other."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "sample"
    result = build(
        BuildOptions(ROOT / "content", shared / "output", NOW, cache=shared / "cache", jobs=2, keep_going=True)
    )
    return result, shared / "output"


def article(
    title: str = "门诊党支部开展义诊活动", date: str = "2026-03-05", body: str = "党员到社区义诊。", **more: str
) -> str:
    """A sound manuscript; ``more`` are further front matter lines, Chinese or English keys."""
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\n标题: {title}\n日期: {date}\n{lines}---\n\n{body}\n"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, one in each test process: Playwright cannot be started twice in one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()
