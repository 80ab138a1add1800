"""The week's record: the same under both schedulers, one a week that happened, and adding up to the outcome."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.agents.state import ROW
from sim.agents.tally import CAUSES
from sim.engine import batch, mesa_model, weekly
from sim.engine.replay import Replay
from sim.engine.weekly import COURSES, QUANTITIES, WEEK, frame
from sim.scenario.scenario import Scenario

RUNS = 40
#: A road on which most texts are signed within months.
TIRED = {
    "road.begins": "war",
    "road.years": 1.0,
    "reservation.resolve_russia": -40.0,
    "reservation.resolve_ukraine": 0.0,
}
#: Sums of a week in single precision against sums of a run in double.
SINGLE = 1e-6


@pytest.fixture(scope="module")
def arms(preset) -> list[Scenario]:
    """Ceasefires that hold, fail and are never signed, on lines and over horizons of several lengths."""
    front = {"line.definition": "front", "line.sector_miles": 100.0}
    return [
        preset("regimes", "none", {**front, "horizon.years": 3.0}),
        preset("regimes", "treaty_with_troops", {"line.sector_miles": 60.0, "horizon.years": 1.0}),
        preset("terms", "minsk_like", {**front, "horizon.years": 2.0, "casualties.war_threshold": 60.0}),
        preset("regimes", "none", {**front, "horizon.years": 0.02}),
        preset("regimes", "none", {**front, "horizon.years": 140 / 365}),
        preset("regimes", "none", {**front, **TIRED, "horizon.years": 1.0}),
    ]


@pytest.fixture(scope="module")
def told(arms: list[Scenario]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(points, runs, rows, weeks) of every arm under every run."""
    points, runs = np.repeat(np.arange(len(arms)), RUNS), np.tile(np.arange(RUNS), len(arms))
    return points, runs, *batch.run(arms, points, runs, seed=8, weekly=True)


def whole(rows: np.ndarray) -> np.ndarray:
    """Days that a run's ceasefire lasted; none where there was no ceasefire."""
    return np.where(rows["agreed"] > 0, rows["days"], 0.0)


def test_asking_for_weeks_changes_no_row(arms, told) -> None:
    """The rows are the same bytes whether the weeks are asked for or not."""
    points, runs, rows, _ = told
    assert batch.run(arms, points, runs, seed=8).tobytes() == rows.tobytes()


def test_every_week_that_happened_is_there_once(told) -> None:
    """Ordered by row and week: each run has weeks 1, 2, ... to the one in which it ended, and no other."""
    _, _, rows, weeks = told
    count = np.ceil(whole(rows) / 7).astype(int)
    assert np.array_equal(weeks["row"], np.repeat(np.arange(len(rows)), count))
    assert np.array_equal(weeks["week"], np.concatenate([np.arange(1, n + 1) for n in count]))
    held = rows["cause"] == CAUSES.index("held")
    # Without runs of every kind the claim would be empty.
    assert (count == 0).any() and (count[held] > 0).any() and (count[~held] > 1).any()


def test_a_last_week_is_as_long_as_what_was_left(told) -> None:
    """All weeks have seven days but the last, which ends with the collapse or with the horizon."""
    points, _, rows, weeks = told
    days = np.bincount(weeks["row"], weeks["days"], minlength=len(rows))
    assert np.array_equal(days, whole(rows))
    last = np.append(np.diff(weeks["row"]) > 0, True)
    assert np.all(weeks["days"][~last] == 7) and np.all((weeks["days"] >= 1) & (weeks["days"] <= 7))
    collapsed = rows["cause"][weeks["row"][last]] != CAUSES.index("held")
    assert (weeks["days"][last][collapsed] < 7).any(), "no run fell in mid-week"
    assert set(weeks["days"][points[weeks["row"]] == 3]) == {7}
    assert np.all(weeks["days"][last][points[weeks["row"][last]] == 4] == 7)


@pytest.mark.parametrize("name", ["violations", "recorded", "battle_deaths"])
def test_weeks_add_up_to_the_outcome(name: str, told) -> None:
    """What is counted week by week is what the run counted, the broken-off week included."""
    _, _, rows, weeks = told
    total = np.bincount(weeks["row"], weeks[name].astype(float), minlength=len(rows))
    assert total == pytest.approx(rows[name], rel=SINGLE, abs=SINGLE)
    assert rows[name].max() > 0.0


