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

    def crossed(non_alignment: float, no_forces: float) -> float:
        return red_lines(1.0 - non_alignment, 1.0 - no_forces, 0.5, 0.5, 0.5)

    for better in (
        (min(1.0, non_alignment + more), no_forces),
        (non_alignment, min(1.0, no_forces + more)),
    ):
        assert crossed(*better) <= crossed(non_alignment, no_forces)
        assert exposure(*better, credibility) >= exposure(non_alignment, no_forces, credibility) - 1e-12


def test_the_ends() -> None:
    """All assured and nothing there crosses no line; assurances in full expose Kyiv, a full guarantee covers it."""
    assert red_lines(0.0, 0.0, 0.0, 0.0, 0.0) == 0.0
    assert exposure(1.0, 1.0, 0.0) == 1.0
    assert exposure(0.0, 0.0, 0.0) == exposure(1.0, 1.0, 1.0) == 0.0


@given(st.tuples(SHARE, SHARE, SHARE, SHARE, SHARE))
def test_every_line_crossed_counts(parts: tuple[float, ...]) -> None:
    """Drift, presence, colour revolutions, alliance and troops add up."""
    assert red_lines(*parts) == pytest.approx(sum(parts))


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_guarantee_makes_up_for_exposure(
    non_alignment: float, no_forces: float, one: float, other: float
) -> None:
    """The more credible the guarantee, the less exposed Kyiv feels."""
    low, high = sorted((one, other))
    assert 0.0 <= exposure(non_alignment, no_forces, high) <= exposure(non_alignment, no_forces, low) <= 1.0
