"""Progress and status of every row (metrics.md §3), one quarter at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.metrics.oracle.answers import GIVEN, Answers, Pair
from tests.metrics.oracle.facts import code_of, index_of, last_period_by
from tests.metrics.oracle.rollup import Figures, pool

WORST_FIRST = (
    "missed", "regressing", "lagging", "stagnant", "not_met", "needs_acceleration", "incomplete", "not_reported",
    "not_assessable", "in_year", "on_track", "achieved",
)  # fmt: skip
"""metrics.md §2, and where a district's office that has not yet done it stands among its levels."""
Key = tuple[str, str, str, str]
"""indicator, org unit, level, group"""


@dataclass(frozen=True)
class Line:
    """From the baseline to the target, straight or through the milestones that lie beyond the baseline. ``base`` is
    None where there is no baseline yet."""

    start: int | None
    base: float | None
    end: int
    target: float
    sign: int
    milestones: tuple[tuple[int, float], ...] = ()

    def beyond(self, value: float) -> bool:
        """On the good side of the target, or on it."""
        return round(self.sign * (value - self.target), 6) >= 0

    @property
    def flat(self) -> bool:
        return self.base is None or self.beyond(self.base)

    def at(self, index: int) -> float | None:
        if index >= self.end:
            return self.target
        if self.base is None:
            return None
        if self.flat:
            return self.target
        if self.end <= self.start:
            return None
        points = [(self.start, self.base), *self._bends(), (self.end, self.target)]
        here = max(index, self.start)
        (q1, v1), (q2, v2) = next((one, other) for one, other in pairwise(points) if one[0] <= here < other[0])
        return v1 + (v2 - v1) * (here - q1) / (q2 - q1)

    def _bends(self) -> list[tuple[int, float]]:
        return [
            (quarter, value)
            for quarter, value in self.milestones
            if self.start < quarter < self.end and round(self.sign * (value - self.base), 6) >= 0
        ]


