"""The ground of a map: graticule, the side that Ukraine holds, miles, names, a scale and north."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Polygon

from sim.line.sectors import KM_PER_MILE
from sim.views.maps.map_frame import Frame
from sim.views.maps.map_names import Box, Name, mile_points, names

#: Colour of a sector that has no value.
MISSING = "#BDBDBD"
_INK, _FAINT, _SHADE = "#333333", "#E3E3E3", "#8FB3CC"
#: How a name of each kind is set.
_SETTING: dict[str, dict[str, object]] = {
    "oblast": {"color": _INK},
    "mile": {"color": "#6B6B6B"},
    "beyond": {"color": "#7A7A7A", "style": "italic"},
    "sea": {"color": "#4A7A9C", "style": "italic"},
    "country": {"color": "#A8BCCB"},
}
#: Room for the scale and the arrow, inches.
_SCALE = (1.95, 0.62)


class Ground:
    """What every panel of a map has in common; laid out once.

    Parameters
    ----------
    frame : of the map.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    @cached_property
    def scale_box(self) -> Box:
        """Where the scale stands: the corner that is furthest from the line, inches."""
        f, (wide, tall), air = self.frame, _SCALE, 0.08
        corners = [
            (x, y, x + wide, y + tall) for x in (air, f.wide - wide - air) for y in (air, f.tall - tall - air)
        ]
        middles = [np.array([(b[0] + b[2]) / 2, (b[1] + b[3]) / 2]) for b in corners]
        clear = [float(np.hypot(*(f.line - middle).T).min()) for middle in middles]
        return corners[int(np.argmax(clear))]

    @cached_property
    def names(self) -> list[Name]:
        """The names, off each other, the line and the scale."""
        dots = [(x - 0.05, y - 0.05, x + 0.05, y + 0.05) for _, (x, y) in mile_points(self.frame)]
        return names(self.frame, [self.scale_box, *dots])

    def draw(self, axes: Axes, beside: bool) -> None:
        """Everything but the sectors' colours.

        Parameters
        ----------
        axes : of the size of the frame.
        beside : whether degrees of latitude are written at its left.
        """
        f = self.frame
        axes.set_xlim(0, f.wide)
        axes.set_ylim(0, f.tall)
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set(visible=True, color="#B0B0B0", linewidth=0.8)
        self._graticule(axes, beside)
        inside = Polygon(f.inside, closed=True, transform=axes.transData)
        for wide in (12, 24, 36, 48):
            (band,) = axes.plot(*f.line.T, color=_SHADE, alpha=0.22, linewidth=wide, solid_capstyle="butt",
                                solid_joinstyle="round", zorder=1)  # fmt: skip
            band.set_clip_path(inside)
        casing = PolyCollection(list(f.bands), facecolors=_INK, edgecolors=_INK, linewidths=1.6, zorder=3)
        axes.add_collection(casing)
        self._miles(axes)
        for name in self.names:
            axes.text(name.x, name.y, name.text, fontsize=name.size, ha="center", va="center", zorder=6,
                      gid=f"name:{name.kind}", **_SETTING[name.kind])  # type: ignore[arg-type]  # fmt: skip
        self._scale(axes)

    def _graticule(self, axes: Axes, beside: bool) -> None:
        f, found = self.frame, self.frame.graticule()
        for lines in found.values():
            for _, points in lines:
                axes.plot(*points.T, color=_FAINT, linewidth=0.7, zorder=0)
        # North of the origin meridians rise and parallels bend little, so each crosses the frame's edge once.
        below = [(float(np.interp(0.0, p[:, 1], p[:, 0])), f"{lon}°E") for lon, p in found["lon"]]
        left = [(float(np.interp(0.0, p[:, 0], p[:, 1])), f"{lat}°N") for lat, p in found["lat"]]
        below = [(x, text) for x, text in below if 0.25 < x < f.wide - 0.25]
        left = [(y, text) for y, text in left if 0.1 < y < f.tall - 0.1]
        axes.set_xticks([x for x, _ in below], [text for _, text in below], fontsize=8.5, color="#6B6B6B")
        axes.set_yticks([y for y, _ in left], [text for _, text in left], fontsize=8.5, color="#6B6B6B")
        axes.tick_params(length=0, pad=2, labelleft=beside)

    def _miles(self, axes: Axes) -> None:
        for _, (x, y) in mile_points(self.frame):
            axes.plot([x], [y], marker="o", markersize=5.5, color="white", markeredgecolor=_INK,
                      markeredgewidth=1.0, zorder=5)  # fmt: skip

    def _scale(self, axes: Axes) -> None:
        """Bars of round lengths in km and in miles, and an arrow to the north."""
        f, (left, low, _, _) = self.frame, self.scale_box
        for row, (unit, km) in enumerate((("miles", KM_PER_MILE), ("km", 1.0))):
            length = next(r for r in (200, 100, 50, 20) if r * km / f.per_inch <= 0.85)
            x, y, reach = left + 0.42, low + 0.16 + 0.26 * row, length * km / f.per_inch
            for start, ink in ((0.0, _INK), (0.5, "white")):
                axes.add_patch(Polygon(
                    np.array([[x + start * reach, y], [x + (start + 0.5) * reach, y],
                              [x + (start + 0.5) * reach, y + 0.05], [x + start * reach, y + 0.05]]),
                    facecolor=ink, edgecolor=_INK, linewidth=0.7, zorder=6, gid=f"scale:{unit}:{length}",
                ))  # fmt: skip
            axes.text(x + reach + 0.05, y + 0.025, f"{length} {unit}", fontsize=8.5, va="center", zorder=6)
        # Meridians lean: the arrow points along the one through its foot.
        foot = np.array([left + 0.16, low + 0.1])
        lean = self._north(foot)
        (x, y), (tip_x, tip_y), (name_x, name_y) = foot, foot + 0.3 * lean, foot + 0.38 * lean
        arrow = {"arrowstyle": "-|>", "color": _INK, "linewidth": 1.2}
        axes.annotate("", (tip_x, tip_y), (x, y), arrowprops=arrow, zorder=6)
        axes.text(name_x, name_y, "N", fontsize=9, fontweight="bold", ha="center", va="center", zorder=6)

    def _north(self, foot: np.ndarray) -> np.ndarray:
        """The direction of north at a place of the map, shape (2,)."""
        _, points = min(
            self.frame.graticule()["lon"], key=lambda line: float(np.hypot(*(line[1] - foot).T).min())
        )
        nearest = int(np.argmin(np.hypot(*(points - foot).T)))
        step = points[min(nearest + 1, len(points) - 1)] - points[max(nearest - 1, 0)]
        return np.asarray(step / np.hypot(*step))
