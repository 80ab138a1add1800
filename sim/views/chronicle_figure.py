"""One ceasefire in a picture: the line in time, the moves of both capitals and what they weighed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.textpath import TextPath
from matplotlib.ticker import FuncFormatter

from sim.analysis.chronicle import CAPITALS, DAYS_A_YEAR, SIDES, Chronicle, Event
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.choice import PRESS
from sim.incentives.terms import TERMS
from sim.line.sectors import KINDS, KM_PER_MILE
from sim.views.style import PALETTE, head, style, wrapped, year_ticks

#: Colour and name of each move, grey-zone pressure apart from pressure on the line.
MOVES = {
    "complies": "#EDEDED",
    "presses on the line": "#E69F00",
    "presses in the grey zone": "#999999",
    "masses forces": "#0072B2",
    "attacks": "#000000",
}
#: Terms of the incentive that are drawn as one, in the order of stacking.
FAMILIES: dict[str, tuple[str, ...]] = {
    "what an attack would win": ("gains",),
    "fear, grievance, anger": ("fear", "grievance", "incidents"),
    "domestic pressure": ("politics",),
    "war and its risks": ("losses", "fighting", "escalation"),
    "guarantors' answer": ("guarantee",),
    "sanctions, assets, aid": ("sanctions", "assets", "aid"),
    "the deal, war-weariness": ("deal", "weariness"),
}
FAMILY_COLOURS = dict(
    zip(FAMILIES, ("#D55E00", "#E69F00", "#F0E442", "#56B4E9", "#0072B2", "#009E73", "#CC79A7"), strict=True)
)
_KIND_WORDS = {
    "belarus_border": "border with Belarus",
    "russia_border": "border with Russia",
    "contact_line": "front",
    "river_line": "Dnipro",
}
_KIND_SHADES = ("#F2F2F2", "#D9D9D9", "#8C8C8C", "#B9D7EA")
#: Which events get a label first when there is no room for all; others are not labelled.
_LABELLED = (
    "collapse",
    "held",
    "guarantee_in_force",
    "ready",
    "snapback",
    "first_serious",
    "aid_cut",
    "renewal_lost",
    "assets_spent",
    "snapback_failed",
    "deaths",
    "crisis_begins",
    "election",
    "massing_seen",
    "first_violation",
    "findings",
    "nuclear_signal",
    "massed_at_start",
)
_ENDS = ("collapse", "held")
_LABEL_ROWS, _ROW_INCHES = 6, 0.165
#: Where labels change from the right of their lines to the left, tried in this order.
_SPLITS = (0.98, 0.85, 0.7, 0.55, 0.4)
#: Runs up to so many years are shown in weeks, longer ones in years.
_SHORT_YEARS = 1.6
_LEFT, _WIDTH = 1.0, 9.1


def chronicle_figure(chronicle: Chronicle, title: str) -> Figure:
    """One run: violations by time and mile, events marked; below moves, build-up, incentives.

    Parameters
    ----------
    chronicle : the run, at least a day long.
    title : what was run, for people.
    """
    c = chronicle
    with style():
        events = [e for e in c.events if e.major and e.kind in _LABELLED]
        labels = _labels(events, max(c.days, 1))
        panels = _Panels(c, 1 + max((label.row for label in labels), default=0))
        _line(panels["line"], panels["side"], panels["bar"], c)
        for side in SIDES:
            _moves(panels[f"moves_{side}"], c, side)
        _build_up(panels["build_up"], c)
        reach = _reach(c)
        for side in SIDES:
            _incentive(panels[f"incentive_{side}"], c, side, *reach[side])
        _credibility(panels["credibility"], c)
        panels.keys()
        panels.mark(labels, events)
        note = _note(c, len(events) - len(labels))
        head(panels.figure, f"One simulated ceasefire: {title}", wrapped(note, 165))
    return panels.figure


def _note(c: Chronicle, left_out: int) -> str:
    ended = (
        f"it ended after {c.days:,} days" if c.cause != "held" else f"it held for all {c.days:,} days watched"
    )
    note = (
        f"One run of a model under stated assumptions, not a forecast: n = 1 (seed {c.seed}, run {c.run}), "
        f"so no interval; {ended}. Other runs end otherwise."
    )
    return note + (f" Lines without a label: {left_out} more events." if left_out else "")


class _Panels:
    """The panels under each other on one axis of time, measured in inches from the top."""

    ROWS = (
        ("line", 3.7, 0.28),
        ("moves_russia", 0.24, 0.06),
        ("moves_ukraine", 0.24, 0.14),
        ("build_up", 0.8, 0.3),
        ("incentive_russia", 1.55, 0.16),
        ("incentive_ukraine", 1.55, 0.3),
        ("credibility", 1.05, 0.62),
    )

    def __init__(self, c: Chronicle, label_rows: int) -> None:
        self.width = _LEFT + _WIDTH + 3.0
        above = 1.05 + _ROW_INCHES * label_rows
        self.height = above + sum(tall + below for _, tall, below in self.ROWS)
        self.figure = Figure(figsize=(self.width, self.height))
        self.in_years = c.days > _SHORT_YEARS * DAYS_A_YEAR
        self.per_unit = DAYS_A_YEAR if self.in_years else float(DAYS_PER_WEEK)
        self.end = max(c.days, 1)
        self.axes: dict[str, Axes] = {}
        y = self.height - above
        for name, tall, below in self.ROWS:
            first = self.axes.get("line")
            self.axes[name] = self._add(_LEFT, y - tall, _WIDTH, tall, sharex=first)
            y -= tall + below
        top = self.height - above
        self.axes["side"] = self._add(_LEFT + _WIDTH + 0.06, top - 3.7, 0.14, 3.7, sharey=self.axes["line"])
        self.axes["bar"] = self._add(_LEFT + _WIDTH + 1.75, top - 3.3, 0.14, 2.7)
        self._time()

    def __getitem__(self, name: str) -> Axes:
        return self.axes[name]

    def _add(self, x: float, y: float, wide: float, tall: float, **share: Axes | None) -> Axes:
        box = (x / self.width, y / self.height, wide / self.width, tall / self.height)
        return self.figure.add_axes(box, **share)  # type: ignore[arg-type, call-overload, no-any-return]

    def _time(self) -> None:
        axes = self.axes["credibility"]
        axes.set_xlim(0, self.end)
        ticks = (
            [t * self.per_unit for t in year_ticks(self.end / self.per_unit)]
            if self.in_years
            else _weeks(self.end)
        )
        axes.set_xticks(ticks)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{day / self.per_unit:.3g}"))
        axes.set_xlabel(f"{'years' if self.in_years else 'weeks'} since the ceasefire began")
        for name, _, _ in self.ROWS[:-1]:
            self.axes[name].tick_params(labelbottom=False, bottom=False)

    def keys(self) -> None:
        """Legends of the moves and of the terms, at the right of their panels."""
        x = (_LEFT + _WIDTH + 0.1) / self.width
        for below, entries in (("moves_russia", MOVES), ("incentive_russia", FAMILY_COLOURS)):
            box = self.axes[below].get_position()
            keys: list[Artist] = [
                Patch(facecolor=ink, edgecolor="#808080", linewidth=0.4) for ink in entries.values()
            ]
            names = list(entries)
            if below == "incentive_russia":
                keys.append(Line2D([], [], color="black", linewidth=1.3))
                names.append("their sum: the incentive to attack")
            self.figure.legend(keys, names, loc="upper left", bbox_to_anchor=(x, box.y1 + 0.1 / self.height),
                               frameon=False, fontsize=9, handlelength=1.1, labelspacing=0.28)  # fmt: skip

    def mark(self, labels: list[_Label], events: list[Event]) -> None:
        """A line through all panels at each event; labels above, each on a stem of its own."""
        for event in events:
            strong = event.kind in _ENDS
            for name, _, _ in self.ROWS:
                self.axes[name].axvline(
                    event.day, color="black" if strong else "#4D4D4D", linewidth=1.8 if strong else 0.7,
                    alpha=1.0 if strong else 0.65, linestyle="-" if strong else (0, (3, 2)),
                    gid=f"event:{event.kind}", zorder=4, clip_on=not strong,
                )  # fmt: skip
        line = self.axes["line"]
        for label in labels:
            event, rise = label.event, 0.06 + _ROW_INCHES * label.row
            line.annotate(
                event.short, (event.day, 1.0), xycoords=("data", "axes fraction"), annotation_clip=False,
                xytext=(-2 if label.leftwards else 2, 72 * rise), textcoords="offset points", va="bottom",
                ha="right" if label.leftwards else "left", fontproperties=_font(event),
                gid=f"label:{event.kind}",
            )  # fmt: skip
            line.plot([event.day, event.day], [1.0, 1.0 + (rise + 0.12) / self.ROWS[0][1]], color="#4D4D4D",
                      linewidth=0.7, transform=line.get_xaxis_transform(), clip_on=False)  # fmt: skip


@dataclass(frozen=True)
class _Label:
    """A label above the picture: its event, its row, on which side of its line; its place in inches."""

    event: Event
    row: int
    leftwards: bool
    at: float
    low: float
    high: float


def _labels(events: list[Event], end: float) -> list[_Label]:
    """Labels for as many events as there is room for, the weightiest first; none crosses a label or stem."""
    shown: list[Event] = []
    labels: list[_Label] = []
    for event in sorted(events, key=lambda e: (_LABELLED.index(e.kind), e.day)):
        room = next((found for split in _SPLITS if (found := _arranged([*shown, event], end, split))), None)
        if room:
            shown.append(event)
            labels = room
    return labels


def _arranged(events: list[Event], end: float, split: float) -> list[_Label] | None:
    """Places for all labels, or None: to the right of their lines before ``split`` (a share of the width), to
    the left after it. Each half is filled from the split outwards, which makes the stems a staircase.
    """
    outwards = sorted(events, key=lambda e: (e.day > split * end, e.day if e.day > split * end else -e.day))
    placed: list[_Label] = []
    for event in outwards:
        wide, at = _width(event), event.day / end * _WIDTH
        leftwards = event.day > split * end
        low = at - wide if leftwards else at
        rows = (_Label(event, row, leftwards, at, low, low + wide) for row in range(_LABEL_ROWS))
        free = next((label for label in rows if _free(label, placed)), None)
        if not free:
            return None
        placed.append(free)
    return placed


@cache
def _width(event: Event) -> float:
    """Width of an event's label with a little air, inches."""
    return float(TextPath((0, 0), event.short, prop=_font(event)).get_extents().width) / 72 + 0.1


