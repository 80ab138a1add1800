"""Rounds: what a meeting settles, who walks out, and the trust that is won and lost (M29)."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.negotiation import rounds
from sim.negotiation.issues import (
    ALIGNMENT,
    ASSETS,
    CONTACT_GROUP,
    GUARANTEES,
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
)
from sim.negotiation.rounds import any_of, settling, walking_out, willing
from sim.scenario.scenario import declared


def possible(path: str) -> st.SearchStrategy[float]:
    """Any value that a parameter may take."""
    return st.floats(declared()[path].least, declared()[path].most)


SHARE = st.floats(0.0, 1.0)
SURPLUS = st.floats(-1000.0, 1000.0)
WISH = possible("rounds.wish")


def address(week: int) -> tuple[int, int, int, int]:
    """Address of a week's draws."""
    return 1, 0, 0, 1_000_000 + 7 * week


def test_a_side_that_gains_nothing_is_of_two_minds() -> None:
    """One half at no surplus, 73 % at one wish of it, 12 % at two below."""
    assert willing(0.0, 8.0) == 0.5
    assert willing(8.0, 8.0) == pytest.approx(1.0 / (1.0 + math.exp(-1.0)))
    assert willing(-16.0, 8.0) == pytest.approx(1.0 / (1.0 + math.exp(2.0)))


@given(SURPLUS, st.floats(0.0, 100.0), WISH)
def test_more_to_gain_is_never_wanted_less(surplus: float, more: float, wish: float) -> None:
    """A share that grows with the surplus."""
    assert 0.0 <= willing(surplus, wish) <= willing(surplus + more, wish) <= 1.0


def test_the_chance_that_a_meeting_settles_something() -> None:
    """Half where both want a deal and trust is full, a quarter of it without trust, more with envoys, at most 1."""
    assert settling(0.5, 1.0, 1.0, 1.0) == 0.5
    assert settling(0.5, 1.0, 0.0, 1.0) == 0.125
    assert settling(0.5, 0.25, 0.2, 1.15) == pytest.approx(0.5 * 0.25 * 0.4 * 1.15)
    assert settling(1.0, 1.0, 1.0, 6.0) == 1.0


@given(possible("rounds.settle"), SHARE, SHARE, st.floats(1.0, 6.0), SHARE)
def test_settling_is_a_chance(settle: float, both: float, trust: float, hastened: float, more: float) -> None:
    """Between 0 and 1, and never less with more will, trust, or channels."""
    here = settling(settle, both, trust, hastened)
    assert 0.0 <= here <= 1.0
    assert settling(settle, max(both, more), trust, hastened) >= here
    assert settling(settle, both, max(trust, more), hastened) >= here
    assert settling(settle, both, trust, hastened + more) >= here


def test_the_chance_of_a_walkout() -> None:
    """12 % where there is neither trust nor a wish; 0.3 of that where both want a deal; none at full trust."""
    assert walking_out(0.12, 0.0, 0.0, 1.0) == 0.12
    assert walking_out(0.12, 1.0, 0.0, 1.0) == pytest.approx(0.036)
    assert walking_out(0.12, 0.0, 0.5, 0.6) == pytest.approx(0.018)
    assert walking_out(1.0, 0.0, 1.0, 1.0) == 0.0


@given(possible("rounds.walkout"), SHARE, SHARE, SHARE, SHARE)
def test_walking_out_is_a_chance(
    walkout: float, both: float, trust: float, calmed: float, more: float
) -> None:
    """Between 0 and 1, and never more with more will, trust, or channels."""
    here = walking_out(walkout, both, trust, calmed)
    assert 0.0 <= here <= 1.0
    assert walking_out(walkout, max(both, more), trust, calmed) <= here + 1e-15
    assert walking_out(walkout, both, max(trust, more), calmed) <= here + 1e-15
    assert walking_out(walkout, both, trust, min(calmed, more)) <= here + 1e-15


@given(SHARE, st.integers(0, 50), st.integers(0, 20))
def test_once_in_many_tries(chance: float, times: int, more: int) -> None:
    """1 - (1 - chance)^n, nothing in no tries, and never less in more of them."""
    once = any_of(chance, float(times))
    assert once == pytest.approx(1.0 - (1.0 - chance) ** times, abs=1e-12)
    assert 0.0 <= once <= any_of(chance, float(times + more)) <= 1.0
    assert any_of(chance, 0.0) == 0.0


