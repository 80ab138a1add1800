"""What flips the order of two arms: their difference against the parameters that matter most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.regimes.flips import Flips
from sim.views.style import CAUTION, PALETTE, REFERENCE, head, style

#: Panels of single parameters.
PANELS = 2


def flip_figure(found: Flips, labels: Mapping[str, str], subtitle: str = "") -> Figure:
    """The difference at each point against the strongest parameters, with each threshold and the mean on both sides;
    below, the two strongest together.

    Parameters
    ----------
    found : see :func:`sim.analysis.regimes.flips.flips`.
    labels : a name for people of each arm.
    subtitle : what else to say, such as what was varied.
    """
    rows = found.table.head(PANELS).to_dict("records")
    one, other = labels[found.first], labels[found.second]
    panel, gap, left, bottom = (3.9, 3.1), 0.35, 0.95, 0.75
    with style():
        panels = len(rows) + (1 if len(found.corners) else 0)
        width = max(left + panels * (panel[0] + gap) + (0.75 if len(found.corners) else 0.0), 11.0)
        height = 2.1 + panel[1] + bottom
        figure = Figure(figsize=(width, height))
        boxes = []
        for number in range(panels):
            x = left + number * (panel[0] + gap) + (0.75 if number == len(rows) else 0.0)
            boxes.append(figure.add_axes((x / width, bottom / height, panel[0] / width, panel[1] / height)))
        for number, (axes, row) in enumerate(zip(boxes, rows, strict=False)):
            _against(axes, found, row)
            if number:
                axes.sharey(boxes[0])
                axes.tick_params(labelleft=False)
        boxes[0].set_ylabel("years the first stands longer")
        if len(found.corners):
            _plane(boxes[-1], found)
        note = (
            f"First: {one}. Second: {other}. n = {found.points:,} points of the design, {found.runs:,} pairs of runs "
            f"each under the same shocks, over {found.horizon_years:.3g} years; filled where a point's own 95 % "
            "interval (paired) leaves out 0. Lines: mean on either side of the threshold (vertical; grey: where 95 % "
            "of samples of points put it), bands: 95 % intervals over points and run numbers; sides are told by "
            f"thresholds that other points chose. {found.noise:.0%} of the variance over points is noise. "
            f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "What flips the order of two arms", note)
    return figure


def _against(axes: Axes, found: Flips, row: Mapping[str, float]) -> None:
    points, path = found.difference, str(row["path"])
    x = points[path].to_numpy(float)
    _dots(axes, x, points["difference"].to_numpy(), points)
    axes.axhline(0, linewidth=1.4, zorder=2, **REFERENCE)
    ends = {"below": (x.min(), row["threshold"]), "above": (row["threshold"], x.max())}
    for side, (start, stop) in ends.items():
        if row[f"{side}_points"]:
            axes.fill_between([start, stop], row[f"{side}_low"], row[f"{side}_high"], color="#202020", alpha=0.22,
                              linewidth=0, zorder=3)  # fmt: skip
            axes.plot([start, stop], [row[side]] * 2, color="#202020", linewidth=2.2, zorder=4)
    axes.axvspan(
        row["threshold_low"], row["threshold_high"], color="#BBBBBB", alpha=0.3, linewidth=0, zorder=0
    )
    axes.axvline(row["threshold"], color="#202020", linewidth=1.1, linestyle=":", zorder=4)
    axes.set_xlabel(path)
    told = "flips the order" if row["flips"] else "does not flip it by itself"
    axes.set_title(
        f"{told}\nrank correlation {row['rho']:+.2f} ({row['rho_low']:+.2f} to {row['rho_high']:+.2f})",
        loc="left",
        fontsize=10.5,
    )


def _plane(axes: Axes, found: Flips) -> None:
    """The two strongest parameters as a plane, with the mean difference in each of its four corners."""
    points, at = found.difference, found.corners_at
    across, up = at
    x, y = points[across].to_numpy(float), points[up].to_numpy(float)
    _dots(axes, x, y, points)
    axes.axvline(at[across], color="#202020", linewidth=1.1, linestyle=":")
    axes.axhline(at[up], color="#202020", linewidth=1.1, linestyle=":")
    ends = {across: (x.min(), x.max()), up: (y.min(), y.max())}
    for row in found.corners.to_dict("records"):
        if not row["points"]:
            continue
        across_at, up_at = [
            (at[path] + ends[path][0 if row[path] == "below" else 1]) / 2 for path in (across, up)
        ]
        words = f"{row['difference']:+.2f}\n({row['low']:+.2f} to {row['high']:+.2f})\nn = {row['points']}"
        axes.text(across_at, up_at, words, ha="center", va="center", fontsize=9.5, fontweight="bold",
                  bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 2.0})  # fmt: skip
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.set_title("both together: blue where the first stands\nlonger, orange where the second does", loc="left",
                   fontsize=10.5)  # fmt: skip


def _dots(axes: Axes, x: np.ndarray, y: np.ndarray, points: pd.DataFrame) -> None:
    """Points in the colour of the arm that stands longer, filled where that is sure."""
    difference, reach = points["difference"].to_numpy(), 1.96 * points["se"].to_numpy()
    for there, ink in ((difference > 0, PALETTE[0]), (difference <= 0, PALETTE[1])):
        sure = there & (np.abs(difference) > reach)
        axes.plot(x[sure], y[sure], "o", color=ink, markersize=4, alpha=0.65, markeredgewidth=0, zorder=1)
        rest = there & ~sure
        axes.plot(
            x[rest], y[rest], "o", color=ink, markersize=4, alpha=0.65, markerfacecolor="none", zorder=1
        )
