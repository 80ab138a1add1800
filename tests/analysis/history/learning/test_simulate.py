"""Cases under many draws: parts that are taken up again, and the same numbers however they are made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.effects import MIDDLE
from sim.analysis.history.learning import simulate as module
from sim.analysis.history.learning.constants import centre, prior, setting
from sim.analysis.history.learning.simulate import GRID, Simulated, simulate
from sim.analysis.history.predict import predict
from sim.scenario.errors import InputError

FACTS = pd.DataFrame(
    [MIDDLE, {**MIDDLE, "stakes": 3.0, "withdrawal": 0.0}], index=pd.Index(["a", "b"], name="id")
)


@pytest.fixture(scope="module")
def found() -> Simulated:
    """Two cases under four draws."""
    return simulate(FACTS, prior(4, 1), 12, 5)


def test_survival_falls_and_causes_add_up(found: Simulated) -> None:
    """Survival never rises along the grid, causes are shares of one, and those that held are survival at ten years."""
    assert found.survived.shape == (4, 2, len(GRID))
    assert (np.diff(found.survived, axis=2) <= 0).all()
    np.testing.assert_allclose(found.causes.sum(axis=2), 1.0)
    np.testing.assert_allclose(found.causes[:, :, 0], found.survived[:, :, -1])


def test_years_held_agree_with_survival(found: Simulated) -> None:
    """Mean years lie between the lower and the upper sum under the survival curve."""
    years = np.concatenate([[0.0], GRID]) / 365.0
    whole = np.concatenate([np.ones((4, 2, 1)), found.survived], axis=2)
    low, high = (whole[:, :, 1:] @ np.diff(years), whole[:, :, :-1] @ np.diff(years))
    assert ((low - 1e-9 <= found.years) & (found.years <= high + 1e-9)).all()


def test_one_draw_is_the_prediction_at_it() -> None:
    """At the centre the simulated shares are what ``predict`` says under the same shocks."""
    start, sizes = setting(centre())
    one = simulate(FACTS, pd.DataFrame([centre()]), 20, 3)
    expected = predict(FACTS, runs=20, seed=3, start=start, sizes=sizes)
    got = one.prediction(np.ones(1))
    np.testing.assert_allclose(got.to_numpy(), expected[list(got)].to_numpy(), atol=1e-9)


def test_parts_are_taken_up_again(found: Simulated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is not run again, and a sample in parts is the same as one in a piece."""
    monkeypatch.setattr(module, "PART", 2)
    simulate(FACTS, prior(2, 1), 12, 5, tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    whole = simulate(FACTS, prior(4, 1), 12, 5, tmp_path, threads=1)
    np.testing.assert_array_equal(whole.survived, found.survived)
    np.testing.assert_array_equal(whole.years, found.years)
    assert all(file.stat().st_mtime_ns == stamp for file, stamp in stamps.items())
    assert len(list(tmp_path.iterdir())) == 2


def test_other_facts_are_other_parts(tmp_path: Path) -> None:
    """Parts of other cases, runs or seeds are never taken for those asked for."""
    for facts, runs, seed in ((FACTS, 2, 1), (FACTS.iloc[::-1], 2, 1), (FACTS, 3, 1), (FACTS, 2, 2)):
        simulate(facts, prior(1, 1), runs, seed, tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_outcomes_are_refused() -> None:
    """A table that tells how ceasefires ended is not simulated."""
    with pytest.raises(InputError, match="duration_days"):
        simulate(FACTS.assign(duration_days=1.0), prior(1, 1), 1, 1)
