"""The reckoning of a side on the road: what signing is worth to it over fighting on, part by part."""

from __future__ import annotations

import numpy as np

from sim.analysis.chronicles.passage import Passage

#: What the parts are called, in the order in which they are told.
PARTS = ("text", "open", "fighting", "held_out", "pushed", "threat")


def parts(passage: Passage, side: str) -> dict[str, np.ndarray]:
    """The parts of a side's surplus (% of its GDP) in each week, shape (n,) each; they add up to it.

    ``text`` is what the text on the table is worth with nothing left open, ``open`` the risk in what it leaves open,
    ``fighting`` what fighting on is worth (its sign turned, for signing forgoes it), ``held_out`` what is held out
    for where the West is divided, ``pushed`` what Washington's blame and deadlines add, ``threat`` what an ultimatum
    adds.
    """
    road = passage.road
    worth, fighting, own = (road[f"{name}_{side}"] for name in ("worth", "fighting", "own"))
    # A side reckons before the week's meetings: with what the weeks before have settled.
    left = 1.0 - passage.settled[:-1].mean(axis=1)
    risk = passage.offer.rounds.unsettled * left
    pushed = road[f"pushed_{side}"]
    return {
        "text": worth + risk,
        "open": -risk,
        "fighting": -fighting,
        "held_out": own - (worth - fighting),
        "pushed": pushed,
        "threat": road[f"surplus_{side}"] - own - pushed,
    }


def reckoned(passage: Passage, side: str, week: int) -> dict[str, float]:
    """The parts of a side's surplus in a week (from 1), % of its GDP."""
    return {name: float(values[week - 1]) for name, values in parts(passage, side).items()}


def moved(passage: Passage, side: str) -> dict[str, float]:
    """How far each part moved from the first week to the last (% of GDP), the largest move first."""
    by = {name: float(values[-1] - values[0]) for name, values in parts(passage, side).items()}
    return dict(sorted(by.items(), key=lambda item: -abs(item[1])))
