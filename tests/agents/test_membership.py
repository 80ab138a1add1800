"""Ukraine in the European Union: it joins when the path is done, and article 42.7 comes with it (M19)."""

import pytest

from sim.agents import european_union, guarantors, russia, ukraine
from sim.incentives.terms import DEAL, GUARANTEE

HERE = (1, 0, 0, 0)
CLAUSE = {"accession.clause": 0.6, "accession.clause_force": 100.0, "politics.unity": 0.5}


def test_ukraine_joins_when_the_path_is_done(stage) -> None:
    """On a full path of a year at usual unity Ukraine joins in its last week, once, and stays a member."""
    world, p = stage({"accession.path": 1.0, "accession.years": 1.0, "politics.unity": 0.5})
    days = []
    for number in range(1, 80):
        european_union.week(world, p, HERE, number)
        days.append(float(world.tally.member_day))
    joined = days.index(max(days))
    assert set(days[:joined]) == {-1.0}
    assert days[joined:] == [7.0 * (joined + 1)] * (len(days) - joined)
    assert joined + 1 == pytest.approx(52, abs=1)
    assert world.guarantors.progress == 1.0


def test_without_a_path_nobody_joins(stage) -> None:
    """Where the path is not real there is no progress and no day of joining."""
    world, p = stage({"accession.path": 0.0})
    for number in range(1, 80):
        european_union.week(world, p, HERE, number)
    assert (world.guarantors.progress, world.tally.member_day) == (0.0, -1.0)


def promise(stage, values: dict, progress: float) -> tuple[float, float]:
    """(credibility, help to be expected) of what stands behind Ukraine when it has come so far."""
    world, p = stage({**CLAUSE, **values})
    world.guarantors.progress = progress
    guarantors.week(world, p, HERE, 1)
    return float(world.guarantors.credibility), float(world.guarantors.help)


def test_membership_brings_the_clause(stage) -> None:
    """Where nobody else promised anything a member has the clause and its force; a day before it has neither."""
    assert promise(stage, {}, 0.999) == (0.0, 0.0)
    credible, expected = promise(stage, {}, 1.0)
    assert 0.1 < credible < 0.6
    assert expected == pytest.approx(100.0 * credible)
    assert promise(stage, {"accession.clause": 0.3}, 1.0)[0] == pytest.approx(0.5 * credible)


def test_the_clause_takes_nothing_from_a_stronger_promise(stage) -> None:
    """A stronger guarantee stays as it is, a weaker one is raised to the clause, and the two are never multiplied."""
    strong = {
        "guarantee.commitment": 0.9,
        "guarantee.stationed_troops": 60.0,
        "guarantee.response_force": 300.0,
    }
    assert promise(stage, strong, 1.0) == promise(stage, strong, 0.0)
    weak = {"guarantee.commitment": 0.05, "guarantee.response_force": 10.0}
    assert promise(stage, weak, 1.0) == promise(stage, {}, 1.0)
    sure = {**strong, "guarantee.response_force": 5.0}
    assert promise(stage, sure, 1.0) == (promise(stage, sure, 0.0)[0], promise(stage, {}, 1.0)[1])


def test_the_clause_lives_on_european_unity(stage) -> None:
    """What members would do follows their unity, and American attention does not matter to it."""
    usual = promise(stage, {}, 1.0)
    for what, matters in (("unity", True), ("attention", False)):
        world, p = stage(CLAUSE)
        world.guarantors.progress = 1.0
        setattr(world.guarantors, what, 0.1)
        guarantors.week(world, p, HERE, 1)
        assert (world.guarantors.credibility < usual[0]) == matters


def test_both_capitals_weigh_membership(stage) -> None:
    """A member is better covered against Moscow, and has more to lose itself, than one half-way along the path."""
    terms = {}
    for progress in (0.5, 1.0):
        world, p = stage({**CLAUSE, "accession.path": 1.0, "accession.worth": 12.0, "deal.legitimacy": 0.0})
        world.guarantors.progress = progress
        guarantors.week(world, p, HERE, 1)
        for capital in (russia, ukraine):
            capital.weigh(world, p, HERE, 1)
        terms[progress] = (world.russia.terms.copy(), world.ukraine.terms.copy())
    (moscow_before, kyiv_before), (moscow, kyiv) = terms[0.5], terms[1.0]
    assert moscow[GUARANTEE] < 0.0 == moscow_before[GUARANTEE]
    assert (kyiv_before[DEAL], kyiv[DEAL]) == pytest.approx((-12.0, -1.2 * 12.0))
