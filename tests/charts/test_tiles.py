"""Tiles for a map: each unit one of its own, near where it lies, always the same."""

import itertools
import math
import random

import numpy as np
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.charts import place_tiles
from dxmetrics.charts.tiles import assign

CATALOG = load_catalog()


def communes(number: int) -> list:
    day = CATALOG.structures[number].valid_from
    return [unit for unit in CATALOG.units.values() if unit.level == "commune" and unit.in_force(day)]


def placed(number: int) -> dict:
    return place_tiles({unit.id: CATALOG.point_of(unit) for unit in communes(number)})


@pytest.mark.parametrize("seed", range(60))
def test_the_assignment_is_the_cheapest_there_is(seed: int) -> None:
    chance = random.Random(seed)
    lines = chance.randint(1, 5)
    columns = lines + chance.randint(0, 2)
    cost = np.array([[chance.randint(0, 20) for _ in range(columns)] for _ in range(lines)], dtype=float)
    chosen = assign(cost)
    every = (
        sum(cost[line, column] for line, column in enumerate(columns_))
        for columns_ in itertools.permutations(range(columns), lines)
    )
    assert len(set(chosen)) == lines
    assert cost[range(lines), chosen].sum() == min(every)


@pytest.mark.parametrize(("number", "count"), [(0, 161), (1, 139), (-1, 104)])
def test_every_commune_of_each_structure_has_a_tile_of_its_own(number: int, count: int) -> None:
    tiles = placed(number)
    assert len(tiles) == count == len(set(tiles.values()))
    assert min(column for column, _ in tiles.values()) == min(row for _, row in tiles.values()) == 0
    assert tiles == placed(number)


@pytest.mark.parametrize("number", [0, 1, -1])
def test_tiles_keep_the_directions_of_the_ground(number: int) -> None:
    units, tiles = communes(number), placed(number)
    lats, lons = (np.array([CATALOG.point_of(unit)[axis] for unit in units]) for axis in (0, 1))
    columns, rows = (np.array([tiles[unit.id][axis] for unit in units]) for axis in (0, 1))
    assert np.corrcoef(lons, columns)[0, 1] > 0.95
    assert np.corrcoef(lats, rows)[0, 1] < -0.95


def test_communes_without_coordinates_stand_beside_those_they_were_joined_with() -> None:
    """In the structure of 161, 37 communes have no coordinates: they follow their successor's."""
    units, tiles = communes(0), placed(0)
    after = CATALOG.structures[1]
    joined: dict[str, list] = {}
    for unit in units:
        joined.setdefault(CATALOG.successor_in(unit, after).id, []).append(unit)
    silent = [unit for unit in units if unit.lat is None]
    assert len(silent) == 37
    for unit in silent:
        others = [other for other in joined[CATALOG.successor_in(unit, after).id] if other is not unit]
        assert others
        assert min(math.dist(tiles[unit.id], tiles[other.id]) for other in others) < 1.5, unit.name_vi


def test_districts_stand_where_the_plan_says() -> None:
    assert {CATALOG.units[unit].level for unit in CATALOG.tiles} == {"district"}
    assert len({(tile.column, tile.row) for tile in CATALOG.tiles.values()}) == len(CATALOG.tiles) == 10
    places = {CATALOG.units[unit].name_vi: (tile.column, tile.row) for unit, tile in CATALOG.tiles.items()}
    assert places["Huyện Văn Lâm"] == (1, 0)
    assert places["Huyện Phù Cừ"] == (2, 3)


def test_no_units_no_tiles_and_one_unit_one_tile() -> None:
    assert place_tiles({}) == {}
    assert place_tiles({"a": (20.6, 106.0)}) == {"a": (0, 0)}
    assert set(place_tiles({"a": (20.6, 106.0), "b": (20.6, 106.0)}).values()) in ({(0, 0), (1, 0)}, {(0, 0), (0, 1)})
