"""Paired runs: the same seed and run number meet the same shocks whatever the scenario, other runs meet others."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.engine.replay import Replay
from sim.scenario.files import names
from sim.scenario.scenario import Scenario

#: What no scenario preset changes: a run's own luck, by path in the world's record.
LUCK = [
    ("front", "level"),
    ("russia", "aims"),
    ("russia", "tactical"),
    ("russia", "pressure"),
    ("ukraine", "aims"),
    ("ukraine", "tactical"),
    ("ukraine", "pressure"),
    ("guarantors", "attention_mood"),
    ("guarantors", "unity_mood"),
    ("guarantors", "attention_usual"),
]
ARMS = [(kind, name) for kind in ("regimes", "terms") for name in names(kind)]
#: Nothing that could end a run early.
REST = {"horizon.capitals": "rest", "casualties.war_threshold": 100_000.0}


def luck(scenario: Scenario, seed: int, run: int, day: int) -> list[float]:
    """A run's own luck on a day."""
    replay = Replay(scenario, seed, run)
    replay.until(day)
    world = replay.world
    return [float(getattr(getattr(world, part), name)) for part, name in LUCK]


@pytest.mark.parametrize("run", [0, 1, 77])
def test_every_preset_meets_the_same_shocks(run: int, preset: Callable[..., Scenario]) -> None:
    """Hidden types, levels, moods and elections of a run are the same under every preset, at the start and later."""
    few = {"line.sector_miles": 100.0, **REST}
    for day in (0, 1, 200, 1500):
        met = {tuple(luck(preset(kind, name, few), 6, run, day)[:3]) for kind, name in ARMS}
        assert len(met) == 1, day
        moods = {tuple(luck(preset(kind, name, few), 6, run, day)[-3:]) for kind, name in ARMS}
        assert len(moods) == 1, day


def test_sectors_keep_their_heat_and_their_commanders(preset: Callable[..., Scenario]) -> None:
    """How hot each sector is against its segment, and how its commanders take orders, is the same in every arm."""
    plain, other = Replay(preset("regimes", "none"), 6, 4), Replay(preset("regimes", "treaty"), 6, 4)
    ratio = plain.line[0] / other.line[0]
    assert np.ptp(ratio) < 1e-12 * ratio[0]
    assert np.array_equal(plain.line[10:12], other.line[10:12])


def test_fire_draws_are_shared(short: Scenario) -> None:
    """Doubling the rate of bouts keeps every bout that would have happened anyway: no fewer on any first day."""
    doubled = short.with_values({"violations.bouts_per_km": 2.0 * short.violations.bouts_per_km})
    for run in range(30):
        bouts = []
        for scenario in (short, doubled):
            replay = Replay(scenario, 2, run)
            replay.until(1)
            bouts.append(replay.world.tally.bouts)
        assert bouts[1] >= bouts[0]


@pytest.mark.parametrize("part", range(len(LUCK)), ids=[".".join(path) for path in LUCK])
def test_runs_and_seeds_meet_others(part: int, short: Scenario) -> None:
    """Another run number or another seed meets other shocks, in everything that is drawn."""
    scenario = short.with_values({"aims.tactical_russia": 0.5, "aims.tactical_ukraine": 0.5})
    seen = [luck(scenario, seed, run, 1470)[part] for seed, run in ((1, r) for r in range(12))]
    again = [luck(scenario, seed, 0, 1470)[part] for seed in range(1, 13)]
    assert len(set(seen)) > 1 and len(set(again)) > 1


def test_hidden_types_come_as_often_as_they_should(short: Scenario) -> None:
    """Over 2,000 runs the share of tactical types is the chance declared, independent between the two sides."""
    scenario = short.with_values({"aims.tactical_russia": 0.3, "aims.tactical_ukraine": 0.5})
    types = np.array([luck(scenario, 3, run, 0) for run in range(2000)])
    moscow, kyiv = types[:, LUCK.index(("russia", "tactical"))], types[:, LUCK.index(("ukraine", "tactical"))]
    assert moscow.mean() == pytest.approx(0.3, abs=0.035)
    assert kyiv.mean() == pytest.approx(0.5, abs=0.035)
    assert abs(np.corrcoef(moscow, kyiv)[0, 1]) < 0.08
