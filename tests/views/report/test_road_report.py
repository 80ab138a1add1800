"""The report of a study whose runs begin at war: roads over all runs first, then the ceasefires that came about."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

from sim.analysis.results import Results, open_study
from sim.scenario.files import Arm, arm, load
from sim.study.loop import run_study
from sim.study.study import Study
from sim.study.uncertainty import Uncertainty
from sim.views.report.pictures import pictures
from sim.views.report.report import write_report

FIGURES = ("time_to_ceasefire", "trade_off", "survival", "gain", "cost", "incidence")
ROADS = (
    arm("strategies", "talks_as_usual"),
    arm("strategies", "deal_in_a_day"),
    Arm(
        "silence",
        "custom",
        title="Silence",
        values={"rounds.meetings": 0.0, "reservation.resolve_russia": 400.0},
    ),
)


def on_roads(folder: Path, horizon: float = 10.0, arms: tuple[Arm, ...] = ROADS) -> Results:
    """A small study whose runs begin at war; under silence nobody signs."""
    base = load("road.yaml", {"horizon.years": horizon, "line.sector_miles": 200.0})
    return open_study(run_study(Study("roads", base, arms, runs=25), folder).folder)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Results, str]:
    """A small study of roads with its page."""
    results = on_roads(tmp_path_factory.mktemp("report") / "roads")
    _, written = write_report(results)
    assert [file.stem for file in written if file.suffix == ".png"] == list(FIGURES)
    return results, (results.folder / "report.html").read_text()


def tables(page: str) -> list[list[list[str]]]:
    """Cells of every table in plain words: the head first."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        found.append(
            [
                [unescape(re.sub(r"<[^>]+>", " ", c)).split() for c in re.findall(r"<t[hd]>(.*?)</t", r)]
                for r in rows
            ]
        )
    return [[[" ".join(cell) for cell in row] for row in table] for table in found]


def test_a_study_of_roads_says_what_was_simulated(reported: tuple[Results, str]) -> None:
    """The opening counts roads and the ceasefires among them; it does not call the runs ceasefires."""
    results, page = reported
    came = int(results.outcomes["agreed"].sum())
    assert 0 < came < 75
    assert f"75 simulated roads out of the war, {came} of which came to a ceasefire" in page
    assert "simulated ceasefires" not in page


def test_the_page_on_roads_is_well_formed_and_stands_alone(
    reported: tuple[Results, str], well_formed: Callable[[str], None]
) -> None:
    """Every tag is closed, every picture embedded, the road's pictures first."""
    well_formed(reported[1])
    assert len(re.findall(r'src="data:image/png;base64,', reported[1])) == len(FIGURES)
    assert reported[1].index("Share of all runs with a ceasefire") < reported[1].index("Kaplan-Meier curves")


def test_the_page_on_roads_says_what_is_counted_over_what(reported: tuple[Results, str]) -> None:
    """It says what is counted over all runs and what over ceasefires, and that no table holds the cost of the war."""
    page = reported[1]
    all_runs = page.index("Counted over <b>all runs</b>")
    assert (
        all_runs < page.index("<b>ceasefires that came about</b> are counted") < page.index('<h2 id="costs">')
    )
    costs = page[page.index('<h2 id="costs">') : page.index('<h2 id="figures">')]
    assert "The cost of the war is not in this table" in costs
    assert "An added year, bn $" not in costs and "loses&nbsp;years" not in costs
    assert "none, at some point or at all, in: Silence" in page


