"""The ground of a scenario: what the line is before anyone acts, computed once and shared by both schedulers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.line import sectors as line_sectors
from sim.line.patrols import density, suppression
from sim.line.sectors import BELARUS_BORDER, RIVER_LINE, RUSSIA_BORDER, Sectors
from sim.line.violations import interleaving
from sim.line.zone import contact, mutual
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Ground:
    """Constants of the line under a scenario.

    Attributes
    ----------
    sectors : the line cut into n sectors.
    base : bouts a day of either side without restraint, at usual heat; shape (n,).
    region_starts : index of each region's first sector, then n; shape (regions + 1,).
    armed : armed patrols per km of line.
    """

    sectors: Sectors
    base: np.ndarray
    region_starts: np.ndarray
    armed: float

    @property
    def km(self) -> float:
        """Length of the line, generalised (km)."""
        return _sum(self.sectors.km)

    @property
    def watched_km(self) -> float:
        """Length that sensors and staff have to cover (km)."""
        return _sum(self.sectors.watched_km)


def ground(scenario: Scenario) -> Ground:
    """Lay out the ground of a scenario."""
    p = scenario
    sectors = line_sectors.cut(p.line.definition, p.line.length, p.line.sector_miles)
    watched_km = _sum(sectors.watched_km)
    armed = density(p.patrols.personnel, p.patrols.armed_share, p.patrols.access, watched_km)
    common = p.violations.bouts_per_km * suppression(armed, p.patrols.half_density)
    v = p.violations
    mixed = {BELARUS_BORDER: 0.0, RUSSIA_BORDER: 0.0, RIVER_LINE: v.river_mixing}
    mutuality = mutual(0 if p.zone.sides == "both" else 1, p.zone.one_sided)
    widths = {BELARUS_BORDER: p.zone.border_km, RUSSIA_BORDER: p.zone.border_km, RIVER_LINE: p.zone.river_km}
    base = np.empty(len(sectors))
    for i, (km, heat, kind) in enumerate(zip(sectors.km, sectors.heat, sectors.kind, strict=True)):
        width = widths.get(int(kind), p.zone.front_km)
        friction = interleaving(v.line_clarity, v.disengagement, v.friction, mixed.get(int(kind), 1.0))
        base[i] = common * friction * float(km) * float(heat) * contact(mutuality * width)
    starts = np.flatnonzero(np.diff(sectors.region, prepend=-1))
    return Ground(sectors, base, np.append(starts, len(sectors)).astype(np.int64), float(armed))


def _sum(values: np.ndarray) -> float:
    """Sum in order: the schedulers must agree to the last bit, and NumPy's order is its own."""
    total = 0.0
    for value in values:
        total += float(value)
    return total