class Judge:
    """All rows of one quarter's target_progress, computed the long way."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.facts = answers.facts
        self.bodies = {unit.parent for unit in self.facts.units.values()}
        self._members: dict[tuple[str, int], dict[Key, list[str]]] = {}
        self._folded: dict[tuple[str, int, int, str], dict] = {}

    # Rows and their figures

    def members(self, name: str, index: int) -> dict[Key, list[str]]:
        """The units of each row: (org unit, level) covers the units of the level that are the org unit or lie under
        it."""
        if (name, index) not in self._members:
            found: dict[Key, list[str]] = {}
            for unit in self.answers.population(name, index):
                for key in self._rows_of(name, unit.id, unit.level, index):
                    found.setdefault(key, []).append(unit.id)
            self._members[name, index] = found
        return self._members[name, index]

    def _rows_of(self, name: str, unit: str, level: str, index: int) -> Iterator[Key]:
        groups = self.answers.groups(name, unit, index)
        for org in self.facts.above(unit):
            for row_level in (level, "all") if org in self.bodies else (level,):
                yield from ((name, org, row_level, group) for group in groups)

    def folded(self, key: Key, then: int, now: int) -> dict:
        """Every unit's answer of quarter ``then``, to the row's indicator and group, on the units in force in
        ``now``."""
        asked = (key[0], then, now, key[3])
        if asked not in self._folded:
            self._folded[asked] = self.answers.folded(*asked)
        return self._folded[asked]

    def figures(self, key: Key, index: int) -> Figures | None:
        """The row as it was in its own quarter."""
        units = self.members(key[0], index).get(key)
        return self.pooled(key, index, index, units) if units else None

    def pooled(self, key: Key, then: int, now: int, units: list[str]) -> Figures | None:
        """Quarter ``then`` of some units of the row, on the structure of ``now``."""
        answers = self.folded(key, then, now)
        return pool(self.answers.item(key[0]), [answers[unit] for unit in units if unit in answers])

    def area(self, key: Key, then: int, now: int) -> list[str]:
        """The row's units in ``now`` that also stood for something in ``then``."""
        before = self.folded(key, then, now)
        return [unit for unit in self.members(key[0], now).get(key, []) if unit in before]

    def then_and_now(self, key: Key, then: int, now: int) -> tuple[Figures | None, Figures | None]:
        """An earlier quarter and this one over the area that both have, on the units in force now."""
        units = self.area(key, then, now)
        return (self.pooled(key, then, now, units), self.pooled(key, now, now, units)) if units else (None, None)

    # Baseline

    def is_single(self, key: Key, index: int) -> bool:
        """One unit's own row, judged against its level's line."""
        return key[2] != "all" and self.members(key[0], index)[key] == [key[1]]

    def baseline(self, key: Key, now: int) -> tuple[int, float] | None:
        """(quarter, value): the first accepted value of one unit, the first quarter of many with enough reported."""
        item = self.answers.item(key[0])
        if "baseline" in item:
            return last_period_by(item["baseline_date"]), item["baseline"]
        single = self.is_single(key, now)
        for then in self.facts.periods:
            if then > now:
                return None
            if single or self._enough(key, then):
                before, _ = self.then_and_now(key, then, now)
                if before and before.value is not None:
                    return then, before.value
        return None

    def has_enough(self, key: Key, index: int) -> bool:
        """Enough reported, and something to start from."""
        row = self.figures(key, index)
        least = self.facts.thresholds["reported_share"]
        return bool(row and row.value is not None and round(row.reported_share, 6) >= least)

    def _enough(self, key: Key, index: int) -> bool:
        return self.has_enough(key, index)

    # One row

    def rows(self, index: int) -> Iterator[dict]:
        """Every row of the quarter as a dict with the columns of ``progress``."""
        for item in self.facts.indicators:
            found = {key: self._row(item, key, index) for key in self.members(item["code"], index)}
            if item.get("each_level"):
                _take_worst(found)
            yield from found.values()

    def _row(self, item: dict, key: Key, index: int) -> dict:
        row = self.figures(key, index)
        base = self._base(item, key, index)
        sums = {
            "indicator": key[0], "org_unit": key[1], "level": key[2], "group": key[3], "period": code_of(index),
            "peer_group": self.facts.units[key[1]].peer_group,
            **{name: getattr(row, name) for name in Figures.__dataclass_fields__},
            "baseline": base[1] if base else None,
            "baseline_period": code_of(base[0]) if base else None,
        }  # fmt: skip
        if item["judgement"] == "tracking":
            return {**sums, "status": _state_without_target(row)}
        if item["judgement"] == "guardrail":
            return {**sums, **self._guarded(key, index, row, base)}
        return {**sums, **Case(self, item, key, index, row, base).judged()}

    def _base(self, item: dict, key: Key, index: int) -> tuple[int, float | None] | None:
        if item["judgement"] == "tracking":
            return None
        return self._annual_start(key, index) if item["judgement"] == "annual" else self.baseline(key, index)

    def _guarded(self, key: Key, index: int, row: Figures, base: tuple[int, float] | None) -> dict:
        """Not above the baseline, over the units that reported both then and now (plan-model.md 0.11)."""
        then, now = self._like_for_like(key, base[0], index) if base else (None, None)
        state = _state_without_target(row)
        if state == "tracking":
            state = self._guard_state(row, then, now)
        return {"baseline": then, "target_value": then, "comparable_value": now, "status": state}

    def _guard_state(self, row: Figures, then: float | None, now: float | None) -> str:
        limits = self.facts.thresholds
        if round(row.reported_share, 6) < limits["reported_share"]:
            return "incomplete"
        if then is None:
            return "not_assessable"
        return "achieved" if now <= then else "regressing" if now - then > limits["regress_count"] else "on_track"

    def _like_for_like(self, key: Key, then: int, now: int) -> tuple[float | None, float | None]:
        before, here = self.folded(key, then, now), self.folded(key, now, now)
        both = [unit for unit in self.area(key, then, now) if _whole(before[unit]) and _whole(here[unit])]
        if not both:
            return None, None
        return (sum(answers[unit].numerator for unit in both) for answers in (before, here))

    def _annual_start(self, key: Key, index: int) -> tuple[int, float]:
        """Nothing done at Q4 of the year before, or at the quarter of the Plan's date where that is later."""
        year = (index - 1) // 4
        return max(4 * (year - 1) + 4, last_period_by(self.facts.plan_date)), 0.0


def _whole(pair: Pair) -> bool:
    return pair.state == GIVEN and not pair.partial


def _state_without_target(row: Figures) -> str:
    if row.reported_share is None:
        return "not_applicable"
    return "not_reported" if row.value is None else "tracking"


def _take_worst(rows: dict[Key, dict]) -> None:
    """The Plan asks each level: ``all`` is as its worst level."""
    for key, row in rows.items():
        if key[2] == "all":
            levels = [other for one, other in rows.items() if one[1] == key[1] and one[3] == key[3] and one[2] != "all"]
            applying = [level for level in levels if level["status"] != "not_applicable"]
            if not applying:
                continue  # nobody is asked, so the row stays as it is: not_applicable, and nothing that bounds it
            for name in ("status", "status_lower", "status_upper"):
                row[name] = _worst([level[name] for level in applying])


