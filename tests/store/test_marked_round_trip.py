"""A faulty return goes back marked, is mended in the marked copy and sent again: only what is still wrong is raised."""

from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.loading import load_file
from dxmetrics.workbook.marking import mark_workbook
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling, with_cells

PERIOD = Period(2024, 2)
UNIT = "327@2024-01-01"
COUNTED = ("D10", "D15")


def test_only_what_is_still_wrong_is_raised_until_it_is_accepted(empty_store: Store) -> None:
    catalog = empty_store.catalog
    unit = catalog.units[UNIT]
    good = build_template(catalog, unit, PERIOD, {}, (), values=filling(catalog, unit, PERIOD))
    places = {value.data_element: (value.sheet, value.cell) for value in read_return(good, catalog).values}
    sent = with_cells(good, {places[code]: "khoảng 20" for code in COUNTED})
    first = load_file(empty_store, "a.xlsx", sent, by="")
    assert first.outcome == "rejected"

    marked = mark_workbook(sent, first.findings)
    again = load_file(empty_store, "a.xlsx", marked, by="")
    assert [(item.code, item.cell) for item in again.findings] == [(item.code, item.cell) for item in first.findings]
    kept = empty_store.rows("select distinct revision_id, sheet from raw.cell order by all")
    assert {sheet for number, sheet in kept if number == 1} == {sheet for number, sheet in kept if number == 2}, (
        "not ours"
    )

    half = with_cells(mark_workbook(marked, again.findings), {places[COUNTED[0]]: 12})
    third = load_file(empty_store, "a.xlsx", half, by="")
    assert {item.cell for item in third.findings if item.severity == "error"} == {places[COUNTED[1]][1]}

    whole = with_cells(mark_workbook(half, third.findings), {places[COUNTED[1]]: 12})
    last = load_file(empty_store, "a.xlsx", whole, by="", accept_warnings=True)
    assert (last.outcome, last.findings) == ("accepted", ())
    assert last.new == len(read_return(good, catalog).values)
