"""Parts of Mạng lưới và nền tảng: the headline, member groups, platform groups, organisations."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dxmetrics import charts
from dxmetrics.documents.tables import Table
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
from dxmetrics.ui.kept import kept, kept_as_filtered
from dxmetrics.ui.page import Page

FAMILIES = {"members": "member", "organisations": "member", "platforms": "platform"}
"""The parts that are about groups, and which."""


def groups_of(page: Page, part: str) -> list[str]:
    """The groups a part can be narrowed to; none for a part that isn't about groups."""
    return [code for code, group in page.catalog.groups.items() if group.family == FAMILIES.get(part)]


def lead(page: Page) -> list[str]:
    """What a leader would say of the Network after half a minute with the figures."""
    return kept(page, "network.lead", lambda: _lead(page))


def group_names(page: Page) -> dict[str, str]:
    """Member and platform groups by code."""
    return {code: group.name(page.language) for code, group in page.catalog.groups.items()}


def members(page: Page) -> None:
    """Five member groups: members, with access, using; at one level or all; then MT3 and its family by group."""
    blocks.heading(page, "network.members")
    figure = kept_as_filtered(page, "network.members", lambda: _members(page))
    if figure is None:
        blocks.empty(page, "empty.not_asked")
        return
    blocks.chart(page, figure, "network_groups")
    blocks.table(page, family(page, "member_family"), "member_family")
    _member_units(page)


def platforms(page: Page) -> None:
    """Nine platform groups: deployed, promoted by how many bodies, used by how many members."""
    blocks.heading(page, "network.platforms")
    content = platform_table(page)
    if content.rows.empty:
        blocks.empty(page, "empty.not_asked")
        return
    figure = kept_as_filtered(page, "network.platforms", lambda: _platforms(page))
    if figure is None:
        st.info(page.words("network.platforms_not_asked"))
    else:
        blocks.chart(page, figure, "platform_use")
    blocks.table(page, content, "platforms")
    if figure is not None:
        _platform_units(page)


def organisations(page: Page) -> None:
    """Member organisations of the five groups, as the coordinating agency lists them."""
    blocks.heading(page, "network.organisations")
    figure = kept_as_filtered(page, "network.organisations", lambda: _organisations(page))
    if figure is None:
        blocks.empty(page, "empty.not_asked")
        return
    blocks.chart(page, figure, "network_organisations")
    blocks.table(page, family(page, "organisation_family"), "organisation_family")


def family(page: Page, key: str) -> Table:
    """One row a member group × level: ``member_family`` or ``organisation_family``."""
    about = {"member_family": "members", "organisation_family": "organisations"}[key]
    return kept_as_filtered(page, key, lambda: network_tables.family(page, _indicators(page, about), key))


def platform_table(page: Page) -> Table:
    """One row a platform group."""

    def make() -> Table:
        return network_tables.platforms(page, amounts.of_group(page, page.data.platforms(page.selection.period)))

    return kept_as_filtered(page, "platforms", make)


def member_units(page: Page) -> Table:
    """One row a unit: its members, those with access, those who use; the least use first."""
    codes = _indicators(page, "members")
    return kept_as_filtered(page, "member_units", lambda: network_tables.units(page, codes, "member_units"))


def platform_units(page: Page) -> Table:
    """One row a unit, one column a platform group: how many members used it."""

    def make() -> Table:
        elements = _platform_elements(page)
        totals = page.data.element_totals(page.selection.period, elements=elements, by="unit")
        return amounts.unit_table(page, totals, elements, "platform_units")

    return kept_as_filtered(page, "platform_units", make)


def _lead(page: Page) -> list[str]:
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


def _members(page: Page) -> go.Figure | None:
    subject = page.catalog.subject("members")
    level = page.chosen("level") or "all"
    totals = page.data.element_totals(page.selection.period, elements=subject.cells, level=level)
    found = amounts.side_by_side(totals, "group", subject.columns).rename(columns={"key": "group"})
    found = amounts.of_group(page, found)
    if found.empty:
        return None
    return charts.network_groups(
        found,
        page.words,
        names=amounts.covered(page, totals, "group", _numbered(page)),
        title=chart_messages.network(found, group_names(page), page.words),
        source=amounts.source(page, totals),
    )


def _platforms(page: Page) -> go.Figure | None:
    """None in a quarter in which use by platform is not asked."""
    period, elements = page.selection.period, _platform_elements(page)
    found = amounts.of_group(page, page.data.platforms(period))
    if found["members_using"].isna().all():
        return None
    return charts.ranked_amounts(
        found.rename(columns={"platform": "key", "members_using": "value"}),
        page.words,
        names=_numbered(page),
        title=network_sentences.platform_spread(found, group_names(page), page.words),
        source=amounts.source(page, page.data.element_totals(period, elements=elements, level="all")),
        measure=page.catalog.elements[elements[0]].unit(page.language),
    )


def _organisations(page: Page) -> go.Figure | None:
    subject = page.catalog.subject("organisations")
    totals = page.data.element_totals(page.selection.period, elements=subject.cells, level="all")
    found = amounts.side_by_side(totals, "group", subject.columns).rename(columns={"key": "group"})
    found = amounts.of_group(page, found)
    if found.empty:
        return None
    return charts.network_groups(
        found,
        page.words,
        names=_numbered(page),
        title=network_sentences.organisations(found, group_names(page), page.words),
        source=amounts.source(page, totals),
        counted="organisations",
    )


def _indicators(page: Page, subject: str) -> tuple[str, str]:
    """Those of access and of use."""
    found = page.catalog.subject(subject).indicators
    return found["access"], found["use"]


def _platform_elements(page: Page) -> tuple[str, ...]:
    """Members who used each platform group, of all groups or the one in view."""
    elements, chosen = page.catalog.subject("platforms").elements, page.chosen("group")
    return tuple(code for code in elements if chosen in ("", page.catalog.elements[code].group))


def _numbered(page: Page) -> dict[str, str]:
    """Member and platform groups with their numbers."""
    return {code: f"{code} · {name}" for code, name in group_names(page).items()}


@fence.part
def _platform_units(page: Page) -> None:
    """How many members of each unit used which platforms, and the way to the unit. Reruns by itself."""
    blocks.heading(page, "network.platform_units")
    content = platform_units(page)
    opening.unit_table(page, content, list(content.rows["org_unit"]), "platform_units")


@fence.part
def _member_units(page: Page) -> None:
    """Every unit's members, the least use first, and the way to the unit. Reruns by itself."""
    blocks.heading(page, "network.member_units")
    content = member_units(page)
    target = page.catalog.indicators[_indicators(page, "members")[1]].target
    opening.unit_table(page, content, list(content.rows["org_unit"]), "member_units", target)
