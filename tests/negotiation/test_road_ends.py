"""The end of a road: what is counted of it, and what the ceasefire after it keeps."""

import numpy as np
import pytest

from sim.agents.state import WORLD
from sim.negotiation import road
from sim.negotiation.war import AT_WAR, CEASEFIRE


def set_road(world, **values: float) -> None:
    """Set fields of the road."""
    for name, value in values.items():
        world.road[name] = value


def test_a_road_without_a_ceasefire_leaves_no_days(setting) -> None:
    """Closed without a text, there is a length and a war, and no ceasefire, terms or days of it."""
    world, p, text, _ = setting()
    set_road(world, week=52.0, territory=1000.0)
    road.close(world, p, text)
    tally = world.tally
    assert (tally.agreed, tally.days, tally.war_end, tally.losses_year_after) == (0.0, 0.0, AT_WAR, -1.0)
    assert tally.months_at_war == pytest.approx(52.0 * 7.0 * 12.0 / 365.0)
    assert tally.war_territory == 1000.0


def test_a_road_with_a_ceasefire_is_counted(setting) -> None:
    """A signed text leaves its quality, tilt and legitimacy, and how far it was imposed on whichever side more."""
    world, p, text, _ = setting()
    set_road(world, week=30.0, end=CEASEFIRE, depth=0.8, tilt=0.4, imposed_russia=0.1, imposed_ukraine=0.3)
    world.road.settled[:] = 0.5
    road.close(world, p, text)
    tally = world.tally
    assert (tally.agreed, tally.war_end) == (1.0, CEASEFIRE)
    assert tally.terms_quality == pytest.approx(0.4)
    assert (tally.terms_tilt, tally.imposed) == (0.4, 0.3)
    assert tally.legitimacy == text.deal.legitimacy > 0.0


#: What a ceasefire keeps of the road that led to it; everything else is as laid out under its terms.
CARRIED_OVER = {
    "russia": {"pressure"},
    "ukraine": {"pressure"},
    "guarantors": {"attention_usual", "attention_mood", "distraction", "unity_mood", "attention", "unity"},
    "tally": {
        "agreed",
        "months_at_war",
        "war_end",
        "meetings",
        "failed_rounds",
        "ultimatums_carried_out",
        "terms_quality",
        "legitimacy",
        "terms_tilt",
        "imposed",
        "war_losses_russia",
        "war_losses_ukraine",
        "war_territory",
        "war_aid",
    },
    "road": set(WORLD["road"].names or ()),
}


def test_arriving_carries_over_moods_and_the_count(setting) -> None:
    """Of a world marked in every field, the road, the moods and the count of the war arrive, and nothing else."""
    rows = np.zeros(2, WORLD)
    rows.view(np.uint8)[: WORLD.itemsize] = 0
    before = rows[1:].view(np.recarray)[0]
    marked = rows[1:]
    for part in WORLD.names or ():
        if WORLD[part].names:
            for name in WORLD[part].names:
                marked[part][name] = 7
        else:
            marked[part] = 7
    road.arrive(rows[:1].view(np.recarray)[0], before)
    for part in WORLD.names or ():
        for name in WORLD[part].names or ():
            expected = 7 if name in CARRIED_OVER.get(part, set()) else 0
            assert np.all(rows[part][name][0] == expected), f"{part}.{name}"
    assert rows["day"][0] == rows["over"][0] == 0
