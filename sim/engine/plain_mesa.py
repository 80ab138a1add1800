"""The peer that speed is measured against: the same model as anyone would write it with Mesa alone.

An object per commander, rules as plain Python functions, Python's own random generator, ``mesa.batch_run`` over
two processes. Run as a program with ``NUMBA_DISABLE_JIT=1``, which leaves every rule the Python function that it
is; it prints one JSON object. Numbers differ from the batch's (other random draws), rates do not.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from sim.agents.state import WORLD
from sim.engine.mesa_model import CeasefireModel, namespace
from sim.scenario.files import load


def use_python_only() -> None:
    """Let every rule take Python's generator, exp and log, as a plain model would."""

    def uniform_pair(address: Any, place: int, purpose: int) -> tuple[float, float]:
        return random.random(), random.random()

    def uniform(address: Any, place: int, purpose: int) -> float:
        return random.random()

    plain = {"uniform_pair": uniform_pair, "uniform": uniform, "exp": math.exp, "log": math.log}
    for name, module in list(sys.modules.items()):
        if name.startswith("sim."):
            for word, function in plain.items():
                if hasattr(module, word):
                    setattr(module, word, function)


def blank(structure: np.dtype[Any]) -> SimpleNamespace:
    """Zeros in the shape of a record, as plain attributes and lists."""
    made = SimpleNamespace()
    for name in structure.names or ():
        part = structure[name]
        if part.names:
            value: Any = blank(part)
        elif part.shape:
            value = [0.0] * int(np.prod(part.shape))
        else:
            value = 0 if part.kind == "i" else 0.0
        setattr(made, name, value)
    return made


class PlainModel(CeasefireModel):
    """The model in plain Python: state in ordinary attributes, draws from Python's generator."""

    def __init__(self, run: int = 0, years: float = 1.0, **kwargs: Any) -> None:
        use_python_only()  # here, because batch_run's processes are started afresh
        random.seed(int(run) + 1)
        scenario = load("baseline.yaml", {"horizon.years": float(years)})
        super().__init__(scenario, run=int(run))
        self.datacollector = mesa.DataCollector({"violations": "violations", "days": "days"})
        self.datacollector.collect(self)

    def new_state(self) -> tuple[Any, Any]:
        """Parameters and state as plain attributes; choices as the numbers that rules compare with."""
        record = self.scenario.record()
        values: dict[str, dict[str, Any]] = {
            s: {n: record[s][n][0].item() for n in record.dtype[s].names or ()}
            for s in record.dtype.names or ()
        }
        return namespace(values), blank(WORLD)

    def new_factors(self, regions: int) -> Any:
        """A plain list."""
        return [0.0] * regions

    def pair(self, sector: int, purpose: int) -> tuple[float, float]:
        """Two uniforms from Python's generator."""
        return random.random(), random.random()

    @property
    def violations(self) -> float:
        """Violations fired so far."""
        return self.world.tally.violations

    @property
    def days(self) -> float:
        """Days simulated so far."""
        return float(self.day)


def timed(runs: int, years: float, processes: int) -> tuple[float, float, float]:
    """Seconds, days and violations of a ``batch_run``."""
    started = time.perf_counter()
    rows = mesa.batch_run(
        PlainModel,
        {"run": list(range(runs)), "years": [years]},
        number_processes=processes,
        max_steps=100_000,
        display_progress=False,
    )
    seconds = time.perf_counter() - started
    return seconds, sum(row["days"] for row in rows), sum(row["violations"] for row in rows)


def main(runs: int, years: float, processes: int) -> None:
    """Run the peer and print its seconds, days, sectors and violations.

    Starting processes costs seconds that a long study would not notice, so the cost of a few runs is taken off.
    """
    use_python_only()
    few = timed(processes, 0.1, processes)
    many = timed(runs, years, processes)
    print(
        json.dumps(
            {
                "seconds": many[0] - few[0],
                "runs": runs,
                "days": many[1] - few[1],
                "violations": many[2] - few[2],
                "sectors": len(PlainModel(0, years).teams),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
