"""The tables of the pages: metrics' frames turned into named columns, in words a reader knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pandas as pd

from dxmetrics.charts.theme import REPORTING, STATUS, Mark
from dxmetrics.documents.tables import Column, Kind, Table
from dxmetrics.text import Words
from dxmetrics.text.numbers import VIETNAM, moment, number
from dxmetrics.ui.page import Page

_SHORT_OF_A_TARGET = ("below_plan", "no_value", "regressed", "stagnant")
_CONTACT = {"phone": 14, "mailbox": 22}


def progress(page: Page, rows: pd.DataFrame, key: str) -> Table:
    """Progress rows, one a unit (or level, or group): value, bounds, counts, status, what it takes."""
    indicator = page.catalog.indicators.get(rows["indicator"].iloc[0]) if len(rows) else None
    kind = _kind(rows["value"]) if indicator and indicator.unit == "count" else "percent"
    shown = rows.assign(
        unit=_names(page, rows),
        peers=_words(page, "peer_group", rows["peer_group"]),
        state=_marked(page, "status", STATUS, rows["status"]),
    )
    columns = [
        _column(page, "unit", "unit", width=34),
        _marked_column(page, "state", "status", "status", STATUS, 24),
        _column(page, "peers", "peer_group", width=24),
    ]
    if indicator is not None and indicator.aggregation == "sum":  # nothing is divided
        columns.append(_column(page, "value", "value", kind))
    elif indicator is None or indicator.aggregation != "share_of_units":
        columns += [
            _column(page, name, name, kind_)
            for name, kind_ in (("numerator", "count"), ("denominator", "count"), ("value", kind))
        ]
    return _table(page, shown, _filled(shown, columns), key)


def lagging(page: Page, rows: pd.DataFrame, key: str) -> Table:
    """Lagging units, worst first: why, on which targets, for how long, and what it would take."""
    shown = rows.assign(
        place=range(1, len(rows) + 1),
        unit=_names(page, rows),
        why=[_joined(page, "reason", reasons) for reasons in rows["reasons"]],
        target_list=[", ".join(_list(targets)) for targets in rows["targets"]],
        todo=[_todo(page, *row) for row in zip(rows["reasons"], rows["targets"], strict=True)],
    )
    columns = [
        _column(page, "place", "place", "count", 5),
        _column(page, "unit", "unit", width=32),
        _column(page, "why", "reasons", width=31),
        _column(page, "target_list", "targets", width=10),
        _column(page, "quarters_lagging", "quarters_lagging", "count", 11),
        _column(page, "todo", "todo", width=50),
    ]
    return _table(page, shown, columns, key)


def reporting(page: Page, rows: pd.DataFrame, key: str) -> Table:
    """Returns expected in a quarter: state, when due (and why later than others), when they came, how late."""
    shown = rows.assign(
        unit=_names(page, rows),
        level_name=_words(page, "level", rows["level"]),
        state_name=_marked(page, "reporting_state", REPORTING, rows["state"]),
    )
    has_reasons = bool(rows["extension_reason"].notna().any())
    columns = [
        _column(page, "unit", "unit", width=27 if has_reasons else 32),
        _marked_column(page, "state_name", "state", "reporting_state", REPORTING, 14),
        _column(page, "level_name", "level", width=18 if has_reasons else 19),
        _column(page, "due_at", "due_at", "moment", 16),
        _column(page, "received_at", "received_at", "moment", 16),
        _column(page, "days_late", "days_late", "count", 9 if has_reasons else 11),
        _column(page, "revision", "revision", "count", 7 if has_reasons else 9),
    ]
    if has_reasons:
        columns.append(_column(page, "extension_reason", "extension_reason", width=14))
    return _table(page, shown, columns, key)


def late_units(page: Page, rows: pd.DataFrame) -> Table:
    """Units whose return is missing or was sent back: since when, how often they were reminded, whom to call if known."""
    known = [page.catalog.contacts.get(unit) for unit in rows["org_unit"]]
    shown = rows.assign(
        unit=_names(page, rows),
        state_name=_marked(page, "reporting_state", REPORTING, rows["state"]),
        phone=[item.phone if item else "" for item in known],
        mailbox=[item.mailbox if item else "" for item in known],
    )
    columns = [
        _column(page, "unit", "unit", width=30),
        _marked_column(page, "state_name", "state", "reporting_state", REPORTING, 14),
        _column(page, "due_at", "due_at", "moment", 16),
        _column(page, "days_late", "days_late", "count", 10),
        _column(page, "reminders", "reminders", "count", 13),
        _column(page, "last_reminder", "last_reminder", "date", 14),
    ]
    columns += [_column(page, name, name, width=width) for name, width in _CONTACT.items() if shown[name].any()]
    return _table(page, shown, columns, "late_units")


def values(page: Page, rows: pd.DataFrame, key: str) -> Table:
    """Accepted data values, each with the file, sheet and cell it came from."""
    elements = [page.catalog.elements.get(code) for code in rows["data_element"]]
    shown = rows.assign(
        unit=_names(page, rows),
        element=[item.name(page.language) if item else "" for item in elements],
        measure=[item.unit(page.language) if item else "" for item in elements],
        answer=[typed(page, code, value) for code, value in zip(rows["data_element"], rows["value"], strict=True)],
        source=[f"'{sheet}'!{cell}" for sheet, cell in zip(rows["sheet"], rows["cell"], strict=True)],
    )
    columns = [
        _column(page, "unit", "unit", width=23),
        _column(page, "data_element", "code", width=9),
        _column(page, "element", "element", width=31),
        _column(page, "answer", "value", "mixed", 15),
        _column(page, "measure", "measure", width=9),
        _column(page, "file", "file", width=17),
        _column(page, "source", "address", width=13),
    ]
    return _table(page, shown, columns, key)


def leaving(content: Table, say: Words) -> Table:
    """A table about to leave as a file: its second sheet says when."""
    made_at = (say("export.made_at"), moment(datetime.now(VIETNAM)))
    return replace(content, facts=(*content.facts, made_at))


def value_text(page: Page, code: str, value: object) -> str:
    """One data value in words: yes and no, the name of a list's entry, a number our way, or the text itself."""
    found = typed(page, code, value)
    return number(found, page.language, 3) if isinstance(found, (int, float, Decimal)) else found


