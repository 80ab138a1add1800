"""Washington's reserves: stockpiles that aid drains, attention that crises elsewhere take, aid that makes a party."""

import numpy as np
import pytest

from sim.agents import european_union, guarantors, russia, united_states
from sim.incentives.terms import GUARANTEE

HERE = (1, 0, 0, 0)


def weeks(world, p, count: int) -> np.ndarray:
    """(stock, American aid, attention, unity) after each of so many weeks."""
    seen = []
    for number in range(1, count + 1):
        address = (1, 0, 0, 7 * number - 1)
        united_states.week(world, p, address, number)
        european_union.week(world, p, address, number)
        g = world.guarantors
        seen.append((g.stock, g.aid_american, g.attention, g.unity))
    return np.array(seen)


def test_aid_drains_stocks_and_they_refill(stage) -> None:
    """Heavy aid runs stocks down; once it is cut they fill again."""
    values = {"aid.american": 40.0, "aid.cut_year": 2.0, "aid.cut_share": 1.0, "stockpiles.drain": 0.01}
    world, p = stage({**values, "stockpiles.initial": 0.8})
    stock = weeks(world, p, 260)[:, 0]
    assert stock[0] < 0.8
    assert np.all(np.diff(stock[:104]) < 0.0) and np.all(np.diff(stock[105:]) > 0.0)
    assert 0.0 <= stock.min() < 0.5


def test_empty_stocks_hold_back_aid(stage) -> None:
    """Empty stocks hold their share of American aid back, full ones none, and European aid does not ask them."""
    sent, total = {}, {}
    for stock in (0.0, 1.0):
        values = {"stockpiles.initial": stock, "stockpiles.held_back": 0.6, "stockpiles.drain": 0.0}
        world, p = stage(values)
        sent[stock] = weeks(world, p, 1)[0, 1]
        total[stock] = float(world.guarantors.aid)
    assert sent[1.0] > 0.0
    assert sent[0.0] == pytest.approx(0.4 * sent[1.0])
    assert total[1.0] - sent[1.0] == pytest.approx(total[0.0] - sent[0.0])


@pytest.mark.parametrize(("american", "left"), [(1.0, 0.4), (0.5, 0.7), (0.0, 1.0)])
def test_empty_stocks_hold_back_force(stage, american: float, left: float) -> None:
    """Of the force that would come, the American part is held back with the stocks."""
    values = {"stockpiles.initial": 0.0, "stockpiles.held_back": 0.6, "guarantee.american_share": american}
    world, p = stage({**values, "guarantee.response_force": 100.0, "guarantee.commitment": 0.6})
    guarantors.week(world, p, HERE, 1)
    assert world.guarantors.help == pytest.approx(100.0 * left * world.guarantors.credibility)


def test_a_crisis_elsewhere_takes_attention_and_fades(stage) -> None:
    """A crisis lowers American attention, and with it European unity, and is forgotten with the memory of moods."""
    world, p = stage({"politics.memory_weeks": 26.0, "politics.american_lead": 0.3})
    usual = weeks(world, p, 1)[0]
    world.guarantors.distraction = 1.0
    after = weeks(world, p, 260)
    assert after[0, 2] < usual[2] - 0.1
    assert usual[3] - after[0, 3] > 0.03
    assert np.all(np.diff(after[:, 2]) > 0.0)
    assert after[-1, 2:] == pytest.approx(usual[2:], abs=1e-3)
    assert np.log(after[25, 2] / (1 - after[25, 2])) == pytest.approx(
        np.log(usual[2] / (1 - usual[2])) - np.exp(-1.0)
    )


def test_crises_elsewhere_come_at_their_rate(stage) -> None:
    """Crises come at their rate a year, are counted, and each lowers attention by its depth."""
    world, p = stage(
        {"politics.distractions": 5.2, "politics.distraction_depth": 0.5, "politics.memory_weeks": 1.0}
    )
    attention = weeks(world, p, 3000)[:, 2]
    assert world.tally.distractions == pytest.approx(300.0, abs=50.0)
    assert np.sum(np.diff(attention) < -0.05) == pytest.approx(world.tally.distractions, abs=60)
    assert attention.min() > 0.0


def test_findings_against_kyiv_cost_aid_as_far_as_they_are_credited(stage) -> None:
    """Findings past the threshold withhold aid only where third parties credit enough of them."""
    aid = {}
    for trust in (0.5, 1.0):
        world, p = stage({"attribution.trust_third": trust, "sanctions.threshold": 100.0})
        world.ukraine.findings = 150.0
        european_union.week(world, p, HERE, 1)
        aid[trust] = float(world.guarantors.aid)
    assert aid[1.0] == pytest.approx((1.0 - p.aid.conditionality) * aid[0.5])


def test_aid_of_a_kind_makes_a_party(stage) -> None:
    """At the usual 50 billion a year guarantors are party as far as aid is of that kind, and promise less for fear."""
    credible = []
    for kind in (0.0, 0.5, 1.0):
        world, p = stage({"escalation.cobelligerency": kind, "guarantee.commitment": 0.6})
        world.guarantors.aid = 50.0
        guarantors.week(world, p, HERE, 1)
        assert world.guarantors.party == pytest.approx(kind)
        credible.append(float(world.guarantors.credibility))
    assert credible == sorted(credible, reverse=True) and len(set(credible)) == 3


@pytest.mark.parametrize(("attention", "sign"), [(0.2, 1), (None, 0), (0.9, -1)])
def test_a_guarantor_that_looks_away_is_a_window(stage, attention: float | None, sign: int) -> None:
    """Less ready than usual a guarantor deters by less than its credibility, readier by more; as usual by that."""
    world, p = stage({"guarantee.commitment": 0.4, "guarantee.american_share": 1.0, "guarantee.window": 1.0})
    g = world.guarantors
    g.attention = g.attention if attention is None else attention
    guarantors.week(world, p, HERE, 1)
    russia.weigh(world, p, HERE, 1)
    over = world.russia.terms[GUARANTEE] + p.guarantee.punishment * g.credibility
    assert over == pytest.approx(p.guarantee.punishment * (g.credibility_usual - g.credibility))
    assert np.sign(round(float(over), 9)) == sign
