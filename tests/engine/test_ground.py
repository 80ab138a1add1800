"""The ground: what the line is before anyone acts, and how each lever of it changes the rate of bouts."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.engine.batch import Prepared
from sim.engine.ground import ground
from sim.line.sectors import BELARUS_BORDER, CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER
from sim.scenario.scenario import Scenario

BARE = {
    "zone.front_km": 0.0,
    "zone.river_km": 0.0,
    "zone.border_km": 0.0,
    "patrols.armed_share": 0.0,
    "violations.line_clarity": 0.0,
    "violations.disengagement": 0.0,
}


def ratio(values: dict[str, Any]) -> np.ndarray:
    """Rates of bouts against those of a bare line, by sector."""
    bare = Scenario().with_values(BARE)
    return ground(bare.with_values(values)).base / ground(bare).base


def test_the_rate_at_the_mean_heat_is_the_declared_one() -> None:
    """On a bare line the contact line's bouts a day come to the declared rate times its kilometres."""
    scenario = Scenario().with_values(BARE)
    land = ground(scenario)
    front = land.sectors.kind == CONTACT_LINE
    expected = scenario.violations.bouts_per_km * land.sectors.km[front].sum()
    assert land.base[front].sum() == pytest.approx(expected, rel=1e-9)
    assert land.km == pytest.approx(1931.0, abs=1.0)


def test_regions_are_stretches_of_the_line() -> None:
    """The starts of regions are where the region changes, closed by the number of sectors."""
    for definition in ("front", "front_and_russia_border", "whole_perimeter", "donbas_2020"):
        land = ground(Scenario().with_values({"line.definition": definition}))
        starts = land.region_starts
        assert starts[0] == 0 and starts[-1] == len(land.sectors) and np.all(np.diff(starts) > 0)
        for region, (first, last) in enumerate(pairwise(starts)):
            assert set(land.sectors.region[first:last]) == {region}


@pytest.mark.parametrize(
    ("lever", "kinds"),
    [
        ("zone.front_km", {CONTACT_LINE}),
        ("zone.river_km", {RIVER_LINE}),
        ("zone.border_km", {BELARUS_BORDER, RUSSIA_BORDER}),
    ],
)
def test_a_zone_calms_its_kind_of_sector(lever: str, kinds: set[int]) -> None:
    """Two kilometres of zone leave 0.28 of the bouts where they lie, and all of them elsewhere."""
    calmed = ratio({lever: 2.0})
    here = np.isin(ground(Scenario()).sectors.kind, list(kinds))
    assert calmed[here] == pytest.approx(np.full(here.sum(), 0.28), abs=0.005)
    assert np.all(calmed[~here] == 1.0)


@pytest.mark.parametrize("sides", ["russia_only", "ukraine_only"])
def test_a_one_sided_zone_hardly_calms(sides: str) -> None:
    """A zone that one side alone honours leaves most of the bouts that one honoured by both takes away."""
    front = ground(Scenario()).sectors.kind == CONTACT_LINE
    alone = ratio({"zone.front_km": 4.0, "zone.sides": sides})[front]
    both = ratio({"zone.front_km": 4.0, "zone.sides": "both"})[front]
    assert np.all(both < 0.2) and np.all(alone > 0.5)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ({"patrols.armed_share": 1.0, "patrols.personnel": 20_000.0}, 0.2, 0.6),
        ({"patrols.armed_share": 0.0, "patrols.personnel": 20_000.0}, 1.0, 1.0),
        ({"guarantee.stationed_troops": 10.0}, 1.0, 1.0),
    ],
    ids=["armed patrols", "observers", "foreign troops"],
)
def test_a_lever_acts_on_the_whole_line(values: dict[str, Any], low: float, high: float) -> None:
    """Armed patrols calm every sector alike, observers none; what foreign troops stir is not laid into the ground."""
    changed = ratio(values)
    assert np.ptp(changed) < 1e-12
    assert low - 1e-12 <= changed[0] <= high


@pytest.mark.parametrize("lever", ["violations.line_clarity", "violations.disengagement"])
def test_an_agreed_line_calms_where_positions_interleave(lever: str) -> None:
    """What is agreed calms the contact line most, the river less, and not the borders that nobody disputes."""
    calmed, kinds = ratio({lever: 1.0}), ground(Scenario()).sectors.kind
    friction = Scenario().violations.friction
    assert calmed[kinds == CONTACT_LINE] == pytest.approx((1.0 + 0.5 * friction) / (1.0 + friction))
    river = calmed[kinds == RIVER_LINE]
    assert np.all(river > calmed[kinds == CONTACT_LINE].max()) and np.all(river < 1.0)
    assert np.all(calmed[np.isin(kinds, [BELARUS_BORDER, RUSSIA_BORDER])] == 1.0)


def test_the_river_mixes_as_declared() -> None:
    """Where positions along the river mix as on land it is as lively as land, where they do not it has no friction."""
    kinds, friction = ground(Scenario()).sectors.kind, Scenario().violations.friction
    mixed = ratio({"violations.river_mixing": 1.0}) / ratio({"violations.river_mixing": 0.0})
    assert mixed[kinds == RIVER_LINE] == pytest.approx(1.0 + friction)
    assert np.all(mixed[kinds != RIVER_LINE] == 1.0)


def test_finer_sectors_change_no_total() -> None:
    """Cutting the line finer changes neither its length nor the bouts of the whole line."""
    coarse, fine = (ground(Scenario().with_values({"line.sector_miles": miles})) for miles in (10.0, 2.0))
    assert len(fine.sectors) > 4 * len(coarse.sectors)
    assert fine.base.sum() == pytest.approx(coarse.base.sum(), rel=1e-9)
    assert (fine.km, fine.watched_km) == pytest.approx((coarse.km, coarse.watched_km), rel=1e-9)


def test_scenarios_cut_alike_share_a_layout() -> None:
    """Whatever else differs, one cut of the line is laid out once, and nobody can write in it."""
    one, other = (ground(Scenario().with_values({"zone.front_km": km})) for km in (0.0, 10.0))
    assert one.layout is other.layout and np.any(one.base != other.base)
    assert ground(Scenario().with_values({"line.sector_miles": 7.0})).layout is not one.layout
    for array in (one.facts, one.region_starts, one.sectors.km, one.sectors.heat):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_the_batch_lays_each_cut_out_once() -> None:
    """Of scenarios with three cuts in a mixed order, each finds the facts, regions and lengths of its own cut."""
    miles = [10.0, 50.0, 10.0, 7.0, 50.0]
    scenarios = [
        Scenario().with_values({"line.sector_miles": m, "monitoring.coverage": 0.1 * (i + 1)})
        for i, m in enumerate(miles)
    ]
    prepared = Prepared(scenarios)
    assert len(prepared.lands) == len(prepared.sizes) == len(prepared.lengths) == 3
    for i, scenario in enumerate(scenarios):
        land, cut = ground(scenario), prepared.which[i]
        n, regions = prepared.sizes[cut], prepared.regions[cut]
        assert np.array_equal(prepared.lands[cut, :, :n], land.facts)
        assert np.array_equal(prepared.starts[cut, : regions + 1], land.region_starts)
        assert tuple(prepared.lengths[cut]) == (land.km, land.watched_km)
        assert prepared.records[i : i + 1].tobytes() == scenario.record().tobytes()
