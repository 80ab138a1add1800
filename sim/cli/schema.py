"""``ceasefire schema``: the JSON Schema of scenario files."""

from __future__ import annotations

import json


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that check and complete YAML."""
    from sim.scenario import scenario

    print(json.dumps(scenario.schema(), indent=1, ensure_ascii=False))
