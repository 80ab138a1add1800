"""M09: what a finding costs."""

from __future__ import annotations

from sim.analysis.levers import effect


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
