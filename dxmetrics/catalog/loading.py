"""Reads the folder of the Plan's data into a ``Catalog``."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from dxmetrics.catalog.catalog import TASK_FIELDS, Catalog
from dxmetrics.catalog.checks import check_references
from dxmetrics.catalog.contact import Contact
from dxmetrics.catalog.measures import SystemIndicator, TaskDeadline, TaskMeasure, build_measures
from dxmetrics.catalog.model import (
    Alias,
    DataElement,
    DueRule,
    EnumValue,
    Form,
    FormRow,
    Group,
    Holiday,
    OrgUnit,
    PlanInfo,
    Role,
    Section,
    Structure,
    Succession,
    SumRule,
    Task,
    Thresholds,
)
from dxmetrics.catalog.subjects import read_subjects
from dxmetrics.catalog.tables import build, read_csv, read_toml
from dxmetrics.catalog.targets import build_targets
from dxmetrics.catalog.tile import Tile
from dxmetrics.catalog.wording import build_wording
from dxmetrics.errors import CatalogError

PLAN_FOLDER = Path(__file__).parent.parent / "plan"
T = TypeVar("T")


def load_catalog(folder: Path | None = None) -> Catalog:
    """The catalog of a folder (the product's own by default, read once). Raises CatalogError naming file, row and key."""
    return _load(folder or PLAN_FOLDER)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Catalog:
    plan = read_toml(folder / "plan.toml")
    tasks = _by_code(read_csv(folder / "tasks.csv", Task), "tasks.csv")
    elements = read_csv(folder / "data_elements.csv", DataElement)
    catalog = Catalog(
        plan=build(PlanInfo, plan["plan"], "plan.toml [plan]"),
        thresholds=build(Thresholds, plan["thresholds"], "plan.toml [thresholds]"),
        structures=_structures(plan["structure"]),
        units=_by_code(read_csv(folder / "org_units.csv", OrgUnit, ignore=("note",)), "org_units.csv", "id"),
        successions=tuple(read_csv(folder / "succession.csv", Succession)),
        tiles=_by_code(read_csv(folder / "tiles.csv", Tile, ignore=("note",)), "tiles.csv", "unit_id"),
        aliases=tuple(read_csv(folder / "aliases.csv", Alias)),
        roles=tuple(read_csv(folder / "roles.csv", Role)),
        due_rules=_due_rules(read_toml(folder / "calendar.toml")),
        holidays=_holidays(folder / "holidays.csv"),
        elements=_by_code([*elements, *_task_elements(tasks)], "data_elements.csv"),
        enums=_enums(read_csv(folder / "enums.csv", EnumValue)),
        sections=_by_code(read_csv(folder / "sections.csv", Section), "sections.csv"),
        forms=_by_code(read_csv(folder / "form_kinds.csv", Form), "form_kinds.csv"),
        form_rows=tuple(read_csv(folder / "forms.csv", FormRow)),
        rules=tuple(read_csv(folder / "rules.csv", SumRule)),
        tasks=tasks,
        groups=_by_code(read_csv(folder / "groups.csv", Group), "groups.csv"),
        targets=MappingProxyType(build_targets(read_toml(folder / "targets.toml")["target"], "targets.toml")),
        measures=MappingProxyType(_measures(folder / "task_indicators.toml", tasks)),
        task_deadlines=tuple(read_csv(folder / "task_deadlines.csv", TaskDeadline)),
        system_indicators=_by_code(
            read_csv(folder / "system_indicators.csv", SystemIndicator), "system_indicators.csv"
        ),
        subjects=MappingProxyType(read_subjects(folder / "subjects.toml")),
        wording=build_wording(read_toml(folder / "documents.toml")),
        contacts=_contacts(folder / "contacts.csv"),
    )
    check_references(catalog)
    return catalog


def _by_code(rows: list[T], file: str, attribute: str = "code") -> MappingProxyType[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        code = getattr(row, attribute)
        if code in found:
            raise CatalogError(f"{file}: {attribute} {code!r} stands twice")
        found[code] = row
    return MappingProxyType(found)


def _measures(path: Path, tasks: MappingProxyType[str, Task]) -> dict[str, TaskMeasure]:
    return build_measures(read_toml(path)["task"], tasks, path.name)


def _contacts(path: Path) -> MappingProxyType[str, Contact]:
    """Offices' public contacts; a plan may do without the file."""
    return _by_code(read_csv(path, Contact) if path.exists() else [], path.name, "unit_id")


def _structures(tables: list[dict[str, Any]]) -> tuple[Structure, ...]:
    return tuple(
        build(Structure, {"number": number, **table}, f"plan.toml [[structure]] {number}")
        for number, table in enumerate(tables, start=1)
    )


def _due_rules(calendar: dict[str, Any]) -> tuple[DueRule, ...]:
    return tuple(
        build(DueRule, table, f"calendar.toml [[due]] {number}") for number, table in enumerate(calendar["due"], 1)
    )


def _holidays(path: Path) -> tuple[date, ...]:
    return tuple(row.date for row in read_csv(path, Holiday))


def _enums(rows: list[EnumValue]) -> MappingProxyType[str, tuple[EnumValue, ...]]:
    grouped: dict[str, list[EnumValue]] = {}
    for row in rows:
        grouped.setdefault(row.enum, []).append(row)
    return MappingProxyType({name: tuple(values) for name, values in grouped.items()})


def _task_elements(tasks: MappingProxyType[str, Task]) -> list[DataElement]:
    """The cells of Biểu 3: state, result and document of each task are data elements like any other."""
    return [_task_element(task, field) for task in tasks.values() for field in TASK_FIELDS]


def _task_element(task: Task, field: str) -> DataElement:
    code = f"{task.code}.{field}"
    return DataElement(
        code=code,
        parent=task.code,
        name_vi=task.name_vi,
        name_en=task.name_en,
        value_type={"state": "enum", "result": "text", "ref": "ref"}[field],
        unit_vi="",
        unit_en="",
        kind="stock",
        section=task.section,
        group="",
        enum="task_state" if field == "state" else "",
        document=f"{task.code}.ref" if field == "state" else "",
        document_required=False,
        personal=False,
        na_allowed=False,
        in_document_column=field == "ref",
    )
