"""M32: first steps before a settlement."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.ground import KIND, ground
from sim.engine.journey import Journey
from sim.line.sectors import BELARUS_BORDER, CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER

STEPS = ("black_sea", "energy", "strike_depth", "prisoners", "no_raids")
EACH = {step: {f"first_steps.{step}": True} for step in STEPS}
ALL = {f"first_steps.{step}": True for step in STEPS}
FIVE_YEARS = {"road.years": 5.0, "horizon.years": 5.0}


def peaceful(roads):
    """Peaceful years of the next five."""
    left = 5.0 - roads["months_at_war"] / 12.0
    return np.minimum(left, roads["days"] / 365.0).clip(lower=0.0).where(roads["agreed"], 0.0)


@pytest.mark.parametrize("step", EACH.values(), ids=list(EACH))
def test_each_step_helps_a_little(roads, rise, step):
    """Each first step adds to the peaceful years of the next five, and less than a fifth of a year."""
    found = roads.pair(FIVE_YEARS, {**FIVE_YEARS, **step}, 600)
    assert rise(found, peaceful) > 2.0
    assert (peaceful(found.after) - peaceful(found.before)).mean() < 0.2


@pytest.mark.parametrize("step", EACH.values(), ids=list(EACH))
def test_more_steps_help_more(roads, rise, step):
    """All five steps add more than any one of them."""
    assert rise(roads.pair({**FIVE_YEARS, **step}, {**FIVE_YEARS, **ALL}, 600), peaceful) > 5.0


@pytest.mark.parametrize("step", EACH.values(), ids=list(EACH))
def test_each_step_helps_the_talks(signings, rise, step):
    """Each first step brings a few more ceasefires within a year, and spares the talks failed rounds."""
    found = signings.pair({}, step, 1200)
    assert rise(found, lambda roads: roads["agreed_1y"]) > 2.0
    assert rise(found, lambda roads: roads["failed_rounds"]) < -10.0


def test_all_steps_together_bring_peace(roads, rise):
    """With all five steps more of the next ten years are peaceful, and ceasefires last no shorter for coming sooner."""
    found = roads.pair({}, ALL, 400)
    assert rise(found, lambda runs: runs["peaceful_years_10y"]) > 4.0
    assert rise(found.signed, lambda runs: runs["days"]) > -1.5


@pytest.mark.parametrize(
    ("step", "calmer"),
    [("black_sea", {RIVER_LINE}), ("no_raids", {BELARUS_BORDER, RUSSIA_BORDER}), ("prisoners", set())],
)
def test_steps_calm_the_sectors_they_name(at_war, step, calmer):
    """Safe shipping calms the river line, the end of raids the recognised border, and neither calms the front."""
    usual, stepped = (ground(at_war.with_values(values)) for values in ({}, EACH[step]))
    kinds = usual.facts[KIND]
    assert CONTACT_LINE in kinds
    for kind in np.unique(kinds):
        ratio = stepped.base[kinds == kind].sum() / usual.base[kinds == kind].sum()
        assert (ratio < 0.9) if kind in calmer else (ratio == 1.0)


def test_sparing_energy_spares_energy(at_war):
    """A year after strikes on energy stop Ukraine can generate more power; no other step gives it any."""
    capacity = {}
    for step, values in {"none": {}, **EACH}.items():
        journey = Journey(at_war.with_values({**values, "rounds.meetings": 0.0}), 1, 0)
        while journey.weeks < 52:
            journey.step()
        capacity[step] = float(journey.world.road.energy)
    others = [capacity[step] for step in ("none", *STEPS) if step != "energy"]
    assert min(others) == max(others) < capacity["energy"] - 0.05


def test_each_step_gives_the_talks_trust(at_war):
    """Each step gives the talks the same trust at the outset, and five give five times as much."""
    trust = [float(Journey(at_war.with_values(v), 1, 0).world.road.trust) for v in ({}, *EACH.values(), ALL)]
    assert trust[0] == 0.0
    assert trust[1:-1] == [at_war.first_steps.trust] * 5
    assert abs(trust[-1] - 5 * at_war.first_steps.trust) < 1e-9


def test_prisoners_who_come_home_lend_terms_legitimacy(signings, rise):
    """Ukrainians see terms as more their own where all prisoners have come home."""
    found = signings.pair({}, EACH["prisoners"], 1200).signed
    assert rise(found, lambda roads: roads["legitimacy"]) > 10.0
