"""Daily violations of one run, and what is measured on a series of daily counts."""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

from sim.engine.replay import Replay
from sim.scenario.scenario import Scenario

#: Longest horizon that a scenario may have, years.
LONGEST = 75.0


def daily(scenario: Scenario, run: int, days: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Daily violations fired and recorded on the whole line of one run: two arrays of shape (days,)."""
    replay = Replay(scenario.with_values({"horizon.years": min(LONGEST, days / 365.0 + 0.01)}), seed, run)
    return day_by_day(replay, days)


def day_by_day(replay: Replay, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Violations fired and recorded on each of the next days of a replay: two arrays of shape (days,)."""
    totals = np.empty((days + 1, 2))
    start = replay.day
    for number in range(days + 1):
        replay.until(start + number)
        totals[number] = replay.world.tally.violations, replay.world.tally.recorded
    steps = np.diff(totals, axis=0)
    return steps[:, 0], steps[:, 1]


def dispersion(counts: np.ndarray) -> float:
    """Negative-binomial k of daily counts by maximum likelihood (mean taken from the sample)."""
    mean = counts.mean()
    rounded = np.round(counts)

    def loss(log_k: float) -> float:
        k = np.exp(log_k)
        terms = special.gammaln(rounded + k) - special.gammaln(k) + k * np.log(k / (k + mean))
        return -float(np.sum(terms + rounded * np.log(mean / (k + mean))))

    return float(np.exp(optimize.minimize_scalar(loss, bounds=(-4.0, 4.0), method="bounded").x))


def lag_one(counts: np.ndarray) -> float:
    """Lag-1 correlation of detrended log daily counts."""
    logs = np.log(counts + 1.0)
    days = np.arange(len(logs))
    logs = logs - np.polyval(np.polyfit(days, logs, 1), days)
    return float(np.corrcoef(logs[:-1], logs[1:])[0, 1])


def weekly_mean(series: np.ndarray, days: int = 7) -> np.ndarray:
    """Running mean over so many days along the last axis; shape (..., n - days + 1)."""
    sums = np.cumsum(series, axis=-1)
    first = sums[..., days - 1 : days]
    return np.concatenate([first, sums[..., days:] - sums[..., :-days]], axis=-1) / days
