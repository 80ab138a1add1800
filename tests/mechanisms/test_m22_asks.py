"""M22: what is asked of Moscow in return."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario
from sim.engine.replay import Replay
from sim.incentives.terms import DEAL


def test_help_raises_american_attention_and_costs_moscow():
    """Help elsewhere gives Washington a stake, is a price to Moscow, and binds Washington's hands over penalties."""
    treaty = scenario("treaty", line__sector_miles=200.0, choice__open_weeks=0.0)
    found = []
    for help_given in (0.0, 1.0):
        replay = Replay(treaty.with_values({"asks.help": help_given}), 1, 0)
        replay.until(70)
        found.append(replay.world)
    assert found[1].guarantors.attention > found[0].guarantors.attention
    assert found[1].russia.terms[DEAL] > found[0].russia.terms[DEAL]
    assert found[1].guarantors.credibility > found[0].guarantors.credibility


def test_withdrawal_takes_away_what_kyiv_would_fight_for(coarse, rise, ended_by):
    """With Russian forces back at the line before 2022 fewer ceasefires end in a Ukrainian offensive."""
    found = effect(coarse, {}, {"asks.withdrawal": 1.0}, runs=200)
    before, after = found.share("ukrainian_offensive")
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
    assert after < 0.6 * before


def test_withdrawal_gives_moscow_more_to_win_back_unless_neutrality_makes_up_for_it(coarse):
    """Moscow's aims rise with withdrawal, by half as much where Ukraine is neutral for good; its attack gets slower."""
    aims, slow = {}, {}
    for name, values in {
        "stays": {"asks.withdrawal": 0.0, "alignment.non_alignment": 0.0},
        "goes": {"asks.withdrawal": 1.0, "alignment.non_alignment": 0.0},
        "for neutrality": {"asks.withdrawal": 1.0, "alignment.non_alignment": 1.0},
    }.items():
        replay = Replay(coarse.with_values({**values, "aims.most": 1000.0}), 1, 0)
        replay.until(7)
        aims[name], slow[name] = replay.world.russia.aims, replay.world.russia.slow
    more = aims["goes"] / aims["stays"] - 1.0
    assert abs((aims["for neutrality"] / aims["stays"] - 1.0) / more - 0.5) < 1e-9
    assert slow["goes"] > slow["stays"]
