"""Settings at the edge of what makes sense: each runs to a sound outcome, or is refused in one clear message."""

import math
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.engine.ground import ground
from sim.scenario.errors import InputError
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import declared, parameters

Outcomes = Callable[..., list[pd.Series]]

SHORT = {"line.definition": "front", "line.sector_miles": 200.0, "horizon.years": 3.0}
#: Nobody who could see anything, and nobody who could tell.
NO_MONITORS = {
    "monitoring.coverage": 0.0,
    "monitoring.detection_unwatched": 0.0,
    "monitoring.intelligence": 0.0,
    "patrols.personnel": 0.0,
    "patrols.access": 0.0,
}
NO_AID = {"aid.american": 0.0, "aid.european": 0.0}
#: A thousand soldiers on either side, and no more to come.
NO_FORCES = {
    f"deterrence.{name}": declared()[f"deterrence.{name}"].least
    for name in ("force_russia", "force_ukraine", "ceiling_russia", "own_ukraine", "cap_ukraine")
}
NO_FIRE = {"violations.bouts_per_km": 0.0, "crisis.background": 0.0}
ZONES = ("zone.front_km", "zone.river_km", "zone.border_km")
NO_ZONE = dict.fromkeys(ZONES, 0.0)
WIDEST_ZONE = {path: declared()[path].most for path in ZONES}
#: Whoever would attack finds no reason to: so that a run may last.
NO_REASON = {
    "aims.russia": 0.0,
    "aims.ukraine": 0.0,
    "politics.pressure_sd": 0.0,
    "crisis.background": 0.0,
    "choice.precision": 2.0,
}

#: At war, and both sides would sign anything at all, in the first week.
EAGER = {
    "road.begins": "war",
    "reservation.resolve_russia": -200.0,
    "reservation.resolve_ukraine": -200.0,
    "rounds.summit": 1.0,
}


def every(
    end: str, unit: str = "", kept: tuple[str, ...] = ("line.sector_miles", "horizon.years")
) -> dict[str, Any]:
    """Every number whose unit begins so at one end ("least", "low", "high" or "most"), but for those kept."""
    found = [p for p in parameters() if p.kind == "number" and p.unit.startswith(unit) and p.path not in kept]
    return {p.path: getattr(p, end) for p in found}


def test_without_monitors_nothing_is_recorded(outcomes: Outcomes) -> None:
    """No sensors, no patrols, no access, no other eyes: violations happen, none is logged or blamed on anyone."""
    for told in outcomes(NO_MONITORS):
        assert told["violations"] > 0.0
        assert (
            told[["recorded", "findings_russia", "findings_ukraine", "snapbacks", "mission_cost"]].sum()
            == 0.0
        )


def test_without_fire_nothing_happens_on_the_line(outcomes: Outcomes) -> None:
    """No bouts and no grave incidents: no violation, no casualty, and no first day of either."""
    for told in outcomes(NO_FIRE):
        assert told[["violations", "bouts", "battle_deaths", "civilian_casualties"]].sum() == 0.0
        assert told["first_violation_day"] == told["first_serious_day"] == -1.0


def test_without_aid_none_is_counted(outcomes: Outcomes) -> None:
    """No American and no European aid: none in the tally, and the run goes on."""
    assert all(told["aid"] == 0.0 for told in outcomes({**NO_AID, "aid.growth": 1.0}))


def test_without_a_reason_a_ceasefire_holds_for_75_years(outcomes: Outcomes) -> None:
    """Nobody aims at anything and nothing goes wrong: the longest horizon is reached, on day 27,375."""
    for told in outcomes({**NO_REASON, "horizon.years": 75.0}):
        assert (told["cause"], told["days"]) == ("held", 75 * 365)


@pytest.mark.parametrize("years", [0.02, 75.0])
@pytest.mark.parametrize("capitals", ["act", "rest"])
def test_the_shortest_and_the_longest_horizon(years: float, capitals: str, outcomes: Outcomes) -> None:
    """A week and 75 years, with the capitals acting or at rest, and with every force wasting away."""
    outcomes({"horizon.years": years, "horizon.capitals": capitals, **NO_FORCES})


@pytest.mark.parametrize("begins", ["ceasefire", "war"])
@pytest.mark.parametrize(
    "values",
    [
        NO_FORCES,
        {**NO_FORCES, "deterrence.force_russia": 5000.0},
        {**NO_FORCES, "deterrence.denial": 1.0, "deterrence.force_ukraine": 5000.0},
        NO_ZONE,
        WIDEST_ZONE,
        {**WIDEST_ZONE, "zone.sides": "russia_only", "zone.one_sided": 0.0},
        {**NO_MONITORS, **NO_AID, **NO_FORCES, **NO_ZONE},
        {**NO_MONITORS, "monitoring.reallocation": 1.0, "monitoring.coverage": 1.0},
        every("least", "probability"),
        every("most", "probability"),
        every("least", "share"),
        every("most", "share"),
        {**every("least", "probability"), **every("most", "share")},
        {**every("most", "probability"), **every("least", "share")},
        every("least"),
        every("low"),
        every("high"),
        every("most"),
    ],
    ids=[
        "no forces", "an army against none", "a porcupine against none", "no zone", "widest zone",
        "widest zone that counts for nothing", "nothing at all", "every sensor where the fire is",
        "probabilities least", "probabilities most", "shares least", "shares most", "sure of nothing",
        "sure of everything", "all least", "all low", "all high", "all most",
    ],
)  # fmt: skip
def test_the_corners_run_to_a_sound_outcome(values: dict[str, Any], begins: str, outcomes: Outcomes) -> None:
    """Forces, zones, probabilities, shares, all numbers at once, at either end, after a road too: a sound outcome."""
    outcomes({**(EAGER if begins == "war" else {}), **values, "road.begins": begins})


