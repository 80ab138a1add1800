"""Roads at the edge of what makes sense: without talks, without anyone at the table, of a week and of twenty years."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from sim.scenario.scenario import declared

Outcomes = Callable[..., list[pd.Series]]

#: At war, and both sides would sign anything at all, in the first week.
EAGER = {
    "road.begins": "war",
    "reservation.resolve_russia": -200.0,
    "reservation.resolve_ukraine": -200.0,
    "rounds.summit": 1.0,
}
NO_TALKS = {"road.begins": "war", "rounds.meetings": 0.0}
NOBODY = {f"table.{seat}": False for seat in ("kyiv", "europe", "neutrals", "nato_russia")}
NO_AID = {"war.aid_american": 0.0, "war.aid_european": 0.0}


def test_without_talks_nothing_is_settled(outcomes: Outcomes) -> None:
    """No meetings: none counted, no round fails, and no text to sign; the war goes on, is counted, and given up."""
    for told in outcomes({**NO_TALKS, "road.years": 1.0, "war.rout": 0.0}):
        assert (told["meetings"], told["failed_rounds"], told["agreed"]) == (0.0, 0.0, False)
        assert told["war_end"] == "at_war" and told["war_losses_russia"] > 0.0


def test_an_empty_text_can_be_signed(outcomes: Outcomes) -> None:
    """Two sides that would sign anything sign a text in which nothing is settled, within a week."""
    for told in outcomes({**EAGER, "rounds.meetings": 0.0}):
        assert told["agreed"] and told["months_at_war"] == pytest.approx(12.0 * 7.0 / 365.0)
        assert (told["terms_quality"], told["terms_tilt"]) == (0.0, 0.5)


@pytest.mark.parametrize("years", [declared()["road.years"].least, declared()["road.years"].most])
@pytest.mark.parametrize(
    "values", [{}, NOBODY, NO_TALKS, NO_AID], ids=["as usual", "nobody", "no talks", "no aid"]
)
def test_the_shortest_and_the_longest_road(years: float, values: dict[str, Any], outcomes: Outcomes) -> None:
    """A week of talks, and twenty years of a war in which nobody breaks and nobody signs, to a sound end."""
    values = {"war.rout": 0.0, "reservation.resolve_russia": 500.0, **values}
    for told in outcomes({"road.begins": "war", "road.years": years, "horizon.years": 0.1, **values}):
        assert told["war_end"] == "at_war"
        assert told["months_at_war"] == pytest.approx(int(years * 365.0 / 7.0) * 7.0 * 12.0 / 365.0)


def test_over_the_heads_of_all(outcomes: Outcomes) -> None:
    """With nobody else at the table Moscow and Washington sign, half of the line undrawn, or are brought down."""
    for told in outcomes({**EAGER, **NOBODY, "table.scuttle_europe": 0.0, "rounds.summit": 0.1}, runs=6):
        assert told["agreed"] and told["legitimacy"] < 0.6 * 0.35 + 1e-9
    for told in outcomes(
        {**EAGER, **NOBODY, "table.scuttle_europe": 1.0, "politics.unity": 5.0, "road.years": 0.5}
    ):
        assert not told["agreed"] and told["failed_rounds"] > 0.0
