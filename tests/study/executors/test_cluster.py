"""Dask distributed, on real schedulers and worker processes of this machine."""

import gc
import json
import os
import signal
import socket
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from sim.scenario.errors import InputError
from sim.study.executors.cluster import Cluster
from sim.study.task import Task, compute

pytest.importorskip("distributed")

#: What a study's process does whose scheduler is lost: it says what it is told, and when.
STUDY = """
import sys, time
from pathlib import Path
import numpy as np
from sim import load
from sim.scenario.errors import InputError
from sim.study.executors.cluster import Cluster
from sim.study.task import Task

def main():
    scenario = load("baseline.yaml", {"horizon.years": 0.1, "line.sector_miles": 200.0}).record()
    agents = {"russia": "own_agents:Waiting"}
    try:
        with Cluster(sys.argv[2]) as executor:
            futures = []
            for n in range(3):
                cells, runs = np.zeros(1, np.int64), np.array([n])
                folder = Path(sys.argv[1])
                futures.append(executor.submit(
                    Task(n, cells, runs, scenario, 1, "mesa", agents=agents, folder=folder)))
            try:
                futures[0].result()
            finally:
                print("told", time.time(), sum(future.done() for future in futures), flush=True)
    except InputError as error:
        print("error", error, flush=True)
    print("left", time.time(), flush=True)

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def pair():
    """A local cluster of two worker processes, kept for several tests."""
    with Cluster("local:2", patience=240) as cluster:
        yield cluster


@pytest.fixture
def scheduler(child, tmp_path, until):
    """A scheduler in a process of its own, without workers; and a way to give it some."""
    file, begun = tmp_path / "scheduler.json", []
    common = {"stdout": None, "stderr": None}

    def worker(preload: str = ""):
        extra = ("--preload", preload) if preload else ()
        options = ("--no-dashboard", "--nthreads", "1", "--local-directory", str(tmp_path), *extra)
        begun.append(
            child("-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), *options, **common)
        )
        return begun[-1]

    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    begun.append(child("-m", "distributed.cli.dask_scheduler", *options, **common))
    until(lambda: file.is_file() and file.read_text().rstrip().endswith("}"))
    yield begun[0], json.loads(file.read_text())["address"], file, worker
    for process in begun[::-1]:
        process.terminate()
        process.wait(30)


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes(pair, task, same):
    """Tasks on two worker processes give what they give in this process, type for type."""
    tasks = [task(number, runs=40) for number in range(6)]
    futures = [pair.submit(one) for one in tasks]
    assert all(same(f.result(240), compute(t, threads=2)) for f, t in zip(futures, tasks, strict=True))
    assert pair.width == 4
    assert "2 processes" in pair.about


@pytest.mark.slow
def test_a_killed_worker_costs_only_its_task(pair, task, place, same):
    """A worker killed in mid-work comes back, and its task is computed again."""
    place.hold()
    tasks = [task(number, agent="Waiting", place=place) for number in range(4)]
    futures = [pair.submit(one) for one in tasks]
    os.kill(place.processes(2)[0], signal.SIGKILL)
    place.processes(3)
    place.release()
    assert all(same(f.result(240), compute(t)) for f, t in zip(futures, tasks, strict=True))


@pytest.mark.slow
def test_a_task_that_kills_its_workers_is_given_up(pair, task, place, same):
    """Runs that bring down three workers fail with a reason, cell by cell; a later task comes through."""
    deadly = task(1, agent="Deadly", place=place)
    found = pair.submit(deadly).result(240)
    assert len(found.rows) == len(found.runs) == 0
    assert [failure.cell for failure in found.failures] == [4, 9]
    assert all("3 workers died" in failure.error for failure in found.failures)
    assert same(pair.submit(task(2)).result(240), compute(task(2)))


@pytest.mark.slow
def test_a_study_with_other_rules_is_refused_by_the_worker(pair, task):
    """A worker compares the rules of each task with its own before it computes, and says which are which."""
    with pytest.raises(InputError, match=r"other rules.*rules 0123456789abcdef"):
        pair.submit(task(rules="0123456789abcdef")).result(240)


@pytest.mark.slow
def test_a_large_task_is_sent_without_a_word_and_leaves_nothing_behind(pair, task, until):
    """Scenarios of thousands of cells raise no warning, and no result is kept on the cluster once it is taken."""
    small = task(0, runs=2)
    count = 8000
    records = np.repeat(small.records[:1], count)
    records["monitoring"]["coverage"] = np.random.default_rng(1).random(count)
    large = Task(0, np.arange(count), np.zeros(count, np.int64), records, 1, rules="none of these")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        future = pair.submit(large)
    assert isinstance(future.exception(240), InputError)
    pair.submit(small).result(240)
    del future
    until(lambda: gc.collect() >= 0 and not pair._client.futures, seconds=30)
    until(lambda: not pair._client.who_has(), seconds=30)


@pytest.mark.slow
def test_own_agents_are_read_as_they_are_now(pair, task, place, same):
    """A worker that has met an older module of the same name, elsewhere or before it was changed, takes the new one."""
    given = task(agent="Waiting", place=place)
    assert same(pair.submit(given).result(240), compute(given))
    text = (place.folder / "own_agents.py").read_text()
    (place.folder / "own_agents.py").write_text(
        text.replace("super().decide()", "raise ValueError('changed')")
    )
    found = pair.submit(given).result(240)
    assert {failure.error for failure in found.failures} == {"ValueError: changed"}
    assert len(found.rows) == 0


@pytest.mark.slow
def test_leaving_by_an_error_ends_a_local_cluster_within_seconds(task, place, alive):
    """Busy workers of a local cluster are gone soon after an error has left the context; what waits is cancelled."""
    place.hold()
    with pytest.raises(KeyboardInterrupt), Cluster("local:1", patience=240) as cluster:
        futures = [cluster.submit(task(n, agent="Waiting", place=place)) for n in range(3)]
        (worker,) = place.processes(1)
        begun = time.monotonic()
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 15
    assert not alive(worker)
    assert all(future.cancelled() for future in futures)


@pytest.mark.slow
def test_a_lost_scheduler_is_told_in_one_message(scheduler, place, child):
    """When the scheduler is killed, all open tasks raise one message within half a minute; nothing else is printed."""
    process, address, _, worker = scheduler
    place.hold()
    worker()
    script = place.folder / "study.py"
    script.write_text(STUDY)
    study = child(str(script), str(place.folder), address)
    place.processes(1)
    process.kill()
    killed = time.time()
    printed, errors = study.communicate(timeout=120)
    place.release()
    told, error, left = printed.splitlines()
    assert float(told.split()[1]) - killed < 30
    assert told.split()[2] == "3"
    assert f"the Dask scheduler at {address} is gone; finished runs are kept" in error
    assert float(left.split()[1]) - killed < 40
    assert errors == ""
    assert study.returncode == 0


@pytest.mark.slow
def test_workers_are_looked_at_before_the_first_task(scheduler, tmp_path):
    """Without workers, or with one that has other rules, the context is not entered, and the message says why."""
    _, address, file, worker = scheduler
    with pytest.raises(InputError, match=r"no worker for 1 seconds.*tcp://"), Cluster(address, patience=1):
        pass
    other = tmp_path / "other.py"
    other.write_text("from sim.study.executors import remote\nremote.code = lambda: ('9.9.9', 'f' * 16)\n")
    worker(str(other))
    with (
        pytest.raises(InputError, match=r"other rules.*worker tcp://.*ffffffffffffffff \(version 9.9.9\)"),
        Cluster(f"file:{file}", patience=240),
    ):
        pass


@pytest.mark.slow
def test_a_cluster_that_loses_its_last_worker_gives_up(scheduler, task, place, until):
    """When no worker is left for as long as is borne, open tasks raise a message that says so."""
    _, address, _, worker = scheduler
    process = worker()
    place.hold()
    with Cluster(address, patience=60) as cluster:
        future = cluster.submit(task(agent="Waiting", place=place))
        place.processes(1)
        cluster.patience = 3
        process.terminate()
        os.kill(place.processes(1)[0], signal.SIGKILL)
        assert "no worker for 3 seconds; finished runs are kept" in str(future.exception(60))
        with pytest.raises(InputError, match="no worker"):
            cluster.submit(task())


@pytest.mark.slow
def test_an_address_where_nobody_listens_is_told_in_one_message(capfd):
    """Nobody answers: one message with the address after some ten seconds, and nothing on the terminal."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    begun = time.monotonic()
    with pytest.raises(InputError, match=address), Cluster(address):
        pass
    assert time.monotonic() - begun < 30
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("address", ["local:0", "local:some", "local:", "nonsense", "file:no_such_file.json"])
def test_an_address_of_no_known_form_is_refused(address, tmp_path, monkeypatch):
    """The message names the value and, for an unknown form, the forms there are."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=address) as error, Cluster(address):
        pass
    assert "no such scheduler file" in str(error.value) or "local:WORKERS" in str(error.value)


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    """Where Dask is missing, the extra that brings it is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'ceasefire\[cluster\]'"):
        Cluster("local:2")


def test_a_scheduler_file_is_read(tmp_path):
    """A scheduler file that names a place where nobody listens leads to that place's message, not to a wait."""
    file = tmp_path / "scheduler.json"
    file.write_text(json.dumps({"address": "tcp://127.0.0.1:1"}))
    with pytest.raises(InputError, match="no Dask scheduler answers"), Cluster(f"file:{Path(file)}"):
        pass