def test_both_schedulers_write_the_same_weeks(arms, told) -> None:
    """Mesa agents and the batch give the same bytes, for every arm and several runs, random order included."""
    points, runs, rows, weeks = told
    compared = 0
    for point, scenario in enumerate(arms):
        of_arm = np.flatnonzero(points == point)
        # Short runs first: agents take their time. Then the first that collapsed.
        order = of_arm[np.argsort(rows["days"][of_arm], kind="stable")]
        fell = of_arm[rows["cause"][of_arm] != 0]
        for j in {*order[:2], *order[len(order) // 2 :][:1], *fell[:1]}:
            row, mesa = mesa_model.run(scenario, 8, int(runs[j]), weekly=True)
            mesa["row"] = j
            assert row.tobytes() == rows[j : j + 1].tobytes()
            assert mesa.dtype == weeks.dtype
            assert mesa.tobytes() == weeks[weeks["row"] == j].tobytes(), f"arm {point}, run {runs[j]}"
            compared += len(mesa)
    assert compared > 200


def test_a_week_is_the_state_as_it_ends(arms, told) -> None:
    """Every level of a week is the replayed state's at the end of its last day, in single precision."""
    points, runs, rows, weeks = told
    for point in (0, 1, 2):
        # A collapse counts the war that comes back too: a run is followed to the last week before it.
        j = int(np.flatnonzero((points == point) & (rows["days"] > 70))[0])
        replay = Replay(arms[point], 8, int(runs[j]))
        for week in weeks[weeks["row"] == j][:10]:
            replay.until(7 * int(week["week"]))
            world, line = replay.world, replay.line
            pairs = [
                (line[ROW[f"{name}_russia"]], line[ROW[f"{name}_ukraine"]]) for name in ("odds", "tension")
            ]
            levels = {
                "restraint": np.mean(1.0 - 1.0 / np.concatenate(pairs[0])),
                "tension": np.mean(np.concatenate(pairs[1])),
                "crisis": world.front.crisis,
                "watched": world.mission.effective,
                "armed": world.front.armed,
                "support": world.ukraine.support,
            }
            for name in ("attention", "unity", "credibility", "relief", "aid"):
                levels[name] = world.guarantors[name]
            for side in ("russia", "ukraine"):
                for name in ("aims", "pressure", "belief", "incentive"):
                    levels[f"{name}_{side}"] = world[side][name]
            counted = {"days", "violations", "recorded", "battle_deaths", "course_russia", "course_ukraine"}
            assert set(levels) | counted == {q.name for q in QUANTITIES}
            for name, level in levels.items():
                assert week[name] == pytest.approx(level, rel=1e-6, abs=1e-9), name
            for side in ("russia", "ukraine"):
                assert COURSES[week[f"course_{side}"]].startswith(("comply", "press", "mass", "attack"))
                assert (COURSES[week[f"course_{side}"]] == "press_off_line") == (world[side]["grey"] > 0.5)
                assert week[f"course_{side}"] == world[side]["stance"] or world[side]["grey"] > 0.5


def test_the_rule_writes_every_field(arms) -> None:
    """No field of a week is left as it was found."""
    replay = Replay(arms[0], 8, 0)
    replay.until(7)
    found = []
    for mark in (0xFF, 0x5A):
        week = np.frombuffer(bytearray([mark]) * WEEK.itemsize, WEEK)
        week["row"] = 0
        weekly.keep(week[0], 1, replay.world, replay.line, np.zeros(weekly.N_COUNTED))
        found.append(week.tobytes())
    assert found[0] == found[1]
    assert WEEK.itemsize == 4 * len(WEEK.names or ()), "something lies between the fields"


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_and_company_change_no_week(threads: int, arms, told) -> None:
    """Threads, order and what else is in the call change the index of a run and nothing else of its weeks."""
    points, runs, rows, weeks = told
    order = np.random.default_rng(0).permutation(len(points))
    again, other = batch.run(arms, points[order], runs[order], 8, threads, weekly=True)
    assert again.tobytes() == rows[order].tobytes()
    for place, j in enumerate(order):
        mine = other[other["row"] == place].copy()
        mine["row"] = j
        assert mine.tobytes() == weeks[weeks["row"] == j].tobytes()


def test_callers_share_a_pool(arms, told) -> None:
    """Several callers on one pool get what each would have got alone, and leave the pool open."""
    points, runs, rows, weeks = told
    parts = np.array_split(np.arange(len(points)), 3)
    with ThreadPoolExecutor(2) as pool, ThreadPoolExecutor(3) as callers:
        ask = [callers.submit(batch.run, arms, points[p], runs[p], 8, pool=pool, weekly=True) for p in parts]
        made = [future.result() for future in ask]
        assert pool.submit(int, "1").result() == 1
    assert np.concatenate([row for row, _ in made]).tobytes() == rows.tobytes()
    for part, (_, other) in zip(parts, made, strict=True):
        other["row"] += part[0]
    assert np.concatenate([other for _, other in made]).tobytes() == weeks.tobytes()


def test_nothing_asked_no_weeks(short: Scenario) -> None:
    """No runs asked for have no weeks, and still a frame with all its columns."""
    rows, weeks = batch.run([short], np.zeros(0, int), np.zeros(0, int), seed=1, weekly=True)
    assert rows.shape == (0,) and weeks.shape == (0,) and weeks.dtype == WEEK
    assert list(frame(weeks)) == list(WEEK.names or ())


def test_weeks_read_as_a_frame(told) -> None:
    """The frame has a row a week, run and week first, courses in words and every number as it is."""
    *_, weeks = told
    table = frame(weeks)
    assert list(table) == ["row", "week", *(q.name for q in QUANTITIES)]
    for name in WEEK.names or ():
        if name.startswith("course_"):
            assert list(table[name].cat.categories) == list(COURSES)
            assert np.array_equal(table[name].cat.codes, weeks[name])
        else:
            assert np.array_equal(table[name].to_numpy(), weeks[name])
            assert table[name].dtype == weeks[name].dtype
    assert set(table["course_russia"]) >= {"comply", "press_off_line", "mass", "attack"}


def test_every_quantity_is_told() -> None:
    """Each quantity has a name of its own, a unit and one sentence; the table of them has a row each."""
    assert len({q.name for q in QUANTITIES}) == len(QUANTITIES)
    for q in QUANTITIES:
        assert q.unit and q.doc[0].isupper() and q.doc.endswith(".") and ". " not in q.doc, q.name
    assert weekly.described()["quantity"].tolist() == [q.name for q in QUANTITIES]
