"""Dask distributed: the same tasks on worker processes of this machine or of many."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import uuid
from concurrent.futures import Future, InvalidStateError
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any

from sim.scenario.errors import InputError
from sim.study.executors.quiet import SILENT, quiet
from sim.study.executors.remote import DEATHS, answer, code, given_up, other_code, pack, unpack
from sim.study.task import Computed, Task

#: Seconds within which a scheduler must answer, at first and later.
ANSWER = 10.0
#: Seconds within which every worker must have loaded the program.
MEET = 120.0
#: Seconds between two looks at the scheduler.
LOOK = 2.0
#: Prefix of the addresses of clusters that are made here, and of those that stand in a file.
LOCAL, FILE = "local:", "file:"
_FORMS = "tcp://HOST:PORT, file:SCHEDULER.json or local:WORKERS"
_KEPT = "finished runs are kept; the same command resumes the study"


class _Call:
    """Pickled, a call: who unpickles it makes the call.

    So the scheduler, which unpickles what it is sent but not what that holds, needs nothing of this project, and a
    worker without it says so like any other error.
    """

    def __init__(self, function: Any, *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> Any:
        return self._call


class Cluster:
    """Computes each task on one thread of a worker of a Dask cluster; a worker with n threads has n side by side.

    A worker that dies costs the tasks that it had, which Dask gives to others; a task that brings down worker after
    worker is given up and its runs count as failed. When the scheduler is gone, or has had no worker for
    ``patience`` seconds, every open task raises an ``InputError`` within half a minute.

    Parameters
    ----------
    address : of the scheduler (``tcp://HOST:PORT``), ``file:PATH`` of its scheduler file, or ``local:N`` for N worker
        processes of one thread each on this machine, which are ended with the context.
    patience : seconds without any worker that are borne, at the start and later.

    Raises
    ------
    InputError
        Dask is not installed, or an address of another form; on entering, nobody answers there, no worker comes, or
        one has other rules than this process.
    """

    def __init__(self, address: str, patience: float = 60.0) -> None:
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise InputError(
                "Dask is not installed", allowed="pip install 'ceasefire[cluster]'", where="--dask"
            ) from None
        self.address, self.patience = address, patience
        self._local = 0
        if address.startswith(LOCAL):
            count = address.removeprefix(LOCAL)
            if not count.isdecimal() or int(count) < 1:
                raise _unusable(address)
            self._local = int(count)
        elif address.startswith(FILE) and not Path(address.removeprefix(FILE)).is_file():
            raise InputError("there is no such scheduler file", where="--dask", value=address)
        #: Twice as many as the workers have threads, so that none waits for the next; follows those that come and go.
        self.width = 2
        self.about = f"Dask, {self._local} processes" if self._local else f"Dask at {address}"

    def __enter__(self) -> Cluster:
        import dask
        import distributed

        self._open: dict[Future[Computed], Task] = {}
        self._lock, self._ended = Lock(), Event()
        self._gone: InputError | None = None
        with ExitStack() as stack:
            stack.enter_context(quiet())
            settings = {
                "distributed.comm.timeouts.connect": f"{ANSWER:g}s",
                "distributed.comm.timeouts.tcp": f"{2 * ANSWER:g}s",
                # A task holds the scenarios of its cells: thousands, if each is run once.
                "distributed.admin.large-graph-warning-threshold": "10GB",
                # Of a local cluster: a worker holds what it computes and no more, so that nothing else is suspected
                # when it dies; and nobody looks at the profiles that workers take 100 times a second.
                "distributed.scheduler.worker-saturation": 1.0,
                "distributed.scheduler.allowed-failures": DEATHS - 1,
                "distributed.worker.profile.enabled": False,
            }
            stack.enter_context(dask.config.set(settings))
            source: Any = self.address
            if self._local:
                source = distributed.LocalCluster(
                    n_workers=self._local,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # any free port: None would insist on one
                    silence_logs=SILENT,
                    preload=["sim.study.executors.quiet"],
                )
                stack.callback(_close, source)
                stack.push(partial(_kill_if_error, source))
            fault: InputError | None
            try:
                self._client = (
                    distributed.Client(
                        scheduler_file=self.address.removeprefix(FILE), timeout=ANSWER, set_as_default=False
                    )
                    if self.address.startswith(FILE)
                    else distributed.Client(source, timeout=ANSWER, set_as_default=False)
                )
            except OSError:  # TimeoutError among them
                problem = f"no Dask scheduler answers within {ANSWER:g} seconds"
                fault = InputError(problem, where="--dask", value=self.address)
            except (ValueError, TypeError, KeyError):
                fault = _unusable(self.address)
            else:
                fault = None
            if fault is not None:
                # A half-made client closes itself when it is collected, and would lock up inside the next one's start.
                gc.collect()
                raise fault
            stack.callback(_close, self._client)
            self._meet()
            self._executor = self._client.get_executor(pure=False)
            self._stack = stack.pop_all()
        Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        with self._lock:
            held, self._open = self._open, {}
        for future in held:
            if future.cancel():
                future.set_running_or_notify_cancel()  # which tells those who wait for it
        reason = self._gone or error
        self._stack.__exit__(type(reason) if reason else None, reason, None)
        del self._client, self._executor
        gc.collect()  # what could not be closed closes itself now, and not in the middle of another cluster's start

    def submit(self, task: Task) -> Future[Computed]:
        """Begin a task.

        Raises
        ------
        InputError
            The scheduler or the last worker is gone.
        """
        payload = pickle.dumps(_Call(answer, pack(task)), protocol=5)
        future: Future[Computed] = Future()
        with self._lock:
            if self._gone:
                raise self._gone
            self._open[future] = task
        try:
            # Loading the payload is computing the task.
            sent = self._executor.submit(pickle.loads, payload, key=f"ceasefire-{uuid.uuid4().hex}")
        except Exception:
            raise self._lose(f"the Dask scheduler at {self.address} is gone") from None
        sent.add_done_callback(partial(self._arrived, future))
        return future

    def _arrived(self, future: Future[Computed], sent: Future[bytes]) -> None:
        from distributed import KilledWorker

        with self._lock:
            task = self._open.pop(future, None)
        if task is None or self._ended.is_set():
            return
        if sent.cancelled():
            # Dask drops what it was given only when it has lost its scheduler.
            with self._lock:
                self._open[future] = task
            self._lose(f"the Dask scheduler at {self.address} is gone")
            return
        error = sent.exception()
        if error is not None:
            # Its frames are Dask's own, and hold on to the task for as long as Dask holds on to the error.
            error.__traceback__ = None
        found: Any = error
        if error is None:
            found = unpack(sent.result())
        elif isinstance(error, KilledWorker):
            last = getattr(error.last_worker, "address", "unknown")
            found = given_up(task, error.allowed_failures + 1, f"was {last}")
        elif isinstance(error, ImportError):
            found = InputError(f"a Dask worker cannot load the program ({error}); {_INSTALL}", where="--dask")
        with suppress(InvalidStateError):
            if isinstance(found, Computed):
                future.set_result(found)
            else:
                future.set_exception(found)

    def _lose(self, problem: str) -> InputError:
        """End everything that is open, with one message."""
        with self._lock:
            self._gone = self._gone or InputError(f"{problem}; {_KEPT}")
            held, self._open = self._open, {}
        for future in held:
            with suppress(InvalidStateError):
                future.set_exception(self._gone)
        return self._gone

    def _slots(self) -> dict[str, int]:
        """Threads of each worker."""
        client: Any = self._client
        found: dict[str, int] = client.sync(client.scheduler.ncores, callback_timeout=ANSWER)
        return found

    def _meet(self) -> None:
        """Wait for a worker, and look whether those that are there have the same rules as this process."""
        try:
            self._client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError:
            raise InputError(
                f"the Dask scheduler has had no worker for {self.patience:g} seconds",
                where="--dask",
                value=self.address,
            ) from None
        wanted, call = code(), pickle.dumps(_Call(code), protocol=5)
        try:
            found = self._client.run(pickle.loads, call, on_error="return", callback_timeout=MEET)
        except TimeoutError:
            problem = f"the workers of the Dask scheduler do not answer within {MEET:g} seconds"
            raise InputError(problem, where="--dask", value=self.address) from None
        for worker, theirs in found.items():
            if isinstance(theirs, BaseException):
                raise InputError(
                    f"worker {worker} cannot load the program ({theirs}); {_INSTALL}", where="--dask"
                )
            if theirs != wanted:
                raise other_code(worker, theirs[0], theirs[1], wanted[1])
        slots = self._slots()
        self.width = 2 * max(sum(slots.values()), 1)
        if not self._local:
            self.about += f", {sum(slots.values())} threads of {len(slots)} workers"

    def _watch(self) -> None:
        """Look from time to time whether the scheduler answers, and how many threads there are."""
        bare, silent = 0.0, 0
        while not self._ended.wait(LOOK):
            try:
                if self._client.status != "running":
                    raise OSError
                slots, silent = sum(self._slots().values()), 0
            except Exception as error:
                silent += 1
                if isinstance(error, TimeoutError) and silent < 2:
                    continue  # it may be busy
                if not self._ended.is_set():
                    self._lose(f"the Dask scheduler at {self.address} is gone")
                return
            self.width = 2 * max(slots, 1)
            bare = 0.0 if slots else bare + LOOK
            if bare > self.patience:
                self._lose(
                    f"the Dask scheduler at {self.address} has had no worker for {self.patience:g} seconds"
                )
                return


_INSTALL = "install ceasefire in the same version on every machine"


def _unusable(address: str) -> InputError:
    return InputError("not the address of a Dask cluster", where="--dask", value=address, allowed=_FORMS)


def _kill_if_error(cluster: Any, kind: type[BaseException] | None, *_: Any) -> None:
    """End the workers of a local cluster in the middle of their tasks; else its closing waits for them."""
    for nanny in cluster.workers.values() if kind else ():
        with suppress(Exception):
            nanny.auto_restart = False
            os.kill(nanny.pid, signal.SIGKILL)


def _close(thing: Any) -> None:
    """Close a client or cluster; one that has lost its other end must not keep the study from ending."""
    with suppress(Exception):
        thing.close(timeout=5)
