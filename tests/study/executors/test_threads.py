"""The compiled batch in threads of this process."""

import time

import pytest

from sim.study.executors.threads import Threads
from sim.study.task import compute


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_threads_changes_nothing(task, same, workers):
    """Tasks side by side on one thread or three give what each gives alone."""
    tasks = [task(number, runs=40) for number in range(4)]
    with Threads(workers) as executor:
        found = [future.result() for future in [executor.submit(one) for one in tasks]]
    assert all(same(one, compute(given, threads=2)) for one, given in zip(found, tasks, strict=True))


def test_leaving_by_an_error_does_not_wait_for_what_has_not_begun(task):
    """Of many tasks, those that have not begun are dropped when an error leaves the context."""
    compute(task(), threads=1)  # compiled or loaded before the clock runs
    begun = time.monotonic()
    compute(task(runs=200, years=3.0), threads=1)
    one = time.monotonic() - begun
    futures = []
    begun = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"), Threads(1) as executor:
        futures = [executor.submit(task(n, runs=200, years=3.0)) for n in range(50)]
        raise RuntimeError("enough")
    assert time.monotonic() - begun < 0.3 * 50 * one
    assert all(future.done() for future in futures)
    assert sum(future.cancelled() for future in futures) >= 40
