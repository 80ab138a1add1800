"""The record against the model: every measured fact a row, the allowed band a bar, the model's value a mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, log, log2
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.patterns.pattern import Measure, Pattern
from sim.analysis.patterns.table import value_text
from sim.views.style import CAUTION, PALETTE, head, style, wrapped

#: How far the scale reaches beyond the band, in widths of the band, to either side.
BEYOND = 1.25
#: Inches: left margin, words, plotting area, numbers; and the height of one line of words.
LEFT, WORDS, PLOT, NUMBERS, LINE = 0.15, 5.75, 3.6, 3.1, 0.185
BAND, GATED, SHOWN = "#C9DDEB", PALETTE[0], "#4D4D4D"


def patterns_figure(found: Sequence[Pattern], on_the_line: Iterable[str], subtitle: str = "") -> Figure:
    """Every fact a row, in two panels; facts of more than one part have a row for each.

    Parameters
    ----------
    found : the patterns.
    on_the_line : ids of the facts that belong to the first panel.
    subtitle : what else to say.
    """
    line_ids = set(on_the_line)
    panels = [
        ("The line", [p for p in found if p.id in line_ids]),
        ("How long ceasefires last, and what levers do", [p for p in found if p.id not in line_ids]),
    ]
    panels = [(title, patterns) for title, patterns in panels if patterns]
    heights = [sum(_room(m) for p in patterns for m in p.measures) + 0.12 for _, patterns in panels]
    hits = sum(pattern.hit for pattern in found)
    sizes = sorted({measure.n for pattern in found for measure in pattern.measures})
    note = (
        f"{hits} of {len(found)} facts within tolerance. Each row has a scale of its own: the bar is what the record "
        "allows (open to the right where there is no upper end), the mark the model's value with its 95 % Monte-Carlo "
        "interval. Full circle: within; hollow diamond and the word MISSED: outside; at the edge of a panel: further "
        "out. Grey, in italics: facts that are only reported; the others are gated. "
        f"n = {sizes[0]:,} to {sizes[-1]:,} runs a row. {subtitle + '. ' if subtitle else ''}{CAUTION}"
    )
    with style():
        width = LEFT + WORDS + PLOT + NUMBERS
        top, between = 1.75, 0.62
        height = top + sum(heights) + between * (len(panels) - 1) + 0.5
        figure = Figure(figsize=(width, height))
        y = height - top
        for (title, patterns), tall in zip(panels, heights, strict=True):
            y -= tall
            box = ((LEFT + WORDS) / width, y / height, PLOT / width, tall / height)
            _panel(figure.add_axes(box), title, patterns, tall)
            y -= between
        head(figure, "The record against the model", note)
    return figure


def position(measure: Measure, value: float) -> float:
    """Where a value stands on its row: 0 and 1 are the ends of the band; ratios on a log scale.

    Without an upper end, 1 is twice the lower one.
    """
    low, high = measure.low, measure.high
    if measure.ratio and low > 0:
        if value <= 0:
            return -inf
        return log2(value / low) if high == inf else log(value / low) / log(high / low)
    return (value - low) / (max(abs(low), 1.0) if high == inf else high - low)


def _room(measure: Measure) -> float:
    """Height of a row, inches."""
    return 0.1 + LINE * (1 + _words(measure).count("\n"))


def _words(measure: Measure) -> str:
    return wrapped(measure.fact, 72)


def _panel(axes: Axes, title: str, patterns: Sequence[Pattern], tall: float) -> None:
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold", x=-WORDS / PLOT, pad=17)
    axes.set_xlim(-BEYOND, 1 + BEYOND)
    axes.set_ylim(tall, 0)
    axes.set_yticks([])
    axes.set_xticks([0, 1], ["lower end", "upper end"])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, labelsize=9)
    for side in ("left", "bottom", "top"):
        axes.spines[side].set_visible(False)
    y = 0.06
    for number, pattern in enumerate(patterns):
        tallness = sum(_room(measure) for measure in pattern.measures)
        if number % 2:
            edges: dict[str, Any] = {"xmin": -WORDS / PLOT, "xmax": 1 + NUMBERS / PLOT}
            axes.axhspan(y, y + tallness, **edges, color="#F5F5F5", clip_on=False, zorder=0)
        for part, measure in enumerate(pattern.measures):
            room = _room(measure)
            _row(axes, y + room / 2, pattern, measure, first=part == 0)
            y += room


def _row(axes: Axes, y: float, pattern: Pattern, measure: Measure, first: bool) -> None:
    ink, slant = (GATED, "normal") if pattern.gates else (SHOWN, "italic")
    right = 1 + BEYOND
    band = [0, right if measure.high == inf else 1]
    axes.plot(band, [y, y], color=BAND, linewidth=9, solid_capstyle="butt", zorder=1)
    ends = [position(measure, measure.value + sign * 1.96 * measure.error) for sign in (-1, 1)]
    low, high = (min(max(end, -BEYOND), right) for end in ends)
    axes.plot([low, high], [y, y], color=ink, linewidth=1.8, solid_capstyle="butt", zorder=2)
    place = position(measure, measure.value)
    shown = min(max(place, -BEYOND), right)
    marker = "o" if measure.hit else "D"
    marker = marker if shown == place else ("<" if place < 0 else ">")
    shape: dict[str, Any] = {
        "markersize": 6.5,
        "markeredgewidth": 1.6,
        "markerfacecolor": ink if measure.hit else "white",
    }
    axes.plot(shown, y, marker, color=ink, **shape, zorder=3, clip_on=False)
    side = axes.get_yaxis_transform()
    plain: dict[str, Any] = {"transform": side, "va": "center", "fontsize": 9.0, "style": slant}
    if first:
        weight = "bold" if pattern.gates else "normal"
        axes.text(-WORDS / PLOT + 0.01, y, pattern.id, fontweight=weight, **plain)
        if not pattern.gates:
            axes.text(-WORDS / PLOT + 0.13, y, "report", color="#4D4D4D", **plain)
    axes.text(-WORDS / PLOT + 0.27 + (0.0 if first else 0.035), y, _words(measure), linespacing=1.1, **plain)
    told = f"{value_text(measure)}  ({measure.allowed})"
    axes.text(1.02, y, told, **plain)
    if not measure.hit:
        axes.text(1 + NUMBERS / PLOT - 0.02, y, "MISSED", ha="right", fontweight="bold", **plain)
