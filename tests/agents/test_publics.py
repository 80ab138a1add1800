"""Publics: how many Ukrainians put peace first, what fire does to them, and how loud weariness is (M26)."""

import numpy as np
import pytest

from sim.agents import russia, ukraine
from sim.incentives.terms import WEARINESS

HERE = (1, 0, 0, 0)


def support(stage, values: dict, suffered: float, weeks: int) -> tuple[np.ndarray, object]:
    """Share of Ukrainians who put peace first after each week of so much fire, and the world it leaves."""
    world, p = stage(values)
    seen = []
    for number in range(1, weeks + 1):
        world.front.suffered_ukraine = world.front.suffered_russia = suffered
        for capital in (russia, ukraine):
            capital.observe(world, p, HERE, number)
        seen.append(float(world.ukraine.support))
    return np.array(seen), world


def test_a_majority_settles_as_the_war_recedes(stage) -> None:
    """Without fire the share moves from where it begins towards where it settles."""
    values = {"weariness.majority": 0.6, "weariness.settled": 0.4, "weariness.years": 5.0}
    share, _ = support(stage, values, 0.0, 260)
    assert np.all(np.diff(share) < 0.0)
    assert share[-1] == pytest.approx(0.4 + 0.2 * np.exp(-1.0), abs=0.002)


def test_fire_hardens_ukrainians_and_not_russians(stage) -> None:
    """The more fire is suffered, the fewer Ukrainians put peace first; Moscow's public stays as it is."""
    values = {"weariness.majority": 0.6, "weariness.settled": 0.6, "weariness.hardening": 0.1}
    quiet, _ = support(stage, values, 0.0, 52)
    some, _ = support(stage, values, 10.0, 52)
    much, world = support(stage, values, 100.0, 52)
    assert quiet[-1] == pytest.approx(0.6) and quiet[-1] > some[-1] > much[-1]
    assert world.russia.support == 0.5


def test_weeks_with_a_majority_for_peace_are_counted(stage) -> None:
    """Only weeks in which more than half of Ukrainians put peace first are counted."""
    values = {"weariness.majority": 0.6, "weariness.settled": 0.4, "weariness.years": 2.0}
    share, world = support(stage, values, 0.0, 200)
    assert 0 < np.sum(share > 0.5) < 200
    assert world.tally.peace_majority_weeks == np.sum(share > 0.5)


def test_kyivs_weariness_is_as_loud_as_its_public(stage) -> None:
    """Where half of Ukrainians put peace first both capitals are as weary; with three quarters Kyiv is half again."""
    for majority, louder in ((0.5, 1.0), (0.75, 1.5), (0.0, 0.0)):
        world, p = stage({"weariness.majority": majority})
        for capital in (russia, ukraine):
            capital.weigh(world, p, HERE, 0)
        assert world.russia.terms[WEARINESS] == pytest.approx(-p.weariness.strength)
        assert world.ukraine.terms[WEARINESS] == pytest.approx(-louder * p.weariness.strength)
