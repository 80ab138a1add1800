"""M17: non-alignment and red lines."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect


@pytest.mark.parametrize("lever", ["non_alignment", "no_foreign_forces"])
def test_each_lever_moves_the_two_sides_in_opposite_directions(baseline, lever):
    """What calms Moscow unsettles Kyiv: fewer Russian and more Ukrainian offensives."""
    path = f"alignment.{lever}"
    found = effect(baseline, {path: 0.0}, {path: 1.0}, runs=1500)
    russian, ukrainian = found.share("russian_offensive"), found.share("ukrainian_offensive")
    assert russian[1] < russian[0]
    assert ukrainian[1] > ukrainian[0]
