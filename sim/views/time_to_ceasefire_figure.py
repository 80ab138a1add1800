"""How soon a ceasefire comes: the share of all runs that have come to one, and how the other roads ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from sim.analysis.counts import runs_of
from sim.analysis.roads import median_months, share, share_of_ends
from sim.views.style import (
    CAUTION,
    PALETTE,
    REFERENCE,
    apart,
    grid_of_panels,
    head,
    run_count,
    style,
    wrapped,
    year_ticks,
)

#: How a road ends, from the bottom of the bar beside each panel to its top: name, words, colour.
ENDS = (
    ("ceasefire", "a ceasefire", "#A9CCE3"),
    ("at_war", "no ceasefire in the time followed", "#9A9A9A"),
    ("russia_broken", "Russia's army broken", PALETTE[4]),
    ("ukraine_broken", "Ukraine's army broken", PALETTE[1]),
)
#: The same in two words, beside the bar.
_SHORT = {"at_war": "none", "russia_broken": "Russia broken", "ukraine_broken": "Ukraine broken"}


def time_to_ceasefire_figure(
    arms: Mapping[str, pd.DataFrame], reference: str, years: float, subtitle: str = ""
) -> Figure:
    """Cumulative share of all runs with a ceasefire, a panel an arm, with 95 % bands; the ends of the roads beside.

    A road on which an army broke, or that was given up, never comes to a ceasefire and stays in the denominator:
    the curve is the plain share of all runs, which ends at the share that ever came to one.

    Parameters
    ----------
    arms : outcome rows (``months_to_ceasefire``, ``war_end``) by label, the reference among them; with ``runs`` where a
        row stands for several.
    reference : label of the arm that is drawn dashed in every panel.
    years : how long roads were followed; the right edge.
    subtitle : what else to say, such as the design point.
    """
    note = (
        f"{run_count(arms)}, followed for {years:.3g} years from the start of the talks; shares are of all of "
        f"them. Bands: pointwise 95 % (Wilson). Dots: half of all runs. Bars: how the roads ended. "
        f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    order = sorted(arms, key=lambda label: (label != reference, -_head_start(arms[label], years)))
    with style():
        figure, panels = grid_of_panels(
            len(arms), 3, (2.6, 1.7), top=2.05, bottom=0.72, between=0.8, beside=(1.95, 1.55)
        )
        ticks = year_ticks(years)
        for axes, label in zip(panels, order, strict=True):
            if label != reference:
                _draw(axes, arms[reference], years, **REFERENCE)
            look = REFERENCE if label == reference else {"color": PALETTE[0], "linestyle": "-"}
            _draw(axes, arms[label], years, **look)
            _ends(axes, arms[label], look["color"])
            axes.set_xlim(0, years)
            axes.set_ylim(0, 1.02)
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
            axes.yaxis.set_major_formatter(PercentFormatter(1.0))
            axes.set_title(wrapped(label, 36), loc="left", fontsize=10.5, fontweight="bold")
        panels[0].set_ylabel("runs with a ceasefire")
        width, height = figure.get_size_inches()
        figure.text(0.5, 0.2 / height, "years since the talks began", ha="center", va="center")
        below = head(figure, "How soon a ceasefire comes", note)
        keys: dict[str, Artist] = {f"reference: {reference}": Line2D([], [], **REFERENCE)}
        if len(arms) > 1:
            keys["the arm named above the panel"] = Line2D([], [], color=PALETTE[0])
        ended = {str(end) for rows in arms.values() for end in rows["war_end"].unique()}
        keys.update({words: Patch(color=ink) for name, words, ink in ENDS if name in ended})
        figure.legend(list(keys.values()), list(keys), loc="upper left", ncols=3, frameon=False,
                      bbox_to_anchor=(0.06 / width, 1 - below / height), columnspacing=1.4)  # fmt: skip
    return figure


def _head_start(rows: pd.DataFrame, years: float) -> float:
    """Mean years with a ceasefire signed by the right edge: the area under the curve, by which panels are ordered."""
    start = (years - rows["months_to_ceasefire"] / 12).clip(lower=0).fillna(0.0)
    return float(np.average(start, weights=runs_of(rows)))


def _draw(axes: Axes, rows: pd.DataFrame, years: float, **look: Any) -> None:
    months, runs = rows["months_to_ceasefire"].to_numpy(float), runs_of(rows)
    came, place = np.unique(months[np.isfinite(months)] / 12, return_inverse=True)
    by_then = np.append(0.0, np.cumsum(np.bincount(place, runs[np.isfinite(months)])))
    times = np.concatenate([[0.0], came, [years]])
    counts = by_then[np.searchsorted(came, times, side="right")]
    bands = np.array([share(int(count), int(runs.sum())) for count in counts])
    axes.step(times, bands[:, 0], where="post", **look)
    axes.fill_between(
        times, bands[:, 1], bands[:, 2], step="post", color=look["color"], alpha=0.2, linewidth=0
    )
    half = median_months(rows)
    if np.isfinite(half):
        axes.plot(half / 12, 0.5, "o", color=look["color"], markersize=4.5)


def _ends(axes: Axes, rows: pd.DataFrame, ink: str) -> None:
    """A bar at the right of a panel: how the roads ended; beside it the same in words."""
    beside = axes.get_yaxis_transform()
    half = median_months(rows)
    bottom, words, middles = 0.0, [], []
    for name, _, colour in ENDS:
        part = share_of_ends(rows, name)
        axes.bar(1.045, part, 0.05, bottom, color=colour, transform=beside, clip_on=False, linewidth=0)
        if name == "ceasefire":
            within = f"\nhalf by month {half:.0f}" if np.isfinite(half) else ""
            words.append(f"{part:.0%} ceasefire{within}")
            middles.append(part / 2)
        elif part > 0:
            words.append(f"{part:.0%} {_SHORT[name]}")
            middles.append(bottom + part / 2)
        bottom += part
    room = [0.115 * (word.count("\n") + 1) for word in words]
    for word, place in zip(words, apart(middles, room), strict=True):
        first = word == words[0]
        axes.text(1.095, place, word, transform=beside, va="center", fontsize=9, linespacing=1.05,
                  color=ink if first else "#202020", fontweight="bold" if first else "normal")  # fmt: skip
