"""M19: the path into the European Union."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_accession_lowers_collapse_begun_by_kyiv(coarse, rise, ended_by):
    """With a real path into the EU far fewer ceasefires end in a Ukrainian offensive, and more of them hold."""
    found = effect(coarse, {"deal.accession": 0.0}, {"deal.accession": 1.0}, runs=200)
    before, after = found.share("ukrainian_offensive")
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
    assert after < 0.7 * before
    assert found.gains(2.5)
