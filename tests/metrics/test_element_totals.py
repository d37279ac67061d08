"""Sums of data elements with who reported them: by hand in the tiny world, and against plain Python on the sample."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

import pytest

from dxmetrics import metrics
from dxmetrics.store import Store
from tests.helpers.worlds import KAD, PROVINCE, X11, X12, X13, X14, A, B, C, D, World

MOMENT = datetime(2026, 2, 1, 12)


def totals(world: World, period: str = "2024Q2", **options) -> dict[tuple, tuple]:
    """(total, expected, reported, not_applicable) of each level and peer group."""
    frame = metrics.element_totals(world.store, period, **options)
    names = ["org_unit", "level", "peer_group"]
    keys = [tuple(row) for row in frame[names].to_numpy()]
    figures = frame[["total", "expected", "reported", "not_applicable"]].to_numpy()
    return {
        key: (None if row[0] != row[0] else float(row[0]), *row[1:]) for key, row in zip(keys, figures, strict=True)
    }


def test_departments_by_hand(world: World) -> None:
    """A says 5, B says it has none, C nothing: 5 of three asked, one reported, one silent. KAD is neither nor."""
    world.put(A, "2024Q2", {"D15": 5})
    world.put(B, "2024Q2", {"D15": 0})
    world.put(C, "2024Q2", {"D15": KAD})
    found = totals(world, elements=["D15"], level="department")
    assert found == {(PROVINCE, "department", ""): (5.0, 3, 2, 1)}
    world.put(B, "2024Q2", {})
    assert totals(world, elements=["D15"], level="department") == {(PROVINCE, "department", ""): (5.0, 3, 1, 1)}


def test_nobody_reported_is_no_total(world: World) -> None:
    assert totals(world, elements=["D15"], level="department") == {(PROVINCE, "department", ""): (None, 3, 0, 0)}


def test_communes_climb_to_their_district_and_the_province(world: World) -> None:
    """The district's return lists its communes; its own office is the level district, both together all."""
    asked = asked_of(world, (D, X11), "2024Q2")
    about = {X11: {asked: 3}, X12: {asked: 4}, X13: {asked: 2}}
    world.put(D, "2024Q2", {asked: 10}, about=about)
    found = totals(world, elements=[asked], by="body")
    assert found[D, "commune", ""] == found[PROVINCE, "commune", ""] == (9.0, 4, 3, 0)
    assert found[D, "district", ""] == found[PROVINCE, "district", ""] == (10.0, 1, 1, 0)
    assert found[D, "all", ""] == (19.0, 5, 4, 0)
    assert totals(world, elements=[asked], unit=D) == {key: row for key, row in found.items() if key[0] == D}
    units = totals(world, elements=[asked], by="unit")
    assert units[X11, "commune", ""] == (3.0, 1, 1, 0) and units[X14, "commune", ""] == (None, 1, 0, 0)
    assert (X11, "all", "") not in units
    assert {key: units[key] for key in found} == found


def asked_of(world: World, units: tuple[str, ...], period: str) -> str:
    """A number that all these units are asked for."""
    sets = [
        {row[0] for row in world.store.rows(
            "select data_element from plan.asked inner join plan.data_element using (data_element)"
            " where org_unit = $unit and period = $period and value_type = 'int'", {"unit": unit, "period": period},
        )}
        for unit in units
    ]  # fmt: skip
    return sorted(set.intersection(*sets))[0]


def test_peer_groups_add_up_to_the_whole(world: World) -> None:
    for unit, number in ((A, 5), (B, 1), (C, 2), (D, 7)):
        world.put(unit, "2024Q2", {"D01": number})
    whole = totals(world, elements=["D01"], level="all")[PROVINCE, "all", ""]
    parts = totals(world, elements=["D01"], level="all", by="peer_group")
    assert parts[PROVINCE, "all", "department"][0] == 8.0 and parts[PROVINCE, "all", "district"][0] == 7.0
    assert sum(row[0] or 0 for row in parts.values()) == whole[0] == 15.0
    assert sum(row[1] for row in parts.values()) == whole[1]


def test_the_group_an_element_is_about(world: World) -> None:
    frame = metrics.element_totals(world.store, "2024Q2", elements=["D71.1", "D01"], level="department")
    groups = dict(zip(frame["data_element"], frame["group"], strict=True))
    assert groups["D01"] == "" and groups.get("D71.1", "ML1") == world.store.catalog.elements["D71.1"].group


@pytest.mark.parametrize("by", [None, "peer_group", "body", "unit"])
def test_against_plain_python(full_store: Store, by: str | None) -> None:
    """Every total of every quarter of the sample, added up cell by cell over the units' parents."""
    frame = metrics.element_totals(full_store, by=by, as_of=MOMENT)
    expected = plain(full_store, by)
    found = {(row.org_unit, row.level, row.peer_group, row.period, row.data_element): row for row in frame.itertuples()}
    assert found.keys() == expected.keys()
    for key, (numbers, asked, reported, not_applicable) in expected.items():
        row = found[key]
        assert (row.expected, row.reported, row.not_applicable) == (asked, reported, not_applicable), key
        assert (row.total is None or row.total != row.total) if not numbers else Decimal(str(row.total)) == sum(numbers)
        assert row.reported <= row.expected - row.not_applicable, key


def plain(store: Store, by: str | None) -> dict[tuple, list]:
    """(numbers, asked, reported, not applicable) by hand: each cell goes to its unit and all above it."""
    units, province = store.catalog.units, store.catalog.plan.province
    bodies = {unit.parent_id for unit in units.values() if unit.parent_id}
    found: dict[tuple, list] = defaultdict(lambda: [[], 0, 0, 0])

    def places(org_unit: str) -> list[tuple[str, str, str]]:
        peer = units[org_unit].peer_group if by == "peer_group" else ""
        above, path = org_unit, []
        while above:
            path.append(above)
            above = units[above].parent_id
        keep = {None: {province}, "peer_group": {province}, "body": bodies, "unit": set(units)}[by]
        level = units[org_unit].level
        own = [(body, level, peer) for body in path if body in keep]
        return own + [(body, "all", peer) for body in path if body in keep & bodies]

    adds_up = {
        code for code, element in store.catalog.elements.items() if element.value_type in ("int", "decimal", "bool")
    }
    for item in store.catalog.asked():
        if item.data_element not in adds_up:
            continue
        for place in places(item.org_unit):
            found[*place, item.period.code, item.data_element][1] += 1
    sql = "select org_unit, period, data_element, number, not_applicable from core.data_value"
    for org_unit, period, element, number, not_applicable in store.rows(sql):
        if element not in adds_up:
            continue
        for place in places(org_unit):
            figures = found[*place, period, element]
            figures[0] += [number] if number is not None else []
            figures[2] += number is not None
            figures[3] += not_applicable
    return found
