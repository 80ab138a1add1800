"""The summary table: its columns, what is empty, and values that can be worked out by hand."""

import io

import numpy as np
import pandas as pd
from numpy.testing import assert_allclose

from sim.analysis.summary import as_csv, summarise
from sim.engine.outcome import OUTCOME, frame

SURVIVAL = [f"survival_{year}y{end}" for year in (1, 2, 5, 10) for end in ("", "_low", "_high")]
COLUMNS = [
    *("regime", "monitoring.coverage", "runs", "collapsed"),
    *SURVIVAL,
    *("rmst_years", "rmst_se", "rmst_gain_years", "rmst_gain_years_low", "rmst_gain_years_high"),
    *("median_years", "share_russian_offensive", "share_ukrainian_offensive", "share_escalation"),
    *("share_erosion", "violations_per_day", "violations_fired_per_day", "cost_busd_per_year"),
]


def outcomes() -> pd.DataFrame:
    """Two arms at two points, two runs each, over three years."""
    rows = np.zeros(8, OUTCOME)
    rows["days"] = [365, 1095, 730, 1095, 1095, 1095, 365, 365]
    rows["cause"] = [1, 0, 2, 0, 0, 0, 3, 4]
    rows["recorded"], rows["violations"] = 2 * rows["days"], 5 * rows["days"]
    rows["aid"], rows["mission_cost"], rows["guarantee_cost"] = (x * rows["days"] / 365 for x in (3, 1, 2))
    rows["offers_cost"] = 0.0
    rows["assets_paid"] = 100
    table = frame(rows)
    table.insert(0, "regime", ["none"] * 4 + ["treaty"] * 4)
    table.insert(1, "point", [0, 0, 1, 1] * 2)
    table.insert(2, "monitoring.coverage", [0.2, 0.2, 0.8, 0.8] * 2)
    table.insert(3, "run", [0, 1] * 4)
    return table


def test_columns_are_the_promised_ones_in_order() -> None:
    """Columns stand in the promised order, also when the horizon is shorter than some of their years."""
    assert summarise(outcomes(), "none", 3.0, ["monitoring.coverage"]).columns.tolist() == COLUMNS


def test_values_by_hand() -> None:
    """Survival, means, gains, shares, rates and cost of two runs an arm are what a pencil gives."""
    table = summarise(outcomes(), "none", 3.0, ["monitoring.coverage"]).set_index(
        ["regime", "monitoring.coverage"]
    )
    none, treaty = table.loc[("none", 0.2)], table.loc[("treaty", 0.2)]
    assert (none["runs"], none["collapsed"]) == (2, 1)
    assert (none["survival_1y"], none["survival_2y"], none["rmst_years"]) == (0.5, 0.5, 2.0)
    assert (treaty["rmst_years"], treaty["rmst_gain_years"]) == (3.0, 1.0)
    assert_allclose(table["rmst_gain_years"].to_numpy(), [np.nan, np.nan, 1.0, -1.5])
    assert_allclose(table["share_russian_offensive"].to_numpy(), [0.5, 0, 0, 0])
    assert_allclose(table["share_erosion"].to_numpy(), [0, 0, 0, 0.5])
    assert np.isnan(treaty["median_years"]) and none["median_years"] == 1.0
    assert set(table["violations_per_day"]) == {2.0} and set(table["violations_fired_per_day"]) == {5.0}
    assert_allclose(table["cost_busd_per_year"], 6.0)


def test_years_beyond_the_horizon_are_empty_in_the_file() -> None:
    """summary.csv leaves survival at five and ten years empty when only three were watched."""
    read = pd.read_csv(io.StringIO(as_csv(summarise(outcomes(), "none", 3.0))))
    assert read.filter(regex="survival_(5|10)y").iloc[:2].isna().all(axis=None)
    assert read["survival_2y"].notna().all()
