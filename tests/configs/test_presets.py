"""The presets: twelve regimes, three packages, ten strategies, the lines and studies, each saying what it is."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from sim.engine.ground import ground
from sim.line.sectors import cut
from sim.scenario.files import Arm, arm, load, names, nested, presets, read_yaml
from sim.scenario.scenario import Scenario, declared
from sim.study.reading import ARM_KINDS

REGIMES = {
    "none",
    "assurances",
    "consultation_24h",
    "istanbul_neutrality",
    "remedial_action",
    "treaty",
    "treaty_with_troops",
    "eu_article_42_7",
    "nato_accession",
    "armed_neutral_buffer",
    "reassurance_force",
    "porcupine",
}
PACKAGES = {"minsk_like", "durable_ceasefire", "neutral_buffer"}
STRATEGIES = {
    "talks_as_usual",
    "no_talks",
    "a_year_not_a_day",
    "a_date_first",
    "deal_in_a_day",
    "deal_in_100_days",
    "deadline_of_a_year",
    "bilateral_deal",
    "threat_to_cut",
    "threat_to_flood",
}
ARMS = [(kind, name) for kind in ARM_KINDS for name in names(kind)]
FILES = sorted(p for p in presets().rglob("*.yaml") if p.parent.name != "studies")

each_arm = pytest.mark.parametrize("preset", [arm(*a) for a in ARMS], ids=[name for _, name in ARMS])
each_file = pytest.mark.parametrize("file", FILES, ids=lambda p: str(p.relative_to(presets())))


def test_the_twelve_regimes_are_there() -> None:
    """Every guarantee regime of the comparison has a file of its own."""
    assert set(names("regimes")) >= REGIMES


def test_the_three_packages_are_there() -> None:
    """The packages of terms have a file each."""
    assert set(names("terms")) >= PACKAGES


def test_the_strategies_of_talks_are_there() -> None:
    """Every strategy of talks that the study of roads compares has a file of its own."""
    assert set(names("strategies")) >= STRATEGIES
    study = read_yaml(presets() / "studies" / "road_to_ceasefire.yaml")
    assert set(study["arms"]["strategies"]) == STRATEGIES


@each_arm
def test_an_arm_says_what_it_stands_for(preset: Arm) -> None:
    """Title, precedent and source are there, in words, and the title is its own."""
    assert preset.title and preset.precedent and preset.source
    assert preset.precedent.rstrip().endswith((".", "?", "!"))
    assert [arm(*a).title for a in ARMS].count(preset.title) == 1


@each_arm
def test_an_arm_sets_declared_parameters_only(preset: Arm) -> None:
    """Every path is declared, and the baseline takes every value."""
    assert preset.values
    assert set(preset.values) <= set(declared())
    load("baseline.yaml").with_values(preset.values)


@each_arm
def test_an_arm_leaves_the_line_and_the_horizon_alone(preset: Arm) -> None:
    """What is compared is not on another line or over another time, and knows of no luck of its own."""
    sections = {path.partition(".")[0] for path in preset.values}
    assert not sections & {"line", "horizon", "bursts", "casualties", "aims", "economy", "politics"}


@pytest.mark.parametrize("name", sorted(REGIMES))
def test_a_regime_is_about_guarantees(name: str) -> None:
    """A regime sets the guarantee and what its precedent came with, and not the zone, the line or the sanctions."""
    sections = {path.partition(".")[0] for path in arm("regimes", name).values}
    assert sections <= {"guarantee", "alignment", "deterrence", "aid", "deal", "accession", "monitoring"}
    assert "guarantee" in sections


def test_no_two_arms_are_the_same() -> None:
    """Every arm gives another scenario."""
    baseline = load("baseline.yaml")
    hashes = {baseline.with_values(arm(*a).values).hash for a in ARMS}
    assert len(hashes) == len(ARMS)


def test_no_guarantee_promises_nothing() -> None:
    """Under the regime without guarantees nobody promises, stands by or ratifies anything."""
    none = load("baseline.yaml").with_values(arm("regimes", "none").values).guarantee
    assert none.commitment == none.stationed_troops == none.response_force == none.parliaments == 0.0


@pytest.mark.parametrize(
    ("weaker", "stronger", "path"),
    [
        ("assurances", "treaty", "guarantee.commitment"),
        ("consultation_24h", "treaty", "guarantee.commitment"),
        ("treaty", "nato_accession", "guarantee.parliaments"),
        ("none", "nato_accession", "guarantee.alliance_tie"),
        ("treaty", "treaty_with_troops", "guarantee.stationed_troops"),
        ("none", "reassurance_force", "guarantee.stationed_troops"),
        ("none", "porcupine", "deterrence.denial"),
        ("treaty", "istanbul_neutrality", "alignment.non_alignment"),
        ("nato_accession", "armed_neutral_buffer", "alignment.non_alignment"),
    ],
)
def test_regimes_differ_as_their_precedents_do(weaker: str, stronger: str, path: str) -> None:
    """What distinguishes two regimes in the record distinguishes their files."""
    baseline = load("baseline.yaml")
    less, more = (
        baseline.with_values(arm("regimes", name).values).value(path) for name in (weaker, stronger)
    )
    assert less < more


def test_accession_needs_32_parliaments() -> None:
    """NATO accession waits for 32 parliaments."""
    assert arm("regimes", "nato_accession").values["guarantee.parliaments"] == 32.0


def test_packages_differ_as_they_say() -> None:
    """Against Minsk the durable package agrees the line, watches, attributes, penalises and snaps back."""
    baseline = load("baseline.yaml")
    minsk, durable = (
        baseline.with_values(arm("terms", n).values) for n in ("minsk_like", "durable_ceasefire")
    )
    for path in (
        "violations.line_clarity",
        "violations.disengagement",
        "zone.front_km",
        "monitoring.coverage",
        "attribution.accuracy",
        "accountability.penalty",
        "meetings.commission",
        "deterrence.denial",
        "consultation.level",
    ):
        assert durable.value(path) > minsk.value(path), path
    assert (minsk.sanctions.snapback, durable.sanctions.snapback) == ("none", "automatic")
    assert (minsk.assets.use, durable.assets.use) == ("held", "with_consent")
    assert minsk.patrols.armed_share == 0.0


@each_file
def test_a_file_loads_and_says_what_it_is(file: Path) -> None:
    """Every preset loads as a scenario and has a title and a source."""
    assert isinstance(load(file), Scenario)
    about = read_yaml(file)["about"]
    assert about["title"] and about["source"]
    assert all(isinstance(text, str) for text in about.values())


@each_file
def test_a_file_names_evidence_that_exists(file: Path) -> None:
    """Tables that a preset refers to are in the evidence."""
    for table in re.findall(r"\w+\.csv", file.read_text(encoding="utf-8")):
        assert (files("sim.evidence") / table).is_file(), table


@each_file
def test_a_file_sets_nothing_twice(file: Path) -> None:
    """A preset that extends another sets only what differs from it."""
    content = read_yaml(file)
    if "extends" not in content:
        return
    parent = nested(content["extends"], file.parent)
    for section, values in content.items():
        if section not in ("extends", "about"):
            for name, value in values.items():
                assert parent.get(section, {}).get(name) != value or file.parent.name == "lines", (
                    f"{section}.{name}"
                )


@pytest.mark.parametrize("name", names("lines"))
def test_a_line_is_laid_out(name: str) -> None:
    """Every preset of a line gives sectors with heat on them."""
    scenario = load(f"lines/{name}.yaml")
    land = ground(scenario)
    assert len(land.sectors) == len(
        cut(scenario.line.definition, scenario.line.length, scenario.line.sector_miles)
    )
    assert land.base.min() > 0.0


def test_the_baseline_is_what_is_declared() -> None:
    """The baseline is the whole perimeter over ten years, and sets nothing that the declarations do not."""
    baseline = load("baseline.yaml")
    assert baseline == Scenario()
    assert (baseline.line.definition, baseline.horizon.years) == ("whole_perimeter", 10.0)


@pytest.mark.parametrize("name", names("studies"))
def test_a_study_compares_arms_that_exist(name: str) -> None:
    """Every study names a scenario and arms that are there, with enough runs, and its reference among them."""
    study = read_yaml(presets() / "studies" / f"{name}.yaml")
    load(presets() / "studies" / study["scenario"])
    arms = study.get("arms", {})
    compared = [arm(kind, entry).name for kind in ARM_KINDS for entry in arms.get(kind, [])]
    compared += list(arms.get("custom", {}))
    if "reference" in arms:
        assert arms["reference"] in compared
    assert len(set(compared)) == len(compared)
    assert study["runs"] >= 1


def test_the_guarantees_study_compares_all_regimes() -> None:
    """The main study compares the twelve regimes with none, with a thousand runs each."""
    study = read_yaml(presets() / "studies" / "guarantees.yaml")
    assert set(study["arms"]["regimes"]) == REGIMES
    assert study["arms"]["reference"] == "none"
    assert study["runs"] >= 1000
