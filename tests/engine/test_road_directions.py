"""Which way a lever of the road pushes, whatever the rest is set to: from a value to a week of war and talks.

Mechanism ids are those of docs/mechanisms.md.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.engine.journey import Journey
from sim.scenario.scenario import Scenario, declared

Values = st.SearchStrategy[dict[str, Any]]
UP, DOWN = 1, -1

#: The same compiled rules as elsewhere, in many scenarios: nothing for the bounds of arrays.
pytestmark = pytest.mark.slow


def on_the_road(part: str, field: str) -> Callable[[Journey], float]:
    """A field of the world after the first week at war."""
    return lambda journey: float(np.sum(journey.world[part][field]))


BY_WAR, SUPPLY, MOSCOWS, KYIVS = (
    on_the_road("tally", "war_losses_russia"),
    on_the_road("road", "supply"),
    on_the_road("road", "surplus_russia"),
    on_the_road("road", "surplus_ukraine"),
)
BELIEF, INTENSITY = on_the_road("ukraine", "belief"), on_the_road("road", "intensity")
PUSHED, SETTLED = on_the_road("road", "pushed_ukraine"), on_the_road("road", "settled")

#: Mechanism, lever, quantity by name, the quantity, which way.
ROAD_CLAIMS = [
    ("M28", "war.losses_at_rest", "losses", BY_WAR, UP),
    ("M28", "war.losses_per_km2", "losses", BY_WAR, UP),
    ("M28", "war.exchange", "Kyiv's losses", on_the_road("tally", "war_losses_ukraine"), UP),
    ("M28", "war.recruits_russia", "Moscow's force", on_the_road("russia", "force"), UP),
    ("M28", "war.recruits_ukraine", "Kyiv's force", on_the_road("ukraine", "force"), UP),
    ("M28", "war.aid_american", "supplies", SUPPLY, UP),
    ("M28", "war.aid_european", "supplies", SUPPLY, UP),
    ("M28", "war.aid_usual", "supplies", SUPPLY, DOWN),
    ("M28", "reservation.resolve_russia", "Moscow's wish to sign", MOSCOWS, DOWN),
    ("M28", "reservation.cost_russia", "Moscow's wish to sign", MOSCOWS, UP),
    ("M28", "reservation.resolve_ukraine", "Kyiv's wish to sign", KYIVS, DOWN),
    ("M28", "reservation.cost_ukraine", "Kyiv's wish to sign", KYIVS, UP),
    ("M28", "reservation.years_ahead", "Kyiv's wish to sign", KYIVS, UP),
    ("M28", "reservation.tiring", "Moscow's wish to sign", MOSCOWS, UP),
    ("M28", "war.energy_cost", "Kyiv's wish to sign", KYIVS, UP),
    ("M29", "rounds.meetings", "meetings", on_the_road("tally", "meetings"), UP),
    ("M29", "rounds.settle", "settled", SETTLED, UP),
    ("M29", "rounds.step", "settled", SETTLED, UP),
    ("M29", "rounds.walkout", "failed rounds", on_the_road("tally", "failed_rounds"), UP),
    ("M29", "rounds.unsettled", "Kyiv's wish to sign", KYIVS, DOWN),
    ("M29", "rounds.trust_carried", "belief in an attack", BELIEF, DOWN),
    ("M29", "pressure.haste", "substance of terms", on_the_road("road", "depth"), DOWN),
    ("M30", "pressure.mediator", "pressure on Kyiv", PUSHED, UP),
    ("M30", "pressure.blame", "pressure on Kyiv", PUSHED, UP),
    ("M30", "pressure.leverage_moscow", "pressure on Moscow", on_the_road("road", "pushed_russia"), UP),
    ("M30", "pressure.credited", "Kyiv's wish to sign", KYIVS, UP),
    ("M31", "table.play_off", "Moscow's wish to sign", MOSCOWS, DOWN),
    ("M31", "table.undrawn", "what can be settled", on_the_road("road", "reach"), DOWN),
    ("M32", "first_steps.trust", "trust", on_the_road("road", "trust"), UP),
    ("M32", "first_steps.energy_worth", "Moscow's wish to sign", MOSCOWS, UP),
    ("M32", "first_steps.shipping_worth", "Kyiv's wish to sign", KYIVS, UP),
    ("M32", "first_steps.energy_kept", "energy", on_the_road("road", "energy"), UP),
    ("M33", "channels.envoys", "belief in an attack", BELIEF, DOWN),
    ("M33", "channels.clearer", "belief in an attack", BELIEF, DOWN),
    ("M33", "channels.announced", "belief in an attack", BELIEF, DOWN),
    ("M33", "channels.faster", "settled", SETTLED, UP),
    ("M33", "channels.calmer", "failed rounds", on_the_road("tally", "failed_rounds"), DOWN),
    ("M34", "failure.escalation", "intensity of the war", INTENSITY, UP),
    ("M34", "failure.expectations", "intensity of the war", INTENSITY, UP),
    ("M34", "failure.internationalised", "others drawn in", on_the_road("road", "drawn_in"), UP),
    ("M34", "failure.disappointment", "Moscow's pressure to fight on", on_the_road("russia", "pressure"), UP),
]
#: Two wars on which every lever of the road has something to act on: one with talks that settle, one with walkouts.
AT_WORK_ON_THE_ROAD: tuple[dict[str, Any], ...] = (
    {
        "rounds.meetings": 6.0,
        "reservation.resolve_russia": -60.0,
        "reservation.resolve_ukraine": -60.0,
        "first_steps.energy": True,
        "first_steps.black_sea": True,
        "first_steps.strike_depth": True,
        "channels.dates_announced": True,
        "pressure.deadline_days": 20.0,
        "pressure.ultimatum": "both",
        "pressure.ultimatum_week": 1.0,
        "rounds.summit": 0.0,
        "war.losses_per_km2": 60.0,
    },
    {
        "rounds.meetings": 6.0,
        "rounds.walkout": 0.5,
        "failure.expectations": 0.5,
        "table.kyiv": False,
        "table.europe": False,
    },
)


def first_week(values: dict[str, Any], seed: int) -> Journey:
    """A road after its first week."""
    road = {"road.begins": "war", "road.years": 0.1}
    journey = Journey(Scenario().with_values({**values, **road}), seed)
    journey.step()
    assert journey.weeks == 1
    return journey


@pytest.mark.parametrize(
    ("lever", "quantity", "way"),
    [claim[1:2] + claim[3:] for claim in ROAD_CLAIMS],
    ids=[f"{mechanism}-{lever}-{name}" for mechanism, lever, name, _, _ in ROAD_CLAIMS],
)
def test_a_lever_of_the_road_never_pushes_the_other_way(
    lever: str, quantity: Callable[[Journey], float], way: int, anything: Values
) -> None:
    """In any war more of a lever moves its quantity so or not at all; where it is at work it does move it."""
    p = declared()[lever]

    @settings(max_examples=10, phases=(Phase.explicit, Phase.generate))
    @given(
        values=anything,
        less=st.floats(p.least, p.most),
        more=st.floats(p.least, p.most),
        seed=st.integers(0, 2**32 - 1),
    )
    def holds(values: dict[str, Any], less: float, more: float, seed: int) -> None:
        low, high = (quantity(first_week({**values, lever: x}, seed)) for x in sorted((less, more)))
        rounding = 1e-12 * max(abs(low), abs(high), 1.0)
        assert way * (high - low) >= -rounding

    holds()
    short = {"line.sector_miles": 200.0}
    ends = (
        [quantity(first_week({**short, **on, lever: x}, seed)) for x in (p.low, p.high)]
        for on in AT_WORK_ON_THE_ROAD
        for seed in range(10)
    )
    assert any(way * (high - low) > 0.0 for low, high in ends)
