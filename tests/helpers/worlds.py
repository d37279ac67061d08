"""Tiny invented worlds: a Plan of a handful of units, returns put straight into the store's tables, figures read back.

The province has the departments A, B and C (A holds the role DIC and is IT-dedicated; A and B become AB on 1/3/2025),
the district D with the communes 11-14 (11 and 12 become 15 on 1/12/2024; 15 and 13 become 21, 14 becomes 22 on
1/7/2025, when 23 joins from outside and the district ends), and the enterprise E.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from dxmetrics import catalog as catalog_package
from dxmetrics import metrics
from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store

PLAN = Path(catalog_package.__file__).parent.parent / "plan"
KAD = "KAD"
PROVINCE = "33@2024-01-01"
A, B, C, AB = "A@2024-01-01", "B@2024-01-01", "C@2024-01-01", "AB@2025-03-01"
D, E = "D@2024-01-01", "E@2024-01-01"
X11, X12, X13, X14 = (f"{code}@2024-01-01" for code in ("11", "12", "13", "14"))
X15 = "15@2024-12-01"
X21, X22, X23 = (f"{code}@2025-07-01" for code in ("21", "22", "23"))
_HEAD = (
    "id,code,abbr,name_vi,name_en,kind,level,parent_id,peer_group,form,in_mt2,it_dedicated,area,"
    "valid_from,valid_to,lat,lon,note"
)
_UNITS = (
    (PROVINCE, "province", "", "", "0,0", ""),
    (A, "department", PROVINCE, "department", "1,1", "2025-02-28"),
    (B, "department", PROVINCE, "department", "1,0", "2025-02-28"),
    (C, "department", PROVINCE, "department", "1,0", ""),
    (AB, "department", PROVINCE, "department", "1,1", ""),
    (D, "district", PROVINCE, "district", "1,0", "2025-06-30"),
    (X11, "commune", D, "", "1,0", "2024-11-30"),
    (X12, "commune", D, "", "1,0", "2024-11-30"),
    (X13, "commune", D, "", "1,0", "2025-06-30"),
    (X14, "commune", D, "", "1,0", "2025-06-30"),
    (X15, "commune", D, "", "1,0", "2025-06-30"),
    (X21, "commune", PROVINCE, "commune", "1,0", ""),
    (X22, "commune", PROVINCE, "commune", "1,0", ""),
    (X23, "commune", PROVINCE, "commune", "1,0", ""),
    (E, "network", PROVINCE, "enterprise", "0,0", ""),
)
_HEIRS = ((A, AB), (B, AB), (X11, X15), (X12, X15), (X15, X21), (X13, X21), (X14, X22))
_ROLES = (
    ("DIC", A, "2024-01-01", "2025-02-28"),
    ("DIC", AB, "2025-03-01", ""),
    *((role, C, "2024-01-01", "") for role in ("CAT", "SNV", "STC", "SKHDT")),
)


SPLIT_HEIRS = ((A, AB), (B, AB), (X11, X15), (X12, X14), (X15, X21), (X13, X21), (X14, X22))
"""Another past: 14 takes in 12 under its own name, and of 13 a part goes to 22 (PARTS), by default all of it to 21."""
PARTS = ((X13, X22),)


def tiny_catalog(
    folder: Path, heirs: tuple[tuple[str, str], ...] = _HEIRS, parts: tuple[tuple[str, str], ...] = ()
) -> Catalog:
    """The real Plan with the tiny world's units, written to ``folder`` and read back."""
    shutil.copytree(PLAN, folder, dirs_exist_ok=True)
    _write(folder / "org_units.csv", [_HEAD, *map(_unit_line, _UNITS)])
    _write(
        folder / "succession.csv",
        ["old_id,new_id,relation,is_default", *_succession_lines(heirs, parts)],
    )
    _write(folder / "roles.csv", ["role,unit_id,valid_from,valid_to", *(",".join(role) for role in _ROLES)])
    _write(folder / "aliases.csv", ["alias,unit_code"])
    _write(folder / "tiles.csv", ["unit_id,column,row,note"])
    return load_catalog(folder)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _succession_lines(heirs: tuple[tuple[str, str], ...], parts: tuple[tuple[str, str], ...]) -> list[str]:
    split = {old for old, _ in parts}
    wholes = [f"{old},{new},{'part' if old in split else 'whole'},1" for old, new in heirs]
    return wholes + [f"{old},{new},part,0" for old, new in parts]


