"""``task_indicators.toml``: what measures the tasks and assignments; ``task_deadlines.csv``: dates the coordinating
agency enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dxmetrics.catalog.model import Indicator, Task
from dxmetrics.catalog.names import did_you_mean
from dxmetrics.catalog.targets import build_indicator
from dxmetrics.errors import CatalogError

_USUAL: Mapping[str, Any] = {
    "judgement": "tracking",
    "population": "reporting",
    "direction": "up",
    "formula_vi": "",
    "formula_en": "",
}


@dataclass(frozen=True)
class SystemIndicator:
    """An indicator nobody types: the system makes it from how returns came (plan-model.md §8) or what platforms are deployed."""

    code: str
    family: Literal["returns", "platforms"]
    name_vi: str
    name_en: str
    formula_vi: str
    formula_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class TaskDeadline:
    """A date by which a task must be done, for one unit or (``unit_id`` empty) for all, and the document that set it."""

    task: str
    unit_id: str
    deadline: date
    document: str


@dataclass(frozen=True)
class TaskUse:
    """An indicator defined elsewhere that measures the task too; at every level, or at one."""

    indicator: str
    level: str


@dataclass(frozen=True)
class TaskMeasure:
    """What measures one task. ``without_total``: codes of indicators whose groups can't be added up."""

    task: str
    uses: tuple[TaskUse, ...]
    indicators: tuple[Indicator, ...]
    without_total: tuple[str, ...]


def build_measures(tables: list[dict[str, Any]], tasks: Mapping[str, Task], file: str) -> dict[str, TaskMeasure]:
    """Measures by task code, in the file's order; CatalogError, with what was probably meant, on a task that is not there."""
    return {table.get("code", ""): _measure(table, tasks, file) for table in tables}


def _measure(table: dict[str, Any], tasks: Mapping[str, Task], file: str) -> TaskMeasure:
    code = table.get("code", "")
    where = f"{file} task {code or '?'}"
    if code not in tasks:
        raise CatalogError(f"{where}: {code!r} is no task of tasks.csv{did_you_mean(code, list(tasks))}")
    for key in table:
        if key not in ("code", "uses", "indicator"):
            raise CatalogError(f"{where}: unknown key {key!r}{did_you_mean(key, ['code', 'uses', 'indicator'])}")
    raw = table.get("indicator", [])
    return TaskMeasure(
        task=code,
        uses=tuple(TaskUse(*f"{use}@".split("@")[:2]) for use in table.get("uses", [])),
        indicators=tuple(_indicator(item, tasks[code], where) for item in raw),
        without_total=tuple(item["code"] for item in raw if not item.get("has_total", True)),
    )


def _indicator(raw: dict[str, Any], task: Task, where: str) -> Indicator:
    given = {name: value for name, value in raw.items() if name != "has_total"}
    plain = {"code": task.code, "section": task.section}
    return build_indicator({**_USUAL, **given, "headline": False}, plain, 1, where)
