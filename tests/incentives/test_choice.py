"""Choice: each move is picked as often as it weighs, and weighs what it is worth (M27)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.choice import (
    ATTACK,
    COMPLY,
    MASS,
    PRESS,
    STANCES,
    massing_utility,
    pick,
    pressing_utility,
    staying,
    weight,
)

SHARE = st.floats(0.0, 1.0)
WEIGHT = st.floats(0.001, 1000.0)
WORTH = st.floats(-100.0, 100.0)
MIDPOINTS = (np.arange(20_000) + 0.5) / 20_000


def test_moves_have_names() -> None:
    """The four moves stand where their names say."""
    assert [STANCES[i] for i in (COMPLY, PRESS, MASS, ATTACK)] == ["comply", "press", "mass", "attack"]


@pytest.mark.parametrize(
    "weights", [(1.0, 1.0, 1.0, 1.0), (1.0, 0.5, 0.1, 0.02), (1.2, 0.8, 3.0, 0.0), (2.0, 0.0, 0.0, 0.0)]
)
def test_each_move_is_picked_as_often_as_it_weighs(weights: tuple[float, ...]) -> None:
    """Over all uniforms the share of each move is its share of the weights."""
    picked = np.bincount([pick(u, *weights) for u in MIDPOINTS], minlength=4)
    assert picked / len(MIDPOINTS) == pytest.approx(np.array(weights) / sum(weights), abs=2e-4)


@given(SHARE.filter(lambda u: 0.0 < u < 1.0), WEIGHT, WEIGHT, WEIGHT)
def test_what_is_not_open_is_not_picked(u: float, comply: float, press: float, mass: float) -> None:
    """An attack of weight 0 never happens, whatever is drawn."""
    assert pick(u, comply, press, mass, 0.0) != ATTACK


@given(SHARE.filter(lambda u: 0.0 < u < 1.0), WEIGHT, WEIGHT, WEIGHT, WEIGHT, WEIGHT)
def test_a_heavier_attack_undoes_no_attack(
    u: float, comply: float, press: float, mass: float, attack: float, more: float
) -> None:
    """Under the same draw a higher weight of attack never turns an attack into something else."""
    if pick(u, comply, press, mass, attack) == ATTACK:
        assert pick(u, comply, press, mass, attack + more) == ATTACK


@given(st.floats(0.0, 1e300))
def test_a_week_at_peace_weighs_the_same_whatever_pressing_costs(press: float) -> None:
    """Complying and pressing share a weight of 2, by how pressing weighs against 1: it draws nothing from war."""
    comply, pressing = staying(press)
    assert comply + pressing == pytest.approx(2.0)
    assert pressing == pytest.approx(press * comply, rel=1e-9)


@given(st.floats(0.0, 2.0), WORTH, st.floats(0.0, 100.0))
def test_weight_grows_with_worth(precision: float, worth: float, more: float) -> None:
    """Nothing gained weighs 1, more gained more; without precision everything weighs the same."""
    assert weight(precision, 0.0) == 1.0
    assert weight(precision, worth + more) >= weight(precision, worth) > 0.0
    assert weight(0.0, worth) == 1.0


@given(WORTH, st.floats(0.0, 100.0), st.floats(0.0, 100.0), st.floats(0.0, 50.0))
def test_massing_and_pressing_have_the_right_signs(
    incentive: float, cost: float, cover: float, more: float
) -> None:
    """Both grow with the incentive to attack and fall with what they cost."""
    mass, press = massing_utility(incentive, cost, cover), pressing_utility(4.0, incentive, cost)
    assert (
        massing_utility(incentive + more, cost, cover)
        >= mass
        >= massing_utility(incentive, cost + more, cover)
    )
    assert mass >= massing_utility(incentive, cost, cover + more)
    assert (
        pressing_utility(4.0, incentive + more, cost)
        >= press
        >= pressing_utility(4.0, incentive, cost + more)
    )
