"""The summary table: its columns, what is empty, and values that can be worked out by hand."""

import io

import numpy as np
import pandas as pd
from numpy.testing import assert_allclose

from sim.analysis.costs import PARTS
from sim.analysis.summary import as_csv, summarise
from sim.engine.outcome import OUTCOME, frame

SURVIVAL = [f"survival_{year}y{end}" for year in (1, 2, 5, 10) for end in ("", "_low", "_high")]
COLUMNS = [
    *("regime", "monitoring.coverage", "runs", "collapsed"),
    *SURVIVAL,
    *("rmst_years", "rmst_se", "rmst_gain_years", "rmst_gain_years_low", "rmst_gain_years_high"),
    *("median_years", "share_russian_offensive", "share_ukrainian_offensive", "share_escalation"),
    *("share_erosion", "violations_per_day", "violations_fired_per_day", "cost_busd_per_year"),
    *(f"cost_{part}_busd_per_year" for part in ("aid", "sanctions", "guarantee", "offers")),
    *(f"cost_{part}_busd_per_year" for part in ("mission", "sensors", "goodwill")),
    *(f"cost_extra_busd_per_year{end}" for end in ("", "_low", "_high")),
    *(f"cost_per_added_year_busd{end}" for end in ("", "_low", "_high")),
]


def outcomes() -> pd.DataFrame:
    """Two arms at two points, two runs each, over three years."""
    rows = np.zeros(8, OUTCOME)
    rows["agreed"] = 1
    rows["days"] = [365, 1095, 730, 1095, 1095, 1095, 365, 365]
    rows["cause"] = [1, 0, 2, 0, 0, 0, 3, 4]
    rows["recorded"], rows["violations"] = 2 * rows["days"], 5 * rows["days"]
    rows["aid"], rows["mission_cost"], rows["guarantee_cost"] = (x * rows["days"] / 365 for x in (3, 1, 2))
    rows["sanctions_forgone"], rows["grey_zone_damage"] = 10 * rows["days"] / 365, 1000
    rows["guarantee_cost"][4:] *= 3
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
    assert_allclose(table["cost_busd_per_year"], [16.0, 16.0, 20.0, 20.0])
    assert_allclose(table["cost_guarantee_busd_per_year"], [2.0, 2.0, 6.0, 6.0])
    assert_allclose(table["cost_extra_busd_per_year"], [np.nan, np.nan, 4.0, 4.0])


def test_the_parts_add_up() -> None:
    """The cost of a year is the sum of its parts; harm from grey-zone acts and frozen assets are not in it."""
    table = summarise(outcomes(), "none", 3.0)
    costs = [name for name in table if name.startswith("cost_") and name.endswith("_busd_per_year")]
    parts = [name for name in costs if name not in ("cost_busd_per_year", "cost_extra_busd_per_year")]
    assert len(parts) == len(PARTS)
    assert_allclose(table["cost_busd_per_year"], table[parts].sum(axis=1))


def test_no_gain_has_no_price() -> None:
    """With two runs an arm no gain is shown, so cost per added year is empty in the file, as for the reference."""
    read = pd.read_csv(io.StringIO(as_csv(summarise(outcomes(), "none", 3.0))))
    assert read.filter(like="cost_per_added_year").isna().all(axis=None)
    assert read["cost_extra_busd_per_year"].notna().tolist() == [False, False, True, True]


def test_years_beyond_the_horizon_are_empty_in_the_file() -> None:
    """summary.csv leaves survival at five and ten years empty when only three were watched."""
    read = pd.read_csv(io.StringIO(as_csv(summarise(outcomes(), "none", 3.0))))
    assert read.filter(regex="survival_(5|10)y").iloc[:2].isna().all(axis=None)
    assert read["survival_2y"].notna().all()
