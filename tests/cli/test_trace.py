"""``ceasefire trace`` tells one ceasefire, and on bad input says one thing and writes nothing."""

import json

import pytest

from sim.analysis.chronicles.chronicle import chronicle
from sim.cli.main import main
from sim.scenario import files

SHORT = ["--set", "horizon.years=1"]


@pytest.fixture
def trace(tmp_path, monkeypatch, capsys):
    """Run the verb in an empty folder; returns exit code, output and message."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main(["trace", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_it_tells_events_decisions_and_why(trace):
    """Hidden types, dated events, decisions with terms and odds, outcome and reasons are told."""
    code, told, _ = trace("baseline.yaml", "--run", "1", *SHORT)
    assert code == 0
    for words in (
        "Seed 1, run 1",
        "not a forecast",
        "Hidden type of Moscow",
        "Hidden type of Kyiv",
        "first violation",
        "incentive ",
        "chance that an attack succeeds",
        "drawn on a review: comply",
        "moves were drawn in",
        "Outcome: ",
        "Why:",
    ):
        assert words in told


def test_the_picture_lies_where_the_last_line_says(trace, tmp_path):
    """By default the picture has a folder under runs/ named for scenario, arm, seed and run."""
    _, told, _ = trace("baseline.yaml", "--regime", "treaty", "--seed", "4", "--run", "2")
    file = tmp_path / told.strip().splitlines()[-1]
    assert file == tmp_path / "runs/trace-baseline-treaty-s4-r2/trace.png"
    assert file.read_bytes().startswith(b"\x89PNG")


def test_map_draws_the_line_on_a_map_and_by_week_and_mile(trace, tmp_path):
    """--map adds two pictures after the ceasefire's; without it there is only that."""
    assert trace("baseline.yaml", "--out", "without", *SHORT)[0] == 0
    assert [file.name for file in (tmp_path / "without").iterdir()] == ["trace.png"]
    _, told, _ = trace("baseline.yaml", "--map", "--out", "with", *SHORT)
    files = [tmp_path / line for line in told.strip().splitlines()[-3:]]
    assert [file.name for file in files] == ["trace.png", "map.png", "time_by_mile.png"]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_json_names_the_maps_that_were_drawn(trace, tmp_path):
    """With --map the object has the path of each picture."""
    _, told, _ = trace("baseline.yaml", "--map", "--json", "--out", "here", *SHORT)
    found = json.loads(told)
    for name in ("map", "time_by_mile"):
        assert (tmp_path / found[name]).is_file()


def test_a_line_without_coordinates_is_not_mapped(trace, tmp_path):
    """--map on the Donbas line of 2014-22 gets one message, and nothing is told or written."""
    code, told, message = trace("baseline.yaml", "--map", "--set", "line.definition=donbas_2020", *SHORT)
    assert (code, told) == (2, "")
    assert "no coordinates" in message
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_object_that_agrees_with_the_chronicle(trace):
    """--json prints one object; its outcome is that of the run under the regime laid over the scenario."""
    code, told, _ = trace("baseline.yaml", "--regime", "treaty", "--run", "3", "--json", "--weeks", "all")
    assert code == 0
    found = json.loads(told)
    story = chronicle(files.load("baseline.yaml", files.arm("regimes", "treaty").values), 1, 3)
    assert found["outcome"] == story.outcome()
    assert len(found["decisions"]) == len(story.decisions)
    assert len(found["decisions"]) + len(found["weeks_without_decision"]) == len(story.weighings)
    assert len(found["events"]) == len(story.events)


def test_decisive_weeks_are_fewer_and_each_says_why(trace):
    """Without --weeks all only decisions with a reason to be told are told."""
    _, told, _ = trace("baseline.yaml", "--run", "3", "--json", *SHORT)
    _, whole, _ = trace("baseline.yaml", "--run", "3", "--json", "--weeks", "all", *SHORT)
    decisive, every = json.loads(told)["decisions"], json.loads(whole)["decisions"]
    assert 0 < len(decisive) < len(every)
    assert all(decision["why"] for decision in decisive)


def test_a_week_in_which_a_capital_goes_on_is_told_as_no_decision(trace):
    """Only --weeks all tells weeks without a draw, and it tells no odds for them."""
    _, told, _ = trace("baseline.yaml", "--run", "3", *SHORT)
    _, whole, _ = trace("baseline.yaml", "--run", "3", "--weeks", "all", *SHORT)
    assert "goes on as it was:" not in told
    kept = [part for part in whole.split("\n\n") if "goes on as it was:" in part]
    assert kept
    for part in kept:
        assert "no move drawn: the course was not reviewed" in part
        assert "drawn on" not in part and "comply " not in part


def test_the_same_command_draws_the_same_bytes(trace, tmp_path):
    """A trace is a function of scenario, seed and run, down to the picture."""
    for folder in ("one", "two"):
        assert trace("baseline.yaml", "--out", folder, *SHORT)[0] == 0
    assert (tmp_path / "one/trace.png").read_bytes() == (tmp_path / "two/trace.png").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["nowhere.yaml"], "no such file"),
        (["baseline.yaml", "--regime", "treaty_with_troop"], "treaty_with_troops"),
        (["baseline.yaml", "--terms", "minsk"], "minsk_like"),
        (["baseline.yaml", "--set", "monitoring.coverage=2"], "monitoring.coverage"),
        (["baseline.yaml", "--set", "monitoring.covrage=0.2"], "monitoring.coverage"),
        (["baseline.yaml", "--set", "monitoring.coverage"], "path=value"),
        (["baseline.yaml", "--seed", "-1"], "--seed"),
        (["baseline.yaml", "--run", "4294967296"], "--run"),
        (["baseline.yaml", "--weeks", "some"], "decisive"),
    ],
)
def test_bad_input_gets_one_message_and_writes_nothing(trace, tmp_path, arguments, hint):
    """Exit code 2, the message names what is wrong and what is near, and no file is made."""
    code, told, message = trace(*arguments)
    assert code == 2
    assert told == ""
    assert hint in message
    assert "Traceback" not in message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(trace, tmp_path):
    """Where the picture cannot be written, nothing is told either, and nothing is left behind."""
    (tmp_path / "taken").write_text("a file, not a folder")
    code, told, message = trace("baseline.yaml", "--out", "taken", *SHORT)
    assert (code, told) == (2, "")
    assert "--out" in message
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
