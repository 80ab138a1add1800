"""Patterns of the record, measured on simulated ceasefires: the line's (V) and the survival's (SF).

Each measure returns a value with its Monte-Carlo error; targets and tolerances stand in
``sim/evidence/violation_targets.csv`` and ``stylised_facts.csv`` and are repeated where a table gives words only.
The line's patterns are scored on violations fired, not recorded, where a lever of monitoring is compared; rates
that the record counts (V1, V15) on those recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import optimize, special

from sim.agents.state import ROW
from sim.engine import batch
from sim.engine.outcome import frame
from sim.engine.replay import Replay
from sim.line.sectors import cut
from sim.scenario.files import arm, load
from sim.scenario.scenario import Scenario

MINSK, JULY_2020 = "record/donbas_minsk.yaml", "record/donbas_july_2020.yaml"


@dataclass(frozen=True)
class Pattern:
    """One fact of the record beside the model's value."""

    id: str
    use: str  # "fit" from outside sources, "report" shown only
    fact: str
    target: str
    low: float
    high: float
    value: float
    error: float  # standard error over runs

    @property
    def hit(self) -> bool:
        """Whether the value lies within the tolerance."""
        return bool(self.low <= self.value <= self.high)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the fields and whether it is hit."""
        return {**asdict(self), "hit": self.hit}


def daily(scenario: Scenario, run: int, days: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Daily violations fired and recorded on the whole line of one run: two arrays of shape (days,)."""
    replay = Replay(scenario.with_values({"horizon.years": min(75.0, days / 365.0 + 0.01)}), seed, run)
    totals = np.zeros((days + 1, 2))
    for day in range(1, days + 1):
        replay.until(day)
        totals[day] = replay.world.tally.violations, replay.world.tally.recorded
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


