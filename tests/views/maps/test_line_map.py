"""The map of the line: sectors in the colours of their values, in their order, with names that can be read."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path

from sim.analysis.places.geography import geography
from sim.analysis.places.line_survey import QUANTITIES, line_survey
from sim.scenario import files
from sim.scenario.errors import InputError
from sim.views.maps.line_map import line_map, map_of_arm, map_of_run
from sim.views.maps.map_frame import HALF, frame

DEFINITIONS = ("front", "front_and_russia_border", "whole_perimeter")
LONG = "Reassurance force of European states behind the line, ratified, with snap-back and frozen assets"


def scenario(definition="whole_perimeter", miles=200.0, **values):
    """A short run on a coarse line unless told otherwise."""
    return files.load(
        "baseline.yaml",
        {"line.definition": definition, "line.sector_miles": miles, "horizon.years": 1.0, **values},
    )


@pytest.fixture(scope="module")
def survey():
    """Eight runs on the whole perimeter."""
    return line_survey(scenario(), 1, 8)


@pytest.fixture(scope="module")
def figure(survey):
    """Their map."""
    return line_map(survey, "Baseline")


def sectors(figure, quantity):
    """What carries the colours of a quantity."""
    (found,) = figure.findobj(lambda artist: artist.get_gid() == f"sectors:{quantity}")
    return found


def words(figure):
    """All that is written."""
    return " ".join(t.get_text() for t in figure.findobj(lambda a: hasattr(a, "get_text"))).replace("\n", " ")


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_colours_follow_values(figure, survey, quantity):
    """Every sector has the colour of its value on the panel's scale, and a greater value is never lighter."""
    painted = sectors(figure, quantity)
    FigureCanvasAgg(figure).draw()
    values, _ = survey.by_sector(quantity)
    known = np.isfinite(values) & ((values > 0) | (quantity != "violations"))
    assert np.allclose(painted.get_facecolor()[known], painted.cmap(painted.norm(values[known])))
    lightness = painted.get_facecolor()[known][:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness[np.argsort(values[known])]) <= 0.02).all()
    assert np.allclose(painted.get_facecolor()[~known][:, :3], 0xBD / 255)


def test_sectors_lie_along_the_line_in_their_order(figure, survey):
    """Each painted piece holds the middle of its sector, and neighbours share an edge."""
    line = survey.scenario.line
    shown = frame(geography(line.definition, line.length, line.sector_miles))
    paths = sectors(figure, "violations").get_paths()
    assert len(paths) == len(survey.sectors)
    middles = 0.5 * (shown.line[:-1] + shown.line[1:])
    assert all(path.contains_point(middle) for path, middle in zip(paths, middles, strict=True))
    bands = shown.bands
    assert np.allclose(bands[:-1, 1], bands[1:, 0]) and np.allclose(bands[:-1, 2], bands[1:, 3])
    wide = np.hypot(*(bands[:, 0] - bands[:, 3]).T)
    assert (wide >= 2 * HALF - 1e-9).all() and (wide <= 2 * 1.61 * HALF).all()


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("miles", [5.0, 200.0])
def test_everything_written_can_be_read(definition, miles, legible):
    """No text is too small, off the page or over another, for any line and cut, with a long title."""
    legible(map_of_arm(scenario(definition, miles), 1, 3, LONG))


def test_fewer_panels_can_be_read_too(survey, legible):
    """Two panels, and one, keep their title and note on the page."""
    legible(line_map(survey, "Baseline", ("watched", "detection")))
    legible(line_map(survey, "Baseline", ("violations",)))


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_no_name_lies_on_the_line(definition):
    """Names of places and miles keep off the painted line, and every oblast of the line is named in each panel."""
    figure = map_of_run(scenario(definition), 1, 0)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    g = geography(definition, "generalised", 200.0)
    for axes, quantity in zip(figure.axes[::2], QUANTITIES, strict=True):
        names = axes.findobj(lambda artist: str(artist.get_gid()).startswith("name:"))
        assert {o.name for o in g.oblasts} <= {name.get_text() for name in names}
        steps = np.linspace(0, 1, 40)[:, None]
        for path in sectors(axes, quantity).get_paths():
            a, b, c, d = path.vertices[:4]
            edge = axes.transData.transform(np.concatenate([a + steps * (b - a), d + steps * (c - d)]))
            for name in names:
                box = name.get_window_extent(canvas.get_renderer())
                inside = (edge > [box.x0, box.y0 + 2]) & (edge < [box.x1, box.y1 - 2])
                assert not inside.all(axis=1).any(), name.get_text()


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_the_shaded_side_is_ukraines(definition):
    """Kyiv's side of every sector lies inside the shaded outline, the other side outside."""
    shown = frame(geography(definition, "generalised", 200.0))
    outline = Path(shown.inside)
    steps = np.diff(shown.line, axis=0)
    right = np.stack([steps[:, 1], -steps[:, 0]], axis=1) / np.hypot(*steps.T)[:, None]
    middles = 0.5 * (shown.line[:-1] + shown.line[1:])
    assert outline.contains_points(middles + 0.05 * right).all()
    assert not outline.contains_points(middles - 0.05 * right).any()


def test_the_scale_bars_have_the_length_they_say(figure, survey):
    """A bar of so many km, or miles, is that long at the scale of the map."""
    line = survey.scenario.line
    shown = frame(geography(line.definition, line.length, line.sector_miles))
    halves = figure.axes[0].findobj(lambda a: str(a.get_gid()).startswith("scale:"))
    assert len(halves) == 4
    for half in halves:
        _, unit, length = half.get_gid().split(":")
        km = float(length) * (1.609344 if unit == "miles" else 1.0)
        assert np.ptp(half.get_xy()[:, 0]) * 2 * shown.per_inch == pytest.approx(km)


def test_it_says_what_it_is_of(figure, survey):
    """Title, n, horizon, seed, interval, spread between runs and that the map is a scheme."""
    said = words(figure)
    for part in ("Baseline", "n = 8 runs", "up to 1 year ", "seed 1", "95 %", "eight of ten runs", "Schematic",
                 "not a forecast", "km and day", "share of the sector", "recorded by the mission"):  # fmt: skip
        assert part in said, part
    value, _ = survey.whole("watched")
    assert f"whole line {100 * value:.1f} ± " in said


def test_one_run_says_that_it_is_one():
    """The map of a run tells n = 1, its end, and no interval."""
    said = words(map_of_run(scenario(), 1, 5, "Baseline"))
    for part in ("One simulated ceasefire", "n = 1 (seed 1, run 5)", "no interval", "56 days"):
        assert part in said, part
    assert "±" not in said


def test_a_line_where_nothing_was_fired_is_drawn(legible):
    """A week without violations leaves the line grey, and the panel of what is detected says so."""
    quiet = scenario(**{"violations.bouts_per_km": 0.0001, "horizon.years": 0.02, "horizon.capitals": "rest"})
    figure = map_of_run(quiet, 1, 0, "A quiet week")
    legible(figure)
    assert "Detected: none fired" in words(figure)
    for quantity in ("violations", "detection"):
        assert np.allclose(sectors(figure, quantity).get_facecolor()[:, :3], 0xBD / 255)


def test_a_line_without_coordinates_has_no_map():
    """The Donbas line of 2014-22 is refused in one message."""
    with pytest.raises(InputError, match="no coordinates"):
        map_of_run(scenario("donbas_2020"), 1, 0)
