"""What Moscow and Kyiv do alike: weigh, choose, mass, attack, press, renew orders; as scripts one can read."""

from typing import Any

import pytest

from sim.agents import belligerent, monitors, russia, ukraine
from sim.incentives.choice import ATTACK, COMPLY, MASS, PRESS, STANCES

HERE = (1, 0, 0, 0)
SIDES = pytest.mark.parametrize("side", ["russia", "ukraine"])
CAPITALS = {"russia": russia, "ukraine": ukraine}
#: Choices that follow incentives without wavering, on a line without distance, patrols or pull-back.
SHARP = {
    "choice.precision": 2.0,
    "choice.open_weeks": 1.0,
    "choice.review": 1.0,
    "choice.stand_down": 1.0,
    "choice.massing_weeks": 3.0,
    "choice.initial_massing": 0.0,
    "choice.press_gain": -50.0,
    "zone.front_km": 0.0,
    "zone.river_km": 0.0,
    "zone.border_km": 0.0,
    "pullback.artillery": 0.0,
    "pullback.rockets": 0.0,
    "pullback.long_range": 0.0,
    "patrols.armed_share": 0.0,
}
EAGER = {"russia": {"aims.russia": 500.0}, "ukraine": {"aims.ukraine": 500.0, "deterrence.denial": 0.0}}
CONTENT = {"aims.russia": 0.0, "aims.ukraine": 0.0}


def script(stage, side: str, values: dict[str, Any], weeks: int) -> tuple[list[str], Any, Any]:
    """What a capital does in its first weeks, move by move, until it attacks; with the world it leaves."""
    world, p = stage({**SHARP, **CONTENT, **values})
    monitors.week(world, p)
    capital, moves = CAPITALS[side], []
    for number in range(1, weeks + 1):
        address = (1, 0, 0, 7 * number - 1)
        for step in (capital.observe, capital.weigh, capital.decide, capital.act):
            step(world, p, address, number)
        moves.append(STANCES[getattr(world, side).stance])
        if moves[-1] == "attack":
            break
    return moves, world, p


@SIDES
def test_a_content_capital_complies(stage, side: str) -> None:
    """A capital that wants nothing keeps the ceasefire week after week."""
    moves, world, _ = script(stage, side, {}, 30)
    assert moves == ["comply"] * 30
    assert getattr(world, side).massing == 0.0


@SIDES
def test_an_eager_capital_masses_then_attacks(stage, side: str) -> None:
    """A capital that wants a great deal masses for as long as an attack needs, and attacks the week after."""
    moves, _, _ = script(stage, side, EAGER[side], 30)
    assert moves == ["mass", "mass", "mass", "attack"]


@SIDES
def test_a_massed_capital_attacks_at_once(stage, side: str) -> None:
    """Forces that were never withdrawn attack in the first week."""
    moves, _, _ = script(stage, side, {**EAGER[side], "choice.initial_massing": 2.0}, 30)
    assert moves == ["attack"]


@SIDES
def test_a_zone_makes_an_attack_take_longer(stage, side: str) -> None:
    """With a full zone on both sides the same build-up takes twice as long and more of it can be seen."""
    zone = {
        "zone.front_km": 10.0,
        "zone.river_km": 10.0,
        "zone.border_km": 10.0,
        "zone.deployment_limits": 1.0,
        "zone.sides": "both",
        "zone.warning_effect": 1.0,
    }
    moves, _, _ = script(stage, side, {**EAGER[side], **zone}, 30)
    assert moves == ["mass"] * 6 + ["attack"]


@SIDES
def test_an_attack_that_is_never_open_never_comes(stage, side: str) -> None:
    """Where the question of an attack is never open an eager capital goes on massing, up to its limit."""
    moves, world, _ = script(stage, side, {**EAGER[side], "choice.open_weeks": 0.0}, 30)
    assert moves == ["mass"] * 30
    assert getattr(world, side).massing == 1.5 * 3.0


@SIDES
def test_a_capital_that_gains_by_pressing_presses(stage, side: str) -> None:
    """Where pressing gains and nothing answers it a capital presses, and gives orders to fire at will."""
    press = {"choice.press_gain": 50.0, "choice.press_orders": -0.1, "grey_zone.share": 0.0}
    moves, world, _ = script(stage, side, press, 10)
    assert moves == ["press"] * 10
    assert getattr(world, side).orders_now == -0.1


