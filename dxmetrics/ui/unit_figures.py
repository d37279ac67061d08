"""The figures of a unit's page: beside its peers', over time, why it lags, and the cells behind the target in view."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics import charts
from dxmetrics.catalog.model import Indicator, OrgUnit
from dxmetrics.charts.theme import STATUS
from dxmetrics.periods import Period
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import behind, blocks, cards, chart_messages, heat, links, messages, rows, tables
from dxmetrics.ui.page import Page


def reasons(page: Page, unit: OrgUnit) -> None:
    """Why the unit lags in the quarter and what it would take; that nothing stands against it, where nothing does."""
    period = page.selection.period
    found = page.data.lagging(period, **page.kept_with_freeze())
    found = found[found["org_unit"] == unit.id]
    if found.empty:
        st.success(page.words("unit.no_reason", period=quarter(period, page.language)), icon=":material/check:")
        return
    records = [
        {"why": page.words(f"reason.{row.reason}"), "target_list": _target(page, row.target), "todo": _todo(page, row)}
        for row in found.itertuples(index=False)
    ]
    blocks.heading(page, "unit.reasons")
    quarters = int(found["quarters_lagging"].max())
    if quarters:
        st.markdown(page.words("unit.quarters_lagging", count=quarters))
    columns = [("why", 26), ("target_list", 40), ("todo", 52)]
    blocks.table(page, tables.named(page, "unit_reasons", records, columns), "unit_reasons", leaves=False)


def at_target(page: Page, unit: OrgUnit) -> None:
    """The unit at the target in view, or at its worst where that one is not asked of it: verdict and cells."""
    every = page.data.progress(page.selection.period, unit=unit.id, **page.view_of_quarter())
    own = rows.own_headlines(every, page.catalog).set_index("target")
    if own.empty:
        st.caption(page.words("unit.not_asked"))
        return
    wanted = page.selection.target
    target = wanted if wanted in own.index else worst(own["status"])
    indicator = page.catalog.targets[target].headline
    st.header(page.words("unit.at_target", target=page.option_name("target", target)))
    if target != wanted:
        st.caption(page.words("unit.other_target", wanted=wanted, target=target))
    _verdict(page, own.loc[target], indicator)
    formula = indicator.formula_vi if page.language == "vi" else indicator.formula_en
    st.caption(f"{page.words('card.section', section=indicator.section)}. {formula}")
    codes = behind.elements_of(indicator, unit, Period.parse(page.selection.period), page.catalog)
    if codes:
        behind.block(page, unit.id, codes, "unit_cells")


def worst(statuses: pd.Series) -> str:
    """The target (the index) a unit is behind on first, else the first it is silent on, else its first."""
    for bad in (chart_messages.BEHIND, chart_messages.SILENT):
        found = statuses[statuses.isin(bad)]
        if len(found):
            return str(found.index[0])
    return str(statuses.index[0])


def scorecard(page: Page, unit: OrgUnit) -> None:
    """Every target in percent that applies beside the peer group; a dot leads to that peer."""
    found = page.data.peers(page.selection.period, unit.id, **page.kept_with_freeze())
    shares = [code for code, item in page.catalog.indicators.items() if item.unit == "percent" and item.headline]
    found = found[found["indicator"].isin(shares)]
    if unit.id not in set(found["org_unit"]):
        return
    blocks.heading(page, "unit.scorecard")
    if heat.view(page, "scorecard") == "table":
        blocks.table(page, _scorecard_table(page, found, unit), "unit_scorecard")
        return
    shown = found.assign(name=[page.unit_name(peer) for peer in found["org_unit"]])
    names = {code: page.catalog.indicators[code].name(page.language) for code in shares}
    figure = charts.scorecard(
        shown, page.words, unit=unit.id, names=names, source=page.source(),
        title=chart_messages.scorecard(shown, unit.id, page.words),
    )  # fmt: skip
    blocks.clickable_chart(page, figure, "unit_scorecard", lambda ids: links.ask_for(ids[-1]))


def trends(page: Page, unit: OrgUnit) -> None:
    """The unit's own history at every target in percent, on its own units or folded onto today's."""
    every = page.data.trend(unit=unit.id, **page.view())
    heads = rows.own_headlines(every[every["period"] <= page.selection.period], page.catalog)
    shares = {code for code, item in page.catalog.indicators.items() if item.unit == "percent"}
    heads = heads[heads["indicator"].isin(shares)]
    heads = heads.assign(key=heads["target"])
    if heads["period"].nunique() < 2:
        st.caption(page.words("unit.no_trend"))
        return
    names = {code: f"{code} · {item.name(page.language)}" for code, item in page.catalog.targets.items()}
    panels = [(code, names[code]) for code in names if code in set(heads["target"])]
    title = chart_messages.unit_trends(heads, page.words)
    figure = charts.small_multiples(heads, page.words, panels=panels, title=title, source=page.source())
    blocks.heading(page, "unit.trends")
    blocks.chart(page, figure, "unit_trends")


def communes(page: Page, unit: OrgUnit) -> None:
    """A district's communes: each at each target; a square or a row leads to the commune."""
    period = Period.parse(page.selection.period)
    under = [item.id for item in page.catalog.units_at(period) if item.parent_id == unit.id]
    if not under:
        st.caption(page.words("unit.no_communes", period=quarter(period.code, page.language)))
        return
    heat.block(page, under, "unit_communes")


def _verdict(page: Page, row: pd.Series, indicator: Indicator) -> None:
    value = messages.measured(row["value"], indicator, page.catalog, page.words) or page.words("card.no_value")
    said = [f"{cards.badge(page, row['status'])} **{value}**"]
    if not pd.isna(row["planned_now"]):
        said.append(page.words("unit.planned", value=messages.written(row["planned_now"], indicator, page.words)))
    if row["status"] not in ("achieved", "not_applicable") and indicator.action(page.language):
        said.append(page.words("unit.action", action=indicator.action(page.language)))
    st.markdown(" · ".join(said))


def _scorecard_table(page: Page, found: pd.DataFrame, unit: OrgUnit) -> tables.Table:
    own = found[found["org_unit"] == unit.id]
    records = [
        {
            "code": row.indicator,
            "element": page.catalog.indicators[row.indicator].name(page.language),
            "status": f"{STATUS[row.status].symbol} {page.words('status.' + row.status)}",
            "value": row.value,
            "planned": row.planned_now,
            "median": row.peers_median,
        }
        for row in own.itertuples(index=False)
    ]
    columns = [
        ("code", 9), ("element", 50), ("status", 24), ("value", 12, "percent"), ("planned", 16, "percent"),
        ("median", 16, "percent"),
    ]  # fmt: skip
    return tables.named(page, "unit_scorecard", records, columns)


def _target(page: Page, code: object) -> str:
    return page.option_name("target", code) if isinstance(code, str) and code else page.words("unit.whole_return")


def _todo(page: Page, row: object) -> str:
    """What the target asks for by name, else what mends the reason."""
    asked = page.catalog.targets.get(row.target) if isinstance(row.target, str) else None
    action = (
        asked.headline.action(page.language) if asked and row.reason in ("below_plan", "no_value", "stagnant") else ""
    )
    return action or page.words(f"reason_remedy.{row.reason}")
