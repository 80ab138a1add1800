"""Predictors that learn weights of draws from cases, and those that learn nothing, all from the same simulations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.history.learning.likelihood import case_likelihood, outside_likelihood
from sim.analysis.history.learning.simulate import Simulated
from sim.analysis.history.learning.weights import TEMPER, Weights, weigh
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.peers import Rule

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Learner:
    """A predictor: weights draws by the cases it is shown, and predicts with the weighted mean of the simulations.

    Attributes
    ----------
    found : all cases that may be asked for, under draws of the prior.
    outside : log-likelihood of the facts from outside under each draw.
    temper : power of the likelihood of the cases; 0 learns from the facts from outside alone.
    """

    found: Simulated
    outside: Floats
    temper: float = TEMPER

    def weights(self, cases: Cases) -> Weights:
        """What the cases with a known outcome make of the draws."""
        outcomes = cases.known
        places = self.found.ids.get_indexer(outcomes.index)
        return weigh(case_likelihood(self.found.survived[:, places, 1:], outcomes), self.outside, self.temper)

    def __call__(self, cases: Cases) -> Rule:
        """A rule that knows nothing of other cases than these."""
        return rule(self.found, self.weights(cases).values)


def learner(found: Simulated, temper: float = TEMPER) -> Learner:
    """A learner from cases under draws, which had better be smooth."""
    return Learner(found, outside_likelihood(found.survived[:, :, 1:]), temper)


def rule(found: Simulated, weights: Floats) -> Rule:
    """Predictions of simulated cases by their ids, with weights of draws, shape (draws,)."""
    table = found.prediction(weights)
    return lambda facts: table.loc[facts.index]


def alone(found: Simulated) -> Rule:
    """Predictions of the prior alone: every draw counts the same."""
    return rule(found, np.full(len(found.draws), 1.0 / len(found.draws)))


def told(weights: Weights, draws: pd.DataFrame) -> pd.DataFrame:
    """Each constant beforehand and afterwards: 10 %, median and 90 % of the draws, unweighted and weighted.

    Returns
    -------
    DataFrame
        A row a constant: ``prior_10``, ``prior_50``, ``prior_90``, ``posterior_10``, ``posterior_50``,
        ``posterior_90``, and ``narrower``, the ratio of the interquartile ranges, of logarithms.
    """
    even = np.full(len(draws), 1.0 / len(draws))
    rows = []
    for name in draws:
        values = draws[name].to_numpy(float)
        before, after = quantiles(values, even), quantiles(values, weights.values)
        row: dict[str, float | str] = {"constant": str(name)}
        for label, found in (("prior", before), ("posterior", after)):
            row |= {f"{label}_{share}": found[i] for i, share in ((0, 10), (2, 50), (4, 90))}
        row["narrower"] = float(np.log(after[3] / after[1]) / np.log(before[3] / before[1]))
        rows.append(row)
    return pd.DataFrame(rows)


def quantiles(
    values: Floats, weights: Floats, shares: tuple[float, ...] = (0.1, 0.25, 0.5, 0.75, 0.9)
) -> Floats:
    """Weighted quantiles, shape (shares,), by inverting the distribution function at the middle of its steps."""
    order = np.argsort(values, kind="stable")
    steps = np.cumsum(weights[order])
    return np.interp(shares, (steps - 0.5 * weights[order]) / steps[-1], values[order])
