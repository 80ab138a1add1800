"""How ceasefires end: the cumulative incidence of each cause, under any independent censoring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sim.analysis.averages import normal
from sim.analysis.survival import Floats, checked, none_of, risk_table


def incidence(
    years: ArrayLike,
    causes: ArrayLike,
    names: Sequence[str],
    confidence: float = 0.95,
    weights: ArrayLike | None = None,
) -> dict[str, pd.DataFrame]:
    """Aalen-Johansen cumulative incidence of each cause: the chance to have collapsed from it by a time.

    Parameters
    ----------
    years : shape (n,).
    causes : the cause of collapse by name, or any other word (such as ``"held"``) for a run that was
        censored.
    names : the causes to report.
    confidence : of the pointwise bands (log(-log), Aalen's variance).
    weights : how many runs each entry stands for, shape (n,); one if not given.

    Returns
    -------
    dict
        For each cause a frame with columns ``years``, ``incidence``, ``low``, ``high``: a row for time zero
        and one for each distinct time of any collapse. The incidences of all causes and survival add up to 1.
    """
    causes = np.asarray(causes).astype(str)
    years, collapsed, weights = checked(years, np.isin(causes, list(names)), weights)
    times, at_risk, events = risk_table(years, collapsed, weights)
    survival = np.cumprod(1.0 - events / at_risk)
    before = np.append(1.0, survival)[:-1]
    z = normal(confidence)
    # Where the last runs at risk collapse together the estimate moves no more and the term is left out.
    left = at_risk - events
    share = np.divide(events, at_risk * left, out=np.zeros_like(events), where=left > 0)
    frames = {}
    for name in names:
        mine = causes == name
        own = np.bincount(np.searchsorted(times, years[mine]), weights[mine], times.size).astype(float)
        step = np.cumsum(before * own / at_risk)
        variance = _incidence_variance(step, share, before, own, at_risk)
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = z * np.sqrt(variance) / (step * np.log(step))
            low, high = step ** np.exp(-spread), step ** np.exp(spread)
        none, every = step <= 0, step >= 1
        low = np.where(none, 0.0, np.where(every, none_of(weights.sum(), confidence), low))
        high = np.where(none, 1.0 - none_of(at_risk, confidence), np.where(every, 1.0, high))
        frames[name] = pd.DataFrame(
            {
                "years": np.append(0.0, times),
                "incidence": np.append(0.0, step),
                "low": np.append(0.0, low),
                "high": np.append(0.0, high),
            }
        )
    return frames


def _incidence_variance(step: Floats, share: Floats, before: Floats, own: Floats, at_risk: Floats) -> Floats:
    """Aalen's variance of a cumulative incidence at each time, by running sums of its expanded squares."""
    first = step**2 * np.cumsum(share) - 2 * step * np.cumsum(step * share) + np.cumsum(step**2 * share)
    second = np.cumsum(before**2 * own * (at_risk - own) / at_risk**3)
    cross = before * own / at_risk**2
    third = step * np.cumsum(cross) - np.cumsum(step * cross)
    return np.asarray(np.maximum(first + second - 2 * third, 0.0))
