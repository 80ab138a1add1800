"""The figures of a study, point by point: survival, gain, cost, causes, first serious violations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.cell import Cell
from sim.analysis.digest import Digest
from sim.analysis.results import Results
from sim.views.cost_figure import cost_figure
from sim.views.gain_figure import gain_figure
from sim.views.incidence_figure import incidence_figure
from sim.views.report.report_tables import setting
from sim.views.survival_figure import survival_figure
from sim.views.time_to_ceasefire_figure import time_to_ceasefire_figure
from sim.views.trade_off_figure import trade_off_figure

#: Figures are drawn for so many points of a design at most; the summary holds all of them.
MOST_POINTS = 4


def pictures(results: Results, digest: Digest, summary: pd.DataFrame) -> Iterator[tuple[str, str, Figure]]:
    """The figures of a study, for each of the first points of its design: survival, gain, cost and causes.

    Where runs begin at war, those four show only the ceasefires that came about, and before them stand the time to a
    ceasefire and speed against durability, which count all runs.

    Yields
    ------
    (str, str, Figure)
        The name of the file without its ending, what the figure shows in words, and the figure.
    """
    points = digest.points[:MOST_POINTS]
    for point in points:
        cells = digest.at(point)
        where = setting(cells[0].values, results.shown_columns)
        here = summary[[cell.point == point for cell in digest.cells]]
        here = here.assign(label=[results.labels[cell.regime] for cell in cells])
        ending, at = f"_point_{point}" if len(points) > 1 else "", f" at {where}" if where else ""
        for name, words, figure in _at_a_point(results, cells, here, where):
            yield f"{name}{ending}", f"{words}{at}", figure


def points_drawn(digest: Digest) -> str:
    """That figures show the first points only, where there are more; a paragraph of HTML, or nothing."""
    points = len(digest.points)
    if points <= MOST_POINTS:
        return ""
    return f"<p>Figures show the first {MOST_POINTS} of {points:,} points; summary.csv holds all.</p>"


def _at_a_point(
    results: Results, cells: Sequence[Cell], here: pd.DataFrame, where: str
) -> Iterator[tuple[str, str, Figure]]:
    horizon, reference = results.horizon_years, results.labels[results.reference]
    arms = {results.labels[cell.regime]: cell.ceasefires for cell in cells}
    roads = any(cell.longest > 0 for cell in cells)
    if roads:
        # Roads are followed in whole weeks, which fall short of a round number of years by a few days.
        followed = ceil(20 * max(cell.longest for cell in cells) / 12) / 20
        ends = {results.labels[cell.regime]: cell.roads for cell in cells}
        figure = time_to_ceasefire_figure(ends, reference, followed, where)
        yield "time_to_ceasefire", "Share of all runs with a ceasefire by time, in every arm", figure
        figure = trade_off_figure(here, reference, horizon, where)
        yield "trade_off", "Early ceasefires against how long they stand, and peaceful years, by arm", figure
        arms, here, reference, where = _of_the_ceasefires(arms, here, reference, where)
    if arms:
        figure = survival_figure(arms, reference, horizon, where)
        yield "survival", "Kaplan-Meier curves of every arm", figure
    gains = _gains(here[here["regime"] != results.reference])
    gains = gains[gains["years"].notna()] if roads else gains
    if len(gains):
        figure = gain_figure(gains, reference, horizon, where, roads)
        gained = "Years of standing that ceasefires gain" if roads else "Peaceful years gained"
        yield "gain", f"{gained} over the reference by every arm", figure
        figure = cost_figure(here, reference, horizon, where, roads)
        yield "cost", f"{gained} against cost, and cost by part, by arm", figure
    if arms:
        figure = incidence_figure(arms, horizon, where)
        yield "incidence", "Cumulative incidence of each cause of collapse in every arm", figure


def _of_the_ceasefires(
    arms: dict[str, pd.DataFrame], here: pd.DataFrame, reference: str, where: str
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, str, str]:
    """Arms, rows of the summary, reference and subtitle for figures of the ceasefires alone, with n in each label."""
    names = {
        label: f"{label} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{rows['runs'].sum():,})"
        for label, rows in arms.items()
    }
    none = [label for label, rows in arms.items() if rows.empty]
    words = "Only the ceasefires that came about, their number in brackets"
    words += f"; none under: {', '.join(none)}" if none else ""
    kept = here[~here["label"].isin(none)]
    return (
        {names[label]: rows for label, rows in arms.items() if len(rows)},
        kept.assign(label=kept["label"].map(names)),
        names[reference],
        f"{words}. {where}" if where else words,
    )


def _gains(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        f"rmst_gain_years{end}": name for end, name in (("", "years"), ("_low", "low"), ("_high", "high"))
    }
    return rows.rename(columns=names)[["label", *names.values(), "runs"]]
