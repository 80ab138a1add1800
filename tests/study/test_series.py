"""Weekly series in the store: every week of every run once, whole or absent like the outcomes they belong to."""

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from sim.engine.weekly import QUANTITIES
from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study import loop
from sim.study.loop import run_study
from sim.study.progress import Progress
from sim.study.store import Store
from sim.study.study import Study


def study(runs: int = 12, **changes: object) -> Study:
    """Two arms for half a year, one of which is at war again within it in most runs."""
    base = load("baseline.yaml", {"horizon.years": 0.5, "line.sector_miles": 200.0})
    arms = (
        Arm("calm", "custom"),
        Arm("hawkish", "custom", values={"aims.russia": 90.0, "zone.front_km": 0.0}),
    )
    settings = {"series": "weekly", "runs": runs, **changes}
    return Study("weeks", base, arms, **settings)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 5)


def test_every_week_of_every_run_is_there_once(tmp_path: Path) -> None:
    """Weeks run from 1 without a gap to the end of the ceasefire, and their days and violations add up to the run's."""
    made = run_study(study(), tmp_path)
    series, outcomes = made.series, made.outcomes
    assert list(series) == ["regime", "point", "run", "week", *(q.name for q in QUANTITIES)]
    keys = ["regime", "point", "run"]
    assert not series.duplicated([*keys, "week"]).any()
    by_run = series.groupby(keys, sort=False)
    assert (by_run["week"].max() == by_run.size()).all()
    told = outcomes.set_index(keys)
    assert (by_run["days"].sum() == told["days"].reindex(by_run["days"].sum().index)).all()
    fired = by_run["violations"].sum()
    assert ((fired - told["violations"].reindex(fired.index)).abs() < 1e-3 * (1 + fired)).all()
    assert by_run.ngroups == len(outcomes) and outcomes["collapsed"].any() and not outcomes["collapsed"].all()


def test_an_interrupted_study_has_the_same_series(tmp_path: Path) -> None:
    """Stopped between chunks, with left-over series as a kill leaves them, a study resumes to the same frame."""

    def stop(progress: Progress) -> None:
        if progress.done > 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(study(), tmp_path / "cut", progress=stop)
    orphan = tmp_path / "cut" / "series" / "chunk-000099-0123abcd.parquet"
    orphan.write_bytes(b"half")
    resumed = run_study(study(), tmp_path / "cut")
    assert not orphan.exists()
    assert_frame_equal(resumed.series, run_study(study(), tmp_path / "whole").series, check_exact=True)


def test_damaged_series_are_run_again(tmp_path: Path) -> None:
    """A torn file of series is refused on reading, and its runs are run again with their outcomes."""
    made = run_study(study(), tmp_path)
    before = made.series
    file = tmp_path / "series" / made.files[1]
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(InputError, match="damaged"):
        _ = Store(tmp_path).series
    said: list[str] = []
    assert_frame_equal(run_study(study(), tmp_path, notice=said.append).series, before, check_exact=True)
    assert len(said) == 1 and "was damaged" in said[0]


def test_a_study_without_series_says_so(tmp_path: Path) -> None:
    """Asked for series that were not kept, a store answers how to keep them; they are not added to old outcomes."""
    with pytest.raises(InputError, match=r"without series.*series: weekly"):
        _ = run_study(study(series="none"), tmp_path).series
    with pytest.raises(InputError, match=r"series: none -> weekly.*--out"):
        run_study(study(), tmp_path)


def test_series_go_by_file_as_well(tmp_path: Path) -> None:
    """The stream of series holds the rows of the whole frame."""
    made = run_study(study(), tmp_path)
    assert sum(len(part) for part in made.stream_series()) == len(made.series)


def test_both_engines_keep_the_same_weeks(tmp_path: Path) -> None:
    """Mesa's series are those of the batch."""
    frames = [
        run_study(study(2, engine=engine), tmp_path / engine, threads=1).series
        for engine in ("batch", "mesa")
    ]
    assert_frame_equal(*frames, check_exact=True)
