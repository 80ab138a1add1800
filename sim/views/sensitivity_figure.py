"""Sensitivity: which parameters move a measure most, ranked, with intervals, a panel an arm."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.sweeps.sensitivity import GAIN, LEVEL, Sensitivity
from sim.views.style import CAUTION, head, style, wrapped

#: Rows of a panel at most.
MOST_ROWS = 12
#: Raising a parameter lengthens, shortens, or does either depending on the others.
LONGER, SHORTER, EITHER = "#0072B2", "#E69F00", "#9A9A9A"
TOTAL, CLEAN, FIRST = "#C9DDEB", "#0072B2", "#D55E00"
#: Mean effects smaller than this share of the mean size have no one direction.
ONE_WAY = 0.5
#: How far beyond 0 and 1 the axis of shares reaches at most.
SHARES_END = 0.35
_ROW, _LABELS, _FOOT = 0.47, 4.1, 1.22


def sensitivity_figure(
    found: Sensitivity, measure: str, quantity: str = LEVEL, rows: int = MOST_ROWS
) -> Figure:
    """Mean effects (Morris) or shares of variance (Sobol') of the parameters that matter most in any arm.

    Parameters
    ----------
    found : from :func:`sim.analysis.sweeps.sensitivity.sensitivity`.
    measure : name of a measure of it.
    quantity : ``level``, or ``gain`` over the reference.
    rows : parameters shown at most; the same, in the same order, in every panel.
    """
    table = found.table[(found.table["measure"] == measure) & (found.table["quantity"] == quantity)]
    by = "mu_star" if found.method == "morris" else "ST"
    paths = list(table.groupby("path")[by].max().sort_values(ascending=False).index[:rows])
    arms = [arm for arm in found.study.arms if quantity == LEVEL or arm != found.study.reference]
    with style():
        figure, axes, left = _panels(len(arms), len(paths), *_texts(found, measure, quantity))
        for number, (arm, ax) in enumerate(zip(arms, axes, strict=True)):
            of_arm = table[table["regime"] == arm].set_index("path").loc[paths]
            (_effects if found.method == "morris" else _shares)(ax, of_arm)
            _name(ax, found, arm, measure, quantity)
            if number % _columns(len(arms)) == 0:
                _label(ax, of_arm, left)
        _legend(figure, found, measure, quantity)
    return figure


def _texts(found: Sensitivity, measure: str, quantity: str) -> tuple[str, str]:
    study = found.study
    what = study.measure(measure).words
    if quantity == GAIN:
        what = f"gain in {what} over {study.labels[study.reference]}"
    many, points = len(study.ranges), len(study.points)
    title = "What moves it most" if found.method == "morris" else "What its variance comes from"
    shown = (
        f"{many} parameters over their ranges" if found.method == "morris" else f"{many} parameters varied"
    )
    note = f"{what[0].upper()}{what[1:]}. {shown}, n = {points:,} points x {study.runs:,} runs an arm. "
    note += "Whiskers: 95 %, "
    note += "trajectories" if found.method == "morris" else "base points"
    note += " drawn again; they leave out that all points share one set of shocks. " + CAUTION
    return title, note


def _columns(arms: int) -> int:
    return arms if arms <= 4 else ceil(arms / ceil(arms / 6))


def _panels(arms: int, rows: int, title: str, note: str) -> tuple[Figure, list[Axes], float]:
    columns = _columns(arms)
    lines = ceil(arms / columns)
    width = {1: 4.6, 2: 3.1, 3: 2.5, 4: 2.2}.get(columns, 1.75)
    gap, name = 0.22, 0.78 if columns <= 3 else 1.3
    tall = rows * _ROW
    whole = _LABELS + columns * (width + gap) + 0.15
    # Titles take lines of their own; how many is known only once the figure is as wide as it will be.
    figure = Figure(figsize=(whole, 10.0))
    top = head(figure, title, note)
    height = top + lines * (tall + name + 0.3) + _FOOT
    figure.clear()
    figure.set_size_inches(whole, height)
    head(figure, title, note)
    axes: list[Axes] = []
    for number in range(arms):
        row, column = divmod(number, columns)
        x = _LABELS + column * (width + gap)
        y = height - top - name - row * (tall + name + 0.3) - tall
        shared = axes[0] if axes else None
        ax = figure.add_axes(
            (x / whole, y / height, width / whole, tall / height), sharex=shared, sharey=shared
        )
        ax.tick_params(left=False, labelleft=False)
        ax.spines["left"].set_color("#9A9A9A")
        ax.grid(False, axis="y")
        ax.set_ylim(rows - 0.4, -0.6)
        axes.append(ax)
    return figure, axes, _LABELS / width


def _effects(ax: Axes, rows: pd.DataFrame) -> None:
    place = np.arange(len(rows))
    star = rows["mu_star"].to_numpy()
    for y, (mu, size) in enumerate(zip(rows["mu"], star, strict=True)):
        one_way = abs(mu) >= ONE_WAY * size and size > 0
        colour = (LONGER if mu > 0 else SHORTER) if one_way else EITHER
        ax.barh(y, size, 0.62, color=colour)
        if size > 0:
            sign = ("+" if mu > 0 else "−") if one_way else "±"
            ax.text(
                0.0, y, f" {sign}", va="center", ha="left", fontsize=9.5, fontweight="bold", color="white"
            )
    reach = [star - rows["mu_star_low"], rows["mu_star_high"] - star]
    ax.errorbar(star, place + 0.2, xerr=np.abs(reach), fmt="none", ecolor="black", elinewidth=1.1, capsize=2)
    ax.plot(rows["mu_star_noise"], place, "|", color="#B3003C", markersize=15, markeredgewidth=1.8)


def _shares(ax: Axes, rows: pd.DataFrame) -> None:
    place = np.arange(len(rows))
    ax.barh(place, rows["ST"], 0.72, color=TOTAL)
    for name, colour, mark, shift in (("ST_clean", CLEAN, "D", -0.15), ("S1_clean", FIRST, "o", 0.15)):
        value = rows[name].to_numpy()
        reach = np.abs([value - rows[f"{name}_low"], rows[f"{name}_high"] - value])
        at = place + shift
        ax.errorbar(value, at, xerr=reach, fmt=mark, color=colour, markersize=4.5, elinewidth=1.2, capsize=2)
    ax.axvline(0.0, color="#9A9A9A", linewidth=0.8)
    # Where noise is nearly all, whiskers reach far beyond what a share can be.
    low, high = ax.get_xlim()
    ax.set_xlim(max(low, -SHARES_END), min(high, 1.0 + SHARES_END))
    if rows["ST"].isna().all():
        ax.text(0.5, 0.5, "does not vary", transform=ax.transAxes, ha="center", color="#404040")


def _name(ax: Axes, found: Sensitivity, arm: str, measure: str, quantity: str) -> None:
    keys = found.spreads[["regime", "quantity", "measure"]].eq([arm, quantity, measure]).all(axis=1)
    facts = found.spreads[keys].iloc[0]
    room = int(ax.get_position().width * ax.get_figure().get_figwidth() * 10.5)  # type: ignore[union-attr]
    mean = f"{facts['mean']:+.2f}" if quantity == GAIN else f"{facts['mean']:.2f}"
    share = "" if np.isnan(facts["noise_share"]) else f", noise {facts['noise_share']:.0%}"
    text = wrapped(f"mean {mean}, sd {facts['sd']:.2f}{share}", int(room * 1.15))
    above = 9 + 12 * (text.count("\n") + 1)
    ax.set_title(
        wrapped(found.study.labels[arm], room), loc="left", fontsize=10, fontweight="bold", pad=above
    )
    ax.annotate(
        text, (0, 1), (0, 3), "axes fraction", textcoords="offset points",
        fontsize=8, color="#404040", va="bottom",
    )  # fmt: skip


def _label(ax: Axes, rows: pd.DataFrame, left: float) -> None:
    for y, (path, words) in enumerate(rows["words"].items()):
        lines = wrapped(str(words), 58).split("\n")
        told = "\n".join(lines[:2]) + (" ..." if len(lines) > 2 else "")
        at: dict[str, Any] = {
            "xycoords": ("axes fraction", "data"),
            "textcoords": "offset points",
            "ha": "right",
        }
        lift = 1 if len(lines) == 1 else -4
        ax.annotate(told, (0, y), (-7, lift), va="bottom", fontsize=8.2, linespacing=0.95, **at)
        ax.annotate(
            str(path), (0, y), (-7, lift), va="top", fontsize=7.6, color="#5A5A5A", style="italic", **at
        )


def _legend(figure: Figure, found: Sensitivity, measure: str, quantity: str) -> None:
    height, width = figure.get_figheight(), figure.get_figwidth()
    unit = "years" if measure.startswith("rmst") else "share"
    if found.method == "morris":
        axis = f"mean size of the effect across the whole range, {unit}"
        more, less = ("raises the gain", "lowers it") if quantity == GAIN else ("lengthens", "shortens")
        handles = [
            Patch(color=LONGER, label=f"+ more of it {more}"),
            Patch(color=SHORTER, label=f"− more of it {less}"),
            Patch(color=EITHER, label="± either, as the others stand"),
            Line2D([], [], color="#B3003C", marker="|", markersize=13, markeredgewidth=1.8, linestyle="none",
                   label="what chance alone would show"),
        ]  # fmt: skip
    else:
        axis = "share of the variance between points (longer whiskers are cut)"
        handles = [
            Patch(color=TOTAL, label="total, as estimated (with noise)"),
            Line2D([], [], color=CLEAN, marker="D", markersize=5, label="total, noise taken out"),
            Line2D([], [], color=FIRST, marker="o", markersize=5, label="by itself, noise taken out"),
        ]
    centre = (_LABELS + (width - _LABELS) / 2) / width
    figure.text(centre, 0.78 / height, axis, ha="center", va="center", fontsize=10)
    columns = 2 if width < 11 else 4
    figure.legend(handles=handles, loc="lower center", ncols=columns, frameon=False, fontsize=9.5,
                  bbox_to_anchor=(0.5, 0.05 / height))  # fmt: skip
