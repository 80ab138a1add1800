"""Issues and tracks: who takes what up, how far it can be settled, and what is carried out (M29, M31)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents import state
from sim.negotiation import issues
from sim.negotiation.issues import (
    ALIGNMENT,
    ASSETS,
    CONTACT_GROUP,
    GUARANTEES,
    ISSUES,
    KYIV_MOSCOW,
    LINE,
    MONITORING,
    N_ISSUES,
    N_TRACKS,
    NATO_RUSSIA,
    SANCTIONS,
    TRACKS,
    WASHINGTON_MOSCOW,
    ZONE,
    attainable,
    carried,
    is_held,
    takes_up,
    weight,
)

SHARE = st.floats(0.0, 1.0)
SEATS = list(product([0.0, 1.0], repeat=3))
#: Seats of Kyiv, Europe and NATO-Russia talks for which a track meets.
HELD = {
    KYIV_MOSCOW: lambda kyiv, europe, nato: bool(kyiv),
    CONTACT_GROUP: lambda kyiv, europe, nato: bool(kyiv or europe),
    WASHINGTON_MOSCOW: lambda kyiv, europe, nato: True,
    NATO_RUSSIA: lambda kyiv, europe, nato: bool(europe and nato),
}
#: What each track takes up with Kyiv at the table.
TAKEN_UP = {
    KYIV_MOSCOW: {LINE, ZONE, MONITORING},
    CONTACT_GROUP: {MONITORING, GUARANTEES, ASSETS},
    WASHINGTON_MOSCOW: {SANCTIONS, ALIGNMENT},
    NATO_RUSSIA: {ALIGNMENT, GUARANTEES},
}


def test_issues_and_tracks_stand_where_their_names_say() -> None:
    """The constant of each is the index of its name, and the state has room for each."""
    for index, name in enumerate(ISSUES):
        assert getattr(issues, name.upper()) == index
    for index, name in enumerate(TRACKS):
        assert getattr(issues, name.upper()) == index
    assert (state.N_ISSUES, state.N_TRACKS) == (N_ISSUES, N_TRACKS) == (len(ISSUES), len(TRACKS))


@pytest.mark.parametrize("track", range(N_TRACKS), ids=TRACKS)
def test_a_track_meets_if_those_it_needs_are_at_the_table(track: int) -> None:
    """All eight seatings: Kyiv talks for itself, the contact group with either, NATO with Europe, Washington always."""
    for kyiv, europe, nato in SEATS:
        assert bool(is_held(track, kyiv, europe, nato)) == HELD[track](kyiv, europe, nato)


@pytest.mark.parametrize("track", range(N_TRACKS), ids=TRACKS)
def test_a_track_takes_up_its_issues(track: int) -> None:
    """Each track has its issues; without Kyiv, Washington and Moscow talk about all of them."""
    for issue in range(N_ISSUES):
        assert bool(takes_up(track, issue, 1.0)) == (issue in TAKEN_UP[track])
        alone = track == WASHINGTON_MOSCOW or issue in TAKEN_UP[track]
        assert bool(takes_up(track, issue, 0.0)) == alone


@pytest.mark.parametrize(("kyiv", "europe", "nato"), SEATS)
def test_no_issue_is_left_to_nobody(kyiv: float, europe: float, nato: float) -> None:
    """Whoever is at the table, every issue is taken up on a track that meets."""
    for issue in range(N_ISSUES):
        assert any(
            is_held(track, kyiv, europe, nato) and takes_up(track, issue, kyiv) for track in range(N_TRACKS)
        )


def test_what_is_attainable() -> None:
    """Without Kyiv half of line and zone stays undrawn at 0.5, the rest can be settled; with Kyiv everything can."""
    for issue in range(N_ISSUES):
        assert attainable(issue, 1.0, 0.5) == 1.0
        assert attainable(issue, 0.0, 0.5) == (0.5 if issue in (LINE, ZONE) else 1.0)


@given(st.integers(0, N_ISSUES - 1), st.sampled_from([0.0, 1.0]), SHARE, SHARE)
def test_more_undrawn_is_less_attainable(issue: int, kyiv: float, undrawn: float, more: float) -> None:
    """A share that never grows with what is left undrawn, nor shrinks when Kyiv sits down."""
    low, high = sorted((undrawn, more))
    assert 1.0 >= attainable(issue, kyiv, low) >= attainable(issue, kyiv, high) >= 0.0
    assert attainable(issue, 1.0, low) >= attainable(issue, 0.0, low)


@pytest.mark.parametrize(
    ("european", "europe", "without", "left"),
    [(1.0, 0.0, 0.3, 0.3), (0.5, 0.0, 0.3, 0.65), (0.5, 0.0, 0.0, 0.5), (1.0, 1.0, 0.0, 1.0), (0.0, 0.0, 0.0, 1.0)],
)  # fmt: skip
def test_what_is_carried_out(european: float, europe: float, without: float, left: float) -> None:
    """Europe carries out what it agreed to; of its part of what others agreed to, as much as it will."""
    assert carried(european, europe, without) == pytest.approx(left)


@given(SHARE, st.sampled_from([0.0, 1.0]), SHARE, SHARE)
def test_carrying_out_is_a_share(european: float, europe: float, without: float, more: float) -> None:
    """It lies between 0 and 1, grows with what a Europe left out does and with its seat, falls with its part."""
    low, high = sorted((without, more))
    here = carried(european, europe, low)
    assert 0.0 <= here <= carried(european, europe, high) <= 1.0
    assert here <= carried(european, 1.0, low) == 1.0
    assert carried(max(european, more), europe, low) <= carried(min(european, more), europe, low)


def test_weights_add_up() -> None:
    """The weights of the issues are positive and add up to 1; the line weighs most, with zone, monitors, guarantees."""
    weights = [weight(issue) for issue in range(N_ISSUES)]
    assert sum(weights) == pytest.approx(1.0, abs=1e-15)
    assert weights == [0.2, 0.2, 0.2, 0.2, 0.1, 0.05, 0.05]
