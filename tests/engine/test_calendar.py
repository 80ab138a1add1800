"""Days and weeks of the whole line: how a run begins, what is counted, how it ends."""

import math

import numpy as np
import pytest

from sim.agents.state import MAIL_WEEKS
from sim.agents.tally import CAUSES
from sim.engine import calendar
from sim.incentives.choice import ATTACK, COMPLY
from sim.scenario.scenario import Scenario

HERE = (1, 0, 0, 0)
TIERS = ("pullback.artillery", "pullback.rockets", "pullback.long_range")


@pytest.fixture
def begun(short: Scenario, first_day):
    """Builds (world, parameters) of the first day with the given dotted values."""

    def build(values: dict | None = None, run: int = 0):
        return first_day(short.with_values(values or {}), run)

    return build


def close(world, p, fired: float = 0.0, found: float = 0.0) -> None:
    """Close a day on which so much was fired and found against Moscow."""
    calendar.close_day(world, p, HERE, fired, 0.4 * fired, math.ceil(fired / 10), found, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("years", "days"), [(0.02, 7), (1.0, 365), (2.5, 913), (10.0, 3650), (75.0, 27375)])
def test_a_horizon_has_whole_days(years: float, days: int) -> None:
    """A year has 365 days, rounded to whole ones."""
    assert calendar.horizon_days(years) == days


def test_sectors_differ_and_on_average_do_not() -> None:
    """A sector's own heat has mean 1 over runs, and without spread is 1."""
    heats = [calendar.sector_heat((1, 0, run, 0), 3, 0.5) for run in range(20_000)]
    assert np.mean(heats) == pytest.approx(1.0, abs=0.015)
    assert np.std(np.log(heats)) == pytest.approx(0.5, abs=0.01)
    assert calendar.sector_heat(HERE, 3, 0.0) == 1.0


def test_commanders_differ_within_limits() -> None:
    """How commanders take orders has mean 1, stays within 0.4 and 1.6, and differs between facing commanders."""
    takings = np.array([calendar.commanders_taking((1, 0, run, 0), 3, 0.3) for run in range(5_000)])
    assert takings.mean() == pytest.approx(1.0, abs=0.01)
    assert 0.4 == takings.min() < takings.max() == 1.6
    assert abs(np.corrcoef(takings.T)[0, 1]) < 0.05


def test_pull_back_takes_massing_away(begun) -> None:
    """What is pulled back is no longer massed; a side that moves later is still massed at the start."""

    def massed(share: float, timing: str) -> tuple[float, float]:
        world, _ = begun({**dict.fromkeys(TIERS, share), "pullback.timing": timing})
        return float(world.russia.massing), float(world.ukraine.massing)

    moscow, kyiv = massed(0.0, "same_day")
    assert moscow > 0.0 and kyiv > 0.0
    assert massed(0.6, "same_day") == pytest.approx((0.4 * moscow, 0.4 * kyiv))
    assert massed(0.6, "russia_first") == pytest.approx((0.4 * moscow, kyiv))
    assert massed(0.6, "ukraine_first") == pytest.approx((moscow, 0.4 * kyiv))


def test_forces_start_massed_each_in_its_measure(begun) -> None:
    """Over runs each side starts with the declared share of what an attack needs, within half of it."""
    values = {"choice.massing_weeks": 10.0, "choice.initial_massing": 1.0, **dict.fromkeys(TIERS, 0.0)}
    worlds = [begun(values, run)[0] for run in range(1000)]
    massed = np.array([(w.russia.massing, w.ukraine.massing) for w in worlds])
    assert massed.mean(axis=0) == pytest.approx([10.0, 10.0], rel=0.03)
    assert massed.min() >= 5.0 and massed.max() <= 15.0
    assert abs(np.corrcoef(massed.T)[0, 1]) < 0.1


