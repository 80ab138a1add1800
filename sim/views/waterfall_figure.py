"""The terms of a decision as a waterfall: how they add up to the incentive, and what had changed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.chronicles.chronicle_words import CAPITALS, TERM_WORDS, percent
from sim.analysis.chronicles.decision import Decision
from sim.views.style import CAUTION, PALETTE, head, style

#: Towards an attack, away from it, and sums.
PUSH, HOLD, SUM = PALETTE[1], PALETTE[0], "#4D4D4D"
#: Terms that are smaller than this in the week, on average and in change (% of GDP) are drawn as one.
SMALL = 0.05
_REST = "all other terms"


def waterfall_figure(d: Decision, title: str, subtitle: str = "", orders: int = 0) -> Figure:
    """Two waterfalls that share their rows: what the incentive is made of, and what had changed before.

    Left, the terms add up from zero to the incentive of the week. Right, their changes add up from the average of the
    weeks before to the same incentive.

    Parameters
    ----------
    d : the decision, or the mean of several.
    title : of the figure.
    subtitle : what else to say, such as the run.
    orders : how many attacks it is the mean of; 0 for one decision of one run.
    """
    names = _order(d)
    levels = np.array([*(d.terms[name] for name in names), _left(d.terms, names)])
    changes = np.array([*(d.changes[name] for name in names), _left(d.changes, names)])
    labels = [*(TERM_WORDS[name] for name in names), _REST]
    if np.all(np.abs([levels[-1], changes[-1]]) < 1e-9):
        levels, changes, labels = levels[:-1], changes[:-1], labels[:-1]
    rows = len(labels) + 2
    count = f"Mean of {orders:,} attacks" if orders else "One run"
    note = (
        f"{count}{f': {subtitle}' if subtitle else ''}. Orange pushes towards an attack, blue away from it, grey "
        "are sums. A term that holds back less than before shows as a push on the right. "
        f"{_odds(d)}{CAUTION}"
    )
    with style():
        width = 12.6
        height = 0.36 * rows + 1.95 + 0.19 * len(fill(note, int(11.6 * width)).splitlines())
        figure = Figure(figsize=(width, height))
        box = (0.36 * rows + 0.1) / height
        left = figure.add_axes((3.75 / width, 0.78 / height, 4.3 / width, box))
        right = figure.add_axes((8.4 / width, 0.78 / height, 3.95 / width, box))
        week = "week of the order" if d.ordered else "week of the highest incentive"
        before = "average of the weeks before" if d.ordered else "average of all weeks"
        _waterfall(left, 0.0, levels, d.incentive)
        _waterfall(right, d.incentive_usual, changes, d.incentive)
        left.set_yticks(range(rows), [before, *labels, f"incentive in the {week}"])
        right.set_yticks(range(rows), [])
        left.set_title("What the incentive was made of", loc="left", fontsize=10.5, fontweight="bold")
        right.set_title("What had changed", loc="left", fontsize=10.5, fontweight="bold")
        for axes in (left, right):
            cut = "" if axes.get_xlim()[0] < 0 < axes.get_xlim()[1] else " (not from zero)"
            axes.set_xlabel(f"% of {CAPITALS[d.side]}'s own annual GDP{cut}")
        head(figure, title, note)
    return figure


def _waterfall(axes: Axes, start: float, steps: np.ndarray, end: float) -> None:
    """Bars that hang on each other, from a start through steps to an end, from the top down, with their values.

    The scale holds zero where the waterfall begins there; else only the steps, which would be lost beside the sums.
    """
    begins = start + np.concatenate([[0.0], np.cumsum(steps)])
    rows = len(steps) + 2
    low, high = float(begins.min()), float(begins.max())
    span = max(high - low, 2.0)
    low, high = low - 0.24 * span, high + 0.2 * span
    floor = 0.0 if low < 0.0 < high else low
    sizes = np.concatenate([[start - floor], steps, [end - floor]])
    feet = np.concatenate([[floor], begins[:-1], [floor]])
    said = np.concatenate([[start], steps, [end]])
    for row, (foot, size, value) in enumerate(zip(feet, sizes, said, strict=True)):
        if row == 0 and start == 0.0:
            continue  # A waterfall that begins at zero has no bar to begin with.
        ink = SUM if row in (0, rows - 1) else PUSH if value > 0 else HOLD
        axes.barh(row, size, left=foot, height=0.62, color=ink, linewidth=0, gid=f"bar:{row}")
        side = 1 if size >= 0 else -1
        axes.text(foot + size + side * 0.02 * span, row, signed(value), fontsize=9.5, va="center",
                  ha="left" if side > 0 else "right")  # fmt: skip
        if row < rows - 1:
            axes.plot([foot + size] * 2, [row - 0.31, row + 1.31], color="#808080", linewidth=0.7, zorder=0)
    if floor == 0.0:
        axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlim(low, high)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def signed(value: float) -> str:
    """A value with its sign, to a tenth; no sign before nothing."""
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}"


def _order(d: Decision) -> list[str]:
    """Terms worth a row of their own: the largest push first, what holds most last."""
    shown = [n for n, v in d.terms.items() if max(abs(v), abs(d.usual[n]), abs(d.changes[n])) >= SMALL]
    return sorted(shown, key=lambda name: -d.terms[name])


def _left(values: dict[str, float], names: Sequence[str]) -> float:
    return sum(value for name, value in values.items() if name not in names)


def _odds(d: Decision) -> str:
    return f"Odds of an attack in that week's draw: {percent(d.odds)}. " if d.odds > 0 else ""
