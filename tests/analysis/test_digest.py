"""What is kept of a study that is read once: the same numbers as from all rows, in memory that does not grow."""

import tracemalloc
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sim.analysis.comparison import paired_difference, paired_gain
from sim.analysis.costs import PARTS, extra_cost, per_year
from sim.analysis.digest import Digest
from sim.analysis.measures import PEACEFUL
from sim.analysis.summary import first_rows, summarise, summary_of
from sim.engine.outcome import CAUSES, OUTCOME, frame
from sim.negotiation.war import WAR_ENDS
from sim.scenario.errors import InputError

ARMS = ("none", "treaty", "force")


def made(
    seed: int, runs: int = 60, points: int = 2, roads: bool = True, arms: tuple[str, ...] = ARMS
) -> pd.DataFrame:
    """Outcomes of arms under shared shocks; of roads about a fifth lead to no ceasefire."""
    rng = np.random.default_rng(seed)
    found = []
    for point in range(points):
        shock, luck = rng.weibull(0.7, runs), rng.random(runs)
        for number, name in enumerate(arms):
            rows = np.zeros(runs, OUTCOME)
            agreed = luck + rng.normal(0, 0.1, runs) > 0.2 if roads else np.ones(runs, bool)
            stood = np.ceil(365 * (2 + number) * shock * rng.lognormal(0, 0.3, runs))
            rows["agreed"], rows["days"] = agreed, np.where(agreed, np.minimum(stood, 3650), 0)
            rows["cause"] = np.where(agreed & (stood < 3650), rng.integers(1, len(CAUSES), runs), 0)
            rows["recorded"], rows["violations"] = rng.poisson(rows["days"]), 3 * rows["days"]
            for part in PARTS:
                rows[part.column] = rows["days"] / 365 * rng.lognormal(1.0 + 0.1 * number, 0.2, runs)
            if roads:
                rows["months_at_war"] = np.where(agreed, np.ceil(rng.gamma(3, 8, runs)) * 7 * 12 / 365, 119.9)
                rows["war_end"] = np.where(agreed, WAR_ENDS.index("ceasefire"), rng.choice([0, 2, 3], runs))
                rows["meetings"], rows["legitimacy"] = rng.poisson(9, runs), rng.random(runs)
                rows["losses_year_after"] = np.where(rows["cause"] > 0, 700 * rng.random(runs), -1)
            keys = {"regime": name, "point": point, "zone.front_km": 5.0 * point, "run": np.arange(runs)}
            found.append(pd.concat([pd.DataFrame(keys, index=range(runs)), frame(rows)], axis=1))
    rows_ = pd.concat(found, ignore_index=True)
    return (
        rows_.assign(_=rows_["regime"].map(arms.index)).sort_values(["_", "point", "run"]).drop(columns="_")
    )


def design(outcomes: pd.DataFrame) -> pd.DataFrame:
    """A row an arm and point."""
    return outcomes[["regime", "point", "zone.front_km"]].drop_duplicates(ignore_index=True)


def cut(outcomes: pd.DataFrame, rng: np.random.Generator) -> Iterator[pd.DataFrame]:
    """All rows in any order, in frames of any size."""
    mixed = outcomes.iloc[rng.permutation(len(outcomes))]
    edges = np.sort(rng.integers(0, len(mixed), 7))
    for first, last in zip([0, *edges], [*edges, len(mixed)], strict=True):
        yield mixed.iloc[first:last]


