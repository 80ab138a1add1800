"""Precision: runs are added until the interval of the summary is as narrow as asked, the same after interruptions."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sim.analysis.survival import kaplan_meier
from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study import loop
from sim.study.loop import run_study
from sim.study.precision import Precision, half_width, read_precision
from sim.study.progress import Progress
from sim.study.store import Store
from sim.study.study import Study


def study(half: float = 0.06, **changes: object) -> Study:
    """Two arms, one of which falls often, watched for two years on a coarse line."""
    base = load("baseline.yaml", {"horizon.years": 2.0, "line.sector_miles": 200.0})
    arms = (Arm("none", "custom"), Arm("hawkish", "custom", values={"aims.russia": 60.0}))
    settings = {"runs": 40, "precision": Precision(1.5, half), **changes}
    return Study("precise", base, arms, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(("stood", "came"), [(0, 7), (1, 7), (3, 10), (500, 900), (10, 10)])
def test_the_half_width_is_that_of_the_summary(stood: int, came: int) -> None:
    """It equals half of the Kaplan-Meier interval of runs that were all watched so long."""
    years = np.append(np.full(came - stood, 0.5), np.full(stood, 2.0))
    _, low, high = kaplan_meier(years, np.arange(came) < came - stood).at(1.0)
    assert_allclose(half_width(np.array([stood]), np.array([came])), (high - low) / 2, rtol=1e-12)


def test_a_study_reaches_the_precision_in_every_arm_with_the_same_runs(tmp_path: Path) -> None:
    """At the end every arm has as many runs as the other, the interval is narrow enough, and not by far too narrow."""
    said: list[str] = []
    made = run_study(study(), tmp_path, notice=said.append)
    runs = made.outcomes.groupby("regime")["run"].agg(["size", "max"])
    assert runs["size"].nunique() == 1 and (runs["max"] + 1 == runs["size"]).all()
    widths = []
    for _, rows in made.outcomes.groupby("regime"):
        _, low, high = kaplan_meier(rows["days"] / 365.0, rows["collapsed"]).at(1.5)
        widths.append(float(high - low) / 2)
    assert 0.03 < max(widths) <= 0.06
    assert runs["size"].iloc[0] > 40
    assert made.asked == len(made.outcomes)
    assert "up to some" in said[0] and "of disk" in said[0]


def test_an_interrupted_study_comes_to_the_same_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped anywhere, before or after a batch was added, and run again, it ends with the same files."""
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 30)
    run_study(study(), tmp_path / "whole")
    for most in (1, 60, 100, 200):

        def stop(progress: Progress, most: int = most) -> None:
            if progress.done > most:
                raise KeyboardInterrupt

        out = tmp_path / "cut"
        with pytest.raises(KeyboardInterrupt):
            run_study(study(), out, progress=stop)
    run_study(study(), out)
    first, second = ({p.name for p in (tmp_path / n / "outcomes").iterdir()} for n in ("whole", "cut"))
    assert first == second


def test_no_more_runs_than_allowed(tmp_path: Path) -> None:
    """Where most_runs is reached first the study ends there and says so."""
    said: list[str] = []
    made = run_study(study(precision=Precision(1.5, 0.01, most_runs=90)), tmp_path, notice=said.append)
    assert made.outcomes.groupby("regime").size().tolist() == [90, 90]
    assert any("not reached" in text for text in said)
    assert Store(tmp_path).manifest["times"]["finished"]


def test_the_worst_case_is_a_coin() -> None:
    """With half of the ceasefires standing, the runs foretold give the half-width asked for."""
    worst = Precision(5.0, 0.02).worst
    assert worst == 2401
    assert_allclose(half_width(np.array([worst // 2]), np.array([worst])), 0.02, rtol=0.01)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (3, "wrong type at precision"),
        ({"half_width": 0.1}, "needs this key at precision.survival_at_years"),
        ({"survival_at_years": 5}, "needs this key at precision.half_width"),
        ({"survival_at_years": 5, "halfwidth": 0.1}, "unknown key at precision.halfwidth.*did you mean"),
        (
            {"survival_at_years": 11, "half_width": 0.1},
            "out of range at precision.survival_at_years.*up to 10",
        ),
        ({"survival_at_years": 5, "half_width": 0}, "out of range at precision.half_width"),
        ({"survival_at_years": 5, "half_width": "thin"}, "wrong type at precision.half_width"),
        ({"survival_at_years": 5, "half_width": 0.1, "most_runs": 1}, "precision.most_runs"),
    ],
)
def test_each_fault_of_a_precision_is_named(value: object, message: str) -> None:
    """A precision that is no mapping, lacks a key, or asks for what cannot be raises InputError."""
    with pytest.raises(InputError, match=message):
        read_precision(value, 10.0)
