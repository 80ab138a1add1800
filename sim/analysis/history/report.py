"""Predictions and scores of a file of cases as plain values, fit for JSON."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.analysis.history.prediction import told
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.scores import SCORES, score


def report(cases: Cases, predicted: pd.DataFrame) -> dict[str, Any]:
    """What was predicted of each case and, where outcomes are known, how well.

    Parameters
    ----------
    cases : any; those without outcome are predicted and not scored.
    predicted : as in ``prediction``, of all cases.

    Returns
    -------
    dict
        ``n`` and ``events`` of the cases scored; the ``SCORES``, None where not defined, with the reasons under
        ``undefined``; ``cases`` with a record each; ``notes`` on cells that were read as unknown.

    Raises
    ------
    InputError
        A case is not predicted, or a prediction is not possible.
    """
    if cases.outcomes is None or cases.outcomes.empty:
        reason = "no case has a known outcome"
        head: dict[str, Any] = {"n": 0, "events": 0} | dict.fromkeys(SCORES)
        head["undefined"] = dict.fromkeys(SCORES, reason)
    else:
        head = score(predicted, cases.known).told()
    return head | {"cases": told(predicted.loc[cases.ids]), "notes": list(cases.notes)}