def _free(label: _Label, placed: list[_Label]) -> bool:
    """Whether a label stays on the page, clear of the others and of all stems."""
    if label.low < -0.6 or label.high > _WIDTH + 0.3:
        return False
    for other in placed:
        if other.row == label.row and label.low < other.high and other.low < label.high:
            return False
        if other.row > label.row and label.low < other.at < label.high:
            return False
        if other.row < label.row and other.low < label.at < other.high:
            return False
    return True


def _font(event: Event) -> FontProperties:
    return FontProperties(size=8.5, weight="bold" if event.kind in _ENDS else "normal")


def _weeks(days: int) -> list[float]:
    weeks = days / DAYS_PER_WEEK
    step = next(s for s in (1, 2, 4, 8, 13, 26) if weeks / s <= 12 or s == 26)
    return [float(DAYS_PER_WEEK * week) for week in range(0, int(weeks) + 1, step)]


def _begins(c: Chronicle) -> np.ndarray:
    """Day on which each span begins, and the end of the last; shape (n + 1,)."""
    return np.concatenate([[0], c.ends]).astype(float)


def _line(axes: Axes, side: Axes, bar: Axes, c: Chronicle) -> None:
    """Violations a week per km of line, by day and mile."""
    s = c.sectors
    miles = np.append(s.start_mile, s.start_mile[-1] + s.km[-1] / KM_PER_MILE)
    weeks = np.diff(_begins(c)) / DAYS_PER_WEEK
    density = (c.fired / weeks[:, None] / s.km).T
    seen = density[density > 0]
    low, high = (np.quantile(seen, 0.02), seen.max()) if len(seen) else (0.1, 1.0)
    low = 10 ** np.floor(np.log10(max(low, high / 1e4)))
    colours = colormaps["magma_r"].with_extremes(bad="white")
    mesh = axes.pcolormesh(
        _begins(c), miles, np.ma.masked_less_equal(density, 0), cmap=colours,
        norm=LogNorm(low, max(high, 10 * low)), rasterized=True, gid="violations",
    )  # fmt: skip
    axes.set_ylim(miles[-1], miles[0])
    sea, land = (
        ("Sea of Azov", "north")
        if c.scenario.line.definition == "donbas_2020"
        else ("Black Sea", "north-west")
    )
    axes.set_ylabel(f"mile along the line\n{sea} $\\longleftarrow$     $\\longrightarrow$ {land}")
    axes.grid(False)
    axes.figure.colorbar(mesh, cax=bar, extend="min")
    bar.set_title("violations a week\nper km (log scale;\nwhite: none)", fontsize=8.5, loc="left")
    bar.grid(False)
    _land(side, c, miles)
    for boundary in miles[1:-1][np.diff(s.region) != 0]:
        axes.axhline(boundary, color="#7F7F7F", linewidth=0.5)


