"""Military aid: what flows by attention and unity, what a cut takes, what force it sustains (M13)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.aid import flow, sustained

SHARE = st.floats(0.0, 1.0)
FLOW = st.floats(0.0, 300.0)
NEVER = 75.0


def test_the_flow_at_usual_moods_is_what_is_declared() -> None:
    """At usual attention and unity (0.62 each) the flow is the sum of the two declared ones."""
    assert flow(10.0, 40.0, 0.62, 0.62, 0.0, 0.0, 0.0, NEVER, 0.5) == pytest.approx(50.0)


@given(FLOW, FLOW, SHARE, SHARE, SHARE)
def test_each_mood_moves_its_part(
    american: float, european: float, attention: float, unity: float, more: float
) -> None:
    """More attention moves the American part and more unity the European one, each alone."""

    def at(a: float, u: float) -> float:
        return flow(american, european, a, u, 1.0, -0.05, 0.0, NEVER, 0.5)

    assert at(attention + more, unity) >= at(attention, unity) >= 0.0
    assert at(attention, unity + more) >= at(attention, unity)
    assert flow(0.0, european, attention, unity, 0.0, 0.0, 0.0, NEVER, 0.5) == flow(
        0.0, european, 1.0, unity, 0.0, 0.0, 0.0, NEVER, 0.5
    )


@given(FLOW, FLOW, SHARE, st.floats(0.5, 10.0))
def test_an_abrupt_cut_takes_its_share_from_its_year_on(
    american: float, european: float, cut: float, year: float
) -> None:
    """Before its year a cut changes nothing, from then on it takes its share."""

    def at(years: float, cut_year: float) -> float:
        return flow(american, european, 0.5, 0.5, years, -0.05, 0.0, cut_year, cut)

    assert at(year - 0.01, year) == at(year - 0.01, NEVER)
    assert at(year, year) == pytest.approx((1.0 - cut) * at(year, NEVER))


@given(FLOW, SHARE, st.floats(-0.5, 0.5))
def test_limits_and_fatigue(american: float, limit: float, growth: float) -> None:
    """A mutual limit takes its share at once; growth or fatigue acts year by year."""
    free = flow(american, 0.0, 0.5, 0.5, 2.0, growth, 0.0, NEVER, 0.5)
    assert flow(american, 0.0, 0.5, 0.5, 2.0, growth, limit, NEVER, 0.5) == pytest.approx(
        (1.0 - limit) * free
    )
    start = flow(american, 0.0, 0.5, 0.5, 0.0, growth, 0.0, NEVER, 0.5)
    assert (free >= start) if growth >= 0.0 else (free <= start)


@given(st.floats(1.0, 1000.0), FLOW, st.floats(0.0, 50.0), SHARE, st.floats(0.0, 5000.0))
def test_aid_and_rebuilding_sustain_force_under_the_cap(
    own: float, aid: float, per_billion: float, rebuilt: float, cap: float
) -> None:
    """Force grows with aid and rebuilding and never passes six tenths of the agreed cap."""
    force = sustained(own, aid, per_billion, rebuilt, cap)
    assert 0.0 <= force <= 0.6 * cap
    assert force <= sustained(own, aid + 1.0, per_billion, rebuilt, cap)
    assert force <= sustained(own, aid, per_billion, rebuilt + 0.1, cap)
    assert sustained(own, 0.0, per_billion, 0.0, 1e6) == own
