"""Taking stock of a week: trust won and lost, what is settled and to whose favour, deadlines missed (M29, M34)."""

import pytest

from sim.negotiation import rounds
from sim.negotiation.issues import KYIV_MOSCOW, LINE, N_ISSUES, N_TRACKS, WASHINGTON_MOSCOW


def test_what_a_failure_costs(setting) -> None:
    """15 % of trust, 3 % of intensity and a third of it for expectations, 1 % for good, and 0.45 % of GDP at home."""
    world, p, _, _ = setting({"failure.expectations": 0.3})
    world.road.trust = 0.5
    rounds.fail(world, p, 1.0)
    assert world.road.trust == pytest.approx(0.425)
    assert world.road.intensity == pytest.approx(1.0 + 0.03 * 1.3)
    assert world.road.drawn_in == pytest.approx(0.01)
    assert world.russia.pressure == world.ukraine.pressure == pytest.approx(0.45)
    rounds.fail(world, p, 0.5)
    assert world.road.trust == pytest.approx(0.425 * (1.0 - 0.075))
    assert world.road.drawn_in == pytest.approx(0.015)


def test_first_steps_are_what_trust_falls_back_on(setting) -> None:
    """However often talks fail, trust stays at what first steps gave, and others add no more than their most."""
    world, p, _, _ = setting(
        {"first_steps.energy": True, "first_steps.prisoners": True, "failure.most_drawn_in": 0.05}
    )
    world.road.trust = 0.21
    for _ in range(10):
        rounds.fail(world, p, 1.0)
    assert (world.road.trust, world.road.drawn_in) == (0.2, 0.05)


def stocktaking(
    setting, values: dict | None = None, met: float = 0.0, steps: float = 0.0, failed: float = 0.0, **road
):
    """The road's state and count after a week in which the track of Kyiv and Moscow took the line up so."""
    world, p, _, _ = setting(values)
    r = world.road
    r.week, r.taken_up[:] = 9.0, -1
    r.met[0], r.steps[0], r.failed[0], r.taken_up[0] = met, steps, failed, LINE
    for name, value in road.items():
        r[name] = value
    rounds.take_stock(world, p)
    return world


def test_meetings_win_trust_and_settle_by_steps(setting) -> None:
    """Three meetings win 0.6 % of missing trust each; two steps settle 0.4 of the line; the week is counted."""
    world = stocktaking(setting, met=3.0, steps=2.0, trust=0.2)
    assert world.road.trust == pytest.approx(1.0 - 0.8 * 0.994**3)
    assert list(world.road.settled) == pytest.approx([0.4] + [0.0] * (N_ISSUES - 1))
    assert (world.tally.meetings, world.tally.failed_rounds) == (3.0, 0.0)


def test_no_more_is_settled_than_can_be(setting) -> None:
    """Steps beyond what those at the table can settle leave it at that."""
    world = stocktaking(
        setting, {"table.kyiv": False, "table.undrawn": 0.8, "rounds.step": 0.34}, met=5.0, steps=5.0
    )
    assert world.road.settled[LINE] == pytest.approx(0.2)


def test_a_walkout_ends_the_round(setting) -> None:
    """A track whose round failed rests for six weeks, is counted, costs trust, and what it took up stays open."""
    world = stocktaking(setting, met=2.0, failed=1.0, trust=0.4)
    assert (world.road.rest[KYIV_MOSCOW], world.tally.failed_rounds, world.tally.meetings) == (15.0, 1.0, 2.0)
    assert world.road.trust == pytest.approx(0.34)
    assert list(world.road.rest[1:]) == [0.0] * (N_TRACKS - 1)
    assert not world.road.settled.any()


@pytest.mark.parametrize(("eager", "way"), [("russia", 1.0), ("ukraine", -1.0)])
def test_terms_tilt_to_the_side_that_gains_less(setting, eager: str, way: float) -> None:
    """The side that wants the deal more concedes; two that want it alike leave the tilt, at most all is one side's."""
    other = "ukraine" if eager == "russia" else "russia"
    world = stocktaking(setting, met=2.0, steps=2.0, **{f"wish_{eager}": 1000.0, f"wish_{other}": -1000.0})
    assert world.road.tilt == pytest.approx(0.5 + way * 2 * 0.03)
    assert stocktaking(setting, met=2.0, steps=2.0, wish_russia=3.0, wish_ukraine=3.0).road.tilt == 0.5
    far = stocktaking(
        setting,
        {"rounds.concede": 1.0},
        met=9.0,
        steps=9.0,
        **{f"wish_{eager}": 1000.0, f"wish_{other}": -1000.0},
    )
    assert far.road.tilt == 0.5 + 0.5 * way


def test_without_kyiv_others_concede_what_is_its(setting) -> None:
    """Left out, Kyiv loses 0.03 of the tilt with each step, whoever wants the deal more."""
    world, p, _, _ = setting({"table.kyiv": False})
    world.road.met[WASHINGTON_MOSCOW] = world.road.steps[WASHINGTON_MOSCOW] = 2.0
    world.road.wish_russia = 1000.0
    rounds.take_stock(world, p)
    assert world.road.tilt == pytest.approx(0.44)


@pytest.mark.parametrize(("week", "weight"), [(14.0, 14.0 / 27.0), (13.0, 0.0)])
def test_a_missed_deadline_fails(setting, week: float, weight: float) -> None:
    """In the week of a deadline of 100 days talks fail by its weight, and not a week earlier; no round is counted."""
    world, p, _, _ = setting({"pressure.deadline_days": 100.0, "failure.expectations": 0.0})
    world.road.week, world.road.trust, world.road.taken_up[:] = week, 0.5, -1
    rounds.take_stock(world, p)
    assert world.road.trust == pytest.approx(0.5 * (1.0 - 0.15 * weight))
    assert world.road.intensity == pytest.approx(1.0 + 0.03 * weight)
    assert world.tally.failed_rounds == 0.0
