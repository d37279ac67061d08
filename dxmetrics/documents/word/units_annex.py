"""Annex I of the report: every unit's figures of the targets' headlines, from ``progress`` by unit and ``reporting``."""

from __future__ import annotations

import pandas as pd

from dxmetrics.catalog.model import LEVELS, Indicator, OrgUnit
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Annex, Column, Paragraph, Row, Table
from dxmetrics.documents.word.say import clean, joined, plain
from dxmetrics.text.keys import sort_key

_WIDE = 24.9


def annex(figures: Figures, name: str) -> Annex:
    """A row per unit that has a figure, level by level, in the Vietnamese order of names."""
    say, items = figures.say, figures.headlines("plan", "annual", "tracking")
    legend = joined(
        say("annex.units_legend", code=f"({place})", name=item.name_vi) for place, item in enumerate(items, 1)
    )
    note = Paragraph(say("annex.units_note", legend=legend), {}, "note")
    return Annex(name, say("annex.units_title"), (note, table(figures, items)), landscape=True)


def table(figures: Figures, items: list[Indicator]) -> Table:
    say = figures.say
    each = (_WIDE - 1.2 - 7.5 - 3.4) / max(1, len(items))
    columns = (
        Column(say("shared.ordinal"), 1.2, "center"),
        Column(say("annex.col_unit"), 7.5),
        *(
            Column(f"({place}) {figures.catalog.targets[item.target].section}", each, "center")
            for place, item in enumerate(items, 1)
        ),
        Column(say("annex.col_return"), 3.4),
    )
    rows: list[Row] = []
    for level in LEVELS:
        units = _units(figures, level, {item.code for item in items})
        if units:
            rows.append(Row((say("situation.level", count=len(units), level=say(f"level.{level}")),), strong=True))
        for place, unit in enumerate(units, 1):
            cells = [cell(figures, figures.own.get((unit.id, item.code)), item) for item in items]
            state = (
                say(f"state.{figures.returns[unit.id]['state']}")
                if unit.id in figures.returns
                else say("annex.through")
            )
            rows.append(Row((str(place), clean(unit.name_vi), *cells, state)))
    return Table(columns, tuple(rows))


def _units(figures: Figures, level: str, codes: set[str]) -> list[OrgUnit]:
    known = {unit for unit, code in figures.own if code in codes} | set(figures.returns)
    found = [unit for unit in figures.catalog.units_at(figures.period) if unit.level == level and unit.id in known]
    return sorted(found, key=lambda unit: sort_key(unit.name_vi))


def cell(figures: Figures, row: dict | None, item: Indicator) -> str:
    """A unit's value of an indicator as it stands in a table: a number, yes or no, unknown, not applicable."""
    say = figures.say
    if row is None:
        return ""
    if row["status"] == "not_applicable":
        return say("annex.not_applicable")
    if pd.isna(row["value"]):
        return say("annex.unknown")
    if item.aggregation == "share_of_units":
        return say("annex.yes" if row["met"] else "annex.no")
    return plain(row["value"])