def _land(side: Axes, c: Chronicle, miles: np.ndarray) -> None:
    """The strip that names regions and tells kinds of sector apart by shade."""
    s = c.sectors
    for i in range(len(s)):
        side.add_patch(
            Rectangle((0, miles[i]), 1, miles[i + 1] - miles[i], color=_KIND_SHADES[s.kind[i]], linewidth=0)
        )
    side.set_xlim(0, 1)
    side.grid(False)
    side.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)
    for spine in side.spines.values():
        spine.set_visible(False)
    least = 0.045 * (miles[-1] - miles[0])
    previous = -1e9
    for region, name in enumerate(s.region_names):
        where = np.flatnonzero(s.region == region)
        kind = KINDS[s.kind[where[0]]]
        label = _KIND_WORDS[kind] if name in KINDS else f"{name} front"
        middle = 0.5 * (miles[where[0]] + miles[where[-1] + 1])
        previous = max(middle, previous + least)
        side.text(1.4, previous, label, fontsize=9, va="center", clip_on=False)


def _moves(axes: Axes, c: Chronicle, side: str) -> None:
    """The moves of a side as a strip, a piece a week."""
    me = c.history[side][: c.decided]
    # Grey-zone pressure gets a number of its own: complies 0, line 1, grey 2, masses 3, attacks 4.
    number = me["stance"] + (me["stance"] > PRESS) + ((me["stance"] == PRESS) & (me["grey"] > 0.5))
    # A move is decided at the end of its week and holds until the end of the next.
    begins = c.ends[: c.decided].astype(float)
    ends = np.append(begins[1:], [c.days] * (c.decided > 0))
    for code, ink in enumerate(MOVES.values()):
        weeks = np.flatnonzero(number == code)
        # An attack ends the ceasefire on the spot: it gets a width of its own to be seen.
        least = 0.006 * c.days if code == len(MOVES) - 1 else 0.0
        spans = [(begins[w] - least, ends[w] - begins[w] + least) for w in weeks]
        order = 3 if least else 1
        axes.broken_barh(spans, (0, 1), facecolors=ink, linewidth=0, zorder=order, gid=f"move:{side}:{code}")
    axes.set_ylim(0, 1)
    axes.set_yticks([0.5], [CAPITALS[side]])
    axes.tick_params(left=False)
    axes.grid(False)


