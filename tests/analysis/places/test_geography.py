"""The line on the map: 33 surveyed points, a projection whose distortion is stated, sectors in their order."""

import numpy as np
import pytest

import sim.analysis.places.geography as module
from sim.analysis.places.geography import (
    DISTORTION,
    EARTH_KM,
    LATITUDES,
    PARALLELS,
    geography,
    projected,
    scale,
)
from sim.line.sectors import segments
from sim.scenario.errors import InputError

DEFINITIONS = ("front", "front_and_russia_border", "whole_perimeter")


def great_circle(lat, lon, other_lat, other_lon):
    """Distance on the sphere (km) by the haversine formula."""
    a, b, c, d = map(np.radians, (lat, lon, other_lat, other_lon))
    return 2 * EARTH_KM * np.arcsin(
        np.sqrt(np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2)
    )  # fmt: skip


@pytest.fixture(params=[(d, miles) for d in DEFINITIONS for miles in (5.0, 10.0, 200.0)], ids=str)
def drawn(request):
    """The line in each definition, at sectors of 5, 10 and 200 miles."""
    definition, miles = request.param
    return geography(definition, "generalised", miles)


def test_the_projection_is_that_of_snyders_worked_example():
    """With Snyder's parallels, origin and sphere of radius 1 the point 35° N, 75° W is at 0.2966785, 0.2462112."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PARALLELS", (33.0, 45.0))
        patch.setattr(module, "ORIGIN", (23.0, -96.0))
        patch.setattr(module, "EARTH_KM", 1.0)
        assert projected(35.0, -75.0) == pytest.approx([0.2966785, 0.2462112], abs=1e-7)


def test_the_scale_is_that_of_small_steps_in_every_direction():
    """A hundredth of a degree to the north and to the east are both drawn longer or shorter by the scale."""
    for lat in (46.0, 49.5, 53.0):
        for north, east in ((0.005, 0.0), (0.0, 0.005)):
            ends = (lat - north, 33.0 - east), (lat + north, 33.0 + east)
            step = np.hypot(*(projected(*ends[1]) - projected(*ends[0])))
            assert step / great_circle(*ends[0], *ends[1]) == pytest.approx(float(scale(lat)), rel=1e-5)


def test_lengths_on_the_map_are_those_on_the_sphere_within_the_stated_distortion():
    """Any short line between 46° and 53° N keeps its length to 0.15 %, and exactly so along the two parallels."""
    rng = np.random.default_rng(3)
    lat, lon = rng.uniform(*LATITUDES, 500), rng.uniform(22.0, 40.0, 500)
    north, east = rng.uniform(-0.3, 0.3, (2, 500))
    other = np.clip(lat + north, *LATITUDES), lon + east
    on_map = np.hypot(*(projected(*other) - projected(lat, lon)).T)
    assert np.abs(on_map / great_circle(lat, lon, *other) - 1).max() < DISTORTION
    assert np.abs(scale(np.linspace(*LATITUDES, 200)) - 1).max() < DISTORTION
    assert scale(np.array(PARALLELS)) == pytest.approx([1.0, 1.0], abs=1e-12)


def test_the_surveyed_points_lie_where_the_projection_holds():
    """Every end point of the table lies between the latitudes for which the distortion is stated."""
    table = segments("whole_perimeter")
    latitudes = table[["start_lat", "end_lat"]].to_numpy()
    assert LATITUDES[0] <= latitudes.min() and latitudes.max() <= LATITUDES[1]


def test_a_segment_is_drawn_as_long_as_the_straight_line_between_its_ends(drawn):
    """Drawn km of a segment are the great circle between its ends, but where two ends that differ were joined."""
    s = drawn.sectors
    table = segments("whole_perimeter").set_index("name").loc[list(s.segment_names)]
    straight = great_circle(
        table["start_lat"], table["start_lon"], table["end_lat"], table["end_lon"]
    ).to_numpy()
    on_map = np.bincount(s.segment, weights=drawn.drawn_km)
    gap = great_circle(
        table["end_lat"].to_numpy()[:-1], table["end_lon"].to_numpy()[:-1],
        table["start_lat"].to_numpy()[1:], table["start_lon"].to_numpy()[1:],
    )  # fmt: skip
    joined = 0.5 * (np.append(0.0, gap) + np.append(gap, 0.0))
    assert (np.abs(on_map - straight) <= DISTORTION * straight + joined + 0.01).all()
    assert (gap > 1.0).sum() <= 1


def test_the_whole_line_is_drawn_about_as_long_as_it_is_and_single_segments_are_not():
    """In all 1,926 km are drawn of 1,931; segment by segment it is 0.6 to 1.7 times, as the page on maps says."""
    drawn = geography("whole_perimeter", "generalised", 10.0)
    s = drawn.sectors
    assert drawn.drawn_km.sum() == pytest.approx(s.km.sum(), rel=0.01)
    ratio = np.bincount(s.segment, weights=drawn.drawn_km) / np.bincount(s.segment, weights=s.km)
    assert 0.55 < ratio.min() < 0.75 and 1.5 < ratio.max() < 1.75


def test_sectors_follow_each_other_and_share_their_segment_evenly(drawn):
    """There is one corner more than sectors; the sectors of a segment are equally long and in one straight line."""
    s = drawn.sectors
    assert drawn.corners.shape == (len(s) + 1, 2)
    steps = np.diff(drawn.corners, axis=0)
    for segment in range(len(s.segment_names)):
        of_it = steps[s.segment == segment]
        assert np.allclose(of_it, of_it[0])


def test_the_line_runs_from_its_north_western_end_to_the_sea(drawn):
    """Miles rise from corner to corner; the first corner is the surveyed beginning, the last the surveyed end."""
    assert (np.diff(drawn.miles) > 0).all()
    table = segments("whole_perimeter").set_index("name").loc[list(drawn.sectors.segment_names)]
    first, last = table.iloc[0], table.iloc[-1]
    assert np.allclose(drawn.corners[0], projected(first.start_lat, first.start_lon))
    assert np.allclose(drawn.corners[-1], projected(last.end_lat, last.end_lon))
    assert np.allclose(drawn.at_mile(float(drawn.miles[3])), drawn.corners[3])


def test_the_cut_does_not_move_the_line():
    """Ends of segments lie at the same places at 5-mile and at 200-mile sectors."""
    fine, coarse = (geography("whole_perimeter", "generalised", miles) for miles in (5.0, 200.0))
    assert len(coarse.corners) == 33
    ends = np.searchsorted(fine.sectors.segment, np.arange(33))
    assert np.allclose(fine.corners[ends], coarse.corners)


def test_every_oblast_of_the_table_is_named_on_its_side():
    """Oblasts come from the table; all but Luhansk point to the side on Ukraine's hand, kinds of line to the other."""
    drawn = geography("whole_perimeter", "generalised", 10.0)
    table = segments("whole_perimeter")
    assert {o.name for o in drawn.oblasts} == {n for names in table["oblast"] for n in names.split("/")}
    centre = projected(49.0, 31.5)  # inland, in the middle of the country
    for stretch in drawn.oblasts:
        inland = (centre - stretch.points.mean(axis=0)) @ stretch.away
        assert (inland > 0) == (stretch.name != "Luhansk"), stretch.name
    assert all((centre - k.points.mean(axis=0)) @ k.away < 0 for k in drawn.kinds)


def test_a_line_without_coordinates_is_refused():
    """The Donbas line of 2014-22 has areas but no coordinates: there is no map of it, and that is said."""
    with pytest.raises(InputError, match="no coordinates"):
        geography("donbas_2020", "generalised", 10.0)
