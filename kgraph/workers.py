"""Work shared by processes on all cores, handed out in the order of its tasks."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kgraph.errors import KgraphError

Task = TypeVar("Task")
Made = TypeVar("Made")

_AHEAD = 3  # tasks a process that are given out before the first is asked for


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def results(work: Callable[[Task], Made], tasks: Iterable[Task], number: int) -> Iterator[Made]:
    """What `work` makes of every task, by so many processes, or by this one where they are not more than one.

    `work`, tasks and what is made are pickled. No more than some tasks are taken before they are needed.
    A daemonic process, which may start no others, works alone.
    """
    if number < 2 or multiprocessing.current_process().daemon:
        return map(work, tasks)
    return _by_processes(work, tasks, number)


def _by_processes(
    work: Callable[[Task], Made], tasks: Iterable[Task], number: int
) -> Iterator[Made]:
    # Forked processes could hold locks of the threads of DuckDB and Oxigraph.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[Made]] = deque()
    with ProcessPoolExecutor(number, mp_context=context) as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(work, task))
                if len(waiting) > _AHEAD * number:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise KgraphError(
                "a process at work was killed, perhaps for want of memory; what was stored is whole: run the same command again with fewer --jobs"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
