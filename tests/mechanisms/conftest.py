"""Settings that several mechanism tests share."""

from __future__ import annotations

import pytest

from sim.analysis.levers import scenario
from sim.analysis.patterns import mean_error

#: Everything that accountability needs, at the good end of its range.
ACCOUNTABLE = {
    "monitoring.coverage": 0.9,
    "monitoring.night_blindness": 0.08,
    "patrols.access": 0.95,
    "attribution.accuracy": 0.9,
    "attribution.false_share": 0.02,
    "attribution.delay_days": 4.0,
    "attribution.trust_russia": 0.85,
    "attribution.trust_ukraine": 0.85,
    "accountability.penalty": 0.9,
    "accountability.discipline_russia": 0.3,
    "accountability.discipline_ukraine": 0.3,
    "restraint.orders": 0.8,
}


@pytest.fixture(scope="session")
def baseline():
    """The baseline without a guarantee."""
    return scenario()


@pytest.fixture(scope="session")
def accountable(baseline):
    """The baseline with everything that accountability needs."""
    return baseline.with_values(ACCOUNTABLE)


@pytest.fixture(scope="session")
def coarse():
    """The baseline on a line of one sector a segment: as much fire, a fraction of the work, the same capitals."""
    return scenario(line__sector_miles=200.0)


@pytest.fixture(scope="session")
def coarse_accountable(coarse):
    """The same with everything that accountability needs."""
    return coarse.with_values(ACCOUNTABLE)


@pytest.fixture(scope="session")
def quiet_capitals(accountable):
    """The real line for two years with the capitals at rest and no crises: the line alone."""
    return accountable.with_values(
        {"horizon.capitals": "rest", "horizon.years": 2.0, "crisis.background": 0.0, "crisis.incidents": 0.0}
    )


@pytest.fixture(scope="session")
def rise():
    """How far a measure of a run rises from before to after, in standard errors of the paired difference."""

    def errors(found, measure):
        mean, error = mean_error(measure(found.after).astype(float) - measure(found.before).astype(float))
        return mean / error

    return errors


@pytest.fixture(scope="session")
def ended_by():
    """Measure of a run: whether a cause ended it."""

    def by(cause):
        return lambda runs: runs["cause"] == cause

    return by
