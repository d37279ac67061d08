"""The Plan's facts, read by their own small code from ``dxmetrics/plan``: who counts, what is asked, what the
targets are."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

FAR = date(9999, 12, 31)


def index_of(code: str) -> int:
    return 4 * int(code[:4]) + int(code[5])


def code_of(index: int) -> str:
    return f"{(index - 1) // 4}Q{(index - 1) % 4 + 1}"


def cutoff_of(index: int) -> date:
    return date((index - 1) // 4, 3 * ((index - 1) % 4 + 1), 14)


def last_period_by(day: date) -> int:
    """The last quarter whose cut-off is on or before the day."""
    index = 4 * day.year + 4
    while cutoff_of(index) > day:
        index -= 1
    return index


@dataclass(frozen=True)
class Unit:
    id: str
    level: str
    parent: str
    peer_group: str
    form: str
    in_mt2: bool
    it_dedicated: bool
    first: date
    last: date

    def in_force(self, index: int) -> bool:
        return self.first <= cutoff_of(index) <= self.last


class Facts:
    """Plan facts by quarter index. Lists keep the order of their files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._standing: dict[int, list[Unit]] = {}
        self.just_before = cache(self._just_before)
        plan = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
        self.thresholds: dict[str, float] = plan["thresholds"]
        self.plan_date: date = plan["plan"]["date"]
        self.province: str = plan["plan"]["province"]
        self.periods = range(index_of(plan["plan"]["first_period"]), index_of(plan["plan"]["last_period"]) + 1)
        self.starts = [item["valid_from"] for item in plan["structure"]]
        self.units = {row["id"]: _unit(row) for row in self._rows("org_units")}
        self.heir = {row["old_id"]: row["new_id"] for row in self._rows("succession") if row["is_default"] == "1"}
        self.targets = tomllib.loads((folder / "targets.toml").read_text(encoding="utf-8"))["target"]
        self.elements = {row["code"]: row for row in self._rows("data_elements")}
        self.enum_codes = {(row["enum"], row["name_vi"]): row["code"] for row in self._rows("enums")}
        self._due = tomllib.loads((folder / "calendar.toml").read_text(encoding="utf-8"))["due"]
        self._holidays = {date.fromisoformat(row["date"]) for row in self._rows("holidays")}

    def _rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def indicators(self) -> list[dict]:
        """Each indicator's table with its target's code."""
        return [{**item, "target": target["code"]} for target in self.targets for item in target["indicator"]]

    def structure(self, index: int) -> int:
        return sum(start <= cutoff_of(index) for start in self.starts)

    def in_force(self, index: int) -> list[Unit]:
        if index not in self._standing:
            self._standing[index] = [unit for unit in self.units.values() if unit.in_force(index)]
        return self._standing[index]

    def heir_at(self, unit: str, index: int) -> str | None:
        """The unit in force in that quarter that carries this one on: itself or by default succession."""
        while unit and not self.units[unit].in_force(index):
            unit = self.heir.get(unit, "")
        return unit or None

    def _just_before(self, unit: str, index: int) -> list[str]:
        """What the unit was a quarter earlier: itself, and those it has taken over since."""
        if index == self.periods[0]:
            return []
        return [one.id for one in self.in_force(index - 1) if self.heir_at(one.id, index) == unit]

    def above(self, unit: str) -> list[str]:
        """The unit and every body above it."""
        found = []
        while unit:
            found.append(unit)
            unit = self.units[unit].parent
        return found

    def due_at(self, unit: Unit, index: int) -> datetime:
        cutoff = cutoff_of(index)
        day = next(
            cutoff.replace(day=rule["day"])
            for rule in self._due
            if rule["level"] == unit.level and rule.get("valid_from", date.min) <= cutoff <= rule.get("valid_to", FAR)
        )
        while day.weekday() >= 5 or day in self._holidays:
            day += timedelta(days=1)
        return datetime(day.year, day.month, day.day, 23, 59, 59)

    @cached_property
    def asked(self) -> dict[int, dict[str, set[str]]]:
        """quarter → unit → the cells some return is asked about it."""
        forms, roles = self._rows("forms"), self._rows("roles")
        return {index: self._asked(index, forms, roles) for index in self.periods}

    def _asked(self, index: int, forms: list[dict], roles: list[dict]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for unit in self.in_force(index):
            held = {row["role"] for row in roles if row["unit_id"] == unit.id and _holds(row, cutoff_of(index))}
            for row in forms:
                if row["form"] != unit.form or (row["role"] and row["role"] not in held) or not _scheduled(row, index):
                    continue
                about = [unit.id] if row["part"] == "unit" else self.children(unit.id, index)
                for name in about:
                    found.setdefault(name, set()).add(row["data_element"])
        return found

    def children(self, district: str, index: int) -> list[str]:
        """The communes that ride in this district's return."""
        return [unit.id for unit in self.in_force(index) if unit.parent == district and not unit.form]

    def reporter(self, unit: str, index: int) -> str | None:
        """Who sends the return this unit's figures come in."""
        here = self.units[unit]
        return unit if here.form else here.parent if here.level == "commune" else None


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        row["id"],
        row["level"],
        row["parent_id"],
        row["peer_group"],
        row["form"],
        row["in_mt2"] == "1",
        row["it_dedicated"] == "1",
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else FAR,
    )


def _holds(row: dict[str, str], day: date) -> bool:
    return (
        date.fromisoformat(row["valid_from"])
        <= day
        <= (date.fromisoformat(row["valid_to"]) if row["valid_to"] else FAR)
    )


def _scheduled(row: dict[str, str], index: int) -> bool:
    """``first`` rows count as asked every quarter: whether a unit has stated them depends on its returns, not on the
    calendar."""
    if (row["first_period"] and index < index_of(row["first_period"])) or (
        row["last_period"] and index > index_of(row["last_period"])
    ):
        return False
    quarter = (index - 1) % 4 + 1
    return row["schedule"] in ("every", "first") or quarter == 4 or (row["schedule"] == "half" and quarter == 2)
