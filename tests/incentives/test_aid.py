"""Military aid: what flows by attention and unity, what a cut takes, what force it sustains (M13)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.aid import flow, sustained

SHARE = st.floats(0.0, 1.0)
FLOW = st.floats(0.0, 300.0)
NEVER = 75.0


def test_the_flow_at_usual_moods_is_what_is_declared() -> None:
    """At usual attention or unity (0.62) the flow is the declared one."""
    assert flow(40.0, 0.62, 0.0, 0.0, 0.0, NEVER, 0.5) == pytest.approx(40.0)


@given(FLOW, SHARE, SHARE)
def test_a_mood_moves_its_flow(usual: float, support: float, more: float) -> None:
    """More attention or unity never means less aid, and some goes on when both are gone."""

    def at(support: float) -> float:
        return flow(usual, support, 1.0, -0.05, 0.0, NEVER, 0.5)

    assert at(support + more) >= at(support) >= at(0.0) >= 0.0
    assert flow(0.0, support, 1.0, -0.05, 0.0, NEVER, 0.5) == 0.0


@given(FLOW, SHARE, st.floats(0.5, 10.0))
def test_an_abrupt_cut_takes_its_share_from_its_year_on(usual: float, cut: float, year: float) -> None:
    """Before its year a cut changes nothing, from then on it takes its share."""

    def at(years: float, cut_year: float) -> float:
        return flow(usual, 0.5, years, -0.05, 0.0, cut_year, cut)

    assert at(year - 0.01, year) == at(year - 0.01, NEVER)
    assert at(year, year) == pytest.approx((1.0 - cut) * at(year, NEVER))


@given(FLOW, SHARE, st.floats(-0.5, 0.5))
def test_limits_and_fatigue(usual: float, limit: float, growth: float) -> None:
    """A mutual limit takes its share at once; growth or fatigue acts year by year."""
    free = flow(usual, 0.5, 2.0, growth, 0.0, NEVER, 0.5)
    assert flow(usual, 0.5, 2.0, growth, limit, NEVER, 0.5) == pytest.approx((1.0 - limit) * free)
    start = flow(usual, 0.5, 0.0, growth, 0.0, NEVER, 0.5)
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
