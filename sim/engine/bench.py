"""How fast the batch is on this machine, against the same model under plain Mesa, measured in one go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

import numpy as np

from sim.engine import batch
from sim.scenario.files import load


def measure(runs: int = 400, peer_runs: int = 40, peer_years: float = 1.0, cores: int = 2) -> dict[str, Any]:
    """Measure the batch and its plain-Mesa peer on the baseline scenario.

    Both go through days as long as ceasefires last; the ratio is that of wall-clock time per sector-day, on the
    same number of cores. Quote it with ``violations_per_commander_day``: the more fire, the smaller the ratio.

    Parameters
    ----------
    runs : runs of 10 years for the batch.
    peer_runs, peer_years : runs and horizon of the peer.
    cores : threads of the batch, processes of the peer.

    Returns
    -------
    dict
        ``runs_per_second``, ``ns_per_sector_day`` (per core), ``ratio_plain_mesa``,
        ``violations_per_commander_day``, and what they were computed from.
    """
    # As many cores as there are: more threads than that would only blur the figure per core.
    cores = max(1, min(cores, os.cpu_count() or 1))
    scenario = load("baseline.yaml")
    zeros = np.zeros(runs, dtype=np.int64)
    batch.run([scenario], zeros[:4], np.arange(4), seed=1, threads=cores)  # compile
    sectors = int(batch.Prepared([scenario]).sizes[0])
    seconds = np.inf
    for _ in range(3):
        started = time.perf_counter()
        rows = batch.run([scenario], zeros, np.arange(runs), seed=1, threads=cores)
        seconds = min(seconds, time.perf_counter() - started)
    sector_days = float(rows["days"].sum()) * sectors
    peer = _peer(peer_runs, peer_years, cores)
    peer_sector_days = peer["days"] * peer["sectors"]
    return {
        "runs_per_second": runs / seconds,
        "ns_per_sector_day": seconds * cores / sector_days * 1e9,
        "ratio_plain_mesa": (peer["seconds"] / peer_sector_days) / (seconds / sector_days),
        "violations_per_commander_day": float(rows["violations"].sum()) / (2.0 * sector_days),
        "bouts_per_commander_day": float(rows["bouts"].sum()) / (2.0 * sector_days),
        "peer_violations_per_commander_day": peer["violations"] / (2.0 * peer_sector_days),
        "peer_ns_per_sector_day": peer["seconds"] * cores / peer_sector_days * 1e9,
        "runs": runs,
        "years_per_run": float(rows["days"].mean() / 365.0),
        "sectors": sectors,
        "cores": cores,
        "peer_runs": peer_runs,
        "peer_years": peer_years,
    }


def _peer(runs: int, years: float, cores: int) -> dict[str, float]:
    """Run the plain-Mesa peer in an interpreter of its own, without compilation."""
    done = subprocess.run(
        [sys.executable, "-m", "sim.engine.plain_mesa", str(runs), str(years), str(cores)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])
