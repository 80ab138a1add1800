"""The batch: rows that depend on seed, run number and scenario, and on nothing else."""

import ctypes
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from sim.agents.tally import CAUSES
from sim.engine import batch
from sim.engine.outcome import OUTCOME, frame
from sim.engine.replay import Replay
from sim.scenario.scenario import Scenario

RUNS = 60
#: Numbers that are -1 where there is nothing to measure, and empty in a frame.
EMPTY = ("terms_quality", "terms_tilt", "losses_year_after")


@pytest.fixture
def arms(preset) -> list[Scenario]:
    """Four scenarios of different lines, politics and lengths."""
    return [
        preset("regimes", "none", {"horizon.years": 3.0, "line.definition": "front"}),
        preset("regimes", "treaty_with_troops", {"horizon.years": 3.0, "line.sector_miles": 50.0}),
        preset("terms", "minsk_like", {"horizon.years": 2.0, "line.definition": "donbas_2020"}),
        preset("terms", "neutral_buffer", {"horizon.years": 3.0, "line.sector_miles": 100.0}),
    ]


@pytest.fixture
def table(arms: list[Scenario]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(points, runs, outcomes) of every arm under every run."""
    points = np.repeat(np.arange(len(arms)), RUNS)
    runs = np.tile(np.arange(RUNS), len(arms))
    return points, runs, batch.run(arms, points, runs, seed=8, threads=1)


@pytest.fixture
def litter() -> Iterator[Callable[[int], None]]:
    """Has the allocator fill memory with a byte as it is freed, and with its complement as it is handed out anew."""
    fill = getattr(ctypes.CDLL(None), "mallopt", None)
    perturb = -6  # M_PERTURB of glibc's malloc.h; elsewhere nothing is filled

    def with_byte(byte: int) -> None:
        if fill is not None:
            fill(perturb, byte)
        if not (np.empty(10_000, np.uint8) == 255 - byte).all():
            pytest.skip("this allocator cannot be told to fill memory")

    yield with_byte
    if fill is not None:
        fill(perturb, 0)


@pytest.mark.parametrize("threads", [1, 2, 7, None])
def test_threads_change_nothing(arms, table, threads: int | None) -> None:
    """One thread, two, seven or all give the same bytes."""
    points, runs, rows = table
    assert batch.run(arms, points, runs, seed=8, threads=threads).tobytes() == rows.tobytes()


@pytest.mark.parametrize("byte", [0x55, 0xAA])
def test_what_memory_held_before_changes_nothing(preset, litter, byte: int) -> None:
    """No run reads memory that is not written yet or freed already, in a ceasefire or on the road to one."""
    signed = {"reservation.resolve_russia": -40.0, "reservation.resolve_ukraine": 0.0}
    short = {"line.sector_miles": 100.0, "horizon.years": 1.0}
    war = {**short, **signed, "road.begins": "war", "road.years": 1.0}
    arms = [preset("regimes", "assurances", values) for values in (short, war)]
    points, runs = np.repeat([0, 1], 20), np.tile(np.arange(20), 2)
    clean = batch.run(arms, points, runs, seed=8, threads=2, weekly=True)
    agreed = clean[0]["agreed"][20:]
    assert 0 < agreed.sum() < 20
    litter(byte)
    littered = batch.run(arms, points, runs, seed=8, threads=2, weekly=True)
    for one, other in zip(clean, littered, strict=True):
        assert one.tobytes() == other.tobytes()


def test_order_changes_nothing(arms, table) -> None:
    """Rows asked for in another order come in that order, unchanged."""
    points, runs, rows = table
    order = np.random.default_rng(0).permutation(len(points))
    assert batch.run(arms, points[order], runs[order], seed=8).tobytes() == rows[order].tobytes()


def test_company_changes_nothing(arms, table) -> None:
    """A row is the same alone, with other runs, or beside scenarios with longer lines."""
    points, runs, rows = table
    for j in (0, 75, 130, 239):
        alone = batch.run([arms[points[j]]], np.zeros(1, int), runs[j : j + 1], seed=8)
        assert alone.tobytes() == rows[j : j + 1].tobytes()
    shuffled = [arms[3], arms[0], arms[2], arms[1]]
    where = np.array([1, 3, 2, 0])
    assert batch.run(shuffled, where[points], runs, seed=8).tobytes() == rows.tobytes()


def test_asking_again_changes_nothing(arms, table) -> None:
    """Twice the same run in one call gives the same row twice."""
    points, runs, rows = table
    twice = batch.run(arms, np.repeat(points[:5], 2), np.repeat(runs[:5], 2), seed=8)
    assert twice.tobytes() == np.repeat(rows[:5], 2).tobytes()


def test_runs_and_seeds_differ(arms) -> None:
    """Every run number and every seed gives a run of its own."""
    first = batch.run(arms[:1], np.zeros(RUNS, int), np.arange(RUNS), seed=8)
    assert len(np.unique(first["violations"])) == RUNS
    for seed in (9, 8 + 2**32):
        other = batch.run(arms[:1], np.zeros(RUNS, int), np.arange(RUNS), seed=seed)
        assert not np.any(other["violations"] == first["violations"])
    late = batch.run(arms[:1], np.zeros(2, int), np.array([2**31, 2**32 - 1]), seed=8)
    assert not np.isin(late["violations"], first["violations"]).any()


def test_a_row_is_what_a_replay_ends_with(arms, table) -> None:
    """Each row equals the outcome of the run replayed day by day."""
    points, runs, rows = table
    for j in range(0, len(rows), 23):
        replay = Replay(arms[points[j]], 8, runs[j])
        while not replay.over:
            replay.until(replay.day + 50)
        assert replay.outcome().tobytes() == rows[j : j + 1].tobytes()


def test_what_a_row_says(arms, table) -> None:
    """A run ends at the horizon exactly if it held; counts stand in the order in which things happen."""
    points, _, rows = table
    horizon = np.array([round(s.horizon.years * 365) for s in arms])[points]
    held = rows["cause"] == CAUSES.index("held")
    assert np.array_equal(rows["days"][held], horizon[held])
    assert np.all(rows["days"] <= horizon) and np.all(rows["days"] >= 1.0)
    assert np.array_equal(rows["days"], np.floor(rows["days"]))
    assert np.all(rows["recorded"] <= rows["violations"])
    assert np.all(rows["peak_deaths_365d"] <= rows["battle_deaths"])
    assert np.all((rows["first_violation_day"] >= 0) & (rows["first_violation_day"] < rows["days"]))
    serious = rows["first_serious_day"] >= 0
    assert np.all(rows["first_serious_day"][serious] >= rows["first_violation_day"][serious])
    offensive = np.isin(
        rows["cause"], [CAUSES.index("russian_offensive"), CAUSES.index("ukrainian_offensive")]
    )
    assert np.all(rows["days"][offensive] % 7 == 0)
    for name in OUTCOME.names or ():
        assert np.all(np.isfinite(rows[name])), name
        least = -1.0 if name.startswith("first_") or name in ("member_day", *EMPTY) else 0.0
        assert np.all(rows[name] >= least), name


def test_a_longer_horizon_only_adds(arms) -> None:
    """What collapses within two years is the same whether the run could go on for two years or for six."""
    short, long = (arms[0].with_values({"horizon.years": years}) for years in (2.0, 6.0))
    rows = batch.run([short, long], np.repeat([0, 1], RUNS), np.tile(np.arange(RUNS), 2), seed=8)
    early, late = rows[:RUNS], rows[RUNS:]
    fell = early["cause"] != 0
    assert 0 < fell.sum() < RUNS
    assert early[fell].tobytes() == late[fell].tobytes()
    assert np.all(late["days"][~fell] > 730)


def test_nothing_asked_nothing_given() -> None:
    """No rows asked for give no rows."""
    assert batch.run([Scenario()], np.zeros(0, int), np.zeros(0, int), seed=1).shape == (0,)


@pytest.mark.parametrize(("points", "runs"), [([0, 0], [1]), ([[0]], [[1]])])
def test_misshapen_requests_are_refused(points: list, runs: list) -> None:
    """Points and runs must be one-dimensional and of one length."""
    with pytest.raises(ValueError, match="one length"):
        batch.run([Scenario()], np.array(points), np.array(runs), seed=1)


@pytest.mark.parametrize(
    ("points", "runs", "seed"),
    [([1], [0], 1), ([-1], [0], 1), ([0], [-1], 1), ([0], [2**32], 1), ([0], [0], -1), ([0], [0], 2**64)],
    ids=[
        "no such point",
        "negative point",
        "negative run",
        "run too large",
        "negative seed",
        "seed too large",
    ],
)
def test_requests_out_of_range_are_refused(
    points: list[int], runs: list[int], seed: int, short: Scenario
) -> None:
    """A point that is not there, and a run number or seed that would be cut short, are errors and not other runs."""
    with pytest.raises(ValueError):
        batch.run([short], np.array(points), np.array(runs), seed=seed)


def test_outcomes_read_as_a_frame(table) -> None:
    """The frame has a row a run, causes in words, whether it collapsed, and every number as it is, or empty."""
    _, _, rows = table
    told = frame(rows)
    assert len(told) == len(rows)
    assert list(told["cause"]) == [CAUSES[c] for c in rows["cause"]]
    assert np.array_equal(told["collapsed"], rows["cause"] != 0)
    words = {"cause", "war_end", "agreed"}
    for name in set(OUTCOME.names or ()) - words:
        numbers = np.where(rows[name] == -1.0, np.nan, rows[name]) if name in EMPTY else rows[name]
        assert np.array_equal(told[name], numbers, equal_nan=True), name
    assert told["agreed"].all() and set(told["war_end"]) == {"ceasefire"}
