"""The queries in the docs work on a study's files and give what the summary gives."""

import re
from pathlib import Path

import pytest

import sim
from sim.study.reading import read_study

duckdb = pytest.importorskip("duckdb")

PAGE = (Path(__file__).parents[2] / "docs" / "results.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> "sim.analysis.results.Results":
    """A small guarantees study, in a folder that is called as in the queries."""
    study = read_study("guarantees", runs=8, overrides={"line.sector_miles": 200.0})
    return sim.run_study(study, tmp_path_factory.mktemp("desk") / "runs" / "guarantees")


def test_survival_by_query_is_that_of_the_summary(results, monkeypatch) -> None:
    """Share standing after five years and mean years per regime equal those of the summary."""
    monkeypatch.chdir(results.folder.parents[1])
    found = duckdb.sql(QUERIES[0]).df().set_index("regime")
    summary = results.summary.set_index("regime").loc[found.index]
    assert found["stand_5y"].to_numpy() == pytest.approx(summary["survival_5y"].to_numpy())
    assert found["peaceful_years"].to_numpy() == pytest.approx(summary["rmst_years"].to_numpy())


def test_paired_gains_by_query_are_those_of_the_summary(results, monkeypatch) -> None:
    """Years gained over no guarantee, from pairs of runs, equal the summary's."""
    monkeypatch.chdir(results.folder.parents[1])
    found = duckdb.sql(QUERIES[1]).df().set_index("regime")
    summary = results.summary.set_index("regime").loc[found.index]
    assert len(found) == 11
    assert found["years_gained"].to_numpy() == pytest.approx(summary["rmst_gain_years"].to_numpy())
    assert (found["give_or_take"] >= 0).all()
