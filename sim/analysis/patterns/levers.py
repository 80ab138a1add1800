"""Facts that are a hazard ratio of a lever: two settings on the coarse baseline over ten years, under the same shocks.

Everything else stays at its default and there is no guarantee, unless the measure says so.
"""

from __future__ import annotations

from math import inf, log

import numpy as np
import pandas as pd

from sim.analysis.averages import bootstrap
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import Stage, aims_at
from sim.scenario.scenario import Scenario

#: "About 1" where a table says no more than that: the tolerance that SF08 has for "no effect".
ABOUT_ONE = (0.8, 1.25)


def sanctions(stage: Stage) -> tuple[Measure, ...]:
    """SF08: sanctions kept and more threatened, against full relief and no threat; no snap-back in either."""
    alone = stage.coarse.with_values({"sanctions.snapback": "none"})
    threat = alone.sanctions.further
    fact = "hazard ratio, sanctions kept and more threatened against relief, without snap-back"
    return (
        stage.ratio(
            fact, *ABOUT_ONE, {"sanctions.relief": 1.0, "sanctions.further": 0.0},
            {"sanctions.relief": 0.0, "sanctions.further": threat}, alone,
        ),
    )  # fmt: skip


def foreign_force(stage: Stage) -> tuple[Measure, ...]:
    """SF09: a small force draws fire and does little for war, a heavy one lowers war.

    Beside one promise of middling strength: 60,000 troops are between Korea's 28,500 of today and 75,000 of 1955,
    5,000 are a brigade. "War hazard only with heavy force": the small force's ratio must not be below 0.8.
    """
    promise = stage.coarse.with_values({"guarantee.commitment": 0.6, "guarantee.response_force": 50.0})
    none, small, heavy = ({"guarantee.stationed_troops": thousand} for thousand in (0.0, 5.0, 60.0))
    fire = _fire(
        stage, promise, none, small, "violations in the first year, 5,000 troops against none", 1.0, inf
    )
    return (
        stage.ratio(
            "hazard ratio, 60,000 troops beside a promise against none", 0.4, 0.8, none, heavy, promise
        ),
        stage.ratio("hazard ratio, 5,000 troops against none", *ABOUT_ONE, none, small, promise),
        fire,
    )


NO_ZONE = {"zone.front_km": 0.0, "zone.river_km": 0.0, "zone.border_km": 0.0}
FULL_ZONE = {
    "zone.front_km": 10.0,
    "zone.river_km": 10.0,
    "zone.border_km": 5.0,
    "zone.deployment_limits": 0.8,
}


def zone(stage: Stage) -> tuple[Measure, ...]:
    """SF10: a full two-sided zone, and one that only one side keeps (the model does not tell which side)."""
    one_sided = {**FULL_ZONE, "zone.sides": "ukraine_only"}
    return (
        stage.ratio("hazard ratio, full two-sided zone against none", 0.3, 0.8, NO_ZONE, FULL_ZONE),
        stage.ratio(
            "hazard ratio, zone that only one side keeps against none", *ABOUT_ONE, NO_ZONE, one_sided
        ),
    )


def weaker_side_withdraws(stage: Stage) -> tuple[Measure, ...]:
    """SF33: the weaker side keeps a zone, the stronger one is dissatisfied (its pause is tactical).

    The three cases fell within 4.1 years: more than half are to fall within five, and about as many as without.
    """
    dissatisfied = stage.coarse.with_values({"aims.tactical_russia": 1.0})
    one_sided = {**FULL_ZONE, "zone.sides": "ukraine_only"}
    table = stage.table(dissatisfied.with_values(one_sided))
    fell = (table["collapsed"] & (table["days"] <= 5 * 365)).to_numpy()
    fact = "share fallen within 5 years, zone that only Ukraine keeps, tactical pause of Moscow"
    return (
        Measure(fact, 0.5, 1.0, *bootstrap(lambda pick: float(fell[pick].mean()), len(fell)), len(fell)),
        stage.ratio("hazard ratio of that zone against none", *ABOUT_ONE, NO_ZONE, one_sided, dissatisfied),
    )


def commission(stage: Stage) -> tuple[Measure, ...]:
    """SF11: a full joint military commission against none."""
    before, after = {"meetings.commission": 0.0}, {"meetings.commission": 1.0}
    return (stage.ratio("hazard ratio, full joint commission against none", 0.3, 0.8, before, after),)


