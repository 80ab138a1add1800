"""The constants that are learnt: what is believed beforehand is what is drawn, and a draw sets what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.history.effects import MIDDLE
from sim.analysis.history.learning.constants import CONSTANTS, NAMES, at, centre, deviations, prior, setting
from sim.analysis.history.mapping import base, scenario
from sim.analysis.history.sizes import Sizes

PAGE = Path(__file__).parents[4] / "docs" / "calibration.md"


def test_draws_have_the_medians_and_spreads_of_the_prior() -> None:
    """Of 512 draws each constant has the stated median and, on its own scale, the stated standard deviation."""
    draws = prior(512, 7)
    for one in CONSTANTS:
        values = draws[one.name].to_numpy()
        scale = np.log(values / (1 - values)) if one.share else np.log(values)
        assert np.median(values) == pytest.approx(one.centre, rel=0.02)
        assert scale.std() == pytest.approx(one.sd, rel=0.03)


def test_constants_are_drawn_apart() -> None:
    """No two constants are correlated in the prior."""
    table = np.corrcoef(deviations(prior(512, 7)).T)
    assert np.abs(table - np.eye(len(NAMES))).max() < 0.1


def test_the_first_draws_of_a_longer_sample_are_the_same() -> None:
    """A sample can be made longer without losing what was run."""
    np.testing.assert_array_equal(prior(64, 7).to_numpy(), prior(512, 7).iloc[:64].to_numpy())


def test_deviations_undo_at() -> None:
    """Standard deviations from the centre come back."""
    z = np.random.default_rng(1).normal(size=(5, len(CONSTANTS)))
    np.testing.assert_allclose(deviations(at(z)), z, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_constant_sets_what_it_says(name: str) -> None:
    """Each constant, doubled, moves its parameter or size and no other parameter but those tied to it."""
    usual, changed = centre(), centre()
    one = next(c for c in CONSTANTS if c.name == name)
    changed[name] = one.value(np.array(1.0))
    (start, sizes), (moved, resized) = setting(usual), setting(changed)
    if one.path.startswith("sizes."):
        field = one.path.removeprefix("sizes.")
        assert getattr(resized, field) == pytest.approx(float(changed[name])) and moved == start
        assert getattr(sizes, field) == pytest.approx(float(usual[name]))
        return
    assert resized == sizes
    tied = {"aims.russia": {"aims.ukraine"}, "aims.tactical_russia": {"aims.tactical_ukraine"}}
    different = {path for path in _paths() if moved.value(path) != start.value(path)}
    assert different == {one.path} | tied.get(one.path, set())
    factor = float(usual["aims"]) if name == "ratio" else 1.0
    assert moved.value(one.path) == pytest.approx(factor * float(changed[name]))


def test_strength_moves_every_term_and_nothing_else() -> None:
    """At no strength what was agreed makes no difference; who won, stakes and guarantees still do."""
    none = Sizes(strength=0.0)
    bare = {"formal_agreement": 0.0, "withdrawal": 0.0, "joint_commission": 0.0, "monitor_type": ""}
    full = {"formal_agreement": 2.0, "withdrawal": 1.0, "joint_commission": 1.0, "monitor_type": "NATO_KFOR"}
    assert scenario({**MIDDLE, **bare}, None, none) == scenario({**MIDDLE, **full}, None, none)
    assert scenario({**MIDDLE, **bare}) != scenario({**MIDDLE, **full})
    assert scenario({**MIDDLE, "dmz": 1.0}, None, none).zone.warning_effect == 0.0
    for fact, value in (("war_outcome", "victory_def"), ("stakes", 3.0), ("guarantee_level", 2.0)):
        assert scenario({**MIDDLE, fact: value}, None, none) != scenario(MIDDLE, None, none)


def test_the_widest_draws_map_onto_the_longest_line() -> None:
    """Every constant three standard deviations out, either way, still makes a scenario of an extreme case."""
    extreme = {
        **MIDDLE,
        "line_km": 20000.0,
        "war_outcome": "victory_rev",
        "cap_ratio_rev_def": 50.0,
        "stakes": 3.0,
    }
    for sign in (-3.0, 3.0):
        start, sizes = setting(at(np.full((1, len(CONSTANTS)), sign)).iloc[0])
        scenario({**extreme, "prior_failed_ceasefires": 40.0}, start, sizes)


def test_the_page_has_the_constants_as_they_are() -> None:
    """docs/calibration.md has a row for each constant, with its centre and spread."""
    learnt = PAGE.read_text(encoding="utf-8").partition("\n## What counts as evidence")[0]
    rows = [line for line in learnt.splitlines() if line.startswith("| `")]
    assert rows == [one.row() for one in CONSTANTS]


def _paths() -> list[str]:
    return [f"{section}.{name}" for section, names in base().as_dict().items() for name in names]
