"""The Mesa model: one ceasefire, agent by agent, day by day, and the road to it week by week.

Equal bit for bit to the compiled batch.

For looking at a single run, for Mesa's own tools (``mesa.batch_run``, ``DataCollector``, ``SolaraViz``), and for
researchers who replace an agent with one of their own in plain Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Literal, overload

import numpy as np

from sim.agents import guarantors
from sim.agents.commanders import RUSSIAN, UKRAINIAN, answer_weight, answering
from sim.agents.state import ROW, ROWS, WORLD
from sim.engine import calendar, mesa_road
from sim.engine import road as road_of_a_run
from sim.engine.calendar import DAYS_PER_WEEK, ORDER_DAYS
from sim.engine.ground import ground
from sim.engine.mesa_agents import (
    Commander,
    EuropeanUnion,
    MonitoringMission,
    MonitorTeam,
    Russia,
    Track,
    Ukraine,
    UnitedStates,
)
from sim.engine.mesa_base import DataCollector, Model
from sim.engine.weekly import Diary
from sim.line.tension import decay
from sim.line.violations import log_variance
from sim.numerics.philox import key, run_number, uniform_pair
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

#: The classes a run is made of; pass others in ``agents`` to replace them.
AGENTS: Mapping[str, type] = {
    "commander": Commander,
    "team": MonitorTeam,
    "mission": MonitoringMission,
    "united_states": UnitedStates,
    "european_union": EuropeanUnion,
    "russia": Russia,
    "ukraine": Ukraine,
    "track": Track,
}


#: What the model's own DataCollector keeps of every day (``mesa.batch_run`` looks rows up by day).
REPORTERS: Mapping[str, Callable[[CeasefireModel], Any]] = {
    "day": lambda model: model.days_passed,
    "violations": lambda model: float(model.world.tally.violations),
    "crisis": lambda model: float(model.world.front.crisis),
    "over": lambda model: bool(model.world.over),
}


def namespace(values: Mapping[str, Mapping[str, Any]]) -> SimpleNamespace:
    """Nested values as plain attributes: reading a record's field from Python costs ten times as much."""
    return SimpleNamespace(**{section: SimpleNamespace(**group) for section, group in values.items()})