# The stage.


def test_pressure_makes_a_side_want_a_deal(setting) -> None:
    """What a full text is worth, and what pressure adds to the text on the table, make each side's wish."""
    world, p, _, _ = setting({"rounds.wish": 10.0})
    road = world.road
    road.wish_russia, road.own_russia, road.surplus_russia = -5.0, -20.0, -5.0
    road.wish_ukraine, road.own_ukraine, road.surplus_ukraine = 10.0, 3.0, 3.0
    assert rounds.wish(world, p) == pytest.approx((willing(10.0, 10.0), willing(10.0, 10.0)))


@pytest.mark.parametrize(
    ("track", "settled", "issue"),
    [
        (KYIV_MOSCOW, {}, LINE),
        (KYIV_MOSCOW, {LINE: 0.2}, ZONE),
        (KYIV_MOSCOW, {LINE: 0.2, ZONE: 0.4, MONITORING: 0.3}, LINE),
        (CONTACT_GROUP, {MONITORING: 0.2, GUARANTEES: 0.2, ASSETS: 0.1}, ASSETS),
        (WASHINGTON_MOSCOW, {SANCTIONS: 1.0}, ALIGNMENT),
        (WASHINGTON_MOSCOW, {SANCTIONS: 1.0, ALIGNMENT: 1.0}, -1),
        (NATO_RUSSIA, {ALIGNMENT: 0.5}, GUARANTEES),
    ],
)
def test_a_track_takes_up_what_is_furthest_from_settled(
    setting, track: int, settled: dict, issue: int
) -> None:
    """Of its issues the one with most left, the first of equals; none when all are settled."""
    world, p, _, _ = setting()
    for index, value in settled.items():
        world.road.settled[index] = value
    assert rounds.open_issue(world.road, track, p) == issue


def test_what_cannot_be_settled_is_not_taken_up(setting) -> None:
    """Without Kyiv a line is as far as it gets at one half, and Washington and Moscow turn to the rest."""
    world, p, _, _ = setting({"table.kyiv": False, "table.undrawn": 0.5})
    world.road.settled[:] = 0.5
    assert rounds.open_issue(world.road, WASHINGTON_MOSCOW, p) == MONITORING
    world.road.settled[MONITORING:] = 1.0
    assert rounds.open_issue(world.road, WASHINGTON_MOSCOW, p) == -1


def meeting(setting, values: dict | None = None, week: float = 20.0, **road: float) -> tuple[np.ndarray, ...]:
    """What 400 weeks of a track in one and the same state come to: meetings, steps and walkouts, week by week."""
    world, p, _, _ = setting(values)
    world.road.week = week
    for name, value in road.items():
        world.road[name] = value
    told = np.empty((3, 400))
    for draw in range(400):
        rounds.meet(world, p, address(draw), KYIV_MOSCOW)
        told[:, draw] = world.road.met[0], world.road.steps[0], world.road.failed[0]
        assert world.road.taken_up[0] == (LINE if world.road.met[0] else -1)
        assert world.road.steps[0] <= world.road.met[0]
        assert not (world.road.failed[0] and world.road.steps[0])
    return tuple(told)


WANTED = {"wish_russia": 1000.0, "wish_ukraine": 1000.0}
UNWANTED = {"wish_russia": -1000.0, "wish_ukraine": -1000.0}


def test_meetings_settle_and_break_up_as_often_as_the_laws_say(setting) -> None:
    """1.2 meetings a week; with full trust half of them settle; with neither trust nor will 12 % end in a walkout."""
    bare = {"channels.envoys": 0.0}
    met, steps, failed = meeting(setting, bare, trust=1.0, **WANTED)
    assert met.mean() == pytest.approx(1.2, abs=0.16)
    assert steps.sum() / met.sum() == pytest.approx(0.5, abs=0.08)
    assert failed.sum() == 0.0
    met, steps, failed = meeting(setting, bare, trust=0.0, **UNWANTED)
    assert steps.sum() == 0.0
    assert failed.sum() / met.sum() == pytest.approx(0.12, abs=0.04)


