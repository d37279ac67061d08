"""A filled template of every reporting unit loads with no finding, and ``values`` returns exactly what was typed,
each with its cell."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.store.loading import load_file
from dxmetrics.workbook.template import build_template
from tests.helpers.returns import Typed, varied_filling

QUARTERS = ("2024Q2", "2025Q1", "2025Q3")
Books = dict[str, dict[tuple[str, str], object]]
"""file → (sheet, cell) → what openpyxl finds there"""


@pytest.fixture(scope="module", params=QUARTERS)
def loaded(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Store, str, Typed, Books]]:
    """All returns of one quarter in a store, what was typed, and what another reader sees in the files."""
    period, typed, books = Period.parse(request.param), {}, {}
    store = open_store(tmp_path_factory.mktemp("trip") / "trip.duckdb")
    for unit in store.catalog.reporters(period):
        values = varied_filling(store.catalog, unit, period)
        data = build_template(store.catalog, unit, period, {}, (), values=values)
        name = f"{unit.code}.xlsx"
        outcome = load_file(store, name, data, by="clerk")
        assert (outcome.outcome, outcome.findings) == ("accepted", ()), unit.id
        assert (outcome.org_unit, outcome.period, outcome.revision) == (unit.id, period.code, 1)
        assert outcome.new == len(values)
        typed |= values
        books[name] = _seen(data)
    yield store, period.code, typed, books
    store.close()


def _seen(data: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def test_values_are_what_was_typed_each_with_its_cell(loaded: tuple[Store, str, Typed, Books]) -> None:
    store, quarter, typed, books = loaded
    frame = metrics.values(store, quarter, with_personal=True)
    found = {(row.org_unit, row.data_element): row for row in frame.itertuples()}
    assert len(found) == len(frame), "an org unit has one value of an element"
    assert found.keys() == typed.keys()
    for key, value in typed.items():
        row = found[key]
        assert row.value == _as_given(value), key
        assert _is_seen(store, row.data_element, value, books[row.file][row.sheet, row.cell]), (
            key,
            row.sheet,
            row.cell,
        )


def _as_given(value: object) -> object:
    """As ``values`` gives it: dates as ISO text, the rest as typed."""
    return value.isoformat() if isinstance(value, date) else value


def _is_seen(store: Store, code: str, value: object, seen: object) -> bool:
    """Does another reader find this value in the cell?"""
    if isinstance(value, bool):
        return seen == ("Có" if value else "Không")
    if isinstance(value, int | Decimal):
        return Decimal(str(seen)) == value
    if isinstance(value, date):
        return isinstance(seen, datetime) and seen.date() == value
    element = store.catalog.elements.get(code)
    names = {item.code: item.name_vi for item in store.catalog.enums.get(element.enum, ())} if element else {}
    return unicodedata.normalize("NFC", str(seen)) == names.get(str(value), value)


def test_personal_data_is_hidden_unless_asked_for(loaded: tuple[Store, str, Typed, Books]) -> None:
    store, quarter, _, _ = loaded
    frame = metrics.values(store, quarter)
    personal = {code for code, element in store.catalog.elements.items() if element.personal}
    hidden = frame[frame["data_element"].isin(personal)]
    assert len(hidden) and set(hidden["value"]) == {"***"}
    assert "***" not in set(frame.loc[~frame["data_element"].isin(personal), "value"].map(str))
