"""One command's wall time, CPU time and peak memory, on two cores.

CPU is user and system time of the process and of all it waited for. Memory is sampled over the process tree: the sum of
proportional set sizes (PSS, which splits a page shared by forked workers among them), and beside it the sum of resident set
sizes, which counts such pages once per worker. The system walks every page of every process for a sample, so samples are
taken every 50 ms at most and never so often that they take more than a fiftieth of a processor.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CORES = 2
_SAMPLE = 0.05
_SHARE = 50
"""Of a processor's time, what sampling may take is one in so many: it is taken from the racer."""


@dataclass(frozen=True, slots=True)
class Lap:
    wall: float
    cpu: float
    pss: float
    """Peak, MB; so ``rss``."""
    rss: float
    last_wall: float
    """Wall time of the last of several commands alone: Hugo without the conversion before it."""


def pin() -> None:
    """Keep this process, and so all it starts, on the first two cores it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def lap(name: str, commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str]) -> Lap:
    """Run commands one after the other and measure them together; a failure ends the race.

    What was written before is on the disk when the clock starts: above a share of memory that is not yet, the system lets a
    program write only as fast as the disk, and a racer must not pay for the one before it.
    """
    if hasattr(os, "sync"):
        os.sync()
    laps = [_command(name, command, folder, environment) for command in commands]
    return Lap(
        wall=sum(one.wall for one in laps),
        cpu=sum(one.cpu for one in laps),
        pss=max(one.pss for one in laps),
        rss=max(one.rss for one in laps),
        last_wall=laps[-1].wall,
    )


def environment_for(peer: Mapping[str, str]) -> dict[str, str]:
    """A racer's environment: ours with what the peer asks for. Python keeps compiled code, as it does unless told not to:
    pip has compiled the peers' when it installed them, and nobody has compiled ours."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return ours | dict(peer)


def _command(name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Lap:
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(command), cwd=folder, stdout=subprocess.DEVNULL, stderr=errors, env=environment_for(environment)
        )
        with MemoryWatch(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{name} failed:\n{errors.read().decode(errors='replace')[-3000:]}")
    return Lap(wall, usage.ru_utime + usage.ru_stime, memory.pss, memory.rss, wall)


class MemoryWatch:
    """Samples a process tree while the ``with`` block runs; ``pss`` and ``rss`` are the peaks in MB."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.pss = self.rss = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            started = time.perf_counter()
            pss, rss = tree_memory(self.pid)
            self.pss, self.rss = max(self.pss, pss), max(self.rss, rss)
            if self._done.wait(max(_SAMPLE, _SHARE * (time.perf_counter() - started))):
                return


def tree_memory(pid: int) -> tuple[float, float]:
    """PSS and RSS of a process and all below it, MB; zero where the system has no /proc."""
    pss = rss = 0
    pending = [pid]
    while pending:
        folder = Path(f"/proc/{pending.pop()}")
        try:
            rows = dict(line.split()[:2] for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
            threads = [thread / "children" for thread in (folder / "task").iterdir()]
            pending += [int(child) for children in threads for child in children.read_text().split()]
        except (OSError, ValueError):  # gone while we looked
            continue
        pss += int(rows.get("Pss:", 0))
        rss += int(rows.get("Rss:", 0))
    return pss / 1024, rss / 1024


def say(line: str) -> None:
    """Progress, for whoever watches a long run."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()
