"""How a study scales: workers, runs, memory, and what the store costs. Ratios and slopes, each within one call.

    python benchmarks/scaling.py [--most RUNS] [--repeat N]

Prints Markdown tables. Every measurement is a process of its own; those that are compared take turns.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

#: A sweep whose points differ a lot in how long they run: sorted from the longest to the shortest.
UNEVEN = [float(n) for n in range(100, 0, -4)]
#: A line of few sectors, watched for three weeks: a run is short and the store has the most to do.
SMALL = {"line.sector_miles": 200.0, "horizon.years": 0.06}

_CHILD = """
import json, resource, sys, time
from pathlib import Path
asked = json.loads(sys.argv[1])
from sim.scenario.files import Arm, load
from sim.study.design import Points, grid
from sim.study.loop import run_study
from sim.study.study import Study
base = load("baseline.yaml", asked["base"])
arms = tuple(Arm(f"arm_{n}", "custom", values={"sanctions.relief": n / 10}) for n in range(asked["arms"]))
points = grid(asked["grid"]) if asked["grid"] else Points()
study = Study("scaling", base, arms, points=points, runs=asked["runs"])
from sim.study.estimate import measure
measure(study)
worked = time.process_time()
if asked["plain"]:
    import numpy as np
    from sim.engine import batch
    cells = np.repeat(np.arange(len(study.cells)), asked["runs"])
    runs = np.tile(np.arange(asked["runs"]), len(study.cells))
    records = study.cells.records(np.arange(len(study.cells)))
    started = time.perf_counter()
    for first in range(0, len(runs), 20_000):
        batch.run(records, cells[first:first + 20_000], runs[first:first + 20_000], 1, asked["workers"])
else:
    started = time.perf_counter()
    run_study(study, asked["out"], threads=asked["workers"], dask=asked["dask"], progress=lambda p: None)
seconds = time.perf_counter() - started
cpu = time.process_time() - worked
report = 0.0
if asked["report"]:
    from sim.analysis.results import open_study
    from sim.views.report.report import write_report
    started = time.perf_counter()
    write_report(open_study(asked["out"]))
    report = time.perf_counter() - started
size = sum(f.stat().st_size for f in Path(asked["out"]).rglob("*.parquet")) if not asked["plain"] else 0
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "cpu": cpu, "report": report, "peak": peak, "bytes": size}))
"""


def measured(
    runs: int,
    *,
    base: dict[str, float] = SMALL,
    arms: int = 2,
    grid: dict[str, list[float]] | None = None,
    workers: int | None = None,
    dask: str | None = None,
    plain: bool = False,
    report: bool = False,
) -> dict[str, float]:
    """Run a study of so many runs a cell in a process of its own; seconds, MB at the peak, bytes on disk."""
    with tempfile.TemporaryDirectory() as folder:
        asked = {
            "runs": runs,
            "base": base,
            "arms": arms,
            "grid": grid,
            "workers": workers,
            "dask": dask,
            "plain": plain,
            "report": report,
            "out": str(Path(folder) / "out"),
        }
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, json.dumps(asked)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"},
        )
        if done.returncode:
            sys.exit(done.stderr)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def ratios(
    first: dict[str, object], second: dict[str, object], repeat: int, of: str = "seconds"
) -> tuple[float, float, float]:
    """Seconds of the first over seconds of the second, in turns: median, least and most."""
    found = []
    for _ in range(repeat):
        a, b = measured(**first), measured(**second)  # type: ignore[arg-type]
        found.append(a[of] / b[of])
    return median(found), min(found), max(found)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=1_000_000, help="runs of the largest study")
    parser.add_argument("--repeat", type=int, default=3, help="turns of each comparison")
    asked = parser.parse_args()
    full = {"line.sector_miles": 10.0, "horizon.years": 5.0}
    down = {"arms": 1, "base": full, "runs": 120}
    sweeps = {
        "one point": {"runs": 3000, "arms": 1, "base": full},
        "25 points, longest runs first": {**down, "grid": {"aims.russia": UNEVEN[::-1]}},
        "25 points, shortest runs first": {**down, "grid": {"aims.russia": UNEVEN}},
    }
    print("| two workers against one, full line | times faster | range |\n|---|---|---|")
    for name, settings in sweeps.items():
        middle, low, high = ratios({**settings, "workers": 1}, {**settings, "workers": 2}, asked.repeat)
        print(f"| {name} | {middle:.2f} | {low:.2f} to {high:.2f} |", flush=True)

    print("\n| what the store and progress cost, in processor time | share | range |\n|---|---|---|")
    for name, settings in {
        "full line, 5 years, 3,000 runs": {"runs": 1500, "base": full},
        "least work a run (8 sectors, 3 weeks), 200,000 runs": {"runs": 100_000},
    }.items():
        middle, low, high = ratios(settings, {**settings, "plain": True}, asked.repeat, "cpu")
        print(f"| {name} | {middle - 1:+.1%} | {low - 1:+.1%} to {high - 1:+.1%} |", flush=True)

    long = {"runs": 3000, "base": full}
    middle, low, high = ratios({**long, "dask": "local:2"}, long, asked.repeat)
    print(
        f"\nDask with two local workers takes {middle:.2f} times as long as two threads ({low:.2f} to {high:.2f}),"
    )
    print("start-up of the workers included.")

    print("\n| runs | seconds | report, s | peak memory, MB | on disk, MB |\n|---|---|---|---|---|")
    sizes = [n for n in (10_000, 50_000, 200_000, 1_000_000, 5_000_000) if n <= asked.most]
    found = []
    for size in sizes:
        made = measured(size // 4, arms=4, report=True)
        found.append(made)
        print(
            f"| {size:,} | {made['seconds']:.1f} | {made['report']:.1f} | {made['peak']:.0f} "
            f"| {made['bytes'] / 1e6:.0f} |",
            flush=True,
        )
    if len(sizes) > 1:
        last, first = found[-1], found[-2]
        grown = math.log(sizes[-1] / sizes[-2])
        slope = math.log(last["seconds"] / first["seconds"]) / grown
        print(
            f"\nFrom {sizes[-2]:,} to {sizes[-1]:,} runs time grows with the power {slope:.2f} of the runs, and memory "
            f"by {last['peak'] - first['peak']:.0f} MB."
        )


if __name__ == "__main__":
    main()
