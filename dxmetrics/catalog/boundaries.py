"""True boundaries of units, where the office has them: a GeoJSON file whose features name units by their code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxmetrics.catalog.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.errors import CatalogError

Ring = tuple[tuple[float, float], ...]
PROPERTY = "code"
_FINEST = 1500  # points this part of the map's width apart look like one


@dataclass(frozen=True)
class Boundaries:
    """The outer lines of each unit found, by unit id (longitude, latitude), and the codes that name no unit."""

    shapes: Mapping[str, tuple[Ring, ...]]
    unknown: tuple[str, ...]


def load_boundaries(path: Path, catalog: Catalog) -> Boundaries:
    """Read a FeatureCollection of polygons in degrees (WGS 84). Raises CatalogError naming file and feature.

    Property ``code`` is a unit's stable id, or its code: then the newest unit that bears the code is meant, for codes
    are used again after every reform.
    """
    features = _features(path)
    rings = [(_code(feature), list(_outer_rings(feature, f"{path.name}, feature {at}"))) for at, feature in features]
    step = _step([point for _, lines in rings for line in lines for point in line])
    newest = _newest_by_code(catalog)
    shapes: dict[str, tuple[Ring, ...]] = {}
    unknown = []
    for code, lines in rings:
        unit = catalog.units.get(code) or newest.get(code)
        if unit is None:
            unknown.append(code)
        else:
            shapes[unit.id] = shapes.get(unit.id, ()) + tuple(_thinned(line, step) for line in lines)
    return Boundaries(shapes, tuple(unknown))


def _features(path: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return list(enumerate(content["features"], start=1))
    except OSError as fault:
        raise CatalogError(f"{path.name}: can't be read ({fault.strerror})") from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise CatalogError(f"{path.name}: not a GeoJSON FeatureCollection") from fault


def _code(feature: dict[str, Any]) -> str:
    return str((feature.get("properties") or {}).get(PROPERTY, "")).strip()


def _outer_rings(feature: dict[str, Any], where: str) -> Iterator[Ring]:
    """The outer line of each polygon; lakes and enclaves inside it are left out."""
    geometry = feature.get("geometry") or {}
    kind, found = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise CatalogError(f"{where}: geometry {kind!r} is neither Polygon nor MultiPolygon")
    try:
        for polygon in [found] if kind == "Polygon" else found:
            yield tuple((float(point[0]), float(point[1])) for point in polygon[0])
    except (TypeError, ValueError, IndexError) as fault:
        raise CatalogError(f"{where}: coordinates can't be read") from fault


def _step(points: list[tuple[float, float]]) -> float:
    if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in points):
        raise CatalogError("coordinates are not degrees (WGS 84): convert them from VN-2000 first")
    lons = [lon for lon, _ in points]
    return (max(lons) - min(lons)) / _FINEST if lons else 0.0


def _newest_by_code(catalog: Catalog) -> dict[str, OrgUnit]:
    return {unit.code: unit for unit in sorted(catalog.units.values(), key=lambda unit: unit.valid_from)}


def _thinned(line: Ring, step: float) -> Ring:
    """Without the points that nobody would see on a screen; the ends stay."""
    kept = list(line[:1])
    for point in line[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= step:
            kept.append(point)
    return (*kept, *line[-1:])
