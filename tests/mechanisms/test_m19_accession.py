"""M19: the path into the European Union."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect


def test_accession_lowers_collapse_begun_by_kyiv(coarse, rise, ended_by):
    """With a real path into the EU far fewer ceasefires end in a Ukrainian offensive, and more of them hold."""
    found = effect(coarse, {"accession.path": 0.0}, {"accession.path": 1.0}, runs=200)
    before, after = found.share("ukrainian_offensive")
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
    assert after < 0.7 * before
    assert found.gains(2.5)


def test_membership_takes_its_years_and_brings_article_42_7(coarse):
    """On a full path Ukraine joins after about the years declared, on half a path after twice as many, or never."""
    watched = coarse.with_values({"choice.open_weeks": 0.0, "horizon.years": 20.0, "accession.years": 6.0})
    found = effect(watched, {"accession.path": 0.5}, {"accession.path": 1.0}, runs=30)
    days = [part["member_day"][part["member_day"] >= 0] / 365.0 for part in (found.before, found.after)]
    assert len(days[1]) == 30
    assert 4.5 < np.median(days[1]) < 8.0
    assert 9.0 < np.median(days[0]) < 16.0


def test_the_clause_at_the_end_of_the_path_deters(coarse, rise):
    """Article 42.7 keeps Russian offensives down in the years after accession."""
    long = coarse.with_values({"horizon.years": 20.0, "accession.path": 1.0, "accession.years": 5.0})
    found = effect(
        long, {"accession.clause": 0.0, "accession.clause_force": 0.0}, {"accession.clause": 0.8}, runs=200
    )

    def late(runs):
        return (runs["cause"] == "russian_offensive") & (runs["days"] > 5 * 365)

    assert rise(found, late) < -2.5