def typed(page: Page, code: str, value: object) -> int | Decimal | str:
    """One data value as it leaves in a table: numbers stay numbers, everything else is in words; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return page.words("answer.yes" if value else "answer.no")
    element = page.catalog.elements.get(code)
    if element and element.value_type == "enum":
        entries = page.catalog.enums.get(element.enum, ())
        return next((item.name(page.language) for item in entries if item.code == value), str(value))
    return value if isinstance(value, (int, Decimal)) else str(value)


def named(
    page: Page,
    key: str,
    records: Sequence[dict[str, object]],
    columns: Sequence[tuple[str, int] | tuple[str, int, str]],
) -> Table:
    """A small table: ``columns`` are (key, width in characters) or (key, width, kind), labelled ``column.<key>``."""
    names = [name for name, *_ in columns]
    frame = pd.DataFrame.from_records(list(records), columns=names)
    return _table(page, frame, [_column(page, name, name, *kind, width=width) for name, width, *kind in columns], key)


def _kind(values: pd.Series) -> Kind:
    """How numbers that count something are written: whole ones without a decimal."""
    known = values.dropna().astype(float)
    return "count" if (known == known.round()).all() else "number"


def _table(page: Page, rows: pd.DataFrame, columns: Sequence[Column], key: str) -> Table:
    return Table(
        page.words(f"table.{key}"),
        tuple(columns),
        rows.reset_index(drop=True),
        page.facts(page.words(f"export.method_{key}")),
    )


def _column(page: Page, key: str, label: str, kind: str = "text", width: int | None = None) -> Column:
    return Column(key, page.words(f"column.{label}"), kind, width)


def _marked_column(page: Page, key: str, label: str, family: str, marks: Mapping[str, Mark], width: int) -> Column:
    """A column of statuses: where a table leaves, each has its colour beside its symbol and word."""
    colours = {
        f"{mark.symbol} {page.words(f'{family}.{code}')}": mark.colour
        for code, mark in marks.items()
        if f"{family}.{code}" in page.words
    }
    return Column(key, page.words(f"column.{label}"), "text", width, colours)


def _filled(rows: pd.DataFrame, columns: list[Column]) -> list[Column]:
    """Columns that say something in at least one row."""
    return [column for column in columns if rows[column.key].notna().any()] or columns


def _names(page: Page, rows: pd.DataFrame) -> list[str]:
    return [page.unit_name(unit) for unit in rows["org_unit"]]


def _words(page: Page, family: str, codes: pd.Series) -> list[str]:
    return [page.words(f"{family}.{code}") if code else "" for code in codes]


def _marked(page: Page, family: str, marks: dict, codes: pd.Series) -> list[str]:
    return [f"{marks[code].symbol} {page.words(f'{family}.{code}')}" for code in codes]


def _joined(page: Page, family: str, codes: object) -> str:
    return "; ".join(page.words(f"{family}.{code}") for code in _list(codes))


def _list(codes: object) -> list[str]:
    return list(dict.fromkeys(codes.split(";") if isinstance(codes, str) else codes if codes is not None else []))


def _todo(page: Page, reasons: Sequence[str], targets: Sequence[str]) -> str:
    """What would take the unit off the list: what its targets ask for by name, then what else stands against it."""
    short = any(reason in _SHORT_OF_A_TARGET for reason in reasons)
    asked = [page.catalog.targets[target].headline for target in _list(targets)] if short else []
    actions = [headline.action(page.language) for headline in asked]
    told = ("below_plan", "no_value", "stagnant") if any(actions) else ()
    rest = [page.words(f"reason_remedy.{reason}") for reason in _list(reasons) if reason not in told]
    return "; ".join(dict.fromkeys(text for text in (*actions, *rest) if text))
