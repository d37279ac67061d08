"""Tiles of a map that the Plan's data places by hand (tiles.csv)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """Where a unit's tile stands on a tile map: column and row from the north-west corner, counted from 0."""

    unit_id: str
    column: int
    row: int