def _unit_line(unit: tuple[str, ...]) -> str:
    id_, level, parent, form, flags, valid_to = unit
    code, valid_from = id_.split("@")
    name = f"Unit {code}"
    area = "elsewhere" if id_ == X23 else "hung_yen"
    return f"{id_},{code},,{name},{name},k,{level},{parent},{form},{form},{flags},{area},{valid_from},{valid_to},,,"


class World:
    """A store and the means to say what its units reported."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def make(cls, path: Path, catalog: Catalog) -> World:
        return cls(open_store(path, catalog=catalog))

    def put(
        self,
        sender: str,
        period: str,
        values: Mapping[str, object] | None = None,
        *,
        about: Mapping[str, Mapping[str, object]] | None = None,
        event: str = "accepted",
        received: datetime | None = None,
    ) -> int:
        """One return: the sender's cells, those about its communes, and what became of it. Gives the revision's
        number in the store."""
        form = self.store.catalog.units[sender].form
        moment = received or datetime.combine(Period.parse(period).cutoff, datetime.min.time()) + timedelta(days=1)
        name = f"{sender}/{form}/{period}"
        with self.store.transaction() as cursor:
            number = cursor.execute("select coalesce(max(revision_id), 0) + 1 from raw.revision").fetchone()[0]
            revision = cursor.execute(
                "select count(*) + 1 from raw.revision where return_id = $name", {"name": name}
            ).fetchone()[0]
            cursor.execute(
                "insert into raw.revision values"
                " ($id, $name, $unit, $form, $period, $revision, $hash, 'f.xlsx', $at, 'x', 'b')",
                {
                    "id": number,
                    "name": name,
                    "unit": sender,
                    "form": form,
                    "period": period,
                    "revision": revision,
                    "hash": str(number),
                    "at": moment,
                },
            )
            if event != "rejected":
                _insert_values(cursor, number, {sender: values or {}, **(about or {})})
        self.happen(number, event, moment)
        return number

    def happen(self, number: int, event: str, moment: datetime) -> None:
        """Something happens to a revision: accepted, withdrawn …"""
        with self.store.transaction() as cursor:
            cursor.execute(
                "insert into raw.revision_event"
                " select coalesce(max(event_id), 0) + 1, $number, $event, $at, '', '' from raw.revision_event",
                {"number": number, "event": event, "at": moment},
            )

    def row(
        self, indicator: str, period: str, unit: str = PROVINCE, level: str = "department", group: str = "", **options
    ) -> dict:
        """One row of ``progress``."""
        frame = metrics.progress(self.store, period, unit=unit, **options)
        rows = frame[(frame["indicator"] == indicator) & (frame["level"] == level) & (frame["group"] == group)]
        assert len(rows) == 1, f"{len(rows)} rows of {indicator} {unit} {level}"
        return rows.astype(object).where(rows.notna(), None).to_dict("records")[0]

    def reasons(self, period: str, **options) -> set[tuple[str, str, str]]:
        """(unit, reason, target) of everything that lags."""
        frame = metrics.lagging(self.store, period, **options)
        return set(zip(frame["org_unit"], frame["reason"], frame["target"], strict=True))


def focal_points(world: World, quarter: str, *units: str, of: tuple[str, ...] = (A, B, C)) -> None:
    """The returns of a quarter in which the units named have a focal point and the others have not."""
    for unit in of:
        world.put(unit, quarter, {"D12": unit in units})


_VALUES = pa.schema(
    [
        ("revision_id", pa.int64()),
        ("org_unit", pa.string()),
        ("data_element", pa.string()),
        ("number", pa.decimal128(18, 4)),
        ("text", pa.string()),
        ("not_applicable", pa.bool_()),
        ("note", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
    ]
)


def _insert_values(cursor, number: int, values: Mapping[str, Mapping[str, object]]) -> None:
    rows = [_value_row(number, unit, code, value) for unit, cells in values.items() for code, value in cells.items()]
    if rows:
        cursor.register("incoming", pa.Table.from_pylist(rows, schema=_VALUES))
        cursor.execute("insert into core.revision_value by name select * from incoming")
        cursor.unregister("incoming")


def _value_row(number: int, unit: str, code: str, value: object) -> dict:
    counts = isinstance(value, bool | int | float)
    return {
        "revision_id": number,
        "org_unit": unit,
        "data_element": code,
        "not_applicable": value == KAD,
        "note": "",
        "number": _decimal(value) if counts else None,
        "text": None if counts or value == KAD else value,
        "sheet": "Biểu 1",
        "cell": "F1",
    }


def _decimal(value: float) -> Decimal:
    return Decimal(str(float(value))).quantize(Decimal("0.0001"))
