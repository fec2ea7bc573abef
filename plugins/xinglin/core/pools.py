"""The one place where work is spread over processors.

Every heavy step takes a :class:`concurrent.futures.Executor`; :func:`open_pool` gives the local one, and
:class:`SerialExecutor` is its twin for one processor, for Windows without fork and for tests. Tasks are module-level
functions over picklable data, so that a cluster's executor (Dask's ``Client.get_executor()``) serves as well.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class SerialExecutor(Executor):
    """Runs each task at once in this process, through the same interface as a pool."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # the future carries it to whoever asks for the result
            future.set_exception(error)
        return future


def default_jobs() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_pool(jobs: int, prepare: Callable[..., None] | None = None, *arguments: Any) -> Executor:
    """A process pool of ``jobs`` workers, or the serial twin for one job.

    Args:
        prepare: called once in each worker with ``arguments`` (picklable only where there is no fork); in this process
            for the serial twin.

    Fork is asked for where it exists because a forked worker starts at once with the modules it needs; where it does
    not exist the pool spawns, and nothing but the start-up time changes.
    """
    if jobs <= 1:
        if prepare:
            prepare(*arguments)
        return SerialExecutor()
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return _Pool(jobs, multiprocessing.get_context(method), _begin_worker, (os.getpid(), prepare, arguments))


class _Pool(ProcessPoolExecutor):
    """Drops what has not begun when the work is broken off: Ctrl+C and an error end a build at once."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(wait=True, cancel_futures=kind is not None)


def _begin_worker(parent: int, prepare: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    """A worker leaves Ctrl+C to the parent (each would print a traceback) and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was inherited lives as long as the worker
    gc.enable()
    if os.name != "nt":  # Windows keeps the number of a parent that is gone
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if prepare:
        prepare(*arguments)


def _end_with(parent: int) -> None:
    """Waits for the parent to be killed: the queue the worker reads would stay open for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


AHEAD = 32
"""Batches under way at most: enough to keep the workers of one machine busy, few enough to hold in memory."""


def map_batches(
    executor: Executor, function: Callable[[Sequence[Task]], list[Result]], tasks: Iterable[Task], batch: int
) -> Iterator[Result]:
    """Apply ``function`` to ``tasks`` in batches, yielding results in the order of the tasks.

    Batches keep the cost of sending a task below the cost of doing it. Tasks are drawn as results are taken, so neither
    all tasks nor all results are ever in memory.
    """
    pending: deque[Future[list[Result]]] = deque()
    source = iter(tasks)
    while piece := list(islice(source, batch)):
        pending.append(executor.submit(function, piece))
        if len(pending) >= AHEAD:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()
