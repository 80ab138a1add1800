"""Scenario discovery: the points that fail, the box that holds them, and where its limits lie in each range."""

from __future__ import annotations

from math import isnan

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.analysis.sweeps.box import short
from sim.analysis.sweeps.discovery import FOLDS, Discovery, Found
from sim.study.ranges import Range
from sim.views.style import CAUTION, head, style, wrapped

FAILS, HOLDS, BOX = "#D55E00", "#0072B2", "#000000"
#: Restricted parameters shown at most.
MOST_ROWS = 10
_LEFT, _SIDE, _BARS, _ROW = 1.3, 4.8, 3.6, 0.62


def discovery_figure(found: Discovery, number: int = 0) -> Figure:
    """One box: scatter of its two most restricted parameters, its limits over each range, and its peeling.

    Parameters
    ----------
    found : from :func:`sim.analysis.sweeps.discovery.find`.
    number : of the box; the first is 0.

    Raises
    ------
    ValueError
        No such box.
    """
    if not 0 <= number < len(found.boxes):
        raise ValueError(f"there is no box {number}")
    box = found.boxes[number]
    paths = box.dimensions[:MOST_ROWS]
    with style():
        width = _LEFT + _SIDE + 3.75 + _BARS + 1.35
        figure = Figure(figsize=(width, 10.0))
        told = _title(found, number), _note(found, box)
        top = head(figure, *told) + 0.45
        tall = max(_SIDE, 0.5 + _ROW * len(paths))
        height = top + tall + 1.25
        figure.clear()
        figure.set_size_inches(width, height)
        head(figure, *told)
        y = height - top - _SIDE
        _scatter(figure.add_axes((_LEFT / width, y / height, _SIDE / width, _SIDE / height)), found, box)
        bars = _ROW * len(paths)
        left = _LEFT + _SIDE + 3.75
        ax = figure.add_axes((left / width, (height - top - bars) / height, _BARS / width, bars / height))
        _limits(ax, found, box, paths)
        if tall - bars > 2.3:
            place = (left / width, y / height, _BARS / width, (tall - bars - 1.3) / height)
            _peeling(figure.add_axes(place), found, box)
        unit = found.unit
        handles = [
            Patch(color=FAILS, label=f"{unit} that fail (crosses)"),
            Patch(color=HOLDS, label=f"{unit} that hold (dots)"),
            Patch(facecolor="none", edgecolor=BOX, label="the box; pale: outside its other limits"),
        ]
        figure.legend(handles=handles, loc="lower left", ncols=3, frameon=False, fontsize=9.5,
                      bbox_to_anchor=(0.02, 0.02))  # fmt: skip
    return figure


def _title(found: Discovery, number: int) -> str:
    label = found.study.labels[found.arm]
    short = label if len(label) <= 62 else f"{label[:60]}..."
    return f"Where it fails: {short}" + (f" (box {number + 1})" if number else "")


def _note(found: Discovery, box: Found) -> str:
    s, (a, b), (c, d) = box.score, box.coverage_interval, box.density_interval
    n, cases = len(found.cases), int(found.cases.sum())
    runs = found.study.runs
    each = "1 run each" if runs == 1 else f"{runs} runs each"
    note = f"Failing: {found.failing.words(found.measure)}; {cases:,} of n = {n:,} points fail ({each}). "
    note += f"In the box {s.cases:,} of {s.points:,} do. Coverage {s.coverage:.0%} ({a:.0%} to {b:.0%} with the points "
    note += f"drawn again), density {s.density:.0%} ({c:.0%} to {d:.0%}), against {cases / n:.0%} in all; held out: "
    note += f"coverage {box.held_out.coverage:.0%}, density {box.held_out.density:.0%}. "
    if not isnan(found.uncertain):
        note += f"{found.uncertain:.0%} of points are within noise of the threshold. "
    return note + CAUTION


def _scatter(ax: Axes, found: Discovery, box: Found) -> None:
    paths = box.dimensions[:2]
    others = box.box
    for path in paths:
        others = others.without(path)
    shown = others.holds(found.study.points)
    ranges = [found.ranges[path] for path in paths]
    x = _spots(found, ranges[0])
    y = _spots(found, ranges[1]) if len(ranges) > 1 else np.random.default_rng(0).random(len(x))
    for cases, colour, mark in ((~found.cases, HOLDS, "o"), (found.cases, FAILS, "x")):
        for near, alpha in ((~shown, 0.16), (shown, 0.9)):
            pick = cases & near
            ax.scatter(x[pick], y[pick], s=17 if mark == "o" else 24, c=colour, marker=mark, alpha=alpha,
                       linewidths=0 if mark == "o" else 1.3)  # fmt: skip
    low, high = _ends(box, ranges[0])
    bottom, up = _ends(box, ranges[1]) if len(ranges) > 1 else (0.0, 1.0)
    ax.add_patch(
        Rectangle((low, bottom), high - low, up - bottom, fill=False, edgecolor=BOX, linewidth=2.2, zorder=5)
    )
    for axis, number in ((ax.xaxis, 0), (ax.yaxis, 1)):
        if number < len(ranges):
            r = ranges[number]
            axis.set_label_text(wrapped(f"{_words(r)}", 52) + f"\n({r.path})", fontsize=9)
            if r.options:
                axis.set_ticks(range(len(r.options)), [_option(o) for o in r.options])
    if len(ranges) == 1:
        ax.set_yticks([])
        ax.set_ylabel("(spread at random: one parameter is restricted)", fontsize=9)
    ax.margins(0.03)


