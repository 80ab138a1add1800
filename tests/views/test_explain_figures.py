"""Figures and section of an explanation show what was found, legibly."""

from itertools import pairwise

import numpy as np
import pytest

import sim
from sim.analysis.causes.case import case
from sim.analysis.causes.counterfactuals import COUNTERFACTUALS
from sim.analysis.causes.rescues import rescues
from sim.analysis.chronicles.decision import Decision, decision
from sim.analysis.chronicles.history import History
from sim.incentives.terms import TERMS
from sim.scenario.errors import InputError
from sim.study.place import place
from sim.study.reading import read_study
from sim.views.report import report
from sim.views.report.album import Album
from sim.views.report.explain_section import failing, failing_section
from sim.views.saved_figure import saved_figure
from sim.views.waterfall_figure import waterfall_figure

STUDY = """
name: small
scenario: baseline.yaml
arms: {regimes: [none, armed_neutral_buffer], reference: armed_neutral_buffer}
runs: 30
horizon_years: 2
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A small coarse study."""
    where = tmp_path_factory.mktemp("section")
    (where / "small.yaml").write_text(STUDY)
    return sim.run_study(
        read_study(where / "small.yaml", overrides={"line.sector_miles": 200.0}), where / "results"
    )


def bars(figure, panel):
    """Left and right ends of the bars of a panel, top down."""
    return [(p.get_x(), p.get_x() + p.get_width()) for p in figure.axes[panel].patches]


def test_the_bars_hang_on_each_other_and_end_at_the_incentive(results):
    """Each bar begins where the last one ended, from zero or the average to the incentive."""
    one = case(results, "none")
    found = decision(History.replayed(one.scenario, one.seed, one.typical))
    figure = waterfall_figure(found, "Why Moscow attacked", "a run")
    steps = bars(figure, 0)
    assert steps[0][0] == 0.0
    for before, after in pairwise(steps[:-1]):
        assert after[0] == pytest.approx(before[1])
    assert steps[-2][1] == pytest.approx(found.incentive)
    assert steps[-1][1] == pytest.approx(found.incentive)
    changes = bars(figure, 1)
    assert changes[0][1] == pytest.approx(found.incentive_usual)
    assert changes[1][0] == pytest.approx(found.incentive_usual)
    assert changes[-2][1] == pytest.approx(found.incentive)


@pytest.mark.parametrize("scale", [0.5, 40.0])
@pytest.mark.parametrize("ordered", [True, False])
def test_a_waterfall_is_legible(legible, scale, ordered):
    """No text lies over another or leaves the page, with all terms, small and large, and a long title."""
    rng = np.random.default_rng(0)
    terms, usual = ({t: scale * rng.normal() for t in TERMS} for _ in range(2))
    found = Decision("ukraine", ordered, 200, terms, usual, usual, 199, 0.4 if ordered else 0.0, False)
    legible(
        waterfall_figure(
            found, "Why Kyiv attacked", "armed neutrality guaranteed by both sides of the Atlantic"
        )
    )


def test_every_lever_has_a_dot_where_its_share_is(results, legible):
    """Shares saved and fallen and years gained are drawn at their values, with their intervals."""
    found = rescues(case(results, "none"), 1000)
    figure = saved_figure(found)
    legible(figure)
    for row in found.tried.to_dict("records"):
        for name in ("saved", "fallen", "years"):
            (dot,) = figure.findobj(lambda a, gid=f"dot:{name}:{row['name']}": a.get_gid() == gid)
            assert dot.get_xdata()[0] == row[name]
            (line,) = figure.findobj(lambda a, gid=f"interval:{name}:{row['name']}": a.get_gid() == gid)
            assert list(line.get_xdata()) == [row[f"{name}_low"], row[f"{name}_high"]]
    words = " ".join(t.get_text() for t in figure.texts).replace("\n", " ")
    assert f"all {found.all_collapsed} collapsed runs" in words
    assert "nothing was promised" in words


def test_an_arm_in_which_nothing_fell_can_still_be_drawn(results, legible):
    """Without collapsed runs the panel says so, and the harm is shown."""
    one = case(results, "armed_neutral_buffer")
    one = type(one)(**{**vars(one), "outcomes": one.held})
    found = rescues(one, 1000, COUNTERFACTUALS[:3])
    assert found.table["saved"].isna().all()
    figure = saved_figure(found)
    legible(figure)
    assert "no such runs" in {t.get_text() for axes in figure.axes for t in axes.texts}


def test_the_section_says_why_the_worst_arm_fails(results, well_formed, tmp_path):
    """Arm, causes, terms, levers with intervals, harm, figures and a typical run are in the section."""
    album = Album(place(tmp_path))
    section = failing_section(failing(results, sample=8), album)
    well_formed(section)
    assert {"figures/levers.png", "figures/levers.svg"} <= set(album.names)
    for words in (
        "Why the worst arm fails: No guarantee",
        "Collapses by cause",
        "Rose most",
        "Runs that held, fallen",
        "Would have saved most",
        "data:image/png;base64",
        "A typical collapse",
        "a random 8 of the",
    ):
        assert words in section


def test_a_report_whose_runs_cannot_be_replayed_keeps_its_other_sections(results, monkeypatch):
    """Made by other rules, no arm is explained; a paragraph says so, and the ranking is there all the same."""
    digest, manifest = results.digest(), results.manifest
    results.manifest = {**manifest, "code": {**manifest["code"], "rules": "0123456789abcdef"}}
    try:
        with pytest.raises(InputError) as refused:
            failing(results, digest)
    finally:
        results.manifest = manifest

    def refuse(*_: object) -> None:
        raise refused.value

    monkeypatch.setattr(report, "failing", refuse)
    report.write_report(results)
    page = results.place.read("report.html").decode()
    assert "The worst arm is not explained: " in page and "another version of the model" in page
    assert 'id="ranking"' in page and 'id="why"' not in page
