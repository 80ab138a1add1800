"""A passage says what the road did: its events, parts and terms agree with the state and with the batch."""

import numpy as np
import pytest

from sim.analysis.chronicles.history import SIDES
from sim.analysis.chronicles.passage import OUTCOMES
from sim.analysis.chronicles.passage_events import HEAVY, LEAST_WEIGHT
from sim.analysis.chronicles.passage_words import PART_WORDS, TRACK_WORDS
from sim.analysis.chronicles.reckoning import PARTS, moved, parts, reckoned
from sim.analysis.chronicles.travelogue import Travelogue
from sim.analysis.plain import plain
from sim.engine import batch
from sim.negotiation.issues import ISSUES
from sim.negotiation.pressure import deadline_weeks, missed
from sim.negotiation.table import cohesion, held_out_for
from sim.negotiation.war import WAR_ENDS
from sim.scenario import files
from sim.scenario.errors import InputError

SEED = 7
COARSE = {"line.sector_miles": 200.0}
#: Nobody signs whatever happens; both sides sign at once.
NEVER = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0, "road.years": 2.0}
AT_ONCE = {"reservation.resolve_russia": -150.0, "reservation.resolve_ukraine": -150.0}
STRATEGIES = ("talks_as_usual", "deal_in_a_day", "threat_to_cut", "bilateral_deal", "a_year_not_a_day")


def road(values=None, strategy="talks_as_usual"):
    """A scenario that begins at war, on a coarse line, with further dotted values."""
    return files.load("road.yaml", {**files.arm("strategies", strategy).values, **COARSE, **(values or {})})


def walked(scenario, run=0):
    """The road of a run."""
    return Travelogue.walked(scenario, SEED, run)


def of_kind(passage, kind):
    """Events of a kind."""
    return [event for event in passage.events if event.kind == kind]


@pytest.fixture(scope="module")
def passages():
    """Three roads of each of five strategies, one without talks that is given up, and one on which an army breaks."""
    told = [walked(road(strategy=name), run) for name in STRATEGIES for run in range(3)]
    told.append(walked(road({"road.years": 1.0}, "no_talks")))
    told.append(walked(road({"war.rout": 1.0, "war.break_at": 0.0})))
    return told


def test_it_ends_as_the_same_run_of_a_study_does(passages):
    """What the road settles of the outcome is what the batch counts for the same seed and run."""
    for p in passages:
        (row,) = batch.run([p.offer], np.array([0]), np.array([p.run]), SEED)
        assert p.outcome() == plain(np.array([row]), OUTCOMES)
        if not p.agreed:
            assert p.row[0] == row


def test_the_examples_end_in_more_than_one_way(passages):
    """The roads examined here end with a ceasefire, with a broken army, and with none of them."""
    ends = {p.end for p in passages}
    assert {"ceasefire", "at_war"} < ends <= set(WAR_ENDS)
    assert any(len(p.at_table) == 1 for p in passages)


def test_a_scenario_that_begins_with_a_ceasefire_has_no_road():
    """There is no passage where there is no road."""
    with pytest.raises(InputError, match=r"road\.begins"):
        walked(files.load("baseline.yaml", COARSE))


def test_the_parts_of_a_reckoning_add_up_to_the_surplus(passages):
    """What signing is worth to a side is the sum of the named parts in every week."""
    assert set(PARTS) == set(PART_WORDS)
    for p in passages:
        for side in SIDES:
            assert sum(parts(p, side).values()) == pytest.approx(p.surplus(side), abs=1e-9)
            last = reckoned(p, side, p.weeks)
            assert sum(last.values()) == pytest.approx(p.surplus(side)[-1], abs=1e-9)
            total = sum(moved(p, side).values())
            assert total == pytest.approx(p.surplus(side)[-1] - p.surplus(side)[0], abs=1e-9)


def test_what_is_held_out_for_is_what_a_divided_west_invites(passages):
    """The part that is not told by the state is the law of the table, from attention and unity of the week."""
    for p in passages:
        g, t = p.worlds["guarantors"], p.offer.table
        law = [
            held_out_for(t.play_off, cohesion(float(t.europe), attention, unity))
            for attention, unity in zip(g["attention"], g["unity"], strict=True)
        ]
        for side in SIDES:
            assert parts(p, side)["held_out"] == pytest.approx(-np.array(law), abs=1e-9)


def test_a_threat_counts_only_while_an_ultimatum_runs():
    """The ultimatum against Kyiv adds to Kyiv's surplus in its weeks alone, and nothing to Moscow's."""
    p = walked(road(NEVER, "threat_to_cut"))
    threat, running = parts(p, "ukraine")["threat"], p.road["threat"] > 0
    assert running.sum() == 13
    assert (threat[running] > 0).all()
    assert threat[~running] == pytest.approx(0.0, abs=1e-9)
    assert parts(p, "russia")["threat"] == pytest.approx(0.0, abs=1e-9)


