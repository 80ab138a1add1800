"""What a person is told: file, place, value, what is allowed, the nearest name; nothing that is not known."""

import pytest

from sim.scenario.errors import InputError, nearest


def test_everything_known_is_told() -> None:
    """The message holds the problem, the place, the file, the value, what is allowed and the nearest name."""
    error = InputError(
        "unknown choice",
        file="a.yaml",
        where="line.definition",
        value="frnt",
        allowed="front",
        names=["front"],
    )
    told = "unknown choice at line.definition in a.yaml: got 'frnt'; allowed: front; did you mean 'front'?"
    assert str(error) == told
    assert (error.file, error.where, error.value, error.nearest) == (
        "a.yaml",
        "line.definition",
        "frnt",
        "front",
    )


def test_nothing_unknown_is_told() -> None:
    """A message without file, place or value does not speak of them."""
    assert str(InputError("no such thing")) == "no such thing"


def test_none_is_a_value() -> None:
    """A value of None is told, because it was given."""
    assert "got None" in str(InputError("wrong type", value=None))


def test_it_is_a_value_error() -> None:
    """Code that catches ValueError catches it."""
    assert issubclass(InputError, ValueError)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [("coverge", "coverage"), ("Coverage", "coverage"), ("covrage", "coverage"), ("zzz", None), ("", None)],
)
def test_the_nearest_name_is_near(wrong: str, expected: str | None) -> None:
    """A slip of the pen finds its name; something else finds none."""
    assert nearest(wrong, ["coverage", "jamming", "repair"]) == expected
