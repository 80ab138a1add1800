"""Speed against durability: how many roads are short, how long their ceasefires stand, and what both come to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import PercentFormatter

from sim.analysis.costs import ENDS
from sim.analysis.measures import PEACEFUL
from sim.engine.outcome import AGREED_YEARS, PEACEFUL_YEARS
from sim.views.cost_figure import places
from sim.views.style import CAUTION, PALETTE, REFERENCE, head, style, wrapped

#: Speed is read at the first of :data:`AGREED_YEARS` by which some arm has this share of ceasefires.
LEAST = 0.02
#: Up to so many arms stand in the plane by name; more by the number of their row at the right.
BY_NAME = 12
#: Area of a point per peaceful year, in points of type squared, and the least one.
_AREA, _LEAST_AREA = 26.0, 14.0
#: Room of the plane and of the rows at the right, inches: left edge and width.
_PLANE, _ROWS = (0.85, 6.3), (9.9, 3.1)


def trade_off_figure(rows: pd.DataFrame, reference: str, horizon_years: float, subtitle: str = "") -> Figure:
    """Share of runs with an early ceasefire against how long ceasefires stand; beside it the peaceful years of both.

    Parameters
    ----------
    rows : rows of the summary of a study whose runs begin at war, at one point, with ``label`` (see
        :func:`sim.analysis.summary.summarise` and :func:`sim.analysis.roads.road_columns`); the reference among
        them. An arm without any ceasefire is left out of the plane, which the note says.
    reference : label of the arm that the others are measured against.
    horizon_years : how long every ceasefire was watched.
    subtitle : what else to say, such as the design point.
    """
    by = PEACEFUL if rows[PEACEFUL].notna().any() else "agreed_1y"
    arms = rows.sort_values(by, ascending=False, ignore_index=True, kind="stable")
    arms["name"] = [
        label if len(arms) <= BY_NAME else f"{number}  {label}"
        for number, label in enumerate(arms["label"], 1)
    ]
    names = [wrapped(name, 34) for name in arms["name"]]
    room = [0.36 + 0.17 * name.count("\n") for name in names]
    sizes = sorted(set(rows["runs"].astype(int)))
    count = f"n = {sizes[0]:,}" if len(sizes) == 1 else f"n = {sizes[0]:,} to {sizes[-1]:,}"
    came = sorted(arms["agreed"].astype(int))
    without = arms.loc[arms["rmst_years"].isna(), "label"]
    note = (
        f"{count} runs an arm, {came[0]:,} to {came[-1]:,} of which came to a ceasefire; ceasefires watched for "
        f"{horizon_years:.3g} years. Crosses: 95 % intervals (Wilson across; Kaplan-Meier mean up, of the ceasefires "
        "alone). The larger a point, the more peaceful years. Bars at the right: the gain's 95 % interval, from runs "
        "under the same shocks; hollow and grey where it holds zero. "
        f"{_left_out(without)}{subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    with style():
        tall, bottom, width = max(sum(room), 4.8), 0.75, 16.0
        height = 1.75 + tall + bottom
        figure = Figure(figsize=(width, height))
        plane, beside = (
            figure.add_axes((left / width, bottom / height, wide / width, tall / height))
            for left, wide in (_PLANE, _ROWS)
        )
        _plane(plane, arms[arms["rmst_years"].notna()], reference, horizon_years, (_PLANE[1] * 72, tall * 72))
        _rows(beside, arms, names, reference, [tall / sum(room) * needed for needed in room])
        head(figure, "Speed against durability", note)
    return figure


def _left_out(labels: pd.Series) -> str:
    return f"Not in the plane, for want of any ceasefire: {', '.join(labels)}. " if len(labels) else ""


def _speed(arms: pd.DataFrame) -> int:
    """Years within which speed is read: the first by which some arm has a share worth showing, or the last."""
    fast = [years for years in AGREED_YEARS if (arms[f"agreed_{years}y"] >= LEAST).any()]
    return fast[0] if fast else AGREED_YEARS[-1]


def _plane(axes: Axes, arms: pd.DataFrame, reference: str, horizon: float, page: tuple[float, float]) -> None:
    years = _speed(arms)
    early, early_low, early_high = (arms[f"agreed_{years}y{end}"].to_numpy(float) for end in ENDS)
    stands, reach = arms["rmst_years"].to_numpy(float), 1.96 * arms["rmst_se"].fillna(0.0).to_numpy(float)
    low, high = np.clip(stands - reach, 0.0, horizon), np.clip(stands + reach, 0.0, horizon)
    peaceful = arms[PEACEFUL].fillna(0.0).to_numpy(float)
    area = np.maximum(_AREA * peaceful, _LEAST_AREA)
    for name, ends in (("x", (early_low, early_high)), ("y", (low, high))):
        first, last = min(ends[0], default=0.0), max(ends[1], default=1.0)
        margin = max(0.09 * (last - first), 0.02)
        getattr(axes, f"set_{name}lim")(first - margin, last + margin)
    for i, label in enumerate(arms["label"]):
        ink = REFERENCE["color"] if label == reference else PALETTE[0]
        bars: dict[str, Any] = {"color": ink, "linewidth": 1.3, "alpha": 0.5, "zorder": 2}
        axes.plot([early_low[i], early_high[i]], [stands[i]] * 2, **bars)
        axes.plot([early[i]] * 2, [low[i], high[i]], **bars)
        axes.scatter(early[i], stands[i], area[i], ink, marker="D" if label == reference else "o", alpha=0.85,
                     edgecolor="white", linewidth=0.8, zorder=4)  # fmt: skip
    (left, right), (floor, top) = axes.get_xlim(), axes.get_ylim()

    def on_page(x: Any, y: Any) -> np.ndarray:
        across, up = np.asarray(x, float) - left, np.asarray(y, float) - floor
        return np.stack([across * page[0] / (right - left), up * page[1] / (top - floor)], axis=-1)

    points = on_page(early, stands)
    across, up = (
        (on_page(early_low, stands), on_page(early_high, stands)),
        (on_page(early, low), on_page(early, high)),
    )
    lines = np.concatenate([np.stack(pair, axis=1) for pair in (across, up)])
    words = [wrapped(label, 20) if name == label else name.split()[0]
             for label, name in zip(arms["label"], arms["name"], strict=True)]  # fmt: skip
    room = [_room(word) for word in words]
    halo = [withStroke(linewidth=2.5, foreground="white")]
    found = places(points, room, lines, page, np.sqrt(area) + 2.0)
    for word, size, point, place in zip(words, room, points, found, strict=True):
        away = (np.abs(place - point) - np.array(size) / 2).max() > 14.0
        line = {"arrowstyle": "-", "color": "#808080", "lw": 0.8, "shrinkA": 0, "shrinkB": 4}
        axes.annotate(word, xy=tuple(point), xytext=tuple(place), xycoords="axes points", ha="center",
                      va="center", fontsize=9.5, linespacing=1.05, zorder=5, path_effects=halo,
                      arrowprops=line if away else None)  # fmt: skip
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_title("Further right: sooner. Further up: longer.", loc="left", fontsize=11, fontweight="bold")
    axes.set_xlabel(
        f"runs with a ceasefire within {years} year{'s' if years > 1 else ''} of the start of the talks"
    )
    axes.set_ylabel(f"years that a ceasefire stands, of the {horizon:.3g} after it began")


def _room(word: str) -> tuple[float, float]:
    """Width and height of a label in points of type, on the safe side."""
    lines = word.split("\n")
    return 5.9 * max(len(line) for line in lines) + 4.0, 11.0 * len(lines) + 3.0


def _rows(axes: Axes, arms: pd.DataFrame, names: list[str], reference: str, room: list[float]) -> None:
    beside, y = axes.get_yaxis_transform(), 0.0
    for row, name, needed in zip(arms.to_dict("records"), names, room, strict=True):
        y -= needed / 2
        gain, low, high = (row[f"peaceful_gain_years{end}"] for end in ENDS)
        words = "reference"
        if row["label"] == reference:
            axes.plot(0.0, y, "D", color=REFERENCE["color"], markersize=7, zorder=3)
        else:
            apart = low > 0 or high < 0
            ink = PALETTE[0] if apart else "#808080"
            axes.plot([low, high], [y, y], color=ink, linewidth=2.2, solid_capstyle="butt")
            axes.plot(gain, y, "o", color=ink, markersize=7, markerfacecolor=ink if apart else "white")
            words = f"{gain:+.2f}  ({low:+.2f} to {high:+.2f})" if np.isfinite(low) else "no interval"
        mean = row[PEACEFUL]
        known = [f"{mean:.2f}", words] if np.isfinite(mean) else ["", "not watched long enough"]
        for x, word, side in ((-0.04, name, "right"), (1.15, known[0], "right"), (1.2, known[1], "left")):
            axes.text(x, y, word, transform=beside, ha=side, va="center", fontsize=9.5, linespacing=1.05)
        y -= needed / 2
    axes.set_ylim(y, 0.0)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, linewidth=1.4, zorder=1, **REFERENCE)
    axes.margins(x=0.06)
    axes.set_title("Both together: peaceful years", loc="left", fontsize=11, fontweight="bold")
    axes.set_xlabel(f"peaceful years gained out of the {PEACEFUL_YEARS} since the talks began")
    for x, word, side in ((1.15, "years", "right"), (1.2, "gained (95 %)", "left")):
        axes.annotate(word, (x, 1.0), (0, 4), xycoords="axes fraction", textcoords="offset points", ha=side,
                      va="bottom", fontsize=9.5)  # fmt: skip
