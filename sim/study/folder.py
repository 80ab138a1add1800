"""The folder of a study: begun, checked, and refused when it holds something else."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from sim.scenario.errors import InputError
from sim.study.chunk_files import OUTCOMES, SERIES, Damaged, encode
from sim.study.lock import LOCK
from sim.study.manifest import SCHEMA, differences
from sim.study.place import PARTIAL, Local, Place

MANIFEST = "manifest.json"
DESIGN = "design.parquet"
FAILURES = "failures.jsonl"
_KEYS = {"name", "reference", "runs", "asked", "columns", "config", "config_hash", "arms", "code", "times"}
_AGAIN = "run the study again with the same command: it is written anew, and finished runs are kept"


def begin(place: Place, manifest: dict[str, Any], design: pd.DataFrame) -> list[str]:
    """Make a new folder ready, or check that an old one holds the same study; its runs may have grown.

    A damaged manifest or design is written anew: what the study is, its outcomes carry themselves.

    Returns
    -------
    list of str
        Sentences about what was damaged.

    Raises
    ------
    InputError
        The folder holds something else, other settings or outcomes of other code.
    """
    if isinstance(place, Local):
        for file in place.folder.rglob(f"*{PARTIAL}"):
            file.unlink()
    remarks, there = [], set(place.names())
    if MANIFEST in there:
        try:
            old = read_manifest(place)
        except Damaged:
            place.rename(MANIFEST, f"{MANIFEST}.damaged")
            remarks.append(f"{MANIFEST} was damaged and is written anew")
            there.remove(MANIFEST)
    content = encode(design)
    if DESIGN not in there or place.read(DESIGN) != content:
        if MANIFEST in there:
            remarks.append(f"{DESIGN} was damaged and is written anew")
        place.write(DESIGN, content)
    if MANIFEST not in there:
        # The manifest comes last: a folder that has one is complete.
        write_json(place, MANIFEST, manifest)
        return remarks
    refuse_other(old, manifest, place)
    changed = {key: manifest[key] for key in ("name", "reference", "runs", "arms", "precision")}
    if any(old[key] != value for key, value in changed.items()):
        old.update(changed)
        old["times"]["finished"] = None
        write_json(place, MANIFEST, old)
    return remarks


def check_folder(place: Place, manifest: dict[str, Any]) -> None:
    """Refuse a folder that results cannot or should not go into, before anything is written.

    Raises
    ------
    InputError
        Not a folder, not writable, not empty and not a study, or a study of other settings or code.
    """
    if isinstance(place, Local):
        _check_writable(place.folder)
        if not place.folder.exists():
            return
        there = {p.name for p in place.folder.iterdir()}
    else:
        there = set(place.names())
    if MANIFEST in there:
        with suppress(Damaged):  # which is mended later
            refuse_other(read_manifest(place), manifest, place)
        return
    ours = {LOCK, DESIGN, OUTCOMES, SERIES, DESIGN + PARTIAL, MANIFEST + PARTIAL}
    if others := sorted(there - ours):
        raise InputError(
            f"the folder holds other things ({', '.join(others[:3])}) and no study",
            value=str(place),
            allowed="an empty or a new folder (--out)",
        )


def _check_writable(folder: Path) -> None:
    place = folder
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"results cannot be written there ({reason})", value=str(folder), allowed="a folder (--out)"
        ) from None
    if not place.is_dir():
        raise InputError("results cannot be written there: a file is in the way", value=str(folder))
    if not os.access(place, os.W_OK | os.X_OK):
        raise InputError(
            "results cannot be written there",
            value=str(folder),
            allowed="a folder that you may write to (--out)",
        )


def refuse_other(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Refuse to mix outcomes of other settings, fewer runs or other code into a folder."""
    way_out = "another folder with --out, or delete this one first"
    if old["config_hash"] != new["config_hash"]:
        changed = differences(old["config"], new["config"])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise InputError(
            f"the folder holds the study with other settings ({'; '.join(changed[:3])}{more})",
            value=str(place),
            allowed=way_out,
        )
    if old["code"]["rules"] != new["code"]["rules"]:
        raise InputError(
            f"the folder holds outcomes of another version of the model "
            f"(version {old['code']['version']}, rules {old['code']['rules']}; "
            f"now version {new['code']['version']}, rules {new['code']['rules']})",
            value=str(place),
            allowed=way_out,
        )
    if new["runs"] < old["runs"]:
        raise InputError(
            f"the folder holds the study with {old['runs']} runs an arm, more than {new['runs']}",
            value=str(place),
            allowed=f"at least {old['runs']} runs, {way_out}",
        )


def read_manifest(place: Place) -> dict[str, Any]:
    """The manifest of a folder.

    Raises
    ------
    InputError
        There is none, it is damaged, or the folder is of another layout.
    """
    file = f"{place}/{MANIFEST}"
    try:
        found = json.loads(place.read(MANIFEST).decode())
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            "not a folder with a study's results",
            value=str(place),
            allowed="a folder that 'ceasefire run' made",
        ) from None
    except (OSError, ValueError) as error:
        raise Damaged(f"the manifest is damaged ({error})", value=file, allowed=_AGAIN) from None
    if not isinstance(found, dict) or "schema" not in found:
        raise Damaged("the manifest is damaged", value=file, allowed=_AGAIN)
    if found["schema"] != SCHEMA:
        raise InputError(
            "results in another layout", file=file, value=found["schema"], allowed=f"schema {SCHEMA}"
        )
    if missing := sorted(_KEYS - set(found)):
        raise Damaged(f"the manifest is damaged (without {', '.join(missing)})", value=file, allowed=_AGAIN)
    return found


def identity(manifest: dict[str, Any]) -> str:
    """What a file of outcomes carries to say which study it is of: hash of the settings and of the rules."""
    text = f"{manifest['config_hash']} {manifest['code']['rules']}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_json(place: Place, name: str, value: Any) -> None:
    """Write JSON whole or not at all."""
    place.write(name, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())
