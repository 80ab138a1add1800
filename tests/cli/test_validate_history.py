"""``ceasefire validate history``: any file of cases, predicted and scored."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.main import main

RECORD = Path("sim/evidence/ceasefires_calibration.csv")
KEYS = ("n", "events", "concordance", "auc_5y", "brier_1y", "brier_5y", "brier_10y", "cases")
OF_A_CASE = ("id", "survival_1y", "survival_5y", "survival_10y", "rmst_years")


@pytest.fixture
def table() -> pd.DataFrame:
    """Twelve cases of the record as text."""
    return pd.read_csv(RECORD, dtype=str, keep_default_na=False).iloc[::5]


def told(arguments: list[str], capsys) -> dict:
    """The JSON that the command prints."""
    assert main(["validate", "history", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_every_score_and_every_case(table, tmp_path, capsys) -> None:
    """All keys are there, scores lie where scores can lie, and cases stand in the order of the file."""
    file = tmp_path / "cases.csv"
    table.to_csv(file, index=False)
    found = told(["--cases", str(file), "--runs", "32"], capsys)
    assert set(KEYS) <= set(found)
    assert found["n"] == 12 and found["events"] == (table["event"] == "1").sum()
    assert all(0 <= found[name] <= 1 for name in KEYS[2:7])
    assert [case["id"] for case in found["cases"]] == list(table["id"])
    assert all(set(OF_A_CASE) <= set(case) for case in found["cases"])


def test_outcomes_change_scores_and_no_prediction(table, tmp_path, capsys) -> None:
    """With durations turned round predictions stay as they are; without outcomes there are no scores."""
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    turned = table.assign(duration_days=table["duration_days"].to_numpy()[::-1])
    bare = table.drop(columns=["event", "duration_days", "initiator_of_failure", "collapse_type", "end_date"])
    for frame, file in zip((table, turned, bare), files, strict=True):
        frame.to_csv(file, index=False)
    first, second, third = (told(["--cases", str(file), "--runs", "16"], capsys) for file in files)
    assert first["cases"] == second["cases"] == third["cases"]
    assert first["concordance"] != second["concordance"]
    assert third["n"] == 0 and third["concordance"] is None


def test_unknown_cases_with_few_facts_are_predicted(tmp_path, capsys) -> None:
    """Ids and conflicts never seen, and only the required columns, some blank."""
    file = tmp_path / "new.csv"
    file.write_text(
        "id,conflict,dmz,withdrawal,guarantee_level,joint_commission,war_outcome,cap_ratio_rev_def,stakes,extra\n"
        "X1,elsewhere,1,1,0,1,tie,2,3,a\nX2,,,,,,,,,\n",
        encoding="utf-8",
    )
    found = told(["--cases", str(file), "--runs", "16", "--seed", "4"], capsys)
    assert [case["id"] for case in found["cases"]] == ["X1", "X2"]
    assert found["seed"] == 4


def test_people_get_a_table(table, tmp_path, capsys) -> None:
    """Without --json each case has a line and each score is named."""
    file = tmp_path / "cases.csv"
    table.to_csv(file, index=False)
    assert main(["validate", "history", "--cases", str(file), "--runs", "8"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in table["id"])
    assert "concordance" in out and "AUC at 5 years" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--cases", "nowhere.csv"], "nowhere.csv"),
        (["--runs", "0"], "a run"),
        (["--out", "somewhere"], "--out"),
    ],
)
def test_what_is_wrong_is_one_message(arguments, words, capsys) -> None:
    """Exit code 2 and one line that names what is wrong."""
    assert main(["validate", "history", *arguments]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("ceasefire:")]
    assert len(lines) == 1 and words in lines[0]


def test_a_fact_that_cannot_be_is_refused_with_its_place(table, tmp_path, capsys) -> None:
    """The message names row and column."""
    file = tmp_path / "cases.csv"
    table.assign(stakes="high").to_csv(file, index=False)
    assert main(["validate", "history", "--cases", str(file)]) == 2
    assert "column stakes" in capsys.readouterr().err


def test_odd_cells_are_told_and_change_only_their_own_case(table, tmp_path, capsys) -> None:
    """A file with odd cells is scored; notes stand in the JSON and beside it, other cases stay as they were."""
    files = [tmp_path / name for name in ("plain.csv", "odd.csv")]
    odd = table.reset_index(drop=True)
    odd.loc[0, ["stakes", "monitors_n", "event"]] = ["high", "~300", ""]
    for frame, file in zip((table, odd), files, strict=True):
        frame.to_csv(file, index=False)
    plain = told(["--cases", str(files[0]), "--runs", "16"], capsys)
    assert main(["validate", "history", "--json", "--cases", str(files[1]), "--runs", "16"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert found["n"] == plain["n"] - 1 and found["cases"][1:] == plain["cases"][1:]
    assert len(found["notes"]) == 3 and all(note in err for note in found["notes"])


def test_a_case_alone_is_predicted_as_among_others(table, tmp_path, capsys) -> None:
    """Neither order nor company of the rows changes a prediction."""
    files = [tmp_path / name for name in ("all.csv", "turned.csv", "one.csv")]
    for frame, file in zip((table, table[::-1], table.iloc[[3]]), files, strict=True):
        frame.to_csv(file, index=False)
    first, turned, one = (told(["--cases", str(file), "--runs", "16"], capsys)["cases"] for file in files)
    assert first == turned[::-1] and one == [first[3]]


def test_options_of_one_are_refused_for_the_other(capsys) -> None:
    """Cases mean nothing to the patterns."""
    assert main(["validate", "patterns", "--cases", str(RECORD)]) == 2
    assert "--cases" in capsys.readouterr().err
