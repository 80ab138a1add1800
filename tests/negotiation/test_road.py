"""The road: a week in its order, pressure, ultimatums that run out, summits that sign or are brought down."""

import math

import numpy as np
import pytest

from sim.agents import european_union, united_states
from sim.agents.state import WORLD
from sim.negotiation import road, rounds, worth
from sim.negotiation.issues import N_TRACKS
from sim.negotiation.road import FROM_WAR
from sim.negotiation.war import AT_WAR, CEASEFIRE, UKRAINE_BROKEN
from sim.scenario.scenario import declared

#: Draws in which one thing or another happens are looked for among so many weeks.
TRIES = 400
#: Both sides would sign, and leaders meet at once.
SIGNED = {"surplus_russia": 5.0, "surplus_ukraine": 5.0, "own_russia": 5.0, "own_ukraine": 5.0}
AT_ONCE = {"rounds.summit": 1.0}


def address(draw: int) -> tuple[int, int, int, int]:
    """Address of a week's draws."""
    return 1, 0, 0, 1_000_000 + 7 * draw


def differ(one, other) -> set[str]:
    """Parts of the world in which two differ in any bit."""
    return {part for part in WORLD.names or () if one[part].tobytes() != other[part].tobytes()}


def set_road(world, **values: float) -> None:
    """Set fields of the road."""
    for name, value in values.items():
        world.road[name] = value


def test_beginnings_stand_in_order() -> None:
    """The rules count a run that begins at war as the declaration lists it."""
    assert declared()["road.begins"].options[FROM_WAR] == "war"


@pytest.mark.parametrize(("years", "weeks"), [(0.02, 1), (1.0, 52), (3.0, 156), (10.0, 521), (20.0, 1042)])
def test_the_last_week(setting, years: float, weeks: int) -> None:
    """Whole weeks of 365-day years: ten years are 521 of them, and the shortest road one."""
    assert road.last_week(setting({"road.years": years}).p) == weeks


def test_setting_out(setting) -> None:
    """At war, even-handed, with the trust that steps give; without Kyiv half of line and zone in reach."""
    world, _, _, _ = setting({"table.kyiv": False, "table.undrawn": 0.5, "first_steps.energy": True})
    assert world.road.end == AT_WAR and world.tally.agreed == 0.0
    assert (world.road.trust, world.road.tilt, world.road.steps_hold) == (0.1, 0.5, 1.0)
    assert list(world.road.reach) == [0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0]


def pressed(setting, values: dict, week: float):
    """The road once Washington has pressed in a week, at usual attention."""
    world, p, _, _ = setting({"pressure.mediator": 1.0, **values})
    world.road.week, world.guarantors.attention = week, 0.62
    road.press(world, p)
    return world.road


def test_pressure_by_deadline(setting) -> None:
    """In the week of a first deadline 28 x 1.15 % of GDP in Kyiv, six tenths of it in Moscow; terms lose depth."""
    due = pressed(setting, {"pressure.deadline_days": 100.0}, 14.0)
    assert (due.pushed_ukraine, due.pushed_russia) == (pytest.approx(32.2), pytest.approx(19.32))
    assert due.depth == pytest.approx(1.0 - 0.7 * math.exp(-14.0 / 26.0))
    calm = pressed(setting, {}, 15.0)
    assert (calm.pushed_ukraine, calm.depth, calm.threat) == (pytest.approx(4.2), 1.0, 0.0)


@pytest.mark.parametrize(
    ("ultimatum", "moscow", "kyiv", "doubted"),
    [("none", 0.6, 1.0, 0.0), ("cut", 0.6, 1.0, 1.0), ("flood", 0.6, 1.0, 0.0), ("both", 0.6, 1.0, 1.0)],
)
def test_pressure_by_ultimatum(setting, ultimatum: str, moscow: float, kyiv: float, doubted: float) -> None:
    """In its last week an ultimatum presses whom it threatens as a deadline would, and casts doubt if that is Kyiv."""
    values = {"pressure.ultimatum": ultimatum, "pressure.ultimatum_week": 20.0, "pressure.notice_weeks": 10.0}
    at_kyiv, at_moscow = ultimatum in ("cut", "both"), ultimatum in ("flood", "both")
    last = pressed(setting, values, 29.0)
    assert last.pushed_ukraine == pytest.approx(28.0 * kyiv * (1.15 if at_kyiv else 0.15))
    assert last.pushed_russia == pytest.approx(28.0 * moscow * (1.15 if at_moscow else 0.15))
    assert (last.threat, last.doubted) == (float(ultimatum != "none"), doubted)
    for week in (19.0, 30.0):
        before_or_after = pressed(setting, values, week)
        assert (before_or_after.threat, before_or_after.doubted) == (0.0, 0.0)
        assert before_or_after.pushed_ukraine == pytest.approx(4.2)


