"""The register: every fact of the evidence tables is measured, or is said not to be, and why."""

from __future__ import annotations

import re
from math import inf
from pathlib import Path

import pytest

from sim.analysis.patterns.facts import NOT_MEASURED, facts, guarantee_mix, historical_mix
from sim.analysis.patterns.pattern import Measure, Pattern
from sim.analysis.patterns.record import MEASURES, ON_THE_LINE, measured
from sim.analysis.patterns.table import markdown, rows, value_text

PAGE = Path(__file__).parents[2] / "docs" / "patterns.md"


def measure(value: float = 0.5, low: float = 0.0, high: float = 1.0, **more) -> Measure:
    """A measure that tolerates 0 to 1."""
    return Measure("something", low, high, value, 0.1, **more)


def pattern(*measures: Measure, use: str = "fit") -> Pattern:
    """A fact of those measures."""
    return Pattern("SF00", use, "about a half", "a study", measures)


def test_every_fact_is_measured_or_said_not_to_be():
    """V1-V15 and SF01-SF40 are each either measured or listed with a reason, never both."""
    assert set(facts()) == set(MEASURES) | set(NOT_MEASURED)
    assert set(MEASURES) & set(NOT_MEASURED) == set()
    assert len(facts()) == 55


def test_facts_come_in_the_order_of_the_tables():
    """V facts stand before SF facts, each in ascending order."""
    assert measured() == sorted(measured(), key=lambda fact: (fact[0] == "S", int(re.sub(r"\D", "", fact))))


def test_facts_of_the_line_are_from_outside():
    """Every V fact counts as fit; the use of SF facts is that of their table, and both uses occur."""
    assert {fact.use for name, fact in facts().items() if name.startswith("V")} == {"fit"}
    assert facts()["SF02"].use == "report"
    assert facts()["SF01"].use == "fit"


def test_the_historical_mix_is_counted():
    """Levels of guarantee have the shares of the 32 historical ceasefires of war scale: 10, 12, 3 and 7."""
    assert [round(32 * share) for share in guarantee_mix().values()] == [10, 12, 3, 7]
    assert list(guarantee_mix()) == ["none", "assurances", "treaty", "treaty_with_troops"]
    assert round(32 * historical_mix()["none", 3]) == 5
    assert sum(historical_mix().values()) == pytest.approx(1.0)


@pytest.mark.parametrize(("value", "hit"), [(0.0, True), (1.0, True), (-0.01, False), (1.01, False)])
def test_a_tolerance_holds_its_ends(value: float, hit: bool):
    """A value at either end of the tolerance is a hit, one beyond is not."""
    assert measure(value).hit is hit


def test_a_fact_is_hit_when_all_its_parts_are():
    """One part outside its tolerance makes the fact missed, whichever part it is."""
    assert pattern(measure(), measure()).hit
    assert not pattern(measure(), measure(2.0)).hit
    assert not pattern(measure(2.0), measure()).hit


def test_a_fact_as_plain_data():
    """The main measure's fields, the table's words, further measures as parts; an open end is null."""
    told = pattern(measure(n=7), measure(3.0, low=1.0, high=inf)).as_dict()
    assert (told["id"], told["use"], told["target"], told["source"]) == (
        "SF00",
        "fit",
        "about a half",
        "a study",
    )
    assert (told["value"], told["error"], told["low"], told["high"], told["n"]) == (0.5, 0.1, 0.0, 1.0, 7)
    assert told["hit"] is True
    assert told["parts"] == [
        {"fact": "something", "low": 1.0, "high": None, "value": 3.0, "error": 0.1, "n": 0, "hit": True}
    ]


def test_a_ratio_per_unit_keeps_its_relative_error():
    """A ratio of 4 over two units is 2 a unit, and its error in per cent is halved."""
    whole = Measure("", 0.0, inf, 4.0, 0.4, ratio=True)
    unit = whole.scaled(0.5, "a unit", 1.0, 3.0)
    assert (unit.value, unit.error) == (2.0, pytest.approx(0.1))
    assert (unit.low, unit.high, unit.fact) == (1.0, 3.0, "a unit")


def test_the_table_tells_every_measure():
    """The Markdown table and the rows have a line for each measure, misses in words."""
    found = [pattern(measure(), measure(2.0)), pattern(measure(), use="report")]
    lines = markdown(found).splitlines()
    assert len(lines) == 2 + 3
    assert "**missed**" in lines[3] and "**missed**" not in lines[2] + lines[4]
    table = rows(found)
    assert table["part"].tolist() == [0, 1, 0]
    assert table["hit"].tolist() == [True, False, True]
    assert table["fact_hit"].tolist() == [False, False, True]
    assert table["ci_high"].to_numpy() - table["ci_low"].to_numpy() == pytest.approx(3.92 * 0.1)


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [(0.5, 0.1, "0.50 ± 0.20"), (32.6, 2.0, "32.6 ± 3.9"), (0.999, 0.0005, "0.999 ± 0.001")],
)
def test_values_are_told_to_sensible_places(value: float, error: float, text: str):
    """Large values have one place, values that are nearly certain three, others two."""
    assert value_text(Measure("", 0, 1, value, error)) == text


def test_the_page_has_every_fact():
    """docs/patterns.md has a row for each measured fact and one for each that is not."""
    text = PAGE.read_text(encoding="utf-8")
    results, reasons = text.split("## Not measured")
    assert re.findall(r"^\| (S?[VF]\d+) \| (?:fit|report) ", results, flags=re.MULTILINE) == measured()
    assert re.findall(r"^\| (S?[VF]\d+) \|", reasons, flags=re.MULTILINE) == list(NOT_MEASURED)


def test_the_two_panels_are_of_facts():
    """Facts on the line are a part of those measured, and not all of them."""
    assert set(ON_THE_LINE) < set(MEASURES)
