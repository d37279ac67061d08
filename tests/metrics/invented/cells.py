"""The targets, cells and forms of one invented plan."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.metrics.invented.shapes import IndicatorShape, PlanShape
from tests.metrics.invented.units import FORMS

GROUPS = ("ML1", "ML2", "ML3")
_EVER = {100: ">", 80: ">=", 60: "="}
"""How what held once is compared, by the target: the sign costs no draw, so that the worlds stay what they were."""


@dataclass(frozen=True)
class Cell:
    """A row of data_elements.csv, who is asked for it, and what part it plays in which indicator.

    part  yes | number | top | whole | once | paper | spare
    whole, tops  the denominator that a numerator is part of, and of how many
    """

    code: str
    kind: str
    part: str
    levels: tuple[str, ...]
    indicator: str = ""
    document: str = ""
    required: bool = False
    allowed: bool = False
    schedule: str = "every"
    role: str = ""
    in_column: bool = False
    whole: str = ""
    tops: int = 1


@dataclass
class Outline:
    """One plan: its cells by code, and its targets as TOML-like tables."""

    prefix: str
    cells: dict[str, Cell] = field(default_factory=dict)
    targets: list[tuple[str, list[dict]]] = field(default_factory=list)
    shapes: dict[str, IndicatorShape] = field(default_factory=dict)

    def add(self, cell: Cell) -> str:
        self.cells[cell.code] = cell
        return cell.code

    def next_code(self) -> str:
        return f"{self.prefix}c{len(self.cells)}"


def outline(shape: PlanShape, prefix: str) -> Outline:
    """Targets with their indicators, and the cells they read; one spare cell keeps every form from being empty."""
    made, chance = Outline(prefix), random.Random(shape.seed + 1)
    made.add(Cell(made.next_code(), "bool", "spare", tuple(FORMS)))
    for place, shapes in enumerate(shape.indicators):
        target = f"{prefix}t{place}"
        tables = [_indicator(made, item, f"{target}i{number}", chance) for number, item in enumerate(shapes)]
        made.targets.append((target, tables))
    return made


def _indicator(made: Outline, shape: IndicatorShape, code: str, chance: random.Random) -> dict:
    made.shapes[code] = shape
    maker = _conditions if shape.aggregation == "share_of_units" else _parts
    return {"code": code, **maker(made, shape, code, chance)}


def _cell(
    made: Outline, shape: IndicatorShape, code: str, kind: str, part: str, levels: tuple[str, ...], **more
) -> str:
    document = ""
    if shape.document and part in ("yes", "number"):
        document = made.add(Cell(f"{made.next_code()}.ref", "ref", "paper", levels, code, in_column=True))
    return made.add(
        Cell(
            made.next_code(), kind, part, levels, code, document, shape.document == "required", **more,
            schedule="half" if shape.half_yearly else "every",
        )
    )  # fmt: skip


def _conditions(made: Outline, shape: IndicatorShape, code: str, chance: random.Random) -> dict:
    """Yes/no, by the shape's way; in one of three, each level has cells of its own."""
    own = chance.random() < 1 / 3 and len(shape.levels) > 1
    sets = [(level,) for level in shape.levels] if own else [shape.levels]
    return {"condition": [way for levels in sets for way in _ways(made, shape, code, levels)]}


def _ways(made: Outline, shape: IndicatorShape, code: str, levels: tuple[str, ...]) -> list[dict]:
    def cell(kind: str, part: str) -> str:
        return _cell(made, shape, code, kind, part, levels, allowed=True)

    def way(*terms: str, **more) -> dict:
        return {"levels": list(levels), "terms": list(terms), **more}

    yes = cell("bool", "yes")
    match shape.way:
        case "above":
            return [way(f"{cell('int', 'number')} > 2"), way(f"{yes} = yes", f"{cell('int', 'number')} >= 1")]
        case "both":
            return [way(f"{yes} = yes", f"{cell('bool', 'yes')} = yes")]
        case "either":
            return [way(f"{yes} = yes"), way(f"{cell('bool', 'yes')} = yes")]
        case "stated":
            return [way(f"{cell('int', 'number')} > stated {cell('int', 'once')}")]
        case "ever":
            return [
                way(f"{yes} = yes"),
                way(f"{cell('int', 'number')} {_EVER[shape.goal]} 3", f"{cell('text', 'once')} given", ever=True),
            ]
        case "beside":
            return [way(f"{cell('int', 'number')} >= {cell('int', 'number')}")]
        case "given":
            return [way(f"{cell('text', 'yes')} given")]
    return [way(f"{yes} = yes")]


def _parts(made: Outline, shape: IndicatorShape, code: str, chance: random.Random) -> dict:
    """Numbers, for each group at some of the levels; a cell may be asked of one role only."""
    found = []
    for group in GROUPS[: shape.groups] or ("",):
        size = len(shape.levels) if not group else chance.randint(1, len(shape.levels))
        levels = tuple(sorted(chance.sample(shape.levels, size)))
        role = f"{made.prefix}R" if group and levels == ("department",) and chance.random() < 0.3 else ""
        found.append(_part(made, shape, code, group, levels, role, chance))
    return {"part": found}


def _part(
    made: Outline,
    shape: IndicatorShape,
    code: str,
    group: str,
    levels: tuple[str, ...],
    role: str,
    chance: random.Random,
) -> dict:
    kind = chance.choice(("int", "int", "decimal"))

    def cell(part: str, **more) -> str:
        return _cell(made, shape, code, kind, part, levels, allowed=True, role=role, **more)

    whole = cell("whole") if shape.aggregation != "sum" else ""
    tops = chance.choice((1, 1, 2))
    numerator = [cell("top", whole=whole if shape.part_of_whole else "", tops=tops) for _ in range(tops)]
    part = {"levels": list(levels), "numerator": numerator} | ({"denominator": [whole]} if whole else {})
    return part | ({"group": group} if group else {})
