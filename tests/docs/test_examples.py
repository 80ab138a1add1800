"""What the pages tell people to type works."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from sim.cli.main import app
from sim.scenario import files
from sim.scenario.scenario import Scenario
from sim.study.reading import read_study

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
END_OF_COMMAND = {"|", ">", ">>", "&&", "||", ";", "2>", "<"}


def commands(text: str, program: str) -> list[list[str]]:
    """The arguments of each call of a program in the text of a shell block."""
    calls = []
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True)
        while words:
            end = next((i for i, word in enumerate(words) if word in END_OF_COMMAND), len(words))
            part, words = words[:end], words[end + 1 :]
            if part and Path(part[0]).name == program:
                calls.append(part[1:])
    return calls


@pytest.fixture
def example_files(tmp_path, monkeypatch, blocks):
    """Writes the YAML blocks of a page that name a file (`# file: ...`) into an empty current folder."""

    def write(text: str) -> list[Path]:
        monkeypatch.chdir(tmp_path)
        written = []
        for block in blocks(text, "yaml"):
            named = re.match(r"# file: (\S+)\n", block)
            assert named, f"a YAML block does not say which file it is: {block[:60]!r}"
            path = tmp_path / named.group(1)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
            written.append(path)
        return written

    return write


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_yaml_example_is_accepted(page, example_files):
    """A study is read as a study, anything else as a scenario file."""
    for path in example_files(page.read_text(encoding="utf-8")):
        if "arms" in files.read_yaml(path):
            assert read_study(path).cells
        else:
            Scenario(files.nested(path), file=path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_example_runs(page, example_files, blocks, capsys):
    """Each block runs by itself, in a folder that holds the page's YAML examples."""
    text = page.read_text(encoding="utf-8")
    example_files(text)
    for number, block in enumerate(blocks(text, "python"), start=1):
        exec(compile(block, f"{page.name}, python block {number}", "exec"), {"__name__": "__main__"})


def test_every_command_is_understood(pages, blocks):
    """Each `ceasefire ...` line names a verb that exists and options that it takes."""
    group = typer.main.get_command(app)
    for page, text in pages.items():
        calls = [
            call for block in blocks(text, "(?:bash|sh|console)") for call in commands(block, "ceasefire")
        ]
        for verb, *arguments in calls:
            assert verb in group.commands, f"{page.name}: no verb {verb}"
            try:
                context = group.commands[verb].make_context(verb, list(arguments))
            except Exception as error:  # its class depends on the version of typer
                message = getattr(error, "format_message", lambda error=error: repr(error))()
                pytest.fail(f"{page.name}: ceasefire {verb} {' '.join(arguments)}: {message}")
            for option in ("regime", "terms"):
                given = context.params.get(option) or ()
                known = files.names("regimes" if option == "regime" else "terms")
                for name in [given] if isinstance(given, str) else given:
                    assert name in known, f"{page.name}: --{option} {name}"


def test_every_make_target_exists(pages, blocks):
    """Each `make ...` line names a target of the Makefile."""
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    for page, text in pages.items():
        for block in blocks(text, "(?:bash|sh|console)"):
            for call in commands(block, "make"):
                named = [word for word in call if "=" not in word and not word.startswith("-")]
                assert set(named) <= targets, f"{page.name}: make {' '.join(call)}"
