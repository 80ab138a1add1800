"""The store: a study's folder, in which every file is whole or absent."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.scenario.errors import InputError
from sim.study import failures
from sim.study.chunk_files import (
    OUTCOMES,
    SERIES,
    ChunkFile,
    Damaged,
    checksum,
    encode,
    file_name,
    is_chunk,
    read_outcomes,
    read_series,
)
from sim.study.folder import DESIGN, FAILURES, MANIFEST, identity, read_manifest, write_json
from sim.study.ledger import Finished, Ledger
from sim.study.manifest import later, now
from sim.study.place import Local, Place, place
from sim.study.task import Computed, Failure

#: Names of a run in the outcomes.
KEYS = ("regime", "point", "run")
#: Of a run's report, what says whether its ceasefire stood.
_STOOD = ("collapsed", "agreed")


class Store:
    """A study's folder: :attr:`manifest`, :attr:`design`, :attr:`outcomes`, :attr:`series`, :attr:`failures`.

    Opening reads the manifest and the design; the rest is read when asked for.

    Parameters
    ----------
    folder : path of a folder, or a URL that fsspec opens.

    Raises
    ------
    InputError
        The folder is missing, is not a study, is of another layout, or a file of it is damaged.
    """

    def __init__(self, folder: str | Path) -> None:
        self.place: Place = place(folder)
        self.manifest = read_manifest(self.place)
        try:
            self.design = pd.read_parquet(io.BytesIO(self.place.read(DESIGN)))
        except (pa.ArrowException, OSError) as error:
            raise InputError(
                f"the design is damaged ({str(error).splitlines()[0]})",
                value=f"{self.place}/{DESIGN}",
                allowed="run the study again with the same command: it is written anew",
            ) from None

    @property
    def folder(self) -> Path:
        """The folder, for a store on this machine."""
        return Path(str(self.place))

    def at(self, name: str) -> Path | str:
        """Where a file of the store lies: a path on this machine, else a URL."""
        return self.place.folder / name if isinstance(self.place, Local) else f"{self.place}/{name}"

    @property
    def columns(self) -> list[str]:
        """The design's columns."""
        return list(self.manifest["columns"])

    @property
    def asked(self) -> int:
        """Runs that the study comes to, as far as is known."""
        return int(self.manifest["asked"])

    @property
    def files(self) -> list[str]:
        """Names of the files of outcomes, one a chunk, in the order of the plan."""
        return [name for name in self.place.names(OUTCOMES) if is_chunk(name)]

    @property
    def outcomes(self) -> pd.DataFrame:
        """Every run so far, sorted by arm, point and run number.

        Columns: ``regime``, ``point``, the design's columns, ``run``, and what each run reports.
        """
        rows = self._together(self._own(name).table for name in self.files)
        if rows is None:
            raise InputError(
                "no run is finished yet", value=str(self.place), allowed="ceasefire run of the study"
            )
        rows = self._sorted(rows, list(KEYS)).drop(columns="id")
        if rows.duplicated(list(KEYS)).any():
            raise InputError("some runs stand twice in the outcomes", value=f"{self.place}/{OUTCOMES}")
        return rows

    @property
    def series(self) -> pd.DataFrame:
        """The weeks of every run so far, sorted by arm, point, run number and week.

        Columns: ``regime``, ``point``, ``run``, ``week`` and what is recorded each week
        (:data:`sim.engine.weekly.QUANTITIES`). All at once in memory; :meth:`stream_series` goes file by file.

        Raises
        ------
        InputError
            The study was run without ``series: weekly``, or a file is damaged.
        """
        rows = self._together(self._series_tables())
        if rows is None:
            raise InputError("no run is finished yet", value=str(self.place))
        return self._sorted(rows, [*KEYS, "week"])

    @property
    def failures(self) -> pd.DataFrame:
        """Runs that failed and are not finished since: ``regime``, ``point``, ``run``, ``error``, ``traceback``,
        ``when``.
        """
        try:
            text = self.place.read(FAILURES).decode(errors="replace")
        except FileNotFoundError:
            text = ""
        found = failures.frame(text.splitlines())
        if found.empty:
            return found
        keys = list(KEYS)
        for rows in self.stream():
            known = found.merge(rows[keys], on=keys, how="left", indicator=True)
            found = found[(known["_merge"] == "left_only").to_numpy()]
        return found.reset_index(drop=True)

    def stream(self, columns: Sequence[str] = ()) -> Iterator[pd.DataFrame]:
        """The outcomes file by file, in the order of the plan: all arms of a run lie close together.

        Parameters
        ----------
        columns : of what runs report and of the design; ``regime``, ``point`` and ``run`` come with them.
        """
        wanted = [*KEYS, *(name for name in columns if name not in KEYS)]
        for name in self.files:
            yield self._own(name, wanted).table.to_pandas()

    def stream_series(self) -> Iterator[pd.DataFrame]:
        """The weekly series file by file, in the order of the plan."""
        for table in self._series_tables():
            yield table.to_pandas()

    def finished(self, clean: bool = False) -> Finished:
        """Which runs are there.

        Parameters
        ----------
        clean : set damaged files and files of others aside, so that their runs are run again, and remove what a
            killed process left behind. Only for who holds the lock.
        """
        place_of = {k: n for n, k in enumerate(zip(self.design["regime"], self.design["point"], strict=True))}
        found = Finished(Ledger(len(self.design)))
        if clean:
            self._clean(found)
        for name in self.files:
            try:
                rows = self._own(name, [*KEYS, *_STOOD])
                if rows.series and clean:
                    read_series(self.place, name, rows.series)
            except Damaged:
                self._set_aside(name, "damaged", found, "was damaged", clean)
                continue
            except InputError:
                self._set_aside(name, "foreign", found, "is of another study", clean)
                continue
            table = rows.table.to_pandas()
            cells = np.array([place_of[key] for key in zip(table["regime"], table["point"], strict=True)])
            runs = table["run"].to_numpy()
            if found.there.has(cells, runs).any():
                self._set_aside(name, "double", found, "holds runs that are there already", clean)
                continue
            found.there.add(cells, runs)
            for regime, part in table.groupby("regime", sort=False):
                found.count(str(regime), part)
        return found

    def write(self, computed: Computed) -> None:
        """Add a chunk as a file of its own, and what failed in it.

        The outcomes come last: series without them are left-overs.
        """
        if computed.failures:
            self._write_failures(computed.failures)
        if not len(computed.runs):
            return
        rows = keyed(self.design.iloc[computed.cells], computed.runs, computed.rows)
        weeks = None
        if computed.weeks is not None:
            of_run = rows.loc[computed.weeks["row"], list(KEYS)].reset_index(drop=True)
            rest = computed.weeks.drop(columns="row").reset_index(drop=True)
            weeks = encode(pd.concat([of_run, rest], axis=1))
        content = encode(rows, identity(self.manifest), checksum(weeks) if weeks else "")
        name = file_name(computed.number, content)
        if weeks is not None:
            self.place.write(f"{SERIES}/{name}", weeks)
        self.place.write(f"{OUTCOMES}/{name}", content)

    def note(self, seconds: float, asked: int, finished: bool) -> None:
        """Add to the seconds spent, note how many runs are asked for and, when all are there, when that was."""
        times = self.manifest["times"]
        times["seconds"] = round(times["seconds"] + seconds, 3)
        times["finished"] = later(times["begun"]) if finished else None
        self.manifest["asked"] = asked
        write_json(self.place, MANIFEST, self.manifest)

    def _own(self, name: str, columns: Sequence[str] | None = None) -> ChunkFile:
        """A file of outcomes of this study; InputError if it is of another."""
        found = read_outcomes(self.place, name, columns)
        if found.study != identity(self.manifest):
            raise InputError(
                "outcomes of another study",
                value=f"{self.place}/{OUTCOMES}/{name}",
                allowed="run the study again with the same command: the file is set aside",
            )
        return found

    def _series_tables(self) -> Iterator[pa.Table]:
        for name in self.files:
            found = self._own(name, [])
            if not found.series:
                raise InputError(
                    "the study was run without series", value=str(self.place), allowed="series: weekly"
                )
            yield read_series(self.place, name, found.series)

    def _set_aside(self, name: str, ending: str, found: Finished, why: str, clean: bool) -> None:
        if clean:
            self.place.rename(f"{OUTCOMES}/{name}", f"{OUTCOMES}/{name.removesuffix('.parquet')}.{ending}")
            again = "; its runs are run again" if ending == "damaged" else ""
            found.remarks.append(f"{name} {why} and is set aside{again}")

    def _clean(self, found: Finished) -> None:
        own = set(self.files)
        for name in self.place.names(SERIES):
            # Series without outcomes: their run was killed between the two.
            if is_chunk(name) and name not in own:
                self.place.remove(f"{SERIES}/{name}")
        found.remarks += [
            f"{OUTCOMES}/{name} is not part of the study and is left alone"
            for name in self.place.names(OUTCOMES)
            if name.endswith(".parquet") and name not in own
        ]

    def _write_failures(self, made: Sequence[Failure]) -> None:
        lines = []
        for failure in made:
            row = self.design.iloc[failure.cell]
            values = {name: _plain(row[name]) for name in self.columns}
            lines.append(failures.line(failure, str(row["regime"]), int(row["point"]), values, now()))
        self.place.append(FAILURES, "".join(lines).encode())

    def _together(self, tables: Iterator[pa.Table]) -> pd.DataFrame | None:
        found = list(tables)
        return pa.concat_tables(found).to_pandas() if found else None

    def _sorted(self, rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        order = {regime: number for number, regime in enumerate(self.design["regime"].unique())}
        by = np.lexsort([rows[key] for key in reversed(keys[1:])] + [rows["regime"].map(order)])
        return rows.iloc[by].reset_index(drop=True)


def keyed(cells: pd.DataFrame, runs: np.ndarray, rows: pd.DataFrame) -> pd.DataFrame:
    """What runs report behind what names them: rows of the design, run numbers and reports, one each a run."""
    number = pd.DataFrame({"run": runs.astype(np.int64)})
    return pd.concat([cells.reset_index(drop=True), number, rows.reset_index(drop=True)], axis=1)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
