"""What single levers did in a study, as a Markdown table: gain, hazard ratio, cost of a year added.

``python -m sim.views.effects_table runs/levers runs/levers_on_the_road`` prints a table for each study.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd

from sim.analysis.costs import said
from sim.analysis.hazard import hazard_ratio
from sim.analysis.results import Results, open_study
from sim.analysis.roads import on_the_road


def effects_table(study: Results) -> str:
    """A row an arm, in the study's order; intervals are 95 %, paired with the reference under the same shocks.

    A study whose runs begin at war has other columns: whether a ceasefire comes, how long it stands, and the whole.

    Parameters
    ----------
    study : with one point (no design), as the studies of levers are.

    Raises
    ------
    InputError
        The folder is damaged.
    """
    return "\n".join(_road_lines(study) if on_the_road(study.outcomes) else _lines(study))


def _road_lines(study: Results) -> Iterator[str]:
    yield (
        "| arm | ceasefire within 1 year | 2 years | ever | peaceful years of 10, gained | it stands longer, years "
        "| quality | legitimacy | Ukraine broken |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in study.summary.to_dict("records"):
        name = str(row["regime"])
        shares = f"{row['agreed_1y']:.0%} | {row['agreed_2y']:.0%} | {row['agreed'] / row['runs']:.0%}"
        if name == study.reference:
            label = f"{study.labels[name]} (reference)"
            gained = f"of {row['peaceful_years_10y']:.2f} | of {row['rmst_years']:.2f}"
        else:
            label = study.labels[name]
            gained = " | ".join(
                f"{row[gain]:+.2f} ({row[gain + '_low']:+.2f} to {row[gain + '_high']:+.2f})"
                for gain in ("peaceful_gain_years", "rmst_gain_years")
            )
        terms = f"{row['terms_quality']:.2f} | {row['legitimacy']:.2f} | {row['share_ukraine_broken']:.0%}"
        yield f"| {label} | {shares} | {gained} | {terms} |"


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
