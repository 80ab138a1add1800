"""The order of arms in a report, at its first point."""

from __future__ import annotations

from html import escape

import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.ranking import Ranking, rank
from sim.analysis.results import Results
from sim.views.outlast_figure import outlast_figure
from sim.views.ranking_figure import ranking_figure
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.ranking_table import ranking_table
from sim.views.report.report_tables import setting

_HOW = (
    "Arms in the order of their peaceful years. <i>Chance to have the highest mean</i>: share of {draws:,} samples of "
    "the run numbers, drawn with replacement with all their arms, so that it holds the noise of simulation and not "
    "the doubt about the assumptions. <i>Lasts longest in a single run</i>: share of run numbers, ties shared; with "
    "many runs one arm may be best on average almost for sure and yet be best in few of the single runs."
)


def ranking_of(results: Results, digest: Digest) -> Ranking:
    """The ranking at the first point.

    Raises
    ------
    InputError
        Too few runs.
    """
    return rank(Panel.read(results, digest.points[0]))


def ranking_section(ranking: Ranking, summary: pd.DataFrame, results: Results, album: Album) -> str:
    """The ranking at the first point as HTML: table, restricted means, and who outlasts whom.

    Parameters
    ----------
    ranking : at the point whose rows ``summary`` holds.
    summary : rows of the summary at that point.
    """
    where = setting(summary.iloc[0], results.shown_columns)
    words = f" At {escape(where)}, the first point." if where else ""
    labels = results.labels
    means = ranking_figure(ranking, labels, where)
    pairs = outlast_figure(ranking, labels, where)
    return "\n".join(
        [
            heading("Which arm lasts longest", "ranking"),
            f"<p>{_HOW.format(draws=ranking.draws)}{words}</p>",
            ranking_table(ranking, summary, labels),
            album.show(
                "ranking", "Peaceful years of each arm, in their order, and the chance to be best", means
            ),
            album.show("outlast", "Share of runs in which the arm of a row outlasts that of a column", pairs),
        ]
    )
