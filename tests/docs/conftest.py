"""The pages that people read: those of docs/ and the one at the top."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def pages() -> dict[Path, str]:
    """Text of each page by its path."""
    paths = [
        *sorted((ROOT / "docs").rglob("*.md")),
        ROOT / "README.md",
        ROOT / "sim" / "evidence" / "README.md",
    ]
    return {path: path.read_text(encoding="utf-8") for path in paths if path.is_file()}


@pytest.fixture(scope="session")
def blocks() -> Callable[[str, str], list[str]]:
    """The code blocks of a language in a page."""

    def found(text: str, language: str) -> list[str]:
        return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)

    return found
