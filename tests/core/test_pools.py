"""The serial executor is the twin of the process pool."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from xinglin.core.diagnostics import AuthorError
from xinglin.core.pools import SerialExecutor, default_jobs, map_batches, open_pool
from xinglin.core.yaml_document import Place, YamlProblem


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def refuse(numbers: Sequence[int]) -> list[int]:
    if 3 in numbers:
        raise AuthorError("三不行。", "写四。")
    return list(numbers)


def problem(_numbers: Sequence[int]) -> list[int]:
    raise YamlProblem("坏。", Place(2, 3), "改。")


@pytest.fixture(params=[1, 2], ids=["serial", "processes"])
def executor(request):
    with open_pool(request.param) as pool:
        yield pool


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_results_come_in_the_order_of_the_tasks(executor, batch):
    """Serial or parallel, whatever the batch: the same results in the same order."""
    assert list(map_batches(executor, squares, range(10), batch)) == [n * n for n in range(10)]


def test_no_tasks_no_results(executor):
    """Nothing to do is done at once."""
    assert list(map_batches(executor, squares, [], 4)) == []


def test_exceptions_arrive_whole(executor):
    """An exception in a task reaches whoever asks for its result, with all it carries; earlier results are there."""
    results = map_batches(executor, refuse, [1, 2, 3, 4], 2)

    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(AuthorError) as caught:
        next(results)
    assert (caught.value.message, caught.value.fix) == ("三不行。", "写四。")
    with pytest.raises(YamlProblem) as found:
        list(map_batches(executor, problem, [1], 1))
    assert found.value.place == Place(2, 3)


def test_serial_futures_keep_the_error_until_asked():
    """submit never raises for a task's failure: the future carries it, as a pool's would."""
    future = SerialExecutor().submit(refuse, [3])

    assert future.done()
    assert isinstance(future.exception(), AuthorError)


def test_one_job_needs_no_process():
    """One job is the serial executor; the default is what this machine gives this process."""
    assert isinstance(open_pool(1), SerialExecutor)
    assert isinstance(open_pool(0), SerialExecutor)
    assert default_jobs() >= 1
