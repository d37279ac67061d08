"""The Plan's data as tables of the schema ``plan``: written whole at ``init``, so that SQL can join what is asked
with what came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import Indicator
from dxmetrics.periods import Period
from dxmetrics.store.plan_tasks import task_tables
from dxmetrics.store.sqlfiles import relations
from dxmetrics.store.writing import insert

Rows = Iterable[dict[str, Any]]


def plan_hash(catalog: Catalog) -> str:
    """Changes whenever the Plan's data or the mart's rules do."""
    digest = hashlib.sha256(repr(catalog).encode())
    for _, sql in relations():
        digest.update(sql.encode())
    return digest.hexdigest()


def plan_version(catalog: Catalog) -> str:
    """Changes whenever the Plan's data does: twelve digits over all of it."""
    return catalog.kept("plan_version", lambda: hashlib.sha256(repr(catalog).encode()).hexdigest()[:12])


def write_plan(cursor: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Replace every table of the schema ``plan``; part of the caller's transaction."""
    for table, rows in _tables(catalog).items():
        cursor.execute(f"delete from plan.{table}")
        columns = cursor.execute(f"select * from plan.{table} limit 0").to_arrow_table().schema
        insert(cursor, f"plan.{table}", list(rows), columns)


def _tables(catalog: Catalog) -> dict[str, Rows]:
    return {
        "setting": [_setting(catalog)],
        "period": [_period(catalog, period) for period in catalog.periods()],
        "structure": [{"structure": item.number, "valid_from": item.valid_from} for item in catalog.structures],
        "org_unit": _org_units(catalog),
        "member": _members(catalog),
        "ancestor": _ancestors(catalog),
        "fold": _folds(catalog),
        "predecessor": [
            {"org_unit": item.new_id, "predecessor": item.old_id} for item in catalog.successions if item.is_default
        ],
        "succession": [
            {"old_unit": item.old_id, "new_unit": item.new_id, "relation": item.relation, "is_default": item.is_default}
            for item in catalog.successions
        ],
        "expected": _expected(catalog),
        "asked": _asked(catalog),
        "data_element": _data_elements(catalog),
        "indicator": [_indicator(catalog, item, place) for place, item in enumerate(_measured(catalog))],
        "indicator_level": [
            {"indicator": item.code, "level": level} for item in _measured(catalog) for level in item.levels
        ],
        "milestone": [
            {"indicator": item.code, "period_index": point.period.index, "value": point.value}
            for item in catalog.indicators.values()
            for point in item.milestones
        ],
        "condition_term": _condition_terms(catalog),
        "indicator_part": _indicator_parts(catalog),
        **task_tables(catalog),
    }


def _measured(catalog: Catalog) -> list[Indicator]:
    """The indicators of targets and of tasks: one kind of arithmetic for both."""
    return [*catalog.indicators.values(), *catalog.task_indicators.values()]


def _setting(catalog: Catalog) -> dict[str, Any]:
    return {"province": catalog.plan.province, **vars(catalog.thresholds)}


def _period(catalog: Catalog, period: Period) -> dict[str, Any]:
    return {
        "period": period.code,
        "period_index": period.index,
        "year": period.year,
        "quarter": period.quarter,
        "starts_on": period.start,
        "cutoff": period.cutoff,
        "structure": catalog.structure_of(period).number,
    }


def _org_units(catalog: Catalog) -> Rows:
    hidden = {"id", "parent_id", "lat", "lon"}
    for unit in catalog.units.values():
        plain = {name: value for name, value in vars(unit).items() if name not in hidden}
        yield {"org_unit": unit.id, "parent": unit.parent_id, **plain}


def _members(catalog: Catalog) -> Rows:
    for structure in catalog.structures:
        for unit in catalog.units.values():
            if unit.in_force(structure.valid_from):
                yield {"structure": structure.number, "org_unit": unit.id}


def _ancestors(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for unit in catalog.units.values():
        above: str = unit.id
        while above:
            yield {"org_unit": unit.id, "ancestor": above}
            above = catalog.units[above].parent_id


def _folds(catalog: Catalog) -> Rows:
    for structure in catalog.structures:
        for unit in catalog.units.values():
            if unit.valid_from <= structure.valid_from and (heir := catalog.successor_in(unit, structure)):
                yield {"structure": structure.number, "from_unit": unit.id, "org_unit": heir.id}


def _expected(catalog: Catalog) -> Rows:
    for item in catalog.expected():
        due_at = item.due_at.replace(tzinfo=None)
        yield {"period": item.period.code, "org_unit": item.org_unit, "form": item.form, "due_at": due_at}


def _asked(catalog: Catalog) -> Rows:
    """By year, element and quarter, so that who asks for one element or one quarter reads a small part of a large table."""
    for item in sorted(
        catalog.asked(), key=lambda item: (item.period.year, item.data_element, item.period.index, item.org_unit)
    ):
        yield {
            "period": item.period.code,
            "reporter": item.reporter,
            "org_unit": item.org_unit,
            "data_element": item.data_element,
            "required": item.required,
        }


def _data_elements(catalog: Catalog) -> Rows:
    names = (
        "parent",
        "name_vi",
        "name_en",
        "value_type",
        "kind",
        "section",
        "document",
        "document_required",
        "personal",
    )
    for element in catalog.elements.values():
        yield {"data_element": element.code, **{name: getattr(element, name) for name in names}}


def _indicator(catalog: Catalog, item: Indicator, position: int) -> dict[str, Any]:
    first, last = item.first_period or catalog.plan.first_period, item.last_period or catalog.plan.last_period
    return {
        "indicator": item.code,
        "position": position,
        "target": item.target,
        "headline": item.headline,
        "aggregation": item.aggregation,
        "judgement": item.judgement,
        "population": item.population,
        "direction": 1 if item.direction == "up" else -1,
        "part_of_whole": item.part_of_whole or item.aggregation == "share_of_units",
        "each_level": item.each_level,
        "unit": item.unit,
        "target_value": item.target_value,
        "deadline_index": Period.of_date(item.deadline).index if item.deadline else None,
        "baseline": item.baseline,
        "baseline_index": Period.of_date(item.baseline_date).index if item.baseline_date else None,
        "first_index": first.index,
        "last_index": last.index,
    }


def _condition_terms(catalog: Catalog) -> Rows:
    for indicator in _measured(catalog):
        for number, condition in enumerate(indicator.conditions, start=1):
            for term in condition.terms:
                for level in condition.levels:
                    yield {
                        "indicator": indicator.code,
                        "condition": number,
                        "level": level,
                        "ever": condition.ever,
                        "data_element": term.element,
                        "operator": term.operator,
                        "number": term.number,
                        "other": term.other,
                        "stated": term.stated,
                    }


def _indicator_parts(catalog: Catalog) -> Rows:
    for indicator in _measured(catalog):
        for part in indicator.parts:
            for side in ("numerator", "denominator"):
                for element in getattr(part, side):
                    for level in part.levels:
                        yield {
                            "indicator": indicator.code,
                            "level": level,
                            "member_group": part.group,
                            "side": side,
                            "data_element": element,
                        }
