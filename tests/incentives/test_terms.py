"""The terms of a decision: each has a name and a place of its own."""

from sim.incentives import terms


def test_every_term_stands_where_its_name_says() -> None:
    """The constant of each term is the index of its name."""
    assert len(terms.TERMS) == terms.N_TERMS == len(set(terms.TERMS))
    for index, name in enumerate(terms.TERMS):
        assert getattr(terms, name.upper()) == index
