"""A sweep: peaceful years against a parameter, arm by arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.averages import normal
from sim.views.style import CAUTION, PALETTE, REFERENCE, grid_of_panels, head, style, wrapped

#: Settings of the other columns that one panel has room for; beyond, points stand side by side in their order.
MOST_LINES = 5
#: Points that stand side by side at most, when they are not along an axis.
MOST_SIDE_BY_SIDE = 16
_MARKS = "osD^v"


def sweep_figure(
    summary: pd.DataFrame,
    labels: Mapping[str, str],
    columns: Sequence[str],
    reference: str,
    horizon_years: float,
) -> Figure | None:
    """Restricted means with 95 % intervals over a design's points, a panel an arm, the reference in each.

    The first column with several numbers is the axis; other columns make lines of their own where there are few of
    them, else the points stand side by side. None where there are too many for either.

    Parameters
    ----------
    summary : rows of the summary: ``regime``, the design's columns, ``rmst_years``, ``rmst_se``, ``runs``.
    labels : a name for people of each arm.
    columns : the design's columns.
    reference : name of the arm that stands in every panel.
    horizon_years : the years are out of.
    """
    table = _arranged(summary, columns)
    if table is None:
        return None
    lines = list(table.groupby("line", sort=False).groups)
    arms = [name for name in labels if name != reference and (table["regime"] == name).any()] or [reference]
    n = table["runs"].astype(int)
    count = f"n = {n.min():,}" if n.min() == n.max() else f"n = {n.min():,} to {n.max():,}"
    note = (
        f"{count} runs an arm and point; restricted mean over {horizon_years:.3g} years. Bars: 95 % interval of each "
        "mean, of simulation noise only; arms meet the same shocks, so that their differences are surer than the bars. "
        "The axis of years need not begin at zero. "
        f"{CAUTION}"
    )
    wide = len(table["x"].unique()) > 6
    with style():
        panel = (4.6, 2.5) if wide else (3.3, 2.4)
        named = table["names"].iloc[0] is not None
        top = 1.45 + 0.19 * (len(note) // 105) + (0.25 if len(lines) > 1 else 0)
        below, between = 0.8, 0.72
        if named:
            # Names stand upright: side by side they would run into each other.
            rows = [str(words).split("\n") for words in table["names"]]
            deep = 0.085 * max(len(row) for one in rows for row in one)
            panel = (max(panel[0], 0.19 * len(rows[0]) * table["x"].nunique()), panel[1])
            below, between = 0.6 + deep, 0.6 + deep
        figure, panels = grid_of_panels(len(arms), 2 if wide else 3, panel, top, below, between)
        for axes, arm in zip(panels, arms, strict=True):
            _panel(axes, table, lines, arm, reference)
            axes.set_title(
                wrapped(labels[arm], int(panel[0] * 11)), loc="left", fontsize=10.5, fontweight="bold"
            )
            axes.set_ylim(*_span(table, horizon_years))
            if named:
                ticks = table.drop_duplicates("x")
                axes.set_xticks(ticks["x"], ticks["names"], fontsize=8.5, rotation=90)
                axes.tick_params(labelbottom=True)
        panels[0].set_ylabel("peaceful years")
        width, height = figure.get_size_inches()
        figure.text(0.5, 0.2 / height, str(table["axis"].iloc[0]), ha="center", va="center")
        below = head(figure, "Peaceful years over the design", note)
        keys = [Line2D([], [], color=PALETTE[i % 7], marker=_MARKS[i]) for i in range(len(lines))]
        words = [str(line) or "the arm" for line in lines]
        if arms != [reference]:
            keys.append(Line2D([], [], marker=".", **REFERENCE))
            words.append(f"{labels[reference]}" + (" (each line)" if len(lines) > 1 else ""))
        figure.legend(keys, words, loc="upper left", bbox_to_anchor=(0.06 / width, 1 - below / height),
                      ncols=3 if len(lines) > 2 else len(keys), frameon=False, columnspacing=1.4)  # fmt: skip
    return figure


def _span(table: pd.DataFrame, horizon_years: float) -> tuple[float, float]:
    """Ends of the axis of years: the least and the most of any interval, to a twentieth of the horizon outwards."""
    step, half = horizon_years / 20, normal() * table["rmst_se"]
    low = np.floor((table["rmst_years"] - half).min() / step) * step
    high = np.ceil((table["rmst_years"] + half).max() / step) * step
    return max(0.0, low), min(max(high, low + 2 * step), 1.03 * horizon_years)


def _arranged(summary: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame | None:
    """Rows with ``x``, ``line``, ``axis`` (words) and ``names`` (of places on the axis, or None)."""
    several = [path for path in columns if summary[path].nunique() > 1]
    numeric = [
        path
        for path in several
        if pd.api.types.is_numeric_dtype(summary[path]) and summary[path].dtype != bool
    ]
    table = summary.copy()
    if numeric:
        axis = max(numeric, key=lambda path: summary[path].nunique())
        others = [path for path in several if path != axis]
        table["line"] = _named(summary, others)
        # Lines that have some of the axis only would compare unlike stretches of it.
        full = table.groupby("line")[axis].nunique().min() == table[axis].nunique()
        if table["line"].nunique() <= MOST_LINES and full:
            return table.assign(x=table[axis].astype(float), axis=axis, names=None)
    places = pd.factorize(summary[several].astype(object).apply(tuple, axis=1))[0] if several else np.zeros(0)
    if not 0 < len(np.unique(places)) <= MOST_SIDE_BY_SIDE:
        return None
    names = _named(summary, several, "\n")
    return table.assign(x=places.astype(float), line="", axis="", names=names)


def _named(rows: pd.DataFrame, columns: Sequence[str], between: str = ", ") -> pd.Series:
    """What sets a point apart, in words; empty without columns."""

    def words(row: pd.Series) -> str:
        values = {path.split(".")[-1]: row[path] for path in columns}
        told = (f"{k} {v:g}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items())
        return between.join(told)

    return (
        rows[list(columns)].astype(object).apply(words, axis=1)
        if columns
        else pd.Series("", index=rows.index)
    )


def _panel(axes: Axes, table: pd.DataFrame, lines: Sequence[str], arm: str, reference: str) -> None:
    joined = table["names"].iloc[0] is None
    for number, line in enumerate(lines):
        here = table[table["line"] == line]
        for name, ink in ((reference, REFERENCE), (arm, {"color": PALETTE[number % 7], "linestyle": "-"})):
            rows = here[here["regime"] == name].sort_values("x")
            own = ink is not REFERENCE
            if not own and arm == reference:
                continue
            axes.errorbar(
                rows["x"],
                rows["rmst_years"],
                normal() * rows["rmst_se"],
                color=ink["color"],
                linestyle=ink["linestyle"] if joined else "none",
                linewidth=2.0 if own else 1.2,
                marker=_MARKS[number] if own else ".",
                markersize=6 if own else 5,
                capsize=2.5,
                elinewidth=1.1,
                zorder=3 if own else 2,
            )
