"""What peace costs: years gained against extra cost, and the cost of a year of ceasefire by part, arm by arm."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.costs import ENDS, EXTRA, PARTS, said
from sim.views.style import CAUTION, PALETTE, REFERENCE, head, style, wrapped

#: Colour of each part, from the palette; parts that meet in a bar differ in lightness as well.
COLOURS = {
    "aid": PALETTE[0],
    "sanctions": PALETTE[4],
    "guarantee": PALETTE[1],
    "offers": PALETTE[5],
    "mission": PALETTE[6],
    "sensors": PALETTE[3],
    "goodwill": PALETTE[2],
}
_ADDED_YEAR = "An added year: more spent over the whole run, for each peaceful year gained"
#: Room of a number beside its point, and of a point itself, in points of type.
_NUMBER, _POINT = (13.0, 11.0), 9.0


def cost_figure(
    rows: pd.DataFrame, reference: str, horizon_years: float, subtitle: str = "", roads: bool = False
) -> Figure:
    """Gain against extra cost with a numbered point an arm; beside it a bar an arm, stacked by part.

    Parameters
    ----------
    rows : rows of the summary at one point (see :func:`sim.analysis.summary.summarise`), with ``label``; the
        reference, whose gain is empty, among them.
    reference : label of the arm that the others are measured against.
    horizon_years : the gain counts peaceful years within it.
    subtitle : what else to say, such as the design point.
    roads : whether the runs begin at war; the gain is then that of the ceasefires that came about, and an added year
        has no price: it takes the place of a year of war, whose cost is not counted.
    """
    arms = rows.sort_values("rmst_gain_years", ascending=False, ignore_index=True)
    others = arms[arms["label"] != reference].reset_index(drop=True)
    ordered = pd.concat([others, arms[arms["label"] == reference]], ignore_index=True)
    names = [wrapped(label, 34) for label in ordered["label"]]
    room = [0.34 + 0.17 * name.count("\n") for name in names]
    with style():
        tall = max(sum(room), 4.2)
        top, bottom, width = 1.62, 0.72, 16.2
        height = top + tall + bottom
        figure = Figure(figsize=(width, height))

        def box(left: float, wide: float) -> Axes:
            return figure.add_axes((left / width, bottom / height, wide / width, tall / height))

        plane = box(0.8, 5.3)
        _plane(plane, others, 5.3 * 72, tall * 72)
        gained = "years a ceasefire stands longer, out of" if roads else "peaceful years gained out of"
        plane.set_xlabel(f"{gained} {horizon_years:.3g}")
        _bars(box(9.75, 3.6), ordered, names, room, tall, priced=not roads)
        sizes = sorted(set(rows["runs"].astype(int)))
        count = f"n = {sizes[0]:,}" if len(sizes) == 1 else f"n = {sizes[0]:,} to {sizes[-1]:,}"
        note = (
            f"{count} runs an arm over up to {horizon_years:.3g} years, paired with: {reference}. Crosses and "
            "brackets: 95 % intervals (paired); hollow and grey where the gain's interval holds zero. "
            f"{'The cost of the war is not counted' if roads else _ADDED_YEAR}. "
            f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "What a ceasefire costs" if roads else "What peace costs", note)
    return figure


def _plane(axes: Axes, others: pd.DataFrame, wide: float, tall: float) -> None:
    gains, gain_low, gain_high = (others[f"rmst_gain_years{end}"].to_numpy() for end in ENDS)
    extra, extra_low, extra_high = (others[f"{EXTRA}{end}"].to_numpy() for end in ENDS)
    apart = (gain_low > 0) | (gain_high < 0)
    for name, values in (("x", (gains, gain_low, gain_high)), ("y", (extra, extra_low, extra_high))):
        known = np.append(np.concatenate(values), 0.0)
        low, high = np.nanmin(known), np.nanmax(known)
        margin = max(0.07 * (high - low), 0.05)
        getattr(axes, f"set_{name}lim")(low - margin, high + margin)
    axes.axhline(0, linewidth=1.2, zorder=1, **REFERENCE)
    axes.axvline(0, linewidth=1.2, zorder=1, **REFERENCE)
    for i in range(len(others)):
        ink = PALETTE[0] if apart[i] else "#808080"
        bars: dict[str, Any] = {"color": ink, "linewidth": 1.3, "alpha": 0.55, "zorder": 2}
        axes.plot([gain_low[i], gain_high[i]], [extra[i]] * 2, **bars)
        axes.plot([gains[i]] * 2, [extra_low[i], extra_high[i]], **bars)
        face = ink if apart[i] else "white"
        axes.plot(gains[i], extra[i], "o", color=ink, markersize=7, markerfacecolor=face, zorder=4)
    axes.plot(0, 0, "D", color=REFERENCE["color"], markersize=7, zorder=3)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()

    def on_page(x: Any, y: Any) -> np.ndarray:
        across, up = np.asarray(x, float) - left, np.asarray(y, float) - low
        return np.stack([across * wide / (right - left), up * tall / (high - low)], axis=-1)

    words = ["reference", *(str(i + 1) for i in range(len(others)))]
    points = on_page(np.append(0.0, gains), np.append(0.0, extra))
    lines = np.concatenate(
        [
            np.stack([on_page(gain_low, extra), on_page(gain_high, extra)], axis=1),
            np.stack([on_page(gains, extra_low), on_page(gains, extra_high)], axis=1),
            on_page([[left, right], [0, 0]], [[0, 0], [low, high]]),
        ]
    )
    sizes = [(58.0, _NUMBER[1]) if word == "reference" else _NUMBER for word in words]
    for word, point, place in zip(words, points, places(points, sizes, lines, (wide, tall)), strict=True):
        away = hypot(*(place - point)) > 1.6 * _NUMBER[0] and word != "reference"
        line = {"arrowstyle": "-", "color": "#808080", "lw": 0.8, "shrinkA": 0, "shrinkB": 3}
        axes.annotate(word, xy=tuple(point), xytext=tuple(place), xycoords="axes points", ha="center",
                      va="center", fontsize=10, fontweight="normal" if word == "reference" else "bold",
                      zorder=5, arrowprops=line if away else None)  # fmt: skip
    axes.set_ylabel("extra cost of a year of ceasefire, bn $")


def _bars(
    axes: Axes, ordered: pd.DataFrame, names: list[str], room: list[float], tall: float, priced: bool
) -> None:
    parts = [part for part in PARTS if ordered[part.rate].any()]
    beside = axes.get_yaxis_transform()
    y = 0.0
    stretch = tall / sum(room)
    for i, (row, name, needed) in enumerate(zip(ordered.to_dict("records"), names, room, strict=True)):
        y -= stretch * needed / 2
        start = 0.0
        for part in parts:
            axes.barh(
                y, row[part.rate], 0.22, start, color=COLOURS[part.name], edgecolor="white", linewidth=0.25
            )
            start += row[part.rate]
        mark = "◆" if pd.isna(row["rmst_gain_years"]) else str(i + 1)
        for x, word, side, weight in (
            (-0.83, name, "left", "normal"),
            (-0.86, mark, "right", "bold"),
            (1.11, f"{start:.1f}", "right", "normal"),
            (1.16, (said(row) or "reference") if priced else "", "left", "normal"),
        ):
            axes.text(x, y, word, transform=beside, ha=side, va="center", fontsize=9.5, fontweight=weight,
                      linespacing=1.05)  # fmt: skip
        y -= stretch * needed / 2
    axes.set_ylim(-tall, 0.0)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("cost of a year of ceasefire by part, bn $")
    over: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "va": "bottom",
        "fontsize": 9.5,
    }
    axes.annotate("all", (1.11, 1.0), (0, 4), ha="right", **over)
    if priced:
        axes.annotate("an added year, bn $ (95 %)", (1.16, 1.0), (0, 4), ha="left", **over)
    handles = [Patch(color=COLOURS[part.name], label=part.label) for part in parts]
    axes.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.35, 1.0), ncols=4, frameon=False,
                borderaxespad=1.6, columnspacing=1.2, handlelength=1.2)  # fmt: skip


def places(
    points: np.ndarray,
    sizes: list[tuple[float, float]],
    lines: np.ndarray,
    page: tuple[float, float],
    spots: Sequence[float] | None = None,
) -> list[np.ndarray]:
    """Where labels stand: each as near its point as it can without lying on a label, a point or the edge.

    Among places at one distance, that which crosses the fewest interval lines is taken. Later labels make way
    for earlier ones.

    Parameters
    ----------
    points : shape (n, 2), and everything else in the same units (points of type).
    sizes : width and height of each label.
    lines : ends of lines along an axis that are better left free, shape (m, 2, 2).
    page : width and height that labels must stay within.
    spots : room of each point across, kept free; the same small one for all if not given.
    """
    reaches = np.broadcast_to(_POINT if spots is None else np.asarray(spots, float), len(points)) / 2
    marks = [(*(point - reach), *(point + reach)) for point, reach in zip(points, reaches, strict=True)]
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for point, (wide, high) in zip(points, sizes, strict=True):
        best = None
        for ring in range(1, 40):
            choices = []
            for turn in range(16):
                angle = pi / 4 + turn * pi / 8
                reach = (wide / 2 + 6 * ring, high / 2 + 6 * ring)
                place = point + np.array([reach[0] * cos(angle), reach[1] * sin(angle)])
                edges = (place[0] - wide / 2, place[1] - high / 2, place[0] + wide / 2, place[1] + high / 2)
                inside = edges[0] >= 0 and edges[1] >= 0 and edges[2] <= page[0] and edges[3] <= page[1]
                if inside and not any(_meet(edges, other) for other in (*taken, *marks)):
                    crossed = sum(_meet(edges, (*line.min(axis=0), *line.max(axis=0))) for line in lines)
                    choices.append((crossed, turn, place, edges))
            if choices:
                best = min(choices, key=lambda choice: choice[:2])
                break
        place, edges = (best[2], best[3]) if best else (point, (*point, *point))
        taken.append(edges)
        found.append(place)
    return found


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
