"""Accession: a path that is walked as far as it is real and members are united, and dearer the nearer its end (M19)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.accession import at_stake, next_progress

SHARE = st.floats(0.0, 1.0)
YEARS = st.floats(0.5, 75.0)


@pytest.mark.parametrize(("path", "years"), [(1.0, 8.0), (0.5, 8.0), (1.0, 3.0)])
def test_membership_takes_its_years(path: float, years: float) -> None:
    """A full path at usual unity takes its years, half of one twice as long."""
    progress, weeks = 0.0, 0
    while progress < 1.0:
        progress, weeks = next_progress(progress, path, years, 0.62), weeks + 1
    assert weeks / 52.0 == pytest.approx(years / path, abs=0.03)


@given(SHARE, SHARE, YEARS, SHARE, SHARE)
def test_unity_moves_it_along(progress: float, path: float, years: float, unity: float, more: float) -> None:
    """Progress never goes back and ends with membership; without a path or unity it stands still."""
    after = next_progress(progress, path, years, unity)
    assert progress <= after <= 1.0
    assert next_progress(progress, path, years, min(1.0, unity + more)) >= after
    assert next_progress(progress, min(1.0, path + more), years, unity) >= after
    assert next_progress(progress, 0.0, years, unity) == next_progress(progress, path, years, 0.0) == progress


@given(SHARE, st.floats(0.0, 200.0), SHARE, SHARE)
def test_the_further_it_has_come_the_more_there_is_to_lose(
    path: float, worth: float, progress: float, more: float
) -> None:
    """No path is worth nothing; half-way along, a full one is worth what is declared; and progress adds."""
    assert at_stake(0.0, worth, progress) == 0.0
    assert at_stake(1.0, worth, 0.5) == pytest.approx(worth)
    assert at_stake(path, worth, min(1.0, progress + more)) >= at_stake(path, worth, progress) >= 0.0
