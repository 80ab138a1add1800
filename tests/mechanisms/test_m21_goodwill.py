"""M21: goodwill between Washington and Moscow."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.levers import effect
from sim.engine.replay import Replay

STEPS = ("ngo_funding", "joint_patrols", "intelligence_sharing", "space")
ALL = {f"goodwill.{step}": 1.0 for step in STEPS}


def test_goodwill_has_a_small_effect(coarse):
    """All steps together save ceasefires, but less than half a year out of ten."""
    found = effect(coarse, {}, ALL, runs=500)
    assert found.gains(2.5)
    assert found.gain < 0.5


def test_trust_grows_slowly(coarse):
    """After one year less than a third of what the steps can build is there, after eight most of it."""
    calm = coarse.with_values({**ALL, "choice.open_weeks": 0.0, "crisis.background": 0.0, "aims.russia": 1.0})
    trust = np.empty((2, 20))
    for run in range(20):
        replay = Replay(calm, 1, run)
        for when, years in enumerate((1, 8)):
            replay.until(years * 365)
            trust[when, run] = replay.world.guarantors.trust
    early, late = np.median(trust, axis=1)
    assert early < 0.33
    assert late > 0.6


@pytest.mark.parametrize("step", STEPS)
def test_every_step_builds_some_trust_and_programmes_cost_money(coarse, step):
    """Each step alone builds trust; joint programmes are paid for, withdrawn funding is not."""
    calm = coarse.with_values({"choice.open_weeks": 0.0, "horizon.years": 1.0, "aims.russia": 1.0})
    replay = Replay(calm.with_values({f"goodwill.{step}": 1.0}), 1, 0)
    replay.until(365)
    assert replay.world.guarantors.trust > 0.02
    assert (replay.world.tally.goodwill_cost > 0.0) is np.bool_(step != "ngo_funding")


def test_massing_shakes_trust(coarse):
    """In the week after Moscow was seen to mass, trust falls."""
    calm = coarse.with_values(
        {**ALL, "choice.open_weeks": 0.0, "choice.massing_cost": 0.0, "aims.russia": 100.0}
    )
    replay = Replay(calm, 1, 0)
    fell = []
    for week in range(1, 150):
        alert, before = float(replay.world.guarantors.alert), float(replay.world.guarantors.trust)
        replay.until(7 * week)
        if alert > 0.0 and before > 0.0:
            fell.append(float(replay.world.guarantors.trust) < before)
    assert len(fell) > 3
    assert all(fell)
