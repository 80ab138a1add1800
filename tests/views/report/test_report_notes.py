"""What a report leaves out, it says: failed runs, points without any, and rows of large designs."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

from sim.analysis.results import Results, open_study
from sim.analysis.summary import summarise
from sim.cli import report as terminal
from sim.scenario.files import Arm, load
from sim.study.design import grid
from sim.study.loop import run_study
from sim.study.study import Study
from sim.views.report import pictures, report
from sim.views.report.report import write_report

ARMS = (Arm("none", "custom", title="No guarantee"), Arm("held", "custom", values={"sanctions.relief": 0.8}))
TRACEBACK = "Traceback (most recent call last):\n  File x\nValueError: the <rate> is below 0\n"


class Cut(Results):
    """A study in which every run of an arm failed at one point, and one run at another."""

    failures = pd.DataFrame(
        {
            "regime": "held",
            "point": [1, 1, 1, 0],
            "run": [0, 1, 2, 2],
            "error": [TRACEBACK, TRACEBACK, TRACEBACK, "ZeroDivisionError: division by zero"],
        }
    )

    def stream(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """The outcomes without those of the failed runs."""
        lost = pd.MultiIndex.from_frame(self.failures[["regime", "point", "run"]])
        for rows in super().stream(columns):
            yield rows[~pd.MultiIndex.from_frame(rows[["regime", "point", "run"]]).isin(lost)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two arms at six points, three runs each."""
    base = load("baseline.yaml", {"horizon.years": 0.5, "line.sector_miles": 200.0})
    points = grid({"monitoring.coverage": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]})
    study = Study("many", base, ARMS, runs=3, points=points)
    return run_study(study, tmp_path_factory.mktemp("many") / "out").folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of one point, tables of four rows on the page and of six on the terminal."""
    monkeypatch.setattr(pictures, "MOST_POINTS", 1)
    monkeypatch.setattr(report, "MOST_ROWS", 4)
    monkeypatch.setattr(terminal, "MOST_ROWS", 6)


@pytest.mark.usefixtures("small")
def test_failed_runs_are_told(folder: Path, well_formed: Callable[[str], None]) -> None:
    """Number and kinds of errors stand in the page, and how many points have no run; the rest is reported."""
    summary, _ = write_report(Cut(folder))
    page = (folder / "report.html").read_text()
    well_formed(page)
    assert "4 runs failed and are left out" in page
    assert "ValueError: the &lt;rate&gt; is below 0 (3); ZeroDivisionError: division by zero (1)." in page
    assert "1 of 6 points has no finished run in every arm and is left out." in page
    assert "This page stands on 28 of 36 runs" in page and "not finished" not in page
    assert "2 to 3 runs each" in page
    assert summary["monitoring.coverage"].tolist() == [0.1, 0.3, 0.4, 0.5, 0.6] * 2
    assert summary["runs"].tolist() == [2, 3, 3, 3, 3] * 2


@pytest.mark.usefixtures("small")
def test_a_whole_study_has_no_such_notes(folder: Path) -> None:
    """Where nothing failed and all is there, nothing is said of runs left out."""
    write_report(open_study(folder))
    top = (folder / "report.html").read_text().partition('<h2 id="summary">')[0]
    assert "36 simulated ceasefires: 2 arms at 6 points, 3 runs each" in top
    for said in ("failed", "left out", "stands on", "not finished"):
        assert said not in top


@pytest.mark.usefixtures("small")
def test_tables_of_many_points_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Page and terminal hold the first points in every arm and say that the file holds all rows, which it does."""
    terminal.show(folder)
    page = (folder / "report.html").read_text()
    assert "Tables show the first 2 of 6 points; summary.csv holds all 12 rows." in page
    for head in ('<h2 id="summary">', '<h2 id="costs">', '<h2 id="hazard">'):
        table = page[page.index(head) :].partition("</table>")[0]
        assert [table.count(f"<td>{value}</td>") for value in (0.1, 0.2, 0.3)] == [2, 2, 0], head
    printed = capsys.readouterr().out
    assert "The table shows the first points: 6 of 12 rows. summary.csv holds all." in printed
    assert sum(line.split()[:1] in (["none"], ["held"]) for line in printed.splitlines()) == 6
    assert len(pd.read_csv(folder / "summary.csv")) == 12


def test_the_summary_of_a_folder_is_that_of_its_outcomes(folder: Path) -> None:
    """Read a file at a time, a folder has the summary of all its rows, with the design's values and types."""
    results = open_study(folder)
    expected = summarise(results.outcomes, "none", results.horizon_years, results.columns)
    pd.testing.assert_frame_equal(results.summary, expected, rtol=1e-9)
