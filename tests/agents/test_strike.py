"""Long-range strike: Moscow fears it and would pay for it; what limits or distance take from the fear (M12, M18)."""

from typing import Any

import pytest

from sim.agents import russia, ukraine
from sim.incentives.terms import FEAR, FIGHTING

HERE = (1, 0, 0, 0)
#: A force with a good deal of strike, nothing pulled back, and no talks.
ARMED = {
    "deterrence.long_range": 0.5,
    "deterrence.denial": 0.2,
    "pullback.artillery": 0.0,
    "pullback.rockets": 0.0,
    "pullback.long_range": 0.0,
}
NO_THREAT = {"fear.strike_threat": 0.0}


def terms(stage, values: dict[str, Any], council: float = 0.0) -> dict[str, float]:
    """Moscow's fear and cost of fighting, and Kyiv's fear, with talks as far as the council has come."""
    world, p = stage({**ARMED, **values})
    world.guarantors.council = council
    for step in ("observe", "weigh"):
        for capital in (russia, ukraine):
            getattr(capital, step)(world, p, HERE, 1)
    return {
        "moscow": float(world.russia.terms[FEAR]),
        "fighting": float(world.russia.terms[FIGHTING]),
        "kyiv": float(world.ukraine.terms[FEAR]),
    }


def test_strike_frightens_moscow_and_costs_it(stage) -> None:
    """The threat of strike raises Moscow's fear and not Kyiv's; its damage adds to Moscow's cost of a war alone."""
    bare, armed = terms(stage, NO_THREAT), terms(stage, {})
    assert armed["moscow"] > 1.1 * bare["moscow"]
    assert armed["kyiv"] == bare["kyiv"]
    harmless = terms(stage, {"deterrence.strike_damage": 0.0})
    assert harmless["fighting"] - armed["fighting"] == pytest.approx(5.0 * 0.5 * 0.8)
    assert harmless["moscow"] == armed["moscow"]


def test_limits_ease_fear_once_the_council_meets(stage) -> None:
    """Limits on paper ease nothing; with a full council full limits take the whole threat of strike away."""
    limits = {"consultation.strike_limits": 1.0}
    assert terms(stage, limits) == terms(stage, {})
    half, full = terms(stage, limits, council=0.5), terms(stage, limits, council=1.0)
    assert terms(stage, {}, council=0.5)["moscow"] > half["moscow"]
    assert full["moscow"] == pytest.approx(terms(stage, NO_THREAT, council=1.0)["moscow"])
    assert full["fighting"] == terms(stage, {})["fighting"]


def test_pulling_strike_back_eases_fear_once_kyiv_has_moved(stage) -> None:
    """Long-range weapons pulled back threaten nobody; before Kyiv has moved they do."""
    back = {"pullback.long_range": 1.0, "pullback.massing_effect": 0.0, "pullback.window": 0.0}
    near = terms(stage, {"pullback.massing_effect": 0.0, "pullback.window": 0.0})["moscow"]
    assert terms(stage, {**back, "pullback.timing": "russia_first"})["moscow"] == pytest.approx(near)
    for timing in ("same_day", "ukraine_first"):
        eased = terms(stage, {**back, "pullback.timing": timing})["moscow"]
        assert eased == pytest.approx(
            terms(stage, {**back, **NO_THREAT, "pullback.timing": timing})["moscow"]
        )
        assert eased < near
