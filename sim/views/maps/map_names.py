"""The names on a map: where each one goes so that it lies near its stretch, off the line and off the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from sim.analysis.places.geography import Stretch
from sim.views.maps.map_frame import HALF, Frame

#: What lies on the other side of each kind of line.
_BEYOND = {"belarus_border": "BELARUS", "russia_border": "RUSSIA", "contact_line": "held by Russia"}
#: How far from the line a name may lie, and the air kept round it, inches.
_NEAREST, _FURTHEST, _AIR = 0.14, 1.3, 0.035
#: Where along its stretch a name is tried first.
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
_STEP_MILES = 100
_MOST_MARKS = 8

Box = tuple[float, float, float, float]
#: Text, what it names, size in points, kind.
_Want = tuple[str, Stretch, float, str]


@dataclass(frozen=True)
class Name:
    """A name on the map: text, middle in inches, size in points, whether it is of a country or sea, of a mile."""

    text: str
    x: float
    y: float
    size: float
    kind: str

    @property
    def box(self) -> Box:
        """Left, lower, right, upper; inches, with air."""
        wide, tall = _extent(self.text, self.size)
        return _box(self.x, self.y, wide, tall)


def names(frame: Frame, taken: list[Box]) -> list[Name]:
    """Every name there is room for: miles, then oblasts, then what lies beyond.

    Parameters
    ----------
    frame : of the map.
    taken : boxes that are to be left free, inches.
    """
    wanted = list(_wanted(frame))
    # A name that is placed late has to make do, so several orders of the oblasts are tried.
    oblasts = [i for i, want in enumerate(wanted) if want[3] == "oblast"]
    short = sorted(oblasts, key=lambda i: len(wanted[i][1].points))
    tried = []
    for order in (oblasts, oblasts[::-1], short, short[::-1]):
        mixed = iter(order)
        tried.append(
            _placed(frame, [wanted[next(mixed)] if i in oblasts else w for i, w in enumerate(wanted)], taken)
        )
    _, placed = min(tried, key=lambda one: one[0])
    country = _middle(frame, "UKRAINE", [*taken, *(other.box for other in placed)])
    return [*placed, *([country] if country else [])]


def _placed(frame: Frame, wanted: list[_Want], taken: list[Box]) -> tuple[float, list[Name]]:
    """Names placed one after the other, and how far off they are in all: squares, so that one far off weighs most."""
    placed: list[Name] = []
    off = 0.0
    for want in wanted:
        found = _found(frame, *want, [*taken, *(other.box for other in placed)])
        off += found[0] ** 2 if found else 4 * _FURTHEST**2
        placed += [found[1]] if found else []
    return off, placed


def mile_points(frame: Frame) -> list[tuple[int, np.ndarray]]:
    """Round miles along the line and where they are, inches."""
    last = float(frame.geography.miles[-1])
    step = next(s for s in (50, _STEP_MILES, 2 * _STEP_MILES) if last / s <= _MOST_MARKS or s > _STEP_MILES)
    return [(mile, frame.on_paper(frame.geography.at_mile(mile))) for mile in range(0, round(last) + 1, step)]


def _wanted(frame: Frame) -> Iterator[_Want]:
    """What is to be named: miles, oblasts, what lies beyond, the sea; each with where, size and kind."""
    g = frame.geography
    for mile, _ in mile_points(frame):
        at = g.at_mile(mile)
        number = int(np.clip(np.searchsorted(g.miles, mile, side="right") - 1, 0, len(g.sectors) - 1))
        east, north = g.corners[number + 1] - g.corners[number]
        outwards = np.array([-north, east]) / np.hypot(east, north)
        text = f"mile {mile}" if mile == 0 else f"{mile:,}"
        yield text, Stretch(text, np.array([at, at]), outwards), 8.5, "mile"
    for stretch in g.oblasts:
        yield stretch.name, stretch, 9.0, "oblast"
    for stretch in g.kinds:
        if stretch.name in _BEYOND:
            yield _BEYOND[stretch.name], stretch, 9.0, "beyond"
    end = g.kinds[-1]
    yield "Black Sea", Stretch("Black Sea", g.corners[-3:], end.away), 9.0, "sea"


def _found(
    frame: Frame, text: str, stretch: Stretch, size: float, kind: str, taken: list[Box]
) -> tuple[float, Name] | None:
    """The nearest free place of a name on its side of its stretch, if there is one, and how far off it is."""
    wide, tall = _extent(text, size)
    points = frame.on_paper(stretch.points)
    along = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    shares = (0.5,) if kind == "mile" else _ALONG
    turns = (0.0, 0.5, -0.5, 1.0, -1.0, 1.6, -1.6, 3.1) if kind == "mile" else (0.0, 0.4, -0.4)
    best: tuple[float, Name] | None = None
    for share in shares:
        anchor = np.array([np.interp(share * along[-1], along, axis) for axis in points.T])
        for turn in turns:
            c, s = np.cos(turn), np.sin(turn)
            away = np.array(
                [c * stretch.away[0] - s * stretch.away[1], s * stretch.away[0] + c * stretch.away[1]]
            )
            # How far a box of this size reaches towards the line.
            depth = 0.5 * (abs(away[0]) * wide + abs(away[1]) * tall)
            for distance in np.arange(_NEAREST if kind != "mile" else 0.09, _FURTHEST, 0.03):
                x, y = anchor + (distance + depth) * away
                cost = distance + 0.6 * along[-1] * abs(share - 0.5) + 0.12 * abs(turn)
                if best and cost >= best[0]:
                    break
                if _free(_box(x, y, wide, tall), frame, taken):
                    best = cost, Name(text, float(x), float(y), size, kind)
                    break
    return best


def _middle(frame: Frame, text: str, taken: list[Box]) -> Name | None:
    """A roomy place on the side that Ukraine holds, near the middle of the line, if there is room."""
    wide, tall = _extent(text, 14.0)
    outline, centre = Path(frame.inside), frame.line.mean(axis=0)
    best: tuple[tuple[float, float], Name] | None = None
    for x in np.arange(0.1, frame.wide, 0.1):
        for y in np.arange(0.1, frame.tall, 0.1):
            if not outline.contains_point((x, y)):
                continue
            room = 0.0
            for grown in (0.05, 0.1, 0.2, 0.3):
                if not _free(_box(x, y, wide + 2 * grown, tall + 2 * grown), frame, taken):
                    break
                room = grown
            score = room, -float(np.hypot(x - centre[0], y - centre[1]))
            if room > 0.0 and (best is None or score > best[0]):
                best = score, Name(text, float(x), float(y), 14.0, "country")
    return best[1] if best else None


def _free(box: Box, frame: Frame, taken: list[Box]) -> bool:
    """Whether a box lies in the frame, off the line and off what is taken."""
    left, low, right, high = box
    if left < 0.02 or low < 0.02 or right > frame.wide - 0.02 or high > frame.tall - 0.02:
        return False
    if any(left < b[2] and b[0] < right and low < b[3] and b[1] < high for b in taken):
        return False
    dots = _dots(frame)
    near = (dots[:, 0] > left - HALF) & (dots[:, 0] < right + HALF)
    near &= (dots[:, 1] > low - HALF) & (dots[:, 1] < high + HALF)
    return not bool(near.any())


@lru_cache(maxsize=8)
def _dots(frame: Frame) -> np.ndarray:
    """Points along the line, a twentieth of an inch apart at most; inches, shape (m, 2)."""
    line = frame.line
    along = np.append(0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T)))
    places = np.linspace(0.0, along[-1], int(along[-1] / 0.05) + 2)
    return np.stack([np.interp(places, along, axis) for axis in line.T], axis=1)


def _box(x: float, y: float, wide: float, tall: float) -> Box:
    return x - wide / 2 - _AIR, y - tall / 2 - _AIR, x + wide / 2 + _AIR, y + tall / 2 + _AIR


@lru_cache(maxsize=256)
def _extent(text: str, size: float) -> tuple[float, float]:
    """Width of a text, and height from descender to ascender; inches."""
    font = FontProperties(size=size)
    wide = float(TextPath((0, 0), text, prop=font).get_extents().width)
    return wide / 72 + 0.02, 1.2 * size / 72
