"""Agents of a researcher's own, named in a study file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.errors import InputError
from sim.study.loop import run_study
from sim.study.reading import read_study

DOVE = """
from sim.engine.mesa_agents import Russia

class Dove(Russia):
    def decide(self):
        super().decide()
        self.set(next_stance=0)

class Nobody:
    pass
"""

STUDY = """
name: doves
scenario: baseline.yaml
arms: {custom: {usual: {line.definition: front, line.sector_miles: 100.0}}}
runs: 6
seed: 4
horizon_years: 3
engine: ENGINE
agents: {russia: "AGENT"}
"""


def study_file(folder: Path, engine: str = "mesa", agent: str = "my_agents:Dove") -> Path:
    """A study with one agent replaced."""
    (folder / "my_agents.py").write_text(DOVE)
    path = folder / "doves.yaml"
    path.write_text(STUDY.replace("ENGINE", engine).replace("AGENT", agent))
    return path


def test_a_russia_that_never_attacks_is_run(tmp_path: Path) -> None:
    """With a Russia in plain Python that always complies, no run ends in a Russian offensive."""
    store = run_study(read_study(study_file(tmp_path)), out=tmp_path / "out")
    outcomes = store.outcomes
    assert len(outcomes) == 6
    assert not (outcomes["cause"] == "russian_offensive").any()
    assert (outcomes["massing_weeks_russia"] == 0).all()


@pytest.mark.parametrize(
    ("engine", "agent", "words"),
    [
        ("batch", "my_agents:Dove", "engine: mesa"),
        ("mesa", "my_agents:Hawk", "no such agent class"),
        ("mesa", "my_agents:Nobody", "a subclass of"),
        ("mesa", "no_such_module:Dove", "cannot be imported"),
        ("mesa", "Dove", "module:Class"),
    ],
)
def test_a_wrong_agent_is_told(tmp_path: Path, engine: str, agent: str, words: str) -> None:
    """A class that is not there or is no agent, or another engine, gives one message before anything runs."""
    with pytest.raises(InputError, match=words):
        read_study(study_file(tmp_path, engine, agent))
