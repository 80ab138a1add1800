"""M09: what a finding costs."""

from __future__ import annotations

from sim.analysis.levers import effect

#: Relief that snaps back at few findings.
TOUCHY = {"sanctions.relief": 0.8, "sanctions.snapback": "automatic", "sanctions.threshold": 20.0}


def test_a_finding_that_costs_something_keeps_the_line_quiet(quiet_capitals):
    """With penalties violations stay at a fraction of what they are without."""
    assert effect(quiet_capitals, {"accountability.penalty": 0.05}, {}, runs=60).violations_ratio < 0.4


def test_penalties_save_ceasefires(coarse_accountable):
    """Penalties lengthen ceasefires, other things equal."""
    assert effect(coarse_accountable, {"accountability.penalty": 0.05}, {}, runs=500).gains(2.5)


def test_own_discipline_does_what_monitors_cannot(quiet_capitals):
    """Without monitors, discipline of the sides' own decides how much fire there is."""
    alone = quiet_capitals.with_values({"accountability.penalty": 0.0})
    none = {"accountability.discipline_russia": 0.0, "accountability.discipline_ukraine": 0.0}
    strong = {"accountability.discipline_russia": 0.7, "accountability.discipline_ukraine": 0.7}
    assert effect(alone, none, strong, runs=60).violations_ratio < 0.3


def test_orders_without_accountability_wear_off(quiet_capitals):
    """Stronger orders do almost nothing in the long run where nobody answers for breaking them."""
    alone = quiet_capitals.with_values(
        {
            "accountability.penalty": 0.0,
            "accountability.discipline_russia": 0.0,
            "accountability.discipline_ukraine": 0.0,
        }
    )
    bare = alone.with_values({"meetings.commission": 0.0})
    assert effect(bare, {"restraint.orders": 0.3}, {"restraint.orders": 0.9}, runs=60).violations_ratio > 0.75


def test_a_ratchet_leaves_something_to_lose(coarse_accountable):
    """Where one snap-back takes a part of relief instead of all, more relief is left after the same findings."""
    touchy = coarse_accountable.with_values({**TOUCHY, "choice.open_weeks": 0.0, "horizon.years": 3.0})
    found = effect(touchy, {"sanctions.bite": 1.0}, {"sanctions.bite": 0.3}, runs=40)
    assert found.after["snapbacks"].mean() > found.before["snapbacks"].mean() > 0.5
    assert found.after["sanctions_forgone"].mean() > 1.3 * found.before["sanctions_forgone"].mean()


def test_findings_against_kyiv_cost_it_aid(coarse_accountable):
    """With conditions on aid, findings against Kyiv hold some of it back."""
    touchy = coarse_accountable.with_values({**TOUCHY, "choice.open_weeks": 0.0, "horizon.years": 3.0})
    found = effect(touchy, {"aid.conditionality": 0.0}, {"aid.conditionality": 0.6}, runs=40)
    assert found.after["aid"].mean() < 0.99 * found.before["aid"].mean()
