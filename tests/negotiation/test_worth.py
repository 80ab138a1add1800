"""Worth: what fighting on and a text mean to each side, and what is left over for signing (M28-M30)."""

import math

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.agents.belligerent import dividend
from sim.agents.russia import offended
from sim.negotiation import settlement, worth
from sim.negotiation.issues import N_ISSUES
from sim.negotiation.worth import pause
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import parameters

SHARE = st.floats(0.0, 1.0)
AIMS = st.floats(0.0, 1000.0)


def test_a_pause_is_worth_better_chances_to_those_who_mean_to_fight_on() -> None:
    """Chances of 0.6 instead of 0.4 on aims of 50 are worth 10; half of the later ones barred, nothing is left."""
    assert pause(1.0, 50.0, 0.6, 0.4, 0.0) == pytest.approx(10.0)
    assert pause(1.0, 50.0, 0.6, 0.4, 0.2) == pytest.approx(4.0)
    assert pause(1.0, 50.0, 0.6, 0.4, 0.5) == 0.0
    assert pause(0.0, 50.0, 0.6, 0.4, 0.0) == 0.0


@given(AIMS, SHARE, SHARE, SHARE, SHARE)
def test_a_pause_has_the_right_signs(
    aims: float, later: float, now: float, credible: float, more: float
) -> None:
    """Never worth less than nothing; more with later chances and aims, less with present ones and with guarantees."""
    here = pause(1.0, aims, later, now, credible)
    assert here >= 0.0
    assert pause(1.0, aims, max(later, more), now, credible) >= here
    assert pause(1.0, 2.0 * aims, later, now, credible) >= here
    assert pause(1.0, aims, later, max(now, more), credible) <= here
    assert pause(1.0, aims, later, now, max(credible, more)) <= here


# The stage.


def test_chances_follow_forces_supplies_and_momentum(setting) -> None:
    """More force, supplies kept from the other and a front on the move raise a side's chances and lower the other's."""
    world, p, _, _ = setting()
    moscow, kyiv = worth.chances(world, p, 1.0)
    assert 0.0 < kyiv < 1.0 and 0.0 < moscow < 1.0
    for change in ("force", "supply", "trend"):
        world, p, _, _ = setting()
        supply = 1.0
        if change == "force":
            world.russia.force *= 1.2
        elif change == "supply":
            supply = 0.7
        else:
            world.road.trend = 606.0
        stronger, weaker = worth.chances(world, p, supply)
        assert stronger > moscow and weaker < kyiv, change


def test_momentum_adds_log_force_ratio(setting) -> None:
    """A front at twice its pace counts for 0.15 of log force ratio; beyond three times no more."""
    world, p, _, _ = setting()
    slope = float(p.deterrence.slope)

    def odds(trend: float) -> float:
        world.road.trend = trend
        moscow = float(worth.chances(world, p, 1.0)[0])
        return math.log(moscow / (1.0 - moscow)) / slope

    assert odds(606.0) - odds(303.0) == pytest.approx(0.15)
    assert odds(909.0) - odds(303.0) == pytest.approx(0.30)
    assert odds(5000.0) == odds(909.0)


def fighting(setting, values: dict | None = None, weeks: float = 0.0, **road: float) -> tuple[float, float]:
    """Worth of fighting on to Moscow and to Kyiv, so many weeks into the talks."""
    world, p, _, _ = setting(values)
    for name, value in road.items():
        world.road[name] = value
    return worth.fighting_on(world, p, weeks, float(world.road.supply))


def test_the_worth_of_fighting_on_adds_up(setting) -> None:
    """At the start: aims times chances, resolve, less two years of cost; for Kyiv stake and lacking energy."""
    world, p, _, _ = setting()
    moscow, kyiv = worth.chances(world, p, 1.0)
    russian, ukrainian = fighting(setting)
    assert russian == pytest.approx(world.russia.aims * moscow + 3.0 - 2.0 * 7.2)
    expected = world.ukraine.aims * kyiv + 66.0 - 60.0 * moscow - 2.0 * 12.0 - 12.0 * 0.45
    assert ukrainian == pytest.approx(expected)


def test_time_tires_both(setting) -> None:
    """A year of war costs a side 3 % of GDP more where half of its public puts peace first; 3.6 at 0.6."""
    start, later = fighting(setting), fighting(setting, weeks=52.0)
    assert start[0] - later[0] == pytest.approx(3.0)
    assert start[1] - later[1] == pytest.approx(3.6)