def test_distance_patrols_and_pull_back_slow_an_attack(begun) -> None:
    """On an open line nothing slows; a zone and armed patrols slow both sides, a pull-back whoever has moved."""
    bare = {
        "zone.front_km": 0.0,
        "zone.river_km": 0.0,
        "zone.border_km": 0.0,
        "patrols.armed_share": 0.0,
        **dict.fromkeys(TIERS, 0.0),
    }

    def slow(values: dict) -> tuple[float, float, float]:
        world, _ = begun({**bare, **values})
        return float(world.front.slow), float(world.russia.slow), float(world.ukraine.slow)

    assert slow({}) == (1.0, 1.0, 1.0)
    for common in ({"zone.front_km": 10.0}, {"patrols.armed_share": 1.0, "patrols.personnel": 20_000.0}):
        between, moscow, kyiv = slow(common)
        assert between == moscow == kyiv > 1.0
    moved = {**dict.fromkeys(TIERS, 1.0), "pullback.massing_effect": 0.5}
    assert slow(moved) == (1.0, 1.5, 1.5)
    assert slow({**moved, "pullback.timing": "russia_first"}) == (1.0, 1.5, 1.0)
    assert slow({**moved, "pullback.timing": "ukraine_first"}) == (1.0, 1.0, 1.5)


def test_pledges_vary_around_the_orders(begun) -> None:
    """Both sides hear the same declaration; its strength has the mean and the spread that are declared."""
    pledges = []
    for run in range(1500):
        world, _ = begun({"restraint.orders": 0.3, "restraint.spread": 0.4}, run)
        assert world.russia.pledge == world.ukraine.pledge == world.russia.orders == world.russia.orders_now
        pledges.append(float(world.russia.pledge))
    assert np.mean(pledges) == pytest.approx(0.3, rel=0.03)
    assert np.std(pledges) / np.mean(pledges) == pytest.approx(0.4, rel=0.08)


def test_the_level_moves_all_regions_and_regions_move_alone(begun) -> None:
    """A day's regional factors differ, average to 1 over days, and are doubled by a crisis of level 1."""
    world, p = begun()
    factors, sums = np.empty(4), []
    for day in range(4000):
        calendar.open_day(world, p, (1, 0, 0, day), factors)
        sums.append(factors.copy())
        assert factors.min() >= 0.0 and len(set(factors)) == 4
    assert np.mean(sums, axis=0) == pytest.approx(np.ones(4), abs=0.12)
    calm, tense = np.empty(4), np.empty(4)
    for crisis, out in ((0.0, calm), (1.0, tense)):
        world.front.level, world.front.crisis = 0.0, crisis
        calendar.open_day(world, p, HERE, out)
    assert tense == pytest.approx(2.0 * calm)


def test_the_first_day_with_fire_is_told(begun) -> None:
    """The first violation is told by its day, counted from 0, and later ones do not change it."""
    world, p = begun()
    for fired in (0.0, 0.0, 5.0, 50.0):
        close(world, p, fired)
    assert world.tally.first_violation_day == 2.0
    assert world.tally.violations == 55.0
    assert world.day == 4


def test_a_serious_day_is_told(begun) -> None:
    """The first day with so many battle deaths is the first serious violation."""
    world, p = begun({"casualties.deaths_per_1000": 10.0, "casualties.serious_day": 5.0})
    for fired in (10.0, 10.0, 50_000.0, 50_000.0):
        close(world, p, fired)
    assert world.tally.first_serious_day == 2.0
    assert world.tally.civilian_casualties > 0.0


def test_deaths_are_counted_over_a_trailing_year(begun) -> None:
    """A year after a bloody day its deaths leave the trailing sum, year after year; the peak remembers the most."""
    world, p = begun({"casualties.deaths_per_1000": 10.0})
    for _ in range(3):
        before = world.tally.battle_deaths
        close(world, p, 20_000.0)
        deaths = world.tally.battle_deaths - before
        assert world.front.deaths_year == deaths > 100.0
        for _ in range(364):
            close(world, p)
            assert world.front.deaths_year == deaths
    close(world, p)
    assert world.front.deaths_year == 0.0
    assert world.tally.peak_deaths_365d == deaths == world.tally.battle_deaths / 3.0
    assert world.over == 0


@pytest.mark.parametrize(("crisis", "cause"), [(0.0, "erosion"), (1.0, "erosion"), (2.0, "escalation")])
def test_too_many_deaths_are_war(begun, crisis: float, cause: str) -> None:
    """A thousand battle deaths within a year end the ceasefire that day: by escalation if a crisis caused them."""
    world, p = begun({"casualties.deaths_per_1000": 10.0, "casualties.war_threshold": 1000.0})
    world.front.crisis = crisis
    for _ in range(4):
        close(world, p, 50_000.0)
        if world.over:
            break
    assert world.over == 1
    assert world.tally.days == world.day == (2 if world.front.deaths[2] == 0.0 else 3)
    assert CAUSES[world.tally.cause] == cause
    assert world.front.deaths_year >= 1000.0


