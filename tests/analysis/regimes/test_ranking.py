"""Ranks and pairs against exact toy cases and the normal law of paired differences."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from sim.analysis.comparison import paired_gain
from sim.analysis.regimes.panel import Panel, redrawn
from sim.analysis.regimes.ranking import _blocks, _chances, rank
from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError


def panel(years: dict[str, np.ndarray]) -> Panel:
    """A panel of one point from each arm's years, the first arm the reference."""
    values = np.array(list(years.values()), float)[None]
    return Panel(values, tuple(years), pd.DataFrame(index=[0]), next(iter(years)), 10.0)


def shocked(gain: float, runs: int = 300) -> Panel:
    """Two arms under shared shocks; the second stands longer by ``gain`` on average, not in each run."""
    rng = np.random.default_rng(1)
    shared = 5 + rng.uniform(-3, 3, runs)
    return panel({"a": shared, "b": np.clip(shared + gain + 0.8 * rng.standard_normal(runs), 0, 10)})


def test_pairs_are_counted_run_by_run() -> None:
    """Of 10 run numbers: longer in 3, shorter in 2, both to the horizon in 4, both fallen on one day in 1."""
    a = [5, 5, 5, 1, 1, 10, 10, 10, 10, 2]
    b = [1, 1, 1, 5, 5, 10, 10, 10, 10, 2]
    found = rank(panel({"a": np.array(a), "b": np.array(b)}), draws=50)
    row = found.outlasts.set_index(["arm", "other"]).loc[("a", "b")]
    assert_allclose(row[["longer", "shorter", "equal", "both_stand"]].astype(float), [0.3, 0.2, 0.5, 0.4])
    wilson = stats.binomtest(3, 10).proportion_ci(method="wilson")
    assert_allclose(row[["low", "high"]].astype(float), [wilson.low, wilson.high])
    matrix = found.matrix()
    assert_allclose([matrix.loc["a", "b"], matrix.loc["b", "a"]], [0.3, 0.2])
    assert np.isnan(np.diag(matrix)).all()


def test_lasting_longest_is_shared_where_runs_tie() -> None:
    """Alone in 1 of 4 runs and level with one other in 2 is (1 + 1/2 + 1/2) / 4; shares add up to 1."""
    found = rank(
        panel(
            {"a": np.tile([9, 10, 3, 1], 3), "b": np.tile([1, 10, 3, 2], 3), "c": np.tile([1, 5, 2, 7], 3)}
        ),
        draws=50,
    )
    shares = found.table.set_index("regime")["longest"]
    assert_allclose(shares[["a", "b", "c"]], [0.5, 0.25, 0.25])


@pytest.mark.parametrize("gain", [0.0, 0.05, 0.12])
def test_the_chance_to_be_best_of_two_is_that_of_a_positive_gain(gain: float) -> None:
    """Of two arms, the chance to be best is the normal chance that the paired gain is above 0, within 0.02."""
    found = shocked(gain)
    frames = [
        pd.DataFrame({"run": np.arange(300), "days": years * DAYS_A_YEAR, "collapsed": years < 10})
        for years in found.years[0]
    ]
    paired = paired_gain(frames[1], frames[0], 10.0)
    chance = rank(found).table.set_index("regime").loc["b", "best"]
    assert_allclose(chance, stats.norm.cdf(paired.years / paired.se), atol=0.02)


def test_whole_run_numbers_are_drawn() -> None:
    """An arm that stands a day longer in every run is surely best, however far the arms' own intervals overlap."""
    base = np.random.default_rng(0).uniform(0, 9, 200)
    table = rank(panel({"a": base, "b": base + 1 / 365})).table
    assert table["regime"].tolist() == ["b", "a"] and table["best"].tolist() == [1.0, 0.0]
    assert table["low"].iloc[0] < table["high"].iloc[1]
    assert table[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [2, 2]]


def test_arms_that_are_the_same_share_their_ranks() -> None:
    """Two arms with the same years each have either rank with chance one half; all ranks are given away once."""
    base = np.random.default_rng(0).uniform(2, 9, 200)
    found = rank(panel({"a": base, "b": base, "c": base - 1}), draws=300)
    assert_allclose(found.ranks.loc[["a", "b"], [1, 2]], 0.5)
    assert_allclose(found.ranks.sum(axis=0), 1.0)
    assert_allclose(found.ranks.sum(axis=1), 1.0)
    assert found.table[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]


def test_means_and_errors_are_those_of_the_runs() -> None:
    """Years, error and interval are the mean of the runs, its standard error and Student's interval."""
    found = shocked(0.5)
    for row in rank(found, draws=50).table.to_dict("records"):
        years = found.years[0, found.number(row["regime"])]
        assert_allclose([row["years"], row["se"]], [years.mean(), stats.sem(years)])
        expected = stats.t.interval(0.95, 299, years.mean(), stats.sem(years))
        assert_allclose([row["low"], row["high"]], expected)


def test_the_same_seed_gives_the_same_chances() -> None:
    """Draws are told by their seed."""
    one, again, other = (rank(shocked(0.02), seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one.ranks, again.ranks)
    assert not one.ranks.equals(other.ranks)


def test_several_points_are_not_ranked_together() -> None:
    """A panel of two points is an InputError."""
    two = panel({"a": np.ones(10), "b": np.ones(10)})
    with pytest.raises(InputError, match="one point"):
        rank(Panel(np.repeat(two.years, 2, axis=0), two.arms, pd.DataFrame(index=[0, 1]), "a", 10.0))


def test_chances_of_many_runs_are_those_of_blocks_of_them() -> None:
    """Means of blocks vary as means of runs do: the chance to be best stays the same to within its noise."""
    rng = np.random.default_rng(3)
    years = np.minimum(rng.exponential(8.0, (2, 9000)), 10.0)
    years[0] += 0.02
    assert _blocks(years).shape == (2, 3000)
    whole = _chances(redrawn(9000, 1500, 1) @ years.T / 9000)
    blocks = _chances(redrawn(3000, 1500, 1) @ _blocks(years).T / 3000)
    assert 0.2 < whole[0, 0] < 0.8
    assert_allclose(blocks, whole, atol=0.05)


def test_the_lead_is_the_paired_gain_over_the_second() -> None:
    """It is the mean of the run-by-run differences between the first and the second, with Student's interval."""
    found = shocked(0.3)
    differences = found.years[0, 1] - found.years[0, 0]
    interval = stats.t.interval(0.95, 299, differences.mean(), stats.sem(differences))
    assert_allclose(rank(found, draws=50).lead, [differences.mean(), *interval])