@pytest.mark.parametrize(
    ("values", "road", "moscow", "kyiv"),
    [
        ({}, {"intensity": 1.5}, -1, -1),
        ({}, {"energy": 0.2}, 0, -1),
        ({}, {"energy": 0.9}, 0, 0),
        ({"first_steps.energy": True}, {}, -1, 0),
        ({"first_steps.black_sea": True}, {}, 0, -1),
        ({"reservation.resolve_russia": 10.0}, {}, 1, 0),
        ({"reservation.resolve_ukraine": 75.0}, {}, 0, 1),
        ({"reservation.cost_russia": 9.0}, {}, -1, 0),
        ({"reservation.cost_ukraine": 20.0}, {}, 0, -1),
        ({"reservation.stake_ukraine": 100.0}, {}, 0, -1),
        ({"reservation.years_ahead": 3.0}, {}, -1, -1),
        ({"aims.russia": 60.0}, {}, 1, 0),
        ({}, {"supply": 0.5}, 1, -1),
    ],
)
def test_what_moves_the_worth_of_fighting_on(setting, values, road, moscow: int, kyiv: int) -> None:
    """Each quantity moves it for the side it is about alone; energy that is spared would be struck again."""
    before, after = fighting(setting), fighting(setting, values, **road)
    assert tuple(int(np.sign(new - old)) for new, old in zip(after, before, strict=True)) == (moscow, kyiv)


#: A full text, and what each change of the offer does to its worth in Moscow and in Kyiv: more, nothing or less.
CHANGES = [
    ("sanctions.relief", 1.0, 1, -1),
    ("deal.recognition", 0.8, 1, -1),
    ("deal.dividend", 25.0, 1, 1),
    ("deal.offers", 1.0, 1, 1),
    ("accession.path", 1.0, 0, 1),
    ("asks.help", 1.0, -1, 0),
    ("reservation.stake_ukraine", 100.0, 0, -1),
    ("alignment.insecurity", 30.0, 0, -1),
    ("deal.legitimacy", 1.0, 0, 1),
]


def texts(setting, values: dict | None = None) -> tuple[float, float]:
    """Worth of a full text to Moscow and to Kyiv."""
    world, p, text, _ = setting(values)
    world.road.settled[:] = 1.0
    settlement.write(text, p, world.road, world.road.settled, 0.0)
    worth.lay_open(world, text)
    return float(worth.to_moscow(world, text, p)), float(worth.to_kyiv(world, text, p))


@pytest.mark.parametrize(("path", "value", "moscow", "kyiv"), CHANGES, ids=[path for path, *_ in CHANGES])
def test_what_a_text_is_worth(setting, path: str, value: float, moscow: int, kyiv: int) -> None:
    """Relief (and the force it lets grow) and recognition are Moscow's gain, accession Kyiv's, a dividend both's."""
    before, after = texts(setting), texts(setting, {path: value})
    told = tuple(int(np.sign(round(new - old, 9))) for new, old in zip(after, before, strict=True))
    assert told == (moscow, kyiv)


def test_a_guarantee_is_worth_signing_for_kyiv(setting) -> None:
    """A credible guarantee is worth much to Kyiv, and takes its pause from a Moscow that means to fight on."""
    none = {f"guarantee.{name}": 0.0 for name in ("commitment", "response_force", "stationed_troops")}
    strong = {"guarantee.commitment": 1.0, "guarantee.bindingness": 1.0, "guarantee.alliance_tie": 0.0}
    for values in (none, strong):
        values["aims.tactical_russia"] = 1.0
    before, after = texts(setting, none), texts(setting, strong)
    assert after[1] > before[1] + 1.0
    assert after[0] < before[0] - 1.0


def test_a_text_is_worth_the_dividend_of_keeping_it(setting) -> None:
    """Where nothing else is on offer a text is worth to Moscow what it would later lose by attacking."""
    nothing = ("sanctions.relief", "deal.recognition", "asks.help", "alignment.grievance", "accession.path")
    nothing += ("guarantee.alliance_tie", "guarantee.stationed_troops")
    bare = {**dict.fromkeys(nothing, 0.0), "assets.use": "held"}
    world, p, text, _ = setting(bare)
    world.road.settled[:] = 1.0
    settlement.write(text, p, world.road, world.road.settled, 0.0)
    worth.lay_open(world, text)
    kept = dividend(world.russia, 0.0, text) - offended(world, text)
    assert worth.to_moscow(world, text, p) == pytest.approx(kept)


@pytest.mark.parametrize(("settled", "risk"), [(0.0, 18.0), (0.5, 9.0), (1.0, 0.0)])
def test_what_is_left_open_is_a_risk(setting, settled: float, risk: float) -> None:
    """18 % of GDP where everything is open, half of it where half is, nothing where all is settled."""
    world, p, _, _ = setting()
    world.road.settled[:] = settled
    assert worth.open_risk(world.road, p) == pytest.approx(risk)


def test_supplies_if_aid_were_cut_or_flooded(setting) -> None:
    """Without American aid 0.74 of usual; three tenths more of it 1.07; unchanged, what it is."""
    world, p, _, _ = setting()
    world.guarantors.aid_american, world.guarantors.aid = 10.0, 55.0
    assert worth.supply_if(world, p, 1.0) == pytest.approx(1.0)
    assert worth.supply_if(world, p, 0.0) == pytest.approx(0.6**0.6)
    assert worth.supply_if(world, p, 1.3) == pytest.approx(1.12**0.6)


