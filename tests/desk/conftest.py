"""The desk from outside: a small site, the command as an editor types it, a preview as a browser meets it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import xinglin
from xinglin.core.files import write_atomic
from xinglin.desk.cli import main

NOW = "2026-11-20 09:00"
PATIENCE = 60
"""Seconds after which a preview that has not answered never will; machines under test are busy."""


def article(title: str = "门诊党支部开展义诊活动", body: str = "党员到社区义诊。", **lines: str) -> str:
    """A sound manuscript of 5 March 2026; ``lines`` are further front matter."""
    more = "".join(f"{key}: {value}\n" for key, value in ({"日期": "2026-03-05"} | lines).items())
    return f"---\n标题: {title}\n{more}---\n\n{body}\n"


# one article in each state, at NOW
STATES = {
    "sound": article(),
    "draft": article("还没写完的稿件", "草稿的正文。", 状态="草稿"),
    "review": article("等待审核的稿件", "待审的正文。", 状态="待审"),
    "scheduled": article("年底才发布的稿件", "定时的正文。", 日期="2026-12-25 08:00"),
    "withdrawn": article("已经撤下的稿件", 状态="撤稿", 撤稿="{日期: 2026-05-01, 原因: 有误}"),
    "party-only": article("只给党员看的稿件", 公开范围="党内"),
    "expired": article("已经过期的稿件", 失效="2026-04-01"),
    "broken": article("写错键名的稿件", 作着="张三"),
}


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as one JSON object."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """run("build", "--content", …): the command in this process, and what it said."""

    def call(*words: str | Path) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return call


@pytest.fixture
def state_site(small_site: Callable[..., Any]) -> Any:
    """One article in each state."""
    return small_site({f"news/{name}.md": text for name, text in STATES.items()})


@dataclass
class Preview:
    """A running ``xinglin serve``."""

    process: subprocess.Popen[str]
    content: Path
    lines: list[str] = field(default_factory=list)
    """What it has printed."""
    address: str = ""

    def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Status and text of a page; a status of 400 or more is an answer like any other."""
        request = urllib.request.Request(self.address + path, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    @contextlib.contextmanager
    def notices(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The notices an open page hears, the present one first."""
        with urllib.request.urlopen(f"{self.address}/_xinglin/events", timeout=PATIENCE) as stream:
            yield (json.loads(line[6:]) for line in stream if line.startswith(b"data: "))

    def save(self, name: str, text: str) -> dict[str, Any]:
        """Save an article and wait for what pages hear after the build that follows."""
        with self.notices() as notices:
            next(notices)
            write_atomic(self.content / name, text.encode())  # whole, so that one save makes one build
            return next(notice for notice in notices if not notice["building"])

    def stop(self) -> int:
        """Ctrl+C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="session")
def serving() -> Callable[..., contextlib.AbstractContextManager[Preview]]:
    """serving(content, flags…): ``xinglin serve`` in a process of its own, until the with block ends."""
    return _serving


@contextlib.contextmanager
def _serving(content: Path, *flags: str) -> Iterator[Preview]:
    environment = os.environ | {"PYTHONPATH": str(Path(xinglin.__file__).parents[1]), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "xinglin", "serve", "--content", str(content), "--now", NOW, "--no-browser"]
    process = subprocess.Popen(
        [*command, "--jobs", "1", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    preview = Preview(process, content)
    said: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, preview.lines, said), daemon=True)
    reader.start()
    try:
        while (line := said.get(timeout=PATIENCE)) is not None and "Ctrl+C" not in line:
            if line.startswith("http"):
                preview.address = line.partition("/　")[0]
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        assert process.stdout is not None
        process.stdout.close()


def _read(process: subprocess.Popen[str], lines: list[str], said: queue.Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        said.put(line.rstrip("\n"))
    said.put(None)
