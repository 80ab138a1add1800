"""Which arm is best across a sampled design, how often, and what a choice costs where another would have been best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.averages import normal
from sim.analysis.regimes.panel import Floats, Panel, redrawn
from sim.analysis.roads import share
from sim.scenario.errors import InputError

#: Samples drawn with replacement, random halvings of the run numbers, and the seed of both.
DRAWS, HALVINGS, SEED = 1000, 20, 20260101
#: An arm is clearly best at a point when it is best in so many of the samples of runs.
CLEAR = 0.95
#: Fewer points than this say little about a space of parameters.
FEWEST_POINTS = 20
#: Samples of runs that are worked on at once.
_BATCH = 25


@dataclass(frozen=True)
class Robustness:
    """How arms fare over the points of a design.

    Attributes
    ----------
    table : a row an arm, most often best first, then by regret: ``regime``; ``years`` (mean over points of the
        restricted mean) with ``years_low`` and ``years_high``; ``best`` (share of points at which it has the highest,
        ties shared; Wilson's interval ``best_low``, ``best_high``); ``best_clear`` (share at which it is best in
        at least :data:`CLEAR` of the samples of run numbers: the rest of ``best`` may be noise); ``best_again`` (its
        chance to be best when run numbers are drawn again, mean over points); ``regret`` (years lost against the best
        arm at each point, mean) with ``regret_low`` and ``regret_high``; ``regret_fair`` (the same against the arm
        that is best in one random half of the runs, measured in the other half); ``regret_p90`` with its interval;
        ``regret_max`` with ``regret_max_se`` (Monte-Carlo error of that difference) and ``regret_max_point``.
        Picking the best by noisy means makes ``regret`` too large, picking it by half of the runs makes
        ``regret_fair`` too small: what is true lies between.
    by_point : a row a point: ``years_<arm>`` and ``se_<arm>`` (restricted mean, Monte-Carlo error), ``best`` (arm),
        ``chance`` (share of samples of run numbers in which that arm is best), ``lead`` over the second best with
        ``lead_se`` (paired).
    points, runs, draws : how many; runs an arm and point.
    reference, horizon_years : of the study.
    """

    table: pd.DataFrame
    by_point: pd.DataFrame
    points: int
    runs: int
    draws: int
    reference: str
    horizon_years: float

    @property
    def arms(self) -> list[str]:
        """The arms, most often best first."""
        return list(self.table["regime"])

    @property
    def clear(self) -> float:
        """Share of points at which some arm is clearly best."""
        return float((self.by_point["chance"] >= CLEAR).mean())


def robustness(panel: Panel, draws: int = DRAWS, seed: int = SEED) -> Robustness:
    """How often each arm is best over the points of a design, and its regret.

    Intervals of means and regrets come from samples of points and of run numbers, both drawn with replacement: run
    numbers meet the same shocks at every point, so more points alone do not average them out (Owen, 2007, shows that
    this is on the safe side).

    Parameters
    ----------
    panel : see :meth:`sim.analysis.regimes.panel.Panel.of`; points drawn from a space of parameters (``lhs``,
        ``sobol``).
    draws : samples.
    seed : of the samples and halvings.

    Raises
    ------
    InputError
        Fewer than :data:`FEWEST_POINTS` points.
    """
    check_points(panel)
    means = panel.means
    regret = means.max(axis=1, keepdims=True) - means
    first = _first(means)
    chance, redrawn_years, redrawn_regret, redrawn_tail = _again(panel, draws, seed)
    fair = _fair_regret(panel, seed)
    rows = []
    for arm in np.lexsort((regret.mean(axis=0), -first.mean(axis=0))):
        worst = int(regret[:, arm].argmax())
        winner = int(means[worst].argmax())
        best = share(first[:, arm].sum(), panel.points)
        clear = (chance[:, arm] >= CLEAR) & (means.argmax(axis=1) == arm)
        rows.append(
            {
                "regime": panel.arms[arm],
                **_ends("years", float(means[:, arm].mean()), redrawn_years[:, arm]),
                **dict(zip(("best", "best_low", "best_high"), best, strict=True)),
                "best_clear": float(clear.mean()),
                "best_again": float(chance[:, arm].mean()),
                **_ends("regret", float(regret[:, arm].mean()), redrawn_regret[:, arm]),
                "regret_fair": float(fair[arm]),
                **_ends("regret_p90", float(np.quantile(regret[:, arm], 0.9)), redrawn_tail[:, arm]),
                "regret_max": float(regret[worst, arm]),
                "regret_max_se": _error(panel.years[worst, winner] - panel.years[worst, arm]),
                "regret_max_point": worst,
            }
        )
    return Robustness(
        pd.DataFrame(rows),
        _by_point(panel, chance),
        panel.points,
        panel.runs,
        draws,
        panel.reference,
        panel.horizon_years,
    )


def check_points(panel: Panel) -> None:
    """Refuse designs of too few points.

    Raises
    ------
    InputError
        Fewer than :data:`FEWEST_POINTS` points.
    """
    if panel.points < FEWEST_POINTS:
        raise InputError(
            "too few points to say anything about a space of parameters",
            value=panel.points,
            allowed=f"{FEWEST_POINTS} at least, drawn by a sample (lhs or sobol)",
        )


def _first(means: Floats) -> Floats:
    """Which arm has the highest mean at each point, ties shared; shape (points, arms)."""
    top = means >= means.max(axis=-1, keepdims=True) - 1e-9
    return np.asarray(top / top.sum(axis=-1, keepdims=True))


def _again(panel: Panel, draws: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """From samples: chance of each arm to be best at each point, shape (points, arms), over samples of run numbers;
    and over samples of points and run numbers, shape (draws, arms) each: mean years, mean regret, its 90th percentile.
    """
    of_runs, of_points = redrawn(panel.runs, draws, seed), redrawn(panel.points, draws, seed + 1)
    flat = panel.years.reshape(-1, panel.runs)
    chance = np.zeros(panel.means.shape)
    found = []
    for begin in range(0, draws, _BATCH):
        weights, drawn = of_runs[begin : begin + _BATCH], of_points[begin : begin + _BATCH]
        means = (weights @ flat.T / panel.runs).reshape(len(weights), *panel.means.shape)
        chance += _first(means).sum(axis=0)
        regret = means.max(axis=2, keepdims=True) - means
        both = [np.einsum("bp,bpa->ba", drawn / panel.points, part) for part in (means, regret)]
        tail = [
            np.quantile(np.repeat(one, often, axis=0), 0.9, axis=0)
            for one, often in zip(regret, drawn.astype(int), strict=True)
        ]
        found.append((*both, np.array(tail)))
    years, regrets, tails = (np.concatenate(part) for part in zip(*found, strict=True))
    return chance / draws, years, regrets, tails


def _fair_regret(panel: Panel, seed: int) -> Floats:
    """Mean regret against the arm that is best in one half of the runs, measured in the other half; shape (arms,)."""
    rng = np.random.default_rng(seed + 2)
    total = np.zeros(len(panel.arms))
    for _ in range(HALVINGS):
        parts = np.array_split(rng.permutation(panel.runs), 2)
        for chosen, measured in (parts, parts[::-1]):
            best = panel.years[:, :, chosen].mean(axis=2).argmax(axis=1)
            there = panel.years[:, :, measured].mean(axis=2)
            total += (np.take_along_axis(there, best[:, None], axis=1) - there).mean(axis=0)
    return total / (2 * HALVINGS)


def _by_point(panel: Panel, chance: Floats) -> pd.DataFrame:
    means, every = panel.means, np.arange(panel.points)
    order = np.argsort(-means, axis=1, kind="stable")
    best, second = order[:, 0], order[:, 1]
    lead = panel.years[every, best] - panel.years[every, second]
    errors = panel.years.std(axis=2, ddof=1) / np.sqrt(panel.runs)
    columns: dict[str, object] = {}
    for number, arm in enumerate(panel.arms):
        columns[f"years_{arm}"], columns[f"se_{arm}"] = means[:, number], errors[:, number]
    return panel.design.assign(
        **columns,
        best=np.array(panel.arms, object)[best],
        chance=chance[every, best],
        lead=lead.mean(axis=1),
        lead_se=lead.std(axis=1, ddof=1) / np.sqrt(panel.runs),
    )


def _ends(name: str, value: float, samples: Floats) -> dict[str, float]:
    """A value with an interval as wide as samples vary: they are noisier than what they stand for, so that their own
    quantiles of a regret would lie too high.
    """
    reach = normal() * float(samples.std())
    low = value - reach if name == "years" else max(0.0, value - reach)
    return {name: value, f"{name}_low": low, f"{name}_high": value + reach}


def _error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))
