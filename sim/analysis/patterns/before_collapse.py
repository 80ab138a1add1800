"""Facts on what goes before a collapse: the fire on the line, and the guarantor's commitment."""

from __future__ import annotations

import numpy as np

from sim.analysis.averages import bootstrap
from sim.analysis.patterns.facts import guarantee_mix
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import Stage
from sim.engine.replay import Replay
from sim.scenario.files import arm, names
from sim.scenario.scenario import Scenario

#: Years after which violations of the last year are set against collapse in the next.
YEARS = (1, 2, 3, 4, 5)
#: Weeks between two looks at the guarantor's credibility, and looks in half a year.
LOOK, HALF_YEAR = 4, 6


def fire_and_collapse(stage: Stage) -> tuple[Measure, ...]:
    """SF32: correlation of log violations in a year with collapse in the next, among ceasefires of every kind.

    Pooled over the default terms and every package of terms, over the regimes as history mixes them, and over
    the first five years. A run with a shorter horizon is the same run cut short, so violations of a year are the
    difference of two horizons.
    """
    runs = max(25, stage.runs // 16)
    horizons = [{"horizon.years": float(year)} for year in (*YEARS, YEARS[-1] + 1)]
    terms = [stage.coarse, *(stage.coarse.with_values(arm("terms", name).values) for name in names("terms"))]
    kinds = [
        ([stage.regime(regime, package).with_values(horizon) for horizon in horizons], weight)
        for package in terms
        for regime, weight in guarantee_mix().items()
    ]
    stage.tables([scenario for scenarios, _ in kinds for scenario in scenarios], runs)
    logs, falls, weights, numbers = [], [], [], []
    for scenarios, weight in kinds:
        tables = stage.tables(scenarios, runs)
        fired = np.array([np.zeros(runs), *(table["violations"] for table in tables)])
        fallen = np.array([table["collapsed"] for table in tables])
        for year in YEARS:
            standing = ~fallen[year - 1]
            logs.append(np.log(fired[year] - fired[year - 1] + 1.0)[standing])
            falls.append(fallen[year][standing].astype(float))
            numbers.append(np.flatnonzero(standing))
            weights.append(np.full(standing.sum(), weight))
    log, fall, weight_of = (np.concatenate(parts) for parts in (logs, falls, weights))
    number = np.concatenate(numbers)

    def correlation(pick: np.ndarray) -> float:
        w = weight_of * np.bincount(pick, minlength=runs)[number]
        x, y = log - np.average(log, weights=w), fall - np.average(fall, weights=w)
        return float((w * x * y).sum() / np.sqrt((w * x * x).sum() * (w * y * y).sum()))

    fact = "correlation of log violations of a year with collapse in the next (all terms, regimes pooled)"
    return (Measure(fact, 0.1, 0.5, *bootstrap(correlation, runs), runs),)


def _credibility(scenario: Scenario, seed: int, runs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The guarantor's credibility every four weeks, and until when.

    Returns credibility, shape (runs, looks), NaN before the guarantee is in force and after a collapse; and the look
    by which each run has collapsed, shape (runs,), the number of looks where it has not.
    """
    step = 7 * LOOK
    looks = int(scenario.horizon.years * 365) // step
    seen, ends = np.full((len(runs), looks), np.nan), np.full(len(runs), looks)
    for row, run in enumerate(runs):
        replay = Replay(scenario, seed, run)
        for look in range(looks):
            replay.until(step * (look + 1))
            if replay.over and replay.day < replay.horizon:
                ends[row] = look
                break
            if replay.world.guarantors.in_force > 0.0:
                seen[row, look] = replay.world.guarantors.credibility
    return seen, ends


def commitment(stage: Stage) -> tuple[Measure, ...]:
    """SF35: the guarantor's credibility in the half year before a collapse against the same time in runs that hold.

    Under the treaty, for collapses that Moscow begins, as in all of the fact's cases. Weeks before ratification are
    left out of both, so that a promise not yet in force is not taken for one that has eroded. Every such collapse
    is set against those of the first fifth of all runs that still stand at that time.
    """
    scenario = stage.regime("treaty", stage.coarse)
    attacked = np.flatnonzero(stage.table(scenario)["cause"] == "russian_offensive")
    usual, usual_ends = _credibility(scenario, stage.seed, np.arange(max(40, stage.runs // 5)))
    before, same_time = [], []
    for own, end in zip(*_credibility(scenario, stage.seed, attacked), strict=True):
        window = slice(max(0, end - HALF_YEAR), end)
        kept = np.isfinite(own[window])
        others = usual[usual_ends > end, window][:, kept]
        if np.isfinite(others).any():
            before.append(own[window][kept].mean())
            same_time.append(np.nanmean(others))
    own_level, usual_level = np.array(before), np.array(same_time)

    def ratio(pick: np.ndarray) -> float:
        return float(own_level[pick].mean() / usual_level[pick].mean())

    fact = "guarantor's credibility in the half year before Moscow attacks, against runs that hold (treaty)"
    return (Measure(fact, 0.0, 1.0, *bootstrap(ratio, len(own_level)), len(own_level)),)


MEASURES = {"SF32": fire_and_collapse, "SF35": commitment}
