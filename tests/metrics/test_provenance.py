"""From a data value back to the revision, the file, the cell and the words in it, with all earlier revisions."""

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.metrics import original_file_for_officers, provenance
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.store.loading import load_file
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling, with_cells

PERIOD = Period(2024, 2)
UNIT = "327@2024-01-01"
SENT = [datetime.fromisoformat(f"2024-06-1{day}T09:30") for day in range(5)]


@pytest.fixture(scope="module")
def first() -> bytes:
    catalog = load_catalog()
    unit = catalog.units[UNIT]
    return build_template(catalog, unit, PERIOD, {}, (), values=filling(catalog, unit, PERIOD))


@pytest.fixture(scope="module")
def cell_of(first: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """(unit, element) → sheet and cell."""
    draft = read_return(first, load_catalog())
    return {(value.org_unit, value.data_element): (value.sheet, value.cell) for value in draft.values}


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, cell_of: dict[tuple[str, str], tuple[str, str]]
) -> Store:
    """A return, its correction, a rejected one, one with warnings, another clean one."""
    place = cell_of[UNIT, "D10"]
    made = open_store(tmp_path_factory.mktemp("nguon") / "goc.duckdb")
    load_file(made, "lan 1.xlsx", first, by="Chị Lan", received_at=SENT[0], accept_warnings=True, now=SENT[0])
    files = [with_cells(first, {place: value}) for value in ("15 tổ chức", "khoảng 20", 18)]
    for number, data in enumerate(files, 2):
        load_file(
            made,
            f"lan {number}.xlsx",
            data,
            by="Anh Ba",
            received_at=SENT[number - 1],
            accept_warnings=True,
            now=SENT[number - 1],
        )
    yield made
    made.close()


def test_every_revision_is_told_newest_first(store: Store, cell_of: dict[tuple[str, str], tuple[str, str]]) -> None:
    found = provenance(store, PERIOD, UNIT, "D10")
    assert list(found["revision"]) == [4, 3, 2, 1]
    assert list(found["state"]) == ["accepted", "rejected", "accepted", "accepted"]
    assert list(found["is_in_force"]) == [True, False, False, False]
    assert list(found["value"]) == [18, None, 15, 12]
    assert found["verbatim"][2] == "15 tổ chức"
    assert {(row.sheet, row.cell) for row in found.itertuples() if row.state == "accepted"} == {cell_of[UNIT, "D10"]}
    assert list(found["file"]) == ["lan 4.xlsx", "lan 3.xlsx", "lan 2.xlsx", "lan 1.xlsx"]
    assert found["received_by"][3] == "Chị Lan"
    assert (found["received_at"][3], found["accepted_at"][3], found["accepted_by"][3]) == (SENT[0], SENT[0], "Chị Lan")


def test_the_original_is_the_very_file(store: Store, first: bytes) -> None:
    sha256 = provenance(store, PERIOD, UNIT, "D10")["sha256"].iloc[-1]
    assert sha256 == hashlib.sha256(first).hexdigest()
    assert original_file_for_officers(store, sha256) == first
    assert original_file_for_officers(store, "0" * 64) is None


def test_a_commune_s_value_leads_to_its_district_s_return(store: Store) -> None:
    catalog = load_catalog()
    commune = catalog.communes_of(UNIT, PERIOD)[0]
    element = catalog.rows_for(catalog.units[UNIT], PERIOD, "commune")[0].data_element
    found = provenance(store, PERIOD, commune.id, element)
    assert set(found["reporter"]) == {UNIT}
    assert found["sheet"][0] == "Biểu 2"


def test_personal_data_is_hidden_unless_asked_for(store: Store) -> None:
    shown = provenance(store, PERIOD, UNIT, "D13.name")
    assert (shown["value"][0], shown["verbatim"][0]) == ("***", "***")
    assert provenance(store, PERIOD, UNIT, "D13.name", with_personal=True)["value"][0] == "Nội dung"


def test_nobody_stated_it_means_no_rows(store: Store, tmp_path: Path) -> None:
    assert provenance(store, "2025Q4", UNIT, "D10").empty
    assert provenance(store, PERIOD, UNIT, "D999").empty
