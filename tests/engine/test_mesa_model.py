"""The Mesa model works with Mesa's own tools, and takes agents of one's own."""

from typing import Any

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

from sim.agents.tally import CAUSES
from sim.engine.mesa_agents import Commander, Russia, Ukraine
from sim.engine.mesa_model import AGENTS, CeasefireModel, run
from sim.incentives.choice import ATTACK, COMPLY
from sim.negotiation.issues import TRACKS
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario


class Hawk(Russia):
    """A Moscow that attacks in its first week, whatever it has weighed."""

    def decide(self) -> None:
        self.set(next_stance=ATTACK)


class Dove(Russia):
    """A Moscow that never does anything but comply."""

    def decide(self) -> None:
        super().decide()
        self.set(next_stance=COMPLY)


class QuietCommander(Commander):
    """A commander who holds his fire."""

    def fire(self) -> None:
        self.bouts = 0.0


def test_a_model_is_made_of_mesa_agents(short: Scenario) -> None:
    """Two commanders and a team a sector, the mission and four capitals are Mesa agents of the model; at war tracks."""
    model = CeasefireModel(short)
    assert isinstance(model, mesa.Model)
    sectors = len(model.teams)
    assert len(model.commanders) == 2 * sectors
    assert len(model.agents) == 3 * sectors + 5
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    at_war = CeasefireModel(short.with_values({"road.begins": "war"}))
    assert len(at_war.agents) == 4 + len(TRACKS)
    made = {type(agent) for agent in (*model.agents, *at_war.agents)}
    assert made == set(AGENTS.values())


def test_capitals_read_as_attributes(short: Scenario) -> None:
    """A capital's record reads by name; what it has not is an AttributeError."""
    model = CeasefireModel(short)
    assert model.russia.belief == model.world.russia.belief == short.fear.initial
    model.russia.set(belief=0.25)
    assert model.world.russia.belief == 0.25
    with pytest.raises(AttributeError):
        model.russia.beleif  # noqa: B018


def test_a_hawk_of_ones_own_attacks(short: Scenario) -> None:
    """A Moscow in plain Python that attacks ends the ceasefire after two weeks: one to prepare it, one to begin."""
    model = CeasefireModel(short, agents={"russia": Hawk})
    model.run_model()
    assert (model.outcome()["days"][0], CAUSES[model.outcome()["cause"][0]]) == (14.0, "russian_offensive")
    assert not model.running


def test_a_dove_of_ones_own_keeps_the_peace(short: Scenario) -> None:
    """Where Moscow fell upon Kyiv, a Moscow in plain Python that complies does not."""
    eager = {"aims.russia": 300.0, "aims.ukraine": 0.0, "choice.initial_massing": 1.0, "horizon.years": 1.0}
    scenario = short.with_values(eager)
    assert CAUSES[run(scenario, 1, 0)["cause"][0]] == "russian_offensive"
    assert CAUSES[run(scenario, 1, 0, agents={"russia": Dove})["cause"][0]] != "russian_offensive"


def test_a_changed_agent_changes_only_what_it_does(short: Scenario) -> None:
    """Commanders in plain Python who hold their fire leave no violations; the capitals' luck is the same."""
    plain, quiet = (
        CeasefireModel(short, seed=2),
        CeasefireModel(short, seed=2, agents={"commander": QuietCommander}),
    )
    for model in (plain, quiet):
        for _ in range(30):
            model.step()
    assert plain.world.tally.violations > 0.0 == quiet.world.tally.violations
    assert plain.world.front.level == quiet.world.front.level
    assert plain.world.russia.pressure == quiet.world.russia.pressure


def test_an_inherited_agent_changes_nothing(short: Scenario) -> None:
    """A subclass that overrides nothing gives the same run."""
    same = {"ukraine": type("Kyiv", (Ukraine,), {}), "commander": type("Colonel", (Commander,), {})}
    scenario = short.with_values({"horizon.years": 0.3})
    assert run(scenario, 1, 0, agents=same).tobytes() == run(scenario, 1, 0).tobytes()


def test_a_finished_model_stands_still(short: Scenario) -> None:
    """Steps after the end change nothing."""
    model = CeasefireModel(short.with_values({"horizon.years": 0.05}))
    model.run_model()
    before = np.array(model.world).tobytes()
    model.step()
    assert np.array(model.world).tobytes() == before
    assert not model.running


def test_a_data_collector_follows_model_and_agents(short: Scenario) -> None:
    """Mesa's DataCollector collects the model's state and agents' attributes, a row a day."""
    model = CeasefireModel(short)
    collector = DataCollector(
        model_reporters={"violations": lambda m: float(m.world.tally.violations), "day": "day"},
        agenttype_reporters={Commander: {"tension": "tension", "side": "side"}, Russia: {"belief": "belief"}},
    )
    for _ in range(10):
        model.step()
        collector.collect(model)
    told = collector.get_model_vars_dataframe()
    assert list(told["day"]) == list(range(1, 11))
    assert told["violations"].is_monotonic_increasing and told["violations"].iloc[-1] > 0.0
    assert len(collector.get_agenttype_vars_dataframe(Commander)) == 10 * len(model.commanders)
    assert np.isfinite(collector.get_agenttype_vars_dataframe(Russia)["belief"]).all()


def test_mesas_batch_run_sweeps_dotted_values() -> None:
    """``mesa.batch_run`` sweeps parameters by their dotted paths, on the model as it is."""
    rows = mesa.batch_run(
        CeasefireModel,
        {
            "line.definition": "front",
            "line.sector_miles": 100.0,
            "horizon.years": 0.1,
            "monitoring.coverage": [0.2, 0.8],
            "run": [0, 1, 2],
        },
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 6
    assert {(row["monitoring.coverage"], row["run"]) for row in rows} == {
        (c, r) for c in (0.2, 0.8) for r in range(3)
    }


def test_mesas_batch_run_takes_a_collector_of_ones_own() -> None:
    """A model with a DataCollector gives ``mesa.batch_run`` its numbers, which differ between runs."""

    class Collected(CeasefireModel):
        def __init__(self, **values: Any) -> None:
            super().__init__(**values)
            self.datacollector = DataCollector({"violations": lambda m: float(m.world.tally.violations)})
            self.datacollector.collect(self)

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    rows = mesa.batch_run(
        Collected,
        {"line.definition": "front", "line.sector_miles": 100.0, "horizon.years": 0.1, "run": [0, 1, 2]},
        number_processes=1,
        display_progress=False,
    )
    assert len({row["violations"] for row in rows}) == 3


def test_wrong_values_are_told() -> None:
    """A dotted value that does not exist or is out of range is told as everywhere."""
    with pytest.raises(InputError, match=r"monitoring\.coverge"):
        CeasefireModel(**{"monitoring.coverge": 0.5})
    with pytest.raises(InputError, match="out of range"):
        CeasefireModel(**{"monitoring.coverage": 5.0})


@pytest.mark.parametrize("name", ["russsia", "Russia", "sector"])
def test_an_unknown_agent_is_told(short: Scenario, name: str) -> None:
    """An agent under a name that the model does not have is an error, not a silent no-op."""
    with pytest.raises(ValueError):
        CeasefireModel(short, agents={name: Hawk})


def test_two_models_do_not_touch(short: Scenario) -> None:
    """Models that take turns give what each gives alone."""
    alone = CeasefireModel(short, seed=5)
    for _ in range(20):
        alone.step()
    one, other = CeasefireModel(short, seed=5), CeasefireModel(short, seed=6)
    for _ in range(20):
        one.step()
        other.step()
    assert np.array(one.world).tobytes() == np.array(alone.world).tobytes()
