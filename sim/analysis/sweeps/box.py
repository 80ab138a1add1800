"""A box: limits on some parameters, and how well it holds what is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.study.ranges import Range

#: How the positions of a switch are told.
_SWITCH = {True: "on", False: "off"}
#: Limits of a number or count (both included), or the options left of a switch or choice.
Limits = tuple[float, float] | frozenset[bool | str]


def short(value: float) -> str:
    """A number to three digits, without an exponent where it is large: ``0.443``, ``17.3``, ``1,300``."""
    return f"{value:.3g}" if abs(value) < 1000.0 else f"{value:,.0f}"


@dataclass(frozen=True)
class Box:
    """Limits by dotted path; what is not named is not restricted."""

    limits: Mapping[str, Limits]

    def holds(self, points: pd.DataFrame) -> np.ndarray:
        """Which points lie in the box, shape (points,)."""
        inside = np.ones(len(points), bool)
        for path, limit in self.limits.items():
            values = points[path].to_numpy()
            if isinstance(limit, frozenset):
                inside &= np.isin(values, list(limit))
            else:
                inside &= (values >= limit[0]) & (values <= limit[1])
        return inside

    def without(self, path: str) -> Box:
        """The box without a restriction."""
        return Box({name: limit for name, limit in self.limits.items() if name != path})

    def words(self, of: Range) -> str:
        """The restriction of a parameter, told: ``above 0.4``, ``0.2 to 0.4``, ``off``."""
        limit = self.limits[of.path]
        if isinstance(limit, frozenset):
            return " or ".join(o if isinstance(o, str) else _SWITCH[o] for o in of.options if o in limit)
        low, high = limit
        if low <= of.low:
            return f"at most {short(high)}"
        return f"at least {short(low)}" if high >= of.high else f"{short(low)} to {short(high)}"


@dataclass(frozen=True)
class Score:
    """How well a box holds what is looked for.

    Attributes
    ----------
    points : in the box.
    cases : of what is looked for, in the box.
    coverage : share of all cases that lie in the box.
    density : share of the box's points that are cases.
    mass : share of all points that lie in the box.
    lead : mass x (density - share of cases among all points): by how much of all points the cases in the box
        exceed what as many points taken blindly would hold; 0 for the whole and for none. Weighted relative
        accuracy, Lavrac, Flach & Zupan (1999).
    """

    points: int
    cases: int
    coverage: float
    density: float
    mass: float
    lead: float


def score(inside: np.ndarray, cases: np.ndarray) -> Score:
    """The score of a box; both of shape (points,), boolean."""
    held, found, every = int(inside.sum()), int((inside & cases).sum()), int(cases.sum())
    n = len(cases)
    density = found / held if held else 0.0
    return Score(
        held, found, found / every if every else 0.0, density, held / n, held / n * (density - every / n)
    )


def pruned(box: Box, points: pd.DataFrame, cases: np.ndarray) -> Box:
    """The box without the restrictions that its lead does not need, the least useful first."""
    best = score(box.holds(points), cases).lead
    while box.limits:
        leads = {path: score(box.without(path).holds(points), cases).lead for path in box.limits}
        path = max(leads, key=lambda name: leads[name])
        if leads[path] < best:
            break
        box, best = box.without(path), leads[path]
    return box


def best(boxes: Sequence[Box], points: pd.DataFrame, cases: np.ndarray) -> Box:
    """Of the boxes of a peeling, the one with the largest lead, pruned."""
    leads = [score(box.holds(points), cases).lead for box in boxes]
    return pruned(boxes[int(np.argmax(leads))], points, cases)
