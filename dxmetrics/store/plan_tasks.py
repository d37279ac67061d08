"""Tasks, what measures them and the indicators the system makes, as rows of the schema ``plan``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dxmetrics.catalog import Catalog

Rows = Iterable[dict[str, Any]]


def task_tables(catalog: Catalog) -> dict[str, Rows]:
    """Rows by table name."""
    return {
        "task": _tasks(catalog),
        "task_asked": _asked(catalog),
        "task_deadline": [
            {"task": item.task, "org_unit": item.unit_id, "deadline": item.deadline, "document": item.document}
            for item in catalog.task_deadlines
        ],
        "task_measure": _measures(catalog),
        "system_indicator": [
            {"indicator": item.code, "position": place, **_only(item, "family", "name_vi", "name_en")}
            for place, item in enumerate(catalog.system_indicators.values())
        ],
        "platform_cell": [
            {"platform": item.group, "data_element": item.code, "value_type": item.value_type}
            for item in catalog.elements.values()
            if item.group and catalog.groups[item.group].family == "platform"
        ],
    }


def _tasks(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for place, task in enumerate(catalog.tasks.values()):
        yield {"task": task.code, "position": place, **_only(task, "section", "family", "name_vi", "name_en")}


def _only(item: object, *names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _asked(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for period in catalog.periods():
        for unit in catalog.reporters(period):
            for task in catalog.tasks_of(unit, period):
                yield {"period": period.code, "org_unit": unit.id, "task": task.code}


def _measures(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for measure in catalog.measures.values():
        own = [(item.code, "", True, item.code not in measure.without_total) for item in measure.indicators]
        used = [(use.indicator, use.level, False, True) for use in measure.uses]
        for place, (indicator, level, is_own, has_total) in enumerate([*used, *own]):
            yield {
                "task": measure.task,
                "position": place,
                "indicator": indicator,
                "level": level,
                "is_own": is_own,
                "has_total": has_total,
            }
