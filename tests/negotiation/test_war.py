"""War while talking: the advance and its spread, losses, men, aid, energy, moods, and armies that break (M28)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.politics import keep, next_mood
from sim.negotiation import war
from sim.negotiation.war import (
    WAR_ENDS,
    balance,
    daily_losses,
    mean_advance,
    month_spread,
    next_energy,
    next_strength,
    supply_target,
)
from sim.scenario.scenario import declared


def possible(name: str) -> st.SearchStrategy[float]:
    """Any value that a parameter of the war may take."""
    p = declared()[f"war.{name}"]
    return st.floats(p.least, p.most)


SHARE = st.floats(0.0, 1.0)
MORE = st.floats(0.0, 1000.0)
FORCE, SUPPLY = st.floats(1.0, 5000.0), st.floats(0.2, 1.6)
EFFECT = st.floats(0.0, 3.0)


def test_ends_stand_where_their_names_say() -> None:
    """The code of each end of a war is the index of its name."""
    for code, name in enumerate(WAR_ENDS):
        assert getattr(war, name.upper()) == code


def test_the_balance_is_a_log_force_ratio() -> None:
    """640 against 530 behind works of 1.32 x 1.25: log 0.7318; twice the force, or half the supply, is log 2 more."""
    even = balance(640.0, 530.0, 1.0, 0.4, 0.8, 0.25)
    assert even == pytest.approx(math.log(640.0 / (530.0 * 1.32 * 1.25)))
    assert balance(1280.0, 530.0, 1.0, 0.4, 0.8, 0.25) - even == pytest.approx(math.log(2.0))
    assert balance(640.0, 530.0, 0.5, 0.4, 0.8, 0.25) - even == pytest.approx(math.log(2.0))


@given(FORCE, FORCE, SUPPLY, SHARE, EFFECT, EFFECT, MORE)
def test_the_balance_has_the_right_signs(
    russia: float, ukraine: float, supply: float, denial: float, effect: float, works: float, more: float
) -> None:
    """It moves to Moscow with its force, to Kyiv with its force, its supplies and its works; always finite."""
    here = balance(russia, ukraine, supply, denial, effect, works)
    assert math.isfinite(here)
    assert balance(russia + more, ukraine, supply, denial, effect, works) >= here - 1e-12
    assert balance(russia, ukraine + more, supply, denial, effect, works) <= here + 1e-12
    assert balance(russia, ukraine, supply + 0.001 * more, denial, effect, works) <= here + 1e-12
    assert balance(russia, ukraine, supply, denial, effect, works + 0.001 * more) <= here + 1e-12


def test_the_advance_follows_the_balance() -> None:
    """303 km2 in 30 days at the start; a tenth of log force ratio is four tenths of it; it may turn back."""
    assert mean_advance(303.0, 4.0, 0.0) == 303.0
    assert mean_advance(303.0, 4.0, 0.1) == pytest.approx(424.2)
    assert mean_advance(303.0, 4.0, -0.5) == pytest.approx(-303.0)


def months(weeks: float, n: int = 3000) -> np.ndarray:
    """Means over 30 days of a mood of unit spread, simulated week by week as the model does; shape (n,)."""
    mood, kept, rng = 0.0, keep(weeks), np.random.default_rng(7)
    week = []
    for u in rng.random(int(30 * n / 7) + 60):
        mood = next_mood(mood, kept, 1.0, u)
        week.append(mood)
    days = np.repeat(week[50:], 7)[: 30 * n]
    return days.reshape(n, 30).mean(axis=1)


@pytest.mark.parametrize("weeks", [1.0, 5.0, 9.0, 16.0])
def test_the_spread_of_a_month_is_that_of_the_simulated_process(weeks: float) -> None:
    """A month's mean of the weekly mood has the spread that the law says, within 6 % over 3,000 months."""
    assert months(weeks).std() == pytest.approx(month_spread(weeks), rel=0.06)


@given(st.floats(1.0, 520.0), st.floats(1.0, 520.0))
def test_the_spread_of_a_month_is_that_of_the_weekly_law(weeks: float, longer: float) -> None:
    """From a week's memory on, the law is within 4 % of the exact spread of weekly steps; it grows with memory to 1."""
    low, high = sorted((weeks, longer))
    assert 0.0 < month_spread(low) <= month_spread(high) + 1e-9 <= 1.0 + 1e-6
    day = np.arange(30)
    exact = []
    for phase in range(7):
        week = (day + phase) // 7
        exact.append(np.mean(keep(weeks) ** np.abs(week[:, None] - week[None, :])))
    assert math.sqrt(np.mean(exact)) == pytest.approx(month_spread(weeks), rel=0.04)


def test_losses_at_rest_and_on_the_move() -> None:
    """The mean advance costs Moscow 420 + 60 x 10.1 a day; ground lost costs no more than a front at rest."""
    assert daily_losses(420.0, 60.0, 303.0 / 30.0, 1.0) == pytest.approx(1026.0)
    assert daily_losses(420.0, 60.0, -50.0, 1.0) == 420.0
    assert daily_losses(420.0, 60.0, 0.0, 1.5) == 630.0


