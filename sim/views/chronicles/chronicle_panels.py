"""What both capitals did and weighed, and who stood by: the panels below the line, on the same time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.chronicles.chronicle_words import CAPITALS
from sim.analysis.chronicles.history import SIDES, History
from sim.incentives.choice import PRESS
from sim.incentives.terms import TERMS
from sim.views.style import PALETTE

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
    "war and its risks": ("losses", "fighting", "escalation", "dependence"),
    "guarantors' answer": ("guarantee",),
    "sanctions, assets, aid": ("sanctions", "assets", "aid"),
    "the deal, war-weariness": ("deal", "weariness"),
}
FAMILY_COLOURS = dict(
    zip(FAMILIES, ("#D55E00", "#E69F00", "#F0E442", "#56B4E9", "#0072B2", "#009E73", "#CC79A7"), strict=True)
)


def moves(axes: Axes, h: History, side: str) -> None:
    """The moves of a side as a strip, a piece a week."""
    me = h.worlds[side][: h.weighed]
    # Grey-zone pressure gets a number of its own: complies 0, line 1, grey 2, masses 3, attacks 4.
    number = me["stance"] + (me["stance"] > PRESS) + ((me["stance"] == PRESS) & (me["grey"] > 0.5))
    # What is taken up or kept at the end of a week holds until the end of the next.
    begins = h.ends[: h.weighed].astype(float)
    ends = np.append(begins[1:], [h.days] * (h.weighed > 0))
    for code, ink in enumerate(MOVES.values()):
        weeks = np.flatnonzero(number == code)
        # An attack ends the ceasefire on the spot: it gets a width of its own to be seen.
        least = 0.006 * h.days if code == len(MOVES) - 1 else 0.0
        spans = [(begins[w] - least, ends[w] - begins[w] + least) for w in weeks]
        order = 3 if least else 1
        axes.broken_barh(spans, (0, 1), facecolors=ink, linewidth=0, zorder=order, gid=f"move:{side}:{code}")
    axes.set_ylim(0, 1)
    axes.set_yticks([0.5], [CAPITALS[side]])
    axes.tick_params(left=False)
    axes.grid(False)


def build_up(axes: Axes, h: History) -> None:
    """Massing of both sides as a share of what an attack needs."""
    for side, ink in zip(SIDES, (PALETTE[1], PALETTE[0]), strict=True):
        built = np.concatenate([h.start[side]["massing"], h.worlds[side]["massing"]])
        built = built / h.need(side)
        axes.step(h.begins, built, where="post", color=ink, linewidth=1.3, label=CAPITALS[side])
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


def _stacked(h: History, side: str) -> tuple[np.ndarray, np.ndarray]:
    """Families of terms by week, those that push and those that hold; each of shape (families, weighed)."""
    terms = h.worlds[side]["terms"][: h.weighed]
    families = np.stack(
        [terms[:, [TERMS.index(t) for t in names]].sum(axis=1) for names in FAMILIES.values()]
    )
    return np.maximum(families, 0), np.minimum(families, 0)


def reach(h: History) -> dict[str, tuple[float, float]]:
    """Scales of the incentives: one for both sides, unless one side's would flatten the other's."""
    if not h.weighed:
        return dict.fromkeys(SIDES, (-1.0, 1.0))
    scales = {}
    for side in SIDES:
        push, hold = _stacked(h, side)
        scales[side] = (1.05 * float(hold.sum(axis=0).min()), 1.05 * float(push.sum(axis=0).max()) + 1.0)
    (low, high), (other_low, other_high) = scales.values()
    spans = sorted((high - low, other_high - other_low))
    if spans[1] <= 3 * spans[0]:
        return dict.fromkeys(SIDES, (min(low, other_low), max(high, other_high)))
    return scales


def incentive(axes: Axes, h: History, side: str, low: float, high: float) -> None:
    """The incentive to attack and its terms, stacked: what pushes above zero, what holds below."""
    days = h.ends[: h.weighed].astype(float)
    if len(days):
        for part in _stacked(h, side):
            floor = np.zeros(len(days))
            for values, ink in zip(part, FAMILY_COLOURS.values(), strict=True):
                axes.fill_between(days, floor, floor + values, step="post", color=ink, linewidth=0)
                floor = floor + values
        axes.step(days, h.worlds[side]["incentive"][: h.weighed], where="post", color="black", linewidth=1.3,
                  gid=f"incentive:{side}")  # fmt: skip
    axes.axhline(0, color="black", linewidth=0.6)
    axes.set_ylim(low, high)
    axes.set_ylabel(f"{CAPITALS[side]}:\n% of its GDP")


def credibility(axes: Axes, h: History) -> None:
    """Credibility of the guarantor, American attention, European unity."""
    g = h.worlds["guarantors"]
    days = h.ends.astype(float)
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
