"""The line in time: violations by day and mile, and the land beside them."""

from __future__ import annotations

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LogNorm
from matplotlib.patches import Rectangle

from sim.analysis.chronicles.history import History
from sim.engine.calendar import DAYS_PER_WEEK
from sim.line.sectors import KINDS, KM_PER_MILE, Sectors

KIND_WORDS = {
    "belarus_border": "border with Belarus",
    "russia_border": "border with Russia",
    "contact_line": "front",
    "river_line": "Dnipro",
}
#: Shade of each kind of sector, by index.
KIND_SHADES = ("#F2F2F2", "#D9D9D9", "#8C8C8C", "#B9D7EA")


def line(axes: Axes, side: Axes, bar: Axes, h: History) -> None:
    """Violations a week per km of line, by day and mile."""
    miles = corner_miles(h.sectors)
    mesh = violations(axes, h.begins, h.sectors, h.fired)
    axes.set_ylabel(mile_label(h.scenario.line.definition))
    axes.figure.colorbar(mesh, cax=bar, extend="min")
    bar.set_title("violations a week\nper km (log scale;\nwhite: none)", fontsize=8.5, loc="left")
    bar.grid(False)
    _land(side, h, miles)


def corner_miles(s: Sectors) -> np.ndarray:
    """Miles along the line at the beginning of each of n sectors and at the end of the last, shape (n + 1,)."""
    return np.append(s.start_mile, s.start_mile[-1] + s.km[-1] / KM_PER_MILE)


def mile_label(definition: str) -> str:
    """What the axis of miles says, with where the ends of the line lie."""
    sea, land = ("Sea of Azov", "north") if definition == "donbas_2020" else ("Black Sea", "north-west")
    return f"mile along the line\n{sea} $\\longleftarrow$     $\\longrightarrow$ {land}"


def region_label(s: Sectors, region: int) -> str:
    """A region in words: the kind of border, the river, or the oblast of a front."""
    name = s.region_names[region]
    return KIND_WORDS[name] if name in KINDS else f"{name} front"


def violations(axes: Axes, begins: np.ndarray, s: Sectors, fired: np.ndarray) -> QuadMesh:
    """Violations a week per km of line in colours, a column a week and a row a sector; white where there were none.

    Parameters
    ----------
    begins : day on which each week begins, and the end of the last; shape (weeks + 1,).
    s : the line, n sectors.
    fired : violations of each week and sector, shape (weeks, n).
    """
    miles = corner_miles(s)
    weeks = np.diff(begins) / DAYS_PER_WEEK
    density = (fired / weeks[:, None] / s.km).T
    seen = density[density > 0]
    low, high = (np.quantile(seen, 0.02), seen.max()) if len(seen) else (0.1, 1.0)
    low = 10 ** np.floor(np.log10(max(low, high / 1e4)))
    colours = colormaps["magma_r"].with_extremes(bad="white")
    mesh = axes.pcolormesh(
        begins, miles, np.ma.masked_less_equal(density, 0), cmap=colours,
        norm=LogNorm(low, max(high, 10 * low)), rasterized=True, gid="violations",
    )  # fmt: skip
    axes.set_ylim(miles[-1], miles[0])
    axes.grid(False)
    for boundary in miles[1:-1][np.diff(s.region) != 0]:
        axes.axhline(boundary, color="#7F7F7F", linewidth=0.5)
    return mesh


def _land(side: Axes, h: History, miles: np.ndarray) -> None:
    """The strip that names regions and tells kinds of sector apart by shade."""
    s = h.sectors
    for i in range(len(s)):
        side.add_patch(
            Rectangle((0, miles[i]), 1, miles[i + 1] - miles[i], color=KIND_SHADES[s.kind[i]], linewidth=0)
        )
    side.set_xlim(0, 1)
    side.grid(False)
    side.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)
    for spine in side.spines.values():
        spine.set_visible(False)
    least = 0.045 * (miles[-1] - miles[0])
    previous = -1e9
    for region in range(len(s.region_names)):
        where = np.flatnonzero(s.region == region)
        middle = 0.5 * (miles[where[0]] + miles[where[-1] + 1])
        previous = max(middle, previous + least)
        side.text(1.4, previous, region_label(s, region), fontsize=9, va="center", clip_on=False)
