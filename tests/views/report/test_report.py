"""The report: one page that needs nothing else and says what it is, what it is not, and how it was made."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.analysis.results import Results, open_study
from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.scenario.scenario import parameters
from sim.study import loop
from sim.study.design import grid
from sim.study.loop import run_study
from sim.study.study import Study
from sim.views.report.report import write_report

#: Figures of each point, and those of a study at its first point.
AT_A_POINT = ("survival", "gain", "cost", "incidence")
FIGURES = ("ranking", "outlast", *AT_A_POINT, "first_serious", "waterfall", "levers", "map")
ARMS = (
    Arm("none", "custom", title="No guarantee", precedent="None <known>"),
    Arm("held", "custom", title="Sanctions & relief", values={"sanctions.relief": 0.8}),
)


def made(folder: Path, **changes: object) -> Results:
    """A small study, run."""
    base = load("baseline.yaml", {"horizon.years": 1.5})
    return open_study(run_study(Study("small", base, ARMS, runs=25, **changes), folder).folder)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a small study."""
    folder = tmp_path_factory.mktemp("report") / "small"
    _, written = write_report(made(folder))
    assert {file.relative_to(folder).as_posix() for file in written} == {
        *("report.html", "summary.csv"),
        *(f"figures/{name}.{end}" for name in FIGURES for end in ("png", "svg")),
    }
    return (folder / "report.html").read_text()


def test_the_page_stands_alone(page: str) -> None:
    """It loads nothing from elsewhere: every picture is embedded, there is no script and no link."""
    sources = re.findall(r'src="([^"]{0,40})', page)
    assert len(sources) == len(FIGURES)
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    links = set(re.findall(r'href="([^"]{0,40})', page))
    assert links and all(f'<h2 id="{link[1:]}"' in page for link in links)
    assert "<script" not in page and "<link" not in page and "url(" not in page


def test_the_page_is_well_formed(page: str, well_formed: Callable[[str], None]) -> None:
    """Every tag is closed, and words from files cannot become tags."""
    well_formed(page)
    assert "None &lt;known&gt;" in page and "Sanctions &amp; relief" in page and "<known>" not in page


def test_the_page_says_what_it_is_not(page: str) -> None:
    """It says that it compares mechanisms under assumptions and is no forecast."""
    assert "compares mechanisms under stated assumptions" in page
    assert "no forecast" in page


def test_the_page_lists_every_assumption(page: str) -> None:
    """Every parameter stands in it with its source, and what each arm changes."""
    for parameter in parameters():
        assert f"<td>{parameter.path}</td>" in page
    assert "sanctions.relief = 0.8" in page


def test_the_page_says_what_peace_costs(page: str) -> None:
    """Under costs stand the parts that somebody pays, the extra cost, and a year added or why it has no price."""
    costs = page[page.index('<h2 id="costs">') : page.index('<h2 id="ranking">')]
    assert "Military aid" in costs and "troops" not in costs.partition("<table>")[2]
    assert re.search(r"no&nbsp;gain&nbsp;shown|loses&nbsp;years|\d&nbsp;\(", costs)
    assert "are not counted" in costs


def test_the_page_says_how_it_was_made(page: str) -> None:
    """Runs, seed, reference, version and hash of the rules stand in it, and every picture has words."""
    for said in ("50 simulated ceasefires", "seed 1", "reference: No guarantee", "config_hash", "Version"):
        assert said in page
    assert len(re.findall(r'<img alt="[^"]{20,}"', page)) == len(FIGURES)


def test_a_design_gets_figures_for_each_point(tmp_path: Path) -> None:
    """At two points there are two sets of figures, and the summary has a row per arm and point."""
    results = made(tmp_path, points=grid({"monitoring.coverage": [0.2, 0.8]}))
    summary, written = write_report(results)
    assert len(summary) == 4 and summary["monitoring.coverage"].tolist() == [0.2, 0.8, 0.2, 0.8]
    assert {file.stem for file in written if file.suffix == ".png"} == {
        *(f"{name}_point_{point}" for name in AT_A_POINT for point in (0, 1)),
        *("sweep", *(name for name in FIGURES if name not in AT_A_POINT)),
    }


def test_one_arm_alone_has_no_gain(tmp_path: Path) -> None:
    """A study of the reference alone is reported without the figure of gains."""
    base = load("baseline.yaml", {"horizon.years": 0.5})
    store = run_study(Study("alone", base, ARMS[:1], runs=5), tmp_path)
    _, written = write_report(open_study(store.folder))
    assert {file.stem for file in written if file.suffix == ".png"} == {
        "survival",
        "incidence",
        "first_serious",
    }


def test_an_unfinished_study_reports_the_runs_that_all_arms_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted, a study is reported on the run numbers of every arm; without any it is refused."""
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 10)
    seen = iter(range(1))

    def once(_: object) -> None:
        if next(seen, None) is None:
            raise KeyboardInterrupt

    study = Study("cut", load("baseline.yaml", {"horizon.years": 0.5}), ARMS, runs=25)
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path, threads=1, progress=once)
    with pytest.raises(InputError, match="finished in every arm yet"):
        write_report(open_study(tmp_path))
    seen = iter(range(1))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path, threads=1, progress=once)
    summary, _ = write_report(open_study(tmp_path))
    assert summary["runs"].tolist() == [10, 10]
    assert "stands on 20 of 50 runs" in (tmp_path / "report.html").read_text()
