"""Writes the invented returns as workbooks, one folder a quarter, each with a ``received.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.arrivals import corrected_at, late_units, missing_units, received_at
from sample_data.faults import spoilt_workbook
from sample_data.fill import Filler
from sample_data.habits import as_offices_type
from sample_data.history import History
from sample_data.people import clerk
from sample_data.settings import Fault, load_settings
from sample_data.world import World

COMMITTED = ("2024Q2", "2025Q4")
"""Quarters kept in the repository as workbooks; the others are made when they are wanted."""
RECEIVED = "received.csv"
_CORRECTED = "sua-lan-1"


@dataclass(frozen=True)
class Arrival:
    """One file that reaches the standing body: its name, when, from whom, and what is in it."""

    file: str
    received_at: datetime
    by: str
    data: bytes


def write(out: Path, through: Period, catalog: Catalog) -> Iterator[Path]:
    """Write the returns of all quarters up to ``through`` below ``out`` and yield each file's path as it is written.

    The same catalog gives the same bytes. Quarters go in order, since a return shows its last quarter's figures.
    """
    world = World(catalog, load_settings())
    filler = Filler(world, History(world))
    for period in catalog.periods():
        if period <= through:
            yield from _write_quarter(out / period.code, sorted(arrivals(filler, world, period), key=_order))


def arrivals(filler: Filler, world: World, period: Period) -> Iterator[Arrival]:
    """The files of one quarter, in the catalog's order of units. Earlier quarters must have been asked for first."""
    missing, late = missing_units(world, period), late_units(world, period)
    faults = {fault.unit: fault for fault in world.settings.faults if fault.period == period}
    for unit in world.catalog.reporters(period):
        if unit.id in missing:
            continue
        when = received_at(world, unit, period, late.get(unit.id, 0))
        yield from _files(filler, world, unit, period, when, faults.get(unit.id))


def _files(
    filler: Filler, world: World, unit: OrgUnit, period: Period, when: datetime, fault: Fault | None
) -> Iterator[Arrival]:
    name = f"{period.code}_{unit.code}"
    if fault:
        yield Arrival(f"{name}.xlsx", when, clerk(unit), spoilt_workbook(filler, world, fault, unit))
        if not fault.corrected:
            return
        name, when = f"{name}_{_CORRECTED}", corrected_at(world, unit, period, when)
    filling = filler.filling(unit, period)
    typed = as_offices_type(world.catalog, filling) if world.settings.habits.get(period) == unit.id else filling
    yield Arrival(f"{name}.xlsx", when, clerk(unit), filler.workbook(unit, period, typed))
    filler.sent(unit, period)


def _order(arrival: Arrival) -> tuple[datetime, str]:
    return arrival.received_at, arrival.file


def _write_quarter(folder: Path, files: list[Arrival]) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for arrival in files:
        path = folder / arrival.file
        path.write_bytes(arrival.data)
        yield path
    # Written aside and renamed: whoever waits for it finds the quarter whole.
    unfinished = folder / f"{RECEIVED}.part"
    with unfinished.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(["file", "received_at", "by"])
        rows.writerows((arrival.file, arrival.received_at.isoformat(), arrival.by) for arrival in files)
    yield unfinished.replace(folder / RECEIVED)
