"""What units typed, summed by level or group, always with how many units the sum rests on; and unit by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dxmetrics.catalog.model import LEVELS
from dxmetrics.charts.breaks import BREAK
from dxmetrics.documents.tables import Column, Table
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, links, rows
from dxmetrics.ui.page import Page

Columns = Mapping[str, Sequence[str]]


def side_by_side(totals: pd.DataFrame, key: str, columns: Columns) -> pd.DataFrame:
    """One row a value of ``key`` (level, group, period …) with a column a sum of elements; empty where no number came.

    ``totals`` are rows of ``metrics.element_totals``.
    """
    wanted = totals[totals["data_element"].isin([code for codes in columns.values() for code in codes])]
    known = wanted.groupby([key, "data_element"])["total"].sum(min_count=1).unstack()
    summed = {name: known.reindex(columns=list(codes)).sum(axis=1, min_count=1) for name, codes in columns.items()}
    found = pd.DataFrame(summed).rename_axis("key").reset_index()
    order = {level: place for place, level in enumerate(LEVELS)} if key == "level" else {}
    return found.sort_values("key", key=lambda keys: keys.map(lambda name: order.get(name, name)), ignore_index=True)


def coverage(totals: pd.DataFrame) -> tuple[int, int]:
    """Of the element that fewest units gave: how many gave it, of how many it applies to."""
    applies = totals["expected"] - totals["not_applicable"]
    asked = totals[applies > 0]
    if asked.empty:
        return 0, 0
    least = (asked["reported"] / applies[applies > 0]).idxmin()
    return int(totals.loc[least, "reported"]), int(applies.loc[least])


def level_names(page: Page, totals: pd.DataFrame) -> dict[str, str]:
    """The levels of these sums, each with the units its sum rests on of those it should rest on."""
    names = {}
    for level in (level for level in LEVELS if level in set(totals["level"])):
        reported, expected = coverage(totals[totals["level"] == level])
        if expected:
            name = page.words(f"level.{level}")
            names[level] = page.words("amounts.of_units", name=name, reported=reported, expected=expected)
    return names


def quarter_names(page: Page, totals: pd.DataFrame) -> tuple[dict[str, str], list[str]]:
    """The quarters of these sums with the units they rest on, and what changed where the units are not those before."""
    changed = {
        code: note for code, note in rows.breaks(page.catalog, page.language).items() if code in set(totals["period"])
    }
    names = {}
    for period, found in totals.groupby("period"):
        reported, expected = coverage(found)
        mark = f"{BREAK} " if period in changed else ""
        name = mark + quarter(period, page.language)
        names[period] = page.words("amounts.of_units", name=name, reported=reported, expected=expected)
    return names, [f"{BREAK} {quarter(code, page.language)}: {note}." for code, note in changed.items() if note]


def source(page: Page, totals: pd.DataFrame) -> str:
    """The source note of a chart of sums, with how many units they rest on over all levels."""
    every = totals[totals["level"] == "all"]
    reported, expected = coverage(every if len(every) else totals)
    return f"{page.source()} {page.words('amounts.coverage', reported=reported, expected=expected)}"


def table(page: Page, totals: pd.DataFrame, elements: Sequence[str], key: str) -> Table:
    """One row an element × level: the sum, and how many units gave it, of those it applies to."""
    levels = {level: place for place, level in enumerate(("all", *LEVELS))}
    shown = totals[totals["data_element"].isin(elements)]
    alone = shown.groupby("data_element")["level"].transform("count") <= 2
    shown = shown[~(alone & (shown["level"] == "all"))]
    order = {code: place for place, code in enumerate(elements)}
    shown = shown.assign(place=shown["data_element"].map(order), rank=shown["level"].map(levels))
    shown = shown.sort_values(["place", "rank"], ignore_index=True)
    items = [page.catalog.elements[code] for code in shown["data_element"]]
    shown = shown.assign(
        element=[item.name(page.language) for item in items],
        measure=[item.unit(page.language) for item in items],
        level_name=[page.words(f"level.{level}") for level in shown["level"]],
        sum=[page.words("status.not_reported") if pd.isna(total) else total for total in shown["total"]],
        applies=shown["expected"] - shown["not_applicable"],
    )
    columns = (
        Column("element", page.words("column.element"), "text", 52),
        Column("level_name", page.words("column.level"), "text", 20),
        Column("sum", page.words("column.total"), "mixed", 15),
        Column("measure", page.words("column.measure"), "text", 12),
        Column("reported", page.words("column.units_reported"), "count", 15),
        Column("applies", page.words("column.units_asked"), "count", 13),
        Column("reported_share", page.words("column.reported_share"), "percent", 12),
    )
    return _table(page, key, columns, shown)


def unit_table(page: Page, totals: pd.DataFrame, elements: Sequence[str], key: str) -> Table:
    """One row a unit of the level and search in view, a column an element: its number, or why there is none.

    ``totals`` by unit; a cell is empty where the unit is not asked.
    """
    shown = totals[totals["data_element"].isin(elements) & (totals["level"] != "all")]
    cells = {
        (row.org_unit, row.data_element): _cell(page, row) for row in shown.itertuples(index=False)
    }  # one row a unit, each at its own level
    units = shown.drop_duplicates("org_unit")[["org_unit", "level", "peer_group"]]
    known = [page.catalog.units[unit] for unit in units["org_unit"]]
    units = units.assign(
        code=[item.code for item in known],
        name_vi=[item.name_vi for item in known],
        name_en=[item.name_en for item in known],
        unit=[page.unit_name(item.id) for item in known],
        group_name=[page.words(f"level.{item.level}") for item in known],
        **{code: [cells.get((item.id, code), "") for item in known] for code in elements},
    )
    units = rows.named(rows.keep(units, level=page.selection.level, search=page.selection.search))
    filled = [code for code in elements if any(cell != "" for cell in units[code])]
    columns = (
        Column("unit", page.words("column.unit"), "text", 34),
        Column("group_name", page.words("column.level"), "text", 20),
        *(Column(code, page.words(f"column.{code}"), "mixed", 15) for code in filled),
    )
    return _table(page, key, columns, units)


def units(page: Page, content: Table, key: str) -> None:
    """Such a table, and for a chosen row the way to the unit."""
    place = blocks.table(page, content, key, selectable=True)
    if place is None:
        st.caption(page.words("amounts.choose"))
    else:
        links.unit(page, content.rows["org_unit"].iloc[place])


def _cell(page: Page, row: object) -> object:
    if row.reported:
        return row.total
    if row.not_applicable:
        return page.words("status.not_applicable")
    return page.words("status.not_reported") if row.expected else ""


def _table(page: Page, key: str, columns: Sequence[Column], shown: pd.DataFrame) -> Table:
    facts = page.facts(page.words(f"export.method_{key}"))
    return Table(page.words(f"table.{key}"), tuple(columns), shown.reset_index(drop=True), facts)
