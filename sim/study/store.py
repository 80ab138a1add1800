"""The store: a study's folder on disk, in which every file is whole or absent."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.scenario.errors import InputError
from sim.study.lock import LOCK
from sim.study.manifest import SCHEMA, differences, now

MANIFEST = "manifest.json"
DESIGN = "design.parquet"
OUTCOMES = "outcomes"
_PARTIAL = ".partial"


class Store:
    """A study's folder: :attr:`manifest`, :attr:`design` and :attr:`outcomes`.

    Opening reads the manifest and the design; outcomes are read when asked for.

    Raises
    ------
    InputError
        The folder is missing, is not a study, is of another layout, or a file of it is damaged.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest = _read_manifest(self.folder)
        try:
            self.design = pd.read_parquet(self.folder / DESIGN)
        except (pa.ArrowException, OSError) as error:
            raise InputError(
                f"the design is damaged ({error})",
                value=str(self.folder / DESIGN),
                allowed="delete the folder",
            ) from None

    @property
    def columns(self) -> list[str]:
        """The design's columns."""
        return list(self.manifest["columns"])

    @property
    def files(self) -> list[Path]:
        """The files of outcomes, one a chunk."""
        return sorted((self.folder / OUTCOMES).glob("chunk-*.parquet"))

    @property
    def outcomes(self) -> pd.DataFrame:
        """Every run so far, sorted by arm, point and run number.

        Columns: ``regime``, ``point``, the design's columns, ``run``, and what each run reports.
        """
        tables = [_read_outcomes(file) for file in self.files]
        if not tables:
            raise InputError(
                "no run is finished yet", value=str(self.folder), allowed="ceasefire run of the study"
            )
        rows = pa.concat_tables(tables).to_pandas()
        order = {regime: number for number, regime in enumerate(self.design["regime"].unique())}
        rows = rows.assign(_order=rows["regime"].map(order)).sort_values(["_order", "point", "run"])
        if rows.duplicated(["regime", "point", "run"]).any():
            raise InputError("some runs stand twice in the outcomes", value=str(self.folder / OUTCOMES))
        return rows.drop(columns=["_order", "id"]).reset_index(drop=True)

    def finished(self) -> tuple[np.ndarray, list[str]]:
        """Which runs are there, and which files were damaged and are now set aside to be run again.

        Returns
        -------
        (array, list)
            Booleans of shape (rows of the design, runs asked), and the names of the damaged files.
        """
        there = np.zeros((len(self.design), self.manifest["runs"]), bool)
        place = {
            key: n for n, key in enumerate(zip(self.design["regime"], self.design["point"], strict=True))
        }
        damaged = []
        for file in self.files:
            try:
                rows = _read_outcomes(file).select(["regime", "point", "run"]).to_pandas()
            except InputError:
                os.replace(file, file.with_suffix(".damaged"))
                damaged.append(file.name)
                continue
            cells = rows.groupby(["regime", "point"], sort=False)["run"]
            for key, runs in cells:
                if key not in place or not 0 <= runs.min() <= runs.max() < there.shape[1]:
                    raise InputError("outcomes of another study", file=file, value=key)
                there[place[key], runs.to_numpy()] = True
        return there, damaged

    def write(self, cells: np.ndarray, runs: np.ndarray, rows: pd.DataFrame) -> None:
        """Add a chunk as a file of its own.

        Parameters
        ----------
        cells : row of the design of each run, shape (n,).
        runs : run numbers, shape (n,).
        rows : what each run reports, n rows.
        """
        keys = self.design.iloc[cells].reset_index(drop=True)
        keys["run"] = runs.astype(np.int64)
        content = _parquet(pd.concat([keys, rows.reset_index(drop=True)], axis=1))
        taken = [int(file.stem.split("-")[1]) for file in self.files]
        name = f"chunk-{max(taken, default=-1) + 1:06d}-{_checksum(content)}.parquet"
        write_whole(self.folder / OUTCOMES / name, content)

    def note_time(self, seconds: float, finished: bool) -> None:
        """Add to the seconds spent and, when all is there, note when that was."""
        times = self.manifest["times"]
        times["seconds"] = round(times["seconds"] + seconds, 3)
        if finished:
            times["finished"] = now()
        write_json(self.manifest, self.folder / MANIFEST)


