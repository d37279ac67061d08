"""Random valid returns, spoilt the way offices spoil them: the right value, or a finding at its cell, never another value."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from random import Random
from zlib import crc32

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling, saved
from tests.helpers.mutations_cells import CELLS
from tests.helpers.mutations_filled import Filled, Key
from tests.helpers.mutations_layouts import LAYOUTS
from tests.helpers.two_readers import agree

ALL = CELLS | LAYOUTS
TEXTS = ("Nguyễn Văn Anh", "Đã thực hiện đủ", "Phòng Văn hóa và Thông tin", "Tổ trưởng")
TURNS = 1
mixed = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def random_filling(catalog: Catalog, unit: OrgUnit, period: Period, random: Random) -> dict[tuple[str, ...], object]:
    """A valid value for most inputs of the unit's template; the rest stay blank."""
    values = {}
    for key, old in filling(catalog, unit, period).items():
        element = catalog.elements.get(key[1])
        if element is None or len(key) > 2:
            values[key] = old
        elif random.random() < 0.9:
            values[key] = random_value(catalog, element, random)
    return values


def random_value(catalog: Catalog, element: DataElement, random: Random) -> object:
    match element.value_type:
        case "int":
            return random.choice((0, 1, random.randint(2, 99), random.randint(1000, 99_999)))
        case "decimal":
            return Decimal(random.randint(0, 9_999_999)) / 10
        case "bool":
            return random.random() < 0.5
        case "enum":
            return random.choice(catalog.enums[element.enum]).code
        case "date":
            return date(2024, random.randint(1, 12), random.randint(1, 28))
        case "ref":
            return f"{random.randint(1, 999)}/QĐ-UBND ngày 12/5/2024"
        case _:
            return random.choice(TEXTS)


def fill(catalog: Catalog, seed: int) -> Filled:
    """A filled return of a random unit for a random quarter, open for spoiling."""
    random = Random(seed)
    period = random.choice(catalog.periods())
    units = catalog.reporters(period)
    level = random.choice(sorted({unit.level for unit in units}))
    unit = random.choice([unit for unit in units if unit.level == level])
    values = random_filling(catalog, unit, period, random)
    data = build_template(catalog, unit, period, {}, (), values=values)
    draft = read_return(data, catalog)
    truth = {key: value for key, value in values.items() if len(key) == 2}
    assert read_values(draft) == truth and draft.findings == ()
    places = {(value.org_unit, value.data_element): (value.sheet, value.cell) for value in draft.values}
    return Filled(catalog, unit, openpyxl.load_workbook(io.BytesIO(data)), truth, places, random)


def read_values(draft: ReturnDraft) -> dict[Key, object]:
    return {(value.org_unit, value.data_element): value.value for value in draft.values if value.state == "given"}


def check(filled: Filled) -> None:
    """Every value read is the right one; every other is missing and explained; what must be asked is asked at its cell."""
    data = saved(filled.made)
    agree(data)
    draft = read_return(data, filled.catalog)
    read = read_values(draft)
    assert {key: value for key, value in read.items() if filled.truth.get(key) != value} == {}
    errors = [finding for finding in draft.findings if finding.severity != "note"]
    cells = {(value.org_unit, value.data_element): (value.sheet, value.cell) for value in draft.values}
    for key in filled.truth.keys() - read.keys() - _asked_once(filled, cells):
        assert any(explains(finding, key, filled, cells) for finding in errors), (key, draft.findings)
    if draft.values:
        asked = {(finding.sheet, finding.cell) for finding in errors}
        for key in filled.told & cells.keys():
            assert cells[key] in asked, (key, draft.findings)


def _asked_once(filled: Filled, cells: dict[Key, tuple[str, str]]) -> set[Key]:
    """Rows of a unit's first return only: one that is not there may have been stated before."""
    once = {row.data_element for row in filled.catalog.form_rows if row.schedule == "first"}
    return {key for key in filled.truth if key[1] in once and key not in cells}


def explains(finding: Finding, key: Key, filled: Filled, cells: dict[Key, tuple[str, str]]) -> bool:
    """At the value's own cell, at its lost row or column, or for the whole sheet or file."""
    owner, code = key
    if place := cells.get(key):
        return (finding.sheet, finding.cell) == place
    lost = {finding.params.get(name) for name in ("element", "code", "other", "name", "sheet", "suggestion")}
    unit = filled.catalog.units[owner]
    row = code.rpartition(".")[0] if code.endswith((".state", ".result", ".ref")) else code
    of = {item.code for item in filled.catalog.elements.values() if item.document == code}
    return bool(lost & {code, row, unit.code, unit.name_vi, filled.places[key][0], *of}) or not finding.cell


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("turn", range(TURNS))
def test_one_mutation(name: str, turn: int) -> None:
    filled = fill(load_catalog(), crc32(f"{name} {turn}".encode()))
    ALL[name](filled)
    check(filled)


@mixed
@given(seed=st.integers(0, 2**32), names=st.lists(st.sampled_from(list(CELLS)), min_size=5, max_size=25, unique=True))
def test_many_cells_at_once(seed: int, names: list[str]) -> None:
    filled = fill(load_catalog(), seed)
    for name in names:
        ALL[name](filled)
    check(filled)


@mixed
@given(
    seed=st.integers(0, 2**32),
    names=st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=5, unique=True),
    layout=st.sampled_from(list(LAYOUTS)),
)
def test_cells_and_layout_together(seed: int, names: list[str], layout: str) -> None:
    filled = fill(load_catalog(), seed)
    for name in (*names, layout):
        ALL[name](filled)
    check(filled)


def test_there_are_enough_kinds() -> None:
    assert len(ALL) >= 40
