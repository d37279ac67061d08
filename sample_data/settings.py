"""``world.toml`` and ``words.toml`` as frozen objects."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dxmetrics.periods import Period

FOLDER = Path(__file__).parent
Effect = Literal["no_focal_point", "stalled", "slow", "low_use", "low_training", "no_document", "late", "missing"]
FaultKind = Literal["text_in_number", "above_total", "other_unit", "other_period"]


@dataclass(frozen=True)
class Story:
    """Something that happens to a unit in some quarters and should be seen. ``amount``: days late, or a share."""

    unit: str
    effect: Effect
    first: Period
    last: Period
    amount: float = 1.0
    note: str = ""

    def holds(self, unit_id: str, period: Period) -> bool:
        return self.unit == unit_id and self.first <= period <= self.last


@dataclass(frozen=True)
class Setback:
    """What keeps a part of a kind of units from going on like the others, as a story does for one unit.

    ``ranks``: from which place to which among their kind, 0 acting first and 1 last. ``reach``: between which shares
    their rates stop growing with the others'.
    """

    kind: str
    ranks: list[float]
    effect: Effect
    first: Period
    last: Period
    reach: list[float]
    note: str

    def holds(self, kind: str, rank: float, period: Period) -> bool:
        low, high = self.ranks
        return self.kind == kind and low <= rank < high and self.first <= period <= self.last


@dataclass(frozen=True)
class Fault:
    """A workbook that arrives spoilt; ``corrected`` says whether the right one follows."""

    unit: str
    period: Period
    kind: FaultKind
    corrected: bool = True


@dataclass(frozen=True)
class AddedPosts:
    """Posts that a unit moved to IT and DX in a quarter."""

    unit: str
    period: Period
    posts: int


@dataclass(frozen=True)
class Settings:
    """The tuning of the invented world. Curves: one figure a quarter from the Plan's first on."""

    seed: str
    broadcaster: str
    share_with_focal_point: Mapping[str, list[float]]
    head_start: Mapping[str, float]
    it_posts: Mapping[str, int]
    own_way: Mapping[str, list[float]]
    members_using: Mapping[str, list[float]]
    villages_with_team: Mapping[str, list[float]]
    trained: Mapping[str, list[float]]
    spent: Mapping[str, list[float]]
    returns: Mapping[str, float]
    may_be_silent: list[str]
    added_posts: tuple[AddedPosts, ...]
    stories: tuple[Story, ...]
    setbacks: tuple[Setback, ...]
    faults: tuple[Fault, ...]
    habits: Mapping[Period, str]


@cache
def load_settings() -> Settings:
    """The invented world's numbers and stories."""
    data = _read("world.toml")
    return Settings(
        added_posts=tuple(AddedPosts(**_dated(item, "period")) for item in data.pop("added_posts")),
        stories=tuple(Story(**_dated(item, "first", "last")) for item in data.pop("story")),
        setbacks=tuple(Setback(**_dated(item, "first", "last")) for item in data.pop("setback")),
        faults=tuple(Fault(**_dated(item, "period")) for item in data.pop("fault")),
        habits={Period.parse(code): unit for code, unit in data.pop("habits").items()},
        **data,
    )


@cache
def load_words() -> Mapping[str, Any]:
    """The Vietnamese words the returns are made of."""
    return _read("words.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _dated(item: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {**item, **{key: Period.parse(item[key]) for key in keys}}
