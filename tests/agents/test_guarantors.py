"""Washington and Brussels together: credibility from the week it is in force, and snap-back (M11, M15)."""

from typing import Any

import pytest

from sim.agents import european_union, guarantors
from sim.agents.guarantors import REST_WEEKS, support

HERE = (1, 0, 0, 0)
#: Relief that snaps back for certain, four weeks after 100 findings.
SNAPS = {
    "sanctions.relief": 0.4,
    "sanctions.snapback": "automatic",
    "sanctions.automatic_execution": 1.0,
    "sanctions.threshold": 100.0,
    "sanctions.delay_weeks": 4.0,
}


def weeks(world: Any, p: Any, findings: list[float], first: int = 1) -> list[tuple[float, float]]:
    """(relief, snap-backs so far) after each week with so many findings against Moscow."""
    seen = []
    for number, found in enumerate(findings, first):
        world.russia.findings = found
        guarantors.week(world, p, HERE, number)
        seen.append((world.guarantors.relief, world.tally.snapbacks))
    return seen


def test_support_is_1_as_usual_and_0_when_either_is_gone() -> None:
    """Usual attention and unity of 0.62 give 1; without either there is none."""
    assert support(0.62, 0.62) == pytest.approx(1.0)
    assert support(0.0, 1.0) == support(1.0, 0.0) == 0.0


def test_snapback_is_called_past_the_threshold_and_takes_its_time(stage) -> None:
    """Findings at the threshold do nothing; past it relief ends four weeks later, all at once, and all is kept."""
    world, p = stage(SNAPS)
    assert weeks(world, p, [100.0, 101.0, 0.0, 0.0, 0.0, 0.0, 0.0]) == [(0.4, 0.0)] * 5 + [(0.0, 1.0)] * 2
    european_union.week(world, p, HERE, 8)
    assert world.guarantors.kept == 1.0


def test_nothing_snaps_back_without_relief(stage) -> None:
    """Where nothing was lifted no finding calls a snap-back."""
    world, p = stage({**SNAPS, "sanctions.relief": 0.0})
    assert weeks(world, p, [1000.0] * 10) == [(0.0, 0.0)] * 10
    assert world.guarantors.snapback_due == guarantors.NO_DATE


def test_snapback_happens_once(stage) -> None:
    """After relief is gone further findings have nothing to take."""
    world, p = stage(SNAPS)
    assert weeks(world, p, [1000.0] * 60)[-1] == (0.0, 1.0)


@pytest.mark.parametrize("kind", ["none", "vote"])
def test_a_call_that_fails_rests(stage, kind: str) -> None:
    """Without a clause, or when a vote finds no support, relief stays and no new call is heard for 13 weeks."""
    world, p = stage({**SNAPS, "sanctions.snapback": kind})
    world.guarantors.attention = 0.0
    assert weeks(world, p, [1000.0] * 3)[-1] == (0.4, 0.0)
    assert world.guarantors.snapback_rest == 1 + REST_WEEKS


def test_a_vote_is_carried_when_support_is_back(stage) -> None:
    """Support that returns during the rest is of no use until the rest is over."""
    world, p = stage({**SNAPS, "sanctions.snapback": "vote", "sanctions.vote_execution": 1.0})
    world.guarantors.attention = 0.0
    weeks(world, p, [1000.0])
    world.guarantors.attention = world.guarantors.unity = 1.0
    seen = weeks(world, p, [1000.0] * 30, first=2)
    assert [snapbacks for _, snapbacks in seen].index(1.0) + 2 == 1 + REST_WEEKS + 4


def test_a_guarantee_counts_from_the_week_it_is_in_force(stage) -> None:
    """Until ratified only the interim share of promise and troops is there, from then on all of it."""
    world, p = stage(
        {
            "guarantee.commitment": 0.6,
            "guarantee.stationed_troops": 20.0,
            "guarantee.interim": 0.3,
            "guarantee.parliaments": 5.0,
        }
    )
    world.guarantors.in_force_week = 10.0
    present, standing, credible = [], [], []
    for number in range(1, 20):
        guarantors.week(world, p, HERE, number)
        present.append(world.guarantors.present)
        standing.append(world.guarantors.standing)
        credible.append(world.guarantors.credibility)
    assert present == [0.3] * 9 + [1.0] * 10
    assert standing[0] < standing[-1]
    assert 0.0 < credible[0] < 0.3 * credible[-1]
    assert world.tally.lowest_credibility == min(credible)


def test_what_is_never_ratified_does_not_last(stage) -> None:
    """Where ratification never comes the interim share ends after its years."""
    world, p = stage({"guarantee.interim": 0.3, "guarantee.interim_years": 2.0})
    world.guarantors.in_force_week = 1.0e6
    present = []
    for number in range(1, 200):
        guarantors.week(world, p, HERE, number)
        present.append(world.guarantors.present)
    assert present == [0.3] * 104 + [0.0] * 95


def test_no_promise_has_no_credibility(stage) -> None:
    """Without commitment there is no credibility, whatever the moods."""
    world, p = stage({"guarantee.commitment": 0.0, "guarantee.stationed_troops": 50.0})
    world.guarantors.attention = world.guarantors.unity = 1.0
    guarantors.week(world, p, HERE, 1)
    assert world.guarantors.credibility == 0.0


@pytest.mark.parametrize(("share", "mood"), [(1.0, "attention"), (0.0, "unity")])
def test_a_promise_follows_the_mood_of_who_made_it(stage, share: float, mood: str) -> None:
    """An American promise falls with attention and not with unity, a European one the other way round."""
    credible = {}
    for low in ("attention", "unity", None):
        world, p = stage({"guarantee.commitment": 0.6, "guarantee.american_share": share})
        if low:
            setattr(world.guarantors, low, 0.1)
        guarantors.week(world, p, HERE, 1)
        credible[low] = world.guarantors.credibility
    other = "unity" if mood == "attention" else "attention"
    assert credible[mood] < credible[None] == credible[other]


def test_signals_frighten_and_massing_alerts(stage) -> None:
    """A nuclear signal lowers credibility, less with a hotline; massing that was seen raises it."""

    def credible(signal: float, alert: float, hotline: float) -> float:
        world, p = stage({"guarantee.commitment": 0.4, "meetings.hotline": hotline})
        world.guarantors.signal, world.guarantors.alert = signal, alert
        guarantors.week(world, p, HERE, 1)
        return world.guarantors.credibility

    assert (
        credible(1.0, 0.0, 0.0) < credible(1.0, 0.0, 0.5) < credible(0.0, 0.0, 0.0) < credible(0.0, 1.0, 0.0)
    )
    assert credible(1.0, 0.0, 1.0) == credible(0.0, 0.0, 1.0)


def test_troops_cost_what_is_there(stage) -> None:
    """A year of 20 thousand troops costs their yearly rate."""
    world, p = stage({"guarantee.stationed_troops": 20.0})
    for number in range(1, 53):
        guarantors.week(world, p, HERE, number)
    assert world.tally.guarantee_cost == pytest.approx(20.0 * p.guarantee.troop_cost)
