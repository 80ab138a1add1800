"""The panels of a road: talks by track, the front, the terms, and what both sides make of them."""

from __future__ import annotations

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.analysis.chronicles.chronicle_words import CAPITALS
from sim.analysis.chronicles.passage_words import TRACK_WORDS
from sim.analysis.chronicles.travelogue import Travelogue
from sim.engine.calendar import DAYS_PER_WEEK
from sim.negotiation.issues import ISSUES
from sim.views.style import PALETTE

#: Colour of each side, as in the picture of a ceasefire.
INKS = {"russia": PALETTE[1], "ukraine": PALETTE[0]}
#: Meetings, and what a lane of talks leaves free above its bars.
_MEETINGS, _LANE = "#56B4E9", 0.85
_DAYS_A_MONTH = 30.0


def edges(p: Travelogue) -> np.ndarray:
    """Days on which weeks begin and end, shape (n + 1,)."""
    return np.arange(p.weeks + 1) * float(DAYS_PER_WEEK)


def key(axes: Axes, top: float = 1.08) -> None:
    """The legend of a panel, at its right."""
    axes.legend(loc="upper left", bbox_to_anchor=(1.005, top), frameon=False, fontsize=9, handlelength=1.5,
                labelspacing=0.3, borderaxespad=0.2)  # fmt: skip


def talks(axes: Axes, p: Travelogue) -> None:
    """A lane a track: a bar a week, as high as meetings; a cross where a side walked out; below, summits."""
    met, walkouts, begins = p.met, p.walkouts, edges(p)
    most = max(float(met.max()), 1.0)
    lanes = len(TRACK_WORDS)
    for track in range(lanes):
        floor = float(lanes - track)
        values = floor + _LANE * met[:, track] / most
        name = f"meetings a week (highest bar: {most:.0f})" if track == 0 and met.any() else None
        axes.stairs(
            values, begins, baseline=floor, fill=True, color=_MEETINGS, label=name, gid=f"met:{track}"
        )
        middles = begins[:-1][walkouts[:, track]] + DAYS_PER_WEEK / 2
        name = f"a side walks out (in all {walkouts.sum():,})" if track == 0 and met.any() else None
        axes.plot(middles, np.full(len(middles), floor + 0.4), linestyle="none", marker="x", markersize=5,
                  markeredgewidth=1.3, color="black", label=name, gid=f"walkouts:{track}")  # fmt: skip
    at = begins[1:][p.road["scuttled"] > 0]
    axes.plot(at, np.full(len(at), 0.4), linestyle="none", marker="X", markersize=6, color=PALETTE[3],
              label=f"a summit is brought down ({len(at):,})" if len(at) else None, gid="scuttled")  # fmt: skip
    if p.agreed:
        axes.plot([begins[-1]], [0.4], linestyle="none", marker="*", markersize=11, color="black",
                  clip_on=False, label="the text is signed", gid="signed", zorder=6)  # fmt: skip
    names = [
        name if p.held(track) else f"{name} (not held)" for track, name in enumerate(TRACK_WORDS.values())
    ]
    if not met.any():
        axes.text(0.5, 0.6, "no track met before the end", transform=axes.transAxes, ha="center", va="center",
                  color="#404040", backgroundcolor="white")  # fmt: skip
    axes.set_ylim(0, lanes + 1)
    axes.set_yticks([lanes - track + 0.4 for track in range(lanes)] + [0.4], [*names, "summits"], fontsize=9)
    axes.tick_params(left=False)
    axes.grid(False, axis="y")
    for floor in range(1, lanes + 1):
        axes.axhline(floor, color="#D0D0D0", linewidth=0.7, zorder=0)
    if axes.get_legend_handles_labels()[0]:
        key(axes)


def advance(axes: Axes, p: Travelogue) -> None:
    """What Moscow gained or lost, at the pace of each week."""
    pace = p.road["advance"] * _DAYS_A_MONTH / DAYS_PER_WEEK
    axes.stairs(pace, edges(p), baseline=None, color="#404040", linewidth=1.2, gid="advance",
                label="Russian advance at each\nweek's pace")  # fmt: skip
    axes.axhline(p.offer.war.advance, color="#404040", linewidth=0.9, linestyle=(0, (4, 2)),
                 label=f"as the talks began ({p.offer.war.advance:g})")  # fmt: skip
    axes.axhline(0, color="black", linewidth=0.7)
    _named(axes, "advance\n(km² in\n30 days)")
    _few_ticks(axes)
    key(axes)


def ground(axes: Axes, p: Travelogue) -> None:
    """Ground taken since the talks began."""
    taken = p.road["territory"]
    axes.stairs(taken, edges(p), fill=True, color="#BDBDBD", gid="ground",
                label=f"taken since the talks began\n(in the end {taken[-1]:,.0f} km²)")  # fmt: skip
    axes.axhline(0, color="black", linewidth=0.7)
    _named(axes, "ground\n(km²)")
    _few_ticks(axes)
    key(axes)


