"""Talks with Moscow: a council that takes years and is suspended in a day, trust that is slow and soon shaken."""

import math
from typing import Any

import pytest

from sim.agents import guarantors, russia, ukraine

HERE = (1, 0, 0, 0)
FULL = {
    "goodwill.ngo_funding": 1.0,
    "goodwill.joint_patrols": 1.0,
    "goodwill.intelligence_sharing": 1.0,
    "goodwill.space": 1.0,
}


def weeks(world: Any, p: Any, first: int, last: int) -> list[tuple[float, float]]:
    """(council, trust) after each of the weeks."""
    seen = []
    for number in range(first, last + 1):
        guarantors.week(world, p, HERE, number)
        seen.append((float(world.guarantors.council), float(world.guarantors.trust)))
    return seen


def test_a_council_builds_up_from_nothing(stage) -> None:
    """A council begins at nothing and has come 63 % of the way to its level after its time."""
    world, p = stage({"consultation.level": 0.8, "consultation.build_up": 2.0})
    assert world.guarantors.council == 0.0
    council = [council for council, _ in weeks(world, p, 1, 104)]
    assert council == sorted(council)
    assert council[-1] / 0.8 == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)


def test_massing_in_sight_suspends_the_council(stage) -> None:
    """In a week after massing was seen the council stops for its weeks, and then has to be built up again."""
    world, p = stage({"consultation.level": 0.8, "consultation.suspension": 26.0})
    weeks(world, p, 1, 100)
    world.guarantors.alert = 1.0
    weeks(world, p, 101, 101)
    world.guarantors.alert = 0.0
    after = [council for council, _ in weeks(world, p, 102, 130)]
    assert after[:25] == [0.0] * 25
    assert 0.0 < after[25] < after[26] < 0.1
    assert world.tally.council_suspensions == 1.0


def test_a_council_that_is_not_there_cannot_be_suspended(stage) -> None:
    """Without a council, or without suspensions, massing in sight stops nothing and none is counted."""
    for values in ({"consultation.level": 0.0}, {"consultation.level": 0.8, "consultation.suspension": 0.0}):
        world, p = stage(values)
        world.guarantors.alert = 1.0
        council = [council for council, _ in weeks(world, p, 1, 30)]
        assert council == sorted(council)
        assert (council[-1] > 0.0) == (p.consultation.level > 0.0)
        assert world.tally.council_suspensions == 0.0


def test_trust_grows_slowly(stage) -> None:
    """With every step taken trust has come 63 % of the way after its years; without any it stays at nothing."""
    world, p = stage({**FULL, "goodwill.years": 4.0})
    trust = [trust for _, trust in weeks(world, p, 1, 4 * 52)]
    assert trust == sorted(trust)
    assert trust[51] < 0.25
    assert trust[-1] == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)
    assert weeks(*stage(), 1, 50)[-1][1] == 0.0


@pytest.mark.parametrize("what", ["alert", "signal"])
def test_massing_in_sight_and_signals_shake_trust(stage, what: str) -> None:
    """A week of either takes its share of trust, and the steps build again afterwards."""
    world, p = stage({**FULL, "goodwill.setback": 0.2})
    before = weeks(world, p, 1, 50)[-1][1]
    setattr(world.guarantors, what, 1.0)
    shaken = weeks(world, p, 51, 51)[0][1]
    setattr(world.guarantors, what, 0.0)
    assert shaken == pytest.approx(0.8 * before)
    assert weeks(world, p, 52, 52)[0][1] > shaken


def test_trust_lowers_what_moscow_misreads_and_not_kyiv(stage) -> None:
    """Full trust takes its share of Moscow's misperception away, on top of what the council does."""
    world, p = stage({"goodwill.effect": 0.3, "consultation.effect": 0.5})
    world.guarantors.council, world.guarantors.trust = 1.0, 1.0
    russia.observe(world, p, HERE, 1)
    assert world.russia.misperceives == pytest.approx(0.5 * 0.7)
    ukraine.observe(world, p, HERE, 1)
    assert world.ukraine.misperceives == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("step", "share"), [("ngo_funding", 0.0), ("joint_patrols", 1 / 3), ("space", 1 / 3)]
)
def test_programmes_cost_and_withdrawn_funding_does_not(stage, step: str, share: float) -> None:
    """A year of each programme costs a third of what all cost; withdrawing funds costs nothing."""
    world, p = stage({f"goodwill.{step}": 1.0, "goodwill.cost": 0.6})
    weeks(world, p, 1, 52)
    assert world.tally.goodwill_cost == pytest.approx(0.6 * share)