def test_what_a_text_leaves_open_is_what_it_would_gain_if_nothing_open_were_a_risk():
    """Two roads that differ only in how risky an open text is differ in its worth by the part told, week by week."""
    unsigned = {"rounds.summit": 0.0, "road.years": 4.0}
    risky = walked(road({**unsigned, "rounds.unsettled": 18.0}))
    safe = walked(road({**unsigned, "rounds.unsettled": 0.0}))
    assert np.array_equal(risky.settled, safe.settled) and risky.settled[-1].any()
    for side in SIDES:
        gap = risky.road[f"worth_{side}"] - safe.road[f"worth_{side}"]
        assert parts(risky, side)["open"] == pytest.approx(gap, abs=1e-9)
        assert parts(risky, side)["text"] == pytest.approx(safe.road[f"worth_{side}"], abs=1e-9)


def test_events_come_in_order_and_the_last_is_the_end(passages):
    """Days never go backwards, and the last event is the end, in the last week."""
    kinds = {"ceasefire": "signed", "at_war": "given_up"}
    for p in passages:
        days = [event.day for event in p.events]
        assert days == sorted(days)
        end = p.events[-1]
        assert (end.kind, end.week, end.day) == (kinds.get(p.end, "army_breaks"), p.weeks, 7 * p.weeks)
        assert sum(e.kind in ("signed", "given_up", "army_breaks") for e in p.events) == 1


def test_meetings_and_failures_told_are_as_many_as_counted(passages):
    """Meetings of all weeks, walkouts and failed summits are what the run counts; first meetings are the first."""
    for p in passages:
        tally = p.row[0]
        assert p.met.sum() == tally["meetings"]
        failures = len(of_kind(p, "walkout")) + len(of_kind(p, "scuttled"))
        assert failures == tally["failed_rounds"]
        assert len(of_kind(p, "walkout")) == p.walkouts.sum()
        for track, name in enumerate(TRACK_WORDS.values()):
            weeks = [e.week for e in of_kind(p, "first_meeting") if name in e.text]
            met = np.flatnonzero(p.met[:, track])
            assert weeks == (met[:1] + 1).tolist()
            assert p.held(track) or not len(met)


def test_a_short_telling_keeps_the_first_walkout_of_each_track(passages):
    """One walkout a track is major, the first."""
    for p in passages:
        for name in TRACK_WORDS.values():
            major = [e.major for e in of_kind(p, "walkout") if name in e.text]
            assert major == [True, *[False] * (len(major) - 1)][: len(major)]


def test_an_issue_is_told_as_settled_in_the_week_that_settles_it(passages):
    """Every issue that is settled as far as can be has one event; before its week it was not."""
    for p in passages:
        told = {e.short.removesuffix(" settled"): e.week for e in of_kind(p, "settled")}
        for issue, name in enumerate(ISSUES):
            full = p.settled[:, issue] >= p.reach[issue] - 1e-9
            assert (name in told) == bool(full[-1])
            if name in told:
                assert full[told[name] :].all() and not full[: told[name]].any()


def test_from_when_a_side_would_sign_for_good_is_read_off_its_surplus(passages):
    """From the week told on its surplus is positive to the end; the week before it was not."""
    for p in passages:
        for side in SIDES:
            surplus, since = p.surplus(side), p.would_since(side)
            weeks = [e.week for e in of_kind(p, "would_sign") if e.side == side]
            assert weeks == ([since] if surplus[-1] > 0 else [])
            if since:
                assert (surplus[since - 1 :] > 0).all()
                assert since == 1 or surplus[since - 2] <= 0
            ended = [e.week for e in of_kind(p, "would_not_sign") if e.side == side]
            if ended:
                assert surplus[ended[0] - 2] > 0 and (surplus[ended[0] - 1 :] <= 0).all()


def test_it_is_signed_only_where_all_at_the_table_would(passages):
    """In the week of a signature everyone whom it takes has a positive surplus; imposed terms are told as such."""
    signed = [p for p in passages if p.agreed]
    assert signed
    for p in signed:
        assert p.open_to_sign[-1]
        (event,) = of_kind(p, "signed")
        imposed = [p.road[f"imposed_{side}"][-1] > 0 for side in SIDES]
        assert ("imposed on Moscow" in event.text, "imposed on Kyiv" in event.text) == tuple(imposed)


@pytest.mark.parametrize("days", [1.0, 91.0])
def test_deadlines_are_told_as_long_as_they_weigh_something(days):
    """A deadline is missed every time it falls due, until what it weighs has faded away."""
    p = walked(road({**NEVER, "pressure.deadline_days": days, "road.years": 4.0}))
    span, fade = deadline_weeks(days), p.offer.pressure.fade_weeks
    due = [week for week in range(1, p.weeks + 1) if week % span == 0]
    weights = {week: missed(float(week), days, fade) for week in due}
    told = of_kind(p, "deadline_missed")
    assert [e.week for e in told] == [week for week in due if weights[week] >= LEAST_WEIGHT]
    assert 0 < len(told) < len(due)
    heavy = [week for number, week in enumerate(due) if number == 0 or weights[week] >= HEAVY]
    assert [e.week for e in told if e.major] == heavy


