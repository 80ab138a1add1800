"""The week's record: what a run reports of every week of its ceasefire, when a study asks for it.

A ceasefire's weeks count from 1, the first after signature; the last may be cut short, by a collapse or by a horizon
that is not whole weeks. Both schedulers write a week with the same rule at the same moment: once its last day is over
and the capitals, if it was a whole week, have acted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.agents.state import ODDS_RUSSIA, ODDS_UKRAINE, TENSION_RUSSIA, TENSION_UKRAINE
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.choice import PRESS, STANCES
from sim.numerics.rule import compiled, rule

#: A course in words: a capital's stance, and pressing off the line told apart from pressing on it.
COURSES = (*STANCES, "press_off_line")
PRESS_OFF_LINE = len(STANCES)


class Quantity(NamedTuple):
    """One quantity of the week's record: its name, its unit in words, and one sentence that says what it is."""

    name: str
    unit: str
    doc: str
    kind: str = "f4"


#: What a week reports, in the order of the columns. Counts are of the week; all else is as the week ends.
QUANTITIES = (
    Quantity("days", "days", "Days of the week that passed: 7, or fewer in a last week cut short.", "i4"),
    Quantity("violations", "violations", "Violations fired in the week."),
    Quantity("recorded", "violations", "Violations of the week that the monitors logged."),
    Quantity("battle_deaths", "people", "Battle deaths of the week."),
    Quantity(
        "restraint", "share", "Share of bouts that commanders hold back, mean of both sides and all sectors."
    ),
    Quantity("tension", "index from 0", "Tension of commanders, mean of both sides and all sectors."),
    Quantity("crisis", "index from 0", "Level of the crisis between the capitals, 0 none."),
    Quantity("watched", "share of the line", "Share of the line that the mission watches."),
    Quantity("armed", "patrols a km", "Armed patrols on the line."),
    Quantity("attention", "0 to 1", "American attention."),
    Quantity("unity", "0 to 1", "European unity."),
    Quantity("credibility", "0 to 1", "Credibility of the guarantee, the interim's included."),
    Quantity("relief", "share of sanctions", "Sanctions on Moscow that are lifted."),
    Quantity("aid", "billion dollars a year", "Aid to Kyiv from all givers."),
    Quantity("support", "share of the public", "Ukrainians who put peace first."),
    Quantity("aims_russia", "% of GDP", "What victory would be worth to Moscow, drawn once a run."),
    Quantity("aims_ukraine", "% of GDP", "What victory would be worth to Kyiv, drawn once a run."),
    Quantity("pressure_russia", "% of GDP", "Pressure at home on Moscow to attack."),
    Quantity("pressure_ukraine", "% of GDP", "Pressure at home on Kyiv to attack."),
    Quantity("belief_russia", "log-odds", "Moscow's belief that Kyiv will attack."),
    Quantity("belief_ukraine", "log-odds", "Kyiv's belief that Moscow will attack."),
    Quantity("incentive_russia", "% of GDP", "Moscow's incentive to attack as it weighed it last, 0 before."),
    Quantity("incentive_ukraine", "% of GDP", "Kyiv's incentive to attack as it weighed it last, 0 before."),
    Quantity("course_russia", "word", "Moscow's course: " + ", ".join(COURSES) + ".", "i4"),
    Quantity("course_ukraine", "word", "Kyiv's course: " + ", ".join(COURSES) + ".", "i4"),
)
#: Structure of a week: the index of its run in the rows of outcomes, its number, and the quantities (courses as
#: indices into :data:`COURSES`). Every field takes four bytes, so that nothing lies between them.
WEEK = np.dtype([("row", "i4"), ("week", "i4"), *((q.name, q.kind) for q in QUANTITIES)])

#: What has been counted up to the week: days, violations, recorded, battle deaths.
N_COUNTED = 4


@rule
def longest(days):
    """Weeks in so many days, one that is cut short included."""
    return (days + DAYS_PER_WEEK - 1) // DAYS_PER_WEEK


@rule
def is_over(day, collapsed, stop):
    """Whether a week ends with the ``day``-th day: a whole one, or one cut short by collapse or by the horizon."""
    return day % DAYS_PER_WEEK == 0 or collapsed == 1 or day == stop