def _build_up(axes: Axes, c: Chronicle) -> None:
    """Massing of both sides as a share of what an attack needs."""
    for side, ink in zip(SIDES, (PALETTE[1], PALETTE[0]), strict=True):
        built = np.concatenate([c.start[side]["massing"], c.history[side]["massing"]]) / c.need
        axes.step(_begins(c), built, where="post", color=ink, linewidth=1.3, label=CAPITALS[side])
    axes.axhline(1.0, color="black", linewidth=0.9, linestyle=(0, (2, 2)))
    axes.set_ylim(0, 1.65)
    axes.set_yticks([0, 1], ["0", "ready"])
    axes.set_ylabel("build-up")
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.005, 0.55),
        frameon=False,
        fontsize=9,
        handlelength=1.3,
        labelspacing=0.25,
    )


def _stacked(c: Chronicle, side: str) -> tuple[np.ndarray, np.ndarray]:
    """Families of terms by week, those that push and those that hold; each of shape (families, decided)."""
    terms = c.history[side]["terms"][: c.decided]
    families = np.stack(
        [terms[:, [TERMS.index(t) for t in names]].sum(axis=1) for names in FAMILIES.values()]
    )
    return np.maximum(families, 0), np.minimum(families, 0)


def _reach(c: Chronicle) -> dict[str, tuple[float, float]]:
    """Scales of the incentives: one for both sides, unless one side's would flatten the other's."""
    if not c.decided:
        return dict.fromkeys(SIDES, (-1.0, 1.0))
    reach = {}
    for side in SIDES:
        push, hold = _stacked(c, side)
        reach[side] = (1.05 * float(hold.sum(axis=0).min()), 1.05 * float(push.sum(axis=0).max()) + 1.0)
    (low, high), (other_low, other_high) = reach.values()
    spans = sorted((high - low, other_high - other_low))
    if spans[1] <= 3 * spans[0]:
        return dict.fromkeys(SIDES, (min(low, other_low), max(high, other_high)))
    return reach


