"""Pressure: deadlines of a day to a year and none, ultimatums, blame, and when terms count as imposed (M29, M30)."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.negotiation import pressure
from sim.negotiation.pressure import (
    closeness,
    deadline_weeks,
    depth,
    imposed,
    missed,
    push,
    running_out,
    still_counts,
)
from sim.scenario.scenario import declared


def possible(name: str) -> st.SearchStrategy[float]:
    """Any value that a parameter of pressure may take."""
    p = declared()[f"pressure.{name}"]
    return st.floats(p.least, p.most)


SHARE = st.floats(0.0, 1.0)
#: A road is at most twenty years long.
WEEK = st.integers(1, 1043).map(float)
DAYS, FADE = possible("deadline_days"), possible("fade_weeks")
ISSUED, NOTICE = possible("ultimatum_week"), possible("notice_weeks")
#: Deadlines in days, and in weeks.
SPANS = {1.0: 1, 7.0: 1, 8.0: 1, 11.0: 2, 100.0: 14, 365.0: 52, 3650.0: 521}


def test_ultimatums_stand_in_order() -> None:
    """The rules count the ultimatums as the declaration lists them."""
    for code, name in enumerate(declared()["pressure.ultimatum"].options):
        assert getattr(pressure, name.upper()) == code


@pytest.mark.parametrize(("days", "weeks"), SPANS.items())
def test_a_deadline_in_weeks(days: float, weeks: int) -> None:
    """The nearest number of weeks; a day, or less, is a week."""
    assert deadline_weeks(days) == weeks
    assert deadline_weeks(0.001) == 1.0


@pytest.mark.parametrize(("days", "span"), SPANS.items())
def test_a_deadline_counts_in_full_until_the_first_is_missed(days: float, span: int) -> None:
    """Up to its week a deadline counts once; a fade time later a third, two of them later a seventh."""
    assert [still_counts(float(week), days, 26.0) for week in range(1, span + 1)] == [1.0] * span
    assert still_counts(span + 26.0, days, 26.0) == pytest.approx(math.exp(-1.0))
    assert still_counts(span + 52.0, days, 26.0) == pytest.approx(math.exp(-2.0))


@pytest.mark.parametrize(
    ("days", "week", "near"),
    [
        (1.0, 1.0, 0.0), (1.0, 2.0, -1 / 26), (1.0, 27.0, -1.0),
        (7.0, 1.0, 0.0), (7.0, 2.0, -1 / 26),
        (8.0, 1.0, 0.0), (8.0, 2.0, -1 / 26),
        (11.0, 1.0, -1 / 4), (11.0, 2.0, 0.0), (11.0, 3.0, -1 / 26 - 1 / 4), (11.0, 4.0, -2 / 26),
        (100.0, 1.0, -13 / 4), (100.0, 10.0, -1.0), (100.0, 14.0, 0.0),
        (100.0, 15.0, -1 / 26 - 13 / 4), (100.0, 28.0, -14 / 26), (100.0, 29.0, -15 / 26 - 13 / 4),
        (365.0, 1.0, -51 / 4), (365.0, 48.0, -1.0), (365.0, 52.0, 0.0), (365.0, 104.0, -52 / 26),
    ],
)  # fmt: skip
def test_how_near_a_deadline_is(days: float, week: float, near: float) -> None:
    """Closeness grows e-fold over four weeks up to the deadline, and again, fainter, up to each that follows."""
    assert closeness(week, days, 26.0) == pytest.approx(math.exp(near))


@pytest.mark.parametrize(
    ("days", "lost"), [(1.0, 1 / 26), (7.0, 1 / 26), (8.0, 1 / 26), (100.0, 14 / 26), (365.0, 52 / 26)]
)
def test_a_short_deadline_leaves_terms_on_paper(days: float, lost: float) -> None:
    """What stays on paper falls e-fold with a deadline's length over half a year, and with it what deadlines count."""
    assert depth(1.0, days, 26.0, 0.7) == pytest.approx(1.0 - 0.7 * math.exp(-lost))
    later = deadline_weeks(days) + 26.0
    assert depth(later, days, 26.0, 0.7) == pytest.approx(1.0 - 0.7 * math.exp(-1.0 - lost))


@pytest.mark.parametrize(("days", "span"), SPANS.items())
def test_a_deadline_is_missed_in_its_week(days: float, span: int) -> None:
    """It is missed in the weeks in which one falls due and in no other; short ones weigh less, later ones too."""
    weights = {week: missed(float(week), days, 26.0) for week in range(1, 1045)}
    assert [week for week, weight in weights.items() if weight > 0.0] == list(range(span, 1045, span))
    assert weights[span] == pytest.approx(span / (span + 13.0))
    assert weights[2 * span] == pytest.approx(math.exp(-span / 26.0) * span / (span + 13.0))


@given(WEEK, FADE, SHARE)
def test_without_a_deadline_nothing_hurries(week: float, fade: float, haste: float) -> None:
    """No deadline is never near, never missed, counts for nothing and leaves all terms their substance."""
    assert still_counts(week, 0.0, fade) == closeness(week, 0.0, fade) == missed(week, 0.0, fade) == 0.0
    assert depth(week, 0.0, fade, haste) == 1.0


