"""The filled workbooks through the product's own reading and checks: what was typed comes back, faults are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.checks import check_rules
from dxmetrics.periods import Period
from dxmetrics.workbook.reading import read_return
from sample_data.faults import spoilt_workbook
from sample_data.fill import Filler
from sample_data.habits import as_offices_type
from sample_data.history import History
from sample_data.settings import Fault, load_settings
from sample_data.world import World

NOT_APPLICABLE = "KAD"
QUIET = [
    ("STTTT@2024-01-01", "2024Q2"),
    ("325@2024-01-01", "2024Q2"),
    ("VNPT@2024-01-01", "2024Q4"),
    ("CAT@2024-01-01", "2024Q4"),
    ("BHY@2025-04-01", "2025Q2"),
    ("TTCDS@2025-03-01", "2025Q3"),
    ("11953@2025-07-01", "2025Q4"),
]


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def filler(plan: Catalog) -> Filler:
    world = World(plan, load_settings())
    return Filler(world, History(world))


def findings(plan: Catalog, data: bytes) -> list[tuple[str, str]]:
    draft = read_return(data, plan)
    found = [*draft.findings, *check_rules(draft, plan)]
    return [(finding.code, finding.severity) for finding in found if finding.severity != "note"]


def read_back(plan: Catalog, data: bytes) -> dict[tuple[str, ...], object]:
    return {
        (value.org_unit, value.data_element): value.value
        for value in read_return(data, plan).values
        if value.state == "given"
    }


@pytest.mark.parametrize(("unit_id", "code"), QUIET)
def test_a_filled_workbook_loads_with_no_finding_to_the_figures_typed(
    plan: Catalog, filler: Filler, unit_id: str, code: str
) -> None:
    unit, period = plan.units[unit_id], Period.parse(code)
    data = filler.workbook(unit, period)
    assert read_return(data, plan).sample
    assert findings(plan, data) == []
    typed = {
        key: value for key, value in filler.filling(unit, period).items() if len(key) == 2 and value != NOT_APPLICABLE
    }
    assert _comparable(read_back(plan, data)) == _comparable(typed)


def _comparable(values: dict[tuple[str, ...], object]) -> dict[tuple[str, ...], object]:
    return {key: Decimal(value) if type(value) is int else value for key, value in values.items()}


def test_office_habits_change_no_figure(plan: Catalog, filler: Filler) -> None:
    unit, period = plan.units["325@2024-01-01"], Period(2024, 3)
    typed = as_offices_type(plan, filler.filling(unit, period))
    assert typed != filler.filling(unit, period)
    plain, habitual = filler.workbook(unit, period), filler.workbook(unit, period, typed)
    assert read_back(plan, plain) == read_back(plan, habitual)


@pytest.mark.parametrize("fault", load_settings().faults, ids=lambda fault: f"{fault.period}-{fault.unit}-{fault.kind}")
def test_every_fault_is_found(plan: Catalog, filler: Filler, fault: Fault) -> None:
    data = spoilt_workbook(filler, filler.world, fault, plan.units[fault.unit])
    if fault.kind == "other_period":
        assert read_return(data, plan).period == fault.period.shift(-1)
    else:
        assert "error" in [severity for _, severity in findings(plan, data)]


def test_what_is_asked_once_is_left_out_once_sent(plan: Catalog, filler: Filler) -> None:
    unit = plan.units["SYT@2024-01-01"]
    assert (unit.id, "D04") in filler.filling(unit, Period(2024, 2))
    filler.sent(unit, Period(2024, 2))
    assert (unit.id, "D04") not in filler.filling(unit, Period(2024, 3))