@SIDES
def test_a_watched_line_sends_pressure_into_the_grey_zone(stage, side: str) -> None:
    """Where a bout is found out and penalised for certain, pressure of either side leaves the line and orders stand."""
    world, p = stage({**SHARP, **CONTENT, "choice.press_gain": 50.0, "grey_zone.share": 1.0})
    world.mission.observed = 1.0
    me = getattr(world, side)
    CAPITALS[side].decide(world, p, HERE, 1)
    CAPITALS[side].act(world, p, HERE, 1)
    assert (me.stance, me.grey) == (PRESS, 1.0)
    assert me.orders_now == me.orders > 0.0
    weeks = {"russia": world.tally.grey_zone_weeks, "ukraine": world.tally.grey_zone_weeks_ukraine}
    assert weeks == {"russia": float(side == "russia"), "ukraine": float(side == "ukraine")}


def test_a_campaign_stays_where_it_was_begun(stage) -> None:
    """Pressure begun on the line stays there while it lasts, however closely the line is watched meanwhile."""
    world, p = stage({**SHARP, **CONTENT, "choice.press_gain": 50.0, "grey_zone.share": 1.0})
    for number, observed in enumerate((0.0, 1.0, 1.0), 1):
        world.mission.observed, world.guarantors.credibility = observed, 0.0
        russia.decide(world, p, (1, 0, 0, 7 * number - 1), number)
        russia.act(world, p, HERE, number)
        assert (world.russia.stance, world.russia.grey) == (PRESS, 0.0)
    world.russia.next_stance = world.russia.stance = COMPLY
    russia.decide(world, p, HERE, 4)
    assert (world.russia.next_stance, world.russia.grey) == (PRESS, 1.0)


@SIDES
def test_a_course_is_kept_until_it_is_reviewed(stage, side: str) -> None:
    """A capital that reviews its course in a tenth of weeks keeps the old one, on average, for ten weeks."""
    world, p = stage({**SHARP, **CONTENT, "choice.press_gain": 50.0, "choice.review": 0.1})
    me, kept = getattr(world, side), []
    for trial in range(400):
        me.stance, me.next_stance, number = COMPLY, COMPLY, 0
        while me.next_stance == COMPLY:
            number += 1
            CAPITALS[side].decide(world, p, (1, 0, trial, 7 * number - 1), number)
        kept.append(number)
    assert sum(kept) / len(kept) == pytest.approx(10.0, abs=1.5)


@SIDES
def test_the_question_of_an_attack_is_a_review(stage, side: str) -> None:
    """Where an attack is open a capital that hardly ever reviews its course decides all the same."""
    world, p = stage({**SHARP, "choice.review": 0.01, "choice.precision": 0.0})
    me = getattr(world, side)
    me.massing = 100.0
    CAPITALS[side].decide(world, p, HERE, 1)
    assert me.weights[ATTACK] == 1.0
    moves = set()
    for number in range(1, 60):
        CAPITALS[side].decide(world, p, (1, 0, 0, 7 * number - 1), number)
        moves.add(int(me.next_stance))
    assert moves == {COMPLY, PRESS, MASS, ATTACK}


@SIDES
def test_the_incentive_is_the_sum_of_its_terms(stage, side: str) -> None:
    """What a capital decides by is the sum of the terms it has weighed, and nothing besides."""
    _, world, _ = script(stage, side, {"aims.russia": 42.0, "aims.ukraine": 50.0}, 5)
    me = getattr(world, side)
    assert me.incentive == pytest.approx(sum(me.terms), rel=1e-14)
    assert belligerent.total(me) == me.incentive


@SIDES
def test_moves_weigh_what_they_are_worth(stage, side: str) -> None:
    """Complying and pressing share a weight of 2; attack weighs nothing until forces are ready."""
    world, p = stage({**SHARP, "choice.precision": 0.1})
    me, capital = getattr(world, side), CAPITALS[side]
    for massing, ready in ((2.9, False), (3.0, True)):
        me.massing = massing
        capital.decide(world, p, HERE, 1)
        assert me.weights[COMPLY] + me.weights[PRESS] == pytest.approx(2.0)
        assert (me.weights[ATTACK] > 0.0) == ready
        assert me.weights[MASS] > 0.0


