"""Why one ceasefire ended as it did, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.agents.tally import EROSION, ESCALATION, RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE
from sim.analysis.chronicles.chronicle_words import CAPITALS, TERM_WORDS, percent, weeks
from sim.analysis.chronicles.history import SIDES, History
from sim.analysis.chronicles.weighings import weighing
from sim.incentives.choice import ATTACK


def why(h: History) -> Iterator[str]:
    """Why a ceasefire ended as it did, sentence by sentence."""
    if not h.agreed:
        yield "There was no ceasefire."
        return
    if not h.weighed:
        yield "No capital decided anything in this run."
        return
    code = int(h.row["cause"][0])
    if code in (RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE):
        yield from _why_attack(h, "russia" if code == RUSSIAN_OFFENSIVE else "ukraine")
    elif code in (ESCALATION, EROSION):
        front = h.worlds["front"][-1]
        share = front["crisis_deaths_year"] / max(front["deaths_year"], 1.0)
        yield (
            f"No capital ordered it: {front['deaths_year']:,.0f} battle deaths in a trailing year reached "
            f"the threshold of war, {share:.0%} of them in crises."
        )
        for side in SIDES:
            yield _moved(h, side)
    else:
        for side in SIDES:
            open_weeks, once = h.odds_of_attack(side)
            name = CAPITALS[side]
            if open_weeks:
                yield (
                    f"An attack was open to {name} in {weeks(open_weeks)}; in the situations as they came, "
                    f"the chance of at least one was {percent(once)}, and none was drawn."
                )
            else:
                yield (
                    f"An attack was never open to {name}: its forces were not ready in a week "
                    f"when the question arose."
                )
            yield _moved(h, side)


def _why_attack(h: History, side: str) -> Iterator[str]:
    ordered = int(np.argmax(h.worlds[side]["stance"][: h.weighed] == ATTACK)) + 1
    last = weighing(h, ordered, side)
    name = CAPITALS[side]
    push, hold = last.largest(1), last.largest(-1)
    text = f"{name} attacked with an incentive of {last.incentive:+.1f}% of its GDP"
    if push:
        text += f"; what pushed most was {TERM_WORDS[push]} ({last.terms[push]:+.1f})"
    if hold:
        text += f", what held back most was {TERM_WORDS[hold]} ({last.terms[hold]:+.1f})"
    yield text + "."
    yield _moved(h, side)
    open_weeks, once = h.odds_of_attack(side)
    yield (
        f"The question came up that week, and an attack had odds of {percent(last.probabilities['attack'])}. "
        f"An attack was open to {name} in {weeks(open_weeks)}; in the situations as they came, "
        f"the chance of at least one was {percent(once)}."
    )
    if h.worlds[side]["tactical"][0]:
        yield f"{name} meant the pause to be tactical in this run."


def _moved(h: History, side: str) -> str:
    """The change of a side's incentive over the run, with the terms that made most of it."""
    moved = h.shift(side)
    total = math.fsum(moved.values())
    chief = [f"{TERM_WORDS[term]} {by:+.1f}" for term, by in moved.items() if abs(by) >= 0.5][:4]
    parts = f": {', '.join(chief)}" if chief else ""
    return f"From its first week to its last {CAPITALS[side]}'s incentive moved by {total:+.1f}{parts}."
