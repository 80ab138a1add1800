"""The events of one ceasefire: what happened on which day, read off its history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.agents.tally import CAUSES, HELD, RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE
from sim.analysis.chronicles.chronicle_words import CAPITALS, CAUSE_WORDS
from sim.analysis.chronicles.event import BREAK_WEEKS, Event, spells, weekly
from sim.analysis.chronicles.guarantor_events import guarantor_events
from sim.analysis.chronicles.history import COURSE_WEEKS, DAYS_A_YEAR, SIDES, History
from sim.analysis.chronicles.mission_events import mission_events
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.choice import ATTACK, MASS, PRESS

#: Crisis levels: from which the model books deaths to it, one that is grave (fire four times as high), and
#: below which it is over (fire within a quarter of its usual level).
CRISIS, GRAVE_CRISIS, CALM = 1.0, 3.0, 0.25


def events(h: History) -> list[Event]:
    """Every event, in order of days; none where there was no ceasefire."""
    return sorted(_events(h), key=lambda event: event.day) if h.agreed else []


def _events(h: History) -> Iterator[Event]:
    yield from _first_days(h)
    yield from guarantor_events(h)
    yield from mission_events(h)
    for side in SIDES:
        yield from _build_ups(h, side)
        yield from _pressure(h, side)
        yield from _findings(h, side)
        yield from _attack(h, side)
    yield from _crises(h)
    yield _end(h)


def _first_days(h: History) -> Iterator[Event]:
    tally = h.row[0]
    for name, kind, text, short in (
        ("first_violation_day", "first_violation", "first violation", "first violation"),
        (
            "first_serious_day",
            "first_serious",
            f"first serious violation: {h.scenario.casualties.serious_day:g} or more battle deaths in a day",
            "first serious day",
        ),
    ):
        day = int(tally[name])
        if day >= 0:
            yield Event(day, day // DAYS_PER_WEEK + 1, kind, "", text, short)
    for side in SIDES:
        massed = float(h.start[side]["massing"][0])
        if massed > 0 and h.weighed:
            name = CAPITALS[side]
            need = float(h.need(side)[0])
            text = f"{name} begins with {massed:.1f} of the {need:.1f} weeks of build-up an attack needs"
            yield Event(0, 0, "massed_at_start", side, text, f"{name} massed", massed >= need)
    half = 0.5 * h.scenario.casualties.war_threshold
    bloody = np.flatnonzero(h.worlds["front"]["deaths_year"] >= half)
    if len(bloody):
        end = int(h.ends[bloody[0]])
        text = f"battle deaths over a trailing year pass {half:,.0f}, half the threshold of war"
        yield Event(end, -(-end // DAYS_PER_WEEK), "deaths", "", text, f"{half:,.0f} deaths a year")


def _build_ups(h: History, side: str) -> Iterator[Event]:
    """Build-ups: from the first week of massing until what was built up has been stood down again."""
    name, other = CAPITALS[side], CAPITALS[SIDES[1 - SIDES.index(side)]]
    me = h.worlds[side][: h.weighed]
    massing, mass, need = me["massing"], me["stance"] == MASS, h.need(side)[1 : h.weighed + 1]
    seen = h.worlds[SIDES[1 - SIDES.index(side)]]["alarm"][: h.weighed] > 0
    for first, last in spells(massing > 0):
        stretch = slice(first - 1, last)
        peak = float(massing[stretch].max())
        ready = np.flatnonzero(massing[stretch] >= need[stretch]) + first
        fresh = np.flatnonzero(mass[stretch]) + first
        if not len(fresh):
            continue  # The build-up of before the ceasefire, stood down.
        serious = len(ready) > 0
        yield weekly(
            int(fresh[0]), "massing_begins", side, f"{name} begins to mass forces", f"{name} masses", serious
        )
        reports = np.flatnonzero(seen[stretch]) + first
        if len(reports):
            text = f"{name}'s massing is seen in {other}" + (
                " and by the guarantors" if side == "russia" else ""
            )
            yield weekly(int(reports[0]), "massing_seen", side, text, f"{name}'s massing seen", serious)
        if serious and not (first == 1 and ready[0] == 1):
            text = f"{name}'s forces are ready for an attack ({massing[ready[0] - 1]:.0f} weeks of build-up)"
            yield weekly(int(ready[0]), "ready", side, text, f"{name} ready")
        if last < h.weighed:
            text = (
                f"{name}'s forces have stood down (at most {peak:.1f} of {need[last - 1]:.1f} weeks built up)"
            )
            yield weekly(last + 1, "massing_ends", side, text, f"{name} stands down", serious)


def _attack(h: History, side: str) -> Iterator[Event]:
    """The order to attack: a week of fire at will comes before the offensive."""
    ordered = np.flatnonzero(h.worlds[side]["stance"][: h.weighed] == ATTACK)
    if len(ordered):
        text = f"{CAPITALS[side]} orders its attack: units on the line fire at will"
        yield weekly(int(ordered[0]) + 1, "attack_ordered", side, text, f"{CAPITALS[side]} orders attack")


def _pressure(h: History, side: str) -> Iterator[Event]:
    """Unbroken runs of weeks in which a side presses; a short telling keeps those that are a course."""
    me = h.worlds[side][: h.weighed]
    pressing, grey = me["stance"] == PRESS, me["grey"] > 0.5
    for kind, where, active in (
        ("pressing", "on the line", pressing & ~grey),
        ("grey_zone", "in the grey zone", grey),
    ):
        for first, last in spells(active):
            weeks = last - first + 1
            major = weeks >= COURSE_WEEKS[PRESS]
            short = f"{CAPITALS[side]} presses" + (" (grey)" if kind == "grey_zone" else "")
            text = f"{CAPITALS[side]} begins to press {where} ({weeks} week{'s' if weeks > 1 else ''})"
            yield weekly(first, f"{kind}_begins", side, text, short, major)
            if last < h.weighed:
                text = f"{CAPITALS[side]} no longer presses {where}"
                yield weekly(last + 1, f"{kind}_ends", side, text, short + " no more", major)


def _findings(h: History, side: str) -> Iterator[Event]:
    """Stretches of weeks in which findings against a side pass the threshold of snap-back."""
    threshold = h.scenario.sanctions.threshold
    findings = h.worlds[side]["findings"][: h.weighed]
    for number, (first, last) in enumerate(spells(findings > threshold, gap=BREAK_WEEKS)):
        most = findings[first - 1 : last].max()
        for_how_long = f", on and off to week {last}" if last > first else ""
        text = (
            f"findings against {CAPITALS[side]} pass {threshold:g} a week{for_how_long} (at most {most:.0f})"
        )
        major = number == 0 or last - first >= BREAK_WEEKS
        yield weekly(first, "findings", side, text, f"findings: {CAPITALS[side]}", major)


def _crises(h: History) -> Iterator[Event]:
    """Crises: from the week fire more than doubles after a grave incident until it is nearly as usual."""
    level = h.worlds["front"]["crisis"]
    for first, last in spells(level > CALM):
        peak = float(level[first - 1 : last].max())
        if peak <= CRISIS:
            continue
        begin = first + int(np.argmax(level[first - 1 : last] > CRISIS))
        major = peak >= GRAVE_CRISIS
        text = f"a grave incident: crisis begins (fire up to {1 + peak:.1f} times its usual level)"
        yield weekly(begin, "crisis_begins", "", text, f"crisis ×{1 + peak:.1f}", major)
        if last < len(level):
            weeks = last + 1 - begin
            text = f"crisis over after {weeks} week{'s' if weeks > 1 else ''}"
            yield weekly(last + 1, "crisis_ends", "", text, "crisis over", major)


def _end(h: History) -> Event:
    week = -(-h.days // DAYS_PER_WEEK)
    if h.cause == CAUSES[HELD]:
        text = f"the ceasefire still stands after {h.days / DAYS_A_YEAR:.3g} years, when the run ends"
        return Event(h.days, week, "held", "", text, "held")
    side = {RUSSIAN_OFFENSIVE: "russia", UKRAINIAN_OFFENSIVE: "ukraine"}.get(int(h.row["cause"][0]), "")
    cause = CAUSE_WORDS[h.cause]
    return Event(h.days, week, "collapse", side, f"collapse: {cause}", f"collapse: {cause}")
