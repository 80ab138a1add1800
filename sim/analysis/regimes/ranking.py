"""Which arm lasts longest at a point, how sure that is, and how often one outlasts another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.averages import error_of, student
from sim.analysis.regimes.panel import Floats, Panel, redrawn
from sim.analysis.roads import share
from sim.scenario.errors import InputError

#: Samples of run numbers that are drawn with replacement, and the seed of the draws.
DRAWS, SEED = 4000, 20260101
#: More runs are drawn in blocks, so that samples take no more room: means of blocks vary as means of runs do.
MOST_BLOCKS = 4000


@dataclass(frozen=True)
class Ranking:
    """The order of arms at a point by restricted mean; intervals are 95 % and hold the noise of simulation only.

    Attributes
    ----------
    table : a row an arm, the longest first: ``regime``, ``rank``, ``years`` (restricted mean), ``se``, ``low``,
        ``high`` (Student's), ``best`` (share of samples in which its mean is the highest), ``rank_low``,
        ``rank_high`` (the ranks that hold 95 % of samples), ``longest`` (share of single runs in which it lasts
        longest, ties shared) with ``longest_low`` and ``longest_high`` (Wilson's, on the safe side where ties are
        shared).
    ranks : share of samples in which each arm (rows, as in ``table``) has each rank (columns from 1); rows and
        columns sum to 1, as arms that tie share their ranks.
    outlasts : a row a pair of different arms: ``arm``, ``other``, and the share of run numbers at which the arm stood
        ``longer``, ``equal`` or ``shorter``, with Wilson's ``low`` and ``high`` of ``longer``; ``both_stand`` is the
        part of ``equal`` at which both stood to the horizon, and at the rest both fell on one day.
    lead : years that the first stands longer than the second, run against the same run, with its interval (Student's).
    runs : run numbers, each in every arm.
    draws : samples of run numbers that were drawn, whole run numbers with all their arms, with replacement.
    reference, horizon_years : of the study.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    outlasts: pd.DataFrame
    lead: tuple[float, float, float]
    runs: int
    draws: int
    reference: str
    horizon_years: float

    @property
    def arms(self) -> list[str]:
        """The arms, the longest first."""
        return list(self.table["regime"])

    def matrix(self, measure: str = "longer") -> pd.DataFrame:
        """A measure of :attr:`outlasts`, arms by arms in the order of the ranking; the diagonal is empty."""
        square = self.outlasts.pivot(index="arm", columns="other", values=measure)
        return square.reindex(index=self.arms, columns=self.arms)


def rank(panel: Panel, draws: int = DRAWS, seed: int = SEED) -> Ranking:
    """Rank the arms of a panel of one point.

    Parameters
    ----------
    panel : see :meth:`sim.analysis.regimes.panel.Panel.of`.
    draws : samples of run numbers, for the chances of ranks.
    seed : of these draws.

    Raises
    ------
    InputError
        More than one point.
    """
    if panel.points != 1:
        raise InputError("arms are ranked at one point", value=panel.points, allowed="a panel of one point")
    years, means = panel.years[0], panel.means[0]
    order = np.argsort(-means, kind="stable")
    blocks = _blocks(years)
    chances = _chances(redrawn(blocks.shape[1], draws, seed) @ blocks.T / blocks.shape[1])[order]
    ranks = pd.DataFrame(
        chances,
        index=pd.Index([panel.arms[arm] for arm in order], name="regime"),
        columns=range(1, len(order) + 1),
    )
    most, horizon = years.max(axis=0), panel.horizon_years * (1 - 1e-9)
    first = (years == most) / (years == most).sum(axis=0)
    rows = []
    for place, arm in enumerate(order):
        se = error_of(float(np.sum((years[arm] - means[arm]) ** 2)), panel.runs)
        reach = student(panel.runs) * se
        longest = share(first[arm].sum(), panel.runs)
        low, high = 1 + np.searchsorted(np.cumsum(chances[place]) - 1e-12, [0.025, 0.975])
        rows.append(
            {
                "regime": panel.arms[arm],
                "rank": place + 1,
                "years": float(means[arm]),
                "se": se,
                "low": float(means[arm]) - reach,
                "high": float(means[arm]) + reach,
                "best": float(ranks.iloc[place, 0]),
                "rank_low": int(low),
                "rank_high": int(min(high, len(order))),
                **dict(zip(("longest", "longest_low", "longest_high"), longest, strict=True)),
            }
        )
    outlasts = pd.DataFrame(
        [
            {
                "arm": panel.arms[one],
                "other": panel.arms[other],
                **_against(years[one], years[other], horizon),
            }
            for one in order
            for other in order
            if one != other
        ]
    )
    return Ranking(
        table=pd.DataFrame(rows),
        ranks=ranks,
        outlasts=outlasts,
        lead=_lead(years[order[0]] - years[order[1]]),
        runs=panel.runs,
        draws=draws,
        reference=panel.reference,
        horizon_years=panel.horizon_years,
    )


def _lead(differences: Floats) -> tuple[float, float, float]:
    mean, n = float(differences.mean()), len(differences)
    reach = student(n) * error_of(float(np.sum((differences - mean) ** 2)), n)
    return mean, mean - reach, mean + reach


def _blocks(years: Floats) -> Floats:
    """Runs, or means of blocks of as many runs each where there are more than :data:`MOST_BLOCKS`; the last runs,
    that fill no block, are left out. Shape (arms, at most MOST_BLOCKS).
    """
    size = -(-years.shape[1] // MOST_BLOCKS)
    count = years.shape[1] // size
    return np.asarray(years[:, : count * size].reshape(len(years), count, size).mean(axis=2))


def _chances(means: Floats) -> Floats:
    """Share of samples in which each arm has each rank; arms that tie share their ranks.

    Parameters
    ----------
    means : of each arm in each sample, shape (draws, arms).

    Returns
    -------
    shape (arms, ranks)
    """
    # Means of the same years add up in another order from sample to sample: beyond this they are the same.
    apart = 1e-9
    more = means[:, None, :] - means[:, :, None]
    above, level = (more > apart).sum(axis=2), (np.abs(more) <= apart).sum(axis=2)
    places = np.arange(means.shape[1])
    held = (places >= above[..., None]) & (places < (above + level)[..., None])
    return np.asarray((held / level[..., None]).mean(axis=0))


def _against(one: Floats, other: Floats, horizon: float) -> dict[str, float]:
    longer, low, high = share(int((one > other).sum()), len(one))
    return {
        "longer": longer,
        "low": low,
        "high": high,
        "equal": float((one == other).mean()),
        "both_stand": float(((one >= horizon) & (other >= horizon)).mean()),
        "shorter": float((one < other).mean()),
        "runs": len(one),
    }
