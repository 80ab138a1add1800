"""Which parameters flip the order of two arms: how their difference depends on each, and where it changes sign."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from scipy import stats

from sim.analysis.averages import normal
from sim.analysis.regimes.panel import Floats, Panel, redrawn
from sim.analysis.regimes.robustness import DRAWS, SEED, Robustness, check_points
from sim.analysis.regimes.threshold import split, split_both
from sim.scenario.errors import InputError

#: Parts of the points; each is told which side it is on by a threshold that the others chose.
FOLDS = 5
#: Correlations beyond are taken as this one, which is still finite when transformed.
_MOST = 0.999999
#: Samples of points in which a correlation is taken and a threshold chosen again.
_SAMPLES = 200


@dataclass(frozen=True)
class Flips:
    """How the difference between two arms depends on the parameters of a design; intervals are 95 %.

    Attributes
    ----------
    first, second : the arms; a difference is years that the first stands longer.
    table : a row a parameter, the strongest first: ``path``; ``rho`` (Spearman's correlation of value and difference,
        point by point) with ``rho_low``, ``rho_high`` (samples of points); ``threshold`` (the split that leaves the
        least squares, as in a regression tree) with ``threshold_low``, ``threshold_high`` (samples of points);
        ``explained`` (share of the variance over points); ``below`` and ``above`` (mean difference on either side)
        with ``_low``, ``_high`` and the number of points ``below_points``, ``above_points``; ``flips`` (whether both
        intervals leave out 0, on opposite sides). ``explained`` and the two sides are measured at points that did not
        choose the threshold, so a parameter that does nothing explains nothing.
    corners : the two strongest parameters together, a row for each pair of sides: ``<path>`` (``"below"`` or
        ``"above"`` its threshold), ``difference`` with ``low`` and ``high``, and ``points``; empty with one parameter.
    corners_at : the thresholds of both, chosen together; by themselves the two may split elsewhere.
    difference : a row a point: the design's columns, ``difference`` and its Monte-Carlo error ``se`` (paired).
    mean, low, high : mean difference over points.
    ahead, ahead_clear : share of points at which the first stands longer, and longer beyond its 95 % interval.
    behind_clear : share of points at which the second does beyond it.
    noise : share of the variance of the difference over points that is Monte-Carlo noise; correlations are weakened
        by a factor of about the square root of the rest.
    left_out : parameters without an order (choices).
    points, runs : how many; runs an arm and point.
    horizon_years : of the study.
    """

    first: str
    second: str
    table: pd.DataFrame
    corners: pd.DataFrame
    corners_at: dict[str, float]
    difference: pd.DataFrame
    mean: float
    low: float
    high: float
    ahead: float
    ahead_clear: float
    behind_clear: float
    noise: float
    left_out: tuple[str, ...]
    points: int
    runs: int
    horizon_years: float

    @property
    def flipping(self) -> pd.DataFrame:
        """Rows of :attr:`table` that flip the order."""
        return self.table[self.table["flips"]]


def flips(panel: Panel, first: str, second: str, draws: int = DRAWS, seed: int = SEED) -> Flips:
    """How the difference between two arms depends on each parameter of a design.

    Parameters
    ----------
    panel : see :meth:`sim.analysis.regimes.panel.Panel.of`; points drawn from a space of parameters (``lhs``,
        ``sobol``).
    first, second : names of the arms.
    draws : samples of points and of run numbers, for intervals of means.
    seed : of the samples.

    Raises
    ------
    InputError
        Too few points, an unknown arm, twice the same one, or no parameter that has an order.
    """
    check_points(panel)
    if first == second:
        raise InputError("an arm is compared with itself", value=first, allowed="two arms")
    differences = panel.difference(first, second)
    means = differences.mean(axis=1)
    errors = differences.std(axis=1, ddof=1) / np.sqrt(panel.runs)
    coded = {path: panel.design[path] for path in panel.columns if panel.design[path].dtype != object}
    coded = {path: values.to_numpy(float) for path, values in coded.items() if values.nunique() > 1}
    if not coded:
        raise InputError("no parameter of the design has an order", allowed="numbers, counts and switches")
    samples = redrawn(panel.points, draws, seed), redrawn(panel.runs, draws, seed + 1)
    rows = [{"path": path, **_dependence(x, differences, samples, seed)} for path, x in coded.items()]
    table = pd.DataFrame(rows)
    table = table.reindex(table["rho"].abs().sort_values(ascending=False, kind="stable").index)
    strongest = {path: coded[path] for path in table["path"][:2]}
    corners, corners_at = _corners(strongest, differences, samples)
    mean, low, high = _mean(differences, np.ones(panel.points, bool), samples)
    reach = normal() * errors
    return Flips(
        first=first,
        second=second,
        table=table.reset_index(drop=True),
        corners=corners,
        corners_at=corners_at,
        difference=panel.design.assign(difference=means, se=errors),
        mean=mean,
        low=low,
        high=high,
        ahead=float((means > 0).mean()),
        ahead_clear=float((means > reach).mean()),
        behind_clear=float((means < -reach).mean()),
        noise=noise_share(differences),
        left_out=tuple(path for path in panel.columns if path not in coded),
        points=panel.points,
        runs=panel.runs,
        horizon_years=panel.horizon_years,
    )


def contenders(found: Robustness) -> tuple[str, str]:
    """The two arms that are most often best; the best and the reference where no other is ever best."""
    best, second = found.arms[:2]
    if found.table["best"].iloc[1] > 0 or found.reference == best:
        return best, second
    return best, found.reference


def noise_share(differences: Floats) -> float:
    """Share of the variance over points of mean differences that is Monte-Carlo noise.

    From the two-way layout of points by run numbers: what moves all points of a run number alike is no noise between
    points, the interaction is.

    Parameters
    ----------
    differences : shape (points, runs), two of each at least.
    """
    points, runs = differences.shape
    by_point = differences.mean(axis=1)
    rest = differences - by_point[:, None] - differences.mean(axis=0) + differences.mean()
    between = runs * np.sum((by_point - differences.mean()) ** 2) / (points - 1)
    within = np.sum(rest**2) / ((points - 1) * (runs - 1))
    return float(min(within / between, 1.0)) if between > 0 else nan


def _dependence(
    x: Floats, differences: Floats, samples: tuple[Floats, Floats], seed: int
) -> dict[str, object]:
    means = differences.mean(axis=1)
    rng = np.random.default_rng(seed + 2)
    n, rhos, thresholds = len(x), [], []
    for _ in range(_SAMPLES):
        pick = rng.integers(0, n, n)
        rhos.append(_spearman(x[pick], means[pick]))
        thresholds.append(split(x[pick], means[pick]))
    rho = _spearman(x, means)
    # Fisher's transform keeps the interval within -1 and 1.
    z, error = np.arctanh(np.clip(rho, -_MOST, _MOST)), np.arctanh(np.clip(rhos, -_MOST, _MOST)).std()
    found: dict[str, object] = {
        "rho": rho,
        "rho_low": float(np.tanh(z - normal() * error)),
        "rho_high": float(np.tanh(z + normal() * error)),
        "threshold": split(x, means),
        "threshold_low": float(np.nanquantile(thresholds, 0.025)),
        "threshold_high": float(np.nanquantile(thresholds, 0.975)),
    }
    is_below, predicted = _sides(x, means)
    squares = np.sum((means - means.mean()) ** 2)
    found["explained"] = float(max(0.0, 1 - np.sum((means - predicted) ** 2) / squares)) if squares else nan
    ends = {}
    for name, side in (("below", is_below), ("above", ~is_below)):
        value, low, high = _mean(differences, side, samples)
        found |= {name: value, f"{name}_low": low, f"{name}_high": high, f"{name}_points": int(side.sum())}
        ends[name] = (low, high)
    (low, high), (other_low, other_high) = ends["below"], ends["above"]
    found["flips"] = bool((high < 0 < other_low) or (other_high < 0 < low))
    return found


def _corners(
    strongest: dict[str, Floats], differences: Floats, samples: tuple[Floats, Floats]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Mean difference on each pair of sides of two parameters, told by thresholds that other points chose, and the
    thresholds that all choose; nothing where there is only one parameter.
    """
    if len(strongest) < 2:
        return pd.DataFrame(), {}
    (one, x), (other, z) = strongest.items()
    means, fold = differences.mean(axis=1), np.arange(len(x)) % FOLDS
    is_below, is_left = np.zeros(len(x), bool), np.zeros(len(x), bool)
    for number in range(FOLDS):
        mine = fold == number
        across, up = split_both(x[~mine], z[~mine], means[~mine])
        is_below[mine], is_left[mine] = x[mine] <= across, z[mine] <= up
    rows = []
    for side in ("below", "above"):
        for beside in ("below", "above"):
            there = (is_below == (side == "below")) & (is_left == (beside == "below"))
            mean, low, high = _mean(differences, there, samples)
            row = {one: side, other: beside, "difference": mean, "low": low, "high": high}
            rows.append({**row, "points": int(there.sum())})
    return pd.DataFrame(rows), dict(zip((one, other), split_both(x, z, means), strict=True))


