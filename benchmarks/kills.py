"""Kill a study again and again without warning, and see whether anything is lost.

    python benchmarks/kills.py [--kills N] [--seed S]

Runs a study once in peace, and once with SIGKILL at random moments; then compares the folders byte for byte.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_STUDY = """
name: killed
scenario: baseline.yaml
arms: {regimes: [none, assurances, treaty, treaty_with_troops], reference: none}
runs: 1500
horizon_years: 5
"""


def main() -> None:
    """Print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "killed.yaml").write_text(_STUDY)
        command = [sys.executable, "-m", "sim.cli.main", "run", str(folder / "killed.yaml"), "--out"]
        started = time.perf_counter()
        subprocess.run([*command, str(folder / "whole")], capture_output=True, check=True)
        seconds = time.perf_counter() - started
        print(f"in peace: {seconds:.0f} s, {len(files(folder / 'whole'))} files of outcomes")
        kept = []
        while len(kept) < asked.kills:
            child = subprocess.Popen(
                [*command, str(folder / "cut")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                child.wait(draw.uniform(0.5, 3.0 + 1.5 * seconds / asked.kills))
                print(f"ended by itself after {len(kept)} kills")
                break
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.wait()
                kept.append(len(files(folder / "cut")))
        print("files after each kill:", *kept)
        subprocess.run([*command, str(folder / "cut")], capture_output=True, check=True)
        first, second = files(folder / "whole"), files(folder / "cut")
        summaries = [(folder / name / "summary.csv").read_bytes() for name in ("whole", "cut")]
        same = first == second and summaries[0] == summaries[1]
        print(
            f"{len(kept)} kills; {'nothing lost: every file is the same' if same else 'the folders DIFFER'}"
        )
    sys.exit(not same)


def files(folder: Path) -> dict[str, bytes]:
    """Files of outcomes with their content."""
    found = folder / "outcomes"
    return {p.name: p.read_bytes() for p in found.glob("chunk-*.parquet")} if found.is_dir() else {}


if __name__ == "__main__":
    main()
