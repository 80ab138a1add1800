"""The state: every quantity has one place, and reads the same compiled and in Python."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.agents import purposes, state
from sim.agents.state import ROW, ROWS, WORLD
from sim.agents.tally import CAUSES, TALLY
from sim.incentives.choice import STANCES
from sim.incentives.terms import N_TERMS


def names(structure: np.dtype[Any]) -> Iterator[str]:
    """Every field name of a record, with those of the records in it."""
    for name in structure.names or ():
        yield name
        yield from names(structure[name])


def test_no_field_hides_behind_numpy() -> None:
    """No field has the name of an attribute that every NumPy record has: Python would read that instead."""
    assert [name for name in names(WORLD) if hasattr(np.record, name)] == []


def test_rows_stand_where_their_names_say() -> None:
    """The constant of each row of the line is the index of its name."""
    assert len(set(ROWS)) == len(ROWS)
    for index, name in enumerate(ROWS):
        assert ROW[name] == getattr(state, name.upper()) == index


def test_a_belligerent_holds_every_term_and_move() -> None:
    """There is room for each term of the incentive and for the weight of each move."""
    world = np.zeros(1, WORLD).view(np.recarray)[0]
    for side in (world.russia, world.ukraine):
        assert len(side.terms) == N_TERMS
        assert len(side.weights) == len(STANCES)


def test_a_record_read_as_an_attribute_is_the_state_itself() -> None:
    """Setting an attribute of a part changes the whole: there is no second copy."""
    worlds = np.zeros(1, WORLD)
    worlds.view(np.recarray)[0].russia.belief = 0.5
    assert worlds["russia"]["belief"][0] == 0.5


def test_every_decision_has_draws_of_its_own() -> None:
    """No two purposes share a number, so that no two decisions share a draw."""
    numbers = [n for name, n in vars(purposes).items() if name.isupper()]
    assert len(set(numbers)) == len(numbers) > 20


def test_causes_stand_where_their_codes_say() -> None:
    """The code of each cause of collapse is the index of its word; 0 is that it held."""
    from sim.agents import tally

    assert [CAUSES[code] for code in (tally.HELD, tally.RUSSIAN_OFFENSIVE, tally.UKRAINIAN_OFFENSIVE)] == [
        "held",
        "russian_offensive",
        "ukrainian_offensive",
    ]
    assert (CAUSES[tally.ESCALATION], CAUSES[tally.EROSION]) == ("escalation", "erosion")
    assert "cause" in (TALLY.names or ())