def mean_error(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Mean and its standard error."""
    array = np.asarray(values, dtype=float)
    return float(array.mean()), float(array.std(ddof=1) / np.sqrt(len(array)))


def quantile_error(values: np.ndarray, draws: int = 200) -> tuple[float, float]:
    """Median and its bootstrap standard error."""
    generator = np.random.default_rng(0)
    again = [np.median(generator.choice(values, len(values))) for _ in range(draws)]
    return float(np.median(values)), float(np.std(again))


def line_patterns(years: int = 30, truces: int = 60) -> list[Pattern]:
    """V1-V9 and V15, from the Donbas line with the capitals at rest.

    Parameters
    ----------
    years : separate years of the line under Minsk-like terms, for rates and their variation.
    truces : truces of either kind, for drops and returns.
    """
    minsk, july = load(MINSK), load(JULY_2020)
    km = float(cut(minsk.line.definition, minsk.line.length, minsk.line.sector_miles).km.sum())
    settled = 150  # days after which a Minsk truce has long worn off
    rate, k, correlation, civilians = [], [], [], []
    for run in range(years):
        _, recorded = daily(minsk, run, settled + 365)
        year = recorded[settled:]
        rate.append(year.mean() / km)
        k.append(dispersion(year))
        correlation.append(lag_one(year))
    rows = batch.run([minsk.with_values({"horizon.years": 2.0})], np.zeros(200, int), np.arange(200), seed=1)
    civilians = 1000.0 * rows["civilian_casualties"] / rows["recorded"]
    found = [
        _pattern(
            "V1", "fit", "recorded violations per km and day, Minsk-like", "2.0", 0.6, 2.6, *mean_error(rate)
        ),
        _pattern("V2", "fit", "negative-binomial k of daily counts", "1.0", 0.8, 1.25, *mean_error(k)),
        _pattern(
            "V3",
            "fit",
            "lag-1 correlation of detrended log counts",
            "0.23",
            0.03,
            0.42,
            *mean_error(correlation),
        ),
        _pattern(
            "V4",
            "fit",
            "share of the four hottest areas",
            "0.76",
            0.70,
            0.95,
            *mean_error(_hot_share(minsk, years)),
        ),
    ]
    drop, back = _truce(minsk, truces)
    found.append(
        _pattern(
            "V5", "fit", "median drop at a truce, no new mechanism", "0.80", 0.40, 0.95, *quantile_error(drop)
        )
    )
    found.append(_pattern("V6", "fit", "mean days until the rate is back", "14", 7, 60, *mean_error(back)))
    deep, doubling = _measures(july, truces)
    found.append(
        _pattern(
            "V7",
            "fit",
            "drop with orders and coordination (July 2020)",
            "0.95",
            0.82,
            0.97,
            *mean_error(deep),
        )
    )
    found.append(
        _pattern(
            "V8", "fit", "doubling time after July 2020 (months)", "3.4", 2.9, 4.0, *mean_error(doubling)
        )
    )
    baseline = load("baseline.yaml", {"horizon.years": 0.5})
    first = batch.run([baseline], np.zeros(400, int), np.arange(400), seed=1)["first_violation_day"]
    within = (first >= 0) & (first < 1)
    found.append(
        _pattern(
            "V9",
            "fit",
            "first violation within a day (share of runs)",
            "1.00",
            0.90,
            1.0,
            *mean_error(within),
        )
    )
    found.append(
        _pattern(
            "V15", "fit", "civilian casualties per 1,000 recorded", "1.1", 0.56, 1.5, *mean_error(civilians)
        )
    )
    return found


def survival_patterns(runs: int = 1000) -> list[Pattern]:
    """SF01, SF06, SF07, SF36 and SF38, from the guarantee regimes on the real line over ten years."""
    names = ("none", "assurances", "treaty", "treaty_with_troops")
    baseline = load("baseline.yaml")
    arms = {name: baseline.with_values(arm("regimes", name).values) for name in names}
    points = np.repeat(np.arange(len(names)), runs)
    table = frame(batch.run(list(arms.values()), points, np.tile(np.arange(runs), len(names)), seed=1))
    table["arm"] = np.repeat(names, runs)
    by = {name: part.reset_index(drop=True) for name, part in table.groupby("arm")}
    found = [
        _pattern(
            "SF01",
            "fit",
            "Weibull shape of time to collapse (no guarantee)",
            "0.45-0.60",
            0.35,
            0.75,
            *_bootstrap(weibull_shape, by["none"], draws=40),
        )
    ]
    for name, low, high, fact_id, use in (
        ("treaty_with_troops", 0.15, 0.55, "SF06", "report"),
        ("assurances", 0.7, 1.5, "SF07", "fit"),
        ("treaty", 0.7, 0.85, "SF38", "fit"),
    ):
        fact = f"hazard ratio over ten years, {name.replace('_', ' ')} against none"
        value, error = hazard_ratio(by[name], by["none"])
        found.append(_pattern(fact_id, use, fact, f"{low}-{high}", low, high, value, error))
    offensives = table[
        table["cause"].isin(["russian_offensive", "ukrainian_offensive"]) & (table["arm"] == "none")
    ]
    share, error = mean_error((offensives["cause"] == "russian_offensive").to_numpy())
    found.append(
        _pattern(
            "SF36",
            "report",
            "share of offensives begun by the revisionist",
            "0.65-0.80",
            0.50,
            0.95,
            share,
            error,
        )
    )
    return found


def weibull_shape(table: Any) -> float:
    """Weibull shape of the time to collapse, censored at the horizon, by maximum likelihood."""
    days, ended = table["days"].to_numpy(), table["collapsed"].to_numpy()
    logs = np.log(days)

    def gap(shape: float) -> float:
        weights = days**shape
        return float((weights * logs).sum() / weights.sum() - 1.0 / shape - logs[ended].mean())

    return float(optimize.brentq(gap, 0.05, 10.0))


def hazard_ratio(treated: Any, reference: Any, draws: int = 200) -> tuple[float, float]:
    """Ratio of cumulative hazards at the horizon (-log of the share that held), runs paired; with bootstrap error."""
    a, b = ~treated["collapsed"].to_numpy(), ~reference["collapsed"].to_numpy()
    generator = np.random.default_rng(0)

    def ratio(pick: np.ndarray) -> float:
        return float(np.log(a[pick].mean()) / np.log(b[pick].mean()))

    again = [ratio(generator.integers(0, len(a), len(a))) for _ in range(draws)]
    return ratio(np.arange(len(a))), float(np.std(again))


def _pattern(
    fact_id: str, use: str, fact: str, target: str, low: float, high: float, value: float, error: float
) -> Pattern:
    return Pattern(fact_id, use, fact, target, low, high, value, error)


def _bootstrap(measure: Callable[[Any], float], table: Any, draws: int) -> tuple[float, float]:
    generator = np.random.default_rng(0)
    again = [measure(table.iloc[generator.integers(0, len(table), len(table))]) for _ in range(draws)]
    return measure(table), float(np.std(again))


def _hot_share(scenario: Scenario, runs: int) -> list[float]:
    shares = []
    sectors = cut(scenario.line.definition, scenario.line.length, scenario.line.sector_miles)
    for run in range(runs):
        replay = Replay(scenario.with_values({"horizon.years": 1.5}), 1, run)
        replay.until(150)
        before = replay.line[ROW["fired"]].copy()
        replay.until(515)
        fired = np.bincount(sectors.segment, replay.line[ROW["fired"]] - before)
        shares.append(float(np.sort(fired)[-4:].sum() / fired.sum()))
    return shares


def _truce(scenario: Scenario, truces: int) -> tuple[np.ndarray, np.ndarray]:
    """Drop in the first week, and days until a 7-day mean is back at the long-run level, of truces on paper."""
    series = np.array([daily(scenario, 1000 + run, 400)[0] for run in range(truces)])
    level = series[:, 200:].mean()
    drop = 1.0 - series[:, :7].mean(axis=1) / level
    weeks = np.apply_along_axis(lambda row: np.convolve(row, np.ones(7) / 7.0, mode="valid"), 1, series)
    back = np.array([np.argmax(row >= level) + 6 if (row >= level).any() else 400 for row in weeks])
    return drop, back


def _measures(scenario: Scenario, truces: int) -> tuple[np.ndarray, np.ndarray]:
    """Drop over 90 days and doubling time (months) over 18 months of truces with orders and coordination."""
    minsk = load(MINSK)
    level = np.mean([daily(minsk, 2000 + run, 500)[0][200:].mean() for run in range(20)])
    series = np.array([daily(scenario, 2000 + run, 550)[0] for run in range(truces)])
    drop = 1.0 - series[:, :90].mean(axis=1) / level
    months = series[:, 10:550].reshape(truces, 18, 30).mean(axis=2) + 0.5
    slopes = np.polyfit(np.arange(18), np.log(months).T, 1)[0]
    return drop, np.log(2.0) / slopes
