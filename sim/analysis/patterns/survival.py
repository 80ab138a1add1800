"""Facts on how long ceasefires last, from four guarantee regimes on the real line over up to twenty years.

Where the record pools all ceasefires, runs are pooled with the share that each level of guarantee and of stakes has
among historical ones (``facts.historical_mix``). Errors are over run numbers, which all regimes share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from sim.analysis.averages import bootstrap, mean_error
from sim.analysis.hazard import cut, hazard_ratio, weibull_shape
from sim.analysis.patterns.facts import historical_mix
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import Stage
from sim.analysis.survival import DAYS_A_YEAR

#: The record is mostly watched for about so many years; what is counted to a horizon is counted to this one.
DECADE = 10.0
MONTH = 30.0


class Pooled:
    """Regimes and stakes as historical ceasefires mix them.

    Attributes
    ----------
    days, fell : days watched and whether it collapsed then, shape (cells, runs).
    weights : share of each cell, a guarantee level at a level of stakes; shape (cells, 1).
    """

    def __init__(self, stage: Stage) -> None:
        mix = historical_mix()
        tables = [stage.history[cell] for cell in mix]
        self.days = np.array([table["days"] for table in tables])
        self.fell = np.array([table["collapsed"] for table in tables])
        self.weights = np.array(list(mix.values()))[:, None]
        self.runs = self.days.shape[1]

    def standing(self, day: float, pick: np.ndarray) -> float:
        """Share that still stands after a day, among the picked run numbers."""
        gone = self.fell[:, pick] & (self.days[:, pick] <= day)
        return 1.0 - float((self.weights * gone).sum() / (self.weights.sum() * len(pick)))

    def hazard(self, first: float, last: float, pick: np.ndarray) -> float:
        """Collapses a year among those that stand, between two days, among the picked run numbers."""
        days, fell = self.days[:, pick], self.fell[:, pick]
        collapses = self.weights * (fell & (days > first) & (days <= last))
        exposure = self.weights * (np.clip(days, first, last) - first)
        return float(collapses.sum() / exposure.sum() * DAYS_A_YEAR)

    def failing_by(self, day: float, pick: np.ndarray) -> float:
        """Of those that survive a month and fail within ten years, the share that fails by a day."""
        days, fell = self.days[:, pick], self.fell[:, pick]
        failing = self.weights * (fell & (days > MONTH) & (days <= DECADE * DAYS_A_YEAR))
        return float((failing * (days <= day)).sum() / failing.sum())

    def measure(
        self, fact: str, low: float, high: float, of: Callable[[np.ndarray], float], ratio: bool = False
    ) -> Measure:
        """A measure of the pool with its error."""
        return Measure(fact, low, high, *bootstrap(of, self.runs), self.runs, ratio)


def shape(stage: Stage) -> tuple[Measure, ...]:
    """SF01: the hazard of a single case, without a guarantee, falls with time."""
    table = cut(stage.regimes["none"], DECADE)
    found = bootstrap(lambda pick: weibull_shape(table.iloc[pick]), len(table), draws=40)
    return (
        Measure(
            "Weibull shape of time to collapse (no guarantee, ten years)", 0.35, 0.75, *found, len(table)
        ),
    )


def falling(stage: Stage) -> tuple[Measure, ...]:
    """SF02: hazard of the first month over that of years 2 to 5."""
    pool = Pooled(stage)

    def ratio(pick: np.ndarray) -> float:
        return pool.hazard(0.0, MONTH, pick) / pool.hazard(2 * DAYS_A_YEAR, 5 * DAYS_A_YEAR, pick)

    fact = "hazard of the first 30 days over that of years 2 to 5 (pooled as in history)"
    return (pool.measure(fact, 10.0, 60.0, ratio, ratio=True),)


#: Share of historical interstate ceasefires of war scale that stood, by days (SF03).
CURVE = {30.0: 0.91, 90.0: 0.87, 365.0: 0.83, 730.0: 0.78, 1825.0: 0.70, 3650.0: 0.61, 7300.0: 0.47}


def curve(stage: Stage) -> tuple[Measure, ...]:
    """SF03: the survival curve; the fact stands with its worst point, and each point is told."""
    pool = Pooled(stage)
    points = []
    for day, recorded in CURVE.items():
        when = f"{day:.0f} days" if day < DAYS_A_YEAR else f"{day / DAYS_A_YEAR:.0f} y"
        fact = f"share that stands after {when} (pooled as in history)"
        low, high = round(recorded - 0.12, 2), round(min(1.0, recorded + 0.12), 2)
        points.append(pool.measure(fact, low, high, partial(pool.standing, day)))
    apart = [abs(point.value - recorded) for point, recorded in zip(points, CURVE.values(), strict=True)]
    worst = int(np.argmax(apart))
    fact = "largest distance from the record's survival curve, 30 days to 20 years (pooled)"
    return (Measure(fact, 0.0, 0.12, apart[worst], points[worst].error, pool.runs), *points)


def failing(stage: Stage) -> tuple[Measure, ...]:
    """SF05: when those fail that fail after a month, within ten years (the record's cases are watched 5 to 15)."""
    pool = Pooled(stage)
    measures = []
    for years, recorded in ((1, 0.40), (2, 0.54)):
        fact = f"of those failing after a month, share that fails within {years} y (pooled)"
        low, high = round(recorded - 0.1, 2), round(recorded + 0.1, 2)
        measures.append(pool.measure(fact, low, high, partial(pool.failing_by, years * DAYS_A_YEAR)))
    return tuple(measures)


def _renewed(stage: Stage, low: float, high: float) -> tuple[Measure, ...]:
    """Share of ceasefires that end in renewed war within twenty years.

    The record counts war "ever" up to 1997, for ceasefires from 1946 on: they were watched for about 25 years on
    average, and twenty is as far as its survival curve goes.
    """
    pool = Pooled(stage)
    fact = "share with renewed war within 20 years (pooled as in history)"
    return (pool.measure(fact, low, high, lambda pick: 1.0 - pool.standing(20 * DAYS_A_YEAR, pick)),)


def renewed(stage: Stage) -> tuple[Measure, ...]:
    """V12: the interstate base rate of renewed war."""
    return _renewed(stage, 0.35, 0.5)


def half(stage: Stage) -> tuple[Measure, ...]:
    """SF40: almost half of interstate wars. No tolerance is given; that of SF05, a share of as few cases, is taken."""
    return _renewed(stage, 0.35, 0.6)


def _against_none(stage: Stage, name: str, low: float, high: float) -> tuple[Measure, ...]:
    found = hazard_ratio(cut(stage.regimes[name], DECADE), cut(stage.regimes["none"], DECADE))
    fact = f"hazard ratio over ten years, {name.replace('_', ' ')} against none"
    return (Measure(fact, low, high, *found, stage.runs, ratio=True),)


def troops(stage: Stage) -> tuple[Measure, ...]:
    """SF06: troops against no guarantee."""
    return _against_none(stage, "treaty_with_troops", 0.15, 0.55)


def assurances(stage: Stage) -> tuple[Measure, ...]:
    """SF07: written assurances against no guarantee."""
    return _against_none(stage, "assurances", 0.7, 1.5)


def pact(stage: Stage) -> tuple[Measure, ...]:
    """SF38: a defence pact against no guarantee. That its formation may raise risk is contested, and not scored."""
    return _against_none(stage, "treaty", 0.7, 0.85)


def initiator(stage: Stage) -> tuple[Measure, ...]:
    """SF36: who begins the offensives that end a ceasefire; 0.65-0.80, with a tolerance of 0.15 either way."""
    cause = cut(stage.regimes["none"], DECADE).query("collapsed")["cause"]
    offensives = cause[cause.isin(["russian_offensive", "ukrainian_offensive"])]
    found = mean_error(offensives == "russian_offensive")
    fact = "share of offensives begun by the revisionist (no guarantee, ten years)"
    return (Measure(fact, 0.50, 0.95, *found, len(offensives)),)


MEASURES = {
    "V12": renewed,
    "SF01": shape,
    "SF02": falling,
    "SF03": curve,
    "SF05": failing,
    "SF06": troops,
    "SF07": assurances,
    "SF36": initiator,
    "SF38": pact,
    "SF40": half,
}
