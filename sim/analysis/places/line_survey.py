"""The line over whole ceasefires, of one run or of many: a few quantities a sector, each with its Monte-Carlo error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.chronicles.history import DAYS_A_YEAR
from sim.analysis.places.line_weeks import LineWalk
from sim.line.sectors import Sectors
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

#: Quantities of a sector, by name.
QUANTITIES = ("violations", "watched", "detection")


@dataclass(frozen=True, eq=False)
class LineSurvey:
    """What m ceasefires counted in each of n sectors. A quantity is a ratio of sums over all days of all ceasefires.

    Attributes
    ----------
    scenario : of the runs.
    seed : of the runs.
    runs : run numbers that came to a ceasefire of a day at least, shape (m,).
    asked : how many runs there were in all.
    sectors : the line, n sectors.
    days : that each ceasefire was watched, until collapse or the horizon; shape (m,).
    collapsed : whether it collapsed, shape (m,).
    fired, recorded : violations fired, and recorded by the mission; shape (m, n).
    watched_days : days times share of the sector that sensors watched, shape (m, n).
    """

    scenario: Scenario
    seed: int
    runs: np.ndarray
    asked: int
    sectors: Sectors
    days: np.ndarray
    collapsed: np.ndarray
    fired: np.ndarray
    recorded: np.ndarray
    watched_days: np.ndarray

    @property
    def years(self) -> float:
        """Years of ceasefire in all."""
        return float(self.days.sum()) / DAYS_A_YEAR

    def _parts(self, quantity: str) -> tuple[np.ndarray, np.ndarray]:
        """Upper and lower part of a quantity's ratio, each of shape (m, n)."""
        days = np.broadcast_to(self.days[:, None], self.fired.shape)
        if quantity == "violations":
            return self.fired, days * self.sectors.km
        if quantity == "watched":
            return self.watched_days, days
        if quantity == "detection":
            return self.recorded, self.fired
        raise InputError("unknown quantity", where="quantity", value=quantity, names=QUANTITIES)

    def by_sector(self, quantity: str) -> tuple[np.ndarray, np.ndarray]:
        """A quantity of each sector and its standard error, each of shape (n,).

        ``violations``: fired a km of the generalised line and day. ``watched``: share of the sector that sensors
        watch. ``detection``: recorded over fired, NaN where nothing was fired. Errors are NaN of a single run.
        """
        return ratio(*self._parts(quantity))

    def whole(self, quantity: str) -> tuple[float, float]:
        """The same of the whole line, by km."""
        value, error = ratio(*(part[:, None] for part in self._whole(quantity)))
        return float(value[0]), float(error[0])

    def each(self, quantity: str) -> np.ndarray:
        """The same of the whole line in each ceasefire, shape (m,)."""
        upper, lower = self._whole(quantity)
        return np.divide(upper, lower, out=np.full(len(lower), np.nan), where=lower > 0)

    def _whole(self, quantity: str) -> tuple[np.ndarray, np.ndarray]:
        upper, lower = self._parts(quantity)
        # A share of a sector counts by its length; what is fired and recorded is counted already.
        weight = self.sectors.km if quantity == "watched" else 1.0
        return (upper * weight).sum(axis=1), (lower * weight).sum(axis=1)


def ratio(upper: np.ndarray, lower: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ratio of sums over runs and its standard error, linearised; NaN where the lower sum is 0.

    Cochran, Sampling Techniques (3rd ed., 1977), 6.4, without the correction for a finite population.

    Parameters
    ----------
    upper, lower : parts of the ratio in each run, shape (m, n).

    Returns
    -------
    tuple
        Ratio and error, shape (n,) each; the error is NaN of a single run.
    """
    runs, below = len(upper), lower.sum(axis=0)
    below = np.where(below > 0, below, np.nan)
    value = upper.sum(axis=0) / below
    if runs < 2:
        return value, np.full_like(value, np.nan)
    squares = ((upper - value * lower) ** 2).sum(axis=0)
    return value, np.sqrt(squares * runs / (runs - 1)) / below


def line_survey(scenario: Scenario, seed: int, runs: int | Sequence[int]) -> LineSurvey:
    """Run ceasefires and add up what each sector saw.

    Parameters
    ----------
    scenario, seed : as in :func:`sim.engine.batch.run`.
    runs : how many runs, from number 0 on; or their numbers.

    Raises
    ------
    InputError
        No runs are asked for, or none of them comes to a ceasefire.
    """
    numbers = list(range(runs)) if isinstance(runs, int) else [int(run) for run in runs]
    if not numbers:
        raise InputError("no runs to survey", where="runs", value=runs, allowed="1 or more")
    walk = LineWalk(scenario, seed)
    met = []
    for number in numbers:
        weeks = walk.walk(number)
        if len(weeks.ends):
            sums = (weeks.fired.sum(axis=0), weeks.recorded.sum(axis=0), weeks.days @ weeks.watched)
            met.append((number, int(weeks.ends[-1]), bool(weeks.row["cause"][0] > 0), *sums))
    if not met:
        raise InputError(
            "there is no line to show: no run came to a ceasefire",
            where="runs",
            value=f"{len(numbers)} of seed {seed}",
            allowed="runs of which at least one comes to a ceasefire",
        )
    found, days, collapsed, fired, recorded, watched = (np.array(column) for column in zip(*met, strict=True))
    return LineSurvey(
        scenario, int(seed), found, len(numbers), walk.sectors, days, collapsed, fired, recorded, watched
    )
