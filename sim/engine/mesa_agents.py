"""The Mesa agents: commanders with state of their own, monitor teams, the mission and the capitals.

Each agent's step calls the rules that the compiled batch runs in passes. Subclass one in plain Python, hand it to
:class:`~sim.engine.mesa_model.CeasefireModel` (``agents={"russia": MyRussia}``), and the rest of the model is
unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents import european_union, monitors, russia, ukraine, united_states
from sim.agents.commanders import fires, judged, outlook, unanswered, volley
from sim.agents.monitors import remembered, team_detection, visible
from sim.agents.purposes import ACCESS, BOUT_RUSSIA, FIRE, NAMED_RUSSIA, ORDER
from sim.engine.mesa_base import Agent
from sim.line.monitoring import demand
from sim.line.restraint import next_odds, pledged
from sim.line.tension import next_tension, spread
from sim.line.violations import bout_rate
from sim.negotiation import rounds, worth

if TYPE_CHECKING:
    from sim.engine.mesa_model import CeasefireModel


class Commander(Agent):
    """A sector commander: fires or holds, from tension, restraint and orders.

    Attributes
    ----------
    sector, side : where, and for whom (0 Russia, 1 Ukraine).
    odds, supported, erosion : restraint, what orders and accountability support, and how fast it wears off.
    tension : 0 and up.
    suffered : bouts suffered today and not accounted for.
    bouts, fired, recorded, right, wrong : what he did today, and what was seen and found of it.
    """

    model: CeasefireModel

    def __init__(self, model: CeasefireModel, sector: int, side: int, base: float, taking: float) -> None:
        super().__init__(model)
        self.sector, self.side, self.base, self.taking = sector, side, base, taking
        self.odds, self.supported, self.erosion = 1.0, 0.0, 0.0
        self.tension, self.heard, self.suffered = 0.0, 0.0, 0.0
        self.bouts = self.fired = self.recorded = self.right = self.wrong = 0.0
        self.opponent: Commander
        self.team: MonitorTeam

    def hear(self) -> None:
        """The order to hold fire may arrive."""
        model = self.model
        if model.pair(self.sector, ORDER)[self.side] < model.p.restraint.delivery and self.heard == 0.0:
            self.heard = 1.0
            self.odds = pledged(model.pledges[self.side], self.taking, model.p.restraint.full_effect)

    def fire(self) -> None:
        """Fire or hold; all read the state of the day's start, so the order of agents cannot matter."""
        model = self.model
        p = model.p
        factor = model.factors[model.region_of[self.sector]]
        rate = bout_rate(self.base, factor, self.tension, self.odds, p.violations.shots_per_bout)
        self.bouts = fires(model.pair(self.sector, FIRE)[self.side], rate)
        if self.bouts == 0.0:
            return
        self.fired, seen = volley(
            model.pair(self.sector, BOUT_RUSSIA + self.side),
            self.bouts,
            self.odds,
            self.team.visible,
            p.violations.shots_per_bout,
            p.violations.size_variance,
            model.single_bout,
            model.weapons[self.side],
        )
        self.recorded = self.fired * seen / self.bouts
        self.right, self.wrong = 0.0, 0.0
        if seen > 0.0:
            self.right, self.wrong = judged(
                model.pair(self.sector, NAMED_RUSSIA + self.side),
                seen,
                p.attribution.accuracy,
                p.attribution.false_share,
            )
        weight = model.answer_weights[1 - self.side]
        self.opponent.suffered = unanswered(self.bouts, self.right, self.wrong, weight)

    def end_day(self) -> None:
        """Tension and restraint a day on; restraint only once the order has had its days to arrive."""
        model = self.model
        p = model.p
        self.tension = next_tension(
            self.tension, model.tension_kept, p.tension.gain, self.suffered, p.tension.half_effect
        )
        self.suffered = 0.0
        if not model.carrying_orders:
            self.odds = next_odds(self.odds, self.supported, self.erosion, p.restraint.recovery)

    def look_ahead(self) -> None:
        """The week ahead: what orders and what he answers for support."""
        model = self.model
        p = model.p
        stance, grey, orders = model.orders[self.side]
        own, reckoned = model.answering[self.side]
        self.supported, self.erosion = outlook(
            stance,
            grey,
            orders,
            own,
            self.team.detection,
            reckoned,
            p.restraint.full_effect,
            p.restraint.erosion,
            p.restraint.protection,
            p.restraint.delivery,
        )

    def calm_with(self, left: float, right: float) -> None:
        """Tension evens out a little with the neighbours'."""
        self.tension = spread(self.tension, left, right, self.model.p.tension.spill)


