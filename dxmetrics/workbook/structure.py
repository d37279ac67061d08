"""Units of another structure: what became of them, so that the sender can move the figures (excel-habits.md #42)."""

from __future__ import annotations

from collections.abc import Iterable

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit

_ARROW, _AND, _NEXT = " \u2192 ", " + ", "; "


def mapping(catalog: Catalog, listed: Iterable[OrgUnit], in_force: Iterable[OrgUnit]) -> str:
    """``Xã A + Xã B → Xã C; …`` for the units that are listed but not in force, by the register's successions.

    Units listed too early stand on the right of those they will follow. One that was divided stands with each part.
    """
    now, foreign = {unit.id for unit in in_force}, {unit.id for unit in listed}
    touched = {
        item.new_id
        for item in catalog.successions
        if (item.old_id in foreign and item.new_id in now) or (item.new_id in foreign and item.old_id in now)
    }
    groups: dict[str, list[str]] = {}
    for item in catalog.successions:
        # All that went into a unit, the one that gave its name too: its old row alone is not the new unit's figure.
        if item.new_id in touched:
            groups.setdefault(item.new_id, []).append(catalog.units[item.old_id].name_vi)
    return _NEXT.join(f"{_AND.join(olds)}{_ARROW}{catalog.units[new].name_vi}" for new, olds in groups.items())
