"""Earlier quarters seen on the units of a later one (metrics.md §6, ``as_is``): judged over folded answers."""

from __future__ import annotations

from functools import cache

from tests.metrics.oracle.answers import Answers, Pair
from tests.metrics.oracle.facts import Unit
from tests.metrics.oracle.judgement import Judge


class SeenOn(Answers):
    """Answers of every quarter on the units in force in quarter ``on``."""

    def __init__(self, plain: Answers, on: int) -> None:
        super().__init__(plain.facts, plain.returns)
        self.plain, self.on = plain, on
        self.seen = cache(self._seen)
        self.counting = cache(self._counting)

    def _counting(self, name: str, group: str) -> set[str] | None:
        """Units that count while that structure stands; None where nobody is asked then."""
        structure = self.facts.structure(self.on)
        found = {
            unit.id
            for index in self.facts.periods
            if self.facts.structure(index) == structure
            for unit in self.plain.population(name, index)
            if "part" not in self.item(name) or self.plain.parts(self.item(name), unit.id, index, group)
        }
        return found or None

    def _seen(self, name: str, index: int, group: str) -> dict[str, str | Pair]:
        counting = self.counting(name, group)
        folded = self.plain.folded(name, index, self.on, group)
        return {unit: answer for unit, answer in folded.items() if counting is None or unit in counting}

    def groups(self, name: str, unit: str, index: int) -> set[str]:
        names = {"", *(part.get("group", "") for part in self.item(name).get("part", []))}
        return {group for group in names if unit in self.seen(name, index, group)}

    def folded(self, name: str, then: int, now: int, group: str) -> dict[str, str | Pair]:
        return self.seen(name, then, group)

    def _population(self, name: str, index: int) -> tuple[Unit, ...]:
        if self.facts.structure(index) > self.facts.structure(self.on):
            return ()
        return tuple(self.facts.units[unit] for unit in self.seen(name, index, ""))


class SeenJudge(Judge):
    """Judges rows on later units; whether enough reported for a baseline was settled on the units of its own time."""

    def __init__(self, plain: Judge, on: int) -> None:
        super().__init__(SeenOn(plain.answers, on))
        self.plain = plain

    def _enough(self, key: tuple[str, str, str, str], index: int) -> bool:
        return key in self.plain.members(key[0], index) and self.plain.has_enough(key, index)
