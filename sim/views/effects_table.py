"""What single levers did in a study, as a Markdown table: gain, hazard ratio, cost of a year added.

``python -m sim.views.effects_table runs/levers runs/levers_under_a_treaty`` prints a table for each study.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd

from sim.analysis.costs import said
from sim.analysis.hazard import hazard_ratio
from sim.analysis.results import Results, open_study


def effects_table(study: Results) -> str:
    """A row an arm, in the study's order; intervals are 95 %, paired with the reference under the same shocks.

    Parameters
    ----------
    study : with one point (no design), as the studies of levers are.

    Raises
    ------
    InputError
        The folder is damaged.
    """
    return "\n".join(_lines(study))


def _lines(study: Results) -> Iterator[str]:
    arms = dict(iter(study.outcomes.sort_values("run").groupby("regime", sort=False)))
    reference = arms[study.reference]
    yield "| arm | peaceful years gained | hazard ratio | Moscow attacks | Kyiv attacks | fire | a year added, bn $ |"
    yield "|---|---|---|---|---|---|---|"
    for row in study.summary.to_dict("records"):
        name = str(row["regime"])
        if name == study.reference:
            yield f"| {study.labels[name]} (reference) | {_ends(row)} |"
            continue
        gain = row["rmst_gain_years"]
        low, high = row["rmst_gain_years_low"], row["rmst_gain_years_high"]
        ratio, error = hazard_ratio(arms[name], reference)
        told = f"{gain:+.2f} ({low:+.2f} to {high:+.2f}) | {ratio:.2f} ± {1.96 * error:.2f}"
        fire = _fire(arms[name]) / _fire(reference)
        yield f"| {study.labels[name]} | {told} | {_attacks(row)} | {fire:.2f} | {said(row)} |"


def _ends(row: dict[str, object]) -> str:
    return f"of {row['rmst_years']:.2f} | 1 | {_attacks(row)} | 1 | "


def _attacks(row: dict[str, object]) -> str:
    """Shares of runs ended by either side's offensive."""
    return f"{row['share_russian_offensive']:.0%} | {row['share_ukrainian_offensive']:.0%}"


def _fire(runs: pd.DataFrame) -> float:
    """Violations fired a day of ceasefire."""
    return float(runs["violations"].sum() / runs["days"].sum())


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        print(effects_table(open_study(folder)), end="\n\n")
