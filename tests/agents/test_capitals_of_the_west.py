"""Washington and Brussels apart: elections, renewals, assets and aid (M13, M14, M16, M25)."""

import numpy as np
import pytest

from sim.agents import european_union, united_states

HERE = (1, 0, 0, 0)


def test_elections_come_every_fourth_year(stage) -> None:
    """Usual American attention changes in the weeks of an election and in no other."""
    world, p = stage({"politics.election_swing": 1.0, "politics.first_election": 97.0})
    usual = []
    for number in range(1, 700):
        united_states.week(world, p, (1, 0, 0, 7 * number - 1), number)
        usual.append(world.guarantors.attention_usual)
    changed = np.flatnonzero(np.diff(usual)) + 2
    assert list(changed) == [97, 305, 513]


def test_moods_at_rest_stay_as_usual(stage) -> None:
    """Without volatility attention and unity are what is declared, week after week."""
    world, p = stage({"politics.attention": 1.0, "politics.unity": -0.5})
    for number in range(1, 300):
        united_states.week(world, p, HERE, number)
        european_union.week(world, p, HERE, number)
        assert world.guarantors.attention == pytest.approx(1.0 / (1.0 + np.exp(-1.0)))
        assert world.guarantors.unity == pytest.approx(1.0 / (1.0 + np.exp(0.5)))


def test_european_unity_follows_american_attention(stage) -> None:
    """When America turns away, Europe's unity falls by its share of the turn."""
    world, p = stage({"politics.american_lead": 0.5, "politics.unity": 0.5})
    world.guarantors.attention_usual = p.politics.attention - 2.0
    european_union.week(world, p, HERE, 1)
    assert world.guarantors.unity == pytest.approx(1.0 / (1.0 + np.exp(0.5)))


def test_a_lost_renewal_halves_what_is_kept(stage) -> None:
    """In one of its half-yearly renewals a disunited Europe loses its half of the sanctions, once and for all."""
    world, p = stage({"sanctions.renewal_risk": 1.0, "politics.unity": -5.0, "sanctions.relief": 0.2})
    kept = []
    for number in range(1, 120):
        european_union.week(world, p, HERE, number)
        kept.append(world.guarantors.kept)
    assert list(np.flatnonzero(np.diff(kept)) + 2) == [25]
    assert (kept[0], kept[-1]) == pytest.approx((0.8, 0.4))
    assert world.tally.renewals_lost == 1.0


def test_a_united_europe_always_renews(stage) -> None:
    """At a risk of nothing, no renewal is lost."""
    world, p = stage({"sanctions.renewal_risk": 0.0})
    for number in range(1, 200):
        european_union.week(world, p, HERE, number)
    assert (world.guarantors.kept, world.tally.renewals_lost) == (1.0 - p.sanctions.relief, 0.0)


@pytest.mark.parametrize(
    ("use", "paid"), [("held", 0.0), ("with_consent", 300.0), ("without_consent", 300.0)]
)
def test_assets_are_paid_out_over_their_years(stage, use: str, paid: float) -> None:
    """Held assets stay, others are out after their years and not a dollar more."""
    world, p = stage({"assets.use": use, "assets.total": 300.0, "assets.payout_years": 4.0})
    for number in range(1, 4 * 52 + 20):
        european_union.week(world, p, HERE, number)
    assert world.guarantors.assets_paid == pytest.approx(paid)
    assert world.tally.assets_paid == pytest.approx(paid)


def test_spending_without_consent_costs_unity(stage) -> None:
    """Assets spent without consent lower European unity, with consent they do not."""
    unity = {}
    for use in ("held", "with_consent", "without_consent"):
        world, p = stage({"assets.use": use})
        european_union.week(world, p, HERE, 1)
        unity[use] = world.guarantors.unity
    assert unity["without_consent"] < unity["with_consent"] == unity["held"]


def test_findings_against_kyiv_cost_it_aid(stage) -> None:
    """In a week in which findings against Kyiv pass the threshold its share of aid is withheld, and only then."""
    world, p = stage({"aid.conditionality": 0.3})
    flows = []
    for found in (0.0, p.sanctions.threshold, p.sanctions.threshold + 1.0, 0.0):
        world.ukraine.findings = found
        european_union.week(world, p, HERE, 1)
        flows.append(world.guarantors.aid)
    assert flows[0] == flows[1] == flows[3]
    assert flows[2] == pytest.approx(0.7 * flows[0])


def test_an_abrupt_cut_comes_in_its_year(stage) -> None:
    """Aid drops by the share of the cut in the week that begins the second year."""
    world, p = stage({"aid.cut_year": 1.0, "aid.cut_share": 0.5, "aid.growth": 0.0})
    flows = []
    for number in range(1, 80):
        european_union.week(world, p, HERE, number)
        flows.append(world.guarantors.aid)
    assert flows[51] == pytest.approx(flows[0])
    assert flows[53] == pytest.approx(0.5 * flows[0])
    assert len(set(np.round(flows, 9))) == 2
