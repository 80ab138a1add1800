"""The compiled batch in threads of this process."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from sim.study.task import Computed, Task, compute


class Threads:
    """Computes tasks in this process: each is prepared by a thread of its own, and all share the workers.

    Two tasks are in flight, so that the workers go on with the next while the last runs of one are finished and
    while its results are written.

    Parameters
    ----------
    workers : how many; all cores if None.
    """

    width = 2

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self.about = f"{self.workers} thread{'s' if self.workers > 1 else ''}"

    def __enter__(self) -> Threads:
        self._workers = ThreadPoolExecutor(self.workers)
        self._tasks = ThreadPoolExecutor(self.width)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Blocks of runs that have not begun are dropped; those that have take a moment.
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._tasks.shutdown(wait=True, cancel_futures=True)

    def submit(self, task: Task) -> Future[Computed]:
        """Begin a task."""
        return self._tasks.submit(compute, task, None, self._workers)
