"""A case: one arm at one point of a study's folder, with the scenario and the runs as they were run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.results import Results
from sim.numerics.rule import sources_hash
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

#: Stretches of run numbers that a message names at most.
_STRETCHES = 4


@dataclass(frozen=True)
class Case:
    """One arm at one point of a study.

    Attributes
    ----------
    study, regime, label : names of the study and of the arm, and the arm's name for people.
    point, where : number of the point, and its values in words (empty where the design has one point).
    scenario, seed : of its runs.
    horizon_years : how long every run was watched, unless it collapsed.
    outcomes : a row a run, by ``run``: ``days``, ``cause``, ``collapsed``, ``agreed``; n rows.
    """

    study: str
    regime: str
    label: str
    point: int
    where: str
    scenario: Scenario
    seed: int
    horizon_years: float
    outcomes: pd.DataFrame

    @property
    def begins_at_war(self) -> bool:
        """Whether its runs begin at war, with a road to the ceasefire."""
        return bool(self.scenario.road.begins == "war")

    @property
    def name(self) -> str:
        """A name for files."""
        return f"{self.regime}-p{self.point}" if self.where else self.regime

    @property
    def title(self) -> str:
        """A name for people, with the point where there are several."""
        return f"{self.label} at {self.where}" if self.where else self.label

    @property
    def collapsed(self) -> pd.DataFrame:
        """The ceasefires that collapsed."""
        return self.outcomes[self.outcomes["collapsed"] & self.outcomes["agreed"]]

    @property
    def held(self) -> pd.DataFrame:
        """The ceasefires that stood to the horizon."""
        return self.outcomes[~self.outcomes["collapsed"] & self.outcomes["agreed"]]

    @property
    def typical(self) -> int | None:
        """Number of the run with the median collapse (the earlier of two, the lower number); None without any."""
        fallen = self.collapsed.sort_values(["days", "run"])
        return int(fallen["run"].iloc[(len(fallen) - 1) // 2]) if len(fallen) else None

    def outcome(self, run: int) -> pd.Series:
        """The outcome of a run.

        Raises
        ------
        InputError
            No such run is finished in this arm and point; the message says which are.
        """
        found = self.outcomes[self.outcomes["run"] == run]
        if found.empty:
            raise InputError(
                f"no such run of {self.regime} at point {self.point} is finished",
                where="--run",
                value=run,
                allowed=stretches(self.outcomes["run"].to_numpy()),
            )
        return found.iloc[0]


def case(results: Results, regime: str, point: int = 0) -> Case:
    """The case of an arm and point.

    Raises
    ------
    InputError
        Another version of the rules made the folder, or agents that are not the model's own, so that a replay would
        not be the same run; there is no such arm or point, or none of its runs is finished.
    """
    refuse_other_rules(results)
    manifest, design = results.manifest, results.design
    config, names = manifest["config"], list(results.labels)
    if regime not in names:
        raise InputError("no such arm", where="--regime", value=regime, names=names, allowed=", ".join(names))
    row = design[(design["regime"] == regime) & (design["point"] == point)]
    if row.empty:
        raise InputError(
            "no such point", where="--point", value=point, allowed=stretches(design["point"].unique())
        )
    at = {path: _plain(row[path].iloc[0]) for path in results.columns}
    values = {**at, **config["overrides"]}
    scenario = Scenario(config["scenario"]).with_values(config["arms"][regime]).with_values(values)
    if scenario.hash != row["id"].iloc[0]:
        raise InputError(
            "the manifest and the design do not give one scenario: a file of the folder was changed",
            value=str(results.place),
            allowed="the folder as 'ceasefire run' wrote it",
        )
    parts = [
        part[(part["regime"] == regime) & (part["point"] == point)]
        for part in results.stream(["days", "cause", "collapsed", "agreed"])
    ]
    outcomes = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if outcomes.empty:
        raise InputError("no run of this arm and point is finished yet; run the study again to resume it")
    several = design["point"].nunique() > 1
    shown = ", ".join(f"{path} = {at[path]}" for path in results.shown_columns) if several else ""
    return Case(
        study=str(manifest["name"]),
        regime=regime,
        label=results.labels[regime],
        point=point,
        where=shown,
        scenario=scenario,
        seed=int(config["seed"]),
        horizon_years=results.horizon_years,
        outcomes=outcomes.sort_values("run", ignore_index=True),
    )


def worst_arm(results: Results, point: int = 0, digest: Digest | None = None) -> str:
    """The arm whose ceasefires stand for the fewest years within the horizon, at a point.

    Parameters
    ----------
    results : an opened study.
    point : number of the point.
    digest : of the study, if it is at hand.

    Raises
    ------
    InputError
        There is no such point, or no arm has a finished ceasefire there.
    """
    digest = digest or results.digest()
    means = {
        cell.regime: cell.restricted_mean[0]
        for cell in digest.cells
        if cell.point == point and len(cell.ended["runs"])
    }
    if not means:
        raise InputError(
            "no arm has finished runs at this point",
            where="--point",
            value=point,
            allowed=stretches([int(str(known)) for known in digest.points]),
        )
    return min(means, key=lambda regime: means[regime])


def refuse_other_rules(results: Results) -> None:
    """Refuse a folder whose runs cannot be run again.

    Raises
    ------
    InputError
        Another version of the rules made it, or agents that are not the model's own.
    """
    code, now = results.manifest["code"], sources_hash()
    if code["rules"] != now:
        raise InputError(
            f"the folder holds outcomes of another version of the model (rules {code['rules']}; now {now}), so a "
            "replay would be another run",
            value=str(results.place),
            allowed="the version that made it, or run the study anew with --out",
        )
    if agents := results.manifest["config"]["agents"]:
        raise InputError(
            f"runs of replaced agents ({', '.join(sorted(agents))}) cannot be replayed by the compiled batch",
            value=str(results.place),
            allowed="a study with the model's own agents",
        )


def refuse_roads(one: Case) -> None:
    """Refuse what replays runs under other terms where the terms come out of talks.

    Raises
    ------
    InputError
        The runs begin at war: a lever would change what is signed and when, and not only what is kept.
    """
    if one.begins_at_war:
        raise InputError(
            "replays with one lever changed need runs that begin with a ceasefire; here talks set the terms, and a "
            "lever would change what is signed and when",
            value=one.regime,
            allowed="a study whose scenario begins with a ceasefire, or --run for one ceasefire without replays",
        )


def refuse_other_end(one: Case, runs: Sequence[int] | np.ndarray, rows: np.ndarray) -> None:
    """Refuse to explain runs that do not come out as they did.

    Parameters
    ----------
    one : the case.
    runs : run numbers, shape (n,).
    rows : how their replays ended, dtype OUTCOME, shape (n,).

    Raises
    ------
    InputError
        Some replay ends on another day than the folder says.
    """
    days = one.outcomes.set_index("run").loc[list(runs), "days"].to_numpy(float)
    other = np.flatnonzero(days != rows["days"])
    if len(other):
        raise InputError(
            f"{len(other):,} of {len(days):,} runs do not end on the day that the folder says, so that a replay is "
            "not the same run",
            value=f"run {runs[other[0]]} of {one.regime}",
            allowed="outcomes made by this version of the model",
        )


def stretches(numbers: Sequence[int] | np.ndarray) -> str:
    """Whole numbers as stretches in words: ``0 to 99, 120 to 199``."""
    ordered = np.unique(np.asarray(numbers, np.int64))
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1)
    words = [f"{p[0]:,} to {p[-1]:,}" if len(p) > 1 else f"{p[0]:,}" for p in parts if len(p)]
    return ", ".join(words[:_STRETCHES]) + (", ..." if len(words) > _STRETCHES else "")


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