@SIDES
def test_forces_that_do_not_mass_stand_down(stage, side: str) -> None:
    """A week without massing takes build-up back at the rate of standing down, to nothing and no further."""
    world, p = stage({**SHARP, "choice.stand_down": 1.0})
    me = getattr(world, side)
    me.massing, me.next_stance = 2.5, COMPLY
    left = []
    for number in range(1, 5):
        CAPITALS[side].act(world, p, HERE, number)
        left.append(me.massing)
    assert left == [1.5, 0.5, 0.0, 0.0]


@SIDES
def test_orders_fade_unless_renewed(stage, side: str) -> None:
    """Orders fade e-fold over their time when leaders look elsewhere, and hold near the pledge when they attend."""
    after = {}
    for attention in (0.0, 1.0):
        world, p = stage({"restraint.attention": attention, "restraint.fade_days": 200.0})
        me = getattr(world, side)
        me.next_stance, me.incentive = COMPLY, -50.0
        for number in range(1, 30):
            CAPITALS[side].act(world, p, HERE, number)
        after[attention] = me.orders / me.pledge
    assert after[0.0] == pytest.approx((1.0 - 7.0 / 200.0) ** 29)
    assert after[1.0] > 0.95


@SIDES
def test_a_crisis_loosens_orders(stage, side: str) -> None:
    """In a crisis of level 1 what the line is told is half as strong; the standing order is untouched."""
    world, p = stage({"restraint.attention": 0.0})
    me = getattr(world, side)
    world.front.crisis = 1.0
    CAPITALS[side].act(world, p, HERE, 1)
    assert me.orders_now == pytest.approx(0.5 * me.orders)


@pytest.mark.parametrize(("side", "other"), [("russia", "ukraine"), ("ukraine", "russia")])
def test_massing_that_is_seen_alarms_the_other(stage, side: str, other: str) -> None:
    """Massing under full sight alarms the other side, which then believes an attack likelier; unseen it does not."""
    believed = {}
    for sight in (0.0, 1.0):
        world, p = stage()
        world.mission.sight = sight
        getattr(world, side).next_stance = MASS
        CAPITALS[side].act(world, p, HERE, 1)
        assert getattr(world, other).alarm == sight
        assert world.guarantors.alert == (sight if side == "russia" else 0.0)
        CAPITALS[other].observe(world, p, HERE, 2)
        believed[sight] = getattr(world, other).belief
    assert believed[1.0] > believed[0.0]


def test_moscow_signals_only_when_it_is_tense(stage) -> None:
    """Nuclear signals come while Moscow masses or a crisis runs, and not in quiet weeks."""
    for stance, crisis, signal in ((COMPLY, 0.0, 0.0), (MASS, 0.0, 1.0), (COMPLY, 2.0, 1.0)):
        world, p = stage({"escalation.signalling": 1.0})
        world.russia.next_stance, world.front.crisis = stance, crisis
        russia.act(world, p, HERE, 1)
        assert (world.guarantors.signal, world.tally.nuclear_signal_weeks) == (signal, signal)


@pytest.mark.parametrize(("side", "capital"), [("russia", russia), ("ukraine", ukraine)])
def test_an_attack_that_is_ordered_begins_a_week_later(stage, side: str, capital: Any) -> None:
    """In its week the line is told to fire at will and nothing is taken back; at the end of the next it begins."""
    world, p = stage({"choice.attack_orders": -0.2, "choice.open_weeks": 0.0, "choice.review": 1.0})
    me = getattr(world, side)
    me.next_stance = ATTACK
    told = []
    for number in (1, 2):
        address = (1, 0, 0, 7 * number - 1)
        capital.act(world, p, address, number)
        told.append((float(me.launched), float(me.orders_now)))
        capital.decide(world, p, address, number + 1)
        assert me.next_stance == ATTACK
    assert told == [(0.0, -0.2), (1.0, -0.2)]
    assert world.front.unleashed == 1.0
