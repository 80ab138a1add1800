"""American elections: every four years from the week that a scenario names (M25)."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sim.agents.united_states import ELECTION_WEEKS, is_election
from sim.scenario.scenario import declared

FIRST = declared()["politics.first_election"]


@given(st.floats(FIRST.least, FIRST.most))
@example(FIRST.default)
@example(97.5)
def test_an_election_falls_where_it_is_due_and_every_four_years(first: float) -> None:
    """Whatever week is named, whole or not, the first election falls within a week of it, the next four years on."""
    held = [week for week in range(1000) if is_election(week, first)]
    assert abs(held[0] - first) < 1.0
    assert all(later - earlier == ELECTION_WEEKS for earlier, later in pairwise(held))
