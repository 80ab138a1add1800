"""Grey-zone acts: by either side, felt by the other, dividing Europe where they are Moscow's (M27)."""

import numpy as np
import pytest

from sim.agents import european_union, russia, ukraine
from sim.incentives.choice import COMPLY, MASS, PRESS

HERE = (1, 0, 0, 0)
CAPITALS = {"russia": russia, "ukraine": ukraine}
SIDES = pytest.mark.parametrize(("side", "other"), [("russia", "ukraine"), ("ukraine", "russia")])


def acted(stage, side: str, stance: int, grey: float, weeks: int = 1) -> tuple[list[float], object]:
    """Acts of a side in each week of such a course, and the world it leaves."""
    world, p = stage({"grey_zone.acts_per_week": 1.5, "grey_zone.damage": 0.4})
    me, acts = getattr(world, side), []
    for week in range(weeks):
        me.next_stance, me.grey = stance, grey
        CAPITALS[side].act(world, p, (1, 0, 0, 7 * week + 6), week + 1)
        acts.append(float(me.acts))
    return acts, world


@SIDES
def test_a_side_that_presses_off_the_line_acts(stage, side: str, other: str) -> None:
    """Acts come at their rate in weeks of pressing off the line, and they, their damage and the weeks are counted."""
    acts, world = acted(stage, side, PRESS, 1.0, 1500)
    assert np.mean(acts) == pytest.approx(1.5, abs=0.1)
    assert np.var(acts) == pytest.approx(1.5, abs=0.2)
    assert world.tally.grey_zone_acts == sum(acts)
    assert world.tally.grey_zone_damage == pytest.approx(0.4 * sum(acts))
    weeks = {"russia": world.tally.grey_zone_weeks, "ukraine": world.tally.grey_zone_weeks_ukraine}
    assert (weeks[side], weeks[other]) == (1500.0, 0.0)


@SIDES
@pytest.mark.parametrize(("stance", "grey"), [(PRESS, 0.0), (COMPLY, 0.0), (MASS, 0.0)])
def test_nobody_else_acts(stage, side: str, other: str, stance: int, grey: float) -> None:
    """A side that presses on the line, complies or masses does nothing in the grey zone."""
    acts, world = acted(stage, side, stance, grey, 50)
    assert set(acts) == {0.0}
    assert world.tally.grey_zone_acts == world.tally.grey_zone_damage == 0.0


@SIDES
def test_acts_are_felt_by_the_side_they_hit(stage, side: str, other: str) -> None:
    """Two acts count as so many bouts along the whole line, for the other side and not for the one that acts."""
    world, p = stage({"grey_zone.felt": 1.5})
    getattr(world, side).acts = 2.0
    for capital in (russia, ukraine):
        capital.observe(world, p, HERE, 1)
    hit, q = stage()
    setattr(hit.front, f"suffered_{other}", 3.0 * hit.front.km / 1931.0)
    CAPITALS[other].observe(hit, q, HERE, 1)
    assert getattr(world, other).hostility == pytest.approx(getattr(hit, other).hostility)
    assert getattr(world, other).belief == pytest.approx(getattr(hit, other).belief)
    assert getattr(world, other).hostility > 0.0 == getattr(world, side).hostility


@pytest.mark.parametrize(("division", "sign"), [(0.1, -1), (0.0, 0), (-0.1, 1)])
def test_moscows_acts_divide_or_rally_europe(stage, division: float, sign: int) -> None:
    """Russian acts move unity by their sign, all the more week after week; when they stop it comes back."""
    world, p = stage({"grey_zone.division": division, "politics.memory_weeks": 26.0})
    unity = []
    for week in range(200):
        world.russia.acts = 2.0 if 0 < week <= 10 else 0.0
        european_union.week(world, p, HERE, week + 1)
        unity.append(float(world.guarantors.unity))
    usual = unity[0]
    assert np.sign(unity[1] - usual) == np.sign(unity[10] - usual) == sign
    assert abs(unity[10] - usual) >= abs(unity[1] - usual)
    assert unity[-1] == pytest.approx(usual, abs=2e-3)


def test_kyivs_acts_do_not_divide_europe(stage) -> None:
    """Unity does not answer Ukrainian acts."""
    world, p = stage({"grey_zone.division": 0.1})
    world.ukraine.acts = 5.0
    european_union.week(world, p, HERE, 1)
    still, q = stage({"grey_zone.division": 0.1})
    european_union.week(still, q, HERE, 1)
    assert world.guarantors.unity == still.guarantors.unity
