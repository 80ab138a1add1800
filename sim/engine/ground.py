"""The ground of a scenario: what the line is before anyone acts, computed once and shared by both schedulers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.line import sectors as line_sectors
from sim.line.patrols import density, suppression
from sim.line.sectors import BELARUS_BORDER, RIVER_LINE, RUSSIA_BORDER, Sectors
from sim.line.violations import interleaving
from sim.line.zone import contact, mutual
from sim.numerics.rule import compiled, rule
from sim.scenario.scenario import Scenario

#: What a rule needs to know of a sector, by row of :attr:`Ground.facts`.
FACTS = ("km", "heat", "kind", "watched_km")
KM, HEAT_OF, KIND, WATCHED = range(len(FACTS))


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
    def facts(self) -> np.ndarray:
        """Facts of the sectors, rows as in :data:`FACTS`: shape (4, n)."""
        return np.array([getattr(self.sectors, name) for name in FACTS], dtype=float)

    @property
    def km(self) -> float:
        """Length of the line, generalised (km)."""
        return _sum(self.sectors.km)

    @property
    def watched_km(self) -> float:
        """Length that sensors and staff have to cover (km)."""
        return _sum(self.sectors.watched_km)


@rule
def rate(km, heat, kind, armed, p):
    """Bouts a day of either side of a sector (km, heat, kind) without restraint, at ``armed`` patrols a km."""
    width, mixed = p.zone.front_km, 1.0
    calm, steps = 1.0, p.first_steps
    if kind == RIVER_LINE:
        width, mixed = p.zone.river_km, p.violations.river_mixing
        calm = 1.0 - steps.shipping_calm * steps.black_sea
    elif kind in (BELARUS_BORDER, RUSSIA_BORDER):
        width, mixed = p.zone.border_km, 0.0
        calm = 1.0 - steps.border_calm * steps.no_raids
    v = p.violations
    friction = interleaving(v.line_clarity, v.disengagement, v.friction, mixed)
    common = v.bouts_per_km * suppression(armed, p.patrols.half_density)
    return common * friction * km * (heat * calm) * contact(mutual(p.zone.sides, p.zone.one_sided) * width)


@compiled
def armed_patrols(watched_km, p):
    """Armed patrols per km of a line of which ``watched_km`` are to be watched."""
    return density(p.patrols.personnel, p.patrols.armed_share, p.patrols.access, watched_km)


def ground(scenario: Scenario) -> Ground:
    """Lay out the ground of a scenario."""
    s = scenario.line
    sectors = line_sectors.cut(s.definition, s.length, s.sector_miles)
    p = scenario.record().view(np.recarray)[0]
    armed = float(armed_patrols(_sum(sectors.watched_km), p))
    facts = zip(sectors.km, sectors.heat, sectors.kind, strict=True)
    base = np.array([rate(float(km), float(heat), int(kind), armed, p) for km, heat, kind in facts])
    starts = np.flatnonzero(np.diff(sectors.region, prepend=-1))
    return Ground(sectors, base, np.append(starts, len(sectors)).astype(np.int64), armed)


def _sum(values: np.ndarray) -> float:
    """Sum in order: the schedulers must agree to the last bit, and NumPy's order is its own."""
    total = 0.0
    for value in values:
        total += float(value)
    return total
