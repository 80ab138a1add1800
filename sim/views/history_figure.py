"""Predictions against the record: every ceasefire a row, what was predicted beside what happened, and calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import TextPath

from sim.analysis.history.prediction import checked
from sim.analysis.history.scoring.calibration import calibration
from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError
from sim.views.style import PALETTE, apart, head, style

#: The year that rows are sorted by and marks tell of.
YEAR = 5
#: Marks and colours of what happened: colour-blind readers have the shape.
FELL, STOOD, UNSEEN = ("X", PALETTE[1]), ("o", PALETTE[0]), ("s", "#8C8C8C")
#: Inches: a row, names, predictions, durations, their numbers, the panel at the side; room above and below.
ROW, NAMES, PREDICTED, HAPPENED, NUMBERS, SIDE = 0.175, 3.75, 2.7, 2.7, 0.75, 3.3
TOP, BOTTOM, LEGEND = 1.62, 0.65, 1.95
#: Size of names, points; letters that fit even if all are the widest, and that a cut name keeps at most.
NAME_SIZE, SHORT, LETTERS = 8.5, 28, 52
#: Shortest and longest time on the scale of durations, days.
SCALE = (0.4, 110 * DAYS_A_YEAR)
#: Times that the scale names, days.
TICKS = {
    "1 day": 1.0,
    "1 month": 30.0,
    "1 y": DAYS_A_YEAR,
    "5": 5 * DAYS_A_YEAR,
    "10": 10 * DAYS_A_YEAR,
    "50": 50 * DAYS_A_YEAR,
}


def history_figure(
    predicted: pd.DataFrame, outcomes: pd.DataFrame, names: pd.Series, title: str, who: str
) -> Figure:
    """Every case a row, the highest prediction on top, and beside them calibration by quartile.

    Parameters
    ----------
    predicted : as in ``analysis.history.prediction``.
    outcomes : ``days`` and ``event`` by id; a row each.
    names : what each case is called, by id.
    title : of the figure.
    who : what predicted and how, a sentence without a full stop.

    Raises
    ------
    InputError
        There is no case, or one is not predicted.
    """
    if outcomes.empty:
        raise InputError("there is no case with an outcome to draw")
    table = checked(predicted, outcomes.index).join(outcomes[["days", "event"]])
    table["name"] = [_called(names.get(i, ""), str(i)) for i in table.index]
    table = table.sort_index().sort_values(["survival_5y", "rmst_years"], kind="stable")
    marks = [_mark(days, event) for days, event in zip(table["days"], table["event"], strict=True)]
    fell = int((outcomes["event"] == 1).sum())
    note = (
        f"{who}. Left, bar: predicted survival to 10 years (its left end) up to 1 year (its right end); mark: to "
        f"{YEAR} years; rows are sorted by the mark. Middle: how long each stood, to its collapse or, with an "
        f"arrow, to when it was last seen standing; dashed: {YEAR} years. "
        f"n\u00a0=\u00a0{len(table)} ceasefires, {fell} collapsed."
    )
    rows = len(table)
    height = TOP + max(rows * ROW + BOTTOM, SIDE + LEGEND)
    width = NAMES + PREDICTED + 0.25 + HAPPENED + NUMBERS + 0.95 + SIDE + 0.3
    with style():
        figure = Figure(figsize=(width, height))
        tall = rows * ROW
        low = (height - TOP - tall) / height
        left = figure.add_axes((NAMES / width, low, PREDICTED / width, tall / height))
        right = figure.add_axes(
            ((NAMES + PREDICTED + 0.25) / width, low, HAPPENED / width, tall / height), sharey=left
        )
        _predictions(left, table, marks)
        _durations(right, table, marks)
        side = figure.add_axes(
            ((width - SIDE - 0.3) / width, (height - TOP - SIDE) / height, SIDE / width, SIDE / height)
        )
        _calibration(side, predicted, outcomes)
        _legend(side, [shape for shape, _ in marks])
        head(figure, title, note)
    return figure


def _called(name: str, short: str) -> str:
    """A case's name with its id, cut to the room there is."""
    ending = f", {short}" if name else ""
    words = name or short
    if _fits(words + ending):
        return words + ending
    if not _fits("…" + ending):
        words, ending = short, ""
    words = words[:LETTERS]
    while words and not _fits(words + "…" + ending):
        words = words[:-1]
    return words + "…" + ending


def _fits(words: str) -> bool:
    """Whether a name keeps within its column."""
    if len(words) <= SHORT:
        return True
    path = TextPath((0, 0), words, size=NAME_SIZE, prop=FontProperties(family="DejaVu Sans"))
    return float(path.get_extents().width) <= 72 * NAMES - 22


def _mark(days: float, event: int) -> tuple[str, str]:
    """Shape and colour of what happened by the year."""
    if event and days <= YEAR * DAYS_A_YEAR:
        return FELL
    return STOOD if days >= YEAR * DAYS_A_YEAR else UNSEEN


