"""The run loop: the chunks of a study that are not in its store yet, computed side by side and written as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any

import numpy as np

from sim.study.estimate import measure, spell_out
from sim.study.executors.choose import choose
from sim.study.executors.executor import Executor
from sim.study.failures import TooManyFailures
from sim.study.folder import begin, check_folder
from sim.study.ledger import Finished
from sim.study.manifest import differences, manifest
from sim.study.place import place
from sim.study.plan import Chunk, chunk_size, chunks
from sim.study.progress import Progress
from sim.study.reading import read_study
from sim.study.sample import read_sample
from sim.study.sampled import over_uncertainty
from sim.study.store import Store
from sim.study.study import Study
from sim.study.task import Computed, Task
from sim.study.uncertainty import FOLDER

#: Batches that a precision adds end at a multiple of so many runs where they can.
BATCH = 50
DAYS_A_YEAR = 365.0


def run_study(
    study: str | Path | Study,
    out: str | Path | None = None,
    *,
    threads: int | None = None,
    dask: str | None = None,
    fail_fast: bool = False,
    max_failures: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Store:
    """Run a study, or what is missing of it, into a folder.

    Outcomes, and the files that hold them, do not depend on workers, machine, order or interruptions. A second
    call resumes; one with more runs adds them.

    Parameters
    ----------
    study : the study, or its file.
    out : the folder of results, or a URL that fsspec opens; ``runs/<name>`` under the current folder if not given.
    threads : worker threads (processes for ``engine: mesa``); all cores if not given.
    dask : address of a Dask scheduler, or ``local:N`` for N worker processes here; this process if not given.
    fail_fast : stop at the first run that raises.
    max_failures : stop when more runs than so many have raised; None for never.
    progress : called at the start and after every chunk.
    notice : called with a sentence about something unusual, such as a damaged file that is run again.

    Raises
    ------
    InputError
        Before anything is written, for anything wrong in the study or the folder; later, for a full disk or a
        cluster that is gone. Finished chunks are in the store then, and the same call resumes.
    TooManyFailures
        As ``fail_fast`` and ``max_failures`` ask; the failures are in the store.
    KeyboardInterrupt
        Finished chunks are in the store then, and the same call resumes.
    """
    if not isinstance(study, Study):
        study = read_study(study)
    where = place(out if out is not None else Path("runs") / study.name)
    record = manifest(study)
    check_folder(where, record)
    where.make()
    with where.locked():
        notice = notice or (lambda text: None)
        for remark in begin(where, record, study.cells.table()):
            notice(remark)
        most = 0 if fail_fast else max_failures
        running = _Running(study, Store(str(where)), record, most, progress, notice)
        if study.design.get("kind") == "sample" and not running.before:
            drawn = read_sample({key: value for key, value in study.design.items() if key != "kind"})
            if drawn.notice:
                notice(drawn.notice)
        store = running.run(lambda: choose(study, threads, dask))
    again = over_uncertainty(study)
    if again is not None:
        notice(f"{again.name}: the same arms over {len(again.columns)} parameters that are not known")
        run_study(
            again,
            f"{where}/{FOLDER}",
            threads=threads,
            dask=dask,
            fail_fast=fail_fast,
            max_failures=max_failures,
            progress=progress,
            notice=notice,
        )
    return store


class _Running:
    """A study being run: what is there, what is in flight, what is told."""

    def __init__(
        self,
        study: Study,
        store: Store,
        record: dict[str, Any],
        most_failures: int | None,
        progress: Callable[[Progress], None] | None,
        notice: Callable[[str], None],
    ) -> None:
        self.study, self.store, self.progress, self.notice = study, store, progress, notice
        self.rules = record["code"]["rules"]
        self.most_failures = most_failures
        self.arms, self.points = len(study.arms), len(study.points)
        self.size = chunk_size(
            study.scenario, study.runs * len(study.cells), study.engine, study.series == "weekly"
        )
        self.found: Finished = store.finished(clean=True)
        # Settled: there, or failed just now; a later call tries failed runs again.
        self.settled = self.found.there
        self.targets = np.full(self.points, study.runs, np.int64)
        self.failed = 0
        self.before = self.done = self._settled
        changed = differences(store.manifest["libraries"], record["libraries"])
        if self.before and changed:
            self.notice(f"the finished runs were made with other libraries ({'; '.join(changed)})")
        for remark in self.found.remarks:
            self.notice(remark)
        self.started = time.perf_counter()

    def run(self, executor: Callable[[], Executor]) -> Store:
        """Run what is missing."""
        # A finished study needs nobody to compute it.
        self._grow_by_what_is_there()
        if self._missing and self.study.precision and not self.before:
            self._say_what_it_costs()
        self._tell()
        if not self._missing:
            if not self.store.manifest["times"]["finished"]:
                self.store.note(0.0, self._asked, True)  # killed between the last chunk and this line
            return self.store
        finished = False
        try:
            with executor() as workers:
                while self._missing:
                    self._work(workers)
                    if not self._grow():
                        break
            finished = not self.failed
        finally:
            if self.done > self.before:
                self.store.note(time.perf_counter() - self.started, self._asked, finished)
        return self.store

    def _work(self, workers: Executor) -> None:
        """Everything that is missing at the present targets."""
        todo = chunks(self.arms, self.targets, self.size, self.settled)
        flying: set[Future[Computed]] = set()
        self._refill(flying, todo, workers)
        while flying:
            landed, flying = wait(flying, return_when=FIRST_COMPLETED)
            made = [future.result() for future in landed]
            self._refill(flying, todo, workers)
            for computed in sorted(made, key=lambda c: c.number):
                self._take(computed)

    def _refill(self, flying: set[Future[Computed]], todo: Iterator[Chunk], workers: Executor) -> None:
        while len(flying) < workers.width and (chunk := next(todo, None)) is not None:
            flying.add(workers.submit(self._task(chunk)))

    def _task(self, chunk: Chunk) -> Task:
        study = self.study
        return Task(
            number=chunk.number,
            cells=chunk.cells,
            runs=chunk.runs,
            records=study.cells.records(np.unique(chunk.cells)),
            seed=study.seed,
            engine=study.engine,
            weekly=study.series == "weekly",
            agents=study.agents,
            folder=study.folder,
            rules=self.rules,
        )

    def _take(self, computed: Computed) -> None:
        self.store.write(computed)
        self.settled.add(computed.cells, computed.runs)
        for failure in computed.failures:
            self.settled.add(np.full(len(failure.runs), failure.cell), np.array(failure.runs))
        regimes = computed.cells // self.points
        for arm in np.unique(regimes):
            self.found.count(self.study.arms[arm].name, computed.rows[regimes == arm])
        self.done += len(computed.runs)
        self.failed += sum(len(failure.runs) for failure in computed.failures)
        self._tell()
        if self.most_failures is not None and self.failed > self.most_failures:
            raise TooManyFailures(self.failed, computed.failures[0].error, str(self.store.place))

    def _grow(self) -> bool:
        """Raise the targets as the precision asks; False when they stay."""
        if self.study.precision is None:
            return False
        stood, came = self._survival()
        targets = self.study.precision.next(self.targets, stood, came, BATCH)
        grown = bool((targets > self.targets).any())
        if not grown and (targets >= self.study.precision.most_runs).any():
            self.notice("the precision is not reached everywhere within precision.most_runs")
        self.targets = targets
        return grown

    def _grow_by_what_is_there(self) -> None:
        """Find the targets that a study came to before it was interrupted: the same as without."""
        while not self._missing and self._grow():
            self.before = self.done = self._settled

    def _survival(self) -> tuple[np.ndarray, np.ndarray]:
        """Ceasefires that stood so long as the precision says, and all; shape (arms, points)."""
        assert self.study.precision is not None
        stood, came = np.zeros((2, self.arms * self.points), np.int64)
        arm = {a.name: n for n, a in enumerate(self.study.arms)}
        last = self.study.precision.survival_at_years * DAYS_A_YEAR
        for rows in self.store.stream(["days", "collapsed", "agreed"]):
            cells = rows["regime"].map(arm).to_numpy() * self.points + rows["point"].to_numpy()
            known = (rows["run"].to_numpy() < self.targets[rows["point"]]) & rows["agreed"].to_numpy(bool)
            fell = rows["collapsed"].to_numpy(bool) & (rows["days"].to_numpy() <= last)
            came += np.bincount(cells[known], minlength=len(came))
            stood += np.bincount(cells[known & ~fell], minlength=len(stood))
        return stood.reshape(self.arms, -1), came.reshape(self.arms, -1)

    @property
    def _settled(self) -> int:
        return self.settled.count(np.tile(self.targets, self.arms))

    @property
    def _asked(self) -> int:
        return int(self.targets.sum()) * self.arms

    @property
    def _missing(self) -> int:
        return self._asked - self._settled

    def _say_what_it_costs(self) -> None:
        precision = self.study.precision
        assert precision is not None
        most = max(precision.worst, self.study.runs) * len(self.study.cells)
        words = (
            f"to know survival at {precision.survival_at_years:g} years to within {precision.half_width:g}"
        )
        words += f" takes {self._asked:,} runs at least and up to some {most:,}"
        self.notice(f"{words}; {spell_out(measure(self.study), most)}")

    def _tell(self) -> None:
        if self.progress is None:
            return
        seconds = time.perf_counter() - self.started
        counts = {a.name: self.found.stood.get(a.name, (0, 0)) for a in self.study.arms}
        told = {name: stood / came for name, (stood, came) in counts.items() if came}
        self.progress(Progress(self.done, self._asked, self.before, seconds, self.failed, told))
