"""A design with several points in a report: peaceful years over them, and which arm is best at each."""

from __future__ import annotations

from html import escape

import pandas as pd

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.ranking import Ranking, rank
from sim.analysis.results import Results
from sim.scenario.errors import InputError
from sim.views.ranking_figure import share_in_words
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table, plain, setting, with_interval
from sim.views.sweep_figure import sweep_figure

#: Points in the table of the best arms at most, and samples of run numbers at each.
MOST_POINTS, DRAWS = 40, 1000


def point_told(first: pd.DataFrame, results: Results, points: int) -> str:
    """At which point answers hold, as HTML; empty without a design.

    Parameters
    ----------
    first : rows of the summary at that point.
    results : an opened study.
    points : of the design.
    """
    if points < 2:
        return ""
    row, shown = first.iloc[0], results.shown_columns
    where = setting(row, shown)
    more = ", \N{HORIZONTAL ELLIPSIS}" if len(shown) < len(results.columns) else ""
    told = f"These answers are for the first of {points:,} points: {where}{more}. "
    return f'<p>{escape(told)}<a href="#points">All points</a></p>'


def points_section(results: Results, summary: pd.DataFrame, album: Album) -> str:
    """Peaceful years over the points, and which arm is best at each, by how much and how surely, as HTML."""
    parts = [heading("Over the points of the design", "points")]
    labels, horizon = results.labels, results.horizon_years
    figure = sweep_figure(summary, labels, results.columns, results.reference, horizon)
    if figure is not None:
        parts.append(album.show("sweep", "Peaceful years of each arm over the points of the design", figure))
    if len(labels) > 1:
        parts.append(_best(results))
    return "\n".join(parts)


def _best(results: Results) -> str:
    try:
        panel = Panel.read(results)
    except InputError as error:
        return f"<p>Arms are not ranked: {escape(str(error))}.</p>"
    ranked = [rank(panel.at(place), DRAWS) for place in range(min(panel.points, MOST_POINTS))]
    body = [_row(results, panel, place, one) for place, one in enumerate(ranked)]
    head = [*results.shown_columns, "Longest", "Peaceful years", "Chance to have the highest mean"]
    head += ["Second", "Lead, years"]
    left = f" The first {len(ranked)} of {panel.points:,} points." if len(ranked) < panel.points else ""
    return (
        f"<p>Which arm lasts longest at each point. The chance is the share of {DRAWS:,} samples of the run numbers; "
        f"the lead is that over the second, run against the same run.{left}</p>\n{as_table(head, body)}"
    )


def _row(results: Results, panel: Panel, place: int, ranking: Ranking) -> list[str]:
    first, second = ranking.table.to_dict("records")[:2]
    values, (lead, low, high) = panel.design.iloc[place], ranking.lead
    return [
        *(escape(plain(values[path])) for path in results.shown_columns),
        escape(results.labels[first["regime"]]),
        with_interval(f"{first['years']:.2f}", f"{first['low']:.2f} to {first['high']:.2f}"),
        escape(share_in_words(first["best"], ranking.draws)),
        escape(results.labels[second["regime"]]),
        with_interval(f"{lead:+.2f}", f"{low:+.2f} to {high:+.2f}"),
    ]
