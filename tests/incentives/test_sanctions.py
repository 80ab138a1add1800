"""Sanctions: what relief is worth as something to lose, and when it snaps back (M14, M15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.sanctions import (
    force_ceiling,
    loss,
    next_relief,
    renewal_failure,
    snapback_chance,
    still_to_come,
)
from sim.scenario.scenario import Scenario, declared

NONE, VOTE, AUTOMATIC = 0, 1, 2
SHARE = st.floats(0.0, 1.0)
SANCTIONS = Scenario().sanctions


def test_kinds_of_snapback_stand_in_order() -> None:
    """The rules count none, vote and automatic as 0, 1 and 2, as the declaration lists them."""
    assert declared()["sanctions.snapback"].options == ("none", "vote", "automatic")


@given(SHARE, st.floats(0.0, 20.0), st.floats(0.5, 50.0), SHARE)
def test_snapback_is_empty_without_relief(chance: float, cost: float, years: float, relief: float) -> None:
    """Where no relief was given, or it cannot be withdrawn, an attack forfeits none."""
    assert loss(0.0, cost, years, chance, 0.0, 0.0) == 0.0
    assert loss(relief, cost, years, 0.0, 0.0, 0.0) == 0.0


@given(SHARE, SHARE, st.floats(0.0, 20.0), st.floats(0.5, 50.0), SHARE, st.floats(0.0, 50.0), SHARE)
def test_more_relief_is_more_to_lose(
    relief: float, more: float, cost: float, years: float, chance: float, further: float, p_further: float
) -> None:
    """The loss grows with relief, never below what further sanctions alone would take."""
    here = loss(relief, cost, years, chance, further, p_further)
    assert here >= further * p_further - 1e-12
    assert loss(relief + more, cost, years, chance, further, p_further) >= here - 1e-9


def test_the_loss_is_years_of_relief() -> None:
    """All relief of 1.5 % a year over 5 years, certain to be withdrawn, is 7.5 % of GDP."""
    assert loss(1.0, 1.5, 5.0, 1.0, 0.0, 0.0) == pytest.approx(7.5)


def test_automatic_beats_a_vote_at_usual_support() -> None:
    """At usual attention and unity an automatic snap-back is likelier carried out than a vote, a vote than none."""
    automatic, vote = SANCTIONS.automatic_execution, SANCTIONS.vote_execution
    chances = [snapback_chance(kind, automatic, vote, 1.0) for kind in (NONE, VOTE, AUTOMATIC)]
    assert chances == [0.0, vote, automatic]
    assert vote < automatic


@given(SHARE, SHARE, st.floats(0.0, 3.0), st.floats(0.0, 1.0))
def test_only_a_vote_needs_support(automatic: float, vote: float, support: float, more: float) -> None:
    """A vote follows support, up to certainty; automatic does not ask for it."""
    assert snapback_chance(VOTE, automatic, vote, 0.0) == 0.0
    assert 0.0 <= snapback_chance(VOTE, automatic, vote, support) <= 1.0
    assert snapback_chance(VOTE, automatic, vote, support + more) >= snapback_chance(
        VOTE, automatic, vote, support
    )
    assert snapback_chance(AUTOMATIC, automatic, vote, support) == automatic


@given(st.floats(1.0, 10_000.0), SHARE, SHARE)
def test_export_controls_lower_the_ceiling(ceiling: float, kept: float, controls: float) -> None:
    """With all sanctions lifted the ceiling is untouched; kept in full they take their whole share."""
    assert force_ceiling(ceiling, 0.0, controls) == ceiling
    assert force_ceiling(ceiling, 1.0, controls) == pytest.approx(ceiling * (1.0 - controls))
    assert 0.0 <= force_ceiling(ceiling, kept, controls) <= ceiling


@given(SHARE, SHARE, SHARE)
def test_disunity_endangers_renewal(risk: float, unity: float, less: float) -> None:
    """A renewal fails with its usual risk at usual unity, never under full unity, and oftener as unity falls."""
    assert renewal_failure(risk, 0.62) == pytest.approx(risk)
    assert renewal_failure(risk, 1.0) == 0.0
    assert 0.0 <= renewal_failure(risk, unity) <= renewal_failure(risk, unity * less) <= 1.0


@pytest.mark.parametrize("years", [1.0, 3.0])
def test_relief_is_phased_in_evenly(years: float) -> None:
    """Relief rises by even steps and is all there after its years, neither sooner nor more."""
    relief, path = 0.0, []
    for _ in range(int(52 * years) + 20):
        relief = next_relief(relief, 0.4, 0.4, years)
        path.append(relief)
    assert path[int(26 * years) - 1] == pytest.approx(0.2)
    assert path[int(52 * years) - 2] < 0.4
    assert path[int(52 * years)] == path[-1] == 0.4


@given(SHARE, SHARE)
def test_without_a_schedule_relief_is_given_at_once(relief: float, promised: float) -> None:
    """A schedule of no years gives all that is promised."""
    assert next_relief(relief, promised, promised, 0.0) == promised


@given(SHARE, st.floats(0.0, 20.0), st.floats(0.5, 50.0), st.floats(0.0, 50.0), st.floats(0.0, 10.0))
def test_what_is_still_to_come_is_a_stake_of_its_own(
    coming: float, cost: float, years: float, schedule: float, longer: float
) -> None:
    """Nothing to come is no stake; at once it is worth its years in full; later less, and never below nothing."""
    assert still_to_come(0.0, cost, years, schedule) == 0.0
    assert still_to_come(coming, cost, years, 0.0) == pytest.approx(loss(coming, cost, years, 1.0, 0.0, 0.0))
    here = still_to_come(coming, cost, years, schedule)
    assert 0.0 <= still_to_come(coming, cost, years, schedule + longer) <= here
