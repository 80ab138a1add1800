"""The order of arms as a table of the report, with what each added year costs, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from sim.analysis.costs import EXTRA, said
from sim.analysis.regimes.ranking import Ranking
from sim.views.ranking_figure import share_in_words
from sim.views.report.report_tables import against, as_table, with_interval


def ranking_table(ranking: Ranking, summary: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """A row an arm, the longest first: peaceful years, chances, gain, extra cost, and cost of an added year.

    Parameters
    ----------
    ranking : see :func:`sim.analysis.regimes.ranking.rank`.
    summary : rows of the summary at the same point (see :func:`sim.analysis.summary.summarise`); costs are its own.
    labels : a name for people of each arm.
    """
    head = ["Arm", "Rank", "Likely ranks (95 %)", "Peaceful years", "Chance to have the highest mean"]
    head += ["Lasts longest in a single run", "Gained", "Extra a year, bn $", "An added year, bn $"]
    costs = {str(row["regime"]): row for row in summary.to_dict("records")}
    body = []
    for row in ranking.table.to_dict("records"):
        cost = costs[row["regime"]]
        ranks = f"{row['rank_low']} to {row['rank_high']}"
        longest = f"{row['longest_low']:.0%} to {row['longest_high']:.0%}"
        body.append(
            [
                escape(labels[row["regime"]]),
                str(row["rank"]),
                ranks if row["rank_low"] < row["rank_high"] else str(row["rank_low"]),
                with_interval(f"{row['years']:.2f}", f"{row['low']:.2f} to {row['high']:.2f}"),
                escape(share_in_words(row["best"], ranking.draws)),
                with_interval(f"{row['longest']:.0%}", longest),
                against(cost, "rmst_gain_years", ".2f", ranking.reference),
                against(cost, EXTRA, ".1f", ranking.reference),
                said(cost).replace(" ", "&nbsp;"),
            ]
        )
    return as_table(head, body)


def ranking_words(ranking: Ranking, labels: Mapping[str, str]) -> str:
    """The first, the second and the last arm in two or three sentences of plain text."""
    rows = ranking.table.to_dict("records")
    first, second, last = rows[0], rows[1], rows[-1]
    pair = ranking.outlasts[
        (ranking.outlasts["arm"] == first["regime"]) & (ranking.outlasts["other"] == second["regime"])
    ].iloc[0]
    return (
        f"{labels[first['regime']]} lasts longest: {_years(first)} of {ranking.horizon_years:.3g} peaceful years. Its "
        f"mean is the highest in {share_in_words(first['best'], ranking.draws)} of {ranking.draws:,} samples of "
        f"{ranking.runs:,} run numbers. Second is {labels[second['regime']]} with {_years(second)}: under the same "
        f"shocks the first stood longer in {pair['longer']:.0%} of runs ({pair['low']:.0%} to {pair['high']:.0%}), "
        f"shorter in {pair['shorter']:.0%}, equally long in {pair['equal']:.0%}. Last is {labels[last['regime']]} "
        f"with {_years(last)}."
    )


def _years(row: Mapping[str, float]) -> str:
    return f"{row['years']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
