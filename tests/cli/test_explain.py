"""``ceasefire explain`` tells why runs fell and what would have saved them, and refuses what it cannot replay."""

import json

import pytest

import sim
from sim.analysis.causes.case import case
from sim.cli.main import main
from sim.study.reading import read_study

STUDY = """
name: small
scenario: {scenario}
arms: {{regimes: [none, nato_accession], reference: none}}
runs: 20
horizon_years: {years}
"""
COARSE = {"line.sector_miles": 200.0}


def run(where, scenario, years):
    """A small coarse study in a folder."""
    (where / "small.yaml").write_text(STUDY.format(scenario=scenario, years=years))
    sim.run_study(read_study(where / "small.yaml", overrides=COARSE), where / "results")
    return where / "results"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A finished study whose runs begin with a ceasefire."""
    return run(tmp_path_factory.mktemp("explain"), "baseline.yaml", 2)


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """A finished study whose runs begin at war."""
    return run(tmp_path_factory.mktemp("road"), "road.yaml", 1)


@pytest.fixture
def explain(capsys):
    """Run the verb; returns exit code, output and message."""

    def call(*arguments):
        code = main(["explain", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def narrow(told):
    """Whether every line but names of files fits a terminal of 80 columns."""
    return all(len(line) <= 80 for line in told.splitlines() if "/" not in line)


def test_a_run_is_told_with_its_decision_and_replays(explain, folder):
    """Events, the terms of the decision and every lever are told; words and figures lie in the folder."""
    one = case(sim.open_study(folder), "nato_accession")
    before = sim.open_study(folder).outcomes
    code, told, _ = explain(folder, "--regime", "nato_accession", "--run", one.typical)
    assert code == 0
    assert sim.open_study(folder).outcomes.equals(before)
    for words in (
        "Events",
        "ordered its attack",
        "incentive to attack",
        "domestic pressure",
        "the same run under",
    ):
        assert words.lower() in told.lower()
    flat = " ".join(told.split())
    for lever in (
        "sensors on 80 % of the line",
        "automatic snap-back",
        "28,500 foreign troops",
        "a zone of 10 km",
    ):
        assert lever in flat
    assert narrow(told)
    stem = folder / "explain" / f"nato_accession-run-{one.typical}"
    assert "The whole story" in stem.with_suffix(".txt").read_text()
    for name in ("waterfall", "trace"):
        assert stem.with_name(f"{stem.name}-{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in stem.with_name(f"{stem.name}-{name}.svg").read_bytes()


def test_a_run_that_held_is_told_by_its_highest_incentive(explain, folder, tmp_path):
    """Where nobody attacked the highest incentive is told; --out takes the files elsewhere."""
    one = case(sim.open_study(folder), "none")
    held = int(one.held["run"].iloc[0])
    code, told, _ = explain(folder, "--regime", "none", "--run", held, "--out", tmp_path / "there")
    assert code == 0
    assert "Nobody ordered an attack. The highest incentive" in " ".join(told.split())
    assert "held all the same" in told
    assert sorted(p.suffix for p in (tmp_path / "there").iterdir()) == [
        ".png",
        ".png",
        ".svg",
        ".svg",
        ".txt",
    ]


def test_without_a_run_the_worst_arm_and_the_reference_are_explained(explain, folder):
    """Both have causes, a table of terms and of levers with harm, what was sampled, and a typical run."""
    code, told, _ = explain(folder, "--sample", 7)
    assert code == 0
    flat = " ".join(told.split())
    for words in (
        "Collapses by cause",
        "rose most",
        "saved, %",
        "fallen, %",
        "a random 7 of the",
        "typical collapse",
    ):
        assert words in flat
    assert narrow(told)
    assert "(reference)" in flat
    assert (folder / "explain" / "none-levers.csv").read_text().startswith("name,words,left_out,")
    assert (folder / "explain" / "none-levers.png").is_file()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--run", "20"], "0 to 19"),
        (["--run", "-1"], "0 to 19"),
        (["--regime", "nato_acession"], "nato_accession"),
        (["--point", "3"], "--point"),
        (["--sample", "1"], "--sample"),
    ],
)
def test_bad_input_gets_one_message(explain, folder, arguments, hint):
    """Exit code 2, the message names what is wrong and what there is, and nothing is told."""
    code, told, message = explain(folder, *arguments)
    assert (code, told) == (2, "")
    assert hint in message
    assert "Traceback" not in message


def test_a_folder_of_other_rules_is_refused(explain, folder, tmp_path):
    """Outcomes of another version of the rules are not explained: a replay would be another run."""
    import shutil

    other = tmp_path / "other"
    shutil.copytree(folder, other)
    manifest = json.loads((other / "manifest.json").read_text())
    manifest["code"]["rules"] = "0123456789abcdef"
    (other / "manifest.json").write_text(json.dumps(manifest))
    code, told, message = explain(other)
    assert (code, told) == (2, "")
    assert "another version of the model" in message


def test_of_a_road_one_run_is_told_and_the_batch_refused(explain, road):
    """A ceasefire that came out of talks is told without replays; levers are refused for its arm."""
    one = case(sim.open_study(road), "none")
    agreed = one.outcomes[one.outcomes["agreed"]]
    if len(agreed):
        code, told, _ = explain(road, "--regime", "none", "--run", int(agreed["run"].iloc[0]))
        assert code == 0
        assert "The run began at war" in told
    code, told, message = explain(road)
    assert (code, told) == (2, "")
    assert "runs that begin with a ceasefire" in message
