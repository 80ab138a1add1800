"""Files of a chunk: Parquet that carries its checksum in its name and its study in its metadata."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.scenario.errors import InputError
from sim.study.place import Place

OUTCOMES, SERIES = "outcomes", "series"
_NAME = re.compile(r"chunk-(\d{6,})-([0-9a-f]{8})\.parquet")
#: Keys of the metadata: hash of the study, and checksum of the series that belong to the outcomes.
_STUDY, _SERIES = b"ceasefire.study", b"ceasefire.series"


class Damaged(InputError):
    """A file of the store that is not whole."""


@dataclass(frozen=True)
class ChunkFile:
    """An opened file of outcomes.

    Attributes
    ----------
    name : of the file.
    table : its rows.
    study : hash of the study that it belongs to.
    series : checksum of the file of the same name in ``series/``; empty without one.
    """

    name: str
    table: pa.Table
    study: str
    series: str


def encode(table: pd.DataFrame, study: str = "", series: str = "") -> bytes:
    """A frame as the bytes of a Parquet file, the same for the same frame."""
    buffer = io.BytesIO()
    data = pa.Table.from_pandas(table, preserve_index=False)
    marks = {_STUDY: study.encode(), _SERIES: series.encode()} if study else None
    # Measured: splitting single-precision numbers by byte saves a quarter of the size of weekly series.
    split = [field.name for field in data.schema if pa.types.is_float32(field.type)]
    words = [field.name for field in data.schema if field.name not in split]
    settings = {"use_byte_stream_split": split, "use_dictionary": words} if split else {}
    pq.write_table(data.replace_schema_metadata(marks), buffer, compression="zstd", **settings)
    return buffer.getvalue()


def file_name(number: int, content: bytes) -> str:
    """Name of a file of outcomes: its number in the plan and its checksum."""
    return f"chunk-{number:06d}-{checksum(content)}.parquet"


def is_chunk(name: str) -> bool:
    """Whether a file is called as files of outcomes are."""
    return _NAME.fullmatch(name) is not None


def checksum(content: bytes) -> str:
    """Eight hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:8]


def read_outcomes(place: Place, name: str, columns: Sequence[str] | None = None) -> ChunkFile:
    """A file of outcomes, proved whole by the checksum in its name; some of its columns, or all.

    Raises
    ------
    Damaged
        The file is not what was written.
    """
    content = _content(place, f"{OUTCOMES}/{name}")
    found = _NAME.fullmatch(name)
    if found is None or checksum(content) != found.group(2):
        raise _damaged(place, f"{OUTCOMES}/{name}")
    table = pq.read_table(io.BytesIO(content), columns=None if columns is None else list(columns))
    marks = table.schema.metadata or {}
    return ChunkFile(name, table, marks.get(_STUDY, b"").decode(), marks.get(_SERIES, b"").decode())


def read_series(place: Place, name: str, wanted: str) -> pa.Table:
    """The weekly series of a file of outcomes, proved whole by the checksum that the outcomes carry.

    Raises
    ------
    Damaged
        The file is not what was written, or not there.
    """
    content = _content(place, f"{SERIES}/{name}")
    if checksum(content) != wanted:
        raise _damaged(place, f"{SERIES}/{name}")
    return pq.read_table(io.BytesIO(content))


def _content(place: Place, name: str) -> bytes:
    try:
        return place.read(name)
    except OSError:
        raise _damaged(place, name) from None


def _damaged(place: Place, name: str) -> Damaged:
    return Damaged(
        "the file is damaged",
        value=f"{place}/{name}",
        allowed="run the study again with the same command: what is missing is run again",
    )