def _rows(axes: Axes, count: int) -> None:
    """Rows that the eye can follow: every second one shaded."""
    axes.set_ylim(-0.5, count - 0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    for row in range(0, count, 2):
        axes.axhspan(row - 0.5, row + 0.5, color="#F4F4F4", linewidth=0, zorder=0)


def _predictions(axes: Axes, table: pd.DataFrame, marks: Sequence[tuple[str, str]]) -> None:
    _rows(axes, len(table))
    places = np.arange(len(table))
    axes.hlines(places, table["survival_10y"], table["survival_1y"], color="#BDBDBD", linewidth=3.2, zorder=2)
    for row, (value, (shape, colour)) in enumerate(zip(table["survival_5y"], marks, strict=True)):
        axes.plot(value, row, shape, color=colour, markersize=7, markeredgecolor="white", markeredgewidth=0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel(f"predicted survival to {YEAR} years")
    axes.set_yticks(places, table["name"], fontsize=NAME_SIZE)
    axes.set_title("Predicted", loc="left")


def _durations(axes: Axes, table: pd.DataFrame, marks: Sequence[tuple[str, str]]) -> None:
    _rows(axes, len(table))
    axes.set_xscale("log")
    axes.set_xlim(*SCALE)
    axes.minorticks_off()
    axes.set_xticks(list(TICKS.values()), list(TICKS), fontsize=9)
    axes.axvline(YEAR * DAYS_A_YEAR, color="#4D4D4D", linewidth=1.2, linestyle=(0, (4, 2)), zorder=1)
    for row, (days, event, (shape, colour)) in enumerate(
        zip(table["days"], table["event"], marks, strict=True)
    ):
        shown = float(np.clip(days, *SCALE))
        axes.hlines(row, SCALE[0], shown, color=colour, linewidth=1.4, zorder=2)
        axes.plot(
            shown,
            row,
            shape if event else ">",
            color=colour,
            markersize=7 if event else 6,
            markeredgecolor="white",
            markeredgewidth=0.6,
            zorder=3,
        )
        axes.annotate(
            span(days, bool(event)),
            (1.02, row),
            xycoords=("axes fraction", "data"),
            fontsize=8.5,
            va="center",
            annotation_clip=False,
        )
    axes.tick_params(labelleft=False)
    axes.set_xlabel("time it stood (logarithmic scale)")
    axes.set_title("What happened", loc="left")


def span(days: float, fell: bool) -> str:
    """A time in words: days below two months, months below two years, else years; with "+" if it still stood."""
    if days < 60:
        text = f"{days:g} d"
    elif days < 2 * DAYS_A_YEAR:
        text = f"{12 * days / DAYS_A_YEAR:.0f} mo"
    else:
        text = f"{days / DAYS_A_YEAR:.1f} y"
    return text if fell else text + " +"


def _calibration(axes: Axes, predicted: pd.DataFrame, outcomes: pd.DataFrame) -> None:
    groups = calibration(predicted, outcomes, YEAR)
    axes.plot([0, 1], [0, 1], color="#4D4D4D", linestyle=(0, (4, 2)), linewidth=1.2)
    for group in groups.itertuples():
        axes.hlines(
            -0.045, group.predicted_low, group.predicted_high, color="#BDBDBD", linewidth=4, clip_on=False
        )
        if group.observed is None:
            continue
        axes.vlines(group.predicted, group.low, group.high, color="#000000", linewidth=1.8)
        axes.plot(group.predicted, group.observed, "D", color="#000000", markersize=7)
    for place, size in zip(apart(list(groups["predicted"]), [0.2] * len(groups)), groups["n"], strict=True):
        axes.text(place, 1.04, f"n = {size}", ha="center", fontsize=9)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.06, 1.1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.set_xlabel(f"mean predicted survival to {YEAR} years")
    axes.set_ylabel("observed (Kaplan-Meier, 95 % interval)")
    axes.set_title("Calibration by quartile of prediction", loc="left")


def _legend(side: Axes, shapes: Sequence[str]) -> None:
    kinds = {
        FELL: f"collapsed within {YEAR} years",
        STOOD: f"stood {YEAR} years",
        UNSEEN: f"standing when last seen, before {YEAR} years",
    }
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=shape,
            color=colour,
            markersize=8,
            label=f"{text} ({shapes.count(shape)})",
        )
        for (shape, colour), text in kinds.items()
        if shape in shapes
    ]
    handles.append(
        Line2D(
            [],
            [],
            color="#BDBDBD",
            linewidth=4,
            label="predictions, 10 years to 1 year (left);\nto 5 years within a quartile (above)",
        )
    )
    side.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.02, -0.2), frameon=False, fontsize=9.5)
