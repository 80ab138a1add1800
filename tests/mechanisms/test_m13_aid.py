"""M13: Western military aid."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_an_abrupt_cut_lowers_survival(baseline):
    """Aid that stops after a year costs peace."""
    found = effect(baseline, {"aid.cut_year": 1.0, "aid.cut_share": 1.0}, {"aid.cut_year": 75.0}, runs=500)
    assert found.gains(3.0)


def test_it_is_the_shift_of_power_that_drives_late_collapse(baseline):
    """A cut matters more over the late years than the same level of aid from the start (SF21)."""
    low = effect(baseline, {"aid.american": 0.0}, {"aid.american": 10.0}, runs=400)
    cut = effect(baseline, {"aid.cut_year": 1.0, "aid.cut_share": 1.0}, {"aid.cut_year": 75.0}, runs=400)
    assert cut.gain > low.gain


def test_a_force_cap_costs_deterrence(baseline):
    """A cap of 250,000 on Ukraine's force lowers survival against one of 800,000."""
    assert effect(
        baseline, {"deterrence.cap_ukraine": 250.0}, {"deterrence.cap_ukraine": 800.0}, runs=300
    ).gains(3.0)
