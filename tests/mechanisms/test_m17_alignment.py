"""M17: non-alignment and red lines."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect
from sim.engine.replay import Replay
from sim.incentives.terms import GRIEVANCE


@pytest.mark.parametrize("lever", ["non_alignment", "no_foreign_forces"])
def test_each_lever_moves_the_two_sides_in_opposite_directions(coarse, lever, rise, ended_by):
    """What calms Moscow unsettles Kyiv: fewer Russian and, where Kyiv has much to win, more Ukrainian attacks."""
    path = f"alignment.{lever}"
    hopeful = coarse.with_values({"aims.ukraine": 65.0})
    found = effect(hopeful, {path: 0.0}, {path: 1.0}, runs=500)
    assert rise(found, ended_by("russian_offensive")) < -2.5
    assert rise(found, ended_by("ukrainian_offensive")) > 2.5


@pytest.mark.parametrize("lever", ["non_alignment", "no_foreign_forces", "no_colour_revolutions"])
def test_an_assurance_lowers_one_grievance_and_raises_the_other(coarse, lever):
    """Every assurance lowers Moscow's grievance and raises Kyiv's exposure, in the same run."""
    terms = []
    for assured in (0.0, 1.0):
        replay = Replay(coarse.with_values({f"alignment.{lever}": assured}), 1, 0)
        replay.until(7)
        terms.append((replay.world.russia.terms[GRIEVANCE], replay.world.ukraine.terms[GRIEVANCE]))
    assert terms[1][0] < terms[0][0]
    assert terms[1][1] > terms[0][1]