def test_a_draft_holds_what_is_settled_and_a_full_text_what_can_be(setting) -> None:
    """The text on the table has what is settled of a term, the full one as much as those at the table could settle."""
    world, p, text, full = setting({"table.kyiv": False, "table.undrawn": 0.5})
    world.road.settled[:] = 0.2
    road.draft(world, p, text, full)
    assert text.zone.front_km == pytest.approx(0.2 * p.zone.front_km)
    assert full.zone.front_km == pytest.approx(0.5 * p.zone.front_km)
    assert full.monitoring.coverage == p.monitoring.coverage


def expired(setting, ultimatum: str, week: float = 30.0, resolve: float = 1.0, **values: float):
    """A world in which an ultimatum of week 20 with notice of 10 weeks was looked at in some week."""
    world, p, _, _ = setting(
        {
            "pressure.ultimatum": ultimatum,
            "pressure.ultimatum_week": 20.0,
            "pressure.notice_weeks": 10.0,
            "pressure.resolve": resolve,
            "failure.expectations": 0.0,
        }
    )
    set_road(world, week=week, trust=0.5, **values)
    road.expire(world, p, address(3))
    return world


def test_a_cut_carried_out(setting) -> None:
    """American aid falls by nine tenths, and Kyiv turns against signing by 5 % of GDP; talks do not fail by it."""
    world = expired(setting, "cut")
    assert world.road.aid_factor == pytest.approx(0.1)
    assert (world.ukraine.pressure, world.russia.pressure) == (5.0, 0.0)
    assert (world.road.trust, world.tally.ultimatums_carried_out) == (0.5, 1.0)


def test_a_flood_carried_out(setting) -> None:
    """American aid grows by three tenths, Moscow's public hardens, and the talks fail once more."""
    world = expired(setting, "flood")
    assert world.road.aid_factor == pytest.approx(1.3)
    assert (world.ukraine.pressure, world.russia.pressure) == (0.0, 5.0)
    assert world.road.trust == pytest.approx(0.425) and world.road.intensity == pytest.approx(1.03)


@pytest.mark.parametrize(("moscow", "kyiv", "factor"), [(1.0, -1.0, 0.1), (-1.0, 1.0, 1.3), (1.0, 1.0, 1.3)])
def test_an_ultimatum_to_both_strikes_the_one_further_from_signing(
    setting, moscow, kyiv, factor: float
) -> None:
    """Aid is cut where Kyiv is further from signing than Moscow, and raised otherwise."""
    world = expired(setting, "both", surplus_russia=moscow, surplus_ukraine=kyiv)
    assert world.road.aid_factor == pytest.approx(factor)


@pytest.mark.parametrize(
    ("ultimatum", "week", "resolve"),
    [("none", 30.0, 1.0), ("cut", 29.0, 1.0), ("cut", 31.0, 1.0), ("cut", 30.0, 0.0)],
)
def test_an_ultimatum_that_is_not_carried_out_changes_nothing(
    setting, ultimatum: str, week: float, resolve: float
) -> None:
    """None issued, not the week in which it runs out, or no resolve: no aid is cut and nothing is counted."""
    world = expired(setting, ultimatum, week, resolve)
    assert (world.road.aid_factor, world.tally.ultimatums_carried_out, world.ukraine.pressure) == (
        1.0,
        0.0,
        0.0,
    )


def test_an_ultimatum_is_carried_out_as_often_as_told(setting) -> None:
    """At a resolve of 0.3 three in ten are."""
    world, p, _, _ = setting({"pressure.ultimatum": "cut", "pressure.resolve": 0.3})
    world.road.week = p.pressure.ultimatum_week + p.pressure.notice_weeks
    for draw in range(2000):
        road.expire(world, p, address(draw))
    assert world.tally.ultimatums_carried_out / 2000 == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize(
    ("kyiv", "moscow_gains", "kyiv_gains", "signed"),
    [(True, 1.0, 1.0, True), (True, -1.0, 1.0, False), (True, 1.0, -1.0, False), (True, 0.0, 1.0, False),
     (False, 1.0, 1.0, True), (False, -1.0, 1.0, False)],
)  # fmt: skip
def test_a_text_is_signed_where_those_at_the_table_would(
    setting, kyiv, moscow_gains, kyiv_gains, signed: bool
) -> None:
    """Both sides must gain; without a seat Kyiv is not asked."""
    world, p, _, _ = setting({**AT_ONCE, "table.kyiv": kyiv})
    set_road(world, week=5.0, surplus_russia=moscow_gains, surplus_ukraine=kyiv_gains)
    road.summit(world, p, address(1))
    assert (world.road.end == CEASEFIRE) == signed
    assert world.road.scuttled == 0.0


