"""A generated country in a store's own tables: 3,800 units in three levels, 40 quarters, 60 elements, 9 million values.

Everything is arithmetic over row numbers, so the same country comes out every time. The Plan's own data is replaced.
"""

from __future__ import annotations

from pathlib import Path

from dxmetrics.store import Store, open_store

PROVINCES, UNITS, QUARTERS, ELEMENTS = 34, 3800, 40, 60
COUNTRY, PROVINCE, COMMUNE = "country", "province-01", "commune-0100"
LAST, ELEMENT = "2034Q4", "E07"

_EMPTIED = (
    "raw.revision raw.revision_event raw.restatement raw.period_event core.revision_value plan.setting plan.period "
    "plan.org_unit plan.member plan.ancestor plan.fold plan.predecessor plan.expected plan.asked plan.data_element"
).split()
_UNITS = """
create temp table unit as
select
    number,
    case when number = 0 then 'country'
         when number <= $provinces then format('province-{:02d}', number)
         else format('commune-{:04d}', number) end as org_unit,
    case when number = 0 then '' when number <= $provinces then 'country'
         else format('province-{:02d}', (number - $provinces - 1) % $provinces + 1) end as parent,
    case when number = 0 then 'country' when number <= $provinces then 'province' else 'commune' end as level,
    case when number = 0 then '' when number <= $provinces then 'province'
         when number % 3 = 0 then 'urban' else 'rural' end as peer_group
from range($units) as unit (number)
"""
_STEPS = (
    "create temp table quarter as select number, 2025 + number // 4 as year, number % 4 + 1 as quarter,"
    " format('{}Q{}', 2025 + number // 4, number % 4 + 1) as period from range($quarters) as quarter (number)",
    "create temp table element as select number, format('E{:02d}', number) as data_element"
    " from range($elements) as element (number)",
    "insert into plan.setting values ('country', 0.9, 0.6, 90, 1, 1, 0.05, 3, 2)",
    "insert into plan.period select period, 4 * year + quarter, year, quarter, make_date(year, 3 * quarter - 2, 1),"
    " make_date(year, 3 * quarter, 14), 0 from quarter",
    "insert into plan.org_unit select org_unit, org_unit, '', org_unit, org_unit, level, level, parent, peer_group, '',"
    " true, false, '', date '2025-01-01', null from unit",
    "insert into plan.member select 0, org_unit from unit",
    "insert into plan.ancestor select org_unit, org_unit from unit",
    "insert into plan.ancestor select org_unit, parent from unit where parent <> ''",
    "insert into plan.ancestor select org_unit, 'country' from unit where level = 'commune'",
    "insert into plan.data_element (data_element, parent, name_vi, name_en, value_type, kind, section, document,"
    " document_required, personal) select data_element, data_element, '', '', 'int', 'stock', '', '', false,"
    " false from element",
    "insert into plan.asked select quarter.period, unit.org_unit, unit.org_unit, element.data_element, false"
    " from quarter cross join unit cross join element"
    " order by quarter.year, element.number, quarter.number, unit.number",
    "insert into raw.revision select quarter.number * $units + unit.number, unit.org_unit || '/' || quarter.period,"
    " unit.org_unit, 'form', quarter.period, 1, 'x', 'f.xlsx', timestamp '2025-01-01', 'x', 'b'"
    " from quarter cross join unit",
    "insert into raw.revision_event select revision_id, revision_id, 'accepted', received_at, '', '' from raw.revision",
    "insert into core.revision_value select quarter.number * $units + unit.number, unit.org_unit, element.data_element,"
    " (unit.number * 31 + element.number * 17 + quarter.number * 7) % 1000 + 0.25, null, false, '', 'Biểu 1', 'F1'"
    " from quarter cross join unit cross join element"
    " where (unit.number * 7 + element.number * 13 + quarter.number * 29) % 76 <> 0"
    " order by quarter.number, unit.number, element.number",
)


def make_country(place: Path | Store, provinces: int = PROVINCES) -> Store:
    """The country, or some provinces of it, in a new store."""
    store = place if isinstance(place, Store) else open_store(place)
    units = UNITS * provinces // PROVINCES
    numbers = {"provinces": provinces, "units": units, "quarters": QUARTERS, "elements": ELEMENTS}
    with store.transaction() as cursor:
        for table in _EMPTIED:
            cursor.execute(f"delete from {table}")
        for step in (_UNITS, *_STEPS):
            cursor.execute(step, {name: value for name, value in numbers.items() if f"${name}" in step})
    store.purge()
    return store
