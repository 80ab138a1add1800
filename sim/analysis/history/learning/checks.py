"""Checks of the calibration: does it find the truth in made-up data, and does it make data like the record."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.hazard import weibull_shape
from sim.analysis.history.learning.likelihood import EDGES, case_likelihood
from sim.analysis.history.learning.simulate import Simulated
from sim.analysis.history.learning.weights import weigh
from sim.analysis.survival import DAYS_A_YEAR, kaplan_meier

Floats = NDArray[np.float64]
#: Bounds of the middle of a distribution whose coverage is told.
INNER = (0.1, 0.9)


def made_up(survival: Floats, watched: Floats, random: np.random.Generator) -> pd.DataFrame:
    """Durations drawn from survival, lost from sight as cases were: ``days`` and ``event``, a row a case.

    Parameters
    ----------
    survival : at each of ``EDGES``, shape (cases, edges).
    watched : days each case can be watched at most, shape (cases,).
    """
    whole = np.column_stack([np.ones(len(survival)), survival])
    place = (random.random((len(survival), 1)) < whole).sum(axis=1) - 1
    first, last = np.append(0.5, EDGES)[place], np.append(EDGES, np.inf)[place]
    # Within a bin evenly on the logarithm; the likelihood does not ask where.
    days = first * np.where(np.isinf(last), 1.0, last / first) ** random.random(len(survival))
    days = np.where(np.isinf(last), np.inf, days)
    event = days <= np.minimum(watched, EDGES[-1])
    return pd.DataFrame(
        {"days": np.where(event, days, np.minimum(watched, EDGES[-1])), "event": event.astype(int)}
    )


def watched(outcomes: pd.DataFrame) -> Floats:
    """Days each case could be watched: as long as it was, or all ten years where it collapsed, shape (cases,)."""
    return np.where(outcomes["event"] == 1, EDGES[-1], outcomes["days"]).astype(float)


def coverage(
    found: Simulated, seen: Floats, truths: int, temper: float, seed: int, made_by: Simulated | None = None
) -> pd.DataFrame:
    """Draws of the prior as truths, found again from data that they made; the facts from outside are left aside.

    Parameters
    ----------
    found : cases under draws of the prior, which are weighted.
    seen : days each case can be watched, shape (cases,).
    truths : how many of the draws, the first ones.
    temper : power of the likelihood.
    seed : of the made-up data.
    made_by : cases under other draws of the prior, which are the truths and make the data, such as the simulations
        themselves where those of ``found`` are smoothed; the draws of ``found`` themselves if not given, each weighing
        the others.

    Returns
    -------
    DataFrame
        A row a constant: ``constant``, ``inside`` (share of truths in the middle 80 % of what was found; 0.8 is right
        for power 1, more for less), ``rank`` (mean share of what was found that lies below the truth; 0.5 is right)
        and ``correlation`` (of the mean found with the truth, on the scale of the prior).
    """
    random, survival = np.random.default_rng(seed), found.survived[:, :, 1:]
    logs = np.log(found.draws.to_numpy(float))
    makers = found if made_by is None else made_by
    true = np.log(makers.draws.to_numpy(float))
    ranks, means = np.empty((truths, logs.shape[1])), np.empty((truths, logs.shape[1]))
    for truth in range(truths):
        data = made_up(makers.survived[truth, :, 1:], seen, random)
        others = np.arange(len(logs)) != (truth if made_by is None else -1)
        weights = weigh(case_likelihood(survival[others], data), np.zeros(others.sum()), temper).values
        ranks[truth] = weights @ (logs[others] < true[truth])
        means[truth] = weights @ logs[others]
    inside = ((ranks >= INNER[0]) & (ranks <= INNER[1])).mean(axis=0)
    agree = [np.corrcoef(means[:, i], true[:truths, i])[0, 1] for i in range(logs.shape[1])]
    return pd.DataFrame(
        {"constant": list(found.draws), "inside": inside, "rank": ranks.mean(axis=0), "correlation": agree}
    )


def alike(found: Simulated, weights: Floats, outcomes: pd.DataFrame, sets: int, seed: int) -> pd.DataFrame:
    """Statistics of the record beside those of data made up under draws taken by weight.

    Returns
    -------
    DataFrame
        A row a statistic: ``statistic``, ``record``, ``made_up`` (median of sets), ``low`` and ``high`` (5 to 95 %).
    """
    random, seen = np.random.default_rng(seed), watched(outcomes)
    record = outcomes[["days", "event"]].assign(
        event=outcomes["event"].where(outcomes["days"] <= EDGES[-1], 0)
    )
    record["days"] = record["days"].clip(upper=EDGES[-1])
    rows = []
    for draw in random.choice(len(weights), size=sets, p=weights):
        data = made_up(found.survived[draw, :, 1:], seen, random)
        rows.append([of(data) for of in STATISTICS.values()])
    values = np.array(rows)
    low, middle, high = np.nanpercentile(values, [5, 50, 95], axis=0)
    return pd.DataFrame(
        {
            "statistic": list(STATISTICS),
            "record": [of(record) for of in STATISTICS.values()],
            "made_up": middle,
            "low": low,
            "high": high,
        }
    )


def _held(days: float) -> Callable[[pd.DataFrame], float]:
    def of(data: pd.DataFrame) -> float:
        curve = kaplan_meier(data["days"] / DAYS_A_YEAR, data["event"] == 1)
        return float(curve.at(days / DAYS_A_YEAR)[0])

    return of


def _shape(data: pd.DataFrame) -> float:
    return weibull_shape(data.assign(collapsed=data["event"] == 1))


def _early(data: pd.DataFrame) -> float:
    """Hazard of the first month over that of years two to five; half a collapse is added to the latter."""
    month, two, five = 30.0, 2 * DAYS_A_YEAR, 5 * DAYS_A_YEAR

    def rate(first: float, last: float, more: float) -> float:
        fell = ((data["days"] > first) & (data["days"] <= last) & (data["event"] == 1)).sum() + more
        return float(fell / (data["days"].clip(first, last) - first).sum())

    return rate(0.0, month, 0.0) / rate(two, five, 0.5)


STATISTICS: dict[str, Callable[[pd.DataFrame], float]] = {
    "held 30 days": _held(30),
    "held 90 days": _held(90),
    "held 1 year": _held(DAYS_A_YEAR),
    "held 5 years": _held(5 * DAYS_A_YEAR),
    "held 10 years": _held(10 * DAYS_A_YEAR),
    "Weibull shape, pooled, ten years": _shape,
    "hazard of the first month over that of years 2 to 5": _early,
}


def begun_by_the_defender(found: Simulated, weights: Floats) -> float:
    """Share of collapses within ten years that the defender begins."""
    causes = np.einsum("d,dck->k", weights, found.causes)
    return float(causes[2] / causes[1:].sum())
