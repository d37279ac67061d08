"""Who has sent, and which units lag and why (metrics.md §5), from the figures of the other modules here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from tests.metrics.oracle.facts import code_of
from tests.metrics.oracle.files import KAD
from tests.metrics.oracle.judgement import Judge

SILENT = ("no_return", "rejected", "no_value")
ASIDE = ("late", "evidence_missing")
"""Reasons under headings of their own, outside the headline count."""
BAD_LEVEL = ("missed", "regressing", "lagging", "stagnant", "needs_acceleration")


@dataclass(frozen=True)
class Arrival:
    """One file as it came: whose it says it is, for when, and what became of it."""

    unit: str
    index: int
    received_at: datetime
    outcome: str
    revision: int = 1


@dataclass(frozen=True)
class Report:
    """A return that is expected: its state, first receipt not rejected, days late, the revision that counts."""

    state: str
    received_at: datetime | None
    days_late: int
    is_due: bool
    revision: int | None = None


class Reports:
    """The state of every expected return at a moment.

    letters     last days by (level, quarter) that request letters state
    extensions  last days by (unit, quarter)
    """

    def __init__(
        self,
        judge: Judge,
        arrivals: Iterable[Arrival],
        moment: datetime,
        letters: Mapping[tuple[str, int], date] | None = None,
        extensions: Mapping[tuple[str, int], date] | None = None,
    ) -> None:
        self.facts = judge.facts
        self.moment = moment
        self.letters, self.extensions = letters or {}, extensions or {}
        self._files: dict[tuple[str, int], list[Arrival]] = {}
        for arrival in arrivals:
            self._files.setdefault((arrival.unit, arrival.index), []).append(arrival)

    def due_at(self, unit: str, index: int) -> datetime:
        """The calendar's due time, or the letter's in its place, or the unit's own where that is later."""
        here = self.facts.units[unit]
        due = self.facts.due_at(here, index)
        if (here.level, index) in self.letters:
            due = datetime.combine(self.letters[here.level, index], due.time())
        if (unit, index) in self.extensions:
            due = max(due, datetime.combine(self.extensions[unit, index], due.time()))
        return due

    def of(self, unit: str, index: int) -> Report:
        due = self.due_at(unit, index)
        files = self._files.get((unit, index), [])
        states = {file.outcome for file in files}
        state = next((name for name in ("accepted", "pending", "rejected") if name in states), "")
        if not state:
            state = "missing" if self.moment > due else "not_due"
        if state not in ("accepted", "pending"):
            late = 0 if state == "not_due" else max(0, (self.moment.date() - due.date()).days)
            return Report(state, None, late, self.moment > due)
        first = min(file.received_at for file in files if file.outcome != "rejected")
        counts = max(file.revision for file in files if file.outcome == state)
        return Report(state, first, max(0, (first.date() - due.date()).days), self.moment > due, counts)


