"""``ceasefire validate``: the record against the model."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from sim.analysis.patterns import record
from sim.analysis.patterns.facts import NOT_MEASURED
from sim.analysis.patterns.pattern import Measure, Pattern
from sim.cli.main import main


@pytest.fixture
def finds(monkeypatch):
    """Let the measuring find a fact with a value where 0 to 1 is allowed."""

    def find(use: str = "fit", value: float = 0.5, part: float = 0.5) -> None:
        measures = tuple(Measure("a fact", 0.0, 1.0, number, 0.1, 100) for number in (value, part))

        def patterns(stage, told):
            pattern = Pattern("V1", use, "0.5", "a study", measures)
            told(pattern)
            return [pattern]

        monkeypatch.setattr(record, "patterns", patterns)

    return find


@pytest.mark.parametrize(
    ("use", "value", "part", "code"),
    [
        ("fit", 0.5, 0.5, 0),
        ("fit", 2.0, 0.5, 1),
        ("fit", 0.5, 2.0, 1),
        ("report", 2.0, 0.5, 0),
        ("report", 0.5, 0.5, 0),
    ],
)
def test_only_a_gated_miss_fails(finds, capsys, tmp_path, use, value, part, code) -> None:
    """The exit code is 1 where a fact marked fit is missed in any part, and 0 where one marked report is."""
    finds(use, value, part)
    assert main(["validate", "patterns", "--json", "--out", str(tmp_path)]) == code
    told = json.loads(capsys.readouterr().out)
    assert [fact["id"] for fact in told] == ["V1"]
    assert told[0]["hit"] is (value <= 1.0 and part <= 1.0)
    assert told[0]["parts"][0]["value"] == part


def test_json_is_all_there_is_on_stdout(finds, capsys, tmp_path) -> None:
    """With --json what was written and how far it is are told on stderr, and stdout is one JSON list."""
    finds()
    assert main(["validate", "--json", "--out", str(tmp_path / "new")]) == 0
    told = capsys.readouterr()
    assert isinstance(json.loads(told.out), list)
    assert "measured 1 of" in told.err
    assert "patterns.png" in told.err


def test_figure_and_tables_are_written(finds, capsys, tmp_path) -> None:
    """The folder holds the figure, a row a measure, and the Markdown table; their names are told."""
    finds()
    assert main(["validate", "--out", str(tmp_path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["patterns.csv", "patterns.md", "patterns.png"]
    assert (tmp_path / "patterns.png").read_bytes().startswith(b"\x89PNG")
    assert pd.read_csv(tmp_path / "patterns.csv")["value"].tolist() == [0.5, 0.5]
    assert "| V1 | fit | a fact |" in (tmp_path / "patterns.md").read_text(encoding="utf-8")
    out = capsys.readouterr().out
    assert str(tmp_path / "patterns.png") in out


def test_what_is_not_measured_is_said(finds, capsys, tmp_path) -> None:
    """The text names every fact that is not measured, with the reason."""
    finds()
    main(["validate", "--out", str(tmp_path)])
    out = capsys.readouterr().out
    assert all(f"{fact}: {reason}" in out for fact, reason in NOT_MEASURED.items())


def test_a_folder_that_cannot_be_written_is_refused_first(monkeypatch, capsys, tmp_path) -> None:
    """A file in the folder's place gives one message and exit code 2 before anything is measured."""
    (tmp_path / "taken").write_text("")

    def patterns(*arguments, **more):
        raise AssertionError("measured")

    monkeypatch.setattr(record, "patterns", patterns)
    for folder in (tmp_path / "taken", tmp_path / "taken" / "under"):
        assert main(["validate", "--out", str(folder)]) == 2
        told = capsys.readouterr()
        assert "--out" in told.err and str(folder) in told.err
        assert told.out == ""


def test_something_else_to_validate_is_refused(capsys) -> None:
    """An unknown word gives one message and exit code 2."""
    assert main(["validate", "pattern"]) == 2
    assert "patterns" in capsys.readouterr().err