def _worst(states: list[str | None]) -> str | None:
    return None if None in states else min(states, key=WORST_FIRST.index)


def _all_three(state: str, bounded: bool) -> dict:
    return {"status": state, "status_lower": state if bounded else None, "status_upper": state if bounded else None}


class Case:
    """One row with a target: the numbers of §3 and its status."""

    def __init__(
        self, judge: Judge, item: dict, key: Key, index: int, row: Figures, base: tuple[int, float] | None
    ) -> None:
        self.judge, self.item, self.key, self.q, self.row = judge, item, key, index, row
        self.limits = judge.facts.thresholds
        self.annual = item["judgement"] == "annual"
        self.single = judge.is_single(key, index)
        self.counts = item.get("unit", "percent") == "count"
        self.sign = 1 if item["direction"] == "up" else -1
        self.end = 4 * ((index - 1) // 4) + 4 if self.annual else last_period_by(item["deadline"])
        self.target = float(item["target_value"])
        self.own = self._line(base)
        own_line = self.annual or item["aggregation"] == "sum"  # counts have no scale in common with their level's
        self.plan = self._line(self._level_base()) if self.single and not own_line else self.own
        self.now = row if self.annual or not base or "baseline" in item else judge.then_and_now(key, base[0], index)[1]

    def _line(self, base: tuple[int, float] | None) -> Line:
        bends = tuple((index_of(item["period"]), float(item["value"])) for item in self.item.get("milestones", []))
        return Line(base[0] if base else None, base[1] if base else None, self.end, self.target, self.sign, bends)

    def _level_base(self) -> tuple[int, float] | None:
        level = self.judge.facts.units[self.key[1]].level
        return self.judge.baseline((self.key[0], self.judge.facts.province, level, self.key[3]), self.q)

    def judged(self) -> dict:
        """Every column that needs a target."""
        c = self.now.value if self.now and self.row.value is not None else None
        b, q0, t, left = self.own.base, self.own.start, self.target, self.end - self.q
        planned = self.plan.at(self.q)
        span = b is not None and not self.own.flat
        moving = b is not None and self.q > q0 and self.end > q0
        pace = (c - b) / (self.q - q0) if c is not None and moving else None
        projected = c if left <= 0 else c + pace * left if pace is not None else None
        return {
            "target_value": t,
            "deadline_period": code_of(self.end),
            "direction": self.sign,
            "planned_now": planned,
            "progress_share": (c - b) / (t - b) if c is not None and span else None,
            "plan_attainment": self.attainment(c),
            "pace": pace,
            "required_pace": self._required(),
            "projected": projected,
            **self._recent(pace, projected),
            "comparable_value": self.now.value if self.now and b is not None else None,
            "gap_pct": self._gap(projected) if span or b is None else None,
            **self._to_go(),
            **self.status(),
        }

    def _recent(self, pace: float | None, projected: float | None) -> dict:
        """By the last four quarters: from the oldest accepted value among them that is not before the baseline and can
        be compared."""
        alike = {"pace_recent": pace, "projected_recent": projected}
        if pace is None or self.own.start >= self.q - 4:
            return alike
        since = [then for then in reversed(self._history()) if then >= max(self.q - 4, self.own.start)]
        both = ((then, *self.judge.then_and_now(self.key, then, self.q)) for then in since)
        moving, before, now = next((one for one in both if one[2].value is not None), (None, None, None))
        if moving is None:
            return {"pace_recent": None, "projected_recent": projected if self.q >= self.end else None}
        recent = (now.value - before.value) / (self.q - moving)
        ahead = projected if self.q >= self.end else now.value + recent * (self.end - self.q)
        return {"pace_recent": recent, "projected_recent": ahead}

    def attainment(self, c: float | None) -> float | None:
        planned, base = self.plan.at(self.q), self.plan.base
        if c is None or planned is None or base is None or self.plan.flat or round(planned - base, 6) == 0:
            return None
        return (c - base) / (planned - base)

    def _required(self) -> float | None:
        c = self.row.value
        if c is None:
            return None
        if self.own.beyond(c):
            return 0.0
        return (self.target - c) / (self.end - self.q) if self.q < self.end else None

    def _gap(self, projected: float | None) -> float | None:
        if projected is None:
            return None
        if self.own.beyond(projected):
            return 0.0
        b = self.own.base
        return None if b is None else abs(self.target - projected) / abs(self.target - b) * 100

    def _to_go(self) -> dict:
        if self.item["aggregation"] != "share_of_units":
            return {"units_to_go": None, "units_per_quarter_needed": None}
        needed = max(0, math.ceil(round(self.target / 100 * self.row.denominator, 6)) - self.row.met)
        left = self.end - self.q
        return {"units_to_go": needed, "units_per_quarter_needed": needed / left if left > 0 else None}

    # Status

    def status(self) -> dict:
        """The status, and those with everything unknown at its least and at its most."""
        row = self.row
        bounded = row.lower is not None and row.upper is not None
        if row.reported_share is None:
            return _all_three("not_applicable", bounded)
        if row.value is None:
            return _all_three("not_reported", bounded)
        if not bounded:
            low = high = None
            state = self._state("value")
            grown = self.item["aggregation"] == "sum" and self.sign > 0 and state == "achieved"
            if not grown and round(row.reported_share, 6) < self.limits["reported_share"]:
                state = "incomplete"
        else:
            low, high = self._state("lower"), self._state("upper")
            state = low if low == high else "incomplete"
        return {"status": state, "status_lower": low, "status_upper": high}

    def _state(self, probe: str) -> str:
        """The status were the figure its value, its lower or its upper bound."""
        if self.own.beyond(getattr(self.row, probe)):
            return "achieved"
        if self.annual:
            return "missed" if self.q >= self.end else "in_year"
        if self.q >= self.end:
            return "missed"
        if self.single and self.item["aggregation"] == "share_of_units":
            return "regressing" if self._was_achieved(probe) else "not_met"
        if self.plan.base is None or self.q <= self.plan.start:
            return "not_assessable"
        c = getattr(self.now, probe) if self.now else None
        if c is None:
            return "lagging"
        if self._regressed(c) or self._was_achieved(probe):
            return "regressing"
        attained = self.attainment(c)
        if attained is not None and round(attained, 6) < self.limits["on_track"] and self._stagnant(probe):
            return "stagnant"
        if attained is None:
            return (
                "on_track" if round(self.sign * (c - self.plan.at(self.q)) + self._tolerance(), 6) >= 0 else "lagging"
            )
        for name in ("on_track", "needs_acceleration"):
            if round(attained, 6) >= self.limits[name]:
                return name
        return "lagging"

    def _tolerance(self) -> float:
        return self.limits["regress_count"] if self.counts else self.limits["regress_points"]

    def _regressed(self, c: float) -> bool:
        b = self.own.base
        return b is not None and self.q > self.own.start and round(self.sign * (b - c), 6) > self._tolerance()

    def _was_achieved(self, probe: str) -> bool:
        """An earlier quarter met the target for sure and the same area, taken so, no longer does."""
        for then in self._history():
            before, now = self.judge.then_and_now(self.key, then, self.q)
            here = getattr(now, probe)
            if here is not None and self._surely_met(before) and not self.own.beyond(here):
                return True
        whole_yes = self.single and self.item["aggregation"] == "share_of_units"  # a stated share is nobody's own yes
        return not whole_yes and "baseline" in self.item and self.own.beyond(self.item["baseline"])

    def _history(self) -> list[int]:
        """Earlier quarters with an accepted value, the latest first."""
        earlier = range(self.q - 1, self.judge.facts.periods[0] - 1, -1)
        return [
            then
            for then in earlier
            if (row := self.judge.then_and_now(self.key, then, self.q)[0]) and row.value is not None
        ]

    def _surely_met(self, row: Figures) -> bool:
        if row.lower is None or row.upper is None:
            return round(row.reported_share, 6) >= self.limits["reported_share"] and self.own.beyond(row.value)
        return self.own.beyond(row.lower if self.sign > 0 else row.upper)

    def _stagnant(self, probe: str) -> bool:
        """The last three accepted values alike, all over the area of the oldest; a stated baseline is one of them."""
        wanted = int(self.limits["stagnant_periods"]) - 1
        earlier = self._history()[:wanted]
        stated = self._stated_before(earlier) if len(earlier) < wanted else []
        if len(earlier) + len(stated) < wanted or not earlier:
            return False
        area = self.judge.area(self.key, earlier[-1], self.q)
        rows = [self.judge.pooled(self.key, then, self.q, area) for then in earlier]
        values = [
            getattr(self.judge.pooled(self.key, self.q, self.q, area), probe),
            *(row.value for row in rows if row),
            *stated,
        ]
        if None in values or len(values) <= wanted:
            return False
        return round(max(values) - min(values), 6) <= (0.0 if self.counts else self.limits["stagnant_points"])

    def _stated_before(self, earlier: list[int]) -> list[float]:
        """A stated baseline older than those quarters, as one more accepted value."""
        if "baseline" not in self.item or (earlier and self.own.start >= earlier[-1]):
            return []
        return [self.item["baseline"]]