@given(
    possible("losses_at_rest"), possible("losses_per_km2"), st.floats(-500.0, 500.0), st.floats(0.0, 20.0), MORE
)  # fmt: skip
def test_losses_have_the_right_signs(
    at_rest: float, per_km2: float, advance: float, intensity: float, more: float
) -> None:
    """Never below nothing; a faster advance and a fiercer war never cost less."""
    here = daily_losses(at_rest, per_km2, advance, intensity)
    assert 0.0 <= here <= daily_losses(at_rest, per_km2, advance + more, intensity)
    assert here <= daily_losses(at_rest, per_km2, advance, intensity + 0.01 * more)


def test_men_come_and_go() -> None:
    """440 thousand a year less 7 this week; four tenths of a gap of 52 a year more; no one is sent home."""
    assert next_strength(640.0, 440.0, 0.4, 0.0, 7.0) == pytest.approx(640.0 + 440.0 / 52.0 - 7.0)
    assert next_strength(588.0, 440.0, 0.4, 52.0, 7.0) == pytest.approx(588.0 + (440.0 + 20.8) / 52.0 - 7.0)
    assert next_strength(4000.0, 100.0, 1.0, -3000.0, 1.0) == 3999.0


@given(FORCE, possible("recruits_russia"), possible("mobilisation"), st.floats(-5000.0, 5000.0), MORE, MORE)
def test_a_force_stays_in_its_bounds(
    force: float, recruits: float, mobilisation: float, gap: float, losses: float, more: float
) -> None:
    """Between 50 and 5,000 thousand; more with recruits and with a wider gap, fewer with losses."""
    here = next_strength(force, recruits, mobilisation, gap, losses)
    assert 50.0 <= here <= 5000.0
    assert next_strength(force, recruits + more, mobilisation, gap, losses) >= here
    assert next_strength(force, recruits, mobilisation, gap + more, losses) >= here
    assert next_strength(force, recruits, mobilisation, gap, losses + more) <= here


def test_what_aid_sustains() -> None:
    """10 American dollars counted three times and 45 European: usual. Half: 0.66; none: a fifth; at most 1.6."""
    assert supply_target(10.0, 45.0, 3.0, 75.0, 0.6) == pytest.approx(1.0)
    assert supply_target(5.0, 22.5, 3.0, 75.0, 0.6) == pytest.approx(0.5**0.6)
    assert supply_target(0.0, 45.0, 3.0, 75.0, 0.6) == pytest.approx(0.6**0.6)
    assert supply_target(0.0, 0.0, 3.0, 75.0, 0.6) == 0.2
    assert supply_target(300.0, 300.0, 3.0, 75.0, 0.6) == 1.6
    assert supply_target(0.0, 0.0, 3.0, 75.0, 0.0) == 1.0


@given(
    st.floats(0.0, 3000.0), st.floats(0.0, 3000.0), possible("american_weight"), possible("aid_usual"),
    possible("supply_effect"), MORE,
)  # fmt: skip
def test_more_aid_never_supplies_less(
    american: float, european: float, weight: float, usual: float, effect: float, more: float
) -> None:
    """Within its bounds, and growing with either flow."""
    here = supply_target(american, european, weight, usual, effect)
    assert 0.2 <= here <= 1.6
    assert supply_target(american + more, european, weight, usual, effect) >= here - 1e-12
    assert supply_target(american, european + more, weight, usual, effect) >= here - 1e-12


@given(possible("energy"), possible("energy_repair"))
def test_strikes_and_repair_hold_energy_where_it_is(usual: float, repair: float) -> None:
    """At usual strikes capacity stays where it was when the talks began, whatever that is."""
    assert next_energy(usual, usual, repair, 1.0) == pytest.approx(usual, abs=1e-9)


def test_repair_alone_restores_energy() -> None:
    """Unstruck, capacity comes back by 0.6 of what is lost in a year: 45 % missing are 25 % after one."""
    energy = 0.55
    for _ in range(52):
        energy = next_energy(energy, 0.55, 0.6, 0.0)
    assert 1.0 - energy == pytest.approx(0.45 * math.exp(-0.6), rel=0.01)
    assert next_energy(0.55, 0.55, 0.6, 2.0) == pytest.approx(0.55 - 0.6 * 0.45 / 52.0)


@given(SHARE, possible("energy"), possible("energy_repair"), st.floats(0.0, 20.0), st.floats(0.0, 20.0))
def test_energy_is_a_share(energy: float, usual: float, repair: float, strikes: float, more: float) -> None:
    """Between 0 and 1, and less the more it is struck."""
    low, high = sorted((strikes, more))
    assert 0.0 <= next_energy(energy, usual, repair, high) <= next_energy(energy, usual, repair, low) <= 1.0


@given(SHARE, st.floats(-50.0, 50.0), MORE, possible("mood_years"))
def test_a_mood_of_the_public_is_a_share(support: float, target: float, more: float, years: float) -> None:
    """Between 0 and 1, towards a target of at least 5 and at most 95 %, and never past it."""
    after = war.next_mood(support, target, years)
    held = min(max(target, 0.05), 0.95)
    assert 0.0 <= after <= 1.0
    assert min(support, held) - 1e-12 <= after <= max(support, held) + 1e-12
    assert war.next_mood(support, target + more, years) >= after


def test_a_public_follows_in_its_time() -> None:
    """After a year of memory a public has come 63 % of the way."""
    support = 0.5
    for _ in range(52):
        support = war.next_mood(support, 0.8, 1.0)
    assert (support - 0.5) / 0.3 == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)
