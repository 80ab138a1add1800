"""Places: a folder or anything fsspec opens serves as the store, with the same outcomes."""

from pathlib import Path
from uuid import uuid4

import pytest
from pandas.testing import assert_frame_equal

from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study.loop import run_study
from sim.study.place import Local, Remote, place
from sim.study.progress import Progress
from sim.study.store import Store
from sim.study.study import Study

fsspec = pytest.importorskip("fsspec")


def study(runs: int = 30) -> Study:
    """Two arms, ten days long."""
    base = load("baseline.yaml", {"horizon.years": 0.03, "line.sector_miles": 200.0})
    return Study("small", base, (Arm("a", "custom"), Arm("b", "custom")), runs=runs)


@pytest.fixture
def url() -> str:
    """A place in memory that nobody has used."""
    return f"memory://{uuid4().hex}/study"


def test_a_url_is_remote_and_a_path_is_local(url: str, tmp_path: Path) -> None:
    """Only what has a protocol goes through fsspec."""
    assert isinstance(place(url), Remote)
    assert isinstance(place(tmp_path), Local) and isinstance(place(str(tmp_path)), Local)


def test_a_remote_store_holds_the_same_outcomes(url: str, tmp_path: Path) -> None:
    """Run into memory, by a file:// URL and into a folder, a study gives the same frame and files."""
    made = [run_study(study(), where) for where in (url, f"file://{tmp_path}/far", tmp_path / "near")]
    for other in made[1:]:
        assert_frame_equal(made[0].outcomes, other.outcomes, check_exact=True)
        assert made[0].files == other.files


def test_a_remote_study_resumes(url: str) -> None:
    """Interrupted and run again, and then asked for more runs, a remote study holds what one call gives."""

    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(study(10), url, progress=stop)
    run_study(study(), url)
    assert_frame_equal(Store(url).outcomes, run_study(study(), f"{url}-whole").outcomes, check_exact=True)


def test_a_remote_place_is_held_by_one_process(url: str) -> None:
    """While one holds it, another is refused and told what to do if that process was killed."""
    here = place(url)
    here.make()
    with here.locked(), pytest.raises(InputError, match=r"another process.*remove memory://.*\.lock"):
        run_study(study(), url)
    run_study(study(), url)


def test_an_unknown_protocol_is_named() -> None:
    """A URL that fsspec does not know is one clear message."""
    with pytest.raises(InputError, match=r"cannot be opened.*warp"):
        place("warp://nine/study")


@pytest.mark.parametrize("where", ["local", "remote"])
def test_files_are_added_to_renamed_and_removed(where: str, url: str, tmp_path: Path) -> None:
    """Both kinds of place do the same with their files."""
    here = place(tmp_path / "new" if where == "local" else url)
    here.make()
    here.write("outcomes/a.txt", b"one")
    here.append("log", b"first\n")
    here.append("log", b"second\n")
    here.rename("outcomes/a.txt", "outcomes/b.txt")
    assert (here.names(), here.names("outcomes"), here.names("none")) == (["log"], ["b.txt"], [])
    assert (here.read("log"), here.read("outcomes/b.txt")) == (b"first\nsecond\n", b"one")
    here.remove("log")
    here.remove("log")
    assert here.names() == []
    with pytest.raises(FileNotFoundError):
        here.read("log")