def test_a_deadline_brings_more_meetings(setting) -> None:
    """In the week of a first deadline a track meets twice as often; without meetings it never does."""
    hurried = meeting(setting, {"pressure.deadline_days": 140.0}, week=20.0, trust=1.0, **WANTED)[0]
    assert hurried.mean() == pytest.approx(2.4, abs=0.25)
    assert meeting(setting, {"rounds.meetings": 0.0}, trust=1.0, **WANTED)[0].sum() == 0.0


def test_a_track_that_rests_or_is_not_held_does_not_meet(setting) -> None:
    """Nobody meets before the rest is over, nor where a side has no seat, nor when nothing is left to settle."""
    for values, change in (
        ({"rounds.meetings": 20.0}, "rest"),
        ({"rounds.meetings": 20.0, "table.kyiv": False}, ""),
        ({"rounds.meetings": 20.0}, "settled"),
    ):
        world, p, _, _ = setting(values)
        world.road.week = 10.0
        if change == "rest":
            world.road.rest[KYIV_MOSCOW] = 11.0
        elif change == "settled":
            world.road.settled[:] = 1.0
        rounds.meet(world, p, address(1), KYIV_MOSCOW)
        assert (world.road.met[KYIV_MOSCOW], world.road.taken_up[KYIV_MOSCOW]) == (0.0, -1)
        if change == "rest":
            world.road.week = 11.0
            rounds.meet(world, p, address(1), KYIV_MOSCOW)
            assert world.road.met[KYIV_MOSCOW] > 0.0


@settings(phases=(Phase.explicit, Phase.generate))
@given(
    values=st.fixed_dictionaries(
        {
            f"rounds.{name}": possible(f"rounds.{name}")
            for name in ("step", "trust_gain", "trust_loss", "concede", "settle", "walkout")
        }
    ),
    kyiv=st.booleans(),
    trust=SHARE,
    tilt=SHARE,
    surplus=st.tuples(SURPLUS, SURPLUS),
    settled=st.lists(SHARE, min_size=N_ISSUES, max_size=N_ISSUES),
    week=st.integers(1, 1043),
)
def test_any_week_of_talks_stays_in_its_bounds(
    setting, values, kyiv: bool, trust: float, tilt: float, surplus, settled, week: int
) -> None:
    """Trust, tilt and what is settled stay shares, nothing settled is lost, and no more settled than met."""
    world, p, _, _ = setting({"table.kyiv": kyiv, "table.nato_russia": True, "rounds.meetings": 20.0})
    for path, value in values.items():
        p.rounds[path.partition(".")[2]] = value
    road = world.road
    road.week, road.trust, road.tilt = float(week), trust, tilt
    before = np.minimum(settled, road.reach)
    road.settled[:] = before
    road.wish_russia, road.wish_ukraine = surplus
    for track in range(N_TRACKS):
        rounds.meet(world, p, address(week), track)
        assert road.steps[track] <= road.met[track]
    rounds.take_stock(world, p)
    assert 0.0 <= road.trust <= 1.0 and 0.0 <= road.tilt <= 1.0
    assert np.all(before <= road.settled) and np.all(road.settled <= road.reach)


@pytest.mark.parametrize(("kyiv", "europe", "nato"), list(product([False, True], repeat=3)))
def test_only_tracks_that_are_held_meet(setting, kyiv: bool, europe: bool, nato: bool) -> None:
    """With many meetings a week, exactly the tracks meet that those at the table hold."""
    world, p, _, _ = setting(
        {"table.kyiv": kyiv, "table.europe": europe, "table.nato_russia": nato, "rounds.meetings": 20.0}
    )
    world.road.week = 1.0
    for track in range(N_TRACKS):
        rounds.meet(world, p, address(3), track)
    met = {name for name, count in zip(TRACKS, world.road.met, strict=True) if count}
    held = {"washington_moscow"}
    held |= {"kyiv_moscow"} if kyiv else set()
    held |= {"contact_group"} if kyiv or europe else set()
    held |= {"nato_russia"} if europe and nato else set()
    assert met == held