@given(WEEK, DAYS, FADE, FADE)
def test_deadlines_are_shares_that_fade(week: float, days: float, fade: float, longer: float) -> None:
    """How far, how near and how much a missed one weighs lie between 0 and 1, and never grow with faster fading."""
    fast, slow = sorted((fade, longer))
    for law in (still_counts, closeness, missed):
        assert 0.0 <= law(week, days, fast) <= law(week, days, slow) <= 1.0
    assert closeness(week, days, fade) <= still_counts(week, days, fade)
    assert still_counts(week + 1.0, days, fade) <= still_counts(week, days, fade)


@given(WEEK, DAYS, DAYS, FADE, SHARE, SHARE)
def test_haste_costs_substance(
    week: float, days: float, more: float, fade: float, haste: float, hastier: float
) -> None:
    """Depth is a share that falls with haste, grows from week to week, and in the first week with the deadline."""
    low, high = sorted((haste, hastier))
    assert 0.0 <= depth(week, days, fade, high) <= depth(week, days, fade, low) <= 1.0
    assert depth(week + 1.0, days, fade, haste) >= depth(week, days, fade, haste)
    short, long = sorted((max(days, 1.0), max(more, 1.0)))
    assert depth(1.0, short, fade, haste) <= depth(1.0, long, fade, haste)


def test_an_ultimatum_runs_out() -> None:
    """Issued in week 52 with 13 weeks' notice: not felt before, a third in week 60, whole in week 64, then over."""
    near = [running_out(float(week), 52.0, 13.0) for week in (51, 52, 60, 63, 64, 65, 66)]
    told = [0.0, math.exp(-3.0), math.exp(-1.0), math.exp(-0.25), 1.0, 0.0, 0.0]
    assert near == pytest.approx(told)
    assert [running_out(float(week), 5.0, 1.0) for week in (4, 5, 6)] == [0.0, 1.0, 0.0]


@given(WEEK, ISSUED, NOTICE)
@example(65.0, 52.5, 13.0)
def test_an_ultimatum_is_never_nearer_than_near(week: float, issued: float, notice: float) -> None:
    """However its weeks fall, an ultimatum is felt from its issue to its end, as a share that grows week by week."""
    near = running_out(week, issued, notice)
    assert 0.0 <= near <= 1.0
    assert (near > 0.0) == (issued <= week < issued + notice)
    after = running_out(week + 1.0, issued, notice)
    assert after > near or near == 0.0 or after == 0.0


def test_what_pressure_adds() -> None:
    """At usual attention mild pressure adds 0.84 % of GDP, and 6.44 in the week of a deadline; full 28 x 1.15."""
    assert push(0.2, 28.0, 0.62, 0.0) == pytest.approx(0.84)
    assert push(0.2, 28.0, 0.62, 1.0) == pytest.approx(6.44)
    assert push(1.0, 28.0, 0.62, 1.0) == pytest.approx(32.2)
    assert push(1.0, 28.0, 0.31, 1.0) == pytest.approx(16.1)


@given(SHARE, SHARE, possible("blame"), possible("blame"), SHARE, SHARE, SHARE, SHARE)
def test_pressure_adds_up(
    mediator: float, harder: float, blame: float, worse: float, attention: float, more: float, near: float,
    nearer: float,
) -> None:  # fmt: skip
    """More of anything never presses less; nobody who presses, no pressure."""
    here = push(mediator, blame, attention, near)
    assert here >= 0.0 == push(0.0, blame, attention, near)
    assert push(max(mediator, harder), blame, attention, near) >= here
    assert push(mediator, max(blame, worse), attention, near) >= here
    assert push(mediator, blame, max(attention, more), near) >= here
    assert push(mediator, blame, attention, max(near, nearer)) >= here


@pytest.mark.parametrize(
    ("surplus", "threatened", "share"),
    [(5.0, 0.0, 0.0), (0.0, 0.0, 0.0), (-7.5, 0.0, 0.5), (-15.0, 0.0, 1.0), (-40.0, 0.0, 1.0),
     (5.0, 1.0, 0.4), (-3.0, 1.0, 0.4), (-7.5, 1.0, 0.5), (-15.0, 1.0, 1.0)],
)  # fmt: skip
def test_what_counts_as_imposed(surplus: float, threatened: float, share: float) -> None:
    """A side that gains is not imposed upon unless threatened; one that loses is, by how much it loses."""
    assert imposed(surplus, 15.0, threatened, 0.4) == pytest.approx(share)


@given(
    st.floats(-500.0, 500.0), st.floats(0.0, 500.0), possible("duress"), st.sampled_from([0.0, 1.0]), SHARE, SHARE
)  # fmt: skip
def test_imposition_is_a_share(
    surplus: float, more: float, duress: float, threatened: float, stain: float, darker: float
) -> None:
    """Between 0 and 1; it falls with what a side gains, and grows with a threat and its stain."""
    low, high = sorted((stain, darker))
    here = imposed(surplus, duress, threatened, low)
    assert 0.0 <= imposed(surplus + more, duress, threatened, low) <= here <= 1.0
    assert imposed(surplus, duress, 0.0, low) <= here <= imposed(surplus, duress, threatened, high)
