"""How often one arm outlasts another under the same shocks, every arm against every other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from sim.analysis.regimes.ranking import Ranking
from sim.views.style import CAUTION, head, style, wrapped

#: Side of a cell, inches.
_CELL = (0.86, 0.56)


def outlast_figure(ranking: Ranking, labels: Mapping[str, str], subtitle: str = "") -> Figure:
    """A matrix of shares of runs in which the arm of the row stood longer than that of the column.

    Parameters
    ----------
    ranking : see :func:`sim.analysis.regimes.ranking.rank`.
    labels : a name for people of each arm.
    subtitle : what else to say, such as the design point.
    """
    count = len(ranking.arms)
    names = [f"{place}  {wrapped(labels[arm], 30)}" for place, arm in enumerate(ranking.arms, 1)]
    longer, low, high = (ranking.matrix(name).to_numpy() for name in ("longer", "low", "high"))
    equal, stand = (ranking.matrix(name).to_numpy() for name in ("equal", "both_stand"))
    apart = ~np.eye(count, dtype=bool)
    with style():
        wide, tall = count * _CELL[0], count * _CELL[1]
        left, top, bottom = 2.9, 1.85, 0.35
        width, height = max(left + wide + 1.5, 9.4), top + tall + bottom
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((left / width, bottom / height, wide / width, tall / height))
        colours = mpl.colormaps["Blues"].with_extremes(bad="#DADADA")
        picture = axes.imshow(
            np.ma.masked_invalid(longer),
            cmap=colours,
            vmin=0.0,
            vmax=1.0,
            aspect="auto",
            interpolation="nearest",
        )
        for row in range(count):
            for column in range(count):
                if row == column:
                    continue
                red, green, blue, _ = colours(longer[row, column])
                dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
                ink = "white" if dark else "black"
                words = f"{low[row, column]:.0%} to {high[row, column]:.0%}".replace("% to", " to")
                place: dict[str, Any] = {"ha": "center", "va": "center", "color": ink}
                axes.text(
                    column, row - 0.15, f"{longer[row, column]:.0%}", fontsize=11, fontweight="bold", **place
                )
                axes.text(column, row + 0.24, words, fontsize=8.5, **place)
        axes.set_xticks(range(count), [str(place) for place in range(1, count + 1)], fontsize=10.5)
        axes.set_yticks(range(count), names, fontsize=10)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel("... stood longer than the arm of this number", fontsize=10.5)
        axes.tick_params(length=0)
        axes.grid(visible=False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = figure.add_axes(
            ((left + wide + 0.25) / width, bottom / height, 0.18 / width, min(tall, 3.0) / height)
        )
        figure.colorbar(picture, cax=bar, format=PercentFormatter(1.0))
        bar.grid(visible=False)
        note = (
            f"n = {ranking.runs:,} pairs of runs under the same shocks, watched for {ranking.horizon_years:.3g} years. "
            "Large: share in which the arm of the row stood longer; small: its 95 % interval (Wilson). A cell and its "
            "mirror leave out the pairs that stood equally long: "
            f"{np.min(equal[apart]):.0%} to {np.max(equal[apart]):.0%} of them, of which both stood to the horizon in "
            f"{np.min(stand[apart]):.0%} to {np.max(stand[apart]):.0%} and both fell on one day in the rest. "
            f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "How often one arm outlasts another", note)
    return figure
