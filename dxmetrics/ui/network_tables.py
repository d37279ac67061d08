"""The tables of Mạng lưới và nền tảng."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dxmetrics.documents.tables import Column, Table
from dxmetrics.text.quarters import short_quarter
from dxmetrics.ui import amounts, cards, rows
from dxmetrics.ui.page import Page

_BOTH = ["group", "level"]


def family(page: Page, indicators: tuple[str, str], key: str) -> Table:
    """One row a member group × level: how many there are, have access, use; their shares, and the verdict on use.

    ``indicators``: the one of access and the one of use.
    """
    target = page.catalog.indicators[indicators[0]].target
    every = amounts.of_group(page, page.data.progress(page.selection.period, target=target, by="group"))
    access, use = (every[every["indicator"] == code].set_index(_BOTH) for code in indicators)
    both = access.join(use, how="outer", suffixes=("_access", "")).reset_index()
    both = amounts.in_order(both, "group", list(page.catalog.groups))
    shown = both.assign(
        name=[f"{group} · {page.catalog.groups[group].name(page.language)}" for group in both["group"]],
        level_name=[page.words(f"level.{level}") for level in both["level"]],
        state=[cards.plain(page, status) if isinstance(status, str) else "" for status in both["status"]],
    )
    columns = (
        Column("name", page.words("column.member_group"), "text", 32),
        Column("level_name", page.words("column.level"), "text", 18),
        Column("denominator", page.words(f"column.{key}"), "count", 11),
        Column("numerator_access", page.words("column.with_access"), "count", 12),
        Column("value_access", page.words("column.access_share"), "percent", 12),
        Column("numerator", page.words("column.using"), "count", 11),
        Column("value", page.words("column.using_share"), "percent", 12),
        Column("not_reported", page.words("column.silent_units"), "count", 14),
        Column("state", page.words("column.status"), "text", 19),
    )
    return amounts.made(page, key, columns, shown, ("period", "group"))


def units(page: Page, indicators: tuple[str, str], key: str) -> Table:
    """One row a unit of the filters in view: members of all its groups or the one in view, with access, using; the
    least use first."""
    target = page.catalog.indicators[indicators[0]].target
    group = page.chosen("group")
    every = page.data.progress(page.selection.period, target=target, by="unit", group=group)
    access, use = (rows.units(every, page.catalog, code, group=group, **page.wanted()) for code in indicators)
    both = use.merge(access, on="org_unit", how="left", suffixes=("", "_access"))
    both = both.sort_values("value", na_position="first", kind="stable", ignore_index=True)
    shown = both.assign(
        unit=[page.unit_name(unit) for unit in both["org_unit"]],
        level_name=[page.words(f"level.{level}") for level in both["level"]],
        state=[cards.plain(page, status) for status in both["status"]],
    )
    columns = (
        Column("unit", page.words("column.unit"), "text", 27),
        Column("denominator", page.words("column.member_family"), "count", 11),
        Column("numerator_access", page.words("column.with_access"), "count", 13),
        Column("value_access", page.words("column.access_share"), "percent", 13),
        Column("numerator", page.words("column.using"), "count", 12),
        Column("value", page.words("column.using_share"), "percent", 13),
        Column("state", page.words("column.status"), "text", 22),
        Column("level_name", page.words("column.level"), "text", 19),
    )
    return amounts.made(page, key, columns, shown)


def platforms(page: Page, found: pd.DataFrame) -> Table:
    """One row a platform group: deployment, bodies that promoted it, members who used it, with bounds of the share."""
    entries = {item.code: item.name(page.language) for item in page.catalog.enums["deploy_state"]}
    silent = page.words("status.not_reported")
    shown = found.assign(
        name=[f"{code} · {page.catalog.groups[code].name(page.language)}" for code in found["platform"]],
        state=[entries.get(state, silent) for state in found["deployed"]],
    )
    columns = [
        Column("name", page.words("column.platform"), "text", 34),
        Column("state", page.words("column.deployed"), "text", 22),
        Column("promoted", page.words("column.promoted"), "count", 14),
        Column("bodies", page.words("column.bodies_asked"), "count", 12),
        Column("not_reported", page.words("column.silent_units"), "count", 14),
    ]
    if found["members_using"].notna().any():
        columns += [
            Column("members_using", page.words("column.using"), "count", 12),
            Column("members", page.words("column.member_family"), "count", 12),
            Column("using_share", page.words("column.using_share"), "percent", 12),
        ]
    return amounts.made(page, "platforms", columns, shown, ("period", "group"))


def quarters(page: Page, every: pd.DataFrame, elements: Sequence[str], key: str) -> Table:
    """One row an element, one column a quarter: its sum over the province; empty where it is not asked."""
    periods = sorted(set(every["period"]))
    cells = {(row.data_element, row.period): _sum(page, row) for row in every.itertuples(index=False)}
    records = [
        {
            "element": amounts.element_name(page, code),
            "measure": page.catalog.elements[code].unit(page.language),
            **{period: cells.get((code, period)) for period in periods},
        }
        for code in elements
        if any((code, period) in cells for period in periods)
    ]
    frame = pd.DataFrame.from_records(records, columns=["element", "measure", *periods])
    kinds = {period: amounts.kind_of(frame[period].dropna(), "measured") for period in periods}
    columns = (
        Column("element", page.words("column.element"), "text", 29),
        Column("measure", page.words("column.measure"), "text", 13),
        *(Column(period, short_quarter(period, page.language), kinds[period], 11) for period in periods),
    )
    shown = frame.assign(**{period: frame[period].fillna("") for period in periods if kinds[period] == "mixed"})
    return amounts.made(page, key, columns, shown, ("period",))


def named(page: Page, typed: pd.DataFrame) -> Table:
    """One row a unit × list of names it typed."""
    shown = typed.assign(
        unit=[page.unit_name(unit) for unit in typed["org_unit"]],
        element=[page.catalog.elements[code].name(page.language) for code in typed["data_element"]],
    )
    columns = (
        Column("unit", page.words("column.unit"), "text", 30),
        Column("element", page.words("column.element"), "text", 52),
        Column("value", page.words("column.names_given"), "text", 60),
    )
    return amounts.made(page, "network_named", columns, shown, ("period",))


def _sum(page: Page, row: object) -> object:
    """A sum, or that nobody gave it."""
    return page.words("status.not_reported") if pd.isna(row.total) else row.total