def _limits(ax: Axes, found: Discovery, box: Found, paths: list[str]) -> None:
    ax.set_ylim(len(paths) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.grid(False)
    for place, path in enumerate(paths):
        r = found.ranges[path]
        size = max(r.high - r.low, 1e-12)
        ax.barh(place, 1.0, 0.3, color="#E4E4E4")
        limit = box.box.limits[path]
        if isinstance(limit, frozenset):
            for number, option in enumerate(r.options):
                if option in limit:
                    ax.barh(place, 1 / len(r.options), 0.3, left=number / len(r.options), color=FAILS)
        else:
            low, high = ((end - r.low) / size for end in limit)
            # A count with one value left is still seen.
            ax.barh(place, max(high - low, 0.015), 0.3, left=min(low, 0.985), color=FAILS)
        lines = wrapped(_words(r), 48).split("\n")
        told = lines[0] + ("..." if len(lines) > 1 else "")
        ax.annotate(told, (0, place), (-8, 1), ("axes fraction", "data"), "offset points", ha="right", va="bottom",
                    fontsize=8.5)  # fmt: skip
        ax.annotate(path, (0, place), (-8, 0), ("axes fraction", "data"), "offset points", ha="right", va="top",
                    fontsize=7.8, style="italic", color="#5A5A5A")  # fmt: skip
        ends = [_option(r.options[0]), _option(r.options[-1])] if r.options else [short(r.low), short(r.high)]
        for x, text, side in ((0, ends[0], "left"), (1, ends[1], "right")):
            ax.text(x, place + 0.19, text, ha=side, va="top", fontsize=7.5, color="#5A5A5A")  # type: ignore[arg-type]
        ax.text(0.5, place - 0.19, box.box.words(r), ha="center", va="bottom", fontsize=9, fontweight="bold")
        kept = f"{box.matters[path][0]:.0%} without\n{box.kept[path]} of {FOLDS} searches"
        ax.text(1.03, place, kept, ha="left", va="center", fontsize=8)
    ax.set_title("Limits over each range; density without the limit;\nhow many searches of four fifths set one too",
                 loc="left", fontsize=9.5, pad=5)  # fmt: skip
    ax.axis("off")


def _peeling(ax: Axes, found: Discovery, box: Found) -> None:
    coverage = [s.coverage for _, s in box.trajectory]
    density = [s.density for _, s in box.trajectory]
    ax.plot(coverage, density, "o-", color="#7A7A7A", markersize=3, linewidth=1)
    ax.plot(box.score.coverage, box.score.density, "s", color=FAILS, markersize=8)
    ax.axhline(found.cases.mean(), color="#7A7A7A", linestyle=(0, (4, 2)), linewidth=1.1)
    ax.annotate("all points", (0.02, found.cases.mean()), (0, 3), textcoords="offset points", fontsize=8)
    ax.set_xlim(0, 1.04)
    ax.set_ylim(0, 1.04)
    ax.set_xlabel("coverage: share of failures in the box", fontsize=9)
    ax.set_ylabel("density", fontsize=9)
    ax.set_title("Boxes of the peeling (square: the one taken)", loc="left", fontsize=9.5)


def _spots(found: Discovery, r: Range) -> np.ndarray:
    """Places of the points on an axis; what has few values is shaken so that points do not hide each other."""
    values = r.code(found.study.points[r.path].to_numpy())
    if r.kind == "number":
        return values
    return np.asarray(values + np.random.default_rng(1).uniform(-0.3, 0.3, len(values)))


def _ends(box: Found, r: Range) -> tuple[float, float]:
    limit = box.box.limits[r.path]
    shake = 0.0 if r.kind == "number" else 0.4
    if isinstance(limit, frozenset):
        codes = [number for number, option in enumerate(r.options) if option in limit]
        return min(codes) - shake, max(codes) + shake
    return limit[0] - shake, limit[1] + shake


def _words(r: Range) -> str:
    from sim.analysis.sweeps.sensitivity import words

    return words()[r.path]


def _option(option: bool | str) -> str:
    return option if isinstance(option, str) else ("on" if option else "off")
