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
        return red_lines(1.0 - non_alignment, 1.0 - no_forces, 0.5, 0.5, 0.5, 0.5)

    for better in (
        (min(1.0, non_alignment + more), no_forces),
        (non_alignment, min(1.0, no_forces + more)),
    ):
        assert crossed(*better) <= crossed(non_alignment, no_forces)
        assert (
            exposure(*better, 0.5, credibility)
            >= exposure(non_alignment, no_forces, 0.5, credibility) - 1e-12
        )


def test_the_ends() -> None:
    """All assured and nothing there crosses no line; assurances in full expose Kyiv, a full guarantee covers it."""
    assert red_lines(0.0, 0.0, 0.0, 0.0, 0.0, 0.0) == 0.0
    assert exposure(1.0, 1.0, 1.0, 0.0) == pytest.approx(1.0)
    assert exposure(0.0, 0.0, 0.0, 0.0) == exposure(1.0, 1.0, 1.0, 1.0) == 0.0


@given(st.tuples(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE))
def test_every_line_crossed_counts(parts: tuple[float, ...]) -> None:
    """Drift, presence, colour revolutions, alliance, troops and co-belligerent aid add up."""
    assert red_lines(*parts) == pytest.approx(sum(parts))


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_a_guarantee_makes_up_for_exposure(
    non_alignment: float, no_forces: float, no_colour: float, one: float, other: float
) -> None:
    """The more credible the guarantee, the less exposed Kyiv feels."""
    low, high = sorted((one, other))
    given = (non_alignment, no_forces, no_colour)
    assert 0.0 <= exposure(*given, high) <= exposure(*given, low) <= 1.0 + 1e-12


@given(SHARE, SHARE, SHARE)
def test_colour_revolutions_expose_least(non_alignment: float, no_forces: float, credibility: float) -> None:
    """Refraining from colour revolutions exposes Kyiv too, less than either of the other assurances."""
    assert (
        0.0 < exposure(0.0, 0.0, 1.0, 0.0) < min(exposure(1.0, 0.0, 0.0, 0.0), exposure(0.0, 1.0, 0.0, 0.0))
    )
    assert exposure(non_alignment, no_forces, 1.0, credibility) >= exposure(
        non_alignment, no_forces, 0.0, credibility
    )