def test_a_divided_west_is_held_out_against(setting) -> None:
    """Nothing at usual moods with Europe at the table; half of the play-off without it."""
    world, p, _, _ = setting({"table.play_off": 10.0})
    world.guarantors.attention = world.guarantors.unity = 0.62
    assert worth.holding_out(world, p) == pytest.approx(0.0, abs=1e-9)
    p.table.europe = 0.0
    assert worth.holding_out(world, p) == pytest.approx(5.0)


def reckoned(setting, values: dict | None = None, settled: float = 0.6, **road: float):
    """The road after both capitals have set a text against fighting on."""
    world, p, text, full = setting(values)
    r = world.road
    r.week, r.settled[:] = 30.0, settled
    world.guarantors.aid_american, world.guarantors.aid = 10.0, 55.0
    for name, value in road.items():
        r[name] = value
    settlement.write(text, p, r, r.settled, 0.0)
    settlement.write(full, p, r, r.reach, 0.0)
    worth.reckon_moscow(world, p, text, full)
    worth.reckon_kyiv(world, p, text, full)
    return r


def test_what_is_left_over_for_signing(setting) -> None:
    """Own surplus is the text less its open risk, fighting on and what is held out for; pressure is added."""
    road = reckoned(setting, pushed_russia=2.0, pushed_ukraine=3.0)
    for side, pushed in (("russia", 2.0), ("ukraine", 3.0)):
        own = road[f"worth_{side}"] - road[f"fighting_{side}"]
        assert road[f"own_{side}"] == pytest.approx(own, abs=1e-9)
        assert road[f"surplus_{side}"] == pytest.approx(own + pushed)
        # At usual moods the West is one, and the open four tenths of a text are 7.2 % of GDP of risk.
        assert road[f"wish_{side}"] > road[f"own_{side}"] + 7.2
    divided = reckoned(setting, {"table.europe": False, "table.play_off": 10.0})
    assert divided.own_russia == pytest.approx(divided.worth_russia - divided.fighting_russia - 5.0, abs=0.1)


@pytest.mark.parametrize(
    ("ultimatum", "moscow", "kyiv"),
    [("none", False, False), ("cut", False, True), ("flood", True, False), ("both", True, True)],
)
def test_a_threat_makes_fighting_on_worth_less(setting, ultimatum: str, moscow: bool, kyiv: bool) -> None:
    """While an ultimatum runs, whom it threatens sees fighting on as if carried out, as far as it is believed."""
    values = {"pressure.ultimatum": ultimatum, "pressure.credited": 0.6}
    calm, threatened = reckoned(setting, values, threat=0.0), reckoned(setting, values, threat=1.0)
    assert (threatened.surplus_russia > calm.surplus_russia) == moscow
    assert (threatened.surplus_ukraine > calm.surplus_ukraine) == kyiv
    assert threatened.own_russia == calm.own_russia and threatened.own_ukraine == calm.own_ukraine
    surer = reckoned(setting, {**values, "pressure.credited": 0.9}, threat=1.0)
    if moscow:
        raised = threatened.surplus_russia - calm.surplus_russia
        assert surer.surplus_russia - calm.surplus_russia == pytest.approx(1.5 * raised)


def limits(p: Parameter) -> st.SearchStrategy:
    """Any value that a parameter may take."""
    if p.kind == "choice":
        return st.sampled_from(p.options)
    return st.sampled_from([p.least, p.most]) | st.floats(p.least, p.most)


WEIGHED = [
    p
    for p in parameters()
    if p.path.partition(".")[0]
    in ("reservation", "deal", "war", "aims", "sanctions", "guarantee", "deterrence")
    and p.kind in ("number", "choice", "switch")
]


@settings(max_examples=80, phases=(Phase.explicit, Phase.generate))  # simpler ones take minutes to find
@given(
    values=st.fixed_dictionaries(
        {p.path: limits(p) for p in parameters() if p.path.partition(".")[0] in WEIGHED}
    ),
    settled=st.lists(SHARE, min_size=N_ISSUES, max_size=N_ISSUES),
    tilt=SHARE,
    threat=st.sampled_from([0.0, 1.0]),
    ultimatum=st.sampled_from(["none", "cut", "flood", "both"]),
)
def test_whatever_is_weighed_stays_finite(
    setting, values, settled, tilt: float, threat: float, ultimatum: str
) -> None:
    """Any offer and any war give finite worths, chances that are shares, and threats that never repel."""
    world, p, text, full = setting({**values, "pressure.ultimatum": ultimatum})
    road = world.road
    road.tilt, road.settled[:], road.week, road.threat = tilt, settled, 12.0, threat
    settlement.write(text, p, road, road.settled, 0.0)
    settlement.write(full, p, road, road.reach, 0.0)
    assert all(0.0 <= chance <= 1.0 for chance in worth.chances(world, p, float(road.supply)))
    worth.reckon_moscow(world, p, text, full)
    worth.reckon_kyiv(world, p, text, full)
    for name in ("fighting", "worth", "wish", "own", "surplus"):
        for side in ("russia", "ukraine"):
            assert math.isfinite(road[f"{name}_{side}"]), f"{name}_{side}"
    assert road.surplus_russia >= road.own_russia and road.surplus_ukraine >= road.own_ukraine
