"""Facts on missions: armed peacekeepers and observers; hazards on the coarse baseline, as in ``levers``."""

from __future__ import annotations

from math import inf, log1p

import numpy as np

from sim.analysis.averages import bootstrap
from sim.analysis.hazard import relative
from sim.analysis.patterns.levers import aims_at
from sim.analysis.patterns.pattern import Measure
from sim.analysis.patterns.stage import Stage
from sim.engine.ground import ground


def _armed(personnel: float) -> dict[str, float]:
    return {"patrols.personnel": personnel, "patrols.armed_share": 1.0}


def peacekeepers(stage: Stage) -> tuple[Measure, ...]:
    """SF12: 10,000 armed peacekeepers against the unarmed mission; and the raw ratio when they go to harder cases.

    The table asks for a raw ratio nearer 1 than the adjusted one under realistic assignment. Half of all cases are
    existential, half territorial; peacekeepers go to three quarters of the first and one quarter of the second. The
    record's raw ratio (0.6, or none) is 1.4 to 2.3 times its adjusted one (0.43); anything from 1 to 2.3 is allowed.
    """
    held = {
        (level, sent): ~stage.table(
            stage.coarse.with_values({**aims_at(stage.coarse, level), **(_armed(1.0e4) if sent else {})})
        )["collapsed"].to_numpy()
        for level in (2, 3)
        for sent in (False, True)
    }

    def ratio(hard_with: float, hard_without: float, pick: np.ndarray) -> float:
        shares = [
            hard * held[3, sent][pick].mean() + (1.0 - hard) * held[2, sent][pick].mean()
            for sent, hard in ((True, hard_with), (False, hard_without))
        ]
        return relative(shares[0], shares[1])

    def attenuation(pick: np.ndarray) -> float:
        return ratio(0.75, 0.25, pick) / ratio(0.5, 0.5, pick)

    found = bootstrap(attenuation, stage.runs)
    raw = "raw over adjusted hazard ratio when peacekeepers go to harder cases"
    return (
        stage.ratio("hazard ratio, 10,000 armed peacekeepers against observers", 0.4, 0.6, {}, _armed(1.0e4)),
        Measure(raw, 1.0, 2.3, *found, stage.runs, ratio=True),
    )


def observers(stage: Stage) -> tuple[Measure, ...]:
    """SF13: density of observers alone, from nobody to that of the Donbas mission (310 for 100 km, coverage 0.8).

    First observers who only observe: no mandate to attribute (as in Minsk), and nothing follows a finding. Then, as
    the fact says "unconditional", the same density with attribution and penalties at their defaults.
    """
    per_100_km = 310.0
    crowd = per_100_km / 100.0 * ground(stage.coarse).km
    before = {"patrols.personnel": 0.0, "monitoring.coverage": 0.0}
    after = {"patrols.personnel": crowd, "monitoring.coverage": 0.8}
    mute = stage.coarse.with_values({"accountability.penalty": 0.0, "attribution.accuracy": 0.05})
    measures = []
    for base, terms in ((mute, "no mandate, no penalties"), (stage.coarse, "default mandate and penalties")):
        whole = stage.ratio("", 0.0, inf, before, after, base)
        fact = f"hazard ratio per ln(1 + observers/100 km), {terms}"
        measures.append(whole.scaled(1.0 / log1p(per_100_km), fact, 0.9, 1.1))
    return tuple(measures)


def spending(stage: Stage) -> tuple[Measure, ...]:
    """SF15: risk of collapse in ten years when a peacekeeping force, and with it its cost, is doubled."""
    fell = [stage.table(stage.coarse.with_values(_armed(n)))["collapsed"].to_numpy() for n in (5.0e3, 1.0e4)]

    def ratio(pick: np.ndarray) -> float:
        return float(fell[1][pick].mean() / fell[0][pick].mean())

    fact = "ten-year risk, peacekeeping doubled from 5,000 to 10,000 armed"
    return (Measure(fact, 0.7, 0.9, *bootstrap(ratio, stage.runs), stage.runs, ratio=True),)


def removal(stage: Stage) -> tuple[Measure, ...]:
    """SF34: peacekeepers who leave after three years against peacekeepers who stay, 10,000 armed ones.

    Both arms are the same run until they leave; counted is collapse in the year from there among those that still
    stand. One of the fact's two cases had no relapse, and the table has no size: only the sign is asked for.
    """
    year = 3.0
    base = stage.coarse.with_values({**_armed(1.0e4), "horizon.years": year + 1.0})
    gone, there = stage.tables([base.with_values({"patrols.leave_year": year}), base])
    standing = (~there["collapsed"] | (there["days"] > 365.0 * year)).to_numpy()
    fell = [table["collapsed"].to_numpy()[standing] for table in (gone, there)]

    def ratio(pick: np.ndarray) -> float:
        return float(fell[0][pick].mean() / max(fell[1][pick].mean(), 1.0 / len(pick)))

    fact = "risk in the year after 10,000 armed peacekeepers leave, against their staying"
    found = bootstrap(ratio, int(standing.sum()))
    return (Measure(fact, 1.0, inf, *found, int(standing.sum()), ratio=True),)


MEASURES = {"SF12": peacekeepers, "SF13": observers, "SF15": spending, "SF34": removal}