@pytest.mark.parametrize(
    ("definition", "length"),
    list(product(declared()["line.definition"].options, declared()["line.length"].options)),
)
def test_a_line_without_sectors_of_a_kind(definition: str, length: str, outcomes: Outcomes) -> None:
    """Every definition of the line runs, watched or not, though most lack a kind of sector; and has its length."""
    values = {"line.definition": definition, "line.length": length, "horizon.years": 0.5}
    outcomes(values, runs=2)
    outcomes({**values, **NO_MONITORS}, runs=2)
    many, few = (
        ground(sim.load("baseline.yaml", {**values, "line.sector_miles": miles})) for miles in (0.5, 200.0)
    )
    assert many.km == pytest.approx(few.km, rel=1e-12)
    assert many.watched_km == pytest.approx(few.watched_km, rel=1e-12)


def test_the_fewest_sectors() -> None:
    """The longest sectors leave one a surveyed segment, 14 on the front; no surveyed line has fewer."""
    options = set(declared()["line.definition"].options) - {"even"}
    least = min(
        len(ground(sim.load("baseline.yaml", {"line.definition": d, "line.sector_miles": 200.0})).sectors)
        for d in options
    )
    front = ground(sim.load("baseline.yaml", SHORT)).sectors
    assert len(front) == len(front.segment_names) == least == 14
    with pytest.raises(InputError, match=r"line\.sector_miles.*got 1000.*from 0\.5 to 200"):
        sim.load("baseline.yaml", {"line.sector_miles": 1000.0})


@pytest.mark.parametrize("km", [1.0, 300.0])
def test_an_even_line_of_one_sector(km: float, outcomes: Outcomes) -> None:
    """An even line no longer than a sector is one sector, and runs, watched or not."""
    values = {**SHORT, "line.definition": "even", "line.even_km": km}
    assert len(ground(sim.load("baseline.yaml", values)).sectors) == 1
    outcomes(values)
    outcomes({**values, **NO_MONITORS})


def test_over_two_thousand_sectors(outcomes: Outcomes) -> None:
    """Half-mile sectors on the whole perimeter: 2,417 of them, watched or not, to a sound outcome."""
    values = {"line.definition": "whole_perimeter", "line.sector_miles": 0.5, "horizon.years": 0.5}
    assert len(ground(sim.load("baseline.yaml", values)).sectors) == 2417
    outcomes(values, runs=2)
    outcomes({**values, **NO_MONITORS}, runs=1)


def wrong(p: Parameter) -> list[Any]:
    """Values that a parameter must refuse."""
    if p.kind == "choice":
        return [f"{p.options[0]}x", p.options[0].upper(), 0, None]
    if p.kind == "switch":
        return ["maybe", 2, None]
    assert p.least is not None and p.most is not None
    past = [math.nextafter(p.least, -math.inf), math.nextafter(p.most, math.inf), p.least - 1, p.most + 1]
    return [*past, math.nan, math.inf, -math.inf, f"{p.default}", True, None, [p.default], 10**400]


@pytest.mark.parametrize("p", parameters(), ids=lambda p: p.path)
def test_what_is_not_possible_is_refused(p: Parameter) -> None:
    """A value past an end, not a number, or of another type: one message with path, value and range."""
    for value in wrong(p):
        with pytest.raises(InputError) as refused:
            sim.load("baseline.yaml", {p.path: value})
        assert (refused.value.where, refused.value.allowed) == (p.path, p.allowed)
        assert f"got {value!r}" in str(refused.value) and p.allowed in str(refused.value)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a small study from the command line with some values set."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edge.yaml").write_text(
        "name: edge\nscenario: baseline.yaml\narms: {regimes: [none]}\nhorizon_years: 0.5\nruns: 2\n"
    )

    def run(values: dict[str, Any]) -> int:
        settings = [part for path, value in values.items() for part in ("--set", f"{path}={value}")]
        return main(["run", "edge.yaml", *settings])

    return run


@pytest.mark.parametrize(
    "values",
    [{**NO_MONITORS, **NO_AID, **NO_FORCES, **NO_ZONE}, NO_FIRE, every("most", "probability")],
    ids=["nothing at all", "no fire", "probabilities most"],
)
def test_the_command_line_runs_the_edges_too(values: dict[str, Any], study: Callable[..., int]) -> None:
    """`ceasefire run --set ...` with nothing on the line, no fire, or everything certain ends with a report."""
    assert study({**SHORT, "horizon.years": 0.5, **values}) == 0
    assert Path("runs/edge/report.html").stat().st_size > 0
    summary = pd.read_csv("runs/edge/summary.csv").iloc[0]
    held = 1.0 - summary["collapsed"] / summary["runs"]
    assert summary.filter(like="share_").sum() + held == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (".nan", "nan"),
        (".inf", "inf"),
        ("-.inf", "-inf"),
        ("-0.1", "-0.1"),
        ("2", "2"),
        ("much", "'much'"),
        ("true", "True"),
    ],
)
def test_the_command_line_refuses_what_is_not_possible(
    value: str, told: str, study: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting that cannot be: exit code 2, one line with the path, the value and the range, and no results."""
    assert study({"monitoring.coverage": value}) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and error.startswith("ceasefire: ")
    assert "monitoring.coverage" in error and f"got {told};" in error and "from 0 to 1" in error
    assert not Path("runs").exists()
