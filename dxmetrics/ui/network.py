"""Parts of Mạng lưới và nền tảng: the headline, member groups, platform groups, organisations."""

from __future__ import annotations

import streamlit as st

from dxmetrics import charts
from dxmetrics.ui import (
    amounts,
    blocks,
    chart_messages,
    fence,
    headline,
    network_sentences,
    network_tables,
    opening,
    rows,
)
from dxmetrics.ui.page import Page


def lead(page: Page) -> list[str]:
    """What a leader would say of the Network after half a minute with the figures."""
    period, words, names = page.selection.period, page.words, group_names(page)
    access, use = _indicators(page, "members")
    target = page.catalog.indicators[use].target
    pooled = rows.whole(page.data.progress(period, target=target, by="level"), page.catalog)
    shown = {row.indicator: row for row in pooled.itertuples(index=False)}
    by_group = rows.by_group(page.data.progress(period, target=target, by="group"), use)
    teams = page.catalog.subject("teams").indicators
    measured = rows.measured(page.data.task_indicators(period))
    return [
        network_sentences.state(shown.get(access), shown.get(use), period, words),
        network_sentences.lowest_group(by_group, names, words),
        network_sentences.platforms(page.data.platforms(period), names, words),
        network_sentences.teams(measured.get(teams["villages"]), measured.get(teams["active"]), words),
        headline.reporting_sentence(page.data.reporting_rates(), period, words),
    ]


def group_names(page: Page) -> dict[str, str]:
    """Member and platform groups by code."""
    return {code: group.name(page.language) for code, group in page.catalog.groups.items()}


def members(page: Page) -> None:
    """Five member groups: members, with access, using; at one level or all; then MT3 and its family by group."""
    level = _level(page)
    subject = page.catalog.subject("members")
    totals = page.data.element_totals(page.selection.period, elements=subject.cells, level=level)
    found = amounts.side_by_side(totals, "group", subject.columns).rename(columns={"key": "group"})
    blocks.heading(page, "network.members")
    if found.empty:
        blocks.empty(page, "empty.not_asked")
        return
    names = amounts.covered(page, totals, "group", _numbered(page))
    title = chart_messages.network(found, group_names(page), page.words)
    figure = charts.network_groups(found, page.words, names=names, title=title, source=amounts.source(page, totals))
    blocks.chart(page, figure, "network_groups")
    blocks.table(page, network_tables.family(page, _indicators(page, "members"), "member_family"), "member_family")
    _member_units(page)


def platforms(page: Page) -> None:
    """Nine platform groups: deployed, promoted by how many bodies, used by how many members."""
    period = page.selection.period
    found = page.data.platforms(period)
    blocks.heading(page, "network.platforms")
    if found.empty:
        blocks.empty(page, "empty.not_asked")
        return
    names = _numbered(page)
    used = found.rename(columns={"platform": "key", "members_using": "value"})
    elements = page.catalog.subject("platforms").elements
    if used["value"].notna().any():
        totals = page.data.element_totals(period, elements=elements, level="all")
        figure = charts.ranked_amounts(
            used,
            page.words,
            names=names,
            title=network_sentences.platform_spread(found, group_names(page), page.words),
            source=amounts.source(page, totals),
            measure=page.catalog.elements[elements[0]].unit(page.language),
        )
        blocks.chart(page, figure, "platform_use")
    else:
        st.info(page.words("network.platforms_not_asked"))
    blocks.table(page, network_tables.platforms(page, found), "platforms")
    if used["value"].notna().any():
        _platform_units(page, elements)


def organisations(page: Page) -> None:
    """Member organisations of the five groups, as the coordinating agency lists them."""
    subject = page.catalog.subject("organisations")
    totals = page.data.element_totals(page.selection.period, elements=subject.cells, level="all")
    found = amounts.side_by_side(totals, "group", subject.columns).rename(columns={"key": "group"})
    blocks.heading(page, "network.organisations")
    if found.empty:
        blocks.empty(page, "empty.not_asked")
        return
    figure = charts.network_groups(
        found,
        page.words,
        names=_numbered(page),
        title=network_sentences.organisations(found, group_names(page), page.words),
        source=amounts.source(page, totals),
        counted="organisations",
    )
    blocks.chart(page, figure, "network_organisations")
    content = network_tables.family(page, _indicators(page, "organisations"), "organisation_family")
    blocks.table(page, content, "organisation_family")


def _indicators(page: Page, subject: str) -> tuple[str, str]:
    """Those of access and of use."""
    found = page.catalog.subject(subject).indicators
    return found["access"], found["use"]


def _numbered(page: Page) -> dict[str, str]:
    """Member and platform groups with their numbers."""
    return {code: f"{code} · {name}" for code, name in group_names(page).items()}


@fence.part
def _platform_units(page: Page, elements: tuple[str, ...]) -> None:
    """How many members of each unit used which platforms, and the way to the unit. Reruns by itself."""
    blocks.heading(page, "network.platform_units")
    totals = page.data.element_totals(page.selection.period, elements=elements, by="unit")
    content = amounts.unit_table(page, totals, elements, "platform_units")
    opening.unit_table(page, content, list(content.rows["org_unit"]), "platform_units")


@fence.part
def _member_units(page: Page) -> None:
    """Every unit's members, the least use first, and the way to the unit. Reruns by itself."""
    blocks.heading(page, "network.member_units")
    codes = _indicators(page, "members")
    content = network_tables.units(page, codes, "member_units")
    target = page.catalog.indicators[codes[1]].target
    opening.unit_table(page, content, list(content.rows["org_unit"]), "member_units", target)


def _level(page: Page) -> str:
    """The level in view: the page's filter, or every level."""
    return page.selection.level or "all"
