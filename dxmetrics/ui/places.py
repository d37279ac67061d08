"""Where units stand on a map: tiles by the Plan or by their coordinates, and true boundaries where supplied."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.boundaries import Boundaries, load_boundaries
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.charts import place_tiles
from dxmetrics.charts.tiles import Place

_SETTING = "DXMETRICS_BOUNDARIES"


def tiles(catalog: Catalog, units: list[OrgUnit]) -> dict[str, Place]:
    """A tile for each unit that the Plan places, or that has a place on the ground; computed once a set of units."""
    given = {unit.id: catalog.tiles[unit.id] for unit in units if unit.id in catalog.tiles}
    if len(given) == len(units):
        return {unit: (tile.column, tile.row) for unit, tile in given.items()}
    points = {unit.id: catalog.point_of(unit) for unit in units}
    return dict(_placed(tuple((unit, *point) for unit, point in points.items() if point)))


@lru_cache(maxsize=16)
def _placed(points: tuple[tuple[str, float, float], ...]) -> tuple[tuple[str, Place], ...]:
    return tuple(place_tiles({unit: (lat, lon) for unit, lat, lon in points}).items())


def boundaries_file() -> Path | None:
    """The file the office named, if it did."""
    named = os.environ.get(_SETTING)
    return Path(named) if named else None


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(path: Path, changed: float, _catalog: Catalog) -> Boundaries:
    return load_boundaries(path, _catalog)


def boundaries(path: Path, catalog: Catalog) -> Boundaries:
    """The shapes in the office's file, read again when it changes. Raises CatalogError."""
    return _read(path, path.stat().st_mtime if path.exists() else 0.0, catalog)


def short_name(name: str, kinds: list[str]) -> str:
    """A unit's name without its kind, which stands before it in Vietnamese and after it in English."""
    for kind in kinds:
        if name.startswith(kind + " "):
            return name[len(kind) + 1 :]
        if name.endswith(" " + kind):
            return name[: -len(kind) - 1]
    return name
