"""Peaceful years gained over the reference, arm by arm."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.views.style import CAUTION, PALETTE, REFERENCE, head, style, wrapped


def gain_figure(
    gains: pd.DataFrame, reference: str, horizon_years: float, subtitle: str = "", roads: bool = False
) -> Figure:
    """A forest plot of paired gains in restricted mean survival time, the largest on top.

    Parameters
    ----------
    gains : a row an arm (or arm and point): ``label``, ``years``, ``low``, ``high``, ``runs``.
    reference : label of the arm that gains are measured against.
    horizon_years : the gain counts peaceful years within it.
    subtitle : what else to say, such as the design point.
    roads : whether the runs begin at war; the gain is then that of the ceasefires that came about, and not of peace
        in all.
    """
    title = "How much longer the ceasefires stand" if roads else "Peaceful years gained"
    counted = "years a ceasefire stands longer, out of" if roads else "peaceful years gained out of"
    rows = gains.sort_values("years", ignore_index=True)
    names = [wrapped(label, 48) for label in rows["label"]]
    room = [0.36 + 0.19 * name.count("\n") for name in names]
    with style():
        height, width = 1.2 + sum(room) + 0.95, 11.0
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((4.05 / width, 0.8 / height, 4.6 / width, (sum(room) + 0.1) / height))
        y = 0.0
        for row, name, tall in zip(rows.itertuples(), names, room, strict=True):
            y += tall / 2
            apart = row.low > 0 or row.high < 0
            ink = PALETTE[0] if apart else "#808080"
            axes.plot([row.low, row.high], [y, y], color=ink, linewidth=2.2, solid_capstyle="butt")
            axes.plot(row.years, y, "o", color=ink, markersize=7, markerfacecolor=ink if apart else "white")
            axes.text(
                -0.02, y, name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=10
            )
            words = f"{row.years:+.2f}  ({row.low:+.2f} to {row.high:+.2f})"
            axes.text(
                1.02, y, words, transform=axes.get_yaxis_transform(), ha="left", va="center", fontsize=10
            )
            y += tall / 2
        axes.set_ylim(-0.05, y + 0.05)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.axvline(0, linewidth=1.4, zorder=1, **REFERENCE)
        axes.margins(x=0.06)
        axes.set_xlabel(f"{counted} {horizon_years:.3g}, against: {reference}")
        sizes = sorted(set(rows["runs"].astype(int)))
        count = f"n = {sizes[0]:,}" if len(sizes) == 1 else f"n = {sizes[0]:,} to {sizes[-1]:,}"
        note = (
            f"{count} pairs of runs an arm under the same shocks; restricted mean over {horizon_years:.3g} "
            "years. Bars: 95 % interval, paired; hollow and grey where it holds zero. "
            f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, title, note)
    return figure
