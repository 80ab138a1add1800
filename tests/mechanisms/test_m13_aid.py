"""M13: Western military aid."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.averages import mean_error
from sim.analysis.levers import effect

CUT, KEPT = {"aid.cut_year": 1.0, "aid.cut_share": 1.0}, {"aid.cut_year": 75.0}


@pytest.fixture(scope="module")
def cut(coarse):
    """What aid that goes on is worth against aid that stops after a year."""
    return effect(coarse, CUT, KEPT, runs=400)


def test_an_abrupt_cut_lowers_survival(cut):
    """Aid that stops after a year costs peace."""
    assert cut.gains(2.5)


def test_it_is_the_shift_of_power_that_drives_late_collapse(coarse, cut):
    """A cut costs more years of peace than the same level of aid from the start saves (SF21)."""
    low = effect(coarse, {"aid.american": 0.0}, {"aid.american": 10.0}, runs=400)
    years = [(found.after["days"] - found.before["days"]) / 365.0 for found in (cut, low)]
    more, error = mean_error(np.subtract(*years))
    assert more > 2.5 * error


def test_a_force_cap_costs_deterrence(coarse):
    """A cap of 250,000 on Ukraine's force lowers survival against one of 800,000."""
    assert effect(
        coarse, {"deterrence.cap_ukraine": 250.0}, {"deterrence.cap_ukraine": 800.0}, runs=250
    ).gains(2.5)
