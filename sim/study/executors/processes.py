"""Python-only agents in processes of this machine, each with an interpreter of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import CancelledError, Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType

from sim.scenario.errors import InputError
from sim.study.executors.remote import DEATHS, given_up, pack, unpack
from sim.study.executors.worker import READY, receive, send
from sim.study.task import Computed, Task


class Processes:
    """Computes each task in a process of its own kind: fresh interpreters that import only what a task needs.

    A worker that dies costs the task that it had, which another one computes again. A task that has brought down
    :data:`~sim.study.executors.remote.DEATHS` workers is given up and its runs count as failed. Workers end when this
    process does, even when it is killed, and do not hear Ctrl-C.

    Not a pool of :mod:`multiprocessing`: there a worker that dies takes the tasks of all others with it, without a
    word about whose fault it was, and a script without ``if __name__ == "__main__"`` is run again by every worker.

    Parameters
    ----------
    workers : how many; all cores if None.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        #: One more than there are workers, so that none waits while a result is written.
        self.width = self.workers + 1
        self.about = f"{self.workers} process{'es' if self.workers > 1 else ''}"

    def __enter__(self) -> Processes:
        self._tasks: SimpleQueue[tuple[Task, Future[Computed]] | None] = SimpleQueue()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._lock, self._ended = Lock(), False
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(self.workers)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._ended = True
            for child in self._children:
                child.kill()
        while True:
            try:
                waiting = self._tasks.get_nowait()
            except Empty:
                break
            if waiting is not None and waiting[1].cancel():
                waiting[1].set_running_or_notify_cancel()  # which tells those who wait for it
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def submit(self, task: Task) -> Future[Computed]:
        """Begin a task."""
        future: Future[Computed] = Future()
        self._tasks.put((task, future))
        return future

    def _serve(self) -> None:
        """One worker's share: its tasks one after the other, in as many processes as it takes."""
        child: subprocess.Popen[bytes] | None = None
        while (waiting := self._tasks.get()) is not None:
            task, future = waiting
            if not future.set_running_or_notify_cancel():
                continue
            try:
                packed, answer, how = pack(task), None, ""
                for _ in range(DEATHS):
                    child = child or self._begin()
                    try:
                        answer = _ask(child, packed)
                        break
                    except (EOFError, OSError):
                        how, child = self._end(child), None
                        if self._ended:
                            raise CancelledError from None
                found = given_up(task, DEATHS, how) if answer is None else unpack(answer)
                if isinstance(found, InputError):
                    raise found
                future.set_result(found)
            except BaseException as error:
                future.set_exception(error)
        if child is not None:
            self._end(child)

    def _begin(self) -> subprocess.Popen[bytes]:
        """A worker that is ready for its first task."""
        # -P and the path: what this process imports, and not what lies in the current folder.
        places = os.pathsep.join(os.path.abspath(place) for place in sys.path)
        with self._lock:
            if self._ended:
                raise CancelledError
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "sim.study.executors.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": places},
                # In a group of its own, a worker does not hear Ctrl-C even while Python starts.
                process_group=0 if sys.platform != "win32" else None,
            )
            self._children.add(child)
        try:
            assert child.stdout is not None
            if receive(child.stdout) == READY:
                return child
            how = "said something unexpected"
            child.kill()
        except (EOFError, OSError):
            how = ""
        how = how or self._end(child)
        if self._ended:
            raise CancelledError
        raise InputError(f"a worker process cannot be started: it {how}; finished runs are kept")

    def _end(self, child: subprocess.Popen[bytes]) -> str:
        """Take leave of a worker that is at its end; says how it ended."""
        for stream in (child.stdin, child.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass
        code = child.wait()
        with self._lock:
            self._children.discard(child)
        return f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"


def _ask(child: subprocess.Popen[bytes], packed: bytes) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    send(child.stdin, packed)
    return receive(child.stdout)
