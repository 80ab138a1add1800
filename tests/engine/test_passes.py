"""Passes over the line: sectors that are closed to the mission in a week, and what the open ones show."""

import numpy as np
import pytest

from sim.agents import monitors
from sim.agents.state import DETECTION, RECENT, ROWS, VISIBLE, WATCHED_KM
from sim.engine import passes
from sim.incentives.choice import MASS
from sim.scenario.scenario import Scenario

N = 400


def sent(
    first_day, short: Scenario, values: dict, weeks: int = 40, stance: int = 0
) -> tuple[np.ndarray, ...]:
    """(detection, visible) of each week and sector on a line of 400, and the sectors closed by the tally."""
    world, p = first_day(short.with_values(values))
    world.russia.stance = stance
    line = np.zeros((len(ROWS), N))
    line[WATCHED_KM] = 5.0
    detection, visible = [], []
    for week in range(weeks):
        line[RECENT] = np.arange(N) % 50
        monitors.week(world, p)
        passes.send_teams(line, world, p, (1, 0, 0, 7 * week + 6))
        detection.append(line[DETECTION].copy())
        visible.append(line[VISIBLE].copy())
    return np.array(detection), np.array(visible), float(world.tally.denied_sector_weeks)


@pytest.mark.parametrize(
    ("access", "shut_out", "stance", "open_to"), [(0.7, 0.3, 0, 0.7), (0.8, 0.5, MASS, 0.4)]
)
def test_closed_sectors_see_nothing_that_week(
    first_day, short: Scenario, access: float, shut_out: float, stance: int, open_to: float
) -> None:
    """A share of sectors is closed each week, others from week to week; they are counted, and show nothing."""
    values = {"patrols.access": access, "patrols.shut_out": shut_out}
    _, visible, denied = sent(first_day, short, values, stance=stance)
    closed = visible == 0.0
    assert closed.sum() == denied
    assert closed.mean() == pytest.approx(1.0 - open_to, abs=0.02)
    assert np.ptp(closed.mean(axis=0)) < 0.6 and np.ptp(closed.mean(axis=1)) < 0.2


def test_mean_detection_stays(first_day, short: Scenario) -> None:
    """Open sectors show as much more as closed ones show less: over weeks what is seen is the usual detection."""
    detection, visible, _ = sent(first_day, short, {"patrols.access": 0.6})
    shown = visible > 0.0
    assert visible[shown] == pytest.approx(detection[shown] / 0.6)
    assert visible.mean() == pytest.approx(detection.mean(), rel=0.02)


def test_with_full_access_nothing_is_closed(first_day, short: Scenario) -> None:
    """Where every sector is open the week shows what is usually detected; where none is, nothing."""
    detection, visible, denied = sent(first_day, short, {"patrols.access": 1.0}, weeks=3)
    assert np.array_equal(detection, visible) and denied == 0.0
    detection, visible, denied = sent(first_day, short, {"patrols.access": 0.0}, weeks=3)
    assert not visible.any() and not detection.any() and denied == 3 * N
