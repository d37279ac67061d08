"""What can be chosen from this store, and which units a choice of place or peer group holds."""

from __future__ import annotations

from collections.abc import Sequence

from dxmetrics.catalog import Catalog
from dxmetrics.charts.theme import STATUS
from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.keys import sort_key
from dxmetrics.ui.data import Data
from dxmetrics.ui.selection import Choices
from dxmetrics.ui.shelf import kept_by

_NOT_OFFERED = ("all", "province")


def choices(catalog: Catalog, data: Data, words: Words) -> Choices:
    """What each filter may be, in the order of the words and of the Plan, units by name."""
    return kept_by(("choices", data.snapshot, words.language), lambda: _choices(catalog, data, words))


def _choices(catalog: Catalog, data: Data, words: Words) -> Choices:
    periods = data.periods()
    frozen = data.frozen_periods()
    return Choices(
        period=periods,
        level=[level for level in words.table("level") if level not in _NOT_OFFERED],
        target=list(catalog.targets),
        status=list(STATUS),
        peer_group=list(words.table("peer_group")),
        districts={period: found for period in periods if (found := districts(catalog, period))},
        group=list(catalog.groups),
        unit=catalog.kept("units_by_name", lambda: _by_name(catalog)),
        frozen_periods=list(frozen.loc[frozen["is_frozen"], "period"]),
    )


def districts(catalog: Catalog, period: str) -> Sequence[str]:
    """The districts in force in the quarter, by name."""

    def find() -> list[str]:
        found = [unit for unit in catalog.units_at(Period.parse(period)) if unit.level == "district"]
        return [unit.id for unit in sorted(found, key=lambda unit: sort_key(unit.name_vi))]

    return catalog.kept(("districts", period), find)


def units_in(
    catalog: Catalog, period: str, *, peer_group: str = "", district: str = "", unit: str = ""
) -> frozenset[str] | None:
    """The units of a peer group, of a district with its communes, or the one named (a district with its communes too).

    None where nothing is chosen: no limit. Units of other quarters stay in: rows of the past must find theirs.
    """
    if not (peer_group or district or unit):
        return None
    found = catalog.units.values()
    if peer_group:
        found = [item for item in found if item.peer_group == peer_group]
    for place in (district, unit):
        if place:
            found = [item for item in found if place in (item.id, item.parent_id)]
    return frozenset(item.id for item in found)


def _by_name(catalog: Catalog) -> list[str]:
    named = [unit for unit in catalog.units.values() if unit.level != "province"]
    return [unit.id for unit in sorted(named, key=lambda unit: (sort_key(unit.name_vi), unit.valid_from))]