@pytest.mark.parametrize("delay", [0.0, 6.0, 14.0, 60.0, 365.0])
def test_findings_arrive_after_their_delay(begun, delay: float) -> None:
    """Findings of a week arrive together, once, after their delay to the nearest week."""
    world, p = begun({"attribution.delay_days": delay})
    close(world, p, 10.0, found=7.0)
    arrived = []
    for number in range(1, 3 * MAIL_WEEKS):
        calendar.post_findings(world, p, number)
        arrived.append(float(world.russia.findings))
    expected = [0.0] * len(arrived)
    expected[int(delay / 7.0 + 0.5)] = 7.0
    assert arrived == expected
    assert world.tally.findings_russia == 7.0
    assert world.tally.findings_ukraine == world.front.found_russia == 0.0


def test_crises_come_from_fire_and_from_nowhere(begun) -> None:
    """Without background and fire there is no crisis; either brings some; a small one is soon forgotten."""

    def crises(values: dict, fired: float) -> int:
        world, p = begun(values)
        count = 0
        for week in range(500):
            world.front.crisis, world.front.fired_week = 0.0, fired
            calendar.weigh_crisis(world, p, (1, 0, 0, 7 * week + 6))
            count += world.front.crisis > 0.0
        return count

    assert crises({"crisis.background": 0.0}, 0.0) == 0
    assert crises({"crisis.background": 5.0}, 0.0) == pytest.approx(500 * (1 - math.exp(-5.0 / 52.0)), abs=20)
    assert crises({"crisis.background": 0.0, "crisis.incidents": 100.0}, 5000.0) == pytest.approx(
        500 * (1 - math.exp(-0.5)), abs=40
    )
    world, p = begun({"crisis.background": 0.0, "crisis.incidents": 0.0})
    world.front.crisis = 0.04
    calendar.weigh_crisis(world, p, HERE)
    assert world.front.crisis == 0.0


@pytest.mark.parametrize(
    ("moscow", "kyiv", "keener", "cause"),
    [
        (ATTACK, COMPLY, "ukraine", "russian_offensive"),
        (COMPLY, ATTACK, "russia", "ukrainian_offensive"),
        (ATTACK, ATTACK, "russia", "russian_offensive"),
        (ATTACK, ATTACK, "ukraine", "ukrainian_offensive"),
        (COMPLY, COMPLY, "russia", "held"),
    ],
)
def test_whoever_attacks_ends_it(begun, moscow: int, kyiv: int, keener: str, cause: str) -> None:
    """An offensive that is launched ends the ceasefire at the end of its week; of two the keener one counts."""
    world, p = begun()
    for _ in range(7):
        close(world, p)
    world.russia.launched, world.ukraine.launched = float(moscow == ATTACK), float(kyiv == ATTACK)
    getattr(world, keener).incentive = 10.0
    calendar.close_week(world, p, (1, 0, 0, 6), 1)
    assert CAUSES[world.tally.cause] == cause
    assert world.over == (cause != "held")
    assert world.day == 7
    if cause != "held":
        assert world.tally.days == 7.0


def test_a_week_forgets_what_was_suffered(begun) -> None:
    """Fire, and fire suffered, are counted week by week."""
    world, p = begun()
    close(world, p, 40.0)
    world.front.suffered_russia = world.front.suffered_ukraine = 12.0
    assert world.front.fired_week == 40.0
    calendar.close_week(world, p, HERE, 1)
    assert world.front.suffered_russia == world.front.suffered_ukraine == world.front.fired_week == 0.0


def test_capitals_at_rest_do_not_decide(begun) -> None:
    """With the capitals at rest neither side ever moves, however eager, and the guarantors' week goes on."""
    eager = {
        "aims.russia": 500.0,
        "aims.ukraine": 500.0,
        "choice.initial_massing": 2.0,
        "choice.open_weeks": 1.0,
    }
    world, p = begun({**eager, "horizon.capitals": "rest"})
    for number in range(1, 100):
        calendar.capitals(world, p, (1, 0, 0, 7 * number - 1), number)
        assert world.russia.stance == world.ukraine.stance == COMPLY
    assert world.tally.aid > 0.0
