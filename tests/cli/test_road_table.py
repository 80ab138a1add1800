"""The terminal's table of a study whose runs begin at war: what it holds, wide and narrow."""

from pathlib import Path

import pytest
from rich.console import Console

from sim.analysis.results import Results, open_study
from sim.cli.report import road_table, show
from sim.scenario.files import Arm, arm, load
from sim.study.loop import run_study
from sim.study.study import Study

STRATEGIES = ("talks_as_usual", "deal_in_a_day")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small study; nobody signs where nobody talks and Moscow would bear anything."""
    base = load("road.yaml", {"line.sector_miles": 200.0})
    silent = Arm("no_talks", "custom", values={"rounds.meetings": 0.0, "reservation.resolve_russia": 400.0})
    arms = (*(arm("strategies", name) for name in STRATEGIES), silent)
    return run_study(Study("roads", base, arms, runs=20), tmp_path_factory.mktemp("roads")).folder


def cells(results: Results, wide: bool) -> list[list[str]]:
    """The table's cells, the head first."""
    table = road_table(results.summary, results, wide)
    columns = [[str(column.header), *(str(cell) for cell in column.cells)] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def test_the_wide_table_is_that_of_the_summary(folder: Path) -> None:
    """Each row holds shares of all runs, terms, survival of the ceasefires, peaceful years and the paired gain."""
    results = open_study(folder)
    head, *rows = cells(results, wide=True)
    assert head == [
        *("regime", "within 1y", "within 2y", "within 3y", "median", "quality", "legitimacy"),
        *("stand 5y", "peaceful of 10", "gained", "runs"),
    ]
    for row, known in zip(rows, results.summary.to_dict("records"), strict=True):
        shares = [f"{known[f'agreed_{year}y']:.0%}" for year in (1, 2, 3)]
        assert row[:4] == [known["regime"], *shares] and row[-1] == "20"
        mean, high = known["peaceful_years_10y"], known["peaceful_years_10y_high"]
        assert row[8] == f"{mean:.2f} ± {high - mean:.2f}"
        if known["agreed"]:
            assert row[5:8] == [
                f"{known['terms_quality']:.2f}",
                f"{known['legitimacy']:.2f}",
                f"{known['survival_5y']:.0%}",
            ]
    gain, low = (results.summary[f"peaceful_gain_years{end}"][1] for end in ("", "_low"))
    assert [row[9] for row in rows[:2]] == ["reference", f"{gain:+.2f} ± {gain - low:.2f}"]
    assert rows[1][4] == f"{results.summary['months_to_ceasefire_median'][1]:.0f} months"


def test_an_arm_without_a_ceasefire_has_a_row(folder: Path) -> None:
    """Where nobody signs, the row says so and has no terms, and no survival."""
    row = cells(open_study(folder), wide=True)[3]
    assert row[:8] == ["no_talks", "0%", "0%", "0%", "later", "-", "-", "-"]
    assert row[8] == "0.00 ± 0.00"


def test_the_narrow_table_fits_a_terminal(folder: Path) -> None:
    """It holds speed, durability, peaceful years and gains, uncut within 80 columns."""
    results = open_study(folder)
    head, *_ = cells(results, wide=False)
    assert head == ["regime", "within 1y", "stand 5y", "peaceful of 10", "gained"]
    assert Console(width=1000).measure(road_table(results.summary, results, wide=False)).maximum <= 80


def test_what_is_printed_says_what_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the table stands what is counted over all runs and what over ceasefires, and no price of an added year."""
    show(folder)
    printed = " ".join(capsys.readouterr().out.split())
    for said in (
        "within 1y",
        "of all runs",
        "of the ceasefires that came about",
        "all runs counted",
        "not a forecast",
    ):
        assert said in printed
    assert "a year added" not in printed.lower()
    assert "time_to_ceasefire.png" in printed and "trade_off.png" in printed
