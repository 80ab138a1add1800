"""The answers of a report follow from its tables: first, lead, chance, cost."""

from html import unescape

import numpy as np
import pandas as pd

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.ranking import Ranking, rank
from sim.analysis.summary import summarise
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine.outcome import OUTCOME, frame
from sim.views.report.answers import answers

LABELS = {"none": "No guarantee", "treaty": "A treaty", "troops": "Troops"}
RUNS = 200


def study(added: dict[str, float], cost: dict[str, float]) -> tuple[Ranking, pd.DataFrame]:
    """Arms under shared shocks: years added to those of the reference, and aid a year; the reference is ``none``."""
    luck, made = np.random.default_rng(0).uniform(1, 7, RUNS), []
    for name, more in added.items():
        rows = np.zeros(RUNS, OUTCOME)
        rows["days"] = np.round((luck + more) * DAYS_A_YEAR)
        rows["cause"], rows["agreed"], rows["first_serious_day"] = 1, 1, -1
        rows["aid"] = cost[name] * rows["days"] / DAYS_A_YEAR
        made.append(frame(rows).assign(regime=name, point=0, run=np.arange(RUNS)))
    outcomes = pd.concat(made, ignore_index=True)
    return rank(Panel.of(outcomes, "none", 10.0), draws=400), summarise(outcomes, "none", 10.0)


def told(added: dict[str, float], cost: dict[str, float]) -> str:
    """The answers in plain words, without doubt and without the worst arm."""
    ranking, summary = study(added, cost)
    return unescape(answers(ranking, summary, LABELS, None, None))


FLAT = {"none": 40.0, "treaty": 40.0, "troops": 60.0}


def test_the_longest_and_its_lead_are_named() -> None:
    """Arms that add 0, 1 and 2 years to every run: the third leads by 1.00, and by 2.00 over the reference."""
    words = told({"none": 0.0, "treaty": 1.0, "troops": 2.0}, FLAT)
    assert "Troops: 6." in words and "Second is A treaty" in words
    assert "1.00 (1.00 to 1.00) peaceful years more than the second." in words
    assert "2.00 (2.00 to 2.00) more than the reference, No guarantee." in words


def test_a_certain_order_is_told_as_such() -> None:
    """Where every run of the first stands longer, all pairs say so, and no sample shows another order."""
    words = told({"none": 0.0, "treaty": 1.0, "troops": 2.0}, FLAT)
    assert "longer than the second in 100%" in words and "shorter in 0%" in words
    assert f"samples of the {RUNS} runs an arm" in words and ">99" in words


def test_the_cheaper_added_year_is_named() -> None:
    """Where another arm adds years for less, it is named with its price and its gain."""
    words = told({"none": 0.0, "treaty": 1.0, "troops": 2.0}, FLAT)
    assert "A year of ceasefire costs 60.0 bn $ under it, +20.0 (+20.0 to +20.0)" in words
    assert "The cheapest added year is that of A treaty: 40.0" in words and "for +1.00 years in all" in words


def test_the_first_is_not_cheaper_than_itself() -> None:
    """Where the first also adds the cheapest year, no other is named."""
    words = told({"none": 0.0, "treaty": 1.0, "troops": 2.0}, {"none": 40.0, "treaty": 60.0, "troops": 40.0})
    assert "An added peaceful year: 40.0" in words and "cheapest" not in words


def test_the_reference_may_be_the_best() -> None:
    """Where all others lose years, the reference lasts longest and is told to be the reference."""
    words = told({"none": 0.0, "treaty": -0.5, "troops": -0.9}, FLAT)
    assert "No guarantee: 4." in words and "It is the reference itself." in words
    assert "it is the reference, against which extra costs are counted" in words


def test_a_gain_that_is_not_shown_has_no_price() -> None:
    """Where the first gains nothing beyond noise, no added year is priced."""
    ranking, summary = study({"none": 0.0, "treaty": -1.0, "troops": 0.0}, FLAT)
    best = ranking.table["regime"].iloc[0]
    words = unescape(answers(ranking, summary, LABELS, None, None))
    assert best == "none" or "No gain over the reference is shown." in words
    assert "An added peaceful year" not in words and "cheapest" not in words


def test_what_is_not_known_is_told_only_where_it_was_run() -> None:
    """Without runs over what no data fix, that is said and nothing of the order's changes; without replays, no why."""
    words = told({"none": 0.0, "treaty": 1.0, "troops": 2.0}, FLAT)
    assert "The doubt about the assumptions is not in this." in words
    assert "What would change the order?" not in words and "Why does the worst arm fail?" not in words
