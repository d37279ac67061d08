"""What units typed, summed by level or group, always with how many units the sum rests on; and unit by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from dxmetrics.catalog.model import LEVELS
from dxmetrics.charts.breaks import BREAK
from dxmetrics.documents.tables import Column, Kind, Table
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import rows
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


def covered(page: Page, totals: pd.DataFrame, key: str, names: Mapping[str, str]) -> dict[str, str]:
    """The names of these sums' keys (levels, groups …), each with the units its sum rests on of those it should."""
    told = {}
    for value, found in totals.groupby(key):
        reported, expected = coverage(found)
        if value in names and expected:
            told[value] = page.words("amounts.of_units", name=names[value], reported=reported, expected=expected)
    return told


def quarter_names(page: Page, totals: pd.DataFrame) -> tuple[dict[str, str], list[str]]:
    """The quarters of these sums with the units they rest on, and what changed where the units are not those before."""
    changed = {
        code: note for code, note in rows.breaks(page.catalog, page.language).items() if code in set(totals["period"])
    }
    names = {
        period: (f"{BREAK} " if period in changed else "") + quarter(period, page.language)
        for period in set(totals["period"])
    }
    return covered(page, totals, "period", names), [
        f"{BREAK} {quarter(code, page.language)}: {note}." for code, note in changed.items() if note
    ]


def source(page: Page, totals: pd.DataFrame) -> str:
    """The source note of a chart of sums, with how many units they rest on over all levels."""
    every = totals[totals["level"] == "all"]
    reported, expected = coverage(every if len(every) else totals)
    return f"{page.source()} {page.words('amounts.coverage', reported=reported, expected=expected)}"


def table(page: Page, totals: pd.DataFrame, elements: Sequence[str], key: str) -> Table:
    """One row an element × level of the province: the sum, and how many units gave it, of those it applies to."""
    shown = in_order(totals[totals["data_element"].isin(elements)], "data_element", list(elements))
    shown = shown.assign(
        element=[element_name(page, code) for code in shown["data_element"]],
        measure=[page.catalog.elements[code].unit(page.language) for code in shown["data_element"]],
        level_name=[page.words(f"level.{level}") for level in shown["level"]],
        sum=[page.words("status.not_reported") if pd.isna(total) else total for total in shown["total"]],
        applies=shown["expected"] - shown["not_applicable"],
    )
    columns = (
        Column("element", page.words("column.element"), "text", 29),
        Column("sum", page.words("column.total"), kind_of(shown["sum"], "measured"), 13),
        Column("measure", page.words("column.measure"), "text", 11),
        Column("level_name", page.words("column.level"), "text", 19),
        Column("reported", page.words("column.units_reported"), "count", 13),
        Column("applies", page.words("column.units_asked"), "count", 13),
        Column("reported_share", page.words("column.reported_share"), "percent", 13),
        Column("data_element", page.words("column.code"), "text", 8),
    )
    return made(page, key, columns, shown, ("period",))


def unit_table(page: Page, totals: pd.DataFrame, elements: Sequence[str], key: str) -> Table:
    """One row a unit of the filters in view, a column an element: its number, or why there is none.

    ``totals`` by unit. A cell is empty where the unit is not asked; a unit asked for nothing of it has no row.
    Level by level, each in Vietnamese order of names.
    """
    shown = own_level(page, totals[totals["data_element"].isin(elements)])
    cells = {(row.org_unit, row.data_element): _cell(page, row) for row in shown.itertuples(index=False)}
    units = shown.drop_duplicates("org_unit")[["org_unit", "level"]]
    known = [page.catalog.units[unit] for unit in units["org_unit"]]
    units = units.assign(
        code=[item.code for item in known],
        name_vi=[item.name_vi for item in known],
        name_en=[item.name_en for item in known],
        unit=[page.unit_name(item.id) for item in known],
        level_name=[page.words(f"level.{item.level}") for item in known],
        **{code: [cells.get((item.id, code)) for item in known] for code in elements},
    )
    units = rows.named(rows.keep(units, **page.wanted()))
    units = units.sort_values("level", key=lambda column: column.map(LEVELS.index), kind="stable", ignore_index=True)
    filled = [code for code in elements if units[code].notna().any()]
    names = {code: element_name(page, code) for code in filled}
    kinds = {code: kind_of(units[code].dropna()) for code in filled}
    units = units.assign(**{code: units[code].fillna("") for code in filled if kinds[code] == "mixed"})
    level = (Column("level_name", page.words("column.level"), "text", 19),)
    columns = (
        Column("unit", page.words("column.unit"), "text", 27),
        *(Column(code, names[code], kinds[code], min(15, len(names[code]) + 6)) for code in filled),
        *(level if units["level"].nunique() > 1 else ()),
    )
    return made(page, key, columns, units)


def of_group(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of the member or platform group in view, all where none is chosen."""
    chosen, key = page.chosen("group"), "platform" if "platform" in found else "group"
    return found[found[key] == chosen].reset_index(drop=True) if chosen else found


def made(
    page: Page, key: str, columns: Sequence[Column], shown: pd.DataFrame, by: Sequence[str] | None = None
) -> Table:
    """The table of that name; ``by``: the filters that decided on its rows, where those are not all of the page's."""
    facts = page.facts(page.words(f"export.method_{key}"), by=by)
    return Table(page.words(f"table.{key}"), tuple(columns), shown.reset_index(drop=True), facts)


def own_level(page: Page, totals: pd.DataFrame) -> pd.DataFrame:
    """Of sums by unit those of the unit itself, not of the units under it."""
    levels = {unit.id: unit.level for unit in page.catalog.units.values()}
    return totals[totals["org_unit"].map(levels) == totals["level"]]


def in_order(shown: pd.DataFrame, key: str, order: Sequence[str]) -> pd.DataFrame:
    """Rows a ``key`` × level in that order, the whole province first; only the one level where there is only one."""
    levels = ("all", *LEVELS)
    alone = shown.groupby(key)["level"].transform("count") <= 2
    kept = shown[~(alone & (shown["level"] == "all"))]
    places = {name: place for place, name in enumerate((*order, *levels))}
    return kept.sort_values([key, "level"], key=lambda column: column.map(places), ignore_index=True)


def element_name(page: Page, code: str) -> str:
    """An element's short name where it has one, for columns and narrow rows; of a platform group its number."""
    key, element = f"column.{code}", page.catalog.elements[code]
    group = page.catalog.groups.get(element.group)
    if key in page.words:
        return page.words(key)
    return group.code if group and group.family == "platform" else element.name(page.language)


def kind_of(values: pd.Series, broken: Literal["number", "measured"] = "number") -> Kind:
    """How a column of numbers is written: whole, with one decimal, or mixed where texts stand between them.

    ``broken``: the kind where not all are whole, ``measured`` where rows have measures of their own.
    """
    numbers = pd.to_numeric(values, errors="coerce")
    if numbers.isna().any():
        return "mixed"
    return "count" if (numbers % 1 == 0).all() else broken


def _cell(page: Page, row: object) -> object:
    if row.reported:
        return row.total
    if row.not_applicable:
        return page.words("status.not_applicable")
    return page.words("status.not_reported") if row.expected else None
