"""Facts on the war before a ceasefire and on how a ceasefire came about: roads that begin at war, on the coarse line.

A road ends with a ceasefire or without one; hazards are those of the ceasefires that came about. Run numbers are
shared, so errors are by drawing roads again in pairs.
"""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pandas as pd

from sim.analysis.averages import bootstrap, mean_error
from sim.analysis.hazard import relative
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import LONG, Stage
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine.journey import Journey
from sim.scenario.files import arm
from sim.scenario.scenario import Scenario

#: The record of V13 has 25 months of 30 days, July 2024 to July 2026 (``front_by_month.csv``; its 21 days of August
#: 2026 are not in the row).
MONTH, MONTHS = 30, 25
#: No tolerance is given, so it is 1.96 times the record's own sampling error: 25 months of a series whose lag-1
#: correlation is r = 0.66 are worth 25 (1 - r) / (1 + r) = 5.1 independent ones for the mean (error 183 / sqrt 5.1 =
#: 81) and 25 (1 - r^2) / (1 + r^2) = 9.8 for the spread (relative error 1 / sqrt(2 x 9.8) = 0.226); the error of r is
#: sqrt((1 - r^2) / 25) = 0.15. So short a series understates its own r, so these errors are rather too small.
MEAN_ALLOWED, SPREAD_ALLOWED, LAG_ALLOWED = (144.0, 462.0), (102.0, 264.0), (0.37, 0.95)
#: Terms imposed by more than this share, on whichever side more, count as imposed.
IMPOSED = 0.2


def untalked(stage: Stage) -> Scenario:
    """A road on which nobody meets and nothing is signed, as in the months of the record.

    Moscow is made unwilling to sign, which moves nothing in the war itself.
    """
    never = {"reservation.resolve_russia": 100.0}
    return stage.road.with_values({**arm("strategies", "no_talks").values, **never})


def _months(scenario: Scenario, seed: int, run: int) -> tuple[np.ndarray, float] | None:
    """Net advance in each of the record's months (km2) and Russian casualties a day; None if an army broke first."""
    road = Journey(scenario, seed, run)
    ground, lost = [0.0], 0.0
    while 7 * road.weeks < MONTH * MONTHS:
        if road.over:
            return None
        road.step()
        ground.append(float(road.world.road.territory))
        lost += 1000.0 * float(road.world.road.losses)
    marks = np.interp(MONTH * np.arange(MONTHS + 1.0), 7.0 * np.arange(len(ground)), ground)
    return np.diff(marks), lost / (7 * road.weeks)


def war(stage: Stage) -> tuple[Measure, ...]:
    """V13: the advance before a ceasefire, month by month, and what it costs Moscow (``parameters.csv``).

    Over as many months as the record has. Roads on which an army broke in that time are left out. The ratio of the
    two sides' casualties is a parameter, and not measured.
    """
    scenario = untalked(stage)
    walked = [_months(scenario, stage.seed, run) for run in range(stage.truces)]
    kept = [road for road in walked if road is not None]
    n = len(kept)
    months, casualties = np.array([road for road, _ in kept]), np.array([a_day for _, a_day in kept])
    means, spreads = months.mean(axis=1), months.std(axis=1, ddof=1)
    lags = [np.corrcoef(road[1:], road[:-1])[0, 1] for road in months]

    def for_a_km2(pick: np.ndarray) -> float:
        return float(MONTH * casualties[pick].mean() / means[pick].mean())

    what = f"({MONTHS} months of war without talks)"
    return (
        Measure(f"net advance in 30 days, km2 {what}", *MEAN_ALLOWED, *mean_error(means), n),
        Measure(
            f"spread of the advance from month to month, km2 {what}", *SPREAD_ALLOWED, *mean_error(spreads), n
        ),
        Measure(f"lag-1 correlation of the advance {what}", *LAG_ALLOWED, *mean_error(lags), n),
        Measure(f"Russian casualties a day {what}", 1000.0, 1700.0, *mean_error(casualties), n),
        Measure(f"Russian casualties for each km2 {what}", 59.0, 102.0, *bootstrap(for_a_km2, n), n),
    )


