"""The road under Mesa: what the model does week by week while it is at war, until a text is signed.

While ``at_war``, the model's ``record`` is the text on the table; ``offer`` holds what is on offer, ``full`` a text
with all of it settled. A week is a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine import road as road_of_a_run
from sim.engine.ground import ground
from sim.negotiation import road
from sim.negotiation.issues import TRACKS
from sim.negotiation.war import AT_WAR
from sim.scenario.scenario import from_record

if TYPE_CHECKING:
    from sim.engine.mesa_model import CeasefireModel


def set_out(model: CeasefireModel) -> None:
    """Lay the war out: what is on offer, an empty text, the tracks of talks."""
    land = ground(model.scenario)
    model.offer, (model.full, _) = model.record, model.new_state()
    model.record, _ = model.new_state()
    road_of_a_run.set_out(
        model.world, model.offer, model.record, (*model.key, model.run_number, 0), land.km, land.watched_km
    )
    model.tracks = [model.classes["track"](model, track) for track in range(len(TRACKS))]


def week(model: CeasefireModel) -> None:
    """A week on the road; at its end the war goes on, has ended, or a text is signed and the ceasefire begins."""
    model.weeks_at_war += 1
    model.week_number = model.weeks_at_war
    world, offer, address = model.world, model.offer, model.address
    model.united_states.attend()
    model.european_union.confer()
    road.open_week(world, offer, address, model.week_number)
    road.draft(world, offer, model.record, model.full)
    model.let(model.belligerents, "reckon")
    model.let(model.tracks, "meet")
    road.close_week(world, offer, address)
    if world.road.end == AT_WAR and model.week_number < road.last_week(offer):
        return
    road_of_a_run.finish(world, offer, model.record)
    model.at_war = False
    model.running = bool(world.over == 0)
    if model.running:
        arrive(model)


def arrive(model: CeasefireModel) -> None:
    """Begin the ceasefire that was signed, under its terms, with the moods that the road has left."""
    before = model.world
    model.use(from_record(np.array([model.record])))
    _, model.world = model.new_state()
    model.week_number = 0
    model.lay_out()
    road.arrive(model.world, before)
