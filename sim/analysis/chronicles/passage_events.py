"""The events of one road: what happened in which week, read off its passage."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.agents.purposes import SUMMIT
from sim.agents.united_states import is_election
from sim.analysis.chronicles.chronicle_words import CAPITALS
from sim.analysis.chronicles.event import Event, opening, weekly
from sim.analysis.chronicles.passage import Passage
from sim.analysis.chronicles.passage_words import ISSUE_WORDS, TRACK_WORDS
from sim.engine.road import ROAD_DAYS, week_address
from sim.negotiation.issues import ISSUES
from sim.negotiation.pressure import deadline_weeks, missed
from sim.negotiation.war import AT_WAR, CEASEFIRE, UKRAINE_BROKEN
from sim.numerics.elementary import logistic
from sim.numerics.philox import key, uniform_pair

#: A missed deadline is told while it weighs at least this share of a failed round, and is major from the second on.
LEAST_WEIGHT, HEAVY = 0.01, 0.1
#: A side that would sign for a time is worth telling apart from the week since which it would for good by so much.
APART_WEEKS = 13
#: Below this an issue counts as settled as far as it can be (as in the choice of what a track takes up).
ROUNDING = 1e-9


def events(passage: Passage) -> list[Event]:
    """Every event, in order of weeks."""
    return sorted(_events(passage), key=lambda event: event.day)


def _events(p: Passage) -> Iterator[Event]:
    yield from _elections(p)
    yield from _talks(p)
    yield from _issues(p)
    yield from _summits(p)
    yield from _deadlines(p)
    yield from _ultimatum(p)
    for side in CAPITALS:
        yield from _willing(p, side)
    yield _end(p)


def _elections(p: Passage) -> Iterator[Event]:
    log_odds = np.append(p.start["guarantors"]["attention_usual"], p.worlds["guarantors"]["attention_usual"])
    for week in range(1, p.weeks + 1):
        if is_election(week, p.offer.politics.first_election):
            was, now = logistic(log_odds[week - 1]), logistic(log_odds[week])
            text = f"American election: usual attention from {was:.0%} to {now:.0%}"
            yield opening(week, "election", "", text, f"US election: {now:.0%}")


def _talks(p: Passage) -> Iterator[Event]:
    """First meetings, and every walkout; a short telling keeps the first walkout of each track."""
    taken_up = p.road["taken_up"]
    for track, name in enumerate(TRACK_WORDS.values()):
        weeks = np.flatnonzero(p.met[:, track]) + 1
        if len(weeks):
            first = int(weeks[0])
            issue = ISSUE_WORDS[ISSUES[taken_up[first - 1, track]]]
            text = f"first meeting ({name}), on {issue}"
            yield weekly(first, "first_meeting", "", text, f"first meeting: {name}")
        for number, at in enumerate(np.flatnonzero(p.walkouts[:, track])):
            until = math.ceil(p.road["rest"][at, track])
            how_often = f"{_ordinal(number + 1)} time there"
            text = f"a side walks out ({name}, {how_often}): that track rests until week {until}"
            yield weekly(int(at) + 1, "walkout", "", text, f"walkout: {name}", number == 0)


def _issues(p: Passage) -> Iterator[Event]:
    """Issues settled as far as those at the table can settle them."""
    settled, reach = p.settled, p.reach
    for issue, name in enumerate(ISSUES):
        done = np.flatnonzero(settled[:, issue] >= reach[issue] - ROUNDING)
        if reach[issue] > 0 and len(done) and done[0]:
            how = "in full" if reach[issue] == 1 else f"as far as can be without Kyiv ({reach[issue]:.0%})"
            yield weekly(
                int(done[0]), "settled", "", f"settled {how}: {ISSUE_WORDS[name]}", f"{name} settled"
            )


def _summits(p: Passage) -> Iterator[Event]:
    """Summits that those who were left out brought down; a short telling keeps the first of each."""
    told: set[str] = set()
    for at in np.flatnonzero(p.road["scuttled"] > 0).tolist():
        who = brought_down_by(p, at + 1)
        text = f"leaders meet to sign, and {who}, left out, brings it down: all talks pause"
        yield weekly(at + 1, "scuttled", "", text, f"summit fails: {who}", who not in told)
        told.add(who)


def brought_down_by(p: Passage, week: int) -> str:
    """Who brought down the summit of a week: Kyiv or Europe. Where both were left out, the run's draw tells."""
    t = p.offer.table
    if t.kyiv or t.europe:
        return "Europe" if t.kyiv else "Kyiv"
    worse = p.surplus("ukraine")[week - 1] <= 0
    drawn = uniform_pair(week_address(*key(p.seed), p.run, ROAD_DAYS, week), 0, SUMMIT)[1]
    return "Kyiv" if worse and drawn < t.scuttle_kyiv else "Europe"


