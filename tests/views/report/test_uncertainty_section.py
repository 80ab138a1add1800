"""What would change the order, in a report: from made-up arms whose order turns at a known place."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.analysis.regimes.flips import contenders, flips
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.robustness import robustness
from sim.study.place import place
from sim.views.report.album import Album
from sim.views.report.uncertainty_section import Doubt, doubt_of, uncertainty_section

PUNISHMENT, GRIEVANCE = "guarantee.punishment", "alignment.grievance"
LABELS = {"none": "No guarantee", "promise": "A promise", "troops": "Troops", "late": "A late promise"}


def made_up() -> Panel:
    """Troops best by 0.6 where punishment is below 25, the promise best above; the late promise always worst."""
    rng = np.random.default_rng(0)
    design = pd.DataFrame({PUNISHMENT: rng.uniform(10, 40, 80), GRIEVANCE: rng.uniform(0, 20, 80)})
    low = (design[PUNISHMENT] < 25).to_numpy()
    truth = np.stack(
        [np.full(80, 4.0), np.where(low, 5.0, 6.0), np.where(low, 5.6, 5.4), np.full(80, 3.0)], axis=1
    )
    years = truth[:, :, None] + rng.standard_normal(40) + 0.1 * rng.standard_normal((80, 4, 40))
    return Panel(np.clip(years, 0, 10), tuple(LABELS), design, "none", 10.0)


def study(panel: Panel, **design: object) -> SimpleNamespace:
    """What the section reads of an opened study."""
    over = {PUNISHMENT: [10.0, 40.0], GRIEVANCE: [0.0, 20.0]}
    manifest = {"design": {"method": "lhs", "over": over} | design}
    return SimpleNamespace(
        labels=LABELS, columns=list(over), manifest=manifest, uncertainty=None, panel=panel
    )


@pytest.fixture
def doubt(monkeypatch: pytest.MonkeyPatch) -> Doubt:
    """How these arms fare."""
    monkeypatch.setattr(Panel, "read", classmethod(lambda cls, results: results.panel))
    found = doubt_of(study(made_up()))
    assert found is not None
    return found


def test_two_pairs_are_compared(doubt: Doubt) -> None:
    """The two arms that are most often best, and the one that lasts shortest against the reference."""
    assert {doubt.flips.first, doubt.flips.second} == {"promise", "troops"}
    assert doubt.worst is not None
    assert {doubt.worst.first, doubt.worst.second} == {"none", "late"}


def test_no_second_pair_where_the_reference_is_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reference itself lasts shortest there is no arm to hold against it."""
    panel = made_up()
    panel.years[:, 3] += 2.5
    monkeypatch.setattr(Panel, "read", classmethod(lambda cls, results: results.panel))
    assert Doubt.of(study(panel)).worst is None


def test_a_grid_without_uncertainty_has_no_doubt() -> None:
    """Points that are no sample, and no study over what is not known: nothing is said."""
    assert doubt_of(study(made_up(), method="grid")) is None


def test_the_page_names_the_turn_and_every_range(
    doubt: Doubt, tmp_path: Path, well_formed: Callable[[str], None]
) -> None:
    """Points, runs and all runs are counted; every parameter has its range; figures are written; tags are closed."""
    album = Album(place(tmp_path))
    page = uncertainty_section(doubt, album)
    well_formed(page)
    assert "80 points" in page and "40 runs an arm and point" in page and f"{80 * 40 * 4:,} in all" in page
    assert "10 to 40" in page and "0 to 20" in page
    assert [f"figures/{name}.png" for name in ("robustness", "flip", "flip_worst")] == [
        name for name in album.names if name.endswith("png")
    ]
    assert all((tmp_path / name).stat().st_size > 1000 for name in album.names)


def test_the_words_are_those_of_the_tables(doubt: Doubt, tmp_path: Path) -> None:
    """The arm told to be best most often, and the parameter told to turn the order, are those planted."""
    page = uncertainty_section(doubt, Album(place(tmp_path)))
    first = robustness(made_up()).table["regime"].iloc[0]
    assert f"{LABELS[first]} is best most often" in page
    pair = flips(made_up(), *contenders(robustness(made_up())))
    assert pair.flipping["path"].tolist() == [PUNISHMENT]
    assert abs(pair.table["threshold"].iloc[0] - 25) < 2
    assert "Troops against A promise" in page or "A promise against Troops" in page
