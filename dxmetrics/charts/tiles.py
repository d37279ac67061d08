"""Where each unit's tile stands on a tile map: one tile a unit, neighbours as near to each other as on the ground."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

Place = tuple[int, int]
"""Column and row of a tile, from the north-west corner."""

_SPARE = 1.25  # cells per unit: a few left empty keep the province's outline
_KM_A_DEGREE = 111.32


def place_tiles(points: Mapping[str, tuple[float, float]]) -> dict[str, Place]:
    """A tile for each unit from its latitude and longitude; units at one point stand side by side.

    The tiles are those that move all units the least (sum of squared distances, a linear assignment), so the same
    points always give the same map.
    """
    if not points:
        return {}
    names = sorted(points)
    cells, size = _grid(_on_the_ground([points[name] for name in names]))
    cost = ((size[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    taken = cells[assign(cost)]
    corner = taken.min(axis=0)
    return {name: (int(col), int(row)) for name, (col, row) in zip(names, taken - corner, strict=True)}


def _on_the_ground(points: Sequence[tuple[float, float]]) -> np.ndarray:
    """Kilometres east and south of the north-west corner."""
    lat, lon = np.array(points, dtype=float).T
    east = (lon - lon.min()) * _KM_A_DEGREE * math.cos(math.radians(lat.mean()))
    return np.column_stack([east, (lat.max() - lat) * _KM_A_DEGREE])


def _grid(ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The cells on offer (column, row), and the units in the same measure: the land they fill, spread over the grid."""
    width, height = np.maximum(ground.max(axis=0), 1.0)
    columns = max(1, round(math.sqrt(len(ground) * _SPARE * width / height)))
    rows = max(1, math.ceil(len(ground) * _SPARE / columns))
    cells = np.array([(col, row) for row in range(rows) for col in range(columns)], dtype=float)
    return cells, ground / (width, height) * (columns - 1, rows - 1)


def assign(cost: np.ndarray) -> np.ndarray:
    """For each line the column that makes the total cost least, each column once; more columns than lines.

    The shortest augmenting path method (Jonker and Volgenant 1987), a line at a time.
    """
    lines, columns = cost.shape
    of_line, of_column = np.zeros(lines), np.zeros(columns)
    owner = np.full(columns, -1)
    for line in range(lines):
        _augment(cost, line, of_line, of_column, owner)
    chosen = np.empty(lines, dtype=int)
    for column in np.flatnonzero(owner >= 0):
        chosen[owner[column]] = column
    return chosen


def _augment(cost: np.ndarray, start: int, of_line: np.ndarray, of_column: np.ndarray, owner: np.ndarray) -> None:
    """Give ``start`` a column by the cheapest chain of moves, and keep the prices that make it the cheapest."""
    reach, before = np.full(cost.shape[1], np.inf), np.full(cost.shape[1], -1)
    done = np.zeros(cost.shape[1], dtype=bool)
    line, far, lines_seen = start, 0.0, [start]
    while True:
        step = far + cost[line] - of_line[line] - of_column
        nearer = ~done & (step < reach)
        reach[nearer], before[nearer] = step[nearer], line
        column = int(np.argmin(np.where(done, np.inf, reach)))
        far, done[column] = reach[column], True
        if owner[column] < 0:
            break
        line = int(owner[column])
        lines_seen.append(line)
    of_line[start] += far
    for other in lines_seen[1:]:
        of_line[other] += far - reach[np.flatnonzero(owner == other)[0]]
    of_column[done] -= far - reach[done]
    while True:
        line = int(before[column])
        held = np.flatnonzero(owner == line)
        owner[column] = line
        if line == start:
            return
        column = int(held[held != column][0])
