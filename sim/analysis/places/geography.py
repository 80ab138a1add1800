"""Where the line lies: its sectors as straight pieces between the surveyed end points, on a flat map in km.

The end points of the 32 segments (sim/evidence/line_segments.csv) are approximate, and nothing is known between them:
what is drawn is a scheme of the line. A segment's drawn length is that between its ends, not its `length_km`: that
column splits a measured total over the segments, by the ruler of each kind of line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from sim.line.sectors import KEPT, KM_PER_MILE, Sectors, cut, segments
from sim.scenario.errors import InputError

#: Lambert's conformal conic on a sphere: radius (km; the mean one of the IUGG), parallels of true length, origin.
EARTH_KM = 6371.0088
PARALLELS = (47.5, 51.5)
ORIGIN = (49.5, 31.0)
#: Latitudes between which a length on the map is that on the sphere to within :data:`DISTORTION`.
LATITUDES = (46.0, 53.0)
DISTORTION = 0.0015
#: Oblasts that lie behind the other side's positions; every other one is named on the side that Ukraine holds.
_ACROSS = ("Luhansk",)


@dataclass(frozen=True, eq=False)
class Stretch:
    """A stretch of the line that has a name.

    Attributes
    ----------
    name : of the oblast, or the kind of line.
    points : on the stretch, from its beginning to its end (km); shape (m, 2).
    away : unit vector from the line to the side on which the name belongs, shape (2,).
    """

    name: str
    points: np.ndarray
    away: np.ndarray


@dataclass(frozen=True, eq=False)
class Geography:
    """The line on the map, north-west to the Black Sea.

    Attributes
    ----------
    sectors : the line cut into n sectors.
    corners : where each sector begins, and the end of the last: east and north of the origin (km); shape (n + 1, 2).
    oblasts, kinds : stretches that have a name, in the order in which the line meets them. Oblasts are named on the
        side that Ukraine holds, but for those behind the other side's positions; kinds are named on the other side.
    """

    sectors: Sectors
    corners: np.ndarray
    oblasts: tuple[Stretch, ...]
    kinds: tuple[Stretch, ...]

    @property
    def drawn_km(self) -> np.ndarray:
        """Length of each sector on the map (km), shape (n,)."""
        return np.hypot(*np.diff(self.corners, axis=0).T)

    @property
    def miles(self) -> np.ndarray:
        """Miles along the generalised line at each corner, shape (n + 1,)."""
        s = self.sectors
        return np.append(s.start_mile, s.start_mile[-1] + s.km[-1] / KM_PER_MILE)

    def at_mile(self, mile: float) -> np.ndarray:
        """The point at so many miles along the generalised line (km), shape (2,)."""
        return np.array([np.interp(mile, self.miles, axis) for axis in self.corners.T])


def projected(lat: np.ndarray | float, lon: np.ndarray | float) -> np.ndarray:
    """Points of the sphere (degrees) on the map: km east and north of the origin, shape (..., 2).

    Lambert's conformal conic with two standard parallels: Snyder, Map Projections - A Working Manual (1987), 15-1
    to 15-4.
    """
    cone, stretch = _cone()
    radius = EARTH_KM * stretch / _steepness(lat) ** cone
    at_origin = EARTH_KM * stretch / _steepness(ORIGIN[0]) ** cone
    turn = cone * np.radians(np.asarray(lon, float) - ORIGIN[1])
    return np.stack([radius * np.sin(turn), at_origin - radius * np.cos(turn)], axis=-1)


def scale(lat: np.ndarray | float) -> np.ndarray:
    """Length on the map over that on the sphere, the same in every direction (Snyder 1987, 15-5 with 14-4)."""
    cone, stretch = _cone()
    return cone * stretch / (_steepness(lat) ** cone * np.cos(np.radians(lat)))


def _cone() -> tuple[float, float]:
    """Constant of the cone, and the factor F of its radii."""
    first, second = np.radians(PARALLELS)
    steep = _steepness(PARALLELS[0]), _steepness(PARALLELS[1])
    cone = float(np.log(np.cos(first) / np.cos(second)) / np.log(steep[1] / steep[0]))
    return cone, float(np.cos(first) * steep[0] ** cone / cone)


def _steepness(lat: np.ndarray | float) -> np.ndarray:
    return np.tan(np.pi / 4 + np.radians(np.asarray(lat, float)) / 2)


@lru_cache(maxsize=KEPT)
def geography(definition: str, length: str, sector_miles: float) -> Geography:
    """The line as it is cut (see :func:`sim.line.sectors.cut`), on the map; the arrays are read-only.

    Raises
    ------
    InputError
        A line whose table holds no coordinates.
    """
    table = segments(definition)
    if "start_lat" not in table:
        raise InputError(
            "this line has no coordinates, so there is no map of it",
            where="line.definition",
            value=definition,
            allowed="front, front_and_russia_border, whole_perimeter",
        )
    sectors, ends = cut(definition, length, sector_miles), _ends(table)
    pieces = np.bincount(sectors.segment, minlength=len(table))
    parts = [
        start + (end - start) * np.arange(count)[:, None] / count
        for start, end, count in zip(ends[:-1], ends[1:], pieces.tolist(), strict=True)
    ]
    corners = np.concatenate([*parts, ends[-1:]])
    corners.flags.writeable = False
    return Geography(
        sectors=sectors,
        corners=corners,
        oblasts=_stretches(table["oblast"], ends),
        kinds=_stretches(table["kind"], ends, across=True),
    )


def _ends(table: pd.DataFrame) -> np.ndarray:
    """Where each segment begins, and the end of the last (km); where a segment begins elsewhere than the one before
    ends, they meet half-way. Shape (segments + 1, 2).
    """
    begins = projected(table["start_lat"].to_numpy(), table["start_lon"].to_numpy())
    stops = projected(table["end_lat"].to_numpy(), table["end_lon"].to_numpy())
    return np.concatenate([begins[:1], 0.5 * (stops[:-1] + begins[1:]), stops[-1:]])


def _stretches(names: pd.Series, ends: np.ndarray, across: bool = False) -> tuple[Stretch, ...]:
    """A stretch for each name (``a/b`` are two), from the first segment that has it to the last."""
    split = [name.split("/") for name in names]
    made = []
    for name in dict.fromkeys(name for several in split for name in several):
        where = [i for i, several in enumerate(split) if name in several]
        points = np.concatenate([[ends[i], 0.5 * (ends[i] + ends[i + 1]), ends[i + 1]] for i in where])
        east, north = (points[-1] - points[0]) / np.hypot(*(points[-1] - points[0]))
        # The line runs with Ukraine to its right.
        inwards = np.array([north, -east])
        made.append(Stretch(name, points, -inwards if across or name in _ACROSS else inwards))
    return tuple(made)
