"""The stage: simulated arms and series that several facts share, each made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.hazard import hazard_ratio
from sim.analysis.patterns.facts import LEVELS, historical_mix
from sim.analysis.patterns.pattern import Measure
from sim.analysis.series import daily
from sim.engine import batch
from sim.engine.outcome import frame
from sim.scenario.files import arm, load
from sim.scenario.scenario import Scenario

#: One sector a segment: as much fire and the same capitals as on the real line, a third of the work.
COARSE = {"line.sector_miles": 200.0}
#: Years for which the regimes are watched: as far as the record's survival curve (SF03) goes.
LONG = 20.0


#: Moscow's and Kyiv's aims by stakes (1 minor, 2 territory, 3 existential) are as 1 to 1.5 to 2. The scenario's own
#: aims are those of an existential conflict.
STAKES = {1: 0.5, 2: 0.75, 3: 1.0}


def aims_at(base: Scenario, level: int) -> dict[str, float]:
    """Aims of both sides at a level of stakes, 1 to 3."""
    return {path: STAKES[level] * base.value(path) for path in ("aims.russia", "aims.ukraine")}


class Stage:
    """What facts are measured on.

    Parameters
    ----------
    runs : runs an arm for the facts on survival.
    truces : truces of a kind on the Donbas line, for facts on days and weeks; half as many separate years.
    seed : of the shocks, which all arms share.
    """

    def __init__(self, runs: int = 1000, truces: int = 60, seed: int = 1) -> None:
        self.runs, self.truces, self.seed = runs, truces, seed
        self._tables: dict[tuple[str, int], pd.DataFrame] = {}
        self._series: dict[tuple[str, int, int, int], tuple[np.ndarray, np.ndarray]] = {}

    @cached_property
    def minsk(self) -> Scenario:
        """The Donbas line under Minsk-like terms, capitals at rest."""
        return load("record/donbas_minsk.yaml")

    @cached_property
    def july_2020(self) -> Scenario:
        """The Donbas line after the additional measures of July 2020, capitals at rest."""
        return load("record/donbas_july_2020.yaml")

    @cached_property
    def baseline(self) -> Scenario:
        """The baseline on the real line."""
        return load("baseline.yaml")

    @cached_property
    def coarse(self) -> Scenario:
        """The baseline on the coarse line, for levers that act on the capitals."""
        return self.baseline.with_values(COARSE)

    @cached_property
    def road(self) -> Scenario:
        """The road to a ceasefire from war, on the coarse line."""
        return load("road.yaml", COARSE)

    def regime(self, name: str, base: Scenario | None = None) -> Scenario:
        """A scenario (the baseline if not given) under a guarantee regime."""
        return (base or self.baseline).with_values(arm("regimes", name).values)

    def table(self, scenario: Scenario, runs: int | None = None) -> pd.DataFrame:
        """Outcomes of a scenario, a row a run, run numbers from 0."""
        return self.tables([scenario], runs)[0]

    def tables(self, scenarios: Sequence[Scenario], runs: int | None = None) -> list[pd.DataFrame]:
        """Outcomes of several scenarios; those not made yet are run together, which keeps every core busy."""
        runs = runs or self.runs
        keys = [(scenario.hash, runs) for scenario in scenarios]
        missing = {
            key: scenario for key, scenario in zip(keys, scenarios, strict=True) if key not in self._tables
        }
        if missing:
            numbers = np.tile(np.arange(runs), len(missing))
            points = np.repeat(np.arange(len(missing)), runs)
            rows = batch.run(list(missing.values()), points, numbers, self.seed)
            for key, part in zip(missing, np.split(rows, len(missing)), strict=True):
                self._tables[key] = frame(part)
        return [self._tables[key] for key in keys]

    def series(self, scenario: Scenario, first: int, count: int, days: int) -> tuple[np.ndarray, np.ndarray]:
        """Daily violations fired and recorded of runs numbered from ``first``: two arrays of shape (count, days)."""
        key = (scenario.hash, first, count, days)
        if key not in self._series:
            made = [daily(scenario, first + run, days, self.seed) for run in range(count)]
            self._series[key] = (np.array([fired for fired, _ in made]), np.array([seen for _, seen in made]))
        return self._series[key]

    @cached_property
    def regimes(self) -> dict[str, pd.DataFrame]:
        """Outcomes over twenty years under the regimes that stand for the historical levels of guarantee."""
        watched = self.baseline.with_values({"horizon.years": LONG})
        return dict(zip(LEVELS, self.tables([self.regime(name, watched) for name in LEVELS]), strict=True))

    @cached_property
    def history(self) -> dict[tuple[str, int], pd.DataFrame]:
        """Outcomes over twenty years at every guarantee level and level of stakes that history has; coarse line."""
        watched = self.coarse.with_values({"horizon.years": LONG})
        cells = list(historical_mix())
        scenarios = [
            self.regime(name, watched).with_values(aims_at(watched, stakes)) for name, stakes in cells
        ]
        return dict(zip(cells, self.tables(scenarios), strict=True))

    def ratio(
        self,
        fact: str,
        low: float,
        high: float,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        base: Scenario | None = None,
    ) -> Measure:
        """Ratio of cumulative hazards, ``after`` against ``before``, on the coarse baseline if no ``base``."""
        base = base or self.coarse
        treated, reference = self.tables([base.with_values(after), base.with_values(before)])
        value, error = hazard_ratio(treated, reference)
        return Measure(fact, low, high, value, error, self.runs, ratio=True)