class MonitorTeam(Agent):
    """The mission's team in one sector: its chance to detect, and what it has recorded lately.

    Attributes
    ----------
    detection, visible : chance that a bout is detected in a usual week, and this week (0 where it is shut out).
    opened : whether the sector is open to it this week.
    """

    model: CeasefireModel

    def __init__(self, model: CeasefireModel, sector: int, watched_km: float) -> None:
        super().__init__(model)
        self.sector, self.watched_km = sector, watched_km
        self.detection = self.visible = self.recent = self.fired = self.asked = 0.0
        self.opened = True

    def log(self, commander: Commander) -> None:
        """Log what a commander of the sector fired today, as far as it was recorded."""
        self.fired += commander.fired
        self.recent += commander.recorded

    def ask(self) -> None:
        """Ask for sensors, by what has been recorded lately."""
        self.recent = remembered(self.recent)
        self.asked = demand(self.recent / self.watched_km, self.model.p.monitoring.reallocation)

    def deploy(self, asked_mean: float, sensors: float, access: float) -> None:
        """Deploy what was granted, unless a side shuts the team out this week; detection follows."""
        p = self.model.p
        self.detection = team_detection(
            self.asked,
            asked_mean,
            sensors,
            p.monitoring.detection_watched,
            p.monitoring.detection_unwatched,
            p.monitoring.night_blindness,
            access,
        )
        self.opened = bool(self.model.pair(self.sector, ACCESS)[0] < access)
        self.visible = visible(self.detection, access, self.opened)


class MonitoringMission(Agent):
    """The mission: keeps its sensors working and sends its teams where violations are."""

    model: CeasefireModel

    def step(self) -> None:
        """A week of the mission."""
        model = self.model
        monitors.week(model.world, model.record)
        for team in model.teams:
            team.ask()
        total, length = 0.0, 0.0
        for team in model.teams:  # in the order of sectors: sums must not depend on the order of agents
            total += team.asked * team.watched_km
            length += team.watched_km
        sensors, access = float(model.world.mission.sensors), float(model.world.mission.access)
        for team in model.teams:
            team.deploy(total / length, sensors, access)
        model.world.tally.denied_sector_weeks += sum(not team.opened for team in model.teams)


class Capital(Agent):
    """A capital. Fields of its record read as attributes: ``russia.belief``, ``russia.stance``, ``russia.terms``."""

    model: CeasefireModel
    place = ""

    @property
    def record(self) -> Any:
        """The capital's record in the world's state."""
        return getattr(self.model.world, self.place)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("model", "unique_id", "pos"):
            raise AttributeError(name)
        return getattr(self.record, name)

    def set(self, **values: Any) -> None:
        """Set fields of the capital's record; for subclasses that decide in plain Python."""
        for name, value in values.items():
            setattr(self.record, name, value)


class UnitedStates(Capital):
    """The United States: attention and elections."""

    place = "guarantors"

    def attend(self) -> None:
        """A week in Washington while the war goes on: attention alone."""
        united_states.attend(self.model.world, self.model.offer, self.model.address, self.model.week_number)

    def step(self) -> None:
        """A week in Washington."""
        united_states.week(self.model.world, self.model.record, self.model.address, self.model.week_number)


class EuropeanUnion(Capital):
    """The European Union: unity, renewals, assets, aid."""

    place = "guarantors"

    def confer(self) -> None:
        """A week in Brussels while the war goes on: unity alone."""
        european_union.confer(self.model.world, self.model.offer, self.model.address)

    def step(self) -> None:
        """A week in Brussels."""
        european_union.week(self.model.world, self.model.record, self.model.address, self.model.week_number)


class Russia(Capital):
    """Russia. Override :meth:`decide` (or any other step) to try another behaviour."""

    place = "russia"
    rules = russia

    def reckon(self) -> None:
        """Set the text on the table, and a full one, against fighting on; while the war goes on."""
        worth.reckon_moscow(self.model.world, self.model.offer, self.model.record, self.model.full)

    def observe(self) -> None:
        """Take note of the week."""
        self.rules.observe(self.model.world, self.model.record, self.model.address, self.model.week_number)

    def weigh(self) -> None:
        """Weigh an attack against keeping the ceasefire, term by term."""
        self.rules.weigh(self.model.world, self.model.record, self.model.address, self.model.week_number)

    def decide(self) -> None:
        """Choose the week's move."""
        self.rules.decide(self.model.world, self.model.record, self.model.address, self.model.week_number)

    def act(self) -> None:
        """Carry it out."""
        self.rules.act(self.model.world, self.model.record, self.model.address, self.model.week_number)


class Ukraine(Russia):
    """Ukraine: the same steps by its own rules."""

    place = "ukraine"
    rules = ukraine  # type: ignore[assignment]

    def reckon(self) -> None:
        """Set the text on the table, and a full one, against fighting on; while the war goes on."""
        worth.reckon_kyiv(self.model.world, self.model.offer, self.model.record, self.model.full)


class Track(Agent):
    """A track of talks: meets, takes an issue up, settles something of it or breaks up.

    Attributes
    ----------
    track : index into :data:`sim.negotiation.issues.TRACKS`.
    """

    model: CeasefireModel

    def __init__(self, model: CeasefireModel, track: int) -> None:
        super().__init__(model)
        self.track = track

    def meet(self) -> None:
        """A week of the track."""
        rounds.meet(self.model.world, self.model.offer, self.model.address, self.track)
