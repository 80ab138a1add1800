"""Settings that several mechanism tests share."""

from __future__ import annotations

import re

import pytest

from sim.analysis.averages import mean_error
from sim.analysis.levers import scenario

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


def pytest_terminal_summary(terminalreporter) -> None:
    """The mechanism tests as a table: a row of docs/mechanisms.md, what was claimed of it, and whether it held."""
    claims: dict[str, list[tuple[bool, str]]] = {}
    for outcome, held in (("passed", True), ("failed", False)):
        for report in terminalreporter.stats.get(outcome, []):
            found = re.search(r"mechanisms/test_(m\d\d|interactions)", report.nodeid)
            if found and report.when == "call":
                row = "M" + found[1][1:] if found[1][0] == "m" else "together"
                claims.setdefault(row, []).append((held, dict(report.user_properties).get("claim", "")))
    if not claims:
        return
    terminalreporter.section("mechanisms")
    for row in sorted(claims):
        for claim in dict.fromkeys(text for _, text in claims[row]):
            results = [held for held, text in claims[row] if text == claim]
            word = "holds" if all(results) else f"FAILS ({results.count(False)} of {len(results)})"
            terminalreporter.line(f"{row:9s} {word:6s} {claim}")


@pytest.fixture(autouse=True)
def claim(request, record_property) -> None:
    """Keep the first line of a test's docstring with its result."""
    text = (request.function.__doc__ or request.node.name).strip().splitlines()[0]
    record_property("claim", text)
