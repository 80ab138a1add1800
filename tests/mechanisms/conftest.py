"""Settings that several mechanism tests share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis.averages import mean_error
from sim.analysis.levers import scenario
from sim.engine import batch
from sim.engine.outcome import frame
from sim.scenario.files import load
from sim.scenario.scenario import Scenario

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


@dataclass(frozen=True)
class Pair:
    """The same roads under two settings, row by row under the same shocks."""

    before: pd.DataFrame
    after: pd.DataFrame

    def where(self, kept: pd.Series) -> Pair:
        """The roads for which ``kept`` is true, in both settings."""
        return Pair(self.before[kept], self.after[kept])

    @property
    def signed(self) -> Pair:
        """The roads that led to a ceasefire in both settings: the same roads, whose ceasefires can be compared."""
        return self.where(self.before["agreed"] & self.after["agreed"])


class Roads:
    """Roads to a ceasefire under settings of one scenario; a setting is run once, for all tests that ask for it."""

    def __init__(self, base: Scenario) -> None:
        self.base = base
        self._walked: dict[str, pd.DataFrame] = {}

    def walk(self, values: Mapping[str, Any], runs: int) -> pd.DataFrame:
        """Outcomes of the first ``runs`` runs under ``values``, a row a run."""
        name = repr(sorted(values.items()))
        if len(self._walked.get(name, ())) < runs:
            numbers = np.arange(runs)
            made = [self.base.with_values(values)]
            self._walked[name] = frame(batch.run(made, np.zeros(runs, int), numbers, seed=1))
        return self._walked[name].iloc[:runs]

    def pair(self, before: Mapping[str, Any], after: Mapping[str, Any], runs: int) -> Pair:
        """Roads under ``before`` and under ``after``."""
        return Pair(self.walk(before, runs), self.walk(after, runs))


@pytest.fixture(scope="session")
def at_war():
    """A run that begins at war, talks as usual, on the coarse line."""
    return load("road.yaml", {"line.sector_miles": 200.0})


@pytest.fixture(scope="session")
def roads(at_war):
    """Roads and the ceasefires they lead to, each watched for ten years."""
    return Roads(at_war)


@pytest.fixture(scope="session")
def signings(at_war):
    """The same roads up to the signature, a tenth of the work: the ceasefire is watched for a week only."""
    return Roads(at_war.with_values({"horizon.years": 0.02}))


@pytest.fixture(scope="session")
def quiet_capitals(accountable):
    """The real line for two years with the capitals at rest and no crises: the line alone."""
    return accountable.with_values(
        {"horizon.capitals": "rest", "horizon.years": 2.0, "crisis.background": 0.0, "crisis.incidents": 0.0}
    )


@pytest.fixture(scope="session")
def rise():
    """How far a measure of a run rises from before to after, in standard errors of the paired difference.

    Takes what holds outcomes ``before`` and ``after`` of the same runs, and a measure of outcomes.
    """

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