def _sides(x: Floats, y: Floats) -> tuple[np.ndarray, Floats]:
    """Which points lie below the threshold, and what their side would have them be, by points other than themselves.

    Points are dealt out in turn: those of a sample come in no order.
    """
    below, predicted = np.zeros(len(x), bool), np.full(len(x), y.mean())
    fold = np.arange(len(x)) % FOLDS
    for number in range(FOLDS):
        mine, others = fold == number, fold != number
        at = split(x[others], y[others])
        below[mine] = x[mine] <= at
        if not np.isnan(at):
            for side in (True, False):
                mean = y[others & ((x <= at) == side)].mean()
                predicted[mine & ((x <= at) == side)] = mean
    return below, predicted


def _mean(
    differences: Floats, there: np.ndarray, samples: tuple[Floats, Floats]
) -> tuple[float, float, float]:
    """Mean over some points and all run numbers, with its interval from samples of both; NaN without a point."""
    if not there.any():
        return nan, nan, nan
    of_points, of_runs = samples[0][:, there], samples[1]
    sums = np.sum((of_points @ differences[there]) * of_runs, axis=1)
    counts = of_points.sum(axis=1) * differences.shape[1]
    means = sums[counts > 0] / counts[counts > 0]
    value = float(differences[there].mean())
    reach = normal() * float(means.std())
    return value, value - reach, value + reach


def _spearman(x: Floats, y: Floats) -> float:
    ranked = stats.rankdata(x), stats.rankdata(y)
    if min(part.std() for part in ranked) == 0:
        return 0.0
    return float(np.corrcoef(*ranked)[0, 1])
