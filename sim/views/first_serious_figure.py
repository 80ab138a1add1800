"""How soon a ceasefire sees its first serious violation, arm by arm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from sim.analysis.comparison import ceasefires
from sim.analysis.first_serious import COLLAPSED, SERIOUS, first_serious, waiting
from sim.views.style import CAUTION, PALETTE, grid_of_panels, head, run_count, style, wrapped, year_ticks

_INKS = {SERIOUS: PALETTE[4], COLLAPSED: "#B0B0B0"}


def first_serious_figure(
    arms: Mapping[str, pd.DataFrame], horizon_years: float, serious_deaths: float, subtitle: str = ""
) -> Figure:
    """Cumulative incidence of a first serious violation, and on top of it of a collapse before any; a panel an arm.

    Parameters
    ----------
    arms : outcome rows (``days``, ``collapsed``, ``first_serious_day``) by label, in the order to show.
    horizon_years : the right edge.
    serious_deaths : battle deaths of a day that make it a serious violation (``casualties.serious_day``).
    subtitle : what else to say, such as the design point.
    """
    there = {label: ceasefires(rows) for label, rows in arms.items()}
    note = (
        f"{run_count(there)}, watched for {horizon_years:.3g} years. Serious: a day with at least {serious_deaths:g} "
        "battle deaths while the ceasefire stands. Aalen-Johansen estimates, stacked: a collapse before any serious "
        "violation is a competing event, and what is white had neither. Dotted: pointwise 95 % band of the serious "
        f"violation. {subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    with style():
        figure, panels = grid_of_panels(len(arms), 4, (2.75, 1.8), top=1.95, bottom=0.72, between=0.78)
        for axes, (label, rows) in zip(panels, there.items(), strict=True):
            _panel(axes, rows, horizon_years)
            axes.set_title(wrapped(label, 30), loc="left", fontsize=10.5, fontweight="bold")
        panels[0].set_ylabel("share of ceasefires")
        width, height = figure.get_size_inches()
        figure.text(0.5, 0.2 / height, "years since the ceasefire began", ha="center", va="center")
        below = head(figure, "First serious violation", note)
        keys: list[Artist] = [Patch(color=ink) for ink in _INKS.values()]
        keys.append(Line2D([], [], color="#202020", linestyle=":"))
        names = ["a serious violation", "collapsed before any", "95 % band"]
        figure.legend(keys, names, loc="upper left", bbox_to_anchor=(0.06 / width, 1 - below / height), ncols=3,
                      frameon=False, columnspacing=1.4)  # fmt: skip
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, horizon_years: float) -> None:
    curves = first_serious(waiting(rows))
    floor = np.zeros(1)
    for event, ink in _INKS.items():
        frame = curves[event]
        times = np.append(frame["years"], horizon_years)
        top = floor + np.append(frame["incidence"], frame["incidence"].iloc[-1])
        axes.fill_between(times, np.broadcast_to(floor, top.shape), top, step="post", color=ink, linewidth=0)
        floor = top
    serious = curves[SERIOUS]
    times = np.append(serious["years"], horizon_years)
    for end in ("low", "high"):
        band = np.append(serious[end], serious[end].iloc[-1])
        axes.step(times, band, ":", where="post", color="#202020", linewidth=1.1)
    axes.set_xlim(0, horizon_years)
    axes.set_ylim(0, 1)
    ticks = year_ticks(horizon_years)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
