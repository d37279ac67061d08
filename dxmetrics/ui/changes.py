"""What changed since an earlier quarter or a freeze: achieved, slipped back, restated, who reports and who no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

import pandas as pd
import streamlit as st

from dxmetrics import metrics
from dxmetrics.charts.theme import COLOURS, STATUS, Tone
from dxmetrics.documents.tables import Table
from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.numbers import moment
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, fence, messages, sheet, tables
from dxmetrics.ui.cards import TONE_COLOURS
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page
from dxmetrics.ui.selection import LAST_FREEZE

_NAMED = 3


@dataclass(frozen=True)
class Kind:
    """One kind of change: its symbol and colour, and which rows of ``metrics.changes`` it counts."""

    key: str
    symbol: str
    tone: Tone
    of: tuple[str, ...]

    @property
    def badge(self) -> str:
        return TONE_COLOURS[self.tone]

    @property
    def wall(self) -> str:
        return COLOURS[self.tone]


KINDS = (
    Kind("achieved", "✓", "good", ("achieved",)),
    Kind("regressed", "↓", "bad", ("regressed",)),
    Kind("restated", "↻", "fair", ("restated",)),
    Kind("lost", "○", "warn", ("lost_reporter",)),
    Kind("new", "●", "neutral", ("new_reporter",)),
)


@fence.part
def block(page: Page) -> None:
    """A card a kind of change, and the Plan's targets that changed their status."""
    period = page.selection.period
    before = since(page)
    if not before:
        blocks.heading(page, "overview.changes")
        st.caption(page.words("changes.first", period=quarter(period, page.language)))
        return
    found, name = _found(page, before)
    sheet.draw(kept(page, "changes_html", lambda: _html(page, found, name), name), "changes")


@fence.part
def every(page: Page) -> None:
    """The whole as a table, when asked; nothing where there is no earlier quarter."""
    before = since(page)
    if not before:
        return
    found, _ = _found(page, before)
    whole = st.expander(page.words("changes.all", count=len(found)), on_change="rerun", key="changes_all")
    if whole.open:
        with whole:
            blocks.table(page, table(page, found), "since_last")


def _found(page: Page, before: str) -> tuple[pd.DataFrame, str]:
    """The changes, and since when in words."""
    compared, name = compared_with(page, before)
    return kept(
        page, "changes", lambda: told_once(page.data.changes(page.selection.period, **compared), page), name
    ), name


def _html(page: Page, found: pd.DataFrame, name: str) -> str:
    moved = targets_moved(found, page)
    line = page.words("changes.targets", list=moved) if moved else page.words("changes.targets_same")
    drawn = [_card(page, kind, *_told(page, kind, found)) for kind in KINDS]
    head = sheet.heading(page.words("changes.title", since=name))
    return f'{head}<p>{sheet.text(line)}</p><div class="cards five">{"".join(drawn)}</div>'


def compared_with(page: Page, before: str) -> tuple[dict[str, Period | datetime], str]:
    """What changes are counted from, as the metrics take it, and in words: a quarter, or the quarter's last freeze."""
    chosen = page.chosen("since")
    if chosen == LAST_FREEZE:
        frozen_at = metrics.freeze_of(page.store, page.selection.period).frozen_at
        return {"since": frozen_at}, page.words("filter.since_freeze", at=moment(frozen_at))
    if chosen:
        return {"since": Period.parse(chosen)}, quarter(chosen, page.language)
    return {}, quarter(before, page.language)


def since(page: Page) -> str:
    """The quarter with data before the one in view; empty for the first."""
    earlier = [code for code in page.choices.period if code < page.selection.period]
    return earlier[-1] if earlier else ""