def _deadlines(p: Passage) -> Iterator[Event]:
    """Deadlines missed, while they weigh something."""
    q = p.offer.pressure
    for week in (np.flatnonzero(p.counted) + 1).tolist():
        weight = missed(float(week), q.deadline_days, q.fade_weeks)
        if weight < LEAST_WEIGHT:
            continue
        number = round(week / deadline_weeks(q.deadline_days))
        length = f"{q.deadline_days:g} day{'' if q.deadline_days == 1 else 's'}"
        how_often = "and set again" if number == 1 else f"for the {_ordinal(number)} time"
        text = f"the deadline of {length} is missed {how_often}: it weighs {weight:.0%} of a failed round"
        yield weekly(week, "deadline_missed", "", text, "deadline missed", number == 1 or weight >= HEAVY)


def _ultimatum(p: Passage) -> Iterator[Event]:
    """An ultimatum: issued, and carried out or let pass."""
    running = np.flatnonzero(p.road["threat"] > 0)
    if not len(running):
        return
    q = p.offer.pressure
    threats = {
        "cut": f"American aid cut by {q.cut:.0%} unless Kyiv signs",
        "flood": f"American aid raised by {q.flood:.0%} unless Moscow signs",
    }
    said = " and ".join(threats[kind] for kind in threats if q.ultimatum in (kind, "both"))
    issued = int(running[0]) + 1
    doubt = "; American guarantees are worth less from now on" if p.road["doubted"][issued - 1] > 0 else ""
    text = f"Washington's ultimatum: {said} within {q.notice_weeks:g} weeks{doubt}"
    yield opening(issued, "ultimatum", "", text, f"ultimatum: {q.ultimatum}")
    done = np.flatnonzero(p.worlds["tally"]["ultimatums_carried_out"] > 0)
    if len(done):
        at = int(done[0])
        factor = p.road["aid_factor"][at]
        what = f"American aid {'cut' if factor < 1 else 'raised'} by {abs(1 - factor):.0%}"
        yield weekly(
            at + 1, "carried_out", "", f"the ultimatum is carried out: {what}", "ultimatum carried out"
        )
        return
    over = int(running[-1]) + 1
    if over < p.weeks and p.counted[over]:
        text = "the ultimatum runs out, and Washington lets it pass"
        yield weekly(over + 1, "let_pass", "", text, "ultimatum let pass")


def _willing(p: Passage, side: str) -> Iterator[Event]:
    """From when a side would sign: for the first time, for good; or until when it would."""
    surplus, name = p.surplus(side), CAPITALS[side]
    would = np.flatnonzero(surplus > 0) + 1
    if not len(would):
        return
    aside = "" if side in p.at_table else ", which is not at the table,"
    first, last, good = int(would[0]), int(would[-1]), p.would_since(side)
    if first != good:
        text = f"{name}{aside} would sign for the first time ({_better(surplus[first - 1])})"
        apart = not good or good - first > APART_WEEKS
        yield opening(first, "would_sign_first", side, text, f"{name} would sign (first)", apart)
    if good:
        text = f"{name}{aside} would sign from now on ({_better(surplus[good - 1])})"
        yield opening(good, "would_sign", side, text, f"{name} would sign")
    else:
        text = f"{name}{aside} would no longer sign ({_better(surplus[last])})"
        yield opening(last + 1, "would_not_sign", side, text, f"{name} would no longer sign")


def _better(surplus: float) -> str:
    """A surplus in words."""
    return f"{abs(surplus):.1f}% of its GDP {'better' if surplus > 0 else 'worse'} than fighting on"


def _end(p: Passage) -> Event:
    """The end of the road."""
    last, code = p.road[-1], int(p.road["end"][-1])
    if code == CEASEFIRE:
        row = p.row[0]
        text = (
            f"a ceasefire is signed: quality of the terms {row['terms_quality']:.0%}, "
            f"legitimacy in Ukraine {row['legitimacy']:.0%}, tilt {last['tilt']:.2f} (0 Moscow's, 1 Kyiv's)"
        )
        for side in CAPITALS:
            if last[f"imposed_{side}"] > 0:
                text += f", imposed on {CAPITALS[side]} to {last[f'imposed_{side}']:.0%}"
        return weekly(p.weeks, "signed", "", text, "ceasefire signed")
    if code == AT_WAR:
        text = f"the road is given up after {p.offer.road.years:g} years: no ceasefire"
        return weekly(p.weeks, "given_up", "", text, "road given up")
    whose, side = ("Ukraine's", "ukraine") if code == UKRAINE_BROKEN else ("Russia's", "russia")
    text = f"{whose} army breaks: no ceasefire"
    return weekly(p.weeks, "army_breaks", side, text, f"{whose} army breaks")


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, ..."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
