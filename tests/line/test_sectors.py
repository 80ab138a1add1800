"""The line: 32 surveyed segments, 1,200 miles, cut into sectors of at most ten miles."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from sim.line.sectors import CONTACT_LINE, KINDS, KM_PER_MILE, Sectors, cut, segments
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

NESTED = ("front", "front_and_russia_border", "whole_perimeter")
ALL = (*NESTED, "donbas_2020")
LENGTHS = ("generalised", "surveyed")


def cuts() -> Iterator[tuple[str, str, float]]:
    """Every definition and length, with three sizes of sector."""
    for definition in ALL:
        for length in LENGTHS:
            for miles in (5.0, 10.0, 100.0):
                yield definition, length, miles


@pytest.fixture(params=cuts(), ids=lambda c: f"{c[0]}-{c[1]}-{c[2]:g}")
def asked(request: pytest.FixtureRequest) -> tuple[str, str, float]:
    """What is asked for: definition, length, miles."""
    return request.param


def test_the_whole_perimeter_is_surveyed() -> None:
    """32 segments of four kinds, 1,931 km or 1,200 miles along the generalised line."""
    table = segments("whole_perimeter")
    assert len(table) == 32
    assert set(table["kind"]) == set(KINDS)
    assert table["length_km"].sum() == pytest.approx(1931.0, abs=1.0)
    assert table["length_km"].sum() / KM_PER_MILE == pytest.approx(1200.0, abs=1.0)


def test_the_surveyed_line_is_longer() -> None:
    """The surveyed length is 2,905 km and no segment is shorter than its generalised length."""
    table = segments("whole_perimeter")
    assert table["length_km_map"].sum() == pytest.approx(2905.0, abs=1.0)
    assert (table["length_km_map"] >= table["length_km"]).all()


def test_definitions_nest() -> None:
    """The front lies in front and Russian border, that in the whole perimeter, in the same order."""
    for inner, outer in pairwise(NESTED):
        inside, outside = segments(inner), segments(outer)
        assert len(inside) < len(outside)
        kept = outside[outside["id"].isin(inside["id"])].reset_index(drop=True)
        assert kept.equals(inside)


def test_sectors_are_short_and_add_up(asked: tuple[str, str, float]) -> None:
    """No sector is longer than asked, by the length it is cut by, and lengths sum to the segments'."""
    definition, length, miles = asked
    sectors, table = cut(*asked), segments(definition)
    column = sectors.watched_km if length == "surveyed" else sectors.km
    assert column.max() <= miles * KM_PER_MILE + 1e-9
    assert sectors.km.sum() == pytest.approx(table["length_km"].sum(), rel=1e-12)
    watched = table["length_km_map" if length == "surveyed" else "length_km"]
    assert sectors.watched_km.sum() == pytest.approx(watched.sum(), rel=1e-12)
    for number in range(len(table)):
        piece = sectors.segment == number
        assert sectors.km[piece].sum() == pytest.approx(table["length_km"][number], rel=1e-12)
        assert np.ptp(sectors.km[piece]) == 0.0
        assert piece.sum() == np.ceil(column[piece].sum() / (miles * KM_PER_MILE) - 1e-9)


def test_sectors_stand_in_order(asked: tuple[str, str, float]) -> None:
    """Segments and regions ascend without gaps, so that each region is one stretch, and miles run on."""
    sectors = cut(*asked)
    for index, names in ((sectors.segment, sectors.segment_names), (sectors.region, sectors.region_names)):
        assert np.array_equal(np.unique(index), np.arange(len(names)))
        assert np.all(np.diff(index) >= 0)
    ends = sectors.start_mile + sectors.km / KM_PER_MILE
    assert sectors.start_mile[0] == 0.0
    assert sectors.start_mile[1:] == pytest.approx(ends[:-1], rel=1e-12)


def test_heat_is_measured_against_the_contact_line(asked: tuple[str, str, float]) -> None:
    """The contact line's mean heat by km is 1, and no sector is without heat."""
    sectors = cut(*asked)
    front = sectors.kind == CONTACT_LINE
    assert np.average(sectors.heat[front], weights=sectors.km[front]) == pytest.approx(1.0, rel=2e-3)
    assert sectors.heat.min() > 0.0


def test_heat_follows_the_record() -> None:
    """A segment with more intensity in the record is hotter, on every definition of the line."""
    table = segments("whole_perimeter")
    sectors = cut("whole_perimeter", "generalised", 200.0)
    assert np.array_equal(
        np.argsort(sectors.heat, kind="stable"), np.argsort(table["intensity_2022_24"], kind="stable")
    )


@pytest.mark.parametrize("definition", ALL)
def test_hot_areas_hold_most(definition: str) -> None:
    """The four hottest segments hold 0.70 to 0.95 of the expected violations (V4)."""
    sectors = cut(definition, "generalised", 10.0)
    held = np.bincount(sectors.segment, sectors.heat * sectors.km)
    assert 0.65 < np.sort(held)[-4:].sum() / held.sum() < 0.95


def test_the_donbas_line_is_that_of_the_record() -> None:
    """The Donbas line of 2014-22 has 27 areas on 420 km, all contact line."""
    table = segments("donbas_2020")
    assert len(table) == 27
    assert table["length_km"].sum() == pytest.approx(420.0, abs=1.0)
    assert set(table["kind"]) == {"contact_line"}


def test_a_cut_line_cannot_be_changed() -> None:
    """Sectors are shared between runs, so their arrays are read-only."""
    sectors: Sectors = cut("front", "generalised", 10.0)
    assert len(sectors) == len(sectors.km)
    with pytest.raises(ValueError, match="read-only"):
        sectors.heat[0] = 2.0


@pytest.mark.parametrize("miles", [0.0, -1.0, 1000.0])
def test_impossible_sectors_are_refused(miles: float) -> None:
    """A scenario does not take sectors of no length, or longer than any segment needs."""
    with pytest.raises(InputError, match=r"line\.sector_miles"):
        Scenario().with_values({"line.sector_miles": miles})


@pytest.mark.parametrize(("km", "miles", "pieces"), [(90.0, 200.0, 1), (400.0, 100.0 / KM_PER_MILE, 4)])
def test_an_even_line_is_as_long_as_asked(km: float, miles: float, pieces: int) -> None:
    """An even line has its own length by either ruler, and every stretch is contact at the usual heat."""
    for length in LENGTHS:
        line = cut("even", length, miles, km)
        assert line.km.sum() == pytest.approx(km)
        assert line.watched_km.sum() == pytest.approx(km)
        assert len(line) == pieces
        assert set(line.kind) == {CONTACT_LINE}
        assert set(line.heat) == {1.0}


def test_no_other_line_reads_the_length_of_an_even_one() -> None:
    """The surveyed lines are as long as they are, whatever is asked of an even one."""
    assert cut("front", "surveyed", 10.0, 5.0).km.sum() == cut("front", "surveyed", 10.0).km.sum()


def test_an_even_line_has_no_segments() -> None:
    """A line that lies nowhere is refused where segments on the map are asked for."""
    with pytest.raises(InputError, match="even"):
        segments("even")
