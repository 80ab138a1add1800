"""Departures: what goes and what stays when the guarantors' troops, or the people of the mission, leave (M06, M11)."""

from typing import Any

import pytest

from sim.agents import guarantors, monitors, russia, ukraine
from sim.engine import calendar
from sim.incentives.choice import COMPLY

HERE = (1, 0, 0, 0)
ARMED = {"patrols.personnel": 20_000.0, "patrols.armed_share": 1.0}
LEAVING = {**ARMED, "patrols.leave_year": 1.0}


def test_troops_leave_in_their_year_and_the_promise_stays(stage) -> None:
    """Troops, the certainty they give, the friction they cause and their cost end; the promise stays, for less."""
    world, p = stage(
        {
            "guarantee.commitment": 0.6,
            "guarantee.stationed_troops": 20.0,
            "guarantee.response_force": 50.0,
            "guarantee.leave_year": 2.0,
        }
    )
    seen: list[tuple[float, ...]] = []
    for number in range(1, 160):
        guarantors.week(world, p, HERE, number)
        g = world.guarantors
        seen.append((g.troops, g.standing, world.front.presence, g.credibility, g.help, g.present))
        if number == 104:
            paid = float(world.tally.guarantee_cost)
    there, gone = set(seen[:104]), set(seen[104:])
    assert len(there) == len(gone) == 1
    (troops, standing, presence, credible, help_there, _), after = there.pop(), gone.pop()
    assert troops == 20.0 and standing > 0.0 and presence > 1.0
    assert after[:3] == (0.0, 0.0, 1.0)
    assert 0.0 < after[3] < credible
    assert after[4] / help_there == pytest.approx(after[3] / credible)
    assert after[5] == 1.0
    assert world.tally.guarantee_cost == paid == pytest.approx(2.0 * 20.0 * p.guarantee.troop_cost)


@pytest.mark.parametrize(("troops", "stirs"), [(0.0, False), (3.0, True), (400.0, False)])
def test_a_small_foreign_force_stirs_the_whole_line(stage, troops: float, stirs: bool) -> None:
    """A tripwire raises fire on the line by its friction; no troops, or a heavy force, hardly do."""
    world, p = stage({"guarantee.stationed_troops": troops, "guarantee.tripwire_friction": 0.2})
    guarantors.week(world, p, HERE, 1)
    assert 1.0 <= world.front.presence <= 1.2
    assert (world.front.presence > 1.1) == stirs


def week(world: Any, p: Any, day: int) -> None:
    """The mission's and the guarantors' week that ends on a day, with what both sides then see."""
    world.day, number = day, day // 7
    monitors.week(world, p)
    calendar.open_week(world, p, number)
    guarantors.week(world, p, HERE, number)
    for capital in (russia, ukraine):
        capital.observe(world, p, HERE, number)


def test_people_leave_in_their_year(stage) -> None:
    """The people of the mission are there until their year is over and never again; sensors stay."""
    world, p = stage(LEAVING)
    people, working = [], []
    for day in range(7, 800, 7):
        week(world, p, day)
        people.append(world.mission.people)
        working.append(world.mission.effective)
    assert people == [1.0] * 52 + [0.0] * (len(people) - 52)
    assert min(working) > 0.0


def test_patrols_that_left_no_longer_slow_or_interpose(stage) -> None:
    """Once they have left it is as if there had never been armed patrols: for both sides' chances and the time."""
    gone, p = stage(LEAVING)
    never, q = stage({**LEAVING, "patrols.armed_share": 0.0})
    for day, alike in ((364, False), (371, True)):
        week(gone, p, day)
        week(never, q, day)
        for one, other in (
            (gone.front.slow, never.front.slow),
            (gone.russia.slow, never.russia.slow),
            (gone.russia.chance, never.russia.chance),
            (gone.ukraine.chance, never.ukraine.chance),
        ):
            assert (one == other) == alike
    assert gone.front.armed == 0.0 < gone.front.armed_at_start


def test_patrols_that_left_no_longer_make_pressing_dear(stage) -> None:
    """With armed patrols in the way pressing weighs less than without; once they have left it does not."""
    weights = []
    for values, day in ((LEAVING, 364), (LEAVING, 371), ({**LEAVING, "patrols.armed_share": 0.0}, 371)):
        world, p = stage(values)
        week(world, p, day)
        world.russia.terms[:], world.russia.stance = 0.0, COMPLY
        russia.decide(world, p, HERE, day // 7)
        weights.append(world.russia.weights[1] / world.russia.weights[0])
    assert weights[0] < weights[1] == weights[2]


def test_fire_that_patrols_kept_down_comes_back(stage) -> None:
    """The factor on all fire makes up for exactly what armed patrols had been laid into the rates."""
    world, p = stage({**LEAVING, "guarantee.stationed_troops": 0.0})
    week(world, p, 364)
    assert world.front.presence == 1.0
    week(world, p, 371)
    kept_down = 1.0 / (1.0 + world.front.armed_at_start / p.patrols.half_density)
    assert world.front.presence * kept_down == pytest.approx(1.0)
    assert kept_down < 0.5


def test_people_who_left_cost_nothing(stage) -> None:
    """From the week they leave on only sensors are paid for."""
    world, p = stage(LEAVING)
    week(world, p, 364)
    people, sensors = float(world.tally.mission_cost), float(world.tally.sensors_cost)
    week(world, p, 371)
    assert people > 0.0
    assert world.tally.mission_cost == people
    assert world.tally.sensors_cost == pytest.approx(2.0 * sensors)
