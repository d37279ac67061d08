"""Tasks and what measures them, the long way round: Biểu 3 and Biểu 4 by openpyxl, indicators by plain arithmetic, each
quarter on its own units."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl

from tests.metrics.oracle.facts import Facts, cutoff_of, index_of
from tests.metrics.oracle.files import KAD, Values

YES, NO, UNKNOWN, OUT = "met", "not_met", "not_reported", "not_applicable"


@dataclass(frozen=True)
class Papers:
    """What Biểu 3 and 4 of one return say: task → (state, document) and texts of difficulties and proposals."""

    states: dict[str, tuple[str, bool]]
    difficulties: int
    proposals: int


def read_papers(path: Path, facts: Facts) -> Papers:
    book = openpyxl.load_workbook(path, data_only=True)
    words = {word: code for (enum, word), code in facts.enum_codes.items() if enum == "task_state"}
    states = {}
    for row in _rows(book["Biểu 3"], "Mã"):
        state, document = _text(row[3]), _text(row[5])
        if state:
            states[_text(row[1])] = (words[state], bool(document))
    troubles = [(_text(row[1]), _text(row[2])) for row in _rows(book["Biểu 4"], "STT")]
    return Papers(states, sum(bool(one) for one, _ in troubles), sum(bool(other) for _, other in troubles))


def _rows(sheet, heading: str) -> Iterator[tuple]:
    rows = [(*row, *[None] * 7) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if heading in row)
    return (row for row in rows[start + 1 :] if isinstance(row[0], int))


def _text(value: object) -> str:
    return unicodedata.normalize("NFC", str(value)).strip() if value is not None else ""


class Tasks:
    """Indicators of tasks over a set of accepted returns."""

    def __init__(self, facts: Facts, returns: dict[tuple[str, int], Values]) -> None:
        self.facts = facts
        self.given: dict[tuple[str, int], dict[str, object]] = {}
        for (_, index), values in returns.items():
            for (unit, element), value in values.items():
                self.given.setdefault((unit, index), {})[element] = value
        tables = tomllib.loads((facts.folder / "task_indicators.toml").read_text(encoding="utf-8"))["task"]
        self.items = {item["code"]: item for table in tables for item in table.get("indicator", [])}
        self.fed, self.last, self.ever_asked = cache(self._fed), cache(self._last), cache(self._ever_asked)

    def asked_tasks(self, index: int) -> Iterator[tuple[str, str]]:
        """(unit, task) of every task some form asks for."""
        with (self.facts.folder / "form_kinds.csv").open(encoding="utf-8", newline="") as file:
            senders = {row["code"]: row["sender"] for row in csv.DictReader(file)}
        with (self.facts.folder / "roles.csv").open(encoding="utf-8", newline="") as file:
            roles = list(csv.DictReader(file))
        with (self.facts.folder / "tasks.csv").open(encoding="utf-8", newline="") as file:
            tasks = [(row["code"], set(row["owners"].split(";"))) for row in csv.DictReader(file)]
        day = cutoff_of(index).isoformat()
        for unit in self.facts.in_force(index):
            held = {row["role"] for row in roles if row["unit_id"] == unit.id
                    and row["valid_from"] <= day <= (row["valid_to"] or "9999")}  # fmt: skip
            for task, owners in tasks:
                if unit.form and owners & {senders[unit.form], *held}:
                    yield unit.id, task

    def row(self, code: str, level: str, group: str, index: int) -> dict | None:
        """The province's figure; None where nobody is asked."""
        item = self.items[code]
        units = [
            unit.id
            for unit in self.facts.in_force(index)
            if unit.level in item["levels"]
            and level in ("all", unit.level)
            and (item.get("population") != "in_mt2" or unit.in_mt2)
            and self._is_asked(item, unit.id, index, group)
        ]
        outside = index > index_of(item.get("last_period", "9999Q4"))
        if not units or outside or (not group and not item.get("has_total", True)):
            return None
        if item["aggregation"] == "share_of_units":
            return self._share([self._answer(item, unit, index) for unit in units])
        return self._sum(item, units, index, group)

    # Yes or no

    def _share(self, answers: list[str]) -> dict:
        met, missed, silent, out = (answers.count(state) for state in (YES, NO, UNKNOWN, OUT))
        counted = len(answers) - out
        return {
            "numerator": met,
            "denominator": counted,
            "value": 100 * met / counted if met + missed else None,
            "lower": 100 * met / counted if counted else None,
            "upper": 100 * (met + silent) / counted if counted else None,
            "not_reported": silent,
        }

    def _answer(self, item: dict, unit: str, index: int) -> str:
        ways = [way for way in self._ways(item, unit) if set(map(_cell, way)) <= self._cells(unit, index)]
        found = [self._way(way, unit, index) for way in ways]
        return next((state for state in (YES, UNKNOWN, NO) if state in found), OUT)

    def _ways(self, item: dict, unit: str) -> list[list[str]]:
        return [way["terms"] for way in item["condition"] if self.facts.units[unit].level in way["levels"]]

    def _way(self, terms: list[str], unit: str, index: int) -> str:
        states = [self._term(text, unit, index) for text in terms]
        return next((state for state in (OUT, NO, UNKNOWN) if state in states), YES)

    def _term(self, text: str, unit: str, index: int) -> str:
        value = self.given.get((unit, index), {}).get(_cell(text))
        if value == KAD:
            return OUT
        if value is None:
            return UNKNOWN
        sign, _, operand = text.partition(" ")[2].partition(" ")
        if sign == "given":
            return YES
        holds = {
            "is": lambda: value == operand,
            "=": lambda: value == 1,
            ">": lambda: value > float(operand),
        }[sign]()
        return YES if holds else NO

    # Numbers

    def _cells(self, unit: str, index: int) -> set[str]:
        return self.facts.asked[index].get(unit, set())

    def _is_asked(self, item: dict, unit: str, index: int, group: str) -> bool:
        if item["aggregation"] == "share_of_units":
            return any({*map(_cell, way)} & self._cells(unit, index) for way in self._ways(item, unit))
        return bool(self._sides(item, unit, index, group))

    def _sides(self, item: dict, unit: str, index: int, group: str) -> list[tuple[list, list]]:
        """Values of numerator and denominator cells, of each part that the unit is asked."""
        asked, given, found = self._cells(unit, index), self.given.get((unit, index), {}), []
        for part in item["part"]:
            if self.facts.units[unit].level not in part["levels"] or (group and part.get("group", "") != group):
                continue
            tops, belows = (
                [code for code in part.get(side, []) if code in asked] for side in ("numerator", "denominator")
            )
            if tops and bool(belows) == bool(part.get("denominator")):
                found.append(([given.get(code) for code in tops], [given.get(code) for code in belows]))
        return found

    def _pair(self, item: dict, unit: str, index: int, group: str) -> tuple[str, float, float]:
        sides = [side for side in self._sides(item, unit, index, group) if KAD not in (*side[0], *side[1])]
        if not sides:
            return OUT, 0, 0
        tops, belows = ([value for side in sides for value in side[place]] for place in (0, 1))
        if None in (*tops, *belows):
            return UNKNOWN, 0, 0
        return YES, sum(tops), sum(belows)

    def _sum(self, item: dict, units: list[str], index: int, group: str) -> dict:
        pairs = {unit: self._pair(item, unit, index, group) for unit in units}
        counted = {unit: pair for unit, pair in pairs.items() if pair[0] != OUT}
        silent = [unit for unit, pair in counted.items() if pair[0] == UNKNOWN]
        known = [pair[1:] for pair in counted.values() if pair[0] == YES]
        if item["aggregation"] == "latest":
            known += [fed for unit in silent if (fed := self.fed(item["code"], unit, index))]
        top, below = (sum(pair[place] for pair in known) if known else None for place in (0, 1))
        plain = item["aggregation"] == "sum"
        value = top if plain else 100 * top / below if below else None
        lower, upper = (value, None) if plain else self._bounds(item, silent, known, index, group)
        return {
            "numerator": top,
            "denominator": None if plain else below,
            "value": value,
            "lower": lower,
            "upper": upper,
            "not_reported": len(silent),
        }

    def _bounds(self, item: dict, silent: list[str], known: list, index: int, group: str) -> tuple:
        bases = [self.last(item["code"], unit, index, group) for unit in silent]
        base = sum(pair[1] for pair in known) + sum(one or 0 for one in bases)
        if not item.get("part_of_whole") or None in bases or not base:
            return None, None
        top = sum(pair[0] for pair in known)
        return 100 * top / base, 100 * (top + sum(bases)) / base

    def _last(self, code: str, unit: str, index: int, group: str) -> float | None:
        """The last denominator the unit gave, whatever became of its numerator; else that of what it was together."""
        sides = self._sides(self.items[code], unit, index, group)
        belows = [value for top, below in sides if KAD not in (*top, *below) for value in below]
        if belows and None not in belows:
            return sum(belows)
        before = [old for old in self.facts.just_before(unit, index) if self.ever_asked(code, old, index - 1, group)]
        theirs = [self.last(code, old, index - 1, group) for old in before]
        return sum(theirs) if theirs and None not in theirs else None

    def _ever_asked(self, code: str, unit: str, index: int, group: str) -> bool:
        return bool(self._sides(self.items[code], unit, index, group)) or any(
            self.ever_asked(code, old, index - 1, group) for old in self.facts.just_before(unit, index)
        )

    def _fed(self, code: str, unit: str, index: int) -> tuple[float, float] | None:
        """The last figures of the Decree's year, the unit's own or those of what it was."""
        state, top, below = self._pair(self.items[code], unit, index, "")
        if state == YES:
            return top, below
        if index % 4 == 1:
            return None
        theirs = [fed for old in self.facts.just_before(unit, index) if (fed := self.fed(code, old, index - 1))]
        return (sum(one[0] for one in theirs), sum(one[1] for one in theirs)) if theirs else None


def _cell(term: str) -> str:
    return re.split(r"\s+", term)[0]
