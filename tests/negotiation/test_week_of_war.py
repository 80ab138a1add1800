"""A week of war: supplies, the advance and losses of the record, armies that break, publics that follow (M28)."""

import math

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.negotiation import war
from sim.negotiation.war import AT_WAR, RUSSIA_BROKEN, UKRAINE_BROKEN
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import parameters

SHARE = st.floats(0.0, 1.0)
FORCE = st.floats(1.0, 5000.0)


def address(week: int) -> tuple[int, int, int, int]:
    """Address of a week's draws."""
    return 1, 0, 0, 1_000_000 + 7 * week


def test_a_war_begins_as_usual(setting) -> None:
    """Intensity as told, energy and supplies as declared, the trend that the balance gives."""
    world, p, _, _ = setting()
    assert war.shift(world, p) == 0.0
    world.ukraine.force, world.road.supply = 265.0, 0.5
    war.begin(world, p, 1.4, address(0))
    road = world.road
    assert (road.intensity, road.energy, road.supply) == (1.4, 0.55, 1.0)
    assert war.shift(world, p) == pytest.approx(math.log(2.0))
    assert road.trend == pytest.approx(303.0 * (1.0 + 4.0 * math.log(2.0)))


def test_supplies_follow_aid(setting) -> None:
    """A cut of all American aid brings supplies 63 % of the way to 0.74 in their time; aid is counted by the week."""
    world, p, _, _ = setting({"war.supply_weeks": 16.0, "war.aid_growth": 0.0})
    g = world.guarantors
    g.attention = g.unity = 0.62
    world.road.aid_factor = 0.0
    for _ in range(16):
        war.supply(world, p, 0.0)
    assert (world.road.supply - 1.0) / (0.6**0.6 - 1.0) == pytest.approx(1.0 - math.exp(-1.0), abs=0.015)
    assert (g.aid_american, g.aid) == (0.0, pytest.approx(45.0))
    assert world.tally.war_aid == pytest.approx(16 * 45.0 / 52.0)


def test_aid_follows_attention_unity_and_its_path(setting) -> None:
    """American aid follows attention, European unity, both the path of aid and only the first an ultimatum."""
    world, p, _, _ = setting({"war.aid_growth": -0.1})
    world.guarantors.attention, world.guarantors.unity = 0.12, 0.62
    world.road.aid_factor = 1.5
    war.supply(world, p, 2.0)
    fallen = math.exp(-0.2)
    assert world.guarantors.aid_american == pytest.approx(10.0 * 0.5 * 1.5 * fallen)
    assert world.guarantors.aid - world.guarantors.aid_american == pytest.approx(45.0 * fallen)


@pytest.fixture(scope="module")
def long_war(setting) -> dict[str, np.ndarray]:
    """12,000 weeks of a war at the forces with which it began: what each took and cost."""
    world, p, _, _ = setting({"war.rout": 0.0})
    told = {name: np.empty(12_000) for name in ("advance", "losses", "suffered")}
    for week in range(12_000):
        world.russia.force, world.ukraine.force = p.deterrence.force_russia, p.deterrence.force_ukraine
        world.tally.war_losses_ukraine = 0.0
        war.fight(world, p, address(week))
        told["advance"][week], told["losses"][week] = world.road.advance, world.road.losses
        told["suffered"][week] = world.tally.war_losses_ukraine
    return told


