"""One ceasefire by week and mile: where and when it was broken, and what the mission watched; events marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import QuadMesh
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from sim.analysis.chronicles.chronicle import Chronicle, chronicle
from sim.analysis.places.line_weeks import LineWeeks, line_weeks
from sim.line.sectors import Sectors
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario
from sim.views.chronicles.chronicle_labels import LABELLED, labels
from sim.views.chronicles.chronicle_line import (
    KIND_SHADES,
    corner_miles,
    mile_label,
    region_label,
    violations,
)
from sim.views.chronicles.timeline import WIDTH, Timeline
from sim.views.style import CAUTION, apart, head, style, wrapped

#: Which events are marked, those first that get a label first.
_FIRST = ("collapse", "held", "attack_ordered", "mission_leaves", "snapback")
MARKED = (*_FIRST, *(kind for kind in LABELLED if kind not in _FIRST))
#: The panels, their heights and the room below them, where their scales of colour lie; inches.
_ROWS = (("violations", 5.5, 0.78), ("watched", 2.6, 1.28))
_LEFT = 0.95
#: Room of a name beside the line, inches; longest name, characters.
_NAME_INCHES, _NAME = 0.158, 32


def time_by_mile_figure(story: Chronicle, weeks: LineWeeks, title: str) -> Figure:
    """Violations, and below what sensors watched, by week and mile.

    Parameters
    ----------
    story : the run, told, for its events; at least a day long.
    weeks : the same run, by week and sector.
    title : what was run, for people.
    """
    with style():
        events = [e for e in story.events if e.major and e.kind in MARKED]
        shown = labels(events, max(story.days, 1), WIDTH, MARKED)
        rows = 1 + max((label.row for label in shown), default=0)
        page = Timeline(_ROWS, story.days, rows, since="the ceasefire began", left=_LEFT)
        s, upper, lower = weeks.sectors, page["violations"], page["watched"]
        begins = np.append(0, weeks.ends).astype(float)
        fired = violations(upper, begins, s, weeks.fired)
        seen = _watched(lower, begins, weeks)
        upper.set_ylabel(mile_label(story.scenario.line.definition))
        lower.set_ylabel("mile along the line")
        segments = [_short(name) for name in s.segment_names]
        _beside(page, "violations", s, s.segment, segments)
        _beside(page, "watched", s, s.region, [region_label(s, r) for r in range(len(s.region_names))])
        _scale(page, "violations", fired, "violations a week per km (log scale; white: none)", 0.2, "min")
        bar = _scale(page, "watched", seen, "share of the sector that sensors watch", 0.62, "neither")
        bar.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        page.mark(shown, events)
        note = _note(story, weeks, len(events) - len(shown))
        heading = "One simulated ceasefire by week and mile"
        head(page.figure, f"{heading}: {title}" if title else heading, wrapped(note, 150))
    return page.figure


def time_by_mile(scenario: Scenario, seed: int, run: int = 0, title: str = "") -> Figure:
    """One run by week and mile.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.
    title : what was run, for people.

    Raises
    ------
    InputError
        The run came to no ceasefire.
    """
    story = chronicle(scenario, seed, run)
    if not story.agreed:
        raise InputError(
            "there is no line to show: the run came to no ceasefire",
            where="run",
            value=run,
            allowed="a run that comes to a ceasefire",
        )
    return time_by_mile_figure(story, line_weeks(scenario, seed, run), title)


def _watched(axes: Axes, begins: np.ndarray, weeks: LineWeeks) -> QuadMesh:
    miles = corner_miles(weeks.sectors)
    mesh = axes.pcolormesh(
        begins, miles, weeks.watched.T, cmap=colormaps["YlGnBu"], norm=Normalize(0, 1), rasterized=True,
        gid="watched",
    )  # fmt: skip
    axes.set_ylim(miles[-1], miles[0])
    axes.grid(False)
    return mesh


def _short(name: str) -> str:
    """The name of a segment without what stands in brackets, its last places left out if it is long."""
    places = re.sub(r"\s*\([^)]*\)", "", name).split("-")
    kept = len(places)
    while kept > 1 and len("-".join(places[:kept])) > _NAME - 2 * (kept < len(places)):
        kept -= 1
    return "-".join(places[:kept]) + ("-…" if kept < len(places) else "")


def _beside(page: Timeline, panel: str, s: Sectors, group: np.ndarray, names: Sequence[str]) -> None:
    """Beside a panel a strip in the shades of the kinds of line, and the names of groups of sectors.

    Parameters
    ----------
    page, panel : where.
    s : the line, n sectors.
    group : to which group each sector belongs, ascending; shape (n,).
    names : of the groups.
    """
    tall = next(height for name, height, _ in _ROWS if name == panel)
    below = page[panel].get_position().y0 * page.height
    strip = page.add(page.left + WIDTH + 0.06, below, 0.14, tall, sharey=page[panel])
    strip.set_axis_off()
    strip.tick_params(labelleft=False, labelbottom=False)
    strip.set_xlim(0, 1)
    miles = corner_miles(s)
    for i in range(len(s)):
        strip.add_patch(
            Rectangle((0, miles[i]), 1, miles[i + 1] - miles[i], color=KIND_SHADES[s.kind[i]], linewidth=0)
        )
    members = [np.flatnonzero(group == number) for number in range(len(names))]
    middles = [0.5 * (miles[where[0]] + miles[where[-1] + 1]) for where in members]
    heights = [1 - middle / miles[-1] for middle in middles]
    for name, mile, height in zip(
        names, middles, apart(heights, [_NAME_INCHES / tall] * len(names)), strict=True
    ):
        strip.annotate(
            name, (1.0, mile), (2.6, height), textcoords="axes fraction", va="center", fontsize=8.5,
            annotation_clip=False, gid=f"name:{panel}",
            arrowprops={"arrowstyle": "-", "color": "#7F7F7F", "linewidth": 0.6, "shrinkA": 1, "shrinkB": 0,
                        "relpos": (0, 0.5)},
        )  # fmt: skip


def _scale(page: Timeline, panel: str, mesh: ScalarMappable, unit: str, below: float, extend: str) -> Axes:
    """The colours of a panel as a bar under it, ``below`` inches down."""
    low = page[panel].get_position().y0 * page.height
    bar = page.add(page.left + 4.6, low - below - 0.13, 3.4, 0.13)
    page.figure.colorbar(mesh, cax=bar, orientation="horizontal", extend=extend)
    bar.grid(False)
    bar.text(-0.06, 0.5, unit, transform=bar.transAxes, ha="right", va="center", fontsize=9)
    return bar


def _note(c: Chronicle, weeks: LineWeeks, left_out: int) -> str:
    """What it is of and how sure."""
    ended = (
        f"it ended after {c.days:,} days" if c.cause != "held" else f"it held for all {c.days:,} days watched"
    )
    fired, recorded = float(weeks.fired.sum()), float(weeks.recorded.sum())
    found = f", of which the mission recorded {recorded / fired:.0%}" if fired > 0 else ""
    unlabelled = (
        f" Lines without a label: {left_out} more event{'' if left_out == 1 else 's'}." if left_out else ""
    )
    return (
        f"n = 1 (seed {c.seed}, run {c.run}), so no interval; {ended}; {fired:,.0f} violations fired{found}. Other "
        f"runs end otherwise. A column is a week, a row one of {len(weeks.sectors)} sectors.{unlabelled} {CAUTION}"
    )
