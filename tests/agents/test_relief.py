"""Relief from sanctions: phased in while findings are few, taken back at once or step by step (M14, M15)."""

import math
from itertools import groupby
from typing import Any

import pytest

from sim.agents import guarantors, russia
from sim.incentives.terms import SANCTIONS

HERE = (1, 0, 0, 0)
PHASED = {"sanctions.relief": 0.4, "sanctions.schedule_years": 2.0, "sanctions.threshold": 100.0}
CERTAIN = {
    "sanctions.snapback": "automatic",
    "sanctions.automatic_execution": 1.0,
    "sanctions.delay_weeks": 4.0,
}


def reliefs(world: Any, p: Any, findings: list[float]) -> list[float]:
    """Relief after each of the first weeks with so many findings against Moscow."""
    seen = []
    for number, found in enumerate(findings, 1):
        world.russia.findings = found
        guarantors.week(world, p, HERE, number)
        seen.append(float(world.guarantors.relief))
    return seen


def test_relief_comes_over_its_years(stage) -> None:
    """Phased relief begins at nothing, rises evenly, and is all there after its years."""
    world, p = stage(PHASED)
    assert world.guarantors.relief == 0.0
    assert world.guarantors.kept == 1.0
    relief = reliefs(world, p, [0.0] * 110)
    assert relief[51] == pytest.approx(0.2)
    assert relief[102] < 0.4 == relief[-1]
    assert relief == sorted(relief)


def test_relief_waits_while_findings_pass_the_threshold(stage) -> None:
    """Weeks with findings past the threshold add nothing; afterwards it goes on from where it was."""
    world, p = stage({**PHASED, "sanctions.snapback": "none"})
    relief = reliefs(world, p, [100.0] * 20 + [101.0] * 10 + [0.0] * 20)
    assert relief[19] > 0.0
    assert relief[20:30] == [relief[19]] * 10
    assert relief[-1] == pytest.approx(2.0 * relief[19])


@pytest.mark.parametrize(("trust", "enough"), [(0.5, False), (0.6, True)])
def test_penalties_hang_on_findings_that_third_parties_credit(stage, trust: float, enough: bool) -> None:
    """Two hundred findings call for snap-back at a threshold of 100 only if more than half are credited."""
    world, p = stage({**PHASED, **CERTAIN, "sanctions.schedule_years": 0.0, "attribution.trust_third": trust})
    relief = reliefs(world, p, [200.0] * 10)
    assert (relief[-1] == 0.0) == enough


def test_a_small_bite_is_a_ratchet(stage) -> None:
    """Each snap-back takes half of what is left, 17 weeks after the one before, and always leaves something to lose."""
    world, p = stage({**PHASED, **CERTAIN, "sanctions.schedule_years": 0.0, "sanctions.bite": 0.5})
    steps = [(level, len(list(run))) for level, run in groupby(reliefs(world, p, [1000.0] * 50))]
    assert steps == [(0.4, 4), (0.2, 17), (0.1, 17), (0.05, 12)]
    assert world.tally.snapbacks == 3.0


def test_what_snapped_back_is_no_longer_promised(stage) -> None:
    """Snap-back ends the schedule too: what was still to come never comes."""
    world, p = stage({**PHASED, **CERTAIN})
    relief = reliefs(world, p, [0.0] * 30 + [1000.0] + [0.0] * 200)
    assert relief[29] > 0.0
    assert set(relief[35:]) == {0.0}
    assert world.guarantors.promised == 0.0


def test_relief_in_force_spares_moscow_money(stage) -> None:
    """A year of four tenths of relief spares Moscow four tenths of what sanctions cost it a year."""
    world, p = stage({"sanctions.relief": 0.4, "sanctions.annual_cost": 1.5, "economy.russia": 2000.0})
    reliefs(world, p, [0.0] * 52)
    assert world.tally.sanctions_forgone == pytest.approx(0.4 * 0.015 * 2000.0)


def test_relief_to_come_is_a_stake_without_any_vote(stage) -> None:
    """Where nobody would vote to withdraw relief, only what is still to come can be forfeited."""

    def stake(years: float) -> float:
        values = {**PHASED, "sanctions.schedule_years": years, "sanctions.snapback": "none"}
        world, p = stage({**values, "sanctions.further": 0.0, "china.offset": 0.0})
        russia.weigh(world, p, HERE, 1)
        return -float(world.russia.terms[SANCTIONS])

    assert stake(0.0) == 0.0
    assert stake(2.0) == pytest.approx(0.4 * 1.5 * (5.0 - 1.0))


@pytest.mark.parametrize("kind", ["vote", "automatic"])
def test_help_elsewhere_buys_off_votes(stage, kind: str) -> None:
    """While Washington needs Moscow's help it votes less readily; what is automatic does not ask it."""
    chances = []
    for help in (0.0, 1.0):
        world, p = stage({"sanctions.snapback": kind, "asks.help": help, "asks.help_leverage": 0.4})
        world.guarantors.attention = world.guarantors.unity = 0.62
        assert guarantors.readiness_to_penalise(world, p) == pytest.approx(1.0 - 0.4 * help)
        chances.append(russia.snapback_expected(world, p))
    assert (chances[1] / chances[0]) == pytest.approx(0.6 if kind == "vote" else 1.0)


@pytest.mark.parametrize(
    ("lever", "value", "factor"),
    [
        ("sanctions.bite", 0.5, 0.5),
        ("attribution.trust_third", 0.5, 0.5),
        ("china.dependence", 1.0, 0.7),
        ("sanctions.automatic_execution", 0.0, 0.0),
    ],
)
def test_relief_answers_pressure_as_far_as_it_would_be_taken_back(
    stage, lever: str, value: float, factor: float
) -> None:
    """What relief in force makes pressing cost is all of it, times the bite, the credit and what China leaves of it."""

    def cost(values: dict[str, Any]) -> float:
        certain = {"sanctions.snapback": "automatic", "sanctions.automatic_execution": 1.0}
        china = {"china.dependence": 0.0, "china.offset": 0.3}
        world, p = stage(
            {"sanctions.relief": 0.4, "attribution.trust_third": 1.0, **certain, **china, **values}
        )
        world.mission.observed = 1.0
        russia.decide(world, p, HERE, 1)
        return -math.log(world.russia.weights[1] / world.russia.weights[0]) / p.choice.precision

    without = cost({"sanctions.relief": 0.0})
    assert cost({}) - without == pytest.approx(0.4 * 1.5 * 5.0)
    assert cost({lever: value}) - without == pytest.approx(factor * 0.4 * 1.5 * 5.0)
