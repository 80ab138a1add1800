"""The frame of a map: what part of the plane is shown, at which scale, and where the line lies in it, in inches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.analysis.places.geography import Geography, projected

#: Largest size of the line on paper, and room around it for names: left, right, below, above; inches.
_WIDE, _TALL = 4.2, 3.3
#: Least width of a frame, for what is written above and below it, inches.
_LEAST = 4.7
_ROOM = (0.42, 0.72, 0.6, 0.48)
#: Half the width of the line on paper, inches.
HALF = 0.045
#: A corner of the line is drawn at most so much further out than its straight parts.
_MITRE = 1.6


@dataclass(frozen=True, eq=False)
class Frame:
    """Part of the plane and its scale.

    Attributes
    ----------
    geography : the line.
    per_inch : km to an inch.
    origin : east and north of the lower left corner (km), shape (2,).
    wide, tall : of the frame, inches.
    """

    geography: Geography
    per_inch: float
    origin: np.ndarray
    wide: float
    tall: float

    def on_paper(self, points: np.ndarray) -> np.ndarray:
        """Points (km) in inches from the lower left corner, same shape."""
        return (points - self.origin) / self.per_inch

    @cached_property
    def line(self) -> np.ndarray:
        """The corners of the sectors, inches; shape (n + 1, 2)."""
        return self.on_paper(self.geography.corners)

    @cached_property
    def bands(self) -> np.ndarray:
        """The sectors as quadrangles that meet along the line, inches; shape (n, 4, 2)."""
        steps = np.diff(self.line, axis=0)
        normals = np.stack([steps[:, 1], -steps[:, 0]], axis=1) / np.hypot(*steps.T)[:, None]
        both = np.concatenate([normals[:1], normals[:-1] + normals[1:], normals[-1:]])
        both /= np.hypot(*both.T)[:, None]
        nearest = np.concatenate([normals[:1], normals])
        reach = 1.0 / np.maximum((both * nearest).sum(axis=1), 1.0 / _MITRE)
        offset = HALF * reach[:, None] * both
        right, left = self.line + offset, self.line - offset
        return np.stack([right[:-1], right[1:], left[1:], left[:-1]], axis=1)

    @cached_property
    def inside(self) -> np.ndarray:
        """Outline of the side that Ukraine holds, inches; shape (m, 2).

        The line is led on straight from both ends to the frame, and closed along that.
        """
        wide, tall = self.wide, self.tall
        corners = {
            tall: (0.0, tall),
            tall + wide: (wide, tall),
            2 * tall + wide: (wide, 0.0),
            2 * tall + 2 * wide: (0.0, 0.0),
        }
        begin, first = self._leaves(self.line[0], self.line[0] - self.line[1])
        end, last = self._leaves(self.line[-1], self.line[-1] - self.line[-2])
        around = 2 * (wide + tall)
        # The line runs clockwise round that side, so the frame leads on clockwise from its end to its beginning.
        passed = sorted(((at - end) % around, place) for at, place in corners.items())
        way = [place for ahead, place in passed if ahead < (begin - end) % around]
        return np.concatenate([self.line, [last], *([way] if way else []), [first]])

    def _leaves(self, point: np.ndarray, direction: np.ndarray) -> tuple[float, tuple[float, float]]:
        """Where a ray meets the frame, and how far that is round it, clockwise from the lower left corner."""
        wide, tall = self.wide, self.tall
        borders = np.where(direction > 0, (wide, tall), 0.0)
        reach = np.divide(borders - point, direction, out=np.full(2, np.inf), where=direction != 0)
        x, y = map(float, point + reach.min() * direction)
        if reach[0] <= reach[1]:
            return (y, (0.0, y)) if direction[0] < 0 else (2 * tall + wide - y, (wide, y))
        return (2 * (tall + wide) - x, (x, 0.0)) if direction[1] < 0 else (tall + x, (x, tall))

    def graticule(self) -> dict[str, list[tuple[int, np.ndarray]]]:
        """Meridians and parallels in the frame: ``"lon"`` and ``"lat"``, each a degree and its points in inches."""
        step = 2 if self.geography.sectors.km.sum() > 1000 else 1
        lats, lons = np.linspace(43.0, 55.0, 241), np.linspace(18.0, 44.0, 521)
        made: dict[str, list[tuple[int, np.ndarray]]] = {"lon": [], "lat": []}
        for lon in range(18, 45, step):
            made["lon"].append((lon, self.on_paper(projected(lats, np.full_like(lats, lon)))))
        for lat in range(44, 55, step):
            made["lat"].append((lat, self.on_paper(projected(np.full_like(lons, lat), lons))))
        return made


def frame(geography: Geography) -> Frame:
    """The frame that shows a line whole, with room for names."""
    low, high = geography.corners.min(axis=0), geography.corners.max(axis=0)
    span = high - low
    per_inch = float(max(span[0] / _WIDE, span[1] / _TALL))
    left, right, below, above = _ROOM
    wide, tall = map(float, span / per_inch)
    more = max(0.0, _LEAST - (wide + left + right))
    origin = low - per_inch * np.array([left + more / 2, below])
    return Frame(geography, per_inch, origin, wide + left + right + more, tall + below + above)
