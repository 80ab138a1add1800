"""How ceasefires end: cumulative incidence of each cause, arm by arm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from sim.analysis.counts import runs_of
from sim.analysis.incidence import incidence
from sim.analysis.survival import DAYS_A_YEAR, kaplan_meier
from sim.views.style import (
    CAUSE_COLOURS,
    CAUSE_LABELS,
    CAUTION,
    grid_of_panels,
    head,
    run_count,
    style,
    wrapped,
    year_ticks,
)


def incidence_figure(arms: Mapping[str, pd.DataFrame], horizon_years: float, subtitle: str = "") -> Figure:
    """Stacked cumulative incidence by cause, a panel an arm; the top of the stack is the share collapsed.

    Parameters
    ----------
    arms : outcome rows (``days``, ``collapsed``, ``cause``) by label, in the order to show; with ``runs`` where a row
        stands for several.
    horizon_years : the right edge.
    subtitle : what else to say, such as the design point.
    """
    note = (
        f"{run_count(arms)}, watched for {horizon_years:.3g} years; Aalen-Johansen estimates, stacked. "
        f"Dotted: pointwise 95 % band of the share collapsed. {subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    with style():
        figure, panels = grid_of_panels(len(arms), 4, (2.75, 1.8), top=2.0, bottom=0.72, between=0.78)
        ticks = year_ticks(horizon_years)
        for axes, (label, rows) in zip(panels, arms.items(), strict=True):
            years, runs = rows["days"] / DAYS_A_YEAR, runs_of(rows)
            floor = np.zeros(1)
            for cause, frame in incidence(years, rows["cause"], list(CAUSE_COLOURS), weights=runs).items():
                times = np.append(frame["years"], horizon_years)
                rise = np.append(frame["incidence"], frame["incidence"].iloc[-1])
                top = floor + rise
                axes.fill_between(times, np.broadcast_to(floor, top.shape), top, step="post",
                                  color=CAUSE_COLOURS[cause], linewidth=0)  # fmt: skip
                floor = top
            curve = kaplan_meier(years, rows["collapsed"], weights=runs)
            times = np.concatenate([[0.0], curve.times, [horizon_years]])
            _, low, high = curve.at(np.maximum(times, 1e-9))
            axes.step(times, 1 - low, ":", where="post", color="#202020", linewidth=1.1)
            axes.step(times, 1 - high, ":", where="post", color="#202020", linewidth=1.1)
            axes.set_xlim(0, horizon_years)
            axes.set_ylim(0, 1)
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
            axes.yaxis.set_major_formatter(PercentFormatter(1.0))
            axes.set_title(wrapped(label, 30), loc="left", fontsize=10.5, fontweight="bold")
        panels[0].set_ylabel("share collapsed")
        width, height = figure.get_size_inches()
        figure.text(0.5, 0.2 / height, "years since the ceasefire began", ha="center", va="center")
        below = head(figure, "How ceasefires end", note)
        keys: list[Artist] = [Patch(color=ink) for ink in CAUSE_COLOURS.values()]
        keys.append(Line2D([], [], color="#202020", linestyle=":"))
        names = [*CAUSE_LABELS.values(), "95 % band"]
        figure.legend(keys, names, loc="upper left", bbox_to_anchor=(0.06 / width, 1 - below / height),
                      ncols=5 if width > 12 else 3, frameon=False, columnspacing=1.4)  # fmt: skip
    return figure
