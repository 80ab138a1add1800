"""Facts on the line in its ordinary state: rate, variation, hot areas, first violations, casualties."""

from __future__ import annotations

import numpy as np

from sim.agents.state import ROW
from sim.analysis.averages import bootstrap, mean_error
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import Stage
from sim.analysis.series import dispersion, lag_one
from sim.engine.replay import Replay
from sim.line.sectors import cut

#: Days after which a truce under Minsk-like terms has long worn off, and one year from there.
SETTLED, YEAR = 150, 365
#: Runs of the cheap facts that need no more.
MANY, SOME = 400, 200


def _settled_years(stage: Stage) -> np.ndarray:
    """Recorded violations a day over a settled year: shape (years, 365)."""
    return stage.series(stage.minsk, 0, stage.truces // 2, SETTLED + YEAR)[1][:, SETTLED:]


def rate(stage: Stage) -> tuple[Measure, ...]:
    """V1: what monitors record for each km and day."""
    line = stage.minsk.line
    km = float(cut(line.definition, line.length, line.sector_miles).km.sum())
    years = _settled_years(stage)
    found = mean_error(years.mean(axis=1) / km)
    return (
        Measure(
            "violations recorded a km and day (Donbas line, Minsk-like terms)", 0.6, 2.6, *found, len(years)
        ),
    )


def variation(stage: Stage) -> tuple[Measure, ...]:
    """V2: spread of daily counts. The quiet phase after July 2020 has another k and is not meant."""
    years = _settled_years(stage)
    found = mean_error([dispersion(year) for year in years])
    return (
        Measure(
            "negative-binomial k of daily counts (Donbas line, Minsk-like)", 0.8, 1.25, *found, len(years)
        ),
    )


def persistence(stage: Stage) -> tuple[Measure, ...]:
    """V3: whether a lively day follows a lively day."""
    years = _settled_years(stage)
    found = mean_error([lag_one(year) for year in years])
    fact = "lag-1 correlation of detrended log counts (Donbas line, Minsk-like)"
    return (Measure(fact, 0.03, 0.42, *found, len(years)),)


def hot_areas(stage: Stage) -> tuple[Measure, ...]:
    """V4: share of the four hottest of 27 areas in a settled year."""
    scenario = stage.minsk.with_values({"horizon.years": 1.5})
    segment = cut(scenario.line.definition, scenario.line.length, scenario.line.sector_miles).segment
    shares = []
    for run in range(stage.truces // 2):
        replay = Replay(scenario, stage.seed, run)
        replay.until(SETTLED)
        before = replay.line[ROW["fired"]].copy()
        replay.until(SETTLED + YEAR)
        fired = np.bincount(segment, replay.line[ROW["fired"]] - before)
        shares.append(float(np.sort(fired)[-4:].sum() / fired.sum()))
    fact = "share of the four hottest areas (Donbas line, Minsk-like)"
    return (Measure(fact, 0.70, 0.95, *mean_error(shares), len(shares)),)


def _first_days(stage: Stage) -> np.ndarray:
    """Day of the first violation on the whole line, -1 where there is none; shape (MANY,)."""
    half_year = stage.baseline.with_values({"horizon.years": 0.5})
    return stage.table(half_year, MANY)["first_violation_day"].to_numpy()


def first_day(stage: Stage) -> tuple[Measure, ...]:
    """V9: every documented truce was broken within a day; up to one in ten is allowed, for quiet reporting."""
    first = _first_days(stage)
    found = mean_error((first >= 0) & (first < 1))
    return (Measure("share of runs with a violation on the first day (baseline)", 0.90, 1.0, *found, MANY),)


def first_ten_days(stage: Stage) -> tuple[Measure, ...]:
    """SF28: minor violations begin within ten days. Its second half, on when failing ones fail, is SF05."""
    first = _first_days(stage)
    found = mean_error((first >= 0) & (first < 10))
    return (Measure("share of runs with a violation within ten days (baseline)", 0.9, 1.0, *found, MANY),)


def civilians(stage: Stage) -> tuple[Measure, ...]:
    """V15: civilian casualties for each thousand violations that monitors record."""
    rows = stage.table(stage.minsk.with_values({"horizon.years": 2.0}), SOME)
    found = mean_error(1000.0 * rows["civilian_casualties"] / rows["recorded"])
    return (
        Measure("civilian casualties per 1,000 recorded (Donbas line, Minsk-like)", 0.56, 1.5, *found, SOME),
    )


def fully_honoured(stage: Stage) -> tuple[Measure, ...]:
    """SF37: none of 25 truces was fully honoured, so the share allowed is less than one in 25."""
    rows = stage.table(stage.minsk.with_values({"horizon.years": 2.0}), SOME)
    found = mean_error(rows["violations"] == 0)
    return (
        Measure("share of truces without any violation (Donbas line, Minsk-like)", 0.0, 0.04, *found, SOME),
    )


def peacekeepers(stage: Stage) -> tuple[Measure, ...]:
    """SF14: 10,000 armed troops lower battle deaths by about 70 %, observers by nothing.

    On the Donbas line, whose 12 deaths a month are of the order of the record's 22; the baseline has 3. "About" is
    taken as 15 points either way, "about nothing" as 10 points. Battle deaths over two years.
    """
    two_years = stage.minsk.with_values({"horizon.years": 2.0})
    observed = {"patrols.personnel": 1.0e4}
    nobody, observers, troops = (
        stage.table(two_years.with_values(values), SOME)["battle_deaths"].to_numpy()
        for values in ({"patrols.personnel": 0.0}, observed, {**observed, "patrols.armed_share": 1.0})
    )
    measures = []
    for who, deaths, low, high in (("armed troops", troops, 0.55, 0.85), ("observers", observers, -0.1, 0.1)):

        def fall(pick: np.ndarray, deaths: np.ndarray = deaths) -> float:
            return float(1.0 - deaths[pick].sum() / nobody[pick].sum())

        fact = f"fall of battle deaths with 10,000 {who} (Donbas line, Minsk-like)"
        measures.append(Measure(fact, low, high, *bootstrap(fall, len(nobody)), len(nobody)))
    return tuple(measures)


MEASURES = {
    "V1": rate,
    "V2": variation,
    "V3": persistence,
    "V4": hot_areas,
    "V9": first_day,
    "V15": civilians,
    "SF14": peacekeepers,
    "SF28": first_ten_days,
    "SF37": fully_honoured,
}
