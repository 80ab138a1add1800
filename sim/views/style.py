"""How every figure looks: colours that colour-blind readers tell apart, legible type, one way to save."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from textwrap import fill
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.optimize import isotonic_regression

from sim.analysis.counts import runs_of

#: Okabe and Ito's palette (Color Universal Design, 2008), in the order in which lines take it.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
#: Colour and dashes of the reference arm, everywhere.
REFERENCE: dict[str, Any] = {"color": "#4D4D4D", "linestyle": (0, (4, 2))}
#: Colour of each cause of collapse, everywhere.
CAUSE_COLOURS = {
    "russian_offensive": "#D55E00",
    "ukrainian_offensive": "#56B4E9",
    "escalation": "#E69F00",
    "erosion": "#009E73",
}
CAUSE_LABELS = {
    "russian_offensive": "Russian offensive",
    "ukrainian_offensive": "Ukrainian offensive",
    "escalation": "escalation nobody ordered",
    "erosion": "erosion past 1,000 battle deaths a year",
}
#: Said under every figure.
CAUTION = "Compares mechanisms under stated assumptions; not a forecast."

_SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "axes.titlesize": 11,
    "axes.labelsize": 10.5,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "legend.fontsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.7,
    "lines.linewidth": 2.0,
    "figure.facecolor": "white",
    "svg.hashsalt": "ceasefire",
}


@contextmanager
def style() -> Iterator[None]:
    """Within it, figures are drawn in the house style; nothing outside changes."""
    with mpl.rc_context(_SETTINGS):
        yield


def wrapped(label: str, width: int) -> str:
    """A label broken into lines of at most ``width`` characters."""
    return fill(label, width)


def run_count(arms: Mapping[str, pd.DataFrame]) -> str:
    """The number of runs an arm in words: ``n = 1,000 runs an arm``."""
    sizes = sorted({int(runs_of(rows).sum()) for rows in arms.values()})
    if len(sizes) == 1:
        return f"n = {sizes[0]:,} runs an arm"
    return f"n = {sizes[0]:,} to {sizes[-1]:,} runs an arm"


def head(figure: Figure, title: str, note: str) -> float:
    """Title and, under it, what n, horizon and bands are; returns how far down they reach, inches."""
    width, height = figure.get_size_inches()
    lines = fill(note, int(11.6 * width))
    figure.text(0.15 / width, 1 - 0.12 / height, title, fontsize=14, fontweight="bold", va="top")
    figure.text(0.15 / width, 1 - 0.44 / height, lines, fontsize=10, color="#404040", va="top")
    return 0.5 + 0.19 * (lines.count("\n") + 1)


def beside(axes: Axes, x: float, y: float, words: str, side: str) -> None:
    """Words in a row of a chart: ``x`` as a share of the width, ``y`` in data, flush ``side``."""
    axes.text(x, y, words, transform=axes.get_yaxis_transform(), ha=side, va="center", fontsize=10)


def grid_of_panels(
    count: int,
    columns: int,
    panel: tuple[float, float],
    top: float,
    bottom: float,
    between: float,
    beside: tuple[float, float] = (0.52, 0.35),
) -> tuple[Figure, list[Axes]]:
    """A figure of ``count`` equal panels with shared scales.

    Parameters
    ----------
    count, columns : panels in all, and at most in a row.
    panel : width and height of a panel's plotting area, inches.
    top, bottom : room above the first row and below the last, inches.
    between : room between rows, inches.
    beside : room between the panels of a row, and right of the last, inches.
    """
    columns = min(columns, count)
    rows = ceil(count / columns)
    left, (gap, right) = 0.78, beside
    width = max(left + columns * panel[0] + (columns - 1) * gap + right, 9.4)
    height = top + rows * panel[1] + (rows - 1) * between + bottom
    figure = Figure(figsize=(width, height))
    axes: list[Axes] = []
    for number in range(count):
        row, column = divmod(number, columns)
        x = left + column * (panel[0] + gap)
        y = height - top - (row + 1) * panel[1] - row * between
        box = (x / width, y / height, panel[0] / width, panel[1] / height)
        share: dict[str, Any] = {"sharex": axes[0], "sharey": axes[0]} if axes else {}
        axes.append(figure.add_axes(box, **share))
        axes[-1].tick_params(labelleft=column == 0)
    return figure, axes


def year_ticks(horizon_years: float) -> list[float]:
    """About five round years from 0 to the horizon, the horizon included."""
    step = next((s for s in (0.25, 0.5, 1, 2, 5, 10, 15, 25) if horizon_years / s <= 6), 25)
    ticks = [step * i for i in range(int(horizon_years / step + 1e-9) + 1)]
    if horizon_years - ticks[-1] > 0.4 * step:
        ticks.append(horizon_years)
    return ticks


def apart(heights: Sequence[float], rooms: Sequence[float]) -> list[float]:
    """Places near some heights (0 to 1), moved as little as needed so that no label lies over another.

    Least squares under the order and the rooms: an isotonic regression once the rooms are taken off.
    """
    order = np.argsort(heights, kind="stable")
    room = np.asarray(rooms, float)[order]
    offset = np.append(0.0, np.cumsum((room[:-1] + room[1:]) / 2))
    moved = isotonic_regression(np.asarray(heights, float)[order] - offset).x
    lowest, highest = room[0] / 2, 1.0 - room[-1] / 2 - offset[-1]
    places = np.empty(len(room))
    places[order] = np.clip(moved, lowest, max(lowest, highest)) + offset
    return [float(place) for place in places]


def save(figure: Figure, ending: str) -> bytes:
    """A figure as the bytes of a ``"png"`` or ``"svg"`` file, the same for the same figure."""
    buffer = io.BytesIO()
    with style():
        metadata = {"Date": None} if ending == "svg" else {"Software": None}
        figure.savefig(buffer, dpi=150, format=ending, metadata=metadata)
    return buffer.getvalue()