def told_once(found: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The province's headlines over all levels, and each unit at its own level: no change stands there twice."""
    catalog = page.catalog
    heads = {target.headline.code for target in catalog.targets.values()}
    own = found["org_unit"].map({unit.id: unit.level for unit in catalog.units.values()}) == found["level"]
    whole = (found["org_unit"] == catalog.plan.province) & (found["level"] == "all")
    headline = found["indicator"].isin(heads) & (found["group"].fillna("") == "")
    of_units = ["restated", "new_reporter", "lost_reporter"]
    return found[(headline & (whole | own)) | found["kind"].isin(of_units)].reset_index(drop=True)


def of_units(found: pd.DataFrame, page: Page) -> pd.DataFrame:
    """Rows of single units, without the province's own."""
    return found[found["org_unit"] != page.catalog.plan.province]


def targets_moved(found: pd.DataFrame, page: Page) -> str:
    """The province's targets whose status changed: each with the old and the new one by symbol and word."""
    rows = found[(found["org_unit"] == page.catalog.plan.province) & found["new_status"].notna()]
    return "; ".join(
        page.words("changes.moved", target=row.target, old=marked(row.old_status, page.words), new=_badge(page, row))
        for row in rows.itertuples(index=False)
    )


def _badge(page: Page, row: object) -> str:
    return f"**{marked(row.new_status, page.words)}**"


def marked(status: object, words: Words) -> str:
    """A status by symbol and word; empty for none."""
    return f"{STATUS[status].symbol} {words('status.' + status)}" if status in STATUS else ""


def counted(found: pd.DataFrame, kind: Kind, page: Page) -> tuple[int, str]:
    """How many units (values, where they were restated) changed so, and the first of their names."""
    units = of_units(found[found["kind"].isin(kind.of)], page)
    names = list(dict.fromkeys(page.unit_name(unit) for unit in units["org_unit"]))
    return len(units) if kind.key == "restated" else len(names), _listed(names, page.words)


def _told(page: Page, kind: Kind, found: pd.DataFrame) -> tuple[str, str]:
    """How many units, then of which targets and the first names."""
    count, names = counted(found, kind, page)
    if not count:
        return page.words("changes.none"), ""
    units = of_units(found[found["kind"].isin(kind.of)], page)
    return page.words(f"changes.count.{kind.key}", count=count), " · ".join((*_by_target(units), names))


def _card(page: Page, kind: Kind, count: str, about: str) -> str:
    name = sheet.badge(kind.tone, f"{kind.symbol} {page.words('changes.kind.' + kind.key)}")
    return f'<div class="card"><p>{name}</p><p>{sheet.text(count)}</p><small>{escape(about)}</small></div>'


def _by_target(units: pd.DataFrame) -> list[str]:
    counts = Counter(units["target"].dropna())
    return [f"{target}: {count}" for target, count in sorted(counts.items())]


def _listed(names: list[str], words: Words) -> str:
    first = ", ".join(names[:_NAMED])
    return words("changes.more", names=first, count=len(names) - _NAMED) if len(names) > _NAMED else first


def table(page: Page, found: pd.DataFrame) -> Table:
    """One row a change: what it is, whose, of what, before and now, and where it stands if a value was restated."""
    records = [_record(page, row) for row in found.itertuples(index=False)]
    columns = [("change", 22), ("unit", 30), ("about", 44), ("before", 22), ("now", 22), ("source", 26)]
    return tables.named(page, "since_last", records, columns)


def _record(page: Page, row: object) -> dict[str, str]:
    kind = next((kind for kind in KINDS if row.kind in kind.of), None)
    what = f"{kind.symbol} {page.words('changes.kind.' + kind.key)}" if kind else page.words("changes.kind.status")
    known = {"change": what, "unit": page.unit_name(row.org_unit)}
    return {**known, **_restated(page, row)} if row.kind == "restated" else {**known, **_judged(page, row)}


def _judged(page: Page, row: object) -> dict[str, str]:
    indicator = page.catalog.indicators.get(row.indicator)
    if indicator is None:
        return {"about": "", "before": "", "now": "", "source": ""}
    return {
        "about": f"{row.target} · {indicator.name(page.language)}",
        "before": _value(row.old, row.old_status, indicator, page),
        "now": _value(row.new, row.new_status, indicator, page),
        "source": _area(page, row),
    }


def _value(value: object, status: object, indicator: object, page: Page) -> str:
    written = "" if pd.isna(value) else messages.written(value, indicator, page.words)
    return " ".join(text for text in (written, marked(status, page.words)) if text)


def _area(page: Page, row: object) -> str:
    """How many units were compared, where not all could be."""
    if pd.isna(row.comparable_units) or row.comparable_units >= row.units:
        return ""
    return page.words("changes.compared", count=int(row.comparable_units), units=int(row.units))


def _restated(page: Page, row: object) -> dict[str, str]:
    element = page.catalog.elements.get(row.data_element)
    write: Callable[[object], str] = lambda value: tables.value_text(page, row.data_element, value)
    return {
        "about": f"{row.data_element} · {element.name(page.language) if element else ''}",
        "before": write(row.old),
        "now": write(row.new),
        "source": f"{row.file} '{row.sheet}'!{row.cell}" if isinstance(row.cell, str) else str(row.file or ""),
    }
