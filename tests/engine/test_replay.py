"""A replay: the batch's run, stopped on any day, with its state open to be read."""

import numpy as np
import pytest

from sim.agents.state import MAIL_WEEKS, ROWS, WORLD
from sim.engine.replay import Replay
from sim.scenario.scenario import Scenario


def test_stopping_changes_nothing(short: Scenario) -> None:
    """A run stopped every day is the run that was never stopped."""
    stopped, straight = Replay(short, 1, 2), Replay(short, 1, 2)
    for day in range(1, 101):
        stopped.until(day)
        assert stopped.day == day or stopped.over
    straight.until(100)
    assert np.array(stopped.world).tobytes() == np.array(straight.world).tobytes()
    assert stopped.line.tobytes() == straight.line.tobytes()


def test_it_begins_on_day_0_and_ends_at_its_horizon(short: Scenario) -> None:
    """Nothing has happened on day 0; a run goes to its horizon and no further, and never back."""
    calm = {"horizon.years": 0.25, "aims.russia": 0.0, "aims.ukraine": 0.0, "horizon.capitals": "rest"}
    replay = Replay(short.with_values(calm), 1, 0)
    assert replay.day == 0 and not replay.over and replay.world.tally.violations == 0.0
    replay.until(10_000)
    assert replay.over and replay.day == replay.horizon == round(0.25 * 365)
    replay.until(3)
    assert replay.day == replay.horizon


def test_its_shapes(short: Scenario) -> None:
    """The world has the structure of the state, the line a row a quantity and a column a sector."""
    replay = Replay(short, 1)
    assert np.array(replay.world).dtype == WORLD
    assert replay.line.shape[0] == len(ROWS) and replay.line.shape[1] > 1


def test_it_leaves_the_scenario_alone(short: Scenario) -> None:
    """Running changes nothing in the scenario, so that a second replay is the same run."""
    before = short.as_dict()
    states = []
    for _ in range(2):
        replay = Replay(short, 3, 1)
        replay.until(60)
        states.append(np.array(replay.world).tobytes())
    assert short.as_dict() == before
    assert states[0] == states[1]


def test_findings_are_neither_lost_nor_doubled(preset) -> None:
    """What is found on the line in the first weeks arrives once, in full, and not before its delay is over."""
    values = {"attribution.accuracy": 0.8, "attribution.delay_days": 30.0, "horizon.capitals": "rest"}
    replay = Replay(preset("terms", "minsk_like", values), 1, 0)
    replay.until(6)
    found = float(replay.world.front.found_russia)
    replay.until(7)
    mailed = float(replay.world.russia.mail.sum())
    assert mailed >= found > 0.0
    arrived = []
    for week in range(2, 12):
        replay.until(7 * week)
        arrived.append(float(replay.world.russia.findings))
        tally, mail = replay.world.tally.findings_russia, replay.world.russia.mail
        assert len(mail) == MAIL_WEEKS
        assert tally == sum(arrived)
    assert arrived[:3] == [0.0] * 3 and arrived[3] == mailed


def test_first_week_counts_add_up(preset) -> None:
    """Fire on the sectors sums to the tally's violations."""
    replay = Replay(preset("terms", "minsk_like"), 1, 5)
    for day in (1, 7, 30):
        replay.until(day)
        assert replay.line[ROWS.index("fired")].sum() == pytest.approx(
            replay.world.tally.violations, rel=1e-12
        )
