"""Parts of the page of one target: where the pace leads, who is still to go, the units over time, the other score."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import charts
from dxmetrics.catalog.model import Indicator
from dxmetrics.charts.theme import STATUS
from dxmetrics.metrics.score import Measurement, Score, score
from dxmetrics.periods import Period
from dxmetrics.text.numbers import number, signed
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, cards, chart_messages, example, links, messages, opening, rows, tables
from dxmetrics.ui.page import Page

_UNITS = 30
_NOT_SHORT = ("achieved", "not_applicable")
_TO_GO_COLUMNS = (
    ("unit", 32), ("level", 18), ("status", 22), ("last_value", 11), ("last_period", 12),
    ("quarters_lagging", 11, "count"),
)  # fmt: skip


def verdict(page: Page, past: pd.DataFrame, indicator: Indicator) -> None:
    """What the indicator is and its state: status, value, what the Plan asks, and what it takes."""
    last, words = past.iloc[-1], page.words
    value = messages.measured(last.value, indicator, page.catalog, words) or words("card.no_value")
    notes = (cards.asked(page, indicator, last), messages.need(last, indicator, words))
    notes = [note for note in (*notes, messages.comparable(last, indicator, words)) if note]
    state = f"{cards.badge(page, last.status)} **{value}** · " + ". ".join(notes)
    blocks.lead(f"{indicator.code} · {indicator.name(page.language)}", state)


def pace(page: Page, past: pd.DataFrame, indicator: Indicator) -> None:
    """Where the overall pace and that of the last four quarters lead, side by side; nothing where there is no pace."""
    last = past.iloc[-1]
    if last["status"] in ("achieved", "missed", "tracking") or pd.isna(last["deadline_period"]):
        return
    lines = [
        page.words(
            f"targets.{key}", pace=_pace(page, last[at], indicator), value=_projected(page, last[value], indicator)
        )
        for key, at, value in (("overall", "pace", "projected"), ("recent", "pace_recent", "projected_recent"))
        if not pd.isna(last[at]) and not pd.isna(last[value])
    ]
    if lines:
        deadline = quarter(last["deadline_period"], page.language)
        st.caption(page.words("targets.leads", deadline=deadline) + " " + "; ".join(lines) + ".")


def folded(page: Page, indicator: Indicator) -> pd.DataFrame | None:
    """The history on the units of the quarter in view, where the reader asks for it."""
    if not page.chosen("structure"):
        return None
    trend = page.data.trend(target=indicator.target, **page.view())
    return rows.history(trend, page.catalog, indicator.code, page.selection.period)


def to_go(page: Page, indicator: Indicator) -> None:
    """The units still short of the target by name, each leading to its page; nothing where the Plan asks no number."""
    found = page.data.units_to_go(page.selection.period, indicator.code)
    if found.empty:
        return
    found = rows.keep(_in_view(page, indicator, found), **page.wanted()).reset_index(drop=True)
    st.header(page.words("targets.to_go", count=len(found)))
    opening.unit_table(
        page, to_go_table(page, found, indicator), list(found["org_unit"]), "to_go", page.selection.target
    )


def _in_view(page: Page, indicator: Indicator, found: pd.DataFrame) -> pd.DataFrame:
    """Of the units to go those that are still short as the reader looks: frozen, over the old land, carried forward."""
    view = page.view_of_quarter()
    if not view:
        return found
    every = page.data.progress(page.selection.period, target=indicator.target, by="unit", **view)
    seen = rows.units(every, page.catalog, indicator.code).set_index("org_unit")["status"]
    status = found["org_unit"].map(seen)
    return found.assign(status=status)[status.notna() & ~status.isin(_NOT_SHORT)]


def to_go_table(page: Page, found: pd.DataFrame, indicator: Indicator) -> tables.Table:
    """One row a unit: status, the last value it had and when, for how long it lags."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "level": page.words(f"level.{row.level}"),
            "status": f"{STATUS[row.status].symbol} {page.words('status.' + row.status)}",
            "last_value": messages.written(row.last_value, indicator, page.words),
            "last_period": quarter(row.last_period, page.language) if isinstance(row.last_period, str) else "",
            "quarters_lagging": row.quarters_lagging,
        }
        for row in found.itertuples(index=False)
    ]
    return tables.named(page, "to_go", records, _TO_GO_COLUMNS)


