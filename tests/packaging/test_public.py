"""The project speaks only of itself: nothing in it tells where it was made or what it was fetched from."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]

# Written so that the patterns do not find themselves.
INDEX_ADDRESSES = [
    r"--(?:extra-)?index[-]url\b",
    r"\b(?:extra-)?index[-]url\s*=",
    r"--find[-]links\b",
    r"\bpypi[.]org/simple\b",
    r"\bpythonhosted[.]org\b",
    r"https?://\S+/simple[/\s]",
    r"@ file[:]//",
]
MACHINE_PATHS = [r"/home[/]\w", r"/Users[/]\w", r"\b[A-Z]:\\+Users\\", r"(?<![\w.])/root[/]\w"]


def texts() -> dict[str, str]:
    """Every text file that is in git or would be added to it, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    found = {}
    for name in sorted(set(filter(None, listed.stdout.split("\0")))):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                found[name] = content.decode("utf-8")
    return found


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    """Each line of each text file, with `path:number` before it."""
    return [
        (f"{name}:{number}", line)
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
    ]


def places(lines: list[tuple[str, str]], patterns: list[str]) -> list[str]:
    """Where any of the patterns is found."""
    found = re.compile("|".join(patterns))
    return [f"{place}: {line.strip()[:100]}" for place, line in lines if found.search(line)]


def addresses_of_this_machines_index() -> set[str]:
    """Hosts and folders that pip installs from here, other than the public index."""
    options = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout.split()
    options += [value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_"))]
    words = {part.strip("'\"") for option in options for part in option.split("=")}
    folders = {
        word.removeprefix("file://").rstrip("/") for word in words if word.startswith(("/", "file:///"))
    }
    hosts = {urlsplit(word).hostname or "" for word in words if "://" in word}
    return {folder for folder in folders if folder.count("/") > 1} | hosts - {"", "localhost", "pypi.org"}


def test_no_file_holds_the_address_of_a_package_index(lines):
    """Where packages come from is the affair of whoever installs."""
    private = [re.escape(address) for address in addresses_of_this_machines_index()]
    assert places(lines, INDEX_ADDRESSES + private) == []


def test_no_file_holds_a_path_of_one_machine(lines):
    """No home folder, and not the folder that this checkout lies in."""
    assert places(lines, [*MACHINE_PATHS, re.escape(str(ROOT)) + r"\b"]) == []
