"""``ceasefire validate``: the record against the model."""

from __future__ import annotations

import json

import pytest

from sim.analysis import patterns
from sim.cli.main import main


def fact(use: str, value: float) -> patterns.Pattern:
    """A fact that tolerates 0 to 1."""
    return patterns.Pattern("V0", use, "a fact", "0.5", 0.0, 1.0, value, 0.1)


@pytest.mark.parametrize(
    ("use", "value", "code"), [("fit", 0.5, 0), ("fit", 2.0, 1), ("report", 2.0, 0), ("report", 0.5, 0)]
)
def test_only_a_gated_miss_fails(monkeypatch, capsys, use: str, value: float, code: int) -> None:
    """The exit code is 1 where a fact marked fit is missed, and 0 where one marked report is."""
    monkeypatch.setattr(patterns, "line_patterns", lambda: [fact(use, value)])
    monkeypatch.setattr(patterns, "survival_patterns", lambda runs: [])
    assert main(["validate", "patterns", "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told[0]["hit"] is (value <= 1.0)


def test_something_else_to_validate_is_refused(capsys) -> None:
    """An unknown word gives one message and exit code 2."""
    assert main(["validate", "pattern"]) == 2
    assert "patterns" in capsys.readouterr().err