def test_the_table_of_roads_is_that_of_the_summary(reported: tuple[Results, str]) -> None:
    """Each row holds the shares with intervals, the median, how the rest ended, peaceful years and the paired gain."""
    results, page = reported
    head, *rows = tables(page)[0]
    for row, known in zip(rows, results.summary.to_dict("records"), strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["Arm"] == results.labels[known["regime"]] and cells["Runs"] == "25"
        for year in (1, 2, 3):
            value, low, high = (known[f"agreed_{year}y{end}"] for end in ("", "_low", "_high"))
            assert cells[f"Ceasefire within {year} y"] == f"{value:.1%} {low:.1%} to {high:.1%}"
        months = known["months_to_ceasefire_median"]
        assert cells["Median, months"] == ("not reached" if pd.isna(months) else f"{months:.0f}")
        assert cells["Ukraine's army broken"] == f"{known['share_ukraine_broken']:.1%}"
        assert cells["No ceasefire in the time followed"] == f"{known['share_at_war']:.1%}"
        assert cells["Peaceful years of 10"].startswith(f"{known['peaceful_years_10y']:.2f} ")
        gain, low, high = (known[f"peaceful_gain_years{end}"] for end in ("", "_low", "_high"))
        expected = "reference" if pd.isna(gain) else f"{gain:+.2f} {low:+.2f} to {high:+.2f}"
        assert cells["Gained"] == expected


def test_the_table_of_what_was_signed_is_that_of_the_summary(reported: tuple[Results, str]) -> None:
    """Each row holds meetings, terms, losses and ground with intervals; "none" where nothing was signed."""
    results, page = reported
    head, *rows = tables(page)[1]
    shown = {
        "Meetings": ("meetings", ",.0f"),
        "Failed rounds": ("failed_rounds", ".1f"),
        "Quality": ("terms_quality", ".2f"),
        "Legitimacy": ("legitimacy", ".2f"),
        "Imposed": ("imposed", ".2f"),
        "Losses, Russia, thousand": ("war_losses_russia", ",.0f"),
        "Losses, Ukraine, thousand": ("war_losses_ukraine", ",.0f"),
        "Ground lost, km²": ("war_territory", ",.0f"),
        "War aid, bn $": ("war_aid", ",.0f"),
        "Losses if war came back": ("losses_year_after", ",.0f"),
    }
    for row, known in zip(rows, results.summary.to_dict("records"), strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["Ceasefires"] == str(known["agreed"])
        for name, (column, form) in shown.items():
            value = known[column]
            assert cells[name].split()[0] == ("none" if pd.isna(value) else f"{value:{form}}"), name
    silence = dict(zip(head, rows[2], strict=True))
    assert silence["Quality"] == "none" and silence["Meetings"] == "0 0 to 0"


def test_tables_of_ceasefires_leave_out_runs_and_arms_without(reported: tuple[Results, str]) -> None:
    """Survival, costs and hazards hold the arms with ceasefires, survival with their number."""
    results, page = reported
    survival, costs, hazards = tables(page)[2:5]
    with_some = {
        results.labels[row["regime"]]: row for row in results.summary.to_dict("records") if row["agreed"]
    }
    assert "Silence" not in with_some and len(with_some) == 2
    for table in (survival, costs, hazards):
        assert [row[0] for row in table[1:]] == list(with_some)
    for row in survival[1:]:
        known = with_some[row[0]]
        assert row[survival[0].index("Ceasefires")] == str(known["agreed"])
        assert row[survival[0].index("Standing after 5 y")].startswith(f"{known['survival_5y']:.1%} ")
        assert row[survival[0].index("Years it stands")].startswith(f"{known['rmst_years']:.2f} ")


def test_pictures_of_ceasefires_count_ceasefires_alone(reported: tuple[Results, str]) -> None:
    """Survival and causes are drawn from the ceasefires with n an arm in brackets; who has none is named."""
    results, _ = reported
    drawn = {name: figure for name, _, figure in pictures(results, results.digest(), results.summary)}
    rows = results.outcomes[results.outcomes["regime"] == "deal_in_a_day"]
    for name in ("survival", "gain", "cost", "incidence"):
        words = " ".join(" ".join(t.get_text().split()) for t in drawn[name].findobj(Text))
        assert f"A deal in a day (n = {int(rows['agreed'].sum())})" in words, name
        assert "Only the ceasefires that came about" in words and "none under: Silence" in words, name
    assert not any("an added year" in t.get_text().lower() for t in drawn["cost"].findobj(Text))
    assert "How much longer the ceasefires stand" in {t.get_text() for t in drawn["gain"].texts}
    # A run without a ceasefire would be a collapse on day 0, and pull the curve down at the left edge.
    lines = drawn["survival"].axes[0].lines
    curves = [line.get_ydata() for line in lines if line.get_drawstyle() == "steps-post"]
    assert len(curves) == 2 and all(float(curve[0]) == 1.0 for curve in curves)
    ends = sorted(float(curve[-1]) for curve in curves)
    assert ends == pytest.approx(sorted(results.summary["survival_10y"].dropna()))


def test_a_reference_without_a_ceasefire_is_reported(tmp_path: Path) -> None:
    """Where the reference never comes to a ceasefire, gains and costs against it are not drawn; the rest is."""
    _, written = write_report(on_roads(tmp_path, arms=ROADS[::-1]))
    assert [file.stem for file in written if file.suffix == ".png"] == [
        *("time_to_ceasefire", "trade_off", "survival", "incidence")
    ]
    head, *rows = tables((tmp_path / "report.html").read_text())[2]
    assert {row[head.index("Stands longer, years")] for row in rows} == {"not known"}


def test_roads_to_nowhere_are_reported(tmp_path: Path) -> None:
    """A study in which no road leads to a ceasefire has the pictures of roads and no others."""
    _, written = write_report(on_roads(tmp_path, arms=ROADS[2:]))
    assert [file.stem for file in written if file.suffix == ".png"] == ["time_to_ceasefire", "trade_off"]
    page = (tmp_path / "report.html").read_text()
    assert "25 simulated roads out of the war, 0 of which came to a ceasefire" in page


def test_ceasefires_watched_too_short_have_no_peaceful_years(tmp_path: Path) -> None:
    """Where ceasefires were watched for a year only, peaceful years of ten are said not to be known."""
    write_report(on_roads(tmp_path, horizon=1.0))
    head, *rows = tables((tmp_path / "report.html").read_text())[0]
    assert rows[0][head.index("Peaceful years of 10")] == "not watched long enough"


def test_roads_over_what_is_not_known_are_not_ranked_and_the_page_says_so(tmp_path: Path) -> None:
    """Run over draws, roads differ in which ceasefires come about: a sentence says why nothing is made of them."""
    base = load("road.yaml", {"horizon.years": 1.0, "line.sector_miles": 200.0})
    doubt = Uncertainty({"method": "posterior", "points": 4}, runs=2)
    study = Study("roads", base, ROADS[:2], runs=10, uncertainty=doubt)
    results = open_study(run_study(study, tmp_path / "roads").folder)
    write_report(results)
    page = (results.folder / "report.html").read_text()
    assert "Nothing is said of what is not known: these runs begin at war" in page
    assert 'id="order"' not in page