@pytest.mark.parametrize("roads", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_gains_and_costs_are_those_of_the_rows(seed: int, roads: bool) -> None:
    """Gains, prices, rates and peaceful years of the summary equal those worked out from the runs themselves."""
    outcomes = made(seed, roads=roads)
    table = summarise(outcomes, "none", 10.0, ["zone.front_km"])
    keyed = dict(iter(outcomes.groupby(["regime", "zone.front_km"])))
    for row in table.to_dict("records"):
        rows = keyed[row["regime"], row["zone.front_km"]]
        assert_allclose([row[part.rate] for part in PARTS], list(per_year(rows).values()), rtol=1e-10)
        if row["regime"] == "none":
            continue
        base = keyed["none", row["zone.front_km"]]
        gain, extra = paired_gain(rows, base, 10.0), extra_cost(rows, base)
        found = [row[f"rmst_gain_years{end}"] for end in ("", "_low", "_high")]
        assert_allclose(found, [gain.years, gain.low, gain.high], rtol=1e-9)
        found = [row[f"cost_extra_busd_per_year{end}"] for end in ("", "_low", "_high")]
        assert_allclose(
            found, [extra.per_year, extra.per_year_low, extra.per_year_high], rtol=1e-9, atol=1e-10
        )
        if roads:
            whole = paired_difference(rows, base, PEACEFUL)
            found = [row[f"peaceful_gain_years{end}"] for end in ("", "_low", "_high")]
            assert_allclose(found, [whole.years, whole.low, whole.high], rtol=1e-9)
        else:
            found = [row[f"cost_per_added_year_busd{end}"] for end in ("", "_low", "_high")]
            wanted = [extra.per_added_year, extra.per_added_year_low, extra.per_added_year_high]
            assert_allclose(found, wanted, rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_order_and_size_of_frames_change_nothing(seed: int, roads: bool) -> None:
    """Read in any order, in frames of any size, outcomes have the summary that they have in one frame."""
    outcomes = made(seed, runs=12, roads=roads)
    frames = cut(outcomes, np.random.default_rng(seed))
    found = summary_of(Digest.read(frames, design(outcomes), "none", 10.0))
    expected = summarise(outcomes, "none", 10.0, ["zone.front_km"])
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-9)


def test_runs_that_an_arm_lacks_are_not_counted() -> None:
    """Each point counts the run numbers that all arms have there, also where points have different ones."""
    outcomes = made(1, runs=30)
    run, point, arm = outcomes["run"], outcomes["point"], outcomes["regime"]
    there = outcomes[~((point == 0) & (arm == "force") & (run < 5)) & ~((point == 1) & (run >= 20))]
    digest = Digest.read([there], design(outcomes), "none", 10.0)
    assert digest.runs.tolist() == [25, 20] and len(digest.unpaired) == 10
    whole = there[(there["point"] == 1) | (there["run"] >= 5)]
    pd.testing.assert_frame_equal(summary_of(digest), summarise(whole, "none", 10.0, ["zone.front_km"]))


def test_points_without_a_run_in_every_arm_have_no_row() -> None:
    """Where every run of an arm failed at a point, the point is left out and counted."""
    outcomes = made(2, runs=10)
    there = outcomes[~((outcomes["point"] == 0) & (outcomes["regime"] == "treaty"))]
    digest = Digest.read([there], design(outcomes), "none", 10.0)
    assert (digest.points, digest.empty_points) == ([1], 1)
    assert summary_of(digest)["zone.front_km"].tolist() == [5.0] * 3


@pytest.mark.parametrize("when", ["at once", "in every arm", "in one arm"])
def test_a_run_that_stands_twice_is_refused(when: str) -> None:
    """The same run of the same arm and point again, in one file or in another, raises InputError."""
    outcomes = made(3, runs=5000, points=1, arms=ARMS[:2])
    again = outcomes[outcomes["run"] == 7]
    again = again if when == "in every arm" else again.iloc[1:]
    frames = [pd.concat([outcomes, again])] if when == "at once" else [outcomes, outcomes.iloc[:0], again]
    with pytest.raises(InputError, match="twice"):
        _ = Digest.read(frames, design(outcomes), "none", 10.0).unpaired


def test_outcomes_of_other_arms_are_refused() -> None:
    """An arm that the design does not hold, and a summary of arms that are not paired, raise InputError."""
    outcomes = made(4, runs=5)
    with pytest.raises(InputError, match="another study"):
        Digest.read([outcomes.replace("force", "other")], design(outcomes), "none", 10.0)
    with pytest.raises(InputError, match=r"not paired.*\[4\]"):
        summarise(outcomes.drop(outcomes.index[4]), "none", 10.0)
    with pytest.raises(InputError, match="same points"):
        summarise(outcomes[(outcomes["point"] == 0) | (outcomes["regime"] == "none")], "none", 10.0)


def test_what_is_kept_does_not_grow_with_the_runs() -> None:
    """Reading eight times as many runs takes the same memory at its peak, within a fifth."""
    once = made(5, runs=1000, points=1)
    peaks = []
    for files in (8, 8, 64):
        frames = (once.assign(run=once["run"] + 1000 * number) for number in range(files))
        tracemalloc.start()
        digest = Digest.read(frames, design(once), "none", 10.0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert digest.runs.tolist() == [1000 * files]
    assert peaks[2] < 1.2 * peaks[1]


def test_the_first_rows_are_those_of_the_first_points_in_every_arm() -> None:
    """So many whole points as have at most so many rows, and one at least, with all arms, in order."""
    table = summarise(made(6, runs=3, points=5), "none", 10.0, ["zone.front_km"])
    assert first_rows(table, 8)["zone.front_km"].tolist() == [0.0, 5.0] * 3
    assert first_rows(table, 8)["regime"].tolist() == ["none"] * 2 + ["treaty"] * 2 + ["force"] * 2
    assert len(first_rows(table, 2)) == 3 and len(first_rows(table, 15)) == 15
