"""M33: envoys and hotlines, and dates announced beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.state import HEARD_RUSSIA, HEARD_UKRAINE
from sim.engine.journey import Journey
from sim.engine.replay import Replay

NO_ENVOYS, ENVOYS = {"channels.envoys": 0.0}, {"channels.envoys": 1.0}
DATES = {"channels.dates_announced": True}
#: Four weeks of ceasefires whose talks are not moved by an announcement, so that they are the same with one.
FOUR_WEEKS = {"horizon.years": 28.0 / 365.0, "channels.announced": 0.0}


def test_envoys_make_rounds_faster(signings, rise):
    """With envoys on both sides more roads come to a ceasefire within two years, and fewer rounds fail."""
    found = signings.pair(NO_ENVOYS, ENVOYS, 500)
    assert rise(found, lambda roads: roads["agreed_2y"]) > 5.0
    assert rise(found, lambda roads: roads["failed_rounds"]) < -10.0
    assert rise(found.signed, lambda roads: roads["months_to_ceasefire"]) < -5.0


def test_envoys_clear_up_what_the_other_means(at_war):
    """With envoys either side thinks an attack by the other less likely, from the first week into the ceasefire."""
    for side in ("russia", "ukraine"):
        belief, fear = [], []
        for values in (NO_ENVOYS, ENVOYS):
            journey = Journey(at_war.with_values(values), 1, 0)
            journey.step()
            belief.append(float(journey.world[side].belief))
            while not journey.over:
                journey.step()
            assert journey.world.tally.agreed
            fear.append(journey.terms().fear.initial)
        assert belief[1] < belief[0] - 0.2
        assert fear[1] < fear[0] - 0.2


def test_envoys_bring_peaceful_years(roads, rise):
    """With envoys more of the next ten years are peaceful."""
    assert rise(roads.pair(NO_ENVOYS, ENVOYS, 300), lambda runs: runs["peaceful_years_10y"]) > 4.0


def test_a_date_announced_opens_channels_a_little(signings, rise):
    """An announced date brings ceasefires sooner with fewer failed rounds, though fewer than envoys do."""
    found = signings.pair(NO_ENVOYS, {**NO_ENVOYS, **DATES}, 500)
    assert rise(found, lambda roads: roads["agreed_2y"]) > 3.0
    assert rise(found, lambda roads: roads["failed_rounds"]) < -5.0
    against = signings.pair({**NO_ENVOYS, **DATES}, ENVOYS, 500)
    assert rise(against, lambda roads: roads["agreed_2y"]) > 4.0


def test_orders_arrive_sooner_on_a_date_announced(at_war):
    """After the first day of the ceasefire more commanders have had its order where the date was announced."""
    heard = []
    for values in ({}, DATES):
        shares = []
        for run in range(5):
            replay = Replay(at_war.with_values(values), 1, run)
            replay.until(1)
            shares.append(replay.line[[HEARD_RUSSIA, HEARD_UKRAINE]].mean())
        heard.append(np.mean(shares))
    assert heard[1] > heard[0] + 0.1


def test_a_date_announced_brings_flag_meetings(at_war):
    """Where the date was announced commanders meet under flags, whatever has been settled of it."""
    terms = [Journey(at_war.with_values(values), 1, 0).terms() for values in ({}, DATES)]
    assert terms[0].meetings.flag_meetings == 0.0
    assert terms[1].meetings.flag_meetings == pytest.approx(at_war.channels.prepared)


def test_the_first_weeks_are_quieter_on_a_date_announced(roads, rise):
    """There are fewer violations in the first four weeks of the same ceasefires where their date was announced."""
    found = roads.pair(FOUR_WEEKS, {**FOUR_WEEKS, **DATES}, 400).signed
    assert rise(found, lambda runs: runs["violations"]) < -3.0