def held(table: pd.DataFrame, pick: np.ndarray, first: float = 0.0, last: float = inf) -> float:
    """Of the picked roads' ceasefires that stand after ``first`` years, the share that stands after ``last``."""
    years, collapsed, agreed = (table[name].to_numpy()[pick] for name in ("days", "collapsed", "agreed"))
    years = years / DAYS_A_YEAR
    standing = agreed & ~(collapsed & (years <= first))
    return float(1.0 - (collapsed & (years <= last))[standing].mean())


def imposed(stage: Stage) -> tuple[Measure, ...]:
    """SF24: ceasefires that a third party pressed for against those that it did not press for.

    A ceasefire is unnatural in the fact's sense when it came of a third party's pressure. So a strategy of strong
    pressure (a deal in 100 days) is set against talks as usual. Then, among the ceasefires of these two, those that a
    side would not have signed but for the pressure, against the rest; and the lever alone, on the same terms. Only
    the sign is a fact: the table calls the size (1.5 to 3) contested, so 1 to 3 is allowed.
    """
    low, high, n = 1.0, 3.0, stage.runs
    strategies = ("deal_in_100_days", "talks_as_usual")
    arms = [stage.road.with_values(arm("strategies", name).values) for name in strategies]
    pressed, usual = stage.tables(arms)
    columns = ("agreed", "imposed", "collapsed")
    agreed, share, collapsed = (np.array([pressed[name], usual[name]]) for name in columns)

    def by_strategy(pick: np.ndarray) -> float:
        return relative(held(pressed, pick), held(usual, pick))

    def by_terms(pick: np.ndarray) -> float:
        there, forced, fell = agreed[:, pick], share[:, pick] > IMPOSED, collapsed[:, pick]
        stands = [1.0 - fell[there & those].mean() for those in (forced, ~forced) if (there & those).any()]
        return relative(*stands) if len(stands) == 2 else nan

    strategy = "hazard ratio, ceasefires of a deal in 100 days against those of talks as usual"
    terms = f"hazard ratio, of all of these those imposed by more than {IMPOSED:g} against the rest"
    lever = "hazard ratio, the same terms imposed on both sides against on neither"
    nobody, both = (dict.fromkeys(("deal.imposed_on_moscow", "deal.imposed_on_kyiv"), x) for x in (0.0, 1.0))
    return (
        Measure(strategy, low, high, *bootstrap(by_strategy, n), n, ratio=True),
        Measure(terms, low, high, *bootstrap(by_terms, n), n, ratio=True),
        stage.ratio(lever, low, high, nobody, both),
    )


#: A mediator who presses both sides, and envoys with a full mandate; and neither.
MEDIATED = {"pressure.mediator": 1.0, "channels.envoys": 1.0}
ALONE = {"pressure.mediator": 0.0, "channels.envoys": 0.0}


def mediation(stage: Stage) -> tuple[Measure, ...]:
    """SF25: ceasefires of roads with a mediator against those without, early and late; no deadline in either.

    The record's hazards cross after 1 to 5 years: the first year is before that, and years 5 to 20 are after it.
    """
    watched = stage.road.with_values({"horizon.years": LONG})
    mediated, alone = stage.tables([watched.with_values(values) for values in (MEDIATED, ALONE)])
    measures = []
    for first, last, low, high in ((0.0, 1.0, 0.0, 1.0), (5.0, LONG, 1.0, inf)):

        def ratio(pick: np.ndarray, first: float = first, last: float = last) -> float:
            return relative(held(mediated, pick, first, last), held(alone, pick, first, last))

        when = "in the first year" if first == 0.0 else f"in years {first:g} to {last:g}"
        fact = f"hazard ratio {when}, ceasefires with a mediator and envoys against without"
        measures.append(Measure(fact, low, high, *bootstrap(ratio, stage.runs), stage.runs, ratio=True))
    return tuple(measures)


MEASURES = {"V13": war, "SF24": imposed, "SF25": mediation}