@rule
def course(me):
    """A capital's course, an index into COURSES."""
    return PRESS_OFF_LINE if me.stance == PRESS and me.grey > 0.5 else me.stance


@compiled
def keep(week, number, world, line, counted):
    """Write the week that ends now; ``counted`` (shape (4,)) is what was counted before it, and is moved on."""
    tally, g = world.tally, world.guarantors
    n = line.shape[1]
    restraint, tension = 0.0, 0.0
    for i in range(n):
        restraint += (1.0 - 1.0 / line[ODDS_RUSSIA, i]) + (1.0 - 1.0 / line[ODDS_UKRAINE, i])
        tension += line[TENSION_RUSSIA, i] + line[TENSION_UKRAINE, i]
    week.week = number
    week.days = world.day - int(counted[0])
    week.violations = tally.violations - counted[1]
    week.recorded = tally.recorded - counted[2]
    week.battle_deaths = tally.battle_deaths - counted[3]
    counted[0], counted[1] = float(world.day), tally.violations
    counted[2], counted[3] = tally.recorded, tally.battle_deaths
    week.restraint = restraint / (2.0 * n)
    week.tension = tension / (2.0 * n)
    week.crisis = world.front.crisis
    week.watched = world.mission.effective
    week.armed = world.front.armed
    week.attention = g.attention
    week.unity = g.unity
    week.credibility = g.credibility
    week.relief = g.relief
    week.aid = g.aid
    week.support = world.ukraine.support
    week.aims_russia = world.russia.aims
    week.aims_ukraine = world.ukraine.aims
    week.pressure_russia = world.russia.pressure
    week.pressure_ukraine = world.ukraine.pressure
    week.belief_russia = world.russia.belief
    week.belief_ukraine = world.ukraine.belief
    week.incentive_russia = world.russia.incentive
    week.incentive_ukraine = world.ukraine.incentive
    week.course_russia = course(world.russia)
    week.course_ukraine = course(world.ukraine)


class Diary:
    """The weeks of one run under Mesa, written as they end.

    Parameters
    ----------
    stop : days in the horizon.
    """

    def __init__(self, stop: int) -> None:
        self._room = np.zeros(int(longest(stop)), WEEK)
        self._counted = np.zeros(N_COUNTED)
        self._stop, self._kept = stop, 0

    def end_day(self, world: Any, line: Callable[[], np.ndarray]) -> None:
        """Write the week if it ends with this day; ``line`` gives the line's rows, and is called only then."""
        if is_over(int(world.day), int(world.over), self._stop):
            keep(self._room[self._kept], self._kept + 1, world, line(), self._counted)
            self._kept += 1

    @property
    def weeks(self) -> np.ndarray:
        """The weeks so far: structured array of dtype :data:`WEEK`, ``row`` 0, shape (weeks,)."""
        return self._room[: self._kept].copy()


def gathered(parts: list[np.ndarray]) -> np.ndarray:
    """The weeks of all blocks in one array; ``parts`` is emptied on the way, so that they are not held twice."""
    weeks = np.empty(sum(len(part) for part in parts), WEEK)
    end = len(weeks)
    while parts:
        part = parts.pop()
        weeks[end - len(part) : end] = part
        end -= len(part)
    return weeks


def frame(weeks: np.ndarray) -> pd.DataFrame:
    """Weeks as a frame.

    Parameters
    ----------
    weeks : structured array of dtype :data:`WEEK`, shape (n,).

    Returns
    -------
    DataFrame
        ``row`` (index of the run in its rows of outcomes), ``week`` and the quantities of :data:`QUANTITIES`, in
        that order; whole numbers as int32, others as float32, courses as categories in words.
    """
    table = pd.DataFrame({name: weeks[name] for name in WEEK.names or ()})
    for name in ("course_russia", "course_ukraine"):
        table[name] = pd.Categorical.from_codes(weeks[name], categories=list(COURSES))
    return table


def described() -> pd.DataFrame:
    """A row a quantity, in the order of the columns: ``quantity``, ``unit`` and ``what it is``."""
    told = [(q.name, q.unit, q.doc) for q in QUANTITIES]
    return pd.DataFrame(told, columns=["quantity", "unit", "what it is"])
