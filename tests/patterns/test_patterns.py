"""Patterns of the record that simulated ceasefires must show; see sim/analysis/patterns.py and docs/evidence.md."""

from __future__ import annotations

import pytest

from sim.analysis.patterns import line_patterns, survival_patterns

LINE = ("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V15")
SURVIVAL = ("SF01", "SF06", "SF07", "SF36", "SF38")


@pytest.fixture(scope="module")
def line():
    """The line's patterns, by id."""
    return {p.id: p for p in line_patterns(years=24, truces=50)}


@pytest.fixture(scope="module")
def survival():
    """The survival patterns, by id."""
    return {p.id: p for p in survival_patterns(runs=600)}


@pytest.mark.parametrize("fact", LINE)
def test_the_line_shows_the_pattern(line, fact):
    """The simulated line lies within the tolerance of the recorded pattern."""
    assert line[fact].hit, line[fact]


@pytest.mark.parametrize("fact", SURVIVAL)
def test_survival_shows_the_pattern(survival, fact):
    """Simulated survival lies within the tolerance of the recorded fact."""
    assert survival[fact].hit, survival[fact]


def test_a_truce_without_accountability_is_gone_in_weeks_and_with_it_lasts_months(line):
    """The same constants give a return in weeks on paper and a doubling over months with orders and coordination."""
    assert line["V6"].value < 60.0
    assert 30.0 * line["V8"].value > 2.0 * line["V6"].value