def begin(folder: Path, manifest: dict[str, Any], design: pd.DataFrame) -> Store:
    """Make a new folder ready, or check that an old one holds the same study; its runs may have grown.

    Raises
    ------
    InputError
        The folder holds something else, other settings or outcomes of other code.
    """
    for file in folder.rglob(f"*{_PARTIAL}"):
        file.unlink()
    if not (folder / MANIFEST).exists():
        (folder / OUTCOMES).mkdir(exist_ok=True)
        write_whole(folder / DESIGN, _parquet(design))
        # The manifest comes last: a folder that has one is complete.
        write_json(manifest, folder / MANIFEST)
        return Store(folder)
    store = Store(folder)
    refuse_other(store.manifest, manifest, folder)
    if manifest["runs"] > store.manifest["runs"]:
        store.manifest["times"]["finished"] = None
    for key in ("name", "reference", "runs", "arms"):
        store.manifest[key] = manifest[key]
    write_json(store.manifest, folder / MANIFEST)
    return store


def check_folder(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse a folder that results cannot or should not go into, before anything is written.

    Raises
    ------
    InputError
        Not a folder, not writable, not empty and not a study, or a study of other settings or code.
    """
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
    if not folder.exists():
        return
    if (folder / MANIFEST).exists():
        refuse_other(_read_manifest(folder), manifest, folder)
    else:
        ours = {LOCK, DESIGN, OUTCOMES, DESIGN + _PARTIAL, MANIFEST + _PARTIAL}
        others = sorted({p.name for p in folder.iterdir()} - ours)
        if others:
            raise InputError(
                f"the folder holds other things ({', '.join(others[:3])}) and no study",
                value=str(folder),
                allowed="an empty or a new folder (--out)",
            )


def refuse_other(old: dict[str, Any], new: dict[str, Any], folder: Path) -> None:
    """Refuse to mix outcomes of other settings, fewer runs or other code into a folder."""
    way_out = "another folder with --out, or delete this one first"
    if old["config_hash"] != new["config_hash"]:
        changed = differences(old["config"], new["config"])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise InputError(
            f"the folder holds the study with other settings ({'; '.join(changed[:3])}{more})",
            value=str(folder),
            allowed=way_out,
        )
    if old["code"]["rules"] != new["code"]["rules"]:
        raise InputError(
            f"the folder holds outcomes of another version of the model "
            f"(version {old['code']['version']}, rules {old['code']['rules']}; "
            f"now version {new['code']['version']}, rules {new['code']['rules']})",
            value=str(folder),
            allowed=way_out,
        )
    if new["runs"] < old["runs"]:
        raise InputError(
            f"the folder holds the study with {old['runs']} runs an arm, more than {new['runs']}",
            value=str(folder),
            allowed=f"at least {old['runs']} runs, {way_out}",
        )


def write_json(value: Any, file: Path) -> None:
    """Write JSON whole or not at all."""
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    write_whole(file, text.encode())


def put(file: Path, content: bytes) -> None:
    """Put a file there whole or not at all: a temporary file beside it, flushed to disk, then renamed.

    Raises
    ------
    OSError
        The disk is full or the folder cannot be written to; what was there stays.
    """
    partial = file.with_name(file.name + _PARTIAL)
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, file)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of a study whole or not at all.

    Raises
    ------
    InputError
        The disk is full or the folder cannot be written to.
    """
    try:
        put(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"results could not be written ({reason})",
            value=str(file),
            allowed="make room or rights, then run the same command again; finished runs are kept",
        ) from None


def _parquet(table: pd.DataFrame) -> bytes:
    """A frame as the bytes of a Parquet file."""
    buffer = io.BytesIO()
    data = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(data, buffer, compression="zstd")
    return buffer.getvalue()


def _checksum(content: bytes) -> str:
    """Eight hex digits of SHA-256, which a file of outcomes carries in its name."""
    return hashlib.sha256(content).hexdigest()[:8]


def _read_outcomes(file: Path) -> pa.Table:
    """A file of outcomes, proved whole by the checksum in its name."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", value=str(file)) from None
    if _checksum(content) != file.stem.split("-")[-1]:
        raise InputError(
            "the file is damaged",
            value=str(file),
            allowed="run the study again with the same command: what is missing is run again",
        )
    return pq.read_table(io.BytesIO(content))


def _read_manifest(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            "not a folder with a study's results",
            value=str(folder),
            allowed="a folder that 'ceasefire run' made",
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"the manifest is damaged ({error})", value=str(file), allowed="delete the folder"
        ) from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        version = found.get("schema") if isinstance(found, dict) else None
        raise InputError("results in another layout", file=file, value=version, allowed=f"schema {SCHEMA}")
    return found
