"""The invented province: who came from whom, how eager each is, and which story it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.chance import dice, share_ranks
from sample_data.settings import Effect, Setback, Settings, Story, load_words

_HOLDS_BACK: Mapping[str, Effect] = {"members_using": "low_use", "trained": "low_training"}
"""Which effect keeps which curve from growing."""
_TROUBLES: tuple[Effect, ...] = ("no_focal_point", "slow", "stalled", "low_use", "low_training", "no_document")
_CREEP = 0.1
"""What is left of the others' growth to a unit that is held back."""


@dataclass(frozen=True)
class World:
    """Answers about units and quarters from which the typed figures are worked out.

    A merged unit's figures are the sums of its roots', the units of 2024Q2 (or of the new land) it came from, so that
    stocks go on through every merger.
    """

    catalog: Catalog
    settings: Settings
    _roots: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def roots(self, unit_id: str) -> tuple[str, ...]:
        """The units without predecessors that this one carries on, itself if it has none."""
        if unit_id not in self._roots:
            olds = self._predecessors.get(unit_id, [])
            unit = self.catalog.units[unit_id]
            own = [] if olds and self.catalog.units[olds[0]].valid_from < unit.valid_from else [unit_id]
            self._roots[unit_id] = tuple(own + [root for old in olds for root in self.roots(old)])
        return self._roots[unit_id]

    def roots_at(self, unit: OrgUnit, period: Period) -> tuple[str, ...]:
        """The same without those that were still units of their own at the period's cut-off."""
        units = self.catalog.units
        return tuple(r for r in self.roots(unit.id) if r == unit.id or not units[r].in_force(period.cutoff))

    @cached_property
    def _predecessors(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item in self.catalog.successions:
            if item.is_default:
                found.setdefault(item.new_id, []).append(item.old_id)
        return found

    def story(self, unit: OrgUnit, period: Period, *effects: Effect) -> Story | None:
        """The story of that effect which holds for the unit in this quarter."""
        stories = (story for story in self.settings.stories if story.effect in effects)
        return next((story for story in stories if story.holds(unit.id, period)), None)

    def step(self, unit: OrgUnit, period: Period) -> int:
        """How many quarters its growth has run. A stalled unit (or its district) stays at the step where it stopped."""
        stalled = self.story(unit, period, "stalled")
        if not stalled and unit.level == "commune" and unit.parent_id:
            stalled = self.story(self.catalog.units[unit.parent_id], period, "stalled")
        return (stalled.first if stalled else period).index - self.catalog.plan.first_period.index

    def pace(self, unit: OrgUnit, period: Period) -> float:
        """1, or the share to which a slow unit's rates are cut."""
        slow = self.story(unit, period, "slow")
        return slow.amount if slow else 1.0

    def troubles(self, unit: OrgUnit, period: Period) -> list[str]:
        """What the unit says holds it back this quarter."""
        stories = [
            item.note for item in self.settings.stories if item.effect in _TROUBLES and item.holds(unit.id, period)
        ]
        return list(dict.fromkeys(stories + [item.note for item in self._setbacks(unit, period)]))

    def _setbacks(self, unit: OrgUnit, period: Period) -> list[Setback]:
        if self.story(unit, period, "slow"):
            return []  # held back by a story of its own already
        kind, rank = self._focal_curve(unit), self._eagerness(unit)
        return [setback for setback in self.settings.setbacks if setback.holds(kind, rank, period)]

    def _reach(self, curve: str, unit: OrgUnit, period: Period) -> float:
        """The share at which the unit stops growing with the others; 1 where nothing holds it back."""
        effect = _HOLDS_BACK.get(curve)
        story = self.story(unit, period, effect) if effect else None
        if story:
            return story.amount
        setback = next((item for item in self._setbacks(unit, period) if item.effect == effect), None)
        return dice(self.settings.seed, "reach", effect, unit.id).uniform(*setback.reach) if setback else 1.0

    def land(self, unit: OrgUnit) -> str:
        """The curve that fits the unit: its level, or for communes the land they lie on."""
        return unit.area if unit.level == "commune" else unit.level

    def has(self, topic: str, unit: OrgUnit, period: Period) -> bool:
        """Whether the unit has what a growing share of its kind has: ``focal_point``, ``leader``, ``committee`` …"""
        if topic in ("focal_point", "leader") and self.story(unit, period, "no_focal_point"):
            return False
        curve = self.settings.share_with_focal_point[self._focal_curve(unit)]
        share = curve[self.step(unit, period)] + self.settings.head_start.get(topic, 0.0)
        return self._eagerness(unit) < share

    def _focal_curve(self, unit: OrgUnit) -> str:
        if unit.level != "commune":
            return unit.level if unit.level != "network" else "department"
        return unit.area if unit.form else "commune"

    def _eagerness(self, unit: OrgUnit) -> float:
        """Near 0 acts first, near 1 last. A merged commune waits for its slowest part, an office for its quickest."""
        if unit.form == "commune":
            return self._ranks[unit.id]
        places = [self._ranks[root] for root in self.roots(unit.id)]
        return max(places) if unit.level == "commune" else min(places)

    @cached_property
    def _ranks(self) -> dict[str, float]:
        kinds: dict[tuple[str, str, str], list[str]] = {}
        for unit in self.catalog.units.values():
            kinds.setdefault((unit.level, unit.form, unit.area), []).append(unit.id)
        roots = {root for unit in self.catalog.units for root in self.roots(unit)}
        ranks: dict[str, float] = {}
        for kind, names in kinds.items():
            counted = [name for name in names if name in roots or kind[1] == "commune"]
            ranks.update(share_ranks(counted, f"{self.settings.seed}|eager|{kind}"))
        return ranks

    def rate(self, curve: str, unit: OrgUnit, period: Period) -> float:
        """The unit's own rate: its kind's, a little more or less by nature, slowed or stalled by its story; 0 to 1."""
        return self.root_rate(curve, unit.id, unit, period)

    def root_rate(self, curve: str, root: str, unit: OrgUnit, period: Period) -> float:
        """The rate of one of the unit's roots, so that a stock built on it goes on through a merger."""
        return self._held_rate(curve, root, unit, period, self.step(unit, period))

    def trained(self, root: str, unit: OrgUnit, period: Period) -> float:
        """The share of a root's workforce trained since the year began. A stalled unit begins the year anew too."""
        return self._held_rate("trained", root, unit, period, period.index - self.catalog.plan.first_period.index)

    def _held_rate(self, curve: str, root: str, unit: OrgUnit, period: Period, step: int) -> float:
        part = self.catalog.units[root]
        usual = self._own_rate(curve, part, step)
        # A commune of the districts' time is held back by its own old parts, which may have been merged only in part.
        reach = self._reach(curve, part if unit.level == "commune" and not unit.form else unit, period)
        held = usual if usual <= reach else reach + (usual - reach) * _CREEP
        return held * self.pace(unit, period)

    def _own_rate(self, curve: str, unit: OrgUnit, step: int) -> float:
        figures: Mapping[str, list[float]] = getattr(self.settings, curve)
        usual = figures[self.land(unit)][step]
        own = dice(self.settings.seed, curve, unit.id).uniform(*self.settings.own_way[curve])
        return min(1.0, max(0.02, usual + own * min(1.0, usual * 2)))

    def year_share(self, period: Period) -> float:
        """The share of a year's money or plan that is done by this quarter."""
        return self.settings.spent["share_of_year"][period.quarter - 1]

    def number(self, low: int, high: int, *names: object) -> int:
        """A whole number that belongs to these names for good."""
        return dice(self.settings.seed, *names).randint(low, high)

    def chance(self, share: float, *names: object) -> bool:
        """True for that share of all names."""
        return dice(self.settings.seed, *names).random() < share

    def pick(self, topic: str, *names: object) -> str:
        """One of the topic's invented texts."""
        return dice(self.settings.seed, topic, *names).choice(load_words()["texts"][topic])
