"""The table of what single levers did."""

from __future__ import annotations

import pytest

import sim
from sim.analysis.results import open_study
from sim.views.effects_table import effects_table

STUDY = """
name: two_levers
scenario: baseline.yaml
arms:
  custom:
    as_it_is: {line.sector_miles: 200.0, deal.offers_worth: 0.0}
    gone: {line.sector_miles: 200.0, deal.offers_worth: 0.0, deal.offers: 1.0}
    no_war: {line.sector_miles: 200.0, deal.offers_worth: 0.0, choice.open_weeks: 0.0}
  reference: as_it_is
runs: 30
seed: 1
horizon_years: 3
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The table's rows by arm, as lists of cells."""
    folder = tmp_path_factory.mktemp("effects")
    (folder / "study.yaml").write_text(STUDY)
    sim.run_study(folder / "study.yaml", out=folder / "out")
    lines = effects_table(open_study(folder / "out")).splitlines()[2:]
    return {line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in lines}


def test_every_arm_has_a_row(rows):
    """The reference and both arms are there, with as many cells each."""
    assert list(rows) == ["as it is (reference)", "gone", "no war"]
    assert {len(cells) for cells in rows.values()} == {6}


def test_a_lever_that_does_nothing_gains_nothing(rows):
    """An arm that ends as the reference does has no gain, a ratio of one, and no price."""
    gain, ratio, *_, price = rows["gone"]
    assert gain.startswith("+0.00") and ratio.startswith("1.00")
    assert price == "no gain shown"


def test_no_war_is_told_as_no_hazard(rows):
    """Where nobody can attack the hazard is gone, and the years gained are told with their interval."""
    gain, ratio, moscow, kyiv, *_ = rows["no war"]
    assert float(gain.split()[0]) > 0.0 and ratio.startswith("0.00")
    assert (moscow, kyiv) == ("0%", "0%")
