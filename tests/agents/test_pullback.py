"""Pull-back and withdrawal: equipment leaves in its side's week, and with it bouts, speed and massing (M04, M22)."""

import pytest

from sim.agents import russia, ukraine
from sim.engine import calendar

HERE = (1, 0, 0, 0)
BARE = {
    "zone.front_km": 0.0,
    "zone.river_km": 0.0,
    "zone.border_km": 0.0,
    "patrols.armed_share": 0.0,
    "choice.initial_massing": 1.0,
    "pullback.artillery": 0.8,
    "pullback.rockets": 0.4,
    "pullback.long_range": 0.0,
    "pullback.size_effect": 0.5,
    "pullback.massing_effect": 1.0,
    "pullback.stagger_weeks": 8.0,
}
#: What 0.8 of artillery and 0.4 of rockets come to, of the fire on the line and of what an attack needs.
FIRE, PLACE = 0.7 * 0.8 + 0.2 * 0.4, 0.5 * 0.8 + 0.25 * 0.4
ORDERS = pytest.mark.parametrize(
    ("timing", "first", "second"),
    [("russia_first", "russia", "ukraine"), ("ukraine_first", "ukraine", "russia")],
)


def state(me) -> tuple[float, float, float]:
    """(factor on the size of its bouts, factor on the time of its attack, weeks of build-up)."""
    return float(me.weapons), float(me.slow), float(me.massing)


@ORDERS
def test_the_second_side_moves_in_its_week(stage, timing: str, first: str, second: str) -> None:
    """Until its week the second side fires, masses and hurries as ever; from then on it is like the first, once."""
    world, p = stage({**BARE, "pullback.timing": timing})
    moved, waiting = getattr(world, first), getattr(world, second)
    massed = float(waiting.massing)
    for number in range(1, 12):
        calendar.open_week(world, p, number)
        for capital in (russia, ukraine):
            capital.observe(world, p, HERE, number)
        assert state(moved)[:2] == pytest.approx((1.0 - 0.5 * FIRE, 1.0 + PLACE))
        if number < 8:
            assert state(waiting) == (1.0, 1.0, massed)
        else:
            assert state(waiting) == pytest.approx((1.0 - 0.5 * FIRE, 1.0 + PLACE, (1.0 - PLACE) * massed))


@ORDERS
def test_the_window_closes_when_the_second_side_moves(stage, timing: str, first: str, second: str) -> None:
    """The second side's chance of success falls in the week in which it moves; the first side's never changes."""
    world, p = stage({**BARE, "pullback.timing": timing, "deterrence.surprise": 0.0})
    chances = {first: [], second: []}
    for number in range(1, 12):
        calendar.open_week(world, p, number)
        for capital in (russia, ukraine):
            capital.observe(world, p, HERE, number)
        for side in (first, second):
            chances[side].append(float(getattr(world, side).chance))
    assert len(set(chances[first])) == 1
    assert len(set(chances[second][:7])) == len(set(chances[second][7:])) == 1
    assert chances[second][6] > chances[second][7]


def test_on_the_same_day_both_are_alike(stage) -> None:
    """Moved on the same day, both have undone the same share of their massing on the first day."""
    before, _ = stage({**BARE, "pullback.artillery": 0.0, "pullback.rockets": 0.0})
    world, _ = stage(BARE)
    for side in ("russia", "ukraine"):
        assert getattr(before, side).moved == getattr(world, side).moved == 1.0
        assert getattr(world, side).massing == pytest.approx((1.0 - PLACE) * getattr(before, side).massing)
        assert getattr(world, side).weapons < getattr(before, side).weapons == 1.0


def test_a_withdrawal_changes_what_both_want_and_slows_moscow(stage) -> None:
    """A full withdrawal meets half of Kyiv's aims, gives Moscow ground to win again, and takes its attack longer."""
    values = {
        "asks.recovered": 0.5,
        "asks.given_up": 0.3,
        "asks.distance": 0.4,
        "alignment.non_alignment": 0.0,
    }
    here, _ = stage({**BARE, **values})
    world, p = stage({**BARE, **values, "asks.withdrawal": 1.0})
    assert world.ukraine.aims == pytest.approx(0.5 * here.ukraine.aims)
    assert world.russia.aims == pytest.approx(1.3 * here.russia.aims)
    slow = float(world.russia.slow), float(world.ukraine.slow)
    for capital in (russia, ukraine):
        capital.observe(world, p, HERE, 1)
    assert (world.russia.slow, world.ukraine.slow) == slow == pytest.approx((1.4 * slow[1], slow[1]))
    neutral, _ = stage({**BARE, **values, "asks.withdrawal": 1.0, "alignment.non_alignment": 1.0})
    assert neutral.russia.aims == pytest.approx(1.15 * here.russia.aims)
