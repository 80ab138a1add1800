"""M30: ultimatums: to cut aid to Kyiv, or to flood Kyiv with it."""

from __future__ import annotations

import pytest

#: The same mediator without an ultimatum and with one; it is issued after a year and leaves a quarter.
MEDIATED = {"pressure.mediator": 1.0}
CUT, FLOOD, BOTH = ({**MEDIATED, "pressure.ultimatum": threat} for threat in ("cut", "flood", "both"))
#: Months between which the ultimatum runs.
ISSUED, RUN_OUT = 51.0 / 52.0 * 12.0, 65.0 / 52.0 * 12.0


def in_time(roads):
    """Whether a road came to a ceasefire before the ultimatum ran out."""
    return roads["agreed"] & (roads["months_to_ceasefire"] <= RUN_OUT)


def under_threat(pair):
    """The roads signed while the ultimatum ran, and the same roads without one."""
    signed = pair.signed
    return signed.where(in_time(signed.after) & (signed.after["months_to_ceasefire"] >= ISSUED))


def broken(roads):
    """Whether Ukraine's army broke."""
    return roads["war_end"] == "ukraine_broken"


@pytest.mark.parametrize("threat", [CUT, FLOOD, BOTH], ids=["cut", "flood", "both"])
def test_an_ultimatum_hastens_the_signature(signings, rise, threat):
    """More roads are signed by the time an ultimatum runs out than under the same mediator without one."""
    assert rise(signings.pair(MEDIATED, threat, 1500), in_time) > 3.0


@pytest.mark.parametrize("threat", [CUT, FLOOD, BOTH], ids=["cut", "flood", "both"])
def test_terms_signed_under_an_ultimatum_are_poorer(signings, rise, threat):
    """Terms signed under an ultimatum are imposed, and of lower quality than those of the same roads without one."""
    found = under_threat(signings.pair(MEDIATED, threat, 1500))
    assert rise(found, lambda roads: roads["terms_quality"]) < -3.0
    assert rise(found, lambda roads: roads["imposed"]) > 10.0


def test_a_threat_to_kyiv_costs_legitimacy(signings, rise):
    """A text that Kyiv signs under a threat is less legitimate; one that Moscow signs under a threat is not."""
    kyiv, moscow = (under_threat(signings.pair(MEDIATED, threat, 1500)) for threat in (CUT, FLOOD))
    assert rise(kyiv, lambda roads: roads["legitimacy"]) < -10.0
    assert abs((moscow.after["legitimacy"] - moscow.before["legitimacy"]).mean()) < 0.05


def test_a_ceasefire_under_an_ultimatum_is_shorter_lived(roads, rise):
    """Where both sides are threatened ceasefires signed in time last less long than those of the same roads without."""
    found = roads.pair(MEDIATED, BOTH, 500)
    assert rise(under_threat(found), lambda runs: runs["days"]) < -3.0
    assert rise(found.signed, lambda runs: runs["days"]) < -2.5


def test_a_carried_out_cut_can_lose_the_war(signings, rise):
    """A threat to cut that is carried out breaks Ukraine's army more often, one that is not does not."""
    threat = {**CUT, "pressure.ultimatum_week": 26.0}
    empty, meant = ({**threat, "pressure.resolve": chance} for chance in (0.0, 1.0))
    assert rise(signings.pair(empty, meant, 400), broken) > 4.0
    bluff = signings.pair(MEDIATED, empty, 400)
    assert abs(broken(bluff.after).mean() - broken(bluff.before).mean()) < 0.02


def test_there_is_more_room_to_cut_than_to_flood(signings):
    """A flood of aid saves less ground than a cut loses."""
    without = {**MEDIATED, "rounds.meetings": 0.0, "pressure.mediator": 0.0, "road.years": 4.0}
    taken = {}
    for threat in ("none", "cut", "flood"):
        meant = {**without, "pressure.ultimatum": threat, "pressure.resolve": 1.0}
        taken[threat] = signings.walk(meant, 200)["war_territory"].mean()
    assert 0.0 < taken["none"] - taken["flood"] < 0.7 * (taken["cut"] - taken["none"])