def signings(setting, values: dict, week: float = 5.0, **state: float) -> tuple[float, float]:
    """Shares of summits at which a text was signed, and brought down, over many draws."""
    world, p, _, _ = setting(values)
    signed = scuttled = 0
    for draw in range(TRIES):
        set_road(world, end=AT_WAR, week=week, scuttled=0.0, **{**SIGNED, **state})
        world.guarantors.unity = 0.62
        road.summit(world, p, address(draw))
        signed += int(world.road.end == CEASEFIRE)
        scuttled += int(world.road.scuttled)
    assert world.tally.failed_rounds == scuttled
    return signed / TRIES, scuttled / TRIES


def test_leaders_meet_as_often_as_told_and_more_often_near_a_deadline(setting) -> None:
    """A quarter of the weeks in which both would sign; always in the week of a first deadline."""
    assert signings(setting, {})[0] == pytest.approx(0.25, abs=0.07)
    assert signings(setting, {"pressure.deadline_days": 35.0})[0] == 1.0


def test_kyiv_left_out_brings_down_what_is_worse_for_it(setting) -> None:
    """85 % of texts that are worse for it than fighting on; none that it would sign itself."""
    left_out = {**AT_ONCE, "table.kyiv": False}
    assert signings(setting, left_out, surplus_ukraine=-1.0)[1] == pytest.approx(0.85, abs=0.06)
    assert signings(setting, left_out)[1] == 0.0


def test_europe_left_out_keeps_half_from_being_carried_out(setting) -> None:
    """Half of them at usual unity, as signed by the others; all are signed or brought down."""
    signed, scuttled = signings(setting, {**AT_ONCE, "table.europe": False})
    assert scuttled == pytest.approx(0.5, abs=0.08)
    assert signed + scuttled == 1.0


def test_a_text_brought_down_is_a_failure_on_all_tracks(setting) -> None:
    """Trust is lost, every track rests, and the war goes on."""
    world, p, _, _ = setting(
        {**AT_ONCE, "table.kyiv": False, "table.scuttle_kyiv": 1.0, "failure.expectations": 0.0}
    )
    set_road(world, **{**SIGNED, "week": 5.0, "surplus_ukraine": -1.0, "trust": 0.5})
    road.summit(world, p, address(1))
    assert world.road.end == AT_WAR and world.road.scuttled == 1.0
    assert list(world.road.rest) == [11.0] * N_TRACKS
    assert world.road.trust == pytest.approx(0.425) and world.tally.failed_rounds == 1.0


@pytest.mark.parametrize(
    ("ultimatum", "moscow", "kyiv"),
    [("none", 0.0, 0.0), ("cut", 0.0, 0.4), ("flood", 0.4, 0.0), ("both", 0.4, 0.4)],
)
def test_what_is_signed_under_a_threat_is_imposed(
    setting, ultimatum: str, moscow: float, kyiv: float
) -> None:
    """On the side that is threatened by 0.4 at least; beyond it by what the side would lose but for the pressure."""
    world, p, _, _ = setting({**AT_ONCE, "pressure.ultimatum": ultimatum})
    set_road(world, **SIGNED, week=5.0, threat=float(ultimatum != "none"))
    road.summit(world, p, address(1))
    assert (world.road.imposed_russia, world.road.imposed_ukraine) == (moscow, kyiv)
    set_road(world, end=AT_WAR, own_russia=-7.5, own_ukraine=-30.0)
    road.summit(world, p, address(1))
    assert (world.road.imposed_russia, world.road.imposed_ukraine) == (pytest.approx(0.5), 1.0)


def test_a_broken_army_ends_the_week(setting) -> None:
    """Once an army has broken nothing is signed, no stock is taken and no ultimatum carried out."""
    world, p, _, _ = setting({**AT_ONCE, "pressure.ultimatum": "cut", "pressure.resolve": 1.0})
    set_road(world, **SIGNED, week=65.0, end=UKRAINE_BROKEN)
    world.road.met[:] = 3.0
    before = np.array(world).tobytes()
    road.close_week(world, p, address(1))
    assert np.array(world).tobytes() == before


def test_a_week_is_its_parts_in_order(setting) -> None:
    """A week is the West, the war, the draft, both capitals in any order, the tracks in any, and the close."""
    values = {"rounds.meetings": 3.0, "pressure.deadline_days": 100.0, "politics.volatility": 0.8}
    whole, parts = setting(values), setting(values)
    for number in range(1, 27):
        road.week(whole.world, whole.p, whole.text, whole.full, address(number), number)
        world, p, text, full = parts
        united_states.attend(world, p, address(number), number)
        european_union.confer(world, p, address(number))
        road.open_week(world, p, address(number), number)
        road.draft(world, p, text, full)
        worth.reckon_kyiv(world, p, text, full)
        worth.reckon_moscow(world, p, text, full)
        for track in reversed(range(N_TRACKS)):
            rounds.meet(world, p, address(number), track)
        road.close_week(world, p, address(number))
        assert differ(whole.world, world) == set()
    assert whole.world.road.week == 26.0 and whole.world.tally.meetings > 0.0
