"""Kaplan-Meier curves of every arm with bands and the numbers at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from sim.analysis.counts import runs_of
from sim.analysis.survival import DAYS_A_YEAR, Curve, kaplan_meier
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

#: Up to so many arms share one set of axes; more get a panel each.
TOGETHER = 6


def survival_figure(
    arms: Mapping[str, pd.DataFrame], reference: str, horizon_years: float, subtitle: str = ""
) -> Figure:
    """Survival of the ceasefire by arm, with 95 % bands and a table of runs at risk.

    Few arms share one plot and are labelled at its right edge; many get a panel each, against the reference.

    Parameters
    ----------
    arms : outcome rows (``days``, ``collapsed``) by label, in the order to show; with ``runs`` where a row stands for
        several.
    reference : label of the arm that the others are compared with; panels do without where it is not among them.
    horizon_years : the right edge.
    subtitle : what else to say, such as the design point.
    """
    curves = {
        label: kaplan_meier(rows["days"] / DAYS_A_YEAR, rows["collapsed"], weights=runs_of(rows))
        for label, rows in arms.items()
    }
    note = (
        f"{run_count(arms)}, watched for {horizon_years:.3g} years. "
        "Bands: pointwise 95 % (Kaplan-Meier, log-log)."
        f" {subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    with style():
        draw = _together if len(arms) <= TOGETHER else _panels
        figure = draw(curves, reference, horizon_years)
        below = head(figure, "How long the ceasefire holds", note)
        width, height = figure.get_size_inches()
        for legend in figure.legends:
            legend.set_bbox_to_anchor((0.06 / width, 1 - max(0.8, below) / height))
    return figure


def _together(curves: Mapping[str, Curve], reference: str, horizon: float) -> Figure:
    table = 0.25 * (len(curves) + 1)
    width, height = 12.6, 1.1 + 4.8 + 0.8 + table + 0.15
    left, wide = 3.35 / width, 6.0 / width
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((left, (table + 0.95) / height, wide, 4.8 / height))
    colours = iter(PALETTE)
    looks = {
        label: REFERENCE if label == reference else {"color": next(colours), "linestyle": "-"}
        for label in curves
    }
    ticks = year_ticks(horizon)
    for label, curve in curves.items():
        _draw(axes, curve, horizon, **looks[label])
    _dress(axes, ticks, horizon)
    axes.set_ylabel("ceasefires still standing")
    axes.set_xlabel("years since the ceasefire began")
    ends = [float(curve.at(horizon)[0]) for curve in curves.values()]
    names = [f"{wrapped(label, 32)}\n{end:.0%} stand" for label, end in zip(curves, ends, strict=True)]
    places = apart(ends, [0.039 * (name.count("\n") + 1) + 0.02 for name in names])
    for label, name, end, place in zip(curves, names, ends, places, strict=True):
        line = {"arrowstyle": "-", "color": looks[label]["color"], "lw": 1.4, "shrinkA": 2, "shrinkB": 0,
                "relpos": (0, 0.5)}  # fmt: skip
        axes.annotate(name, xy=(horizon, end), xytext=(horizon * 1.07, place), va="center", fontsize=10,
                      linespacing=1.05, annotation_clip=False, arrowprops=line)  # fmt: skip
    below = figure.add_axes((left, 0.15 / height, wide, table / height), sharex=axes)
    below.set_ylim(0, len(curves) + 1)
    below.axis("off")
    beside = below.get_yaxis_transform()
    below.text(-0.11, len(curves) + 0.5, "runs at risk", transform=beside, ha="right", va="center",
               fontsize=9.5, fontweight="bold")  # fmt: skip
    for row, (label, curve) in enumerate(curves.items()):
        y = len(curves) - row - 0.5
        short = label if len(label) <= 38 else label[:36].rstrip() + "…"
        below.text(-0.11, y, short, transform=beside, ha="right", va="center", fontsize=9)
        below.plot([-0.1, -0.055], [y, y], transform=beside, clip_on=False, **looks[label])
        for tick, count in zip(ticks, curve.number_at_risk(ticks), strict=True):
            below.text(tick, y, f"{count:,.0f}", ha="center", va="center", fontsize=9.5)
    return figure


def _panels(curves: Mapping[str, Curve], reference: str, horizon: float) -> Figure:
    others = [label for label in curves if label != reference]
    base = curves.get(reference)
    others.sort(key=lambda label: -float(curves[label].at(horizon)[0]))
    figure, panels = grid_of_panels(len(others), 4, (2.75, 1.75), top=1.75, bottom=1.2, between=1.25)
    ticks = year_ticks(horizon)
    for axes, label in zip(panels, others, strict=True):
        if base:
            _draw(axes, base, horizon, **REFERENCE)
        _draw(axes, curves[label], horizon, color=PALETTE[0], linestyle="-")
        _dress(axes, ticks, horizon)
        axes.set_title(wrapped(label, 30), loc="left", fontsize=10.5, fontweight="bold")
        end, _, _ = curves[label].at(horizon)
        lower = end < 0.62
        axes.text(
            0.98,
            0.95 if lower else 0.05,
            f"{end:.0%} stand",
            transform=axes.transAxes,
            ha="right",
            va="top" if lower else "bottom",
            color=PALETTE[0],
            fontsize=10.5,
            fontweight="bold",
        )
        under = axes.get_xaxis_transform()
        below = [(curves[label], PALETTE[0])] + ([(base, REFERENCE["color"])] if base else [])
        for row, (curve, ink) in enumerate(below):
            for tick, count in zip(ticks, curve.number_at_risk(ticks), strict=True):
                axes.text(tick, -0.25 - 0.12 * row, f"{count:,.0f}", transform=under, ha="center",
                          va="center", fontsize=8.5, color=ink)  # fmt: skip
    panels[0].set_ylabel("still standing")
    height = figure.get_size_inches()[1]
    words = "years since the ceasefire began; below each axis: runs at risk"
    words += ", the arm above the reference" if base else ""
    figure.text(0.5, 0.22 / height, words, ha="center", va="center")
    keys = {"the arm named above the panel": Line2D([], [], color=PALETTE[0])}
    if base:
        end, _, _ = base.at(horizon)
        keys[f"reference: {reference} ({end:.0%} stand)"] = Line2D([], [], **REFERENCE)
    figure.legend(
        list(keys.values()),
        list(keys),
        loc="upper left",
        ncols=2,
        frameon=False,
    )
    return figure


def _draw(axes: Axes, curve: Curve, horizon: float, **look: Any) -> None:
    times = np.concatenate([[0.0], curve.times, [horizon]])
    # The band begins just after the start, when the doubt does.
    survival, low, high = curve.at(np.maximum(times, 1e-9))
    seen = ~np.isnan(survival)
    axes.step(times[seen], survival[seen], where="post", **look)
    axes.fill_between(
        times[seen], low[seen], high[seen], step="post", color=look["color"], alpha=0.2, linewidth=0
    )


def _dress(axes: Axes, ticks: Sequence[float], horizon: float) -> None:
    axes.set_xlim(0, horizon)
    axes.set_ylim(0, 1.02)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
