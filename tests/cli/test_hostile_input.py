"""Input that nobody means well with: one message and exit code 2, never a traceback."""

from pathlib import Path

import pytest

import sim
from sim.cli.main import main
from sim.cli.run import assignment
from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

STUDY = "scenario: baseline.yaml\nhorizon_years: 0.1\nruns: 2\n"
DIGITS = "9" * 5000
LONG = "a" * 5000

#: What YAML itself trips over while it makes a value of a word.
WORDS = {
    "no such date": "2020-99-99",
    "an int of no digits": "0b_",
    "more digits than Python reads": DIGITS,
    "a tag that does not fit": "!!float x",
    "nested without end": "[" * 3000 + "]" * 3000,
}


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one message that a command is refused with."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("ceasefire: ") and printed.err.count("\n") == 1
    return printed.err


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a small study."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text("name: small\narms: {regimes: [none]}\n" + STUDY)
    return tmp_path


@pytest.mark.parametrize("word", WORDS)
def test_a_scenario_file_that_trips_yaml_is_refused(
    word: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word that YAML cannot make a value of is a fault of the file, told with the file's name."""
    (desk / "bad.yaml").write_text(f"monitoring: {{coverage: {WORDS[word]}}}\n")
    assert "bad.yaml" in refused(["trace", "bad.yaml"], capsys)


@pytest.mark.parametrize("word", WORDS)
def test_a_setting_that_trips_yaml_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same words after --set are refused, told with the setting."""
    setting = f"monitoring.coverage={WORDS[word]}"
    assert "monitoring.coverage" in refused(["run", "small.yaml", "--set", setting], capsys)


@pytest.mark.parametrize("text", ["1e2", "1e-1", "2E3", "-1e0"])
def test_a_setting_reads_numbers_as_a_file_does(text: str, desk: Path) -> None:
    """1e2 is a number in a scenario file, and so it is after --set."""
    assert assignment(f"politics.attention={text}") == ("politics.attention", float(text))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name: 3\narms: {regimes: [none]}\n", "name"),
        ("name: a\narms: {custom: {x: {1: 2}}}\n", "x"),
        ("name: a\narms: {custom: {'': {}}}\n", "arms"),
        ("name: a\narms: {regimes: ['../regimes/none']}\n", "regimes"),
    ],
    ids=["a number for a name", "a number for a path", "an arm without a name", "a path for a regime"],
)
def test_a_study_of_the_wrong_words_is_refused(
    text: str, where: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names that are no names are refused, told with where they stand."""
    (desk / "bad.yaml").write_text(text + STUDY)
    assert where in refused(["run", "bad.yaml"], capsys)


@pytest.mark.parametrize(
    "arguments",
    [["trace", LONG], ["run", LONG], ["run", "small.yaml", "--out", LONG], ["trace", "long.yaml"]],
    ids=["scenario", "study", "results", "extends"],
)
def test_a_name_too_long_for_a_file_is_refused(
    arguments: list[str], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name longer than a file system takes is no file, and told as such."""
    (desk / "long.yaml").write_text(f"extends: {LONG}\n")
    refused(arguments, capsys)


def test_a_path_that_is_no_word_is_refused() -> None:
    """From Python too: a parameter is named by a word."""
    with pytest.raises(InputError, match="unknown parameter"):
        sim.load("baseline.yaml", {1: 0.5})  # type: ignore[dict-item]


@pytest.mark.parametrize(("seed", "run"), [(-1, 0), (2**64, 0), (1, -1), (1, 2**32)])
@pytest.mark.parametrize("scheduler", [Replay, CeasefireModel], ids=["replay", "mesa"])
def test_seeds_and_runs_out_of_range_are_refused_by_every_scheduler(
    scheduler: type, seed: int, run: int
) -> None:
    """A seed or run number that would be cut short, and so be another's, is refused as the batch refuses it."""
    with pytest.raises(ValueError, match=r"seed|run"):
        scheduler(Scenario(), seed=seed, run=run)
