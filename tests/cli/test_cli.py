"""The command line: what each verb prints and writes, and exit code 2 with one message for bad input."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli.main import main
from sim.cli.run import assignment
from sim.engine import batch
from sim.scenario.scenario import parameters

SMALL = """
name: small
scenario: baseline.yaml
arms: {regimes: [none, treaty], reference: none}
runs: 6
horizon_years: 0.5
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a small study."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path


def command(*arguments: str) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "sim.cli.main", *arguments]


def environment() -> dict[str, str]:
    """The environment, with the project importable from any folder."""
    return {**os.environ, "PYTHONPATH": str(Path(sim.__file__).parent.parent)}


def test_run_writes_into_runs_by_default(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`ceasefire run` writes outcomes, summary, figures and report into runs/<name>, and says where."""
    assert main(["run", "small.yaml"]) == 0
    folder = desk / "runs" / "small"
    for name in ("manifest.json", "design.parquet", "summary.csv", "report.html", "figures/survival.png"):
        assert (folder / name).stat().st_size > 0
    printed = capsys.readouterr()
    assert "runs/small/report.html" in printed.out and "runs/small/figures/gain.png" in printed.out
    assert "treaty" in printed.out and "not a forecast" in printed.out
    assert "progress done=0 total=12" in printed.err and "progress done=12 total=12 rate=" in printed.err
    assert list((desk / "runs").iterdir()) == [folder]


def test_options_change_the_study(desk: Path) -> None:
    """--runs, --seed, --horizon-years, --set and --out are what is run, and where to."""
    options = ["--runs", "3", "--seed", "7", "--horizon-years", "0.25", "--set", "monitoring.coverage=0.9"]
    assert main(["run", "small.yaml", *options, "--set", "guarantee.commitment=0.1", "--out", "here"]) == 0
    config = json.loads((desk / "here" / "manifest.json").read_text())["config"]
    assert (config["seed"], config["horizon_years"]) == (7, 0.25)
    assert config["overrides"] == {"monitoring.coverage": 0.9, "guarantee.commitment": 0.1}
    with (desk / "here" / "summary.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["runs"] for row in rows] == ["3", "3"]
    assert rows[0]["survival_1y"] == ""


def test_run_again_resumes_and_adds(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same command again runs nothing; more runs are added to those that are there."""
    assert main(["run", "small.yaml"]) == 0
    capsys.readouterr()
    assert main(["run", "small.yaml"]) == 0
    assert "progress done=12 total=12 standing.none=" in capsys.readouterr().err
    assert main(["run", "small.yaml", "--runs", "9"]) == 0
    assert "progress done=12 total=18" in capsys.readouterr().err


def test_a_plan_tells_and_runs_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--plan says arms, points, runs, time and disk, and writes nothing."""
    assert main(["run", "small.yaml", "--plan"]) == 0
    printed = capsys.readouterr().out
    assert "small: 2 arms x 1 point x 6 runs, 0.5 years each" in printed
    assert "12 runs take about" in printed and "of disk" in printed
    assert [p.name for p in desk.iterdir()] == ["small.yaml"]


def test_failed_runs_are_told_and_do_not_end_the_study(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where some runs raise the rest are reported, with exit code 0; a limit on failures stops with 1."""
    real = batch.run

    def run(records: Any, points: Any, runs: Any, *rest: Any, **more: Any) -> Any:
        if (runs == 4).any():
            raise ZeroDivisionError("a rule met a zero")
        return real(records, points, runs, *rest, **more)

    monkeypatch.setattr(batch, "run", run)
    assert main(["run", "small.yaml"]) == 0
    printed = capsys.readouterr()
    assert "Note: 2 of 12 runs failed" in printed.err and "failed=2" in printed.err
    assert "a rule met a zero" in (desk / "runs" / "small" / "report.html").read_text()
    for option in (["--fail-fast"], ["--max-failures", "1"]):
        assert main(["run", "small.yaml", "--out", option[0].strip("-"), *option]) == 1
        assert "stopped because" in capsys.readouterr().err
    assert main(["run", "small.yaml", "--out", "two", "--max-failures", "2"]) == 0


def test_a_cluster_gives_the_files_of_threads(desk: Path) -> None:
    """--dask local:1 and threads write the same outcomes, byte for byte."""
    for name, options in (("near", []), ("far", ["--dask", "local:1"])):
        done = subprocess.run(
            [*command("run", "small.yaml", "--out", name), *options],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    first, second = (
        {p.name: p.read_bytes() for p in (desk / name / "outcomes").iterdir()} for name in ("near", "far")
    )
    assert first == second


def test_report_rebuilds_what_was_lost(desk: Path) -> None:
    """`ceasefire report` writes summary, figures and report again, the same bytes."""
    assert main(["run", "small.yaml"]) == 0
    folder = desk / "runs" / "small"
    lost = [folder / name for name in ("summary.csv", "report.html", "figures/gain.png")]
    before = [file.read_bytes() for file in lost]
    for file in lost:
        file.unlink()
    assert main(["report", "runs/small"]) == 0
    assert [file.read_bytes() for file in lost] == before


BAD = {
    "no such study": (["run", "smal.yaml"], "smal.yaml.*"),
    "no such preset": (["run", "guarantee"], "did you mean 'guarantees'"),
    "unknown path": (["run", "small.yaml", "--set", "monitoring.coverag=1"], "'monitoring.coverage'?"),
    "out of range": (["run", "small.yaml", "--set", "monitoring.coverage=2"], "from 0 to 1"),
    "wrong type": (["run", "small.yaml", "--set", "monitoring.coverage=much"], "got 'much'"),
    "no value": (["run", "small.yaml", "--set", "monitoring.coverage"], "path=value"),
    "no runs": (["run", "small.yaml", "--runs", "0"], "runs: got 0"),
    "not a number": (["run", "small.yaml", "--runs", "few"], "--runs"),
    "no threads": (["run", "small.yaml", "--threads", "0"], "--threads"),
    "bad seed": (["run", "small.yaml", "--seed", "-4"], "seed: got -4"),
    "file in the way": (["run", "small.yaml", "--out", "small.yaml/x"], "in the way"),
    "unknown verb": (["rnu"], "rnu"),
    "unknown option": (["run", "small.yaml", "--rnus", "4"], "--rnus"),
    "no study given": (["run"], "study"),
    "not results": (["report", "."], "not a folder with a study's results"),
    "no such folder": (["report", "nowhere"], "nowhere"),
    "no such mechanism": (["parameters", "--mechanism", "M99"], "M01, M02"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_gets_one_message_and_exit_code_2(
    fault: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fault: exit code 2, a message on stderr that helps, nothing on stdout, nothing written."""
    arguments, message = BAD[fault]
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message.removesuffix(".*").removesuffix("?") in printed.err
    assert "Traceback" not in printed.err and printed.out == ""
    assert [p.name for p in desk.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SMALL + "rnus: 4", "did you mean 'runs'"),
        (SMALL.replace("treaty", "treatie"), "did you mean 'treaty'"),
        (SMALL.replace("baseline.yaml", "loop.yaml"), "in a circle"),
        ("name: [", "not valid YAML"),
    ],
)
def test_a_bad_study_file_writes_nothing(
    text: str, message: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown key, unknown regime, a circle of extends, not YAML: exit code 2 and no folder of results."""
    (desk / "small.yaml").write_text(text)
    (desk / "loop.yaml").write_text("extends: loop.yaml")
    assert main(["run", "small.yaml"]) == 2
    error = capsys.readouterr().err
    assert message in error and error.startswith("ceasefire: ") and error.count("\n") == 1
    assert sorted(p.name for p in desk.iterdir()) == ["loop.yaml", "small.yaml"]


def test_bad_input_shows_no_traceback_in_a_real_process(desk: Path) -> None:
    """As a process of its own a fault gives exit code 2 and a single line on stderr."""
    done = subprocess.run(
        command("run", "nothing.yaml"), cwd=desk, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_interrupted_the_study_can_be_resumed(desk: Path) -> None:
    """Ctrl-C ends with exit code 130 and says that the same command resumes; it does."""
    arguments = ("run", "small.yaml", "--runs", "3000", "--horizon-years", "1")
    child = subprocess.Popen(
        command(*arguments),
        cwd=desk,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        # A shell starts background jobs with Ctrl-C ignored, and children inherit that: a person's terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    waited = time.monotonic() + 90
    while len(list((desk / "runs").glob("small/outcomes/*"))) < 2 and child.poll() is None:
        assert time.monotonic() < waited
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=60)
    assert child.returncode == 130
    assert b"The same command resumes the study." in error and b"Traceback" not in error
    there = len(sim.open_study(desk / "runs" / "small").outcomes)
    assert 0 < there < 6000
    store = sim.run_study(desk / "small.yaml", out=desk / "other")
    assert len(store.outcomes) == 12


def test_parameters_lists_everything_that_is_declared(capsys: pytest.CaptureFixture[str]) -> None:
    """Every parameter stands in the table; with --json all that is declared of it."""
    assert main(["parameters"]) == 0
    printed = capsys.readouterr().out
    assert all(f" {p.path} " in printed for p in parameters())
    assert main(["parameters", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [entry["path"] for entry in listed] == [p.path for p in parameters()]
    for entry in listed:
        assert entry["unit"] and entry["source"] and entry["mechanism"] and entry["doc"]


@pytest.mark.parametrize("spelling", ["M07", "m7", "7"])
def test_parameters_of_one_mechanism(spelling: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--mechanism leaves those of one mechanism, however its id is spelt."""
    assert main(["parameters", "--mechanism", spelling, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed and all("M07" in entry["mechanism"] for entry in listed)


def test_schema_accepts_what_the_loader_accepts(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema names every section and parameter, with its bounds."""
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {p.path.partition(".")[0] for p in parameters()} <= set(schema["properties"])
    coverage = schema["$defs"]["Monitoring"]["properties"]["coverage"]
    assert (coverage["minimum"], coverage["maximum"]) == (0.0, 1.0)


def test_bench_prints_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ceasefire bench` prints the measure as a table, or whole as JSON."""
    from sim.engine import bench

    found = {"runs_per_second": 1234.5, "ratio_plain_mesa": 300.0, "runs": 400}
    monkeypatch.setattr(bench, "measure", lambda: found)
    assert main(["bench", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == found
    assert main(["bench"]) == 0
    assert "runs per second" in capsys.readouterr().out


def test_help_is_quick() -> None:
    """Asking for help imports none of the heavy libraries, and takes well under a second."""
    script = (
        "import sys; from sim.cli.main import main; code = main(['--help']); "
        "heavy = {'numba', 'numpy', 'pandas', 'matplotlib', 'scipy', 'pydantic', 'mesa', 'pyarrow'}; "
        "print(heavy & set(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "set()"
    assert time.perf_counter() - started < 1.0
    for verb in ("run", "report", "parameters", "schema", "bench"):
        assert verb in done.stdout


def test_a_closed_pipe_is_no_error() -> None:
    """`ceasefire parameters | head` ends quietly."""
    line = f"{sys.executable} -m sim.cli.main parameters | head -1"
    done = subprocess.run(["bash", "-c", line], env=environment(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.b=0.5", ("a.b", 0.5)), ("a.b = true", ("a.b", True)), ("a.b=none", ("a.b", "none"))],
)
def test_assignments_are_read_as_yaml(text: str, expected: tuple[str, object]) -> None:
    """Numbers, switches and words are read as a scenario file would."""
    assert assignment(text) == expected


def test_a_terminal_that_lacks_letters_shows_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a verb prints to an ASCII terminal is shown as far as it can be, and nothing is raised."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    assert main(["parameters", "--mechanism", "M15"]) == 0
    assert b"sanctions" in raw.getvalue()
    print("Sk\u00e5ne")
    assert raw.getvalue().endswith(b"Sk?ne\n")
