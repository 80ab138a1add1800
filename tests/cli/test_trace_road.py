"""``ceasefire trace`` tells the road first where the scenario begins at war, then the ceasefire that was signed."""

import json

import numpy as np
import pytest

from sim.analysis.chronicles.travelogue import Travelogue
from sim.analysis.plain import plain
from sim.cli.main import main
from sim.engine import batch
from sim.scenario import files

COARSE = {"line.sector_miles": 200.0, "horizon.years": 1.0}
#: Values under which both sides sign at once, and under which nobody ever does.
AT_ONCE = {"reservation.resolve_russia": -150.0, "reservation.resolve_ukraine": -150.0}
NEVER = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0, "road.years": 1.0}
PNG = b"\x89PNG"


def given(values):
    """Values as options of the command line."""
    return [word for path, value in values.items() for word in ("--set", f"{path}={value}")]


@pytest.fixture
def trace(tmp_path, monkeypatch, capsys):
    """Run the verb in an empty folder; returns exit code, output and message."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main(["trace", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def strictly(text):
    """A JSON object, without the words that JSON does not know."""

    def refuse(word):
        raise AssertionError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


def test_the_road_is_told_before_the_ceasefire_and_the_terms_between(trace):
    """Events dated by week, outcome and reasons of the road, the terms signed, then the chronicle as ever."""
    code, told, _ = trace("road.yaml", *given({**COARSE, **AT_ONCE}))
    assert code == 0
    words = (
        "One simulated road to a ceasefire: road",
        "Hidden type of Moscow",
        "Events on the road",
        "a ceasefire is signed",
        "Outcome of the road: a ceasefire was signed",
        "Why:",
        "Terms signed, where they differ from what was on offer",
        "What the road leaves behind",
        "One simulated ceasefire: road",
        "first violation",
        "Outcome: ",
    )
    places = [told.index(word) for word in words]
    assert places == sorted(places)


def test_both_pictures_lie_where_the_last_lines_say(trace, tmp_path):
    """The folder is named for the strategy too; the road's picture lies beside the ceasefire's."""
    _, told, _ = trace(
        "road.yaml", "--strategy", "deal_in_a_day", "--run", "2", *given({**COARSE, **AT_ONCE})
    )
    road, ceasefire = (tmp_path / line for line in told.strip().splitlines()[-2:])
    assert (road.name, ceasefire.name) == ("road.png", "trace.png")
    assert road.parent == ceasefire.parent
    assert road.parent.name.startswith("trace-road-deal_in_a_day-") and road.parent.name.endswith("-s1-r2")
    assert road.read_bytes().startswith(PNG) and ceasefire.read_bytes().startswith(PNG)


def test_a_road_without_a_ceasefire_writes_only_its_own_picture_and_says_so(trace, tmp_path):
    """Where no text was signed, no chronicle is told and no picture of a ceasefire drawn."""
    code, told, _ = trace("road.yaml", "--out", "here", *given({**COARSE, **NEVER}))
    assert code == 0
    assert "No text was signed, so there is no ceasefire to tell." in told
    assert "One simulated ceasefire" not in told and "Terms signed" not in told
    assert [file.name for file in (tmp_path / "here").iterdir()] == ["road.png"]


@pytest.mark.parametrize(("values", "agreed"), [(AT_ONCE, True), (NEVER, False)])
def test_json_holds_the_road_and_the_outcome_of_the_same_run_of_a_study(trace, values, agreed):
    """One strict JSON object; outcome and road agree with the batch and with the passage."""
    arguments = ["--strategy", "threat_to_cut", "--run", "3", "--json", *given({**COARSE, **values})]
    code, told, _ = trace("road.yaml", *arguments)
    assert code == 0
    found = strictly(told)
    arm = files.arm("strategies", "threat_to_cut")
    scenario = files.load("road.yaml", {**arm.values, **COARSE, **values})
    row = batch.run([scenario], np.array([0]), np.array([3]), 1)
    assert found["outcome"] == plain(row)
    assert found["outcome"]["agreed"] is agreed
    assert found["scenario_hash"] == scenario.hash
    passage, road = Travelogue.walked(scenario, 1, 3), found["road"]
    assert (road["weeks"], road["end"]) == (passage.weeks, passage.end)
    assert road["outcome"] == passage.outcome()
    assert len(road["events"]) == len(passage.events)
    assert road["why"] == passage.why()
    assert (road["terms"] is not None) == agreed == (found["figure"] is not None)
    if agreed:
        signed = {change["path"]: change["signed"] for change in road["terms"]}
        assert scenario.with_values(signed) == passage.text
    assert "weekly" not in road
    for side, sizes in road["reckoning"].items():
        assert sum(sizes.values()) == pytest.approx(passage.surplus(side)[-1])


def test_all_weeks_of_the_road_are_told_on_request(trace):
    """With --weeks all there is a line, or a row, for every week of the road."""
    arguments = ["road.yaml", "--weeks", "all", *given({**COARSE, **NEVER})]
    _, whole, _ = trace(*arguments)
    _, asked, _ = trace(*arguments, "--json")
    table = whole.partition("Weeks on the road")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(table) == len(strictly(asked)["road"]["weekly"]) == 52


def test_terms_and_regime_change_what_is_on_offer(trace):
    """A package of terms is what the talks are about; the strategy is laid over it."""
    arguments = ["--terms", "minsk_like", "--strategy", "a_date_first", "--json", *given({**COARSE, **NEVER})]
    _, told, _ = trace("road.yaml", *arguments)
    values = {**files.arm("terms", "minsk_like").values, **files.arm("strategies", "a_date_first").values}
    assert strictly(told)["scenario_hash"] == files.load("road.yaml", {**values, **COARSE, **NEVER}).hash


def test_an_ordinary_scenario_has_no_road(trace, tmp_path):
    """Where the run begins with a ceasefire nothing is said of a road, in words, JSON or pictures."""
    _, told, _ = trace("baseline.yaml", "--out", "here", "--json", *given(COARSE))
    assert "road" not in strictly(told)
    _, told, _ = trace("baseline.yaml", "--out", "here", *given(COARSE))
    assert told.startswith("One simulated ceasefire: baseline")
    assert [file.name for file in (tmp_path / "here").iterdir()] == ["trace.png"]


def test_the_same_road_draws_the_same_bytes(trace, tmp_path):
    """The picture of a road is a function of scenario, seed and run."""
    for folder in ("one", "two"):
        assert trace("road.yaml", "--out", folder, *given({**COARSE, **NEVER}))[0] == 0
    assert (tmp_path / "one/road.png").read_bytes() == (tmp_path / "two/road.png").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["road.yaml", "--strategy", "deal_in_a_dya"], "did you mean 'deal_in_a_day'"),
        (["baseline.yaml", "--strategy", "deal_in_a_day"], "road.begins=war"),
        (
            ["road.yaml", "--strategy", "no_talks", *given({"road.begins": "ceasefire"})],
            "a strategy of talks needs a road",
        ),
        (["road.yaml", *given({"road.years": 0})], "road.years"),
    ],
)
def test_bad_input_gets_one_message_and_writes_nothing(trace, tmp_path, arguments, hint):
    """Exit code 2, the message names what is wrong and what is near, and no file is made."""
    code, told, message = trace(*arguments)
    assert (code, told) == (2, "")
    assert hint in message
    assert "Traceback" not in message
    assert list(tmp_path.iterdir()) == []
