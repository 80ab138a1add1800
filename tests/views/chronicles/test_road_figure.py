"""The picture of one road shows what the passage tells."""

import numpy as np
import pytest

from sim.analysis.chronicles.travelogue import Travelogue
from sim.negotiation.issues import CONTACT_GROUP, KYIV_MOSCOW, N_TRACKS, NATO_RUSSIA
from sim.scenario import files
from sim.views.chronicles.road_figure import _ROWS, road_figure
from sim.views.chronicles.road_panels import INKS

#: Nobody signs whatever happens.
NEVER = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0}


def walked(strategy="talks_as_usual", run=0, **values):
    """The road of a run under a strategy, on a coarse line; sections with names are given as nested values."""
    given = {f"{section}.{name}": v for section, names in values.items() for name, v in names.items()}
    arm = files.arm("strategies", strategy).values
    return Travelogue.walked(files.load("road.yaml", {**arm, "line.sector_miles": 200.0, **given}), 3, run)


@pytest.fixture(scope="module")
def signed():
    """A road that ends with a ceasefire."""
    return next(p for run in range(20) if (p := walked("deal_in_a_day", run)).agreed)


@pytest.fixture(scope="module")
def figure(signed):
    """Its picture."""
    return road_figure(signed, "road, a deal in a day")


@pytest.fixture(scope="module")
def threatened():
    """A road of two years with an ultimatum that comes to no ceasefire."""
    values = {**files.arm("strategies", "threat_to_cut").values, **NEVER, "road.years": 2.0}
    return Travelogue.walked(files.load("road.yaml", {"line.sector_miles": 200.0, **values}), 3, 0)


def marks(figure, gid):
    """What carries a mark."""
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def texts(figure):
    """All that is written."""
    return " ".join(t.get_text() for t in figure.findobj(lambda a: hasattr(a, "get_text"))).replace("\n", " ")


def test_the_signature_is_marked_on_every_panel_and_named(signed, figure):
    """A line stands at the end of the last week in each panel; label and star say that it was signed."""
    lines = marks(figure, "event:signed")
    assert len(lines) == len(_ROWS)
    assert {line.get_xdata()[0] for line in lines} == {7 * signed.weeks}
    assert [label.get_text() for label in marks(figure, "label:signed")] == ["ceasefire signed"]
    assert len(marks(figure, "signed")) == 1


def test_a_road_without_a_ceasefire_has_no_mark_of_a_signature(threatened):
    """A road that is given up says so, and shows the weeks of its ultimatum."""
    figure = road_figure(threatened, "road")
    assert not marks(figure, "event:signed") and not marks(figure, "signed")
    assert [label.get_text() for label in marks(figure, "label:given_up")] == ["road given up"]
    assert f"no text was signed in {threatened.weeks} weeks" in texts(figure)
    spans = [
        area.get_extents().transformed(figure.axes[0].transData.inverted())
        for area in marks(figure, "ultimatum")
    ]
    assert len(spans) == 2
    for span in spans:
        assert (span.x0, span.x1) == pytest.approx((7 * 51, 7 * 64))


def test_labels_do_not_overlap(figure, threatened):
    """No two labels of events share ink."""
    for drawn in (figure, road_figure(threatened, "road")):
        drawn.canvas.draw()
        boxes = [
            label.get_window_extent()
            for label in drawn.findobj(lambda artist: str(artist.get_gid()).startswith("label:"))
        ]
        assert len(boxes) > 2
        for i, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:i])


def test_bars_are_meetings_and_crosses_walkouts(signed, figure):
    """Each track has a lane whose bars are its meetings of the weeks, and a cross in every week of a walkout."""
    most = signed.met.max()
    for track in range(N_TRACKS):
        (bars,) = marks(figure, f"met:{track}")
        values, begins, floor = bars.get_data()
        assert np.allclose((values - floor) / 0.85 * most, signed.met[:, track])
        assert np.array_equal(begins, 7.0 * np.arange(signed.weeks + 1))
        (crosses,) = marks(figure, f"walkouts:{track}")
        assert np.array_equal(crosses.get_xdata(), 7.0 * np.flatnonzero(signed.walkouts[:, track]) + 3.5)


def test_strips_are_shares_settled_and_lines_surpluses(signed, figure):
    """The strips hold how far each issue is settled after each week, the lines what signing is worth to each side."""
    (mesh,) = marks(figure, "settled")
    assert np.array_equal(mesh.get_array().reshape(7, signed.weeks), signed.settled[1:].T)
    assert mesh.get_clim() == (0.0, 1.0)
    for side in INKS:
        assert np.array_equal(marks(figure, f"surplus:{side}")[0].get_data().values, signed.surplus(side))
        assert np.array_equal(marks(figure, f"own:{side}")[0].get_data().values, signed.own(side))


def test_front_and_losses_are_the_paces_of_the_state(signed, figure):
    """Advance and casualties are those of the weeks, at 30 days; ground is what they add up to."""
    (advance,) = marks(figure, "advance")
    pace = advance.get_data().values
    (ground,) = marks(figure, "ground")
    assert np.cumsum(pace) * 7 / 30 == pytest.approx(ground.get_data().values)
    for side in INKS:
        (losses,) = marks(figure, f"losses:{side}")
        total = losses.get_data().values.sum() * 7 / 30
        assert total == pytest.approx(signed.row[f"war_losses_{side}"][0])


def test_it_says_that_it_is_one_run_of_a_model(signed, figure):
    """Title and note say that this is one simulated road, not a forecast, with its n, seed and run."""
    said = texts(figure)
    for words in (
        "One simulated road",
        "not a forecast",
        "n = 1",
        "seed 3",
        f"run {signed.run}",
        "no interval",
    ):
        assert words in said


def test_tracks_that_are_not_held_and_seats_that_are_empty_are_named():
    """Where Kyiv and Europe are left out, the picture says which tracks do not meet and what stays undrawn."""
    p = walked("bilateral_deal", road={"years": 0.5})
    assert not any(p.held(track) for track in (KYIV_MOSCOW, CONTACT_GROUP, NATO_RUSSIA))
    said = texts(road_figure(p, "road"))
    for words in (
        "Kyiv–Moscow (not held)",
        "contact group (not held)",
        "line (at most 50%)",
        "not at the table",
    ):
        assert words in said


def test_failed_summits_are_marked_where_they_fail():
    """A mark stands at the end of every week in which those left out brought a summit down."""
    p = walked(
        "bilateral_deal",
        reservation={"resolve_russia": -150.0, "resolve_ukraine": 400.0},
        table={"scuttle_kyiv": 1.0},
        road={"years": 1.0},
    )
    weeks = np.flatnonzero(p.road["scuttled"] > 0) + 1
    (shown,) = marks(road_figure(p, "road"), "scuttled")
    assert len(weeks) and np.array_equal(shown.get_xdata(), 7.0 * weeks)


@pytest.mark.parametrize(
    "values",
    [
        {"road": {"years": 0.02}},
        {"rounds": {"meetings": 0.0}, "road": {"years": 10.0}, "reservation": {"resolve_russia": 400.0}},
        {"war": {"rout": 1.0, "break_at": 0.0}},
    ],
)
def test_any_road_can_be_drawn(values):
    """A road of a week, ten years without talks, and one that ends with an army are drawn like any other."""
    p = walked(**values)
    figure = road_figure(p, "road")
    figure.canvas.draw()
    assert not p.agreed
    assert ("no track met before the end" in texts(figure)) == (not p.met.any())
