"""An invented country as a folder of the Plan's data, as an office would write it."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dxmetrics.catalog.loading import PLAN_FOLDER
from tests.metrics.invented.cells import Cell, Outline, outline
from tests.metrics.invented.shapes import Country, IndicatorShape, PlanShape
from tests.metrics.invented.units import FORMS, PROVINCE, Register, Unit, settle

_KEPT = ("sections.csv", "groups.csv", "enums.csv", "holidays.csv", "system_indicators.csv", "documents.toml")
_HEADERS = {
    "org_units": "id,code,abbr,name_vi,name_en,kind,level,parent_id,peer_group,form,in_mt2,it_dedicated,area,"
    "valid_from,valid_to,lat,lon,note",
    "data_elements": "code,parent,name_vi,name_en,value_type,unit_vi,unit_en,kind,section,group,enum,document,"
    "document_required,personal,na_allowed,in_document_column",
    "forms": "form,part,data_element,section,role,schedule,first_period,last_period,required",
    "form_kinds": "code,sender,name_vi,name_en,version,has_commune_rows",
    "succession": "old_id,new_id,relation,is_default",
    "roles": "role,unit_id,valid_from,valid_to",
    "aliases": "alias,unit_code",
    "rules": "code,left,operator,right,severity",
    "tiles": "unit_id,column,row,note",
    "task_deadlines": "task,unit_id,deadline,document",
    "tasks": "code,section,family,name_vi,name_en,owners,co_owners,measures,indicator_vi,indicator_en",
}


@dataclass(frozen=True)
class Plan:
    """One plan of the country with its units and cells."""

    prefix: str
    shape: PlanShape
    register: Register
    outline: Outline


def days_of(country: Country) -> list[date]:
    """The days on which a structure begins: one long before the first quarter, then firsts of months."""
    start = _month(country.first, 0)
    return [date(2020, 1, 1), *(_month_after(start, months) for months in country.changes)]


def _month(index: int, months: int) -> date:
    """The first of the month in which the quarter is cut off."""
    return _month_after(date((index - 1) // 4, 3 * ((index - 1) % 4 + 1), 1), months)


def _month_after(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def plans_of(country: Country) -> list[Plan]:
    """Every plan with what follows from its outline and its seed."""
    days = days_of(country)
    return [
        Plan(f"p{place}", shape, settle(shape, f"p{place}", days), outline(shape, f"p{place}"))
        for place, shape in enumerate(country.plans)
    ]


def write_plan_folder(country: Country, plans: list[Plan], folder: Path) -> None:
    """All files that the catalog and the oracle read."""
    for name in _KEPT:
        shutil.copy(PLAN_FOLDER / name, folder)
    tables = {
        "org_units": [_province_line(), *(_unit_line(unit) for plan in plans for unit in plan.register.units.values())],
        "succession": [heir for plan in plans for heir in plan.register.heirs],
        "data_elements": [_element_line(cell) for plan in plans for cell in plan.outline.cells.values()],
        "forms": [
            line
            for plan in plans
            for cell in plan.outline.cells.values()
            for line in _form_lines(plan, cell, country.first)
        ],
        "form_kinds": [
            (f"{plan.prefix}{letter}", letter, "f", "f", 1, int(letter == "H"))
            for plan in plans
            for letter in FORMS.values()
        ],
        "roles": [
            ("DIC", PROVINCE, date(2020, 1, 1), ""),
            *(line for plan in plans for line in _roles(plan, days_of(country))),
        ],
        "aliases": [],
        "rules": [],
        "tasks": [],
        "task_deadlines": [],
        "tiles": [],
    }
    for name, rows in tables.items():
        _write_csv(folder / f"{name}.csv", _HEADERS[name], rows)
    (folder / "plan.toml").write_text(_plan_toml(country), encoding="utf-8")
    (folder / "calendar.toml").write_text(
        "".join(f'[[due]]\nlevel = "{level}"\nday = {17 - (level == "commune")}\n' for level in FORMS), encoding="utf-8"
    )
    text = "".join(_target_toml(country, plan, code, items) for plan in plans for code, items in plan.outline.targets)
    (folder / "task_indicators.toml").write_text("task = []\n", encoding="utf-8")
    (folder / "targets.toml").write_text(text, encoding="utf-8")


def _write_csv(path: Path, header: str, rows: Iterable[tuple]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _province_line() -> tuple:
    return (PROVINCE, "P", "", "P", "P", "k", "province", "", "", "", 0, 0, "a", date(2020, 1, 1), "", "", "", "")


def _unit_line(unit: Unit) -> tuple:
    return (
        unit.id, unit.code, "", unit.code, unit.code, "k", unit.level, unit.parent, unit.level, unit.form,
        int(unit.in_mt2), int(unit.it_dedicated), "a", unit.first, unit.last or "", "", "", "",
    )  # fmt: skip


def _element_line(cell: Cell) -> tuple:
    return (
        cell.code, cell.code, cell.code, cell.code, cell.kind, "", "", "stock", "II.1.a", "", "", cell.document,
        int(cell.required), 0, int(cell.allowed), int(cell.in_column),
    )  # fmt: skip


def _form_lines(plan: Plan, cell: Cell, first: int) -> Iterable[tuple]:
    """A commune's cells are asked of it, and of its district about it; all cells only while their indicator runs."""
    shape = plan.outline.shapes.get(cell.indicator)
    window = [_code(first + offset) for offset in shape.window] if shape and shape.window else ("", "")
    asked = [(FORMS[level], "unit") for level in cell.levels] + [("H", "commune")] * ("commune" in cell.levels)
    for letter, part in asked:
        if not (cell.in_column and part == "unit"):
            yield f"{plan.prefix}{letter}", part, cell.code, "II.1.a", cell.role, cell.schedule, *window, 1