def unit_quarters(page: Page, indicator: Indicator) -> None:
    """The strip of units × quarters; drawn when opened. A square leads to the unit in that quarter."""
    with st.expander(page.words("targets.unit_quarters"), key="unit_quarters", on_change="rerun") as room:
        if not room.open:
            return
        found = over_time(page, indicator)
        current = rows.named(found[found["period"] == page.selection.period])
        if current.empty:
            blocks.empty(page, "empty.filtered_units")
            return
        shown = blocks.turn_of(page, list(current["org_unit"]), _UNITS, "unit_quarters")
        units = [(unit, page.unit_name(unit), page.catalog.units[unit].name(page.language)) for unit in shown]
        figure = charts.unit_quarters(
            found[found["org_unit"].isin(shown)], page.words, units=units, source=page.source(),
            title=chart_messages.unit_quarters(current, page.words),
        )  # fmt: skip
        at = page.selection.target
        blocks.clickable_chart(
            page, figure, "unit_quarters_chart", lambda ids: links.ask_for(ids[0], at, period=ids[1])
        )


def over_time(page: Page, indicator: Indicator) -> pd.DataFrame:
    """One row a unit × quarter up to the one in view, of the units the filters hold; folded where asked."""
    until = [code for code in page.choices.period if code <= page.selection.period]
    pieces = [
        rows.units(
            page.data.progress(code, target=indicator.target, by="unit", **_view_of(page, code)),
            page.catalog,
            indicator.code,
            **(page.wanted() if code == page.selection.period else {}),
        )
        for code in until
    ]
    every = pd.concat(pieces, ignore_index=True)
    written = [messages.written(value, indicator, page.words) for value in every["value"]]
    return every.assign(written=written)


def other_score(page: Page, past: pd.DataFrame, indicator: Indicator) -> None:
    """The compound-growth score of Open SDG and Eurostat in one line, beside the headline and never instead of it."""
    scored = growth_score(past.iloc[-1], indicator)
    if scored.score is None:
        st.caption(page.words("targets.no_score"))
        return
    verdict = page.words(f"targets.score_status.{scored.status}")
    st.caption(page.words("targets.score", score=signed(scored.score, page.language), verdict=verdict))


def growth_score(last: pd.Series, indicator: Indicator) -> Score:
    """metrics.md §4 on the figures in view; years are quarters' indexes over four."""
    if any(pd.isna(last[name]) for name in ("baseline", "comparable_value", "baseline_period")):
        return Score(None, None, "not_available")
    has_target = not pd.isna(last["target_value"]) and not pd.isna(last["deadline_period"])
    return score(
        Measurement(
            float(last["baseline"]),
            _year(last["baseline_period"]),
            float(last["comparable_value"]),
            _year(last["period"]),
            int(last["direction"]),
            limit=100.0 if indicator.unit == "percent" else None,
            target=float(last["target_value"]) if has_target else None,
            target_year=_year(last["deadline_period"]) if has_target else None,
        )
    )


def worked(page: Page, indicator: Indicator) -> None:
    """The figure of the quarter worked out step by step; drawn when opened."""
    with st.expander(page.words("targets.worked"), key="worked_here", on_change="rerun") as room:
        if room.open:
            example.at(page, page.selection.period, indicator.code)


def _view_of(page: Page, period: str) -> dict[str, object]:
    """The view in force; a quarter other than the one in view has no freeze to be asked for here."""
    return page.view_of_quarter() if period == page.selection.period and page.chosen("frozen") else _open_view(page)


def _open_view(page: Page) -> dict[str, object]:
    return {name: value for name, value in page.view().items() if name != "frozen"}


def _year(period: str) -> float:
    return Period.parse(period).index / 4


def _pace(page: Page, value: float, indicator: Indicator) -> str:
    unit = " " + page.words("card.points") if indicator.unit == "percent" else ""
    return signed(value, page.language) + unit


def _projected(page: Page, value: float, indicator: Indicator) -> str:
    shown = min(max(float(value), 0.0), 100.0) if indicator.unit == "percent" else float(value)
    return messages.written(shown, indicator, page.words) or number(shown, page.language)
