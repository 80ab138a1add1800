"""Peers: what plain statistics predict from the same facts, fitted on the same cases as anything beside them.

A predictor takes cases to learn from and gives a rule from facts to predictions (``prediction.COLUMNS``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter
from numpy.typing import NDArray

from sim.analysis.history.prediction import COLUMNS, HORIZON, YEARS, constant
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.scores import observed
from sim.analysis.survival import kaplan_meier

#: From facts, a row a case, to a prediction with their index.
Rule = Callable[[pd.DataFrame], pd.DataFrame]
#: From cases to learn from to a rule.
Predictor = Callable[[Cases], Rule]

#: Weight of the squared coefficients (of standardised inputs) in lifelines' penalised likelihood per case.
PENALTY = 0.2
#: Inputs of the ridge Cox, and what the wider one has besides.
NARROW = (
    "guarantee_level",
    "dmz",
    "joint_commission",
    "tie",
    "stakes",
    "log_earlier_failures",
    "nuclear",
)
WIDE = (
    *NARROW,
    "withdrawal",
    "victory_rev",
    "nuclear_revisionist",
    "nuclear_defender",
    "nuclear_guarantor",
)


def kaplan_meier_constant(cases: Cases) -> Rule:
    """The Kaplan-Meier curve of the cases learnt from, for everybody.

    Beyond the last time watched the curve stays level.
    """
    years, events = observed(cases.known)
    curve = kaplan_meier(years, events)
    survival, mean = _summary(curve.times, curve.survival[None, :])
    return lambda facts: constant(facts.index, survival[0], float(mean[0]))


@dataclass(frozen=True)
class Cox:
    """Cox regression with a ridge penalty and Breslow's baseline, a predictor.

    Inputs are standardised by mean and standard deviation of the cases learnt from; unknown ones take their median
    first. An input that does not vary there, or that is unknown throughout, is left out.

    Attributes
    ----------
    inputs : columns of ``design``.
    penalty : as ``PENALTY``.
    """

    inputs: Sequence[str]
    penalty: float = PENALTY

    def __call__(self, cases: Cases) -> Rule:
        """Fit to some cases; without a collapse among them, or an input that varies, their Kaplan-Meier curve."""
        outcomes = cases.known
        raw = design(cases.facts.loc[outcomes.index])[list(self.inputs)]
        median = raw.median()
        filled = raw.fillna(median)
        mean, spread = filled.mean(), filled.std(ddof=0)
        used = [name for name in self.inputs if spread[name] > 1e-9]
        years, events = observed(outcomes)
        if not events.any() or not used:
            return kaplan_meier_constant(cases)

        def scaled(facts: pd.DataFrame) -> pd.DataFrame:
            table = design(facts)[used].fillna(median[used])
            return (table - mean[used]) / spread[used]

        table = scaled(cases.facts.loc[outcomes.index]).assign(years=years, event=events.astype(int))
        fitted = CoxPHFitter(penalizer=self.penalty, l1_ratio=0.0)
        # Sorted, so that the fit does not depend on the order of rows in its last digits.
        fitted.fit(table.sort_index(), duration_col="years", event_col="event")
        baseline = fitted.baseline_cumulative_hazard_.iloc[:, 0]
        times, hazard = baseline.index.to_numpy(float), baseline.to_numpy(float)

        def rule(facts: pd.DataFrame) -> pd.DataFrame:
            risk = fitted.predict_partial_hazard(scaled(facts)).to_numpy(float)
            survival, restricted = _summary(times, np.exp(-risk[:, None] * hazard[None, :]))
            return pd.DataFrame(np.column_stack([survival, restricted]), facts.index, list(COLUMNS))

        return rule


#: Peers by the name under which they are shown. The guarantee alone goes in as a Cox on its level: a Kaplan-Meier
#: curve for each level rests on five cases at level 2, none of which fell within five years, and would call such a
#: ceasefire certain; one slope borrows strength between levels and keeps their order.
PEERS: dict[str, Predictor] = {
    "Kaplan-Meier constant": kaplan_meier_constant,
    "guarantee level alone": Cox(("guarantee_level",)),
    "ridge Cox": Cox(NARROW),
    "wider ridge Cox": Cox(WIDE),
}


def design(facts: pd.DataFrame) -> pd.DataFrame:
    """Inputs of the regressions from facts, NaN where unknown; every column a number.

    Parameters
    ----------
    facts : as ``Cases.facts``, n rows.
    """
    numbers = facts.select_dtypes("number")
    outcome = facts["war_outcome"]
    known = outcome != ""
    return numbers.assign(
        tie=(outcome == "tie").astype(float).where(known),
        victory_rev=(outcome == "victory_rev").astype(float).where(known),
        log_earlier_failures=np.log1p(facts["prior_failed_ceasefires"]),
    )


def _summary(
    times: NDArray[np.float64], survival: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Survival to the three years, shape (n, 3), and mean years out of the first ten, shape (n,).

    Parameters
    ----------
    times : ascending times of steps, years, shape (k,).
    survival : from each time on, shape (n, k).
    """
    whole = np.column_stack([np.ones(len(survival)), survival])
    at = whole[:, np.searchsorted(times, np.array(YEARS, float), side="right")]
    inside = times < HORIZON
    edges = np.concatenate([[0.0], times[inside], [HORIZON]])
    return at, whole[:, : inside.sum() + 1] @ np.diff(edges)