def _roles(plan: Plan, days: list[date]) -> Iterable[tuple]:
    """One department holds the plan's role from each day of change on."""
    chance = random.Random(plan.shape.seed + 2)
    for day, following in zip(days, [*days[1:], None], strict=True):
        holders = [one for one in plan.register.units.values() if one.level == "department" and one.in_force(day)]
        if holders:
            until = following - timedelta(days=1) if following else ""
            yield f"{plan.prefix}R", chance.choice(holders).id, day, until


def _plan_toml(country: Country) -> str:
    names = (
        "on_track needs_acceleration reported_share regress_points regress_count stagnant_points near_deadline_quarters"
    ).split()
    limits = "\n".join(f"{name} = {getattr(country, name)}" for name in names)
    starts = "".join(f'[[structure]]\nvalid_from = {day}\nnote_vi = "s"\nnote_en = "s"\n' for day in days_of(country))
    return (
        f'[plan]\nnumber = "1"\ndate = {_month(country.first - 1, 1)}\nname_vi = "p"\nname_en = "p"\nissuer_vi = "p"\n'
        f'issuer_en = "p"\nprovince = "{PROVINCE}"\nfirst_period = "{_code(country.first)}"\n'
        f'last_period = "{_code(country.first + country.quarters - 1)}"\n{starts}'
        f"[thresholds]\n{limits}\nstagnant_periods = 3\n"
    )


def _code(index: int) -> str:
    return f"{(index - 1) // 4}Q{(index - 1) % 4 + 1}"


def _target_toml(country: Country, plan: Plan, code: str, items: list[dict]) -> str:
    head = f'[[target]]\ncode = "{code}"\nsection = "II.1.a"\nname_vi = "t"\nname_en = "t"\nowner_role = "DIC"\n'
    return head + "".join(_indicator_toml(country, plan.outline.shapes[item["code"]], item) for item in items)


def _indicator_toml(country: Country, shape: IndicatorShape, item: dict) -> str:
    values = {
        "code": item["code"], "name_vi": "i", "name_en": "i", "formula_vi": "f", "formula_en": "f",
        "aggregation": shape.aggregation, "judgement": shape.judgement, "population": shape.population,
        "levels": list(shape.levels), "direction": "up" if shape.up else "down",
        "unit": "count" if shape.aggregation == "sum" else "percent",
        "part_of_whole": shape.part_of_whole and shape.aggregation in ("ratio", "latest"),
        "each_level": shape.each_level,
        **_line(country, shape),
    }  # fmt: skip
    if shape.window:
        values["first_period"], values["last_period"] = (_code(country.first + offset) for offset in shape.window)
    body = "".join(f"{name} = {_toml(value)}\n" for name, value in values.items())
    lists = "".join(f"{name} = {_toml(item[name])}\n" for name in ("condition", "part") if name in item)
    return f"[[target.indicator]]\n{body}{lists}"


def _line(country: Country, shape: IndicatorShape) -> dict:
    if shape.judgement not in ("plan", "annual"):
        return {}
    line = {"target_value": target_of(shape), "deadline": _month(country.first + shape.deadline - 1, 0).replace(day=20)}
    if shape.stated:
        offset, share = shape.stated
        line |= {
            "baseline": on_the_way(shape, share),
            "baseline_date": _month(country.first + offset, 0).replace(day=20),
        }
    points = [(offset, share) for offset, share in shape.milestones if offset < shape.deadline - 1]
    if points:
        line["milestones"] = [
            {"period": _code(country.first + offset), "value": on_the_way(shape, share)} for offset, share in points
        ]
    return line


def on_the_way(shape: IndicatorShape, share: float) -> float:
    """A point between where nothing is done and the target."""
    return round(start_of(shape) + share * (target_of(shape) - start_of(shape)), 6)


def target_of(shape: IndicatorShape) -> float:
    """A share of the whole; where less is better, what is left of it; counts as many."""
    return float(shape.goal if shape.up else 100 - shape.goal + 10)


def start_of(shape: IndicatorShape) -> float:
    """Where nothing is done yet."""
    return 10.0 if shape.up else 90.0


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(item)}" for name, item in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)
