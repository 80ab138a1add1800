"""What computes the tasks of a study: the face that all executors share."""

from __future__ import annotations

from concurrent.futures import Future
from types import TracebackType
from typing import Protocol

from sim.study.task import Computed, Task


class Executor(Protocol):
    """Computes tasks beside the caller; a context, which ends what is in flight when it is left.

    Attributes
    ----------
    width : tasks that should be in flight so that no worker waits for the next.
    about : in words, for people: what computes.
    """

    width: int
    about: str

    def submit(self, task: Task) -> Future[Computed]:
        """Begin a task.

        Raises
        ------
        InputError
            There is nothing left to compute with; finished work is kept and the study can be resumed. The future
            raises the same when that happens later.
        """
        ...

    def __enter__(self) -> Executor:
        """Make ready."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is in flight, at once when leaving by an error."""
        ...
