"""The line on a map, coloured sector by sector: violations, what is watched, what is detected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from sim.analysis.averages import student
from sim.analysis.places.geography import geography
from sim.analysis.places.line_survey import QUANTITIES, LineSurvey, line_survey
from sim.scenario.scenario import Scenario
from sim.views.maps.map_frame import Frame, frame
from sim.views.maps.map_ground import MISSING, Ground
from sim.views.style import CAUTION, head, style

#: Room around the panels: left, between, right, below; inches.
_LEFT, _BETWEEN, _RIGHT, _BELOW = 0.5, 0.22, 0.2, 1.12
#: Violations are told over at most so many powers of ten.
_DECADES = 4
_ROUND = tuple(float(f"{digit}e{power}") for power in range(-9, 6) for digit in (1, 2, 5))


@dataclass(frozen=True)
class Panel:
    """What a panel shows: its title, the unit under its colours, its colours, whether it is a share."""

    title: str
    unit: str
    colours: str
    share: bool


#: Sequential colours that colour-blind readers tell apart, lightest for least.
PANELS = {
    "violations": Panel(
        "Violations", "fired a day and km of the generalised line (log scale)", "magma_r", False
    ),
    "watched": Panel("Watched", "share of the sector that sensors watch", "YlGnBu", True),
    "detection": Panel("Detected", "recorded by the mission, of all fired", "BuPu", True),
}


def line_map(survey: LineSurvey, title: str, quantities: Sequence[str] = QUANTITIES) -> Figure:
    """The line, once for each quantity, side by side.

    Parameters
    ----------
    survey : of the runs (see :func:`sim.analysis.places.line_survey.line_survey`).
    title : what was run, for people; may be empty.
    quantities : one to three names of :data:`sim.analysis.places.line_survey.QUANTITIES`.

    Raises
    ------
    InputError
        A line without coordinates, or an unknown quantity.
    """
    line = survey.scenario.line
    with style():
        shown = frame(geography(line.definition, line.length, line.sector_miles))
        ground = Ground(shown)
        count = len(quantities)
        width = _LEFT + count * shown.wide + (count - 1) * _BETWEEN + _RIGHT
        note = _note(survey, quantities)
        lines = head(Figure(figsize=(width, 4.0)), "", note)
        height = lines + 0.42 + shown.tall + _BELOW
        figure = Figure(figsize=(width, height))
        head(figure, f"{_what(survey)}: {title}" if title else _what(survey), note)
        for number, quantity in enumerate(quantities):
            left = _LEFT + number * (shown.wide + _BETWEEN)
            box = (left / width, _BELOW / height, shown.wide / width, shown.tall / height)
            axes = figure.add_axes(box)
            ground.draw(axes, beside=number == 0)
            painted = _paint(axes, shown, survey, quantity)
            panel = PANELS[quantity]
            axes.set_title(f"{panel.title}: {_said(survey, quantity)}", loc="left", fontsize=10.5)
            bar = figure.add_axes(
                ((left + 0.12 * shown.wide) / width, 0.62 / height, 0.76 * shown.wide / width, 0.12 / height)
            )
            figure.colorbar(painted, cax=bar, orientation="horizontal", extend="neither")
            bar.set_xlabel(panel.unit, fontsize=9.5)
            bar.grid(False)
            if panel.share:
                bar.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
            else:
                bar.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    return figure


def map_of_run(scenario: Scenario, seed: int, run: int = 0, title: str = "") -> Figure:
    """The line in one ceasefire.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.
    title : what was run, for people.

    Raises
    ------
    InputError
        The run came to no ceasefire, or the line has no coordinates.
    """
    return line_map(line_survey(scenario, seed, [run]), title)


def map_of_arm(scenario: Scenario, seed: int, runs: int = 100, title: str = "") -> Figure:
    """The line over the ceasefires of many runs, from number 0 on.

    Parameters
    ----------
    scenario, seed, runs : as in :func:`sim.analysis.places.line_survey.line_survey`.
    title : what was run, for people.

    Raises
    ------
    InputError
        No run came to a ceasefire, or the line has no coordinates.
    """
    return line_map(line_survey(scenario, seed, runs), title)


def _paint(axes: Axes, shown: Frame, survey: LineSurvey, quantity: str) -> PolyCollection:
    """The sectors in the colours of a quantity; grey where it has no value."""
    values, _ = survey.by_sector(quantity)
    values = np.where(values > 0, values, np.nan) if quantity == "violations" else values
    colours = colormaps[PANELS[quantity].colours].with_extremes(bad=MISSING)
    painted = PolyCollection(
        list(shown.bands), array=np.ma.masked_invalid(values), cmap=colours, norm=_norm(values, quantity),
        edgecolors="face", linewidths=0.3, zorder=4, gid=f"sectors:{quantity}",
    )  # fmt: skip
    axes.add_collection(painted)
    return painted


def _norm(values: np.ndarray, quantity: str) -> Normalize:
    """From what value to what value the colours run: round numbers, or 0 to a round share."""
    known = values[np.isfinite(values)]
    if PANELS[quantity].share:
        most = float(known.max()) if len(known) else 0.1
        return Normalize(0.0, min(1.0, np.ceil(10 * most + 1e-9) / 10))
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.1, 1.0)
    top = min(r for r in _ROUND if r >= min(high, _ROUND[-1]))
    bottom = max(r for r in _ROUND if r <= max(min(low, top / 5), top / 10**_DECADES, _ROUND[0]))
    return LogNorm(bottom, top)


def _what(survey: LineSurvey) -> str:
    return "One simulated ceasefire on the map" if survey.asked == 1 else "Simulated ceasefires on the map"


def _said(survey: LineSurvey, quantity: str) -> str:
    """The quantity of the whole line, with its 95 % interval where there are runs enough."""
    value, error = survey.whole(quantity)
    if not np.isfinite(value):
        return "none fired"
    reach = student(len(survey.runs)) * error if len(survey.runs) > 1 else np.nan
    share = PANELS[quantity].share

    value, reach = (100 * value, 100 * reach) if share else (value, reach)
    unit = " %" if share else " a km and day"
    if not reach > 0:
        return f"whole line {value:.3g}{unit}"
    digits = max(0, -int(np.floor(np.log10(reach))))
    return f"whole line {value:.{digits}f} ± {reach:.{digits}f}{unit}"


def _note(survey: LineSurvey, quantities: Sequence[str]) -> str:
    """What it is of, how sure, and what is drawn."""
    s, years = survey, survey.scenario.horizon.years
    if s.asked == 1:
        days = int(s.days[0])
        end = f"collapsed after {days:,} days" if s.collapsed[0] else f"held for all {days:,} days watched"
        words = f"n = 1 (seed {s.seed}, run {s.runs[0]}), so no interval; it {end}. Other runs end otherwise."
    else:
        met = len(s.runs)
        count = f"n = {met:,} runs" if met == s.asked else f"n = {met:,} ceasefires of {s.asked:,} runs"
        span = f"{years:.3g} year{'s' if years != 1 else ''}"
        words = (
            f"{count} over up to {span} (seed {s.seed}; {s.years:,.0f} years of ceasefire in all, "
            f"{s.collapsed.mean():.0%} collapsed); each sector's sum over all of them."
        )
        if met > 1:
            words += f" ±: 95 % interval of the mean over runs. {_spread(s, quantities[0])}"
    return (
        f"{words} Dots: miles along the line. Shaded: the side that Ukraine holds. Schematic: straight between the "
        f"approximate ends of {len(s.sectors.segment_names)} segments, cut into {len(s.sectors)} sectors; "
        f"grey: none fired. {CAUTION}"
    )


def _spread(survey: LineSurvey, quantity: str) -> str:
    """How far single runs, and the sectors' means, lie from what is drawn."""
    low, high = np.quantile(survey.each(quantity), [0.1, 0.9])
    values, errors = survey.by_sector(quantity)
    relative = np.nanmedian(errors / np.where(values > 0, values, np.nan))
    panel = PANELS[quantity]
    given = (f"{low:.0%}", f"{high:.0%}") if panel.share else (f"{low:.2g}", f"{high:.2g} a km and day")
    return (
        f"{panel.title}, whole line: eight of ten runs lie between {given[0]} and {given[1]}; "
        f"the standard error of a sector's value is about {relative:.0%} of it."
    )
