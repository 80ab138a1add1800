"""Tasks for executors to compute, and agents that say where they are, wait, or bring their process down."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import load
from sim.numerics.rule import sources_hash
from sim.study.task import Computed, Task

#: Seconds that anything here may take on a busy machine before the test fails; rules may have to be compiled.
PATIENCE = 240

AGENTS = """
import os, signal, time
from pathlib import Path
from sim.engine.mesa_agents import Russia

FOLDER = Path(__file__).parent

class Waiting(Russia):
    def decide(self):
        (FOLDER / f"{os.getpid()}.pid").touch()
        while (FOLDER / "hold").exists():
            time.sleep(0.02)
        super().decide()

class Deadly(Russia):
    def decide(self):
        print("these words must not come between the replies", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


class Place:
    """A folder with agents of a researcher's own, and what is seen of them from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "own_agents.py").write_text(AGENTS)

    def hold(self) -> None:
        """Let the waiting agents wait."""
        (self.folder / "hold").touch()

    def release(self) -> None:
        """Let them go on."""
        (self.folder / "hold").unlink()

    def processes(self, count: int) -> list[int]:
        """The processes in which agents wait, when there are so many."""
        wait_until(lambda: len(list(self.folder.glob("*.pid"))) >= count)
        return [int(file.stem) for file in self.folder.glob("*.pid")]


def wait_until(happened: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait for something; the seconds that it took."""
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() - begun < seconds, "waited in vain"
        time.sleep(0.05)
    return time.monotonic() - begun


def is_alive(process: int) -> bool:
    """Whether a process is there and not a corpse."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def are_same(one: Computed, other: Computed) -> bool:
    """Whether two results hold the same runs, bit for bit and type for type, and no failures."""
    return (
        one.number == other.number
        and np.array_equal(one.cells, other.cells)
        and np.array_equal(one.runs, other.runs)
        and one.rows.dtypes.equals(other.rows.dtypes)
        and one.rows.equals(other.rows)
        and len(one.rows) == len(one.runs) > 0
        and one.failures == other.failures == ()
    )


@pytest.fixture(scope="session")
def until() -> Callable[..., float]:
    """Waits for something."""
    return wait_until


@pytest.fixture(scope="session")
def alive() -> Callable[[int], bool]:
    """Tells whether a process is there."""
    return is_alive


@pytest.fixture(scope="session")
def same() -> Callable[[Computed, Computed], bool]:
    """Compares two results."""
    return are_same


@pytest.fixture(scope="session")
def child() -> Callable[..., subprocess.Popen[str]]:
    """Starts a Python process that can import what this one can; its output can be read."""

    def start(*arguments: str, **settings: Any) -> subprocess.Popen[str]:
        path = os.pathsep.join(os.path.abspath(place) for place in sys.path)
        environment = {**os.environ, "PYTHONPATH": path}
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([sys.executable, *arguments], env=environment, **{**pipes, **settings})

    return start


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with agents of one's own."""
    return Place(tmp_path)


@pytest.fixture
def task() -> Callable[..., Task]:
    """Makes a task: a few short runs on a coarse line, of two cells."""

    def make(
        number: int = 0, runs: int = 6, agent: str = "", place: Place | None = None, **other: Any
    ) -> Task:
        values = {"horizon.years": other.pop("years", 0.1), "line.sector_miles": 200.0}
        scenarios = [load("baseline.yaml", {**values, "monitoring.coverage": c}).record() for c in (0.2, 0.8)]
        settings: dict[str, Any] = {"seed": 3, "rules": sources_hash(), **other}
        if agent and place:
            settings |= {
                "engine": "mesa",
                "agents": {"russia": f"own_agents:{agent}"},
                "folder": place.folder,
            }
        cells = np.repeat([4, 9], [runs - runs // 2, runs // 2])
        numbers = np.concatenate([np.arange(runs - runs // 2), np.arange(runs // 2)]) + 100 * number
        return Task(number, cells, numbers, np.concatenate(scenarios), **settings)

    return make