def test_without_a_deadline_none_is_missed(passages):
    """Roads without a deadline tell of none."""
    for p in passages:
        if p.offer.pressure.deadline_days == 0:
            assert not of_kind(p, "deadline_missed")


@pytest.mark.parametrize(
    ("resolve", "ultimatum", "kinds", "words"),
    [
        (1.0, "cut", ["ultimatum", "carried_out"], "cut by 90%"),
        (1.0, "flood", ["ultimatum", "carried_out"], "raised by 30%"),
        (0.0, "cut", ["ultimatum", "let_pass"], "lets it pass"),
    ],
)
def test_an_ultimatum_is_carried_out_or_let_pass(resolve, ultimatum, kinds, words):
    """An ultimatum that runs out has one end, in the week after its notice, with what is done to aid."""
    p = walked(road({**NEVER, "pressure.ultimatum": ultimatum, "pressure.resolve": resolve}))
    told = [e for e in p.events if e.kind in ("ultimatum", "carried_out", "let_pass")]
    assert [e.kind for e in told] == kinds
    assert [e.week for e in told] == [52, 65]
    assert words in told[1].text
    assert p.row["ultimatums_carried_out"][0] == resolve


@pytest.mark.parametrize(
    ("table", "who"),
    [
        ({"kyiv": False}, "Kyiv"),
        ({"europe": False, "scuttle_europe": 1.0}, "Europe"),
        ({"kyiv": False, "europe": False, "scuttle_europe": 0.0}, "Kyiv"),
        ({"kyiv": False, "europe": False, "scuttle_kyiv": 0.0, "scuttle_europe": 1.0}, "Europe"),
    ],
)
def test_a_failed_summit_is_laid_to_those_who_were_left_out(table, who):
    """Where a summit fails, the story names who brought it down."""
    moscow_alone = {**AT_ONCE, "road.years": 1.0}
    if not table.get("kyiv", True):
        moscow_alone["reservation.resolve_ukraine"] = 400.0
    values = {**moscow_alone, **{f"table.{name}": value for name, value in table.items()}}
    roads = [walked(road(values), run) for run in range(3)]
    told = [e for p in roads for e in of_kind(p, "scuttled")]
    assert told
    assert {e.short for e in told} == {f"summit fails: {who}"}


def test_an_army_that_breaks_ends_the_road_and_is_told():
    """Where the balance has long shifted, an army breaks; the reasons say what it had left."""
    p = walked(road({"war.rout": 1.0, "war.break_at": 0.0}))
    assert p.end in ("ukraine_broken", "russia_broken")
    side = p.end.removesuffix("_broken")
    (event,) = of_kind(p, "army_breaks")
    assert (event.week, event.side) == (p.weeks, side)
    assert f"{p.worlds[side]['force'][-1]:,.0f}" in p.why()[0]


def test_the_reasons_say_who_was_short_and_by_how_much(passages):
    """The reckoning of the last week is told for both sides, with the surplus of the state."""
    for p in passages:
        why = " ".join(p.why())
        for side in SIDES:
            assert f"{abs(p.surplus(side)[-1]):.1f}% of its GDP" in why
        if p.agreed:
            pressed = any(p.own(side)[-1] <= 0 for side in p.at_table)
            assert why.startswith(f"In week {p.weeks} ")
            assert ("But for pressure" in why) == pressed
            assert ("nobody needed pressure" in why) != pressed
        else:
            assert "short of fighting on" in why


def test_the_last_to_come_round_is_named_with_what_moved_it():
    """Where one side signs later than the other, the reasons name it and the parts that rose in its week."""
    p = next(p for run in range(20) if (p := walked(road(), run)).agreed)
    since = {side: p.would_since(side) for side in SIDES}
    late = max(since, key=since.get)
    name = {"russia": "Moscow", "ukraine": "Kyiv"}[late]
    assert f"{name} was the last to come round: it would sign for good from week {since[late]}" in " ".join(
        p.why()
    )


def test_a_week_is_a_row_of_plain_numbers(passages):
    """The rows a week are as many as weeks and hold the state's numbers."""
    p = passages[0]
    rows = p.weekly()
    assert [row["week"] for row in rows] == list(range(1, p.weeks + 1))
    assert sum(sum(row["met"].values()) for row in rows) == p.row["meetings"][0]
    assert rows[-1]["surplus_russia"] == p.surplus("russia")[-1]
    assert list(rows[-1]["settled"].values()) == p.settled[-1].tolist()