def test_the_advance_has_the_mean_and_spread_of_the_record(long_war) -> None:
    """At even balance 30 days bring 303 km2 on average with a spread of 183, as in the record of the front."""
    days = np.repeat(long_war["advance"] / 7.0, 7)
    month = days[: len(days) // 30 * 30].reshape(-1, 30).sum(axis=1)
    assert month.mean() == pytest.approx(303.0, abs=15.0)
    assert month.std() == pytest.approx(183.0, rel=0.06)


def test_the_war_costs_what_the_record_says(long_war) -> None:
    """Moscow loses 1,000 to 1,700 a day in all, in each week at least the front's 420, Kyiv 0.46 for each."""
    a_day = long_war["losses"] / 0.007
    assert 1000.0 < a_day.mean() < 1700.0
    assert a_day.min() > 420.0 * 0.6
    assert long_war["suffered"] == pytest.approx(0.46 * long_war["losses"])


def test_a_week_moves_the_forces_and_the_count(setting) -> None:
    """A week's territory, losses of both and forces are what the laws give for its advance."""
    world, p, _, _ = setting()
    war.fight(world, p, address(1))
    road, tally = world.road, world.tally
    assert road.territory == road.advance
    assert tally.war_losses_russia == road.losses
    assert tally.war_losses_ukraine == pytest.approx(0.46 * road.losses)
    assert world.russia.force == pytest.approx(640.0 + 440.0 / 52.0 - road.losses)
    assert world.ukraine.force == pytest.approx(530.0 + 195.0 / 52.0 - 0.46 * road.losses)


@pytest.mark.parametrize(
    ("russia", "ukraine", "end"), [(4.0, 1.0, UKRAINE_BROKEN), (1.0, 4.0, RUSSIA_BROKEN)]
)
def test_an_army_far_beyond_its_point_breaks_at_its_chance(
    setting, russia: float, ukraine: float, end: int
) -> None:
    """At four times the other's share the weaker army breaks in one week of twenty; at an even balance none does."""
    broken = {1.0: 0, 4.0: 0}
    for stronger in broken:
        world, p, _, _ = setting({"war.advance_sd": 0.0, "war.advance": 0.0, "war.break_at": 0.9})
        for week in range(2000):
            world.russia.force = 640.0 * (russia if stronger > 1.0 else 1.0)
            world.ukraine.force = 530.0 * (ukraine if stronger > 1.0 else 1.0)
            world.road.end = AT_WAR
            war.fight(world, p, address(week))
            broken[stronger] += int(world.road.end == end)
            assert world.road.end in (AT_WAR, end)
    assert broken[1.0] == 0
    assert broken[4.0] / 2000 == pytest.approx(0.05, abs=0.015)


def moods(setting, **road: float) -> tuple[float, float]:
    """Support for peace in Moscow and in Kyiv after a quarter of a year of a war that goes so."""
    world, p, _, _ = setting()
    for _ in range(13):
        for name, value in {"losses": 0.007 * 1026.0, "trend": 303.0, "energy": 0.55, **road}.items():
            world.road[name] = value
        war.follow_moods(world, p)
    return float(world.russia.support), float(world.ukraine.support)


def test_publics_follow_the_war(setting) -> None:
    """Losses tire both; ground taken lifts Moscow's public and tires Kyiv's; a lack of energy tires Kyiv's alone."""
    russian, ukrainian = moods(setting)
    assert (russian, ukrainian) == (pytest.approx(0.5), pytest.approx(0.6))
    bloody = moods(setting, losses=0.014 * 1026.0)
    assert bloody[0] > russian and bloody[1] > ukrainian
    fast = moods(setting, trend=900.0)
    assert fast[0] < russian and fast[1] > ukrainian
    dark = moods(setting, energy=0.2)
    assert dark[0] == russian and dark[1] > ukrainian
    assert moods(setting, energy=0.9) == moods(setting)


WAR = [p for p in parameters() if p.path.startswith("war.")]


def anywhere(p: Parameter) -> st.SearchStrategy[float]:
    """Any value that a parameter may take, its ends more often."""
    return st.sampled_from([p.least, p.most]) | st.floats(p.least, p.most)


@settings(max_examples=60, phases=(Phase.explicit, Phase.generate))  # simpler wars take minutes to find
@given(
    values=st.fixed_dictionaries({p.path: anywhere(p) for p in WAR}),
    forces=st.tuples(FORCE, FORCE),
    moods=st.tuples(SHARE, SHARE),
    intensity=st.floats(0.0, 20.0),
    week=st.integers(0, 10**6),
)  # fmt: skip
def test_any_war_stays_in_its_bounds(setting, values, forces, moods, intensity: float, week: int) -> None:
    """A year of any war: forces, supplies, energy and moods in bounds, everything finite, losses never negative."""
    values = {**values, "deterrence.force_russia": forces[0], "deterrence.force_ukraine": forces[1]}
    world, p, _, _ = setting(values)
    world.guarantors.attention, world.guarantors.unity = moods
    road = world.road
    war.begin(world, p, intensity, address(week))
    for number in range(1, 53):
        war.supply(world, p, number / 52.0)
        war.fight(world, p, address(week + number))
    assert 0.2 <= road.supply <= 1.6 and 0.0 <= road.energy <= 1.0 and road.losses >= 0.0
    for side in (world.russia, world.ukraine):
        assert 50.0 <= side.force <= 5000.0
        assert 0.0 <= side.support <= 1.0
    for name in ("advance", "advance_mood", "trend", "territory", "losses"):
        assert math.isfinite(road[name]), name
    assert math.isfinite(world.tally.war_losses_ukraine) and math.isfinite(world.tally.war_aid)
