"""Non-alignment: each assurance calms Moscow and exposes Kyiv (M17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.alignment import exposure, red_lines

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE, SHARE)
def test_assurances_move_the_two_sides_in_opposite_directions(
    non_alignment: float, no_forces: float, more: float, credibility: float
) -> None:
    """More assurance never raises Moscow's grievance and never lowers Kyiv's exposure."""
    for better in (
        (min(1.0, non_alignment + more), no_forces),
        (non_alignment, min(1.0, no_forces + more)),
    ):
        assert red_lines(*better, 0.0, 0.5, 0.0, 0.0) <= red_lines(non_alignment, no_forces, 0.0, 0.5, 0.0, 0.0) + 1e-12
        assert exposure(*better, credibility) >= exposure(non_alignment, no_forces, credibility) - 1e-12


def test_the_ends() -> None:
    """All assured crosses no line; membership with troops crosses about 1.9; a full guarantee leaves no exposure."""
    assert red_lines(1.0, 1.0, 1.0, 0.0, 0.0, 0.0) == 0.0
    assert red_lines(0.0, 0.0, 0.0, 1.0, 0.6, 0.0) == pytest.approx(1.9)
    assert exposure(1.0, 1.0, 0.0) == 1.0
    assert exposure(0.0, 0.0, 0.0) == exposure(1.0, 1.0, 1.0) == 0.0


@given(SHARE, SHARE, SHARE)
def test_the_west_provokes(alliance: float, standing: float, more: float) -> None:
    """A closer tie to the alliance and more foreign troops cross more lines, and waiting for accession most."""
    here = red_lines(0.5, 0.5, 0.5, alliance, standing, 0.0)
    assert red_lines(0.5, 0.5, 0.5, min(1.0, alliance + more), standing, 0.0) >= here - 1e-12
    assert red_lines(0.5, 0.5, 0.5, alliance, min(1.0, standing + more), 0.0) >= here - 1e-12
    assert red_lines(0.5, 0.5, 0.5, alliance, standing, 1.0) == pytest.approx(here + 0.32 * alliance)


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_guarantee_makes_up_for_exposure(non_alignment: float, no_forces: float, one: float, other: float) -> None:
    """The more credible the guarantee, the less exposed Kyiv feels."""
    low, high = sorted((one, other))
    assert 0.0 <= exposure(non_alignment, no_forces, high) <= exposure(non_alignment, no_forces, low) <= 1.0
