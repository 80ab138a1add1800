"""What of the doubt about an arm is noise of simulation, and what is that its parameters are not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import pandas as pd

from sim.analysis.averages import normal
from sim.analysis.regimes.panel import Floats, Panel
from sim.analysis.regimes.robustness import DRAWS, SEED, check_points
from sim.scenario.errors import InputError

#: Share of points that a range over parameters holds.
HELD = 0.9


@dataclass(frozen=True)
class Separation:
    """Doubt about arms, apart by what it comes from.

    Attributes
    ----------
    table : a row an arm but the reference, in the order of the panel: ``regime``; ``gain`` (years that it stands longer
        than the reference, mean over points); ``simulation`` (standard error of that mean from the noise of
        simulation: what other run numbers would move); ``alone`` (the same without the help of a study at one setting);
        ``parameters`` (standard deviation of the gain from point to point, noise taken out: what is not known);
        ``noise`` (standard deviation that noise adds to a single point); ``low`` and ``high`` (the middle :data:`HELD`
        of points, noise taken out); ``gains`` (share of points at which the arm stands longer than the reference, noise
        taken out); ``learnt`` (share of the variance between points that learnt constants bring by themselves; the rest
        is what no case informs, and what both do together) with ``learnt_low`` and ``learnt_high`` (95 %, from samples
        of draws); 1 where nothing else is varied, NaN where that cannot be told.
    learnt, assumed : columns of the design that other ceasefires inform, and the others.
    points, runs : how many; runs an arm and point.
    reference, horizon_years : of the study.
    """

    table: pd.DataFrame
    learnt: tuple[str, ...]
    assumed: tuple[str, ...]
    points: int
    runs: int
    reference: str
    horizon_years: float


def separate(panel: Panel, learnt: Sequence[str] = (), beside: Panel | None = None) -> Separation:
    """Take noise and parameters apart, for the gain of each arm over the reference.

    The gain of run r at point p is taken as a mean, plus what the point does, plus what the run number does at all
    points, plus the rest: a two-way analysis of variance with random effects. Run numbers meet the same shocks at every
    point, so what a run number does moves all points together and is no part of what tells points apart.

    Parameters
    ----------
    panel : see :meth:`sim.analysis.regimes.panel.Panel.of`; points drawn from what is not known.
    learnt : columns of the design that other ceasefires inform. Points that are equal in all of these are of one draw.
    beside : the same arms under the same shocks at one setting, with more runs, where there are such. How far
        its first runs lie off all of its runs tells what part of the mean over points is their luck (a regression
        estimator in two phases: Cochran, 1977, ch. 12); that part is taken out.

    Raises
    ------
    InputError
        Fewer points than tell anything, or a column that the design does not have.
    """
    check_points(panel)
    unknown = [path for path in learnt if path not in panel.columns]
    if unknown:
        raise InputError("no such column of the design", value=unknown[0], allowed=", ".join(panel.columns))
    assumed = tuple(path for path in panel.columns if path not in learnt)
    drawn = _of_one_draw(panel, learnt)
    steady = beside is not None and beside.points == 1 and set(panel.numbers) < set(beside.numbers)
    rows = []
    for arm in panel.arms:
        if arm == panel.reference:
            continue
        gains = panel.difference(arm, panel.reference)
        row = _apart(gains, drawn, bool(assumed))
        row["alone"] = row["simulation"]
        if beside is not None and steady:
            known = beside.difference(arm, panel.reference)[0]
            row |= _steadied(row, gains.mean(axis=0), known, np.searchsorted(beside.numbers, panel.numbers))
        rows.append({"regime": arm, **row})
    return Separation(
        pd.DataFrame(rows),
        tuple(learnt),
        assumed,
        panel.points,
        panel.runs,
        panel.reference,
        panel.horizon_years,
    )


def _of_one_draw(panel: Panel, learnt: Sequence[str]) -> np.ndarray:
    """Number of the draw of each point; shape (points,)."""
    if not learnt:
        return np.zeros(panel.points, np.int64)
    return panel.design.groupby(list(learnt), sort=False).ngroup().to_numpy()


def _apart(gains: Floats, drawn: np.ndarray, others: bool) -> dict[str, float]:
    """A row of the table from gains of shape (points, runs)."""
    points, runs = gains.shape
    mean, at = float(gains.mean()), gains.mean(axis=1)
    of_run = gains.mean(axis=0)
    rest = gains - at[:, None] - of_run[None, :] + mean
    noise = float(np.sum(rest**2) / ((points - 1) * (runs - 1)) / runs)
    between = float(at.var(ddof=1))
    parameters = max(between - noise, 0.0)
    # Points drawn in to where they would spread without noise.
    cleared = mean + (at - mean) * sqrt(parameters / between) if between > 0 else at
    low, high = np.quantile(cleared, [(1 - HELD) / 2, (1 + HELD) / 2])
    share, share_low, share_high = _learnt_share(at, drawn, parameters, others)
    return {
        "gain": mean,
        "simulation": float(of_run.std(ddof=1) / sqrt(runs)),
        "parameters": sqrt(parameters),
        "noise": sqrt(noise),
        "low": float(low),
        "high": float(high),
        "gains": float((cleared > 0).mean()),
        "learnt": share,
        "learnt_low": share_low,
        "learnt_high": share_high,
    }


def _steadied(row: dict[str, float], ours: Floats, known: Floats, shared: np.ndarray) -> dict[str, float]:
    """Mean, range and error of a row with the luck of the run numbers taken out, as far as a longer study tells it.

    Parameters
    ----------
    row : of the table.
    ours : gain of each run number, mean over points, shape (runs,).
    known : gain of each run number of the longer study; ``shared`` are the places of ours among them, shape (runs,).
    """
    first = known[shared]
    spread = float(first.var(ddof=1))
    if spread == 0:
        return {}
    slope = float(np.cov(ours, first)[0, 1]) / spread
    shift = -slope * float(first.mean() - known.mean())
    left = float(np.var(ours - slope * first, ddof=2)) / len(ours)
    error = sqrt(left + slope**2 * float(known.var(ddof=1)) / len(known))
    return {name: row[name] + shift for name in ("gain", "low", "high")} | {"simulation": error}


def _learnt_share(
    at: Floats, drawn: np.ndarray, parameters: float, others: bool
) -> tuple[float, float, float]:
    """Share of the variance between points that is between draws, with its interval."""
    draws = int(drawn.max()) + 1
    if parameters <= 0 or draws == 1:
        return nan, nan, nan
    if not others:
        return 1.0, 1.0, 1.0
    sizes = np.bincount(drawn, minlength=draws).astype(float)
    if (sizes < 2).any() or len(set(sizes)) > 1:
        # Without the same number of points of each draw, draws and what goes with them are not told apart.
        return nan, nan, nan
    table = at[np.argsort(drawn, kind="stable")].reshape(draws, -1)
    share = _between(table) / parameters
    generator = np.random.default_rng(SEED)
    again = (
        np.array([_between(table[generator.integers(0, draws, draws)]) for _ in range(DRAWS)]) / parameters
    )
    reach = normal() * float(again.std())
    middle, low, high = np.clip([share, share - reach, share + reach], 0.0, 1.0).tolist()
    return middle, low, high


def _between(table: Floats) -> float:
    """Variance between draws, from a table of shape (draws, points of each): a one-way analysis of variance."""
    within = float(table.var(axis=1, ddof=1).mean())
    return float(table.mean(axis=1).var(ddof=1)) - within / table.shape[1]