def formality(stage: Stage) -> tuple[Measure, ...]:
    """SF17: a treaty against a bare truce on the same terms."""
    before, after = {"deal.formality": 0.0}, {"deal.formality": 1.0}
    return (stage.ratio("hazard ratio, treaty against a bare truce", 0.25, 0.45, before, after),)


def stakes(stage: Stage) -> tuple[Measure, ...]:
    """SF18: existential against minor stakes of both sides."""
    before, after = aims_at(stage.coarse, 1), aims_at(stage.coarse, 3)
    return (
        stage.ratio("hazard ratio, existential against minor stakes (aims doubled)", 2.0, 3.5, before, after),
    )


def nuclear_shadow(stage: Stage) -> tuple[Measure, ...]:
    """SF20: nuclear weapons of the attacked side and of its guarantor, there or not, under the treaty.

    "About 1 or more" for violations has no upper end; below, it is taken to 0.9.
    """
    base = stage.regime("treaty", stage.coarse)
    off = {"escalation.shadow_kyiv": 0.0, "escalation.shadow_moscow": 0.0}
    fire = _fire(stage, base, off, {}, "violations in the first year, shadow against none", 0.9, inf)
    return (stage.ratio("hazard ratio, nuclear shadow against none (treaty)", 0.3, 0.5, off, {}, base), fire)


def power(stage: Stage) -> tuple[Measure, ...]:
    """SF21: a ratio of forces that stays, per unit of its log, and one that changes towards Moscow.

    Static: Moscow's force 1.5 times larger throughout, which spans the default; the tolerance is the record's
    interval, 0.88 to 1.39. Change: the same force at the start, growing by half over the years, against one that
    does not grow; Kyiv's force is as by default.
    """
    base = stage.coarse.with_values({"sanctions.export_controls": 0.0})
    force, times = base.deterrence.force_russia, 1.5

    def forces(start: float, ceiling: float) -> dict[str, float]:
        return {"deterrence.force_russia": start, "deterrence.ceiling_russia": ceiling}

    weak, strong = force / times**0.5, force * times**0.5
    static = stage.ratio("", 0.0, inf, forces(weak, weak), forces(strong, strong), base)
    per_unit = "hazard ratio per unit of the log force ratio, ratio constant"
    growth = "hazard ratio, Moscow's force growing by half against not growing"
    return (
        static.scaled(1.0 / log(times), per_unit, 0.88, 1.39),
        stage.ratio(growth, 1.0, inf, forces(force, force), forces(force, times * force), base),
    )


def arms_limits(stage: Stage) -> tuple[Measure, ...]:
    """SF23: limits on deployments kept by both sides and a cap of 800,000 on Kyiv's force, against neither."""
    before = {"zone.deployment_limits": 0.0, "deterrence.cap_ukraine": 5000.0}
    after = {"zone.deployment_limits": 1.0, "deterrence.cap_ukraine": 800.0}
    return (
        stage.ratio(
            "hazard ratio, deployment limits and a cap on forces against none", 0.55, 1.5, before, after
        ),
    )


def _fire(
    stage: Stage,
    base: Scenario,
    before: dict[str, float],
    after: dict[str, float],
    fact: str,
    low: float,
    high: float,
) -> Measure:
    """Violations fired a day of peace in the first year, capitals acting: ``after`` over ``before``."""
    year = base.with_values({"horizon.years": 1.0})
    tables: list[pd.DataFrame] = [stage.table(year.with_values(values)) for values in (after, before)]
    fired, days = (np.array([table[name] for table in tables]) for name in ("violations", "days"))

    def ratio(pick: np.ndarray) -> float:
        rates = fired[:, pick].sum(axis=1) / days[:, pick].sum(axis=1)
        return float(rates[0] / rates[1])

    return Measure(fact, low, high, *bootstrap(ratio, stage.runs), stage.runs, ratio=True)


MEASURES = {
    "SF08": sanctions,
    "SF09": foreign_force,
    "SF10": zone,
    "SF11": commission,
    "SF17": formality,
    "SF18": stakes,
    "SF20": nuclear_shadow,
    "SF21": power,
    "SF23": arms_limits,
    "SF33": weaker_side_withdraws,
}
