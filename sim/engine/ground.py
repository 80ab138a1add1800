"""The ground of a scenario: what the line is before anyone acts, computed once and shared by both schedulers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

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


@dataclass(frozen=True, eq=False)
class Layout:
    """The line as it is cut: the same for every scenario that cuts it alike.

    Attributes
    ----------
    sectors : the line cut into n sectors.
    facts : of the sectors, rows as in :data:`FACTS`; shape (4, n).
    region_starts : index of each region's first sector, then n; shape (regions + 1,).
    km : length of the line, generalised (km).
    watched_km : length that sensors and staff have to cover (km).
    """

    sectors: Sectors
    facts: np.ndarray
    region_starts: np.ndarray
    km: float
    watched_km: float


@dataclass(frozen=True, eq=False)
class Ground:
    """Constants of the line under a scenario: the layout, and what is reckoned from it only when it is asked for."""

    scenario: Scenario
    layout: Layout

    @property
    def sectors(self) -> Sectors:
        """The line cut into n sectors."""
        return self.layout.sectors

    @property
    def facts(self) -> np.ndarray:
        """Facts of the sectors, rows as in :data:`FACTS`: shape (4, n)."""
        return self.layout.facts

    @property
    def region_starts(self) -> np.ndarray:
        """Index of each region's first sector, then n; shape (regions + 1,)."""
        return self.layout.region_starts

    @property
    def km(self) -> float:
        """Length of the line, generalised (km)."""
        return self.layout.km

    @property
    def watched_km(self) -> float:
        """Length that sensors and staff have to cover (km)."""
        return self.layout.watched_km

    @cached_property
    def armed(self) -> float:
        """Armed patrols per km of line."""
        return float(armed_patrols(self.watched_km, self._parameters))

    @cached_property
    def base(self) -> np.ndarray:
        """Bouts a day of either side without restraint, at usual heat; shape (n,)."""
        s, p = self.sectors, self._parameters
        facts = zip(s.km, s.heat, s.kind, strict=True)
        return np.array([rate(float(km), float(heat), int(kind), self.armed, p) for km, heat, kind in facts])

    @cached_property
    def _parameters(self) -> Any:
        return self.scenario.record().view(np.recarray)[0]


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


@lru_cache(maxsize=line_sectors.KEPT)
def layout(definition: str, length: str, sector_miles: float, even_km: float = 0.0) -> Layout:
    """Lay out the line cut so (see :func:`sim.line.sectors.cut`); the arrays are read-only."""
    sectors = line_sectors.cut(definition, length, sector_miles, even_km)
    facts = np.array([getattr(sectors, name) for name in FACTS], dtype=float)
    starts = np.flatnonzero(np.diff(sectors.region, prepend=-1))
    region_starts = np.append(starts, len(sectors)).astype(np.int64)
    facts.flags.writeable = region_starts.flags.writeable = False
    return Layout(sectors, facts, region_starts, _sum(sectors.km), _sum(sectors.watched_km))


def ground(scenario: Scenario) -> Ground:
    """Lay out the ground of a scenario."""
    line = scenario.line
    return Ground(scenario, layout(line.definition, line.length, line.sector_miles, line.even_km))


def _sum(values: np.ndarray) -> float:
    """Sum in order: the schedulers must agree to the last bit, and NumPy's order is its own."""
    total = 0.0
    for value in values:
        total += float(value)
    return total
