"""Python-only agents in worker processes."""

import os
import signal
import time
from concurrent.futures import wait

import pytest

from sim.scenario.errors import InputError
from sim.study.executors.processes import Processes
from sim.study.task import compute

#: What a study's process does that is killed: two workers are begun, and wait.
STUDY = """
import sys, time
from pathlib import Path
import numpy as np
from sim import load
from sim.study.executors.processes import Processes
from sim.study.task import Task
scenario = load("baseline.yaml", {"horizon.years": 0.1, "line.sector_miles": 200.0}).record()
agents = {"russia": "own_agents:Waiting"}
with Processes(2) as executor:
    for n in range(2):
        cells, runs = np.zeros(1, np.int64), np.array([n])
        executor.submit(Task(n, cells, runs, scenario, 1, "mesa", agents=agents, folder=Path(sys.argv[1])))
    time.sleep(600)
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_number_of_processes_changes_nothing(task, place, same, workers):
    """Agents of one's own give the same in processes as here."""
    tasks = [task(number, agent="Waiting", place=place) for number in range(3)]
    with Processes(workers) as executor:
        found = [future.result() for future in [executor.submit(one) for one in tasks]]
    assert executor.width == workers + 1
    assert all(same(one, compute(given)) for one, given in zip(found, tasks, strict=True))


@pytest.mark.slow
def test_a_killed_worker_costs_only_its_task(task, place, same, alive):
    """A worker killed in mid-work is replaced and its task computed again; the other worker lives on."""
    place.hold()
    tasks = [task(number, agent="Waiting", place=place) for number in range(4)]
    with Processes(2) as executor:
        futures = [executor.submit(one) for one in tasks]
        killed, other = place.processes(2)
        os.kill(killed, signal.SIGKILL)
        *_, third = sorted(place.processes(3), key=[killed, other].count, reverse=True)
        assert alive(other)
        assert alive(third)
        place.release()
        found = [future.result() for future in futures]
    assert all(same(one, compute(given)) for one, given in zip(found, tasks, strict=True))


@pytest.mark.slow
def test_a_task_that_kills_its_workers_is_given_up_and_the_others_are_not(task, place, same):
    """Runs that bring down three workers fail with a reason, cell by cell; tasks beside them come through."""
    place.hold()
    slow, deadly = task(0, agent="Waiting", place=place), task(1, agent="Deadly", place=place)
    with Processes(2) as executor:
        beside = executor.submit(slow)
        found = executor.submit(deadly).result()
        assert not beside.done()
        place.release()
        assert same(beside.result(), compute(slow))
    assert len(found.rows) == len(found.runs) == 0
    assert [failure.cell for failure in found.failures] == [4, 9]
    assert sum((failure.runs for failure in found.failures), ()) == tuple(deadly.runs)
    assert all("3 workers died" in failure.error for failure in found.failures)
    assert all("signal 9" in failure.error for failure in found.failures)


def test_leaving_by_an_error_ends_the_workers_at_once(task, place, alive, until):
    """Workers in the middle of a task are gone a moment after an error has left the context."""
    place.hold()
    with pytest.raises(KeyboardInterrupt), Processes(2) as executor:
        futures = [executor.submit(task(n, agent="Waiting", place=place)) for n in range(5)]
        workers = place.processes(2)
        begun = time.monotonic()
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 5
    assert not any(alive(worker) for worker in workers)
    assert not wait(futures, timeout=5).not_done


def test_workers_do_not_hear_interrupts(task, place, same):
    """A worker that is sent SIGINT goes on with its task."""
    place.hold()
    given = task(agent="Waiting", place=place)
    with Processes(1) as executor:
        future = executor.submit(given)
        (worker,) = place.processes(1)
        os.kill(worker, signal.SIGINT)
        time.sleep(0.5)
        place.release()
        assert same(future.result(), compute(given))
    assert set(place.processes(1)) <= {worker, os.getpid()}  # this process computed it too


@pytest.mark.slow
def test_no_worker_outlives_a_killed_study(place, child, alive, until):
    """When the main process is killed with SIGKILL its busy workers end by themselves within seconds."""
    place.hold()
    study = child("-c", STUDY, str(place.folder))
    try:
        workers = place.processes(2)
        assert all(alive(worker) for worker in workers)
    finally:
        study.kill()
        study.communicate()
    assert until(lambda: not any(alive(worker) for worker in workers), seconds=10) < 10


def test_other_rules_are_refused(task):
    """A task of a study with other rules than those on disk is not computed."""
    with Processes(1) as executor, pytest.raises(InputError, match="other rules"):
        executor.submit(task(rules="0123456789abcdef")).result()