def _incentive(axes: Axes, c: Chronicle, side: str, low: float, high: float) -> None:
    """The incentive to attack and its terms, stacked: what pushes above zero, what holds below."""
    days = c.ends[: c.decided].astype(float)
    if len(days):
        for part in _stacked(c, side):
            floor = np.zeros(len(days))
            for values, ink in zip(part, FAMILY_COLOURS.values(), strict=True):
                axes.fill_between(days, floor, floor + values, step="post", color=ink, linewidth=0)
                floor = floor + values
        axes.step(days, c.history[side]["incentive"][: c.decided], where="post", color="black", linewidth=1.3,
                  gid=f"incentive:{side}")  # fmt: skip
    axes.axhline(0, color="black", linewidth=0.6)
    axes.set_ylim(low, high)
    axes.set_ylabel(f"{CAPITALS[side]}:\n% of its GDP")


def _credibility(axes: Axes, c: Chronicle) -> None:
    """Credibility of the guarantor, American attention, European unity."""
    g = c.history["guarantors"]
    days = c.ends.astype(float)
    shown = (
        ("credibility", "credibility of the guarantee", "black", "-"),
        ("attention", "American attention", PALETTE[0], "-"),
        ("unity", "European unity", PALETTE[4], (0, (4, 1.5))),
    )
    for name, label, ink, dashes in shown:
        named = label if g[name].any() else f"{label} (none)"
        axes.plot(days, g[name], color=ink, linestyle=dashes, linewidth=1.5, label=named)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1])
    axes.set_ylabel("share")
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.005, 1.05),
        frameon=False,
        fontsize=9,
        handlelength=1.6,
        labelspacing=0.3,
    )
