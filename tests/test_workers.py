"""Tasks to results, in order, by one process or several."""

import itertools
import os
import signal
from collections.abc import Iterator

import pytest

from kgraph import workers
from kgraph.errors import KgraphError


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("number", [1, 2])
def test_results_come_in_the_order_of_their_tasks(number: int) -> None:
    assert list(workers.results(double, range(40), number)) == list(range(0, 80, 2))


@pytest.mark.parametrize("number", [1, 2])
def test_only_some_tasks_are_taken_ahead(number: int) -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for task in itertools.count():
            taken.append(task)
            yield task

    made = workers.results(double, tasks(), number)
    assert next(made) == 0
    assert len(taken) < 10
    if number > 1:
        made.close()  # type: ignore[attr-defined]


def test_a_killed_process_is_told_in_one_line() -> None:
    with pytest.raises(KgraphError, match="fewer --jobs"):
        list(workers.results(_killed, range(3), 2))


def _killed(_task: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
