"""What the Plan asks, of whom, when: the questions the rest of the code has for the Plan's data."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from dxmetrics.catalog.contact import Contact
from dxmetrics.catalog.lookup import UnitIndex
from dxmetrics.catalog.measures import SystemIndicator, TaskDeadline, TaskMeasure
from dxmetrics.catalog.model import (
    Alias,
    Asked,
    DataElement,
    DueRule,
    EnumValue,
    Expected,
    Form,
    FormRow,
    Group,
    Indicator,
    OrgUnit,
    Part,
    PlanInfo,
    Role,
    Section,
    Structure,
    Succession,
    SumRule,
    Target,
    Task,
    Thresholds,
)
from dxmetrics.catalog.subjects import Subject
from dxmetrics.catalog.tile import Tile
from dxmetrics.catalog.wording import Wording
from dxmetrics.errors import CatalogError
from dxmetrics.periods import Period, periods_between

Made = TypeVar("Made")
VIETNAM = timezone(timedelta(hours=7))
TASK_FIELDS = ("state", "result", "ref")
"""The cells of a task's row in Biểu 3; each is a data element ``<task>.<field>``."""


@dataclass(frozen=True)
class Catalog:
    """All of the Plan's data. Built by ``load_catalog``, which has checked every reference between the tables."""

    plan: PlanInfo
    thresholds: Thresholds
    structures: tuple[Structure, ...]
    units: Mapping[str, OrgUnit]
    successions: tuple[Succession, ...]
    tiles: Mapping[str, Tile]
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]
    due_rules: tuple[DueRule, ...]
    holidays: tuple[date, ...]
    elements: Mapping[str, DataElement]
    enums: Mapping[str, tuple[EnumValue, ...]]
    sections: Mapping[str, Section]
    forms: Mapping[str, Form]
    form_rows: tuple[FormRow, ...]
    rules: tuple[SumRule, ...]
    tasks: Mapping[str, Task]
    groups: Mapping[str, Group]
    targets: Mapping[str, Target]
    measures: Mapping[str, TaskMeasure]
    task_deadlines: tuple[TaskDeadline, ...]
    system_indicators: Mapping[str, SystemIndicator]
    subjects: Mapping[str, Subject]
    wording: Wording
    contacts: Mapping[str, Contact] = field(default_factory=lambda: MappingProxyType({}))
    _indexes: dict[tuple[str, ...], UnitIndex] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by code, in the targets' order."""
        return {item.code: item for target in self.targets.values() for item in target.indicators}

    @cached_property
    def task_indicators(self) -> dict[str, Indicator]:
        """What measures the tasks (III, IV) beside the targets' indicators, by code."""
        return {item.code: item for measure in self.measures.values() for item in measure.indicators}

    def subject(self, code: str) -> Subject:
        """What a page shows of a subject; CatalogError where the plan's data has none of that name."""
        if code not in self.subjects:
            raise CatalogError(f"subjects.toml: there is no [{code}]")
        return self.subjects[code]

    def kept(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` derives from this plan, made once and kept with it; not to be changed by who gets it."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    @cached_property
    def _kept(self) -> dict[Hashable, object]:
        return {}

    # Time

    def periods(self) -> tuple[Period, ...]:
        """The quarters in which returns are asked for, oldest first."""
        return tuple(periods_between(self.plan.first_period, self.plan.last_period))

    def structure_of(self, period: Period) -> Structure:
        """The set of units in force at the period's cut-off."""
        return [item for item in self.structures if item.valid_from <= period.cutoff][-1]

    def due_at(self, unit: OrgUnit, period: Period) -> datetime:
        """The last second, Vietnam time, at which this unit's return is on time; moved off weekends and holidays."""
        cutoff = period.cutoff
        day = next(
            cutoff.replace(day=rule.day)
            for rule in self.due_rules
            if rule.level == unit.level
            and (rule.valid_from is None or rule.valid_from <= cutoff)
            and (rule.valid_to is None or cutoff <= rule.valid_to)
        )
        return datetime.combine(self.working_day_from(day), time(23, 59, 59), VIETNAM)

    def working_day_from(self, day: date) -> date:
        """That day, or the next that is neither a weekend nor a holiday."""
        while day.weekday() >= 5 or day in self.holidays:
            day += timedelta(days=1)
        return day

    # Units

    def units_at(self, period: Period) -> list[OrgUnit]:
        """Units in force at the period's cut-off, in the file's order."""
        found = self.kept(
            ("units_at", period), lambda: [unit for unit in self.units.values() if unit.in_force(period.cutoff)]
        )
        return list(found)

    def reporters(self, period: Period) -> list[OrgUnit]:
        """Units that send a return of their own for this period."""
        return list(self.kept(("reporters", period), lambda: [unit for unit in self.units_at(period) if unit.form]))

    def communes_of(self, district_id: str, period: Period) -> list[OrgUnit]:
        """The communes that ride in this district's return."""
        return [unit for unit in self.units_at(period) if unit.parent_id == district_id and not unit.form]

    def form_of(self, unit: OrgUnit, period: Period) -> Form | None:
        """The form by which this unit reports, None when it reports through another or is not in force."""
        return self.forms.get(unit.form) if unit.in_force(period.cutoff) else None

    def role_holder(self, role: str, day: date) -> OrgUnit | None:
        """Who holds the role on that day."""
        for item in self.roles:
            if item.role == role and item.valid_from <= day and (item.valid_to is None or day <= item.valid_to):
                return self.units[item.unit_id]
        return None

    def roles_of(self, unit: OrgUnit, day: date) -> set[str]:
        """The roles this unit holds on that day."""
        found = self.kept(
            ("roles_of", unit.id, day),
            lambda: {item.role for item in self.roles if self.role_holder(item.role, day) == unit},
        )
        return set(found)

    def find_unit(self, text: str, candidates: Iterable[OrgUnit]) -> OrgUnit | None:
        """The one candidate this text names; None when there is none or more than one (``UnitIndex.find``)."""
        return self._index(candidates).find(text)

    def suggest_unit(self, text: str, candidates: Iterable[OrgUnit]) -> OrgUnit | None:
        """The nearest candidate by spelling, for a person to confirm."""
        return self._index(candidates).suggest(text)

    def _index(self, candidates: Iterable[OrgUnit]) -> UnitIndex:
        units = list(candidates)
        names = tuple(unit.id for unit in units)
        if names not in self._indexes:
            self._indexes[names] = UnitIndex(units, self.aliases)
        return self._indexes[names]

    def successor_in(self, unit: OrgUnit, structure: Structure) -> OrgUnit | None:
        """The unit in force in ``structure`` that carries on ``unit`` (itself, or by default succession); None if it has none."""
        while unit is not None and not unit.in_force(structure.valid_from):
            unit = self._default_successor.get(unit.id)
        return unit

    def point_of(self, unit: OrgUnit) -> tuple[float, float] | None:
        """The unit's latitude and longitude, else those of the unit that carries it on; None where there are none."""
        while unit is not None and (unit.lat is None or unit.lon is None):
            unit = self._default_successor.get(unit.id)
        return None if unit is None else (unit.lat, unit.lon)

    @cached_property
    def _default_successor(self) -> dict[str, OrgUnit]:
        return {item.old_id: self.units[item.new_id] for item in self.successions if item.is_default}

    # What is asked

    def rows_for(self, unit: OrgUnit, period: Period, part: Part, stated: Container[str] = ()) -> list[FormRow]:
        """The rows (or commune columns) this reporter is asked this period, in print order.

        ``stated``: codes of schedule-``first`` elements it has already stated, which are left out.
        """
        roles = frozenset(self.roles_of(unit, period.cutoff))
        rows = self.kept(
            ("rows_for", unit.form, roles, period, part),
            lambda: [row for row in self._rows_of(unit.form, part) if _is_asked(row, roles, period)],
        )
        return [row for row in rows if row.schedule != "first" or row.data_element not in stated]

    def _rows_of(self, form: str, part: Part) -> list[FormRow]:
        return self._rows_by_form.get((form, part), [])

    @cached_property
    def _rows_by_form(self) -> dict[tuple[str, str], list[FormRow]]:
        grouped: dict[tuple[str, str], list[FormRow]] = {}
        for row in self.form_rows:
            grouped.setdefault((row.form, row.part), []).append(row)
        return grouped

    def tasks_of(self, unit: OrgUnit, period: Period) -> list[Task]:
        """Tasks and assignments whose owners name this unit's kind or a role it holds."""
        if not unit.form:
            return []
        names = {self.forms[unit.form].sender, *self.roles_of(unit, period.cutoff)}
        return [task for task in self.tasks.values() if names & set(task.owners)]

    def expected(self) -> list[Expected]:
        """One row per return that is due, over all periods."""
        return [
            Expected(period, unit.id, unit.form, self.due_at(unit, period))
            for period in self.periods()
            for unit in self.reporters(period)
        ]

    def asked(self) -> list[Asked]:
        """One row per cell of Biểu 1 and Biểu 2 that some return is asked for: the complete grid, reported or not."""
        return [
            row for period in self.periods() for unit in self.reporters(period) for row in self._asked(unit, period)
        ]

    def _asked(self, unit: OrgUnit, period: Period) -> list[Asked]:
        own = [
            Asked(period, unit.id, unit.id, row.data_element, "unit", row.required)
            for row in self.rows_for(unit, period, "unit")
        ]
        rows = self.rows_for(unit, period, "commune")
        communes = self.communes_of(unit.id, period) if rows else []
        return own + [
            Asked(period, unit.id, commune.id, row.data_element, "commune", row.required)
            for commune in communes
            for row in rows
        ]


def _is_asked(row: FormRow, roles: Container[str], period: Period) -> bool:
    if row.role and row.role not in roles:
        return False
    if (row.first_period and period < row.first_period) or (row.last_period and period > row.last_period):
        return False
    return row.schedule in ("every", "first") or period.quarter == 4 or (row.schedule == "half" and period.quarter == 2)