class Lagging:
    """Reasons of every unit in every quarter."""

    def __init__(self, judge: Judge, reports: Reports) -> None:
        self.judge, self.facts, self.reports = judge, judge.facts, reports
        self.limits = judge.facts.thresholds
        self.targets = [
            {**target["indicator"][0], "target": target["code"]}
            for target in self.facts.targets
            if target["indicator"][0]["judgement"] in ("plan", "annual")
        ]
        self._rows = cache(self._rows_of)
        self.run = cache(self._run)
        self.reasons = cache(self._reasons)

    def units(self, index: int) -> list[str]:
        """Units whose figures are due: somebody's return is asked about them."""
        return [unit for unit in self.facts.asked[index] if self._is_due(unit, index)]

    def _is_due(self, unit: str, index: int) -> bool:
        report = self.reports.of(self.facts.reporter(unit, index), index)
        return report.is_due or report.state == "accepted"

    def _rows_of(self, index: int) -> dict:
        return {(row["indicator"], row["org_unit"], row["level"], row["group"]): row for row in self.judge.rows(index)}

    def _reasons(self, unit: str, index: int) -> tuple[tuple[str, str, float | None], ...]:
        """(reason, target, shortfall) of one unit in one quarter."""
        return tuple(
            dict.fromkeys(
                [*self._of_return(unit, index), *self._of_targets(unit, index), *self._of_papers(unit, index)]
            )
        )

    def _of_return(self, unit: str, index: int) -> Iterator[tuple]:
        if not self.facts.units[unit].form:
            return
        report = self.reports.of(unit, index)
        if report.state in ("missing", "rejected"):
            silent = 100.0 * len(list(self.standing(unit, index)))
            yield {"missing": "no_return", "rejected": "rejected"}[report.state], "", silent or None
        if report.state in ("accepted", "pending") and report.days_late > 0:
            yield "late", "", None

    def standing(self, unit: str, index: int) -> Iterator[tuple[dict, dict, bool, bool, float]]:
        """Each target that applies: its row, whether the unit is silent on it or below plan, and by how much it is
        short."""
        for item in self.targets:
            row = self._rows(index).get((item["code"], unit, self.facts.units[unit].level, ""))
            if row and row["status"] != "not_applicable":
                silent = row["not_reported"] > 0
                yield (
                    item,
                    row,
                    silent,
                    not silent and self._is_below(item, row, index),
                    self._shortfall(item, row, silent),
                )

    def _is_below(self, item: dict, row: dict, index: int) -> bool:
        if row["value"] is None or round(_sign(item) * (row["value"] - item["target_value"]), 6) >= 0:
            return False
        if item["aggregation"] == "share_of_units":
            deadline = 4 * int(row["deadline_period"][:4]) + int(row["deadline_period"][5])
            level = self._rows(index)[item["code"], self.facts.province, row["level"], ""]
            return level["status"] in BAD_LEVEL or index >= deadline - self.limits["near_deadline_quarters"]
        if item["judgement"] == "annual" and row["period"][5] != "4":
            return False
        attained = row["plan_attainment"]
        return attained is not None and round(attained, 6) < self.limits["on_track"]

    @staticmethod
    def _shortfall(item: dict, row: dict, silent: bool) -> float | None:
        if silent or item["aggregation"] == "share_of_units":
            return 100.0
        if row["planned_now"] is None or row["value"] is None:
            return None
        return max(0.0, _sign(item) * (row["planned_now"] - row["value"])) * _points(item)

    def _of_targets(self, unit: str, index: int) -> Iterator[tuple]:
        came = self.reports.of(self.facts.reporter(unit, index), index).state == "accepted"
        for item, row, silent, below, shortfall in self.standing(unit, index):
            if below:
                yield "below_plan", item["target"], shortfall
            if silent and came:
                yield "no_value", item["target"], shortfall
            if not silent and (fall := self._fall(item, row, unit, index)):
                yield "regressed", item["target"], fall
            if row["status"] == "stagnant":
                yield "stagnant", item["target"], shortfall

    def _fall(self, item: dict, row: dict, unit: str, index: int) -> float | None:
        """Points below the unit's own previous accepted quarter (of the year, for an annual target), where it is
        short of T."""
        if row["value"] is None or round(_sign(item) * (row["value"] - item["target_value"]), 6) >= 0:
            return None
        tolerance = self.limits["regress_count" if _counts(item) else "regress_points"]
        key = (item["code"], unit, row["level"], "")
        start = 4 * ((index - 1) // 4) + 1 if item["judgement"] == "annual" else 0
        for then in range(index - 1, max(start, self.facts.periods[0]) - 1, -1):
            before, _ = self.judge.then_and_now(key, then, index)
            if before and before.value is not None and not before.not_reported:
                fall = _sign(item) * (before.value - row["value"])
                return fall * _points(item) if round(fall, 6) > tolerance else None
        return None

    def _of_papers(self, unit: str, index: int) -> Iterator[tuple]:
        given = self.judge.answers.given[unit, index]
        for code, value in given.items():
            element = self.facts.elements.get(code)
            if (
                element
                and element["document_required"] == "1"
                and _is_yes(element, value)
                and element["document"] not in given
            ):
                yield "evidence_missing", self._read_by(code), None

    def _read_by(self, code: str) -> str:
        heads = [(target["code"], target["indicator"][0]) for target in self.facts.targets]
        terms = [
            (name, text.split()[0])
            for name, head in heads
            for way in head.get("condition", [])
            for text in way["terms"]
        ]
        return min((name for name, element in terms if element == code), default="")

    # Units

    def is_headline(self, unit: str, index: int) -> bool:
        return any(reason not in ASIDE for reason, _, _ in self.reasons(unit, index))

    def _run(self, unit: str, index: int) -> int:
        """Quarters back in which the unit, or those it carries on, was in the headline count; those not due skipped."""
        before = max((self.run(one, index - 1) for one in self.facts.just_before(unit, index)), default=0)
        if unit not in self.facts.asked[index] or not self._is_due(unit, index):
            return before
        return before + 1 if self.is_headline(unit, index) else 0

    def order(self, index: int) -> list[str]:
        """Units of the headline count, the worst first."""
        found = [unit for unit in self.units(index) if self.is_headline(unit, index)]
        return sorted(found, key=lambda unit: self._place(unit, index))

    def _place(self, unit: str, index: int) -> tuple:
        short = [item for item in self.standing(unit, index) if item[2] or item[3]]
        silent = any(reason in SILENT for reason, _, _ in self.reasons(unit, index))
        return -len(short), not silent, -self.run(unit, index), -round(sum(item[4] or 0 for item in short), 6), unit

    def rows(self, index: int) -> Iterator[dict]:
        """The rows of ``dxmetrics lagging``, without order."""
        for unit in self.units(index):
            for reason, target, shortfall in self.reasons(unit, index):
                yield {
                    "org_unit": unit, "level": self.facts.units[unit].level, "period": code_of(index), "reason": reason,
                    "target": target, "shortfall": shortfall, "quarters_lagging": self.run(unit, index),
                }  # fmt: skip


def _sign(item: dict) -> int:
    return 1 if item["direction"] == "up" else -1


def _counts(item: dict) -> bool:
    return item.get("unit", "percent") == "count"


def _points(item: dict) -> float:
    """What one unit of measure is in points: a count is taken as a percentage of its target."""
    return 100.0 / abs(item["target_value"]) if _counts(item) else 1.0


def _is_yes(element: dict, value: object) -> bool:
    if value == KAD:
        return False
    return value != "none" if element["value_type"] == "enum" else isinstance(value, float) and value > 0
