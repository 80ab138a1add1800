"""Which executor computes a study."""

from __future__ import annotations

import os

from sim.study.executors.executor import Executor
from sim.study.executors.threads import Threads
from sim.study.study import Study


def choose(study: Study, workers: int | None = None, dask: str | None = None) -> Executor:
    """Dask where an address is given, processes for agents in Python, else threads of the compiled batch.

    Parameters
    ----------
    study : what is to be run.
    workers : threads or processes here; all cores if None.
    dask : address of a scheduler, or ``local:N``.
    """
    if dask is not None:
        from sim.study.executors.cluster import Cluster

        return Cluster(dask)
    if study.engine == "mesa" and (workers or os.cpu_count() or 1) > 1:
        from sim.study.executors.processes import Processes

        return Processes(workers)
    return Threads(workers)