class CeasefireModel(Model):
    """One ceasefire under a scenario, or the war and the talks that lead to one.

    ``record`` holds the terms in force: the scenario's, or the text on the table while ``at_war``, which becomes the
    ceasefire's scenario once it is signed. ``offer`` holds what is on offer, ``full`` a text with all of it settled.

    Parameters
    ----------
    scenario : the scenario; the defaults if not given.
    seed : seed of the study (also that of Mesa's own generator, which orders agents).
    run : number of the run; the same seed and run meet the same shocks under every scenario.
    shuffle : activate commanders and the two belligerents in a random order each day. Results do not depend on it.
    agents : classes to use in place of those in :data:`AGENTS`.
    weekly : keep a record of every week of the ceasefire, in ``diary.weeks``.
    values : dotted parameters to change in the scenario, so that ``mesa.batch_run`` can sweep them.

    Raises
    ------
    InputError
        A value is unknown or out of range.
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        seed: int = 0,
        run: int = 0,
        shuffle: bool = True,
        agents: Mapping[str, type] | None = None,
        weekly: bool = False,
        **values: Any,
    ) -> None:
        self.key, self.run_number = key(int(seed)), run_number(run)
        super().__init__(seed=seed)
        self.running: bool = True
        base = scenario or Scenario()
        self.shuffle = shuffle
        self.use(base.with_values(values) if values else base)
        self.record: Any
        self.offer: Any
        self.full: Any
        self.world: Any
        self.record, self.world = self.new_state()
        self.day: int = 0
        self.week_number: int = 0
        self.weeks_at_war: int = 0
        self.stop = calendar.horizon_days(self.p.horizon.years)
        self.diary = Diary(self.stop) if weekly else None
        for role in agents or ():
            if role not in AGENTS:
                raise InputError("unknown agent", value=role, allowed=", ".join(AGENTS), names=AGENTS)
        self.classes = {**AGENTS, **(agents or {})}
        self.teams: list[MonitorTeam] = []
        self.commanders: list[Commander] = []
        self.united_states = self.classes["united_states"](self)
        self.european_union = self.classes["european_union"](self)
        self.russia = self.classes["russia"](self)
        self.ukraine = self.classes["ukraine"](self)
        self.belligerents = (self.russia, self.ukraine)
        self.tracks: list[Track] = []
        self.at_war = self.scenario.road.begins == "war"
        if self.at_war:
            mesa_road.set_out(self)
        else:
            self.lay_out()
        self.datacollector = DataCollector(dict(REPORTERS))
        self.datacollector.collect(self)

    def lay_out(self) -> None:
        """Lay the ceasefire out in a zeroed world: commanders, teams, the mission, the first week's orders."""
        land = ground(self.scenario)
        self.region_of = [int(r) for r in land.sectors.region]
        self.factors = self.new_factors(len(land.region_starts) - 1)
        calendar.begin(self.world, self.record, self.address, land.km, land.watched_km)
        self.single_bout = log_variance(1.0, self.p.violations.size_variance)
        self.tension_kept = decay(self.p.tension.memory_days, self.p.meetings.flag_meetings)
        self.answering = (
            answering(self.p.accountability.discipline_russia, self.p.attribution.trust_russia, self.record),
            answering(
                self.p.accountability.discipline_ukraine, self.p.attribution.trust_ukraine, self.record
            ),
        )
        late = (self.p.attribution.delay_days, self.p.accountability.delay_scale)
        self.answer_weights = (
            answer_weight(self.p.attribution.trust_russia, *late),
            answer_weight(self.p.attribution.trust_ukraine, *late),
        )
        for i, (base_rate, km) in enumerate(zip(land.base, land.sectors.watched_km, strict=True)):
            rate = float(base_rate) * calendar.sector_heat(self.address, i, self.p.line.hot_spot_spread)
            taking = calendar.commanders_taking(self.address, i, self.p.restraint.heterogeneity)
            team = self.classes["team"](self, i, float(km))
            pair = [
                self.classes["commander"](self, i, side, rate, taking[side]) for side in (RUSSIAN, UKRAINIAN)
            ]
            pair[0].opponent, pair[1].opponent = pair[1], pair[0]
            pair[0].team = pair[1].team = team
            self.teams.append(team)
            self.commanders += pair
        self.mission = self.classes["mission"](self)
        self.pledges = (float(self.world.russia.pledge), float(self.world.ukraine.pledge))
        self.mission.step()
        self._look_ahead()

    def use(self, scenario: Scenario) -> None:
        """Take a scenario as the one in force: at the start, and when the terms of a text are signed."""
        self.scenario = scenario
        self.p = namespace(scenario.as_dict())

    # What a run is made of; the plain peer in sim/engine/plain_mesa.py replaces these with Python's own.

    def new_state(self) -> tuple[Any, Any]:
        """Parameters and the world's state, as records that compiled rules read and write.

        Agents in Python read the same parameters from ``model.p``, as plain numbers.
        """
        return self.scenario.record().view(np.recarray)[0], np.zeros(1, WORLD).view(np.recarray)[0]

    def new_factors(self, regions: int) -> Any:
        """Room for the regional factors of a day."""
        return np.empty(regions)

    def pair(self, sector: int, purpose: int) -> tuple[float, float]:
        """The two uniforms of a decision in a sector today."""
        return uniform_pair(self.address, sector, purpose)

    # A run.

    @property
    def address(self) -> tuple[int, int, int, int]:
        """Address of today's draws, or of this week's at war."""
        day = road_of_a_run.ROAD_DAYS + 7 * self.week_number if self.at_war else self.day
        return self.key[0], self.key[1], self.run_number, day

    @property
    def days_passed(self) -> int:
        """Days since the run began, the war included."""
        return 7 * self.weeks_at_war + self.day

    @property
    def carrying_orders(self) -> bool:
        """Whether the order to hold fire is still being carried to commanders."""
        return self.day < ORDER_DAYS

    def step(self) -> None:
        """One day, and after every seventh the week; at war a week; nothing once the ceasefire is over."""
        if not self.running:
            return
        if self.at_war:
            mesa_road.week(self)
            self.datacollector.collect(self)
            return
        calendar.open_day(self.world, self.record, self.address, self.factors)
        if self.carrying_orders:
            self.let(self.commanders, "hear")
        self.let(self.commanders, "fire")
        self._count()
        self.let(self.commanders, "end_day")
        if (self.day + 1) % DAYS_PER_WEEK == 0 and self.world.over == 0:
            self._week()
        self.day += 1
        if self.diary:
            self.diary.end_day(self.world, self.line)
        if self.world.over == 1:
            road_of_a_run.aftermath(self.world, self.record, *self.key, self.run_number)
        self.datacollector.collect(self)
        self.running = bool(self.world.over == 0 and self.day < self.stop)

    def run_model(self) -> None:
        """Run to the end of the ceasefire or of the horizon."""
        while self.running:
            self.step()

    def let(self, agents: Sequence[Any], step: str) -> None:
        """Let agents do one step, in a random order if asked to."""
        order = list(agents)
        if self.shuffle:
            self.random.shuffle(order)
        for agent in order:
            getattr(agent, step)()

    def _look_ahead(self) -> None:
        """Hand the capitals' orders to the commanders."""
        self.orders = tuple((int(c.stance), float(c.grey), float(c.orders_now)) for c in self.belligerents)
        self.weapons = tuple(float(c.weapons) for c in self.belligerents)
        self.let(self.commanders, "look_ahead")

    def _count(self) -> None:
        """Add the day up in the order of sectors, whatever order the agents acted in."""
        fired = recorded = bouts = found_russia = found_ukraine = suffered_russia = suffered_ukraine = 0.0
        for commander in self.commanders:
            if commander.bouts == 0.0:
                continue
            commander.team.log(commander)
            fired += commander.fired
            recorded += commander.recorded
            bouts += commander.bouts
            if commander.side == RUSSIAN:
                found_russia += commander.right
                found_ukraine += commander.wrong
                suffered_ukraine += commander.opponent.suffered
            else:
                found_ukraine += commander.right
                found_russia += commander.wrong
                suffered_russia += commander.opponent.suffered
        calendar.close_day(
            self.world,
            self.record,
            self.address,
            fired,
            recorded,
            bouts,
            found_russia,
            found_ukraine,
            suffered_russia,
            suffered_ukraine,
        )

    def _week(self) -> None:
        """The week: the mission, the guarantors, then Moscow and Kyiv step by step, then the line's outlook."""
        self.week_number = number = (self.day + 1) // DAYS_PER_WEEK
        self.mission.step()
        calendar.open_week(self.world, self.record, number)
        self.united_states.step()
        self.european_union.step()
        guarantors.week(self.world, self.record, self.address, number)
        if self.scenario.horizon.capitals == "act":
            for step in ("observe", "weigh", "decide"):
                self.let(self.belligerents, step)
        self.let(self.belligerents, "act")
        self._look_ahead()
        for side in (RUSSIAN, UKRAINIAN):
            tensions = [c.tension for c in self.commanders[side::2]]
            padded = [tensions[0], *tensions, tensions[-1]]
            for i, commander in enumerate(self.commanders[side::2]):
                commander.calm_with(padded[i], padded[i + 2])
        calendar.close_week(self.world, self.record, self.address, number)

    # What others read.

    def line(self) -> np.ndarray:
        """The line's state as the batch holds it: shape (number of rows, n sectors), rows as in ``state.ROWS``."""
        rows = np.zeros((len(ROWS), len(self.teams)))
        for team in self.teams:
            i = team.sector
            rows[ROW["watched_km"], i] = team.watched_km
            rows[ROW["detection"], i], rows[ROW["visible"], i] = team.detection, team.visible
            rows[ROW["recent"], i] = team.recent
            rows[ROW["fired"], i] = team.fired
        for c in self.commanders:
            side = "russia" if c.side == RUSSIAN else "ukraine"
            rows[ROW["base"], c.sector] = c.base
            for name in ("odds", "supported", "erosion", "tension", "taking", "heard", "suffered"):
                rows[ROW[f"{name}_{side}"], c.sector] = getattr(c, name)
        return rows

    def outcome(self) -> np.ndarray:
        """The run's outcome so far: structured array of dtype OUTCOME, shape (1,)."""
        return np.array([self.world.tally], dtype=WORLD["tally"])


@overload
def run(
    scenario: Scenario,
    seed: int,
    run: int,
    agents: Mapping[str, type] | None = None,
    *,
    weekly: Literal[False] = False,
) -> np.ndarray: ...


@overload
def run(
    scenario: Scenario,
    seed: int,
    run: int,
    agents: Mapping[str, type] | None = None,
    *,
    weekly: Literal[True],
) -> tuple[np.ndarray, np.ndarray]: ...


def run(
    scenario: Scenario,
    seed: int,
    run: int,
    agents: Mapping[str, type] | None = None,
    *,
    weekly: bool = False,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """Run one ceasefire under Mesa; the same outcome row as the batch gives for it (dtype OUTCOME, shape (1,)).

    With ``weekly`` a pair: that, and its weeks, the same as the batch gives for it (dtype ``WEEK``, shape (weeks,)).
    """
    model = CeasefireModel(scenario, seed=seed, run=run, agents=agents, weekly=weekly)
    model.run_model()
    return (model.outcome(), model.diary.weeks) if model.diary else model.outcome()
