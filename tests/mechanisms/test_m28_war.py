"""M28: war while talking, and what it does to what both sides would settle for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.journey import Journey
from sim.negotiation.worth import fighting_on

#: Nobody talks, nobody presses, and Moscow would sign nothing: the war alone.
SILENT = {"rounds.meetings": 0.0, "pressure.mediator": 0.0, "reservation.resolve_russia": 100.0}
MONTHS = 26
SPAN = {**SILENT, "road.years": MONTHS * 30.0 / 365.0 + 0.04}
#: V13: July 2024 to August 2026, net advance in km2 in 30 days: mean, spread, correlation from one to the next.
MEASURED = (303.0, 183.0, 0.66)
DAYS_A_MONTH = 365.0 / 12.0


def advance(journey: Journey) -> tuple[float, float, float]:
    """Mean, spread and lag-1 correlation of a road's advance in stretches of 30 days."""
    taken = [0.0]
    while not journey.over:
        journey.step()
        taken.append(float(journey.world.road.territory))
    ends = 30.0 * np.arange(MONTHS + 1)
    sums = np.diff(np.interp(ends[ends <= 7.0 * (len(taken) - 1)], 7.0 * np.arange(len(taken)), taken))
    return sums.mean(), sums.std(ddof=1), np.corrcoef(sums[1:], sums[:-1])[0, 1]


def after_a_year(scenario, run: int, **changes: float):
    """The world a year into a road that set out with these values of its state (fields of ``world.road``)."""
    journey = Journey(scenario, 1, run)
    for name, value in changes.items():
        setattr(journey.world.road, name, value)
    while journey.weeks < 52 and not journey.over:
        journey.step()
    return journey.world


def test_the_advance_without_talks_is_like_the_one_measured(at_war, signings):
    """Without talks mean, spread and memory of the advance are those of V13, within what 26 months can tell."""
    war = signings.walk(SPAN, 300)
    mean = 30.0 * war["war_territory"].sum() / (DAYS_A_MONTH * war["months_at_war"].sum())
    assert abs(mean - MEASURED[0]) < 79.0
    found = np.array([advance(Journey(at_war.with_values(SPAN), 1, run)) for run in range(20)])[:, 1:]
    assert (abs(found.mean(axis=0) - MEASURED[1:]) < found.std(axis=0, ddof=1)).all()


def test_losses_are_those_of_the_war(signings):
    """Moscow loses 1,000-1,700 a day and 59-102 per km2, Kyiv 0.46 of that (parameters.csv)."""
    war = signings.walk(SPAN, 300)
    lost = 1000.0 * war["war_losses_russia"].sum()
    assert 1000.0 < lost / (DAYS_A_MONTH * war["months_at_war"].sum()) < 1700.0
    assert 59.0 < lost / war["war_territory"].sum() < 102.0
    assert abs(1000.0 * war["war_losses_ukraine"].sum() / lost - 0.55 / 1.2) < 0.02


@pytest.mark.parametrize(
    "weaker",
    [
        {"war.recruits_ukraine": 150.0},
        {"war.recruits_russia": 500.0},
        {"war.aid_european": 20.0},
        {"war.aid_american": 0.0},
        {"war.aid_growth": -0.3},
    ],
    ids=["fewer men", "more Russian men", "less European aid", "no American aid", "aid that tires"],
)
def test_the_front_follows_men_and_aid(signings, rise, weaker):
    """Where Kyiv's forces are fewer, or less is sent to them, Moscow takes more ground, and pays for it."""
    found = signings.pair(SPAN, {**SPAN, **weaker}, 100)
    assert rise(found, lambda roads: roads["war_territory"] / roads["months_at_war"]) > 10.0
    assert rise(found, lambda roads: roads["war_losses_russia"] / roads["months_at_war"]) > 10.0


def test_falling_energy_turns_kyiv_to_peace(at_war):
    """With half of what generates power gone, in a year more Ukrainians put peace first and Kyiv settles for less."""
    dark = at_war.with_values({**SILENT, "war.energy_repair": 0.0})
    pairs = [(after_a_year(dark, run), after_a_year(dark, run, energy=0.275)) for run in range(2)]
    for usual, cut in pairs:
        assert cut.ukraine.support > usual.ukraine.support + 0.02
        assert cut.road.fighting_ukraine < usual.road.fighting_ukraine - 2.0
        assert abs(cut.russia.support - usual.russia.support) < 1e-9


def test_higher_losses_turn_both_publics_to_peace(at_war):
    """In a war half as intense again both publics lean to peace after a year, and both sides settle for less."""
    lasting = at_war.with_values({**SILENT, "failure.memory_weeks": 520.0})
    pairs = [(after_a_year(lasting, run), after_a_year(lasting, run, intensity=1.5)) for run in range(2)]
    for usual, worse in pairs:
        for side in ("russia", "ukraine"):
            assert worse[side].support > usual[side].support + 0.02
            assert worse.road[f"fighting_{side}"] < usual.road[f"fighting_{side}"] - 1.0


@pytest.mark.parametrize(
    ("field", "more", "moscow", "kyiv"),
    [
        ("russia.force", 100.0, +1, -1),
        ("ukraine.force", 100.0, -1, +1),
        ("road.trend", 200.0, +1, -1),
        ("road.energy", -0.2, 0, -1),
        ("road.intensity", 0.3, -1, -1),
        ("russia.support", 0.2, -1, 0),
        ("ukraine.support", 0.2, 0, -1),
        ("supply", 0.2, -1, +1),
        ("weeks", 52.0, -1, -1),
    ],
)
def test_what_a_side_would_settle_for_moves_with_the_war(at_war, field, more, moscow, kyiv):
    """Fighting on is worth more to a side whose force, aid or ground grows, less with losses, darkness, weariness."""
    world = after_a_year(at_war.with_values(SILENT), 0)
    p = at_war.record().view(np.recarray)[0]
    asked = {"weeks": 52.0, "supply": 1.0}
    before = fighting_on(world, p, asked["weeks"], asked["supply"])
    if field in asked:
        asked[field] += more
    else:
        who, what = field.split(".")
        world[who][what] += more
    after = fighting_on(world, p, asked["weeks"], asked["supply"])
    assert tuple(np.sign(np.subtract(after, before).round(6))) == (moscow, kyiv)


def test_time_alone_moves_both_sides_to_a_settlement(at_war):
    """Without talks, and with no moods at home, what both sides would settle for shifts weekly and falls in 3 years."""
    journey = Journey(at_war.with_values({**SILENT, "road.years": 3.0, "politics.pressure_sd": 0.0}), 1, 0)
    worth = []
    while not journey.over:
        journey.step()
        worth.append((float(journey.world.road.fighting_russia), float(journey.world.road.fighting_ukraine)))
    assert (np.diff(worth, axis=0) != 0.0).all()
    assert (np.mean(worth[-26:], axis=0) < np.mean(worth[:26], axis=0) - 2.0).all()
