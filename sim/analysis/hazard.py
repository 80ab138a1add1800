"""Hazards of collapse: how they fall with time, and the ratio of two settings under the same shocks."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize

from sim.analysis.averages import bootstrap
from sim.analysis.survival import DAYS_A_YEAR


def cut(table: Any, years: float) -> Any:
    """Outcomes as a shorter horizon would have shown them; only ``days`` and ``collapsed`` are cut, nothing else."""
    end = years * DAYS_A_YEAR
    return table.assign(
        days=np.minimum(table["days"], end), collapsed=table["collapsed"] & (table["days"] <= end)
    )


def hazard_ratio(treated: Any, reference: Any, draws: int = 200) -> tuple[float, float]:
    """Ratio of cumulative hazards at the horizon, runs paired by row; with bootstrap error.

    The cumulative hazard is -log of the share that held. A setting under which no run collapsed
    has 0, a reference under which none did has no ratio (NaN).

    Parameters
    ----------
    treated, reference : outcomes with ``collapsed``, a row a run, in the same order of run numbers.
    draws : samples drawn again for the error.
    """
    a, b = ~treated["collapsed"].to_numpy(), ~reference["collapsed"].to_numpy()

    def ratio(pick: np.ndarray) -> float:
        return relative(a[pick].mean(), b[pick].mean())

    return bootstrap(ratio, len(a), draws)


def cumulative(held: float) -> float:
    """Cumulative hazard behind a share that held; NaN where none did."""
    return abs(float(np.log(held))) if held > 0 else float("nan")


def relative(held: float, reference: float) -> float:
    """Ratio of the cumulative hazards behind two shares that held; NaN where the second has none."""
    hazard = cumulative(reference)
    return cumulative(held) / hazard if hazard > 0 else float("nan")


def weibull_shape(table: Any) -> float:
    """Weibull shape of the time to collapse, censored at the horizon, by maximum likelihood."""
    days, ended = table["days"].to_numpy(), table["collapsed"].to_numpy()
    logs = np.log(days)

    def gap(shape: float) -> float:
        weights = days**shape
        return float((weights * logs).sum() / weights.sum() - 1.0 / shape - logs[ended].mean())

    return float(optimize.brentq(gap, 0.05, 10.0))
