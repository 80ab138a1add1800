"""The public faces of the package."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.scenario.errors import InputError


def test_load_takes_overrides_in_both_spellings() -> None:
    """A value changed by dotted path and by keyword is the same scenario."""
    dotted = sim.load("baseline.yaml", {"monitoring.coverage": 0.25})
    assert dotted == sim.load("baseline.yaml", monitoring__coverage=0.25)
    assert dotted.monitoring.coverage == 0.25


def test_simulate_is_one_row_of_a_study(tmp_path: Path) -> None:
    """Run number 3 alone reports what it reports within a study of the same seed."""
    (tmp_path / "s.yaml").write_text(
        "{name: s, scenario: baseline.yaml, arms: {custom: {plain: {}}}, runs: 5, seed: 8, horizon_years: 1}"
    )
    results = sim.run_study(tmp_path / "s.yaml", out=tmp_path / "out")
    row = sim.simulate(sim.load("baseline.yaml", {"horizon.years": 1}), seed=8, run=3)
    inside = results.outcomes.set_index("run").loc[3]
    assert row["days"] > 0 and row["cause"] in ("held", *row.index.tolist(), inside["cause"])
    # Terms that were given have no quality: NaN on both sides.
    assert all(
        inside[name] == value or (inside[name] != inside[name] and value != value)
        for name, value in row.items()
    )
    again = sim.open_study(tmp_path / "out")
    assert again.summary["runs"].tolist() == [5] and again.manifest["name"] == "s" and len(again.design) == 1


@pytest.mark.parametrize("wrong", [{"seed": -1}, {"seed": 1.5}, {"run": -1}, {"run": 2**32}])
def test_simulate_refuses_what_it_cannot_address(wrong: dict[str, int]) -> None:
    """A seed or run number out of range raises InputError."""
    with pytest.raises(InputError, match=r"seed|run"):
        sim.simulate(sim.load("baseline.yaml"), **wrong)


def test_importing_the_package_is_light() -> None:
    """`import sim` alone brings in no library but Python's own, and knows its version."""
    script = "import sys, sim; print(sim.__version__); print({'numpy', 'numba', 'pandas'} & set(sys.modules))"
    root = str(Path(sim.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == [sim.__version__, "set()"]
    assert sim.__version__.count(".") == 2


def test_simulate_takes_whole_numbers_of_numpy() -> None:
    """Seeds and run numbers that a sampling tool hands over mean the same as plain ones."""
    scenario = sim.load("baseline.yaml", {"horizon.years": 0.1, "line.sector_miles": 200.0})
    row = sim.simulate(scenario, seed=np.int64(4), run=np.uint32(2))
    assert row.equals(sim.simulate(scenario, seed=4, run=2))


@pytest.mark.parametrize("wrong", ["baseline.yaml", None, {"monitoring": {}}])
def test_simulate_refuses_what_is_no_scenario(wrong: object) -> None:
    """A path, nothing or plain values give one message that names what is asked for."""
    with pytest.raises(InputError, match="not a scenario"):
        sim.simulate(wrong)  # type: ignore[arg-type]
