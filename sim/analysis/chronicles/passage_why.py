"""Why a text was signed on one road when it was, or why none was, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.analysis.chronicles.chronicle_words import CAPITALS, weeks
from sim.analysis.chronicles.passage import Passage
from sim.analysis.chronicles.passage_words import ISSUE_WORDS, PART_WORDS, listed
from sim.analysis.chronicles.reckoning import moved, reckoned
from sim.negotiation.issues import ISSUES
from sim.negotiation.war import AT_WAR, UKRAINE_BROKEN

#: Parts smaller than this (% of GDP) are left out of a sentence.
SMALL = 0.05
#: Changes smaller than this are not told as what moved a side.
TELLING = 0.5


def why(p: Passage) -> Iterator[str]:
    """Why it was signed when it was, or why not, sentence by sentence."""
    yield from _signed(p) if p.agreed else _not_signed(p)
    for side in CAPITALS if p.weeks > 1 else ():
        yield _moved(p, side)


def _signed(p: Passage) -> Iterator[str]:
    before, scuttled = int(p.open_to_sign[:-1].sum()), int((p.road["scuttled"] > 0).sum())
    who = "both sides" if len(p.at_table) > 1 else "Moscow (Kyiv was not at the table)"
    yield f"In week {p.weeks} {who} would have signed, and leaders met to do so."
    if before:
        text = f"There had been {weeks(before)} of that kind before"
        yield text + (f"; {_summits(scuttled)}." if scuttled else ", in which leaders did not meet.")
    else:
        yield "It was the first week of that kind."
    if len(p.at_table) > 1:
        since = {side: p.would_since(side) for side in p.at_table}
        late, early = sorted(since, key=lambda side: -since[side])
        if since[late] == since[early]:
            yield f"Both would sign for good from week {since[late]} on."
        else:
            yield (
                f"{CAPITALS[late]} was the last to come round: it would sign for good from week {since[late]} on, "
                f"{CAPITALS[early]} from week {since[early]} on."
            )
        yield from _came_round(p, late, since[late])
    for side in CAPITALS:
        yield _reckoning(p, side, p.weeks)
    pressed = [side for side in p.at_table if p.own(side)[-1] <= 0]
    if pressed:
        how = [f"{CAPITALS[side]} ({-p.own(side)[-1]:.1f}% short)" for side in pressed]
        yield f"But for pressure that week it would not have been signed by {listed(how)}."
    else:
        yield "In that week nobody needed pressure to sign."
    left = [
        f"{ISSUE_WORDS[name]} {share:.0%}"
        for name, share in zip(ISSUES, p.settled[-1], strict=True)
        if share < 1
    ]
    yield (
        f"Not settled in full when it was signed: {', '.join(left)}."
        if left
        else "Every issue was settled in full."
    )


def _came_round(p: Passage, side: str, week: int) -> Iterator[str]:
    """What had changed by the week in which a side came round for good."""
    if week < 2:
        return
    now, before = reckoned(p, side, week), reckoned(p, side, week - 1)
    by = sorted(((part, now[part] - before[part]) for part in now), key=lambda item: -item[1])
    chief = [f"{PART_WORDS[part]} {change:+.1f}" for part, change in by if change >= TELLING][:2]
    steps = zip(ISSUES, p.settled[week - 2], p.settled[week - 1], strict=True)
    taken = [f"{ISSUE_WORDS[name]} from {was:.0%} to {now:.0%}" for name, was, now in steps if now > was]
    if chief:
        settled = f"; the week before had settled {listed(taken)}" if taken else ""
        yield f"What brought {CAPITALS[side]} round in week {week} was {listed(chief)}{settled}."


def _not_signed(p: Passage) -> Iterator[str]:
    code = int(p.road["end"][-1])
    if code == AT_WAR:
        yield f"No text was signed in the {weeks(p.weeks)} that the road was followed."
    else:
        yield _broken(p, "ukraine" if code == UKRAINE_BROKEN else "russia")
    if not p.met.any():
        yield "No track met, so nothing was settled."
    open_weeks, scuttled = int(p.open_to_sign.sum()), int((p.road["scuttled"] > 0).sum())
    if open_weeks:
        who = "Both sides" if len(p.at_table) > 1 else "Moscow (Kyiv was not at the table)"
        text = f"{who} would have signed in {weeks(open_weeks)}"
        yield text + (
            f"; {_summits(scuttled)}." if scuttled else ", but leaders did not meet in any of them."
        )
    elif len(p.at_table) > 1:
        shortest = np.min([p.surplus(side) for side in p.at_table], axis=0)
        week = int(np.argmax(shortest)) + 1
        side = min(p.at_table, key=lambda s: p.surplus(s)[week - 1])
        yield (
            f"In no week would both have signed; they were nearest to it in week {week}, when {CAPITALS[side]} was "
            f"{-shortest[week - 1]:.1f}% of its GDP short."
        )
    else:
        week = int(np.argmax(p.surplus("russia"))) + 1
        short = -p.surplus("russia")[week - 1]
        yield f"In no week would Moscow have signed; in week {week}, the nearest, it was {short:.1f}% short."
    for side in CAPITALS:
        yield _reckoning(p, side, p.weeks)


def _summits(scuttled: int) -> str:
    """Summits that were brought down, in words."""
    if scuttled == 1:
        return "a summit was brought down by those left out"
    return f"{scuttled} summits were brought down by those left out"


def _broken(p: Passage, side: str) -> str:
    """What an army that broke had left."""
    force, was = p.worlds[side]["force"][-1], p.start[side]["force"][0]
    other = "russia" if side == "ukraine" else "ukraine"
    theirs, were = p.worlds[other]["force"][-1], p.start[other]["force"][0]
    text = (
        f"{CAPITALS[side]}'s army broke in week {p.weeks}: its force had gone from {was:,.0f} to {force:,.0f} "
        f"thousand, {CAPITALS[other]}'s from {were:,.0f} to {theirs:,.0f}"
    )
    return text + f"; Kyiv's forces were supplied at {p.road['supply'][-1]:.0%} of what was usual."


def _reckoning(p: Passage, side: str, week: int) -> str:
    """What signing was worth to a side in a week, part by part."""
    surplus = float(p.surplus(side)[week - 1])
    sizes = reckoned(p, side, week)
    named = [f"{PART_WORDS[part]} {by:+.1f}" for part, by in sizes.items() if abs(by) >= SMALL]
    aside = "" if side in p.at_table else " (not at the table)"
    verdict = (
        f"signing was worth {surplus:.1f}% of its GDP more than fighting on"
        if surplus > 0
        else f"signing was {-surplus:.1f}% of its GDP short of fighting on"
    )
    return f"For {CAPITALS[side]}{aside} {verdict} in week {week}: {', '.join(named)}."


def _moved(p: Passage, side: str) -> str:
    """The change of a side's surplus over the road, with the parts that made most of it."""
    by = moved(p, side)
    chief = [f"{PART_WORDS[part]} {change:+.1f}" for part, change in by.items() if abs(change) >= TELLING][:4]
    parts = f": {', '.join(chief)}" if chief else ""
    total = math.fsum(by.values())
    return f"From the first week to the last what signing was worth to {CAPITALS[side]} moved by {total:+.1f}{parts}."
