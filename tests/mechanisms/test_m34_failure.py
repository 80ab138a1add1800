"""M34: failed talks leave a worse war, and so does a ceasefire that collapses."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.summary import summarise
from sim.engine.journey import Journey

#: A year of talks, no further.
YEAR = {"road.years": 1.0}
HARMLESS = {"failure.escalation": 0.0, "failure.internationalised": 0.0, "failure.disappointment": 0.0}
#: Terms over Kyiv's head, which often collapse within two years.
FRAIL = {"table.kyiv": False, "horizon.years": 2.0}
MODEST, PROMISED = {"failure.expectations": 0.0}, {"failure.expectations": 1.0}


def still_at_war(pair):
    """The roads still at war after a year in both settings."""
    return pair.where((pair.before["war_end"] == "at_war") & (pair.after["war_end"] == "at_war"))


def losses(roads):
    """Losses of both sides a month of war (thousand)."""
    return (roads["war_losses_russia"] + roads["war_losses_ukraine"]) / roads["months_at_war"]


def test_failed_rounds_worsen_the_war(signings, rise):
    """In a year of talks whose failures are felt more is lost a month than where they are not."""
    found = still_at_war(signings.pair({**YEAR, **HARMLESS}, YEAR, 200))
    assert found.after["failed_rounds"].mean() > 3.0
    assert rise(found, losses) > 10.0


def test_the_more_rounds_fail_the_worse_the_war(signings, rise):
    """Where rounds fail more often more is lost a month."""
    often = {**YEAR, "rounds.walkout": 0.24}
    found = still_at_war(signings.pair(YEAR, often, 200))
    assert rise(found, lambda roads: roads["failed_rounds"]) > 5.0
    assert rise(found, losses) > 5.0


def test_expectations_raise_the_cost_of_failure(signings, rise):
    """Success promised in public makes the war that failed talks leave worse still, and a ceasefire later."""
    found = still_at_war(signings.pair({**YEAR, **MODEST}, {**YEAR, **PROMISED}, 200))
    assert rise(found, losses) > 5.0
    assert rise(signings.pair(MODEST, PROMISED, 500), lambda roads: roads["agreed_2y"]) < -3.0


def test_a_failed_round_leaves_its_mark(at_war):
    """The week a round fails the war grows more intense, others are drawn in for good, and trust falls."""
    journey = Journey(at_war.with_values({"first_steps.prisoners": True, "channels.envoys": 0.0}), 1, 0)
    seen = 0
    while not journey.over and seen < 5:
        before = np.array([journey.world.road.drawn_in, journey.world.tally.failed_rounds])
        journey.step()
        road, failed = journey.world.road, journey.world.tally.failed_rounds - before[1]
        if failed:
            seen += 1
            assert road.drawn_in == pytest.approx(before[0] + at_war.failure.internationalised * failed)
            assert road.intensity > 1.0 + road.drawn_in
        else:
            assert road.drawn_in == before[0]
    assert seen == 5


def test_after_a_collapse_the_war_is_worse_than_before(roads, rise):
    """In the year after a collapse more is lost than in a year of the war before the ceasefire."""
    runs = roads.walk({}, 300)
    ended = runs[runs["agreed"] & runs["collapsed"]]
    assert len(ended) > 50
    assert ended["losses_year_after"].notna().all()
    worse = ended["losses_year_after"] - 12.0 * losses(ended)
    assert worse.mean() > 5.0 * worse.std() / np.sqrt(len(ended))
    assert (worse > 0.0).mean() > 2.0 / 3.0


@pytest.mark.parametrize(
    "felt", [{**PROMISED, "failure.renewal": 0.0}, MODEST], ids=["not renewed", "nothing expected"]
)
def test_what_makes_a_war_that_returns_worse(roads, rise, felt):
    """A war that returns is worse for being a renewed one, and worse for what had been expected of the peace."""
    found = roads.pair({**FRAIL, **felt}, {**FRAIL, **PROMISED}, 600).signed
    found = found.where(found.before["collapsed"] & found.after["collapsed"])
    assert len(found.after) > 30
    assert rise(found, lambda runs: runs["losses_year_after"]) > 2.5


def test_the_summary_reports_it(roads):
    """Losses of the year after stand in the summary of a study, with an interval, over the ceasefires that ended."""
    runs = roads.walk({}, 300).assign(regime="usual", point=0, run=np.arange(300))
    row = summarise(runs, "usual", 10.0).iloc[0]
    ended = runs.loc[runs["agreed"] & runs["collapsed"], "losses_year_after"]
    assert row["losses_year_after"] == pytest.approx(ended.mean())
    assert row["losses_year_after_low"] < row["losses_year_after"] < row["losses_year_after_high"]
