"""First steps: each gives the talks trust and calms what it is about, and nothing else (M32)."""

from itertools import product

import pytest

from sim.engine.ground import rate
from sim.line.sectors import BELARUS_BORDER, CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER
from sim.negotiation import settlement, war
from sim.negotiation.first_steps import trust_given
from sim.scenario.scenario import declared

STEPS = ("black_sea", "energy", "strike_depth", "prisoners", "no_raids")
HERE = (1, 0, 0, 1_000_007)


def taken(*steps: str) -> dict[str, bool]:
    """The values of a scenario in which these steps are taken."""
    return {f"first_steps.{step}": True for step in steps}


@pytest.mark.parametrize("trust", [0.0, 0.1, 0.2])
def test_trust_counts_the_steps(setting, trust: float) -> None:
    """Every one of the 32 combinations gives as many times the trust of a step as it has steps; all of it at most 1."""
    p = setting({"first_steps.trust": trust}).p
    for chosen in product([0.0, 1.0], repeat=len(STEPS)):
        for step, on in zip(STEPS, chosen, strict=True):
            p.first_steps[step] = on
        assert trust_given(p) == pytest.approx(sum(chosen) * trust)
        assert 0.0 <= trust_given(p) <= 1.0


def test_the_most_trust_that_steps_can_give_is_full_trust() -> None:
    """Five steps at the most that each may give come to 1."""
    assert declared()["first_steps.trust"].most * len(STEPS) == 1.0


@pytest.mark.parametrize(
    ("step", "calmed", "by"),
    [
        ("black_sea", {RIVER_LINE}, 0.75),
        ("no_raids", {RUSSIA_BORDER, BELARUS_BORDER}, 0.6),
        ("energy", set(), 1.0),
        ("strike_depth", set(), 1.0),
        ("prisoners", set(), 1.0),
    ],
)
def test_a_step_calms_the_sectors_it_is_about(setting, step: str, calmed: set[int], by: float) -> None:
    """Safe shipping takes a quarter of the fire on the river, no raids two fifths on the borders, the rest nothing."""
    before, after = setting().p, setting(taken(step)).p
    for kind in (CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER, BELARUS_BORDER):
        fires = rate(10.0, 1.0, kind, 0.01, after) / rate(10.0, 1.0, kind, 0.01, before)
        assert fires == pytest.approx(by if kind in calmed else 1.0)


def test_energy_is_spared_while_the_step_holds(setting) -> None:
    """In a week of war the step leaves more capacity; once steps no longer hold it does nothing."""
    left = {}
    for name, holds in (("bare", 1.0), ("kept", 1.0), ("dropped", 0.0)):
        world, p, _, _ = setting({} if name == "bare" else taken("energy"))
        world.road.steps_hold = holds
        war.fight(world, p, HERE)
        left[name] = float(world.road.energy)
    assert left["kept"] > left["bare"] == left["dropped"]
    # Six strikes in ten are spared: capacity gains six tenths of what is repaired in a week.
    assert left["kept"] == pytest.approx(0.55 + 0.6 * 0.6 * 0.45 / 52.0)


def written(setting, *steps: str) -> dict[str, float]:
    """What a settled text says where these steps were taken."""
    world, p, text, _ = setting(taken(*steps))
    world.road.settled[:] = 1.0
    settlement.write(text, p, world.road, world.road.settled, 0.0)
    return {
        "strike limits": float(text.consultation.strike_limits),
        "legitimacy": float(text.deal.legitimacy),
    }


def test_limits_on_strikes_and_prisoners_enter_the_text(setting) -> None:
    """Limits on depth fill up 0.4 of what is missing; prisoners add 0.04 to legitimacy; the rest nothing."""
    bare = written(setting)
    for step in STEPS:
        text = written(setting, step)
        limits = bare["strike limits"] + (1.0 - bare["strike limits"]) * 0.4 * (step == "strike_depth")
        assert text["strike limits"] == pytest.approx(limits)
        assert text["legitimacy"] == pytest.approx(bare["legitimacy"] + 0.04 * (step == "prisoners"))