def losses(axes: Axes, p: Travelogue) -> None:
    """Casualties of both armies, at the pace of each week."""
    for side, name in CAPITALS.items():
        total = np.concatenate([[0.0], p.worlds["tally"][f"war_losses_{side}"]])
        pace = np.diff(total) * _DAYS_A_MONTH / DAYS_PER_WEEK
        axes.stairs(pace, edges(p), baseline=None, color=INKS[side], linewidth=1.2, gid=f"losses:{side}",
                    linestyle="-" if side == "russia" else (0, (4, 1.2)),
                    label=f"{name}'s army (in all {total[-1]:,.0f})")  # fmt: skip
    axes.set_ylim(0)
    _named(axes, "casualties\n(thousand\nin 30 days)")
    _few_ticks(axes)
    key(axes)


def terms(axes: Axes, bar: Axes, p: Travelogue) -> None:
    """How far each issue is settled, a strip an issue."""
    shares = p.settled[1:].T
    colours = colormaps["Blues"]
    mesh = axes.pcolormesh(edges(p), np.arange(len(ISSUES) + 1), shares, cmap=colours, vmin=0.0, vmax=1.0,
                           rasterized=True, gid="settled")  # fmt: skip
    names = [
        name if most == 1 else f"{name} (at most {most:.0%})"
        for name, most in zip(ISSUES, p.reach, strict=True)
    ]
    axes.set_ylim(len(ISSUES), 0)
    axes.set_yticks(np.arange(len(ISSUES)) + 0.5, names, fontsize=9)
    axes.tick_params(left=False)
    axes.grid(False)
    for boundary in range(1, len(ISSUES)):
        axes.axhline(boundary, color="white", linewidth=1.2)
    bar.grid(False)
    axes.figure.colorbar(mesh, cax=bar, ticks=[0, 0.5, 1], format=FuncFormatter(lambda x, _: f"{x:.0%}"))
    bar.set_title("share of the\nissue settled", fontsize=9, loc="left", pad=9)


def tilt(axes: Axes, p: Travelogue) -> None:
    """Whose the terms are, how much of them is substance, and the trust of those who make them."""
    shown = (
        ("tilt", "tilt: 0 Moscow's, 1 Kyiv's", "black", "-"),
        ("depth", "substance in what is settled", PALETTE[4], (0, (5, 1.5))),
        ("trust", "trust", PALETTE[2], (0, (1.5, 1))),
    )
    for name, label, ink, dashes in shown:
        axes.stairs(p.road[name], edges(p), baseline=None, color=ink, linestyle=dashes, linewidth=1.5,
                    label=label, gid=name)  # fmt: skip
    axes.axhline(0.5, color="#808080", linewidth=0.7)
    axes.set_ylim(-0.03, 1.03)
    axes.set_yticks([0, 0.5, 1])
    _named(axes, "terms\n(share)")
    key(axes)


def reach(p: Travelogue) -> tuple[float, float]:
    """One scale for what both sides make of the text."""
    values = np.concatenate([np.concatenate([p.surplus(side), p.own(side)]) for side in CAPITALS])
    low, high = min(float(values.min()), -5.0), max(float(values.max()), 5.0)
    return low - 0.1 * (high - low), high + 0.05 * (high - low)


def surplus(axes: Axes, p: Travelogue, side: str, low: float, high: float) -> None:
    """What signing is worth to a side over fighting on, with pressure and without; above zero it would sign."""
    ink, begins, name = INKS[side], edges(p), CAPITALS[side]
    with_pressure, own = p.surplus(side), p.own(side)
    axes.stairs(with_pressure, begins, baseline=own, fill=True, color=ink, alpha=0.25, linewidth=0,
                label="added by pressure")  # fmt: skip
    axes.stairs(own, begins, baseline=None, color="#404040", linewidth=0.9, linestyle=(0, (3, 1.5)),
                label="without pressure", gid=f"own:{side}")  # fmt: skip
    axes.stairs(with_pressure, begins, baseline=None, color=ink, linewidth=1.5, label="as it is",
                gid=f"surplus:{side}")  # fmt: skip
    axes.axhline(0, color="black", linewidth=1.0)
    would = [(begins[week], float(DAYS_PER_WEEK)) for week in np.flatnonzero(with_pressure > 0)]
    axes.broken_barh(would, (low, 0.06 * (high - low)), facecolors=ink, linewidth=0, gid=f"would:{side}",
                     label="weeks in which it would sign")  # fmt: skip
    threatened = np.flatnonzero(p.road["threat"] > 0)
    if len(threatened):
        axes.axvspan(begins[threatened[0]], begins[threatened[-1] + 1], facecolor="#E0E0E0", edgecolor="none",
                     zorder=0, label="an ultimatum runs", gid="ultimatum")  # fmt: skip
    axes.set_ylim(low, high)
    aside = "" if side in p.at_table else "\nnot at the\ntable"
    _named(axes, f"{name}{aside}\n(% of its\nGDP)")
    key(axes)


def _named(axes: Axes, label: str) -> None:
    """The name and unit of a panel, upright at its left."""
    axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=9.5)
    axes.yaxis.set_label_coords(-0.072, 0.5)


def _few_ticks(axes: Axes) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(3, min_n_ticks=2))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace("-", "−")))
