"""Counterfactuals: the same run again, under the same shocks, with one thing agreed otherwise.

Shocks are draws with addresses (seed, run, day, place, purpose), so a replay meets the same ones; it differs by what
the lever does and by what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.analysis.survival import DAYS_A_YEAR
from sim.engine import batch
from sim.engine.outcome import CAUSES
from sim.scenario.files import arm
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Counterfactual:
    """One thing agreed otherwise.

    Attributes
    ----------
    name : one word or several joined by underscores.
    words : for people; completes "with ...".
    least, most : dotted paths to numbers that are raised (lowered) to a value unless they are beyond it already.
    sets : dotted paths and values, set as they stand.
    preset : kind and name of an arm all of whose values are set.
    needs : dotted path to a number without which the lever has nothing to act on, and why in words.
    """

    name: str
    words: str
    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    sets: Mapping[str, Any] = field(default_factory=dict)
    preset: tuple[str, str] | None = None
    needs: tuple[str, str] | None = None

    def changes(self, scenario: Scenario) -> dict[str, Any]:
        """What it changes in a scenario, by dotted path; empty where everything is so already."""
        wanted = {path: max(value, scenario.value(path)) for path, value in self.least.items()}
        wanted |= {path: min(value, scenario.value(path)) for path, value in self.most.items()}
        wanted |= {**self.sets, **(arm(*self.preset).values if self.preset else {})}
        return {path: value for path, value in wanted.items() if scenario.value(path) != value}

    def left_out(self, scenario: Scenario) -> str:
        """Why it does not apply to a scenario; empty where it does."""
        if self.needs and not scenario.value(self.needs[0]) > 0:
            return self.needs[1]
        return "" if self.changes(scenario) else "it is already so"


#: Everything that is tried, settings as in ``configs/studies/levers.yaml`` unless the words say otherwise.
COUNTERFACTUALS = (
    Counterfactual("coverage", "sensors on 80 % of the line", least={"monitoring.coverage": 0.8}),
    Counterfactual(
        "findings_that_count",
        "the line watched, findings quick, right, trusted and penalised",
        least={
            "monitoring.coverage": 0.8,
            "attribution.accuracy": 0.85,
            "attribution.trust_russia": 0.85,
            "attribution.trust_ukraine": 0.85,
            "accountability.penalty": 0.8,
        },
        most={
            "monitoring.night_blindness": 0.1,
            "attribution.false_share": 0.02,
            "attribution.delay_days": 3.0,
        },
    ),
    Counterfactual(
        "accountability",
        "accountability with discipline in the units",
        least={
            "accountability.penalty": 0.8,
            "accountability.discipline_russia": 0.5,
            "accountability.discipline_ukraine": 0.5,
        },
    ),
    Counterfactual(
        "snapback",
        "automatic snap-back of relief",
        sets={"sanctions.snapback": "automatic"},
        most={"sanctions.threshold": 100.0, "sanctions.delay_weeks": 2.0},
        needs=("sanctions.relief", "no relief was given that could be withdrawn"),
    ),
    Counterfactual(
        "troops", "28,500 foreign troops in the country", least={"guarantee.stationed_troops": 28.5}
    ),
    Counterfactual(
        "treaty_with_troops",
        "a defence treaty with troops, as of 1953",
        preset=("regimes", "treaty_with_troops"),
    ),
    Counterfactual(
        "in_force_at_once",
        "the guarantee in force from the first day",
        sets={"guarantee.parliaments": 0.0, "guarantee.conditions": 0.0},
        needs=("guarantee.commitment", "nothing was promised"),
    ),
    Counterfactual(
        "zone",
        "a zone of 10 km that both sides keep",
        least={
            "zone.front_km": 10.0,
            "zone.river_km": 5.0,
            "zone.border_km": 2.0,
            "zone.deployment_limits": 0.8,
        },
        sets={"zone.sides": "both"},
    ),
    Counterfactual(
        "pullback",
        "heavy equipment pulled back the same day",
        least={"pullback.artillery": 0.9, "pullback.rockets": 0.9, "pullback.long_range": 0.9},
        sets={"pullback.timing": "same_day"},
    ),
    Counterfactual(
        "patrols",
        "10,000 armed patrols between the sides",
        least={"patrols.personnel": 10000.0, "patrols.armed_share": 1.0},
    ),
    Counterfactual(
        "talk",
        "flag meetings, hotlines and a joint commission",
        least={"meetings.flag_meetings": 1.0, "meetings.hotline": 1.0, "meetings.commission": 0.9},
    ),
    Counterfactual("denial", "Ukraine's force built to hold ground", least={"deterrence.denial": 0.8}),
    Counterfactual(
        "aid",
        "aid to Ukraine that does not fall",
        least={"aid.growth": 0.0, "aid.cut_year": 75.0},
    ),
    Counterfactual(
        "red_lines",
        "Moscow's red lines assured",
        least={
            "alignment.non_alignment": 1.0,
            "alignment.no_foreign_forces": 1.0,
            "alignment.no_colour_revolutions": 0.9,
        },
    ),
)


@dataclass(frozen=True)
class Replayed:
    """One run under one counterfactual.

    Attributes
    ----------
    counterfactual : what was changed; ``changes`` by dotted path.
    left_out : why it was not run; empty where it was. Then ``days`` and ``cause`` are those of the run itself.
    days, cause : how it ended.
    before : days of the run itself.
    """

    counterfactual: Counterfactual
    changes: Mapping[str, Any]
    left_out: str
    days: int
    cause: str
    before: int

    @property
    def held(self) -> bool:
        """Whether it stood to the horizon."""
        return self.cause == CAUSES[0]

    @property
    def gained(self) -> float:
        """Peaceful years gained within the horizon; below 0 where it fell sooner."""
        return (self.days - self.before) / DAYS_A_YEAR


def replay(
    scenario: Scenario,
    seed: int,
    run: int,
    table: Sequence[Counterfactual] = COUNTERFACTUALS,
    threads: int | None = None,
) -> tuple[np.ndarray, list[Replayed]]:
    """One run that begins with a ceasefire, and the same run under every counterfactual.

    Parameters
    ----------
    scenario, seed, run, threads : as in :func:`sim.engine.batch.run`.
    table : what to try.

    Returns
    -------
    (ndarray, list)
        The outcome of the run itself (dtype OUTCOME, shape (1,)), and the replays in the order of the table.
    """
    rows = outcomes(scenario, seed, np.array([run]), table, threads)
    before = int(rows[0, 0]["days"])
    made = [
        Replayed(
            one,
            one.changes(scenario),
            one.left_out(scenario),
            int(row["days"]),
            CAUSES[int(row["cause"])],
            before,
        )
        for one, row in zip(table, rows[1:, 0], strict=True)
    ]
    return rows[0], made


def outcomes(
    scenario: Scenario,
    seed: int,
    runs: np.ndarray,
    table: Sequence[Counterfactual] = COUNTERFACTUALS,
    threads: int | None = None,
) -> np.ndarray:
    """Outcomes of runs as they were and under every counterfactual.

    Parameters
    ----------
    scenario, seed, threads : as in :func:`sim.engine.batch.run`.
    runs : run numbers, shape (n,).
    table : what to try, k of them. What does not apply is not run: its row is that of the runs as they were.

    Returns
    -------
    ndarray
        Dtype OUTCOME, shape (1 + k, n); the runs as they were come first.
    """
    applies = [not one.left_out(scenario) for one in table]
    tried = [
        scenario.with_values(one.changes(scenario)) for one, yes in zip(table, applies, strict=True) if yes
    ]
    numbers = np.tile(np.asarray(runs, np.int64), 1 + len(tried))
    points = np.repeat(np.arange(1 + len(tried)), len(runs))
    found = batch.run([scenario, *tried], points, numbers, seed, threads).reshape(1 + len(tried), len(runs))
    place = np.where(applies, np.cumsum(applies), 0)
    return found[np.concatenate([[0], place]).astype(np.int64)]
