"""Which facts carry the signal: scores when some are not told, nothing learnt anew."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.history.posterior import predict_over
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.record.facts import GUARANTEE, NUCLEAR, OBSERVERS, ZONE
from sim.analysis.history.scoring.scores import score

#: Facts that are not told together, by what they are called.
GROUPS: dict[str, tuple[str, ...]] = {
    "withdrawal": ("withdrawal",),
    "observers and peacekeepers": OBSERVERS,
    "zone": ZONE,
    "joint commission": ("joint_commission",),
    "form of the agreement": ("formal_agreement",),
    "guarantee": GUARANTEE,
    "who won": ("war_outcome",),
    "stakes": ("stakes",),
    "earlier failures": ("prior_failed_ceasefires",),
    "nuclear weapons": NUCLEAR,
}
#: What was agreed or stationed, whose codes may have been written with the end in view.
TERMS = ("withdrawal", "observers and peacekeepers", "zone", "joint commission", "form of the agreement")


def blanked(cases: Cases, draws: pd.DataFrame, runs: int, seed: int) -> list[dict[str, Any]]:
    """Scores with every fact told, then with each group not told, then with none of ``TERMS``.

    Parameters
    ----------
    cases : with outcomes, from which the draws have learnt: what differs counts, not the level.
    draws : of the posterior.
    runs : of each case.
    seed : of the shocks, the same for all.
    """
    groups = {"nothing": (), **GROUPS}
    groups["all that was agreed or stationed"] = tuple(name for part in TERMS for name in GROUPS[part])
    told = []
    for name, facts in groups.items():
        table = cases.facts.copy()
        for fact in facts:
            words = table[fact].dtype == object
            table[fact] = "" if words else np.nan
        found = score(predict_over(table, draws, runs, seed), cases.known).told()
        told.append(
            {"blank": name} | {key: found[key] for key in ("concordance", "auc_5y", "brier_1y", "brier_5y")}
        )
    return told
