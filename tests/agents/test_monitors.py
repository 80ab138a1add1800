"""The monitoring mission's week: what works, what is seen and believed, when findings are out (M05-M08)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents import monitors
from sim.agents.monitors import delivery_week, remembered, team_detection, visible
from sim.agents.state import MAIL_WEEKS
from sim.incentives.choice import COMPLY, MASS, PRESS

SHARE = st.floats(0.0, 1.0)
POSITIVE = st.floats(0.01, 1000.0)


@given(st.integers(1, 4000), st.floats(0.0, 365.0))
def test_a_finding_is_delivered_after_its_delay(week: int, delay: float) -> None:
    """A finding is out after its delay, to the nearest week."""
    waited = (delivery_week(week, delay, MAIL_WEEKS) - week) % MAIL_WEEKS
    assert waited == min(int(delay / 7.0 + 0.5), MAIL_WEEKS - 1)


def test_violations_are_remembered_for_a_month() -> None:
    """Of what was recorded a quarter is forgotten a week: about a month's memory."""
    recent = 100.0
    for _ in range(4):
        recent = remembered(recent)
    assert recent == pytest.approx(100.0 * 0.75**4)


@given(POSITIVE, POSITIVE, st.floats(0.0, 6.0), SHARE, SHARE)
def test_teams_see_more_where_more_was_asked_for(
    asked: float, mean: float, sensors: float, night: float, access: float
) -> None:
    """A sector that asked for more than the mean is watched no worse than one that asked for less."""
    here = team_detection(asked, mean, sensors, 0.9, 0.1, night, access)
    assert 0.0 <= here <= 0.9
    assert team_detection(2.0 * asked, mean, sensors, 0.9, 0.1, night, access) >= here
    even = team_detection(mean, mean, sensors, 0.9, 0.1, night, access)
    assert team_detection(0.0, 0.0, sensors, 0.9, 0.1, night, access) == even


def test_coverage_is_what_is_left_of_it(stage) -> None:
    """Sensors wear down to where losses meet repair, and jamming takes its share of those that work."""
    values = {
        "monitoring.attrition": 0.1,
        "monitoring.repair": 0.3,
        "monitoring.jamming": 0.2,
        "monitoring.coverage": 0.8,
    }
    world, p = stage(values)
    working = []
    for _ in range(60):
        monitors.week(world, p)
        working.append(world.mission.working)
    assert working[0] == pytest.approx(0.9)
    assert working == sorted(working, reverse=True)
    assert working[-1] == pytest.approx(0.75)
    assert world.mission.effective == pytest.approx(0.8 * 0.75 * 0.8)


@pytest.mark.parametrize(
    "missing",
    ["monitoring.coverage", "attribution.accuracy", "trust"],
)
def test_a_word_that_lacks_something_is_worth_nothing(stage, missing: str) -> None:
    """Without coverage, a mandate to name, or trust, the mission verifies nothing and adds no sight of massing."""
    paths = ["attribution.trust_russia", "attribution.trust_ukraine"] if missing == "trust" else [missing]
    full, p = stage({"monitoring.coverage": 0.9, "attribution.accuracy": 0.9})
    world, q = stage({"monitoring.coverage": 0.9, "attribution.accuracy": 0.9, **dict.fromkeys(paths, 0.0)})
    monitors.week(full, p)
    monitors.week(world, q)
    assert world.mission.verified == 0.0 < full.mission.verified
    assert world.mission.sight == pytest.approx(q.monitoring.intelligence)
    assert full.mission.sight > world.mission.sight


@pytest.mark.parametrize("missing", ["attribution.accuracy", "accountability.penalty", "patrols.access"])
def test_a_bout_is_observed_only_if_all_is_there(stage, missing: str) -> None:
    """Without attribution, penalty or access nobody is found out and penalised, however well the line is watched."""
    world, p = stage({"monitoring.coverage": 1.0, missing: 0.0})
    monitors.week(world, p)
    assert world.mission.observed == 0.0


def test_costs_are_counted_week_by_week(stage) -> None:
    """A year of the mission costs its yearly rate for sensors and for people, in billions."""
    world, p = stage({"monitoring.coverage": 0.5, "patrols.personnel": 2000.0})
    for _ in range(52):
        monitors.week(world, p)
    sensors = p.monitoring.cost_per_km * 0.5 * world.front.watched_km
    assert world.tally.sensors_cost == pytest.approx(sensors / 1000.0)
    assert world.tally.mission_cost == pytest.approx(p.patrols.cost_per_person * 2000.0 / 1000.0)


@given(SHARE, SHARE)
def test_a_closed_sector_shows_nothing_and_an_open_one_more(access: float, share: float) -> None:
    """Shut out, nothing is seen; open sectors make up for it, so that on average detection stays what it is."""
    detection = share * access
    assert visible(detection, access, False) == 0.0
    if access > 0.0:
        assert access * visible(detection, access, True) == pytest.approx(detection)
        assert detection <= visible(detection, access, True) <= 1.0 + 1e-12


@pytest.mark.parametrize("side", ["russia", "ukraine"])
@pytest.mark.parametrize(
    ("stance", "grey", "shut"),
    [(COMPLY, 0.0, False), (PRESS, 0.0, True), (PRESS, 1.0, False), (MASS, 0.0, True)],
)
def test_who_presses_or_masses_shuts_the_mission_out(
    stage, side: str, stance: int, grey: float, shut: bool
) -> None:
    """In weeks in which either side presses on the line or masses access falls by its share, and less is observed."""
    world, p = stage({"patrols.access": 0.8, "patrols.shut_out": 0.25})
    quiet, q = stage({"patrols.access": 0.8, "patrols.shut_out": 0.25})
    me = getattr(world, side)
    me.stance, me.grey = stance, grey
    monitors.week(world, p)
    monitors.week(quiet, q)
    assert world.mission.access == pytest.approx(0.6 if shut else 0.8)
    assert (world.mission.observed < quiet.mission.observed) == shut
    me.stance, me.grey = COMPLY, 0.0
    monitors.week(world, p)
    assert world.mission.access == quiet.mission.access


def test_a_budget_limits_coverage(stage) -> None:
    """Half of what the coverage asked for costs pays for half of it, and no more than the budget is spent."""
    asked = {"monitoring.coverage": 0.9, "monitoring.cost_per_km": 0.3, "monitoring.jamming": 0.0}
    rich, p = stage({**asked, "monitoring.budget": 100_000.0})
    for _ in range(52):
        monitors.week(rich, p)
    full = 1000.0 * float(rich.tally.sensors_cost)
    poor, q = stage({**asked, "monitoring.budget": 0.5 * full})
    for _ in range(52):
        monitors.week(poor, q)
    assert rich.mission.coverage == 0.9
    assert poor.mission.coverage == pytest.approx(0.45)
    assert poor.tally.sensors_cost == pytest.approx(0.5 * rich.tally.sensors_cost)
    assert poor.mission.verified < rich.mission.verified
