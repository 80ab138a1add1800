"""Sectors: the surveyed line cut into pieces of at most ten miles (M01).

Two lengths are kept for every piece, because the length of a line depends on the ruler: forces face each other
along the generalised line (1,931 km = 1,200 miles), sensors and staff follow the surveyed one (2,905 km).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from sim import evidence
from sim.scenario.errors import InputError
from sim.scenario.parameter import Group, choice, parameter

KM_PER_MILE = 1.609344
#: Cuts of the line that are kept: a sweep over lengths of sectors must not fill the memory.
KEPT = 256
#: Kinds of sector by index.
KINDS = ("belarus_border", "russia_border", "contact_line", "river_line")
BELARUS_BORDER, RUSSIA_BORDER, CONTACT_LINE, RIVER_LINE = range(4)

_DEFINITIONS = {
    "front": ("contact_line", "river_line"),
    "front_and_russia_border": ("russia_border", "contact_line", "river_line"),
    "whole_perimeter": KINDS,
}
#: A line of any length that lies nowhere: contact all along, every stretch alike.
EVEN = "even"


class Line(Group):
    """Which line the ceasefire runs along, and how it is measured and cut."""

    definition: Literal["front", "front_and_russia_border", "whole_perimeter", "donbas_2020", "even"] = choice(
        "whole_perimeter",
        source="line_segments.csv; H: undisputed borders and the line of contact, nearly 1,200 miles",
        mechanism="M01",
        doc="front only, front and Russian border, the whole perimeter, the Donbas line of 2014-22 (kept for "
        "checks against the record), or an even line of any length (for other ceasefires)",
    )  # fmt: skip
    even_km: float = parameter(
        1000.0, low=100.0, high=2000.0, possible=(1.0, 20000.0), unit="km",
        source="ceasefires_calibration.csv: line_km", mechanism="M01",
        doc="length of an even line; other lines have their own",
    )  # fmt: skip
    length: Literal["generalised", "surveyed"] = choice(
        "generalised",
        source="NOTES: strategic distance uses the generalised length, sensors and staff the surveyed one",
        mechanism="M01", doc="length that sensors and staff have to cover, and along which sectors are cut",
    )  # fmt: skip
    sector_miles: float = parameter(
        10.0, low=5.0, high=10.0, possible=(0.5, 200.0), unit="miles", source="M01", mechanism="M01",
        doc="longest sector",
    )  # fmt: skip
    hot_spot_spread: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.5), unit="log sd", source="assumption; line prototype",
        mechanism="M01", doc="how far single sectors differ in heat from their segment, drawn once a run",
    )  # fmt: skip


@dataclass(frozen=True)
class Sectors:
    """The line cut into sectors, north-west to the Black Sea. All arrays have shape (n,).

    Attributes
    ----------
    km : length facing the other side, generalised (km).
    watched_km : length that sensors and staff have to cover (km).
    kind : index into :data:`KINDS`.
    region : index of the region, ascending, so that sectors of a region are contiguous.
    segment : index of the segment (hot area) the sector belongs to.
    heat : intensity relative to the mean of the contact line (1 = that mean).
    start_mile : where the sector begins, in miles from the first.
    """

    km: np.ndarray
    watched_km: np.ndarray
    kind: np.ndarray
    region: np.ndarray
    segment: np.ndarray
    heat: np.ndarray
    start_mile: np.ndarray
    segment_names: tuple[str, ...]
    region_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.km)


def segments(definition: str) -> pd.DataFrame:
    """The surveyed segments of a definition of the line, in order (sim/evidence/line_segments.csv).

    Raises
    ------
    InputError
        An even line: it lies nowhere, so it has no segments.
    """
    if definition == EVEN:
        raise InputError("an even line lies nowhere", where="line.definition", value=definition)
    if definition == "donbas_2020":
        return _table("donbas_2020.csv")
    table = _table("line_segments.csv")
    return table[table["kind"].isin(_DEFINITIONS[definition])].reset_index(drop=True)


@lru_cache(maxsize=KEPT)
def cut(definition: str, length: str, sector_miles: float, even_km: float = 0.0) -> Sectors:
    """Cut every segment into equal sectors no longer than ``sector_miles``. The arrays are read-only.

    An even line is one segment of ``even_km`` km and heat 1, by either ruler; no other line reads that length.

    Heat is intensity to the fourth power (with it the four hottest segments hold about seven tenths of all
    violations, V4) plus a floor of 0.002, scaled so that the contact line has mean 1.
    """
    whole = _even(even_km) if definition == EVEN else _whole(definition, length)
    longest = sector_miles * KM_PER_MILE
    pieces = [max(1, math.ceil(km / longest - 1e-9)) for km in whole.watched_km.tolist()]
    which = np.repeat(np.arange(len(whole)), pieces)
    share = 1.0 / np.repeat(pieces, pieces)
    km = whole.km[which] * share
    return _read_only(
        Sectors(
            km=km,
            watched_km=whole.watched_km[which] * share,
            kind=whole.kind[which],
            region=whole.region[which],
            segment=which.astype(np.int64),
            heat=whole.heat[which],
            start_mile=_start_mile(km),
            segment_names=whole.segment_names,
            region_names=whole.region_names,
        )
    )


@cache
def _whole(definition: str, length: str) -> Sectors:
    """The segments themselves, uncut: a sector each."""
    table = segments(definition)
    column = "length_km_map" if length == "surveyed" else "length_km"
    if definition == "donbas_2020":
        raw = table["heat"]
    else:
        square = table["intensity_2022_24"] * table["intensity_2022_24"]
        raw = square * square + 0.002
    contact = table["kind"] == "contact_line"
    # fsum: exactly rounded, so that the bits do not depend on how a machine adds.
    mean = math.fsum((raw * table["length_km"])[contact]) / math.fsum(table["length_km"][contact])
    regions = [_region(row.kind, row.oblast) for row in table.itertuples()]
    region_names = tuple(dict.fromkeys(regions))
    km = table["length_km"].to_numpy(dtype=float)
    return _read_only(
        Sectors(
            km=km.copy(),
            watched_km=table[column].to_numpy(dtype=float).copy(),
            kind=np.array([KINDS.index(kind) for kind in table["kind"]], dtype=np.int64),
            region=np.array([region_names.index(r) for r in regions], dtype=np.int64),
            segment=np.arange(len(table), dtype=np.int64),
            heat=(raw / mean).to_numpy(dtype=float),
            start_mile=_start_mile(km),
            segment_names=tuple(table["name"]),
            region_names=region_names,
        )
    )


def _even(km: float) -> Sectors:
    one, first = np.array([km]), np.zeros(1, dtype=np.int64)
    contact = first + CONTACT_LINE
    return Sectors(one, one, contact, first, first, np.ones(1), np.zeros(1), (EVEN,), (EVEN,))


def _start_mile(km: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(km)[:-1]]) / KM_PER_MILE


def _read_only(sectors: Sectors) -> Sectors:
    for array in vars(sectors).values():
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return sectors


def _region(kind: str, oblast: str) -> str:
    """Borders and the river are a region each; the contact line is divided by its first-named oblast."""
    return oblast.split("/")[0] if kind == "contact_line" else kind


@cache
def _table(name: str) -> pd.DataFrame:
    return evidence.table(name)
