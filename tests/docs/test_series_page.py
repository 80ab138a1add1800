"""The page of weekly series lists what is kept, in order."""

from pathlib import Path

from sim.engine.weekly import described

PAGE = Path(__file__).parents[2] / "docs" / "series.md"


def test_the_table_is_the_declaration() -> None:
    """Every quantity with its unit and its sentence, and no other."""
    wanted = [f"| `{q}` | {unit} | {doc} |" for q, unit, doc in described().itertuples(index=False)]
    assert [line for line in PAGE.read_text().splitlines() if line.startswith("| `")] == wanted
