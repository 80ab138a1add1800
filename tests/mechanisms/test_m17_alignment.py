"""M17: non-alignment and red lines."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect


@pytest.mark.parametrize("lever", ["non_alignment", "no_foreign_forces"])
def test_each_lever_moves_the_two_sides_in_opposite_directions(coarse, lever, rise, ended_by):
    """What calms Moscow unsettles Kyiv: fewer Russian and, where Kyiv has much to win, more Ukrainian attacks."""
    path = f"alignment.{lever}"
    hopeful = coarse.with_values({"aims.ukraine": 65.0})
    found = effect(hopeful, {path: 0.0}, {path: 1.0}, runs=400)
    assert rise(found, ended_by("russian_offensive")) < -2.5
    assert rise(found, ended_by("ukrainian_offensive")) > 2.5
