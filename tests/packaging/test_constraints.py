"""constraints.txt pins what a result depends on, and says nothing of where it was fetched from."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: What `make` installs.
EXTRAS = PROJECT["optional-dependencies"]
WANTED = [*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["explore"], *EXTRAS["cluster"]]
PINS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PINNED = {canonicalize_name(line.split("==")[0]): line.split("==")[1] for line in PINS if "==" in line}


def everything_installed_with(requirements: list[str]) -> set[str]:
    """Names of the distributions that these requirements bring, directly or not, on this interpreter."""
    waiting = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, parent_extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": parent_extra}):
            continue
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                needs = importlib.metadata.requires(name) or []
                waiting += [(Requirement(text), extra) for text in needs]
    return {name for name, _ in seen}


def test_a_pin_is_a_name_and_an_exact_version():
    """No line holds an address, a file, a hash, a range or an option."""
    pin = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.!+]*")
    assert [line for line in PINS if not pin.fullmatch(line)] == []


def test_no_name_is_pinned_twice():
    """One version of each."""
    assert len(PINNED) == len(PINS)


def test_pins_are_sorted():
    """Sorted without regard to case, so that a renewal shows as the lines that changed."""
    assert sorted(PINS, key=str.upper) == PINS


def test_everything_installed_is_pinned():
    """Every distribution that the project and the extras of its set-up bring, directly or not, has its pin."""
    assert sorted(everything_installed_with(WANTED) - set(PINNED)) == []


@pytest.mark.parametrize("text", WANTED)
def test_each_pin_lies_within_the_declared_bounds(text):
    """The version that results were made with is one that pyproject.toml allows."""
    requirement = Requirement(text)
    assert Version(PINNED[canonicalize_name(requirement.name)]) in requirement.specifier


@pytest.mark.parametrize("text", PROJECT["dependencies"])
def test_the_tests_run_on_the_pinned_versions(text):
    """A result seen in these tests is one of the pinned libraries."""
    name = canonicalize_name(Requirement(text).name)
    assert importlib.metadata.version(name) == PINNED[name]
