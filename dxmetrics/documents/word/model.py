"""What a document says, before it is laid out: paragraphs with the numbers they used, tables, pictures, annexes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["body", "item", "caption", "note"]
Align = Literal["left", "center", "right"]
Number = int | float
Progress = Callable[[int, int], None]
"""Told how many steps of how many are done; what it raises ends the work."""


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two. ``figures``: every number in it by name, as the metrics gave it, before it was written out."""

    text: str
    figures: Mapping[str, Number] = field(default_factory=dict)
    style: Style = "body"


@dataclass(frozen=True)
class Column:
    """A column of a table: what stands above it, its share of the width, and how its cells stand."""

    label: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """The cells of a row as texts; ``strong``: a total or the name of a group (then ``cells`` is one text over all columns)."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page and whose rows are never split."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart with what it shows, for who can't see it. ``draw`` makes its PNG when the document is laid out."""

    draw: Callable[[], bytes]
    caption: str
    width_cm: float = 16.0


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Part:
    """A heading (level 1: I., 2: 1.) and what stands under it."""

    heading: str
    level: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own, with page numbers of its own."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
