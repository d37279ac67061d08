"""What each unit answers to each indicator in each quarter, and what earlier answers say on later units (metrics.md
§2, §6)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from tests.metrics.oracle.facts import Facts, Unit, index_of
from tests.metrics.oracle.files import KAD, Values

MET, NOT_MET, UNKNOWN, NOT_APPLICABLE, GIVEN = "met", "not_met", "unknown", "not_applicable", "given"
_TERM = re.compile(r"(\S+) (?:(given)|(>=|>|=) (?:(stated) )?(\S+))")


@dataclass(frozen=True)
class Pair:
    """What one unit's numerator and denominator are; ``low`` and ``high`` bound the numerator over ``base`` (None:
    unknown).

    state  given | unknown | not_applicable (this quarter); a silent unit's pair of kind ``latest`` still has a
    numerator
    """

    state: str
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    base: float | None = None
    age: int | None = None
    partial: bool = False


class Answers:
    """All answers of one set of accepted returns. ``returns``: (unit that sends, quarter) → figures of the accepted
    revision."""

    def __init__(self, facts: Facts, returns: dict[tuple[str, int], Values]) -> None:
        self.facts = facts
        self.returns = returns
        self.given: dict[tuple[str, int], dict[str, object]] = defaultdict(dict)
        for (_, index), values in returns.items():
            for (unit, element), value in values.items():
                self.given[unit, index][element] = value
        self.population = cache(self._population)
        self.answer = cache(self._answer)
        self.ever_counted = cache(self._ever_counted)

    # Who counts

    def _population(self, name: str, index: int) -> tuple[Unit, ...]:
        """Units of the indicator in force at the cut-off whose form asks for one of its cells that quarter."""
        item = self.item(name)
        if not index_of(item.get("first_period", "0000Q1")) <= index <= index_of(item.get("last_period", "9999Q4")):
            return ()
        units = [unit for unit in self.facts.in_force(index) if unit.level in item["levels"]]
        if item["population"] == "in_mt2":
            return tuple(unit for unit in units if unit.in_mt2 and self._is_asked(item, unit, index))
        if item["population"] == "it_dedicated":
            return tuple(unit for unit in units if unit.it_dedicated and self._is_asked(item, unit, index))
        return tuple(unit for unit in units if self._is_asked(item, unit, index))

    def item(self, name: str) -> dict:
        return next(item for item in self.facts.indicators if item["code"] == name)

    def _is_asked(self, item: dict, unit: Unit, index: int) -> bool:
        if item["aggregation"] == "share_of_units":
            ways = [way for way in item["condition"] if unit.level in way["levels"] and not way.get("ever")]
            return bool(
                self.facts.asked[index].get(unit.id, set()) & {text.split()[0] for way in ways for text in way["terms"]}
            )
        return bool(self.parts(item, unit.id, index))

    # Yes or no

    def _answer(self, name: str, unit_id: str, index: int, group: str) -> str | Pair | None:
        """What the unit says, to one group of the indicator or (group empty) to all; None where it is not asked
        about the group."""
        item, unit = self.item(name), self.facts.units[unit_id]
        if item["aggregation"] == "share_of_units":
            return self._yes_or_no(item, unit, index)
        return self._pair(item, unit_id, index, group) if self.parts(item, unit_id, index, group) else None

    def parts(self, item: dict, unit: str, index: int, group: str = "") -> list[dict]:
        """The parts of the indicator that the unit is asked for in that quarter."""
        asked, level = self.facts.asked[index].get(unit, set()), self.facts.units[unit].level
        return [
            part
            for part in item["part"]
            if level in part["levels"]
            and group in ("", part.get("group", ""))
            and asked & {*part["numerator"], *part.get("denominator", [])}
        ]

    def groups(self, name: str, unit: str, index: int) -> set[str]:
        """The groups whose rows the unit is in; empty: the whole."""
        item = self.item(name)
        if "part" not in item:
            return {""}
        return {"", *(part.get("group", "") for part in self.parts(item, unit, index))}

    def _yes_or_no(self, item: dict, unit: Unit, index: int) -> str:
        """Any way is enough: met if one holds, unknown if one may, not met if none; ways that do not apply are left
        out."""
        ways = [way for way in item["condition"] if unit.level in way["levels"]]
        found = {self._way(item["code"], way, unit.id, index) for way in ways} - {None}
        for state in (MET, UNKNOWN, NOT_MET):
            if state in found:
                return state
        return NOT_APPLICABLE if found else UNKNOWN

    def _way(self, name: str, way: dict, unit: str, index: int) -> str | None:
        """One condition: None where this quarter's form does not ask for its cells, or where it never held in any
        return so far."""
        if way.get("ever"):
            return MET if self._ever(name, way, unit, index) else None
        asked = self.facts.asked[index].get(unit, set())
        return self._all_hold(way, unit, index) if all(text.split()[0] in asked for text in way["terms"]) else None

    def _ever(self, name: str, way: dict, unit: str, index: int) -> bool:
        """In any accepted return so far, the unit's own or that of a predecessor that counted then."""
        counts = any(one.id == unit for one in self.population(name, index))
        if counts and self._all_hold(way, unit, index) == MET:
            return True
        return any(self._ever(name, way, old, index - 1) for old in self.facts.just_before(unit, index))

    def _all_hold(self, way: dict, unit: str, index: int) -> str:
        states = [self._term(text, unit, index) for text in way["terms"]]
        for state in (NOT_APPLICABLE, NOT_MET, UNKNOWN):
            if state in states:
                return state
        return MET

    def _term(self, text: str, unit: str, index: int) -> str:
        code, given, sign, stated, operand = _TERM.fullmatch(text).groups()
        value = self.given[unit, index].get(code)
        if value == KAD:
            return NOT_APPLICABLE
        if given:
            return MET if value is not None else UNKNOWN
        against = self._operand(operand, bool(stated), unit, index)
        if against == KAD:
            return NOT_APPLICABLE
        if value is None or against is None:
            return UNKNOWN
        holds = {">": value > against, ">=": value >= against, "=": value == against}[sign]
        return MET if holds else NOT_MET

    def _operand(self, operand: str, stated: bool, unit: str, index: int) -> float | str | None:
        if operand == "yes":
            return 1.0
        if re.fullmatch(r"-?[\d.]+", operand):
            return float(operand)
        return self._stated(operand, unit, index) if stated else self.given[unit, index].get(operand)

    def _stated(self, code: str, unit: str, index: int) -> float | None:
        """As last stated in any accepted return so far; of a merged body that stated none, the sum of its
        predecessors'."""
        value = self.given[unit, index].get(code)
        if value is not None and value != KAD:
            return value
        theirs = [self._stated(code, old, index - 1) for old in self.facts.just_before(unit, index)]
        return sum(theirs) if theirs and None not in theirs else None

    # Numbers

    def _pair(self, item: dict, unit: str, index: int, group: str) -> Pair:
        state, numerator, denominator = self._cells(item, unit, index, group)
        if state == NOT_APPLICABLE:
            return Pair(state)
        if state == GIVEN:
            return Pair(state, numerator, denominator, numerator, numerator, denominator, 0)
        fed = self._fed(item, unit, index, group) if item["aggregation"] == "latest" else None
        if fed:
            numerator, denominator, since, partial = fed
            return Pair(UNKNOWN, numerator, denominator, numerator, denominator, denominator, index - since, partial)
        known = self._last_denominator(item, unit, index, group)
        return Pair(UNKNOWN, None, None, None if known is None else 0.0, known, known)

    def _cells(self, item: dict, unit: str, index: int, group: str) -> tuple[str, float | None, float | None]:
        """Given where every part that applies has all its cells: half a pair, or some groups of several, is not."""
        parts = [self._sides(part, unit, index) for part in self.parts(item, unit, index, group)]
        applying = [sides for sides in parts if KAD not in (*sides[0], *sides[1])]
        if not applying:
            return NOT_APPLICABLE if parts else UNKNOWN, None, None
        top, below = ([value for sides in applying for value in sides[place]] for place in (0, 1))
        if None in top or None in below:
            return UNKNOWN, None, None
        return GIVEN, sum(top), sum(below) if below else None

    def _sides(self, part: dict, unit: str, index: int) -> tuple[list, list]:
        given = self.given[unit, index]
        return [given.get(code) for code in part["numerator"]], [
            given.get(code) for code in part.get("denominator", [])
        ]

    def _fed(self, item: dict, unit: str, index: int, group: str) -> tuple[float, float, int, bool] | None:
        """The last figures of the Decree's year, since when, and whether some are missing: the unit's own, else those
        of what it was a quarter before."""
        if self._counts(item["code"], unit, index, group):
            state, numerator, denominator = self._cells(item, unit, index, group)
            if state == GIVEN:
                return numerator, denominator, index, False
        if index % 4 == 1:
            return None
        theirs = [self._fed(item, old, index - 1, group) for old in self._counted_before(item, unit, index, group)]
        known = [one for one in theirs if one]
        if not known:
            return None
        top, below, since, partial = zip(*known, strict=True)
        return sum(top), sum(below), min(since), any(partial) or len(known) < len(theirs)

    def _last_denominator(self, item: dict, unit: str, index: int, group: str) -> float | None:
        if self._counts(item["code"], unit, index, group):
            sides = [self._sides(part, unit, index) for part in self.parts(item, unit, index, group)]
            values = [value for top, below in sides if KAD not in (*top, *below) for value in below]
            if values and None not in values:
                return sum(values)
        theirs = [
            self._last_denominator(item, old, index - 1, group)
            for old in self._counted_before(item, unit, index, group)
        ]
        return sum(theirs) if theirs and None not in theirs else None

    def _counts(self, name: str, unit: str, index: int, group: str) -> bool:
        """In the population of that quarter, and asked about the group."""
        return any(one.id == unit for one in self.population(name, index)) and bool(
            self.parts(self.item(name), unit, index, group)
        )

    def _counted_before(self, item: dict, unit: str, index: int, group: str) -> list[str]:
        """What the unit was a quarter before, as far as that ever counted."""
        return [
            old for old in self.facts.just_before(unit, index) if self.ever_counted(item["code"], old, index - 1, group)
        ]

    def _ever_counted(self, name: str, unit: str, index: int, group: str) -> bool:
        return self._counts(name, unit, index, group) or any(
            self.ever_counted(name, old, index - 1, group) for old in self.facts.just_before(unit, index)
        )

    # Folding

    def folded(self, name: str, then: int, now: int, group: str) -> dict[str, str | Pair]:
        """The answers of quarter ``then`` on the units in force in ``now``; units without heirs drop out."""
        gathered: dict[str, list] = defaultdict(list)
        for unit in self.population(name, then):
            heir, answer = self.facts.heir_at(unit.id, now), self.answer(name, unit.id, then, group)
            if heir and answer is not None:
                gathered[heir].append(answer)
        fold = _fold_words if self.item(name)["aggregation"] == "share_of_units" else _add
        return {heir: answers[0] if len(answers) == 1 else fold(answers) for heir, answers in gathered.items()}


def _fold_words(answers: list[str]) -> str:
    """Not met if any was not, else unknown if any was silent, else met, those not applicable left out."""
    applying = [answer for answer in answers if answer != NOT_APPLICABLE]
    for state in (NOT_MET, UNKNOWN):
        if state in applying:
            return state
    return MET if applying else NOT_APPLICABLE


def _add(pairs: list[Pair]) -> Pair:
    """Counts add; partial where one was silent."""
    applying = [pair for pair in pairs if pair.state != NOT_APPLICABLE]
    if not applying:
        return pairs[0]
    figures = [pair for pair in applying if pair.numerator is not None]
    below = [pair.denominator for pair in figures if pair.denominator is not None]
    return Pair(
        GIVEN if any(pair.state == GIVEN for pair in applying) else UNKNOWN,
        sum(pair.numerator for pair in figures) if figures else None,
        sum(below) if below else None,
        _sum(applying, "low"),
        _sum(applying, "high"),
        _sum(applying, "base"),
        max((pair.age or 0 for pair in figures), default=None),
        any(pair.state == UNKNOWN for pair in applying),
    )


def _sum(pairs: list[Pair], name: str) -> float | None:
    values = [getattr(pair, name) for pair in pairs]
    return None if None in values else sum(values)
