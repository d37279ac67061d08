"""The map of districts or communes for a chosen target: as tiles, as true boundaries, or as a table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dxmetrics import charts
from dxmetrics.catalog.boundaries import Boundaries
from dxmetrics.catalog.model import Indicator, OrgUnit
from dxmetrics.charts.theme import STATUS
from dxmetrics.errors import CatalogError
from dxmetrics.periods import Period
from dxmetrics.ui import blocks, cards, chart_messages, fence, links, messages, places, rows, tables, views
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page

LEVELS = ("district", "commune")
_NAMED = 12


@fence.part
def block(page: Page, key: str = "map") -> None:
    """Choose a target and see its units on a map; a click, or the list beside it, opens one. Reruns by itself."""
    _drawn(page, key)
    page.mirror()


def _drawn(page: Page, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        indicator, level = _indicator(page, key), ""
        if indicator is not None:
            level = _level(page, indicator, key)
            view = _view(page, key)
    if indicator is None or not level:
        blocks.empty(page, "empty.no_map")
        return
    found = units_of(page, indicator, level)
    if view == "table":
        blocks.table(page, tables.progress(page, rows.named(found), key), key)
        return
    drawing, aside = st.columns([4, 1], gap="small")
    with aside:
        units = list(rows.named(found)["org_unit"])
        views.follow("map_unit", f"{key}_unit", {"": None} | {unit: unit for unit in units}, "")
        chosen = blocks.unit_choice(page, units, f"{key}_unit")
        _chosen_unit(page, found, indicator, chosen)
    with drawing:
        drawn = figure(page, found, indicator, chosen, as_boundaries=view == "boundaries")
        blocks.clickable_chart(page, drawn, key, lambda ids: st.session_state.update({f"{key}_unit": ids[0]}))
        if told := in_want(page, found):
            st.caption("  \n".join(told))


def units_of(page: Page, indicator: Indicator, level: str) -> pd.DataFrame:
    """One progress row a unit of the level: a district with its communes, a commune alone."""
    every = page.data.progress(page.selection.period, target=indicator.target, by="unit")
    return rows.on_map(every, page.catalog, indicator.code, level)


def figure(
    page: Page, found: pd.DataFrame, indicator: Indicator, chosen: str | None = None, *, as_boundaries: bool = False
) -> go.Figure:
    """The map of these units: tiles, or true boundaries where they are wanted and known."""
    units = [page.catalog.units[unit] for unit in found["org_unit"]]
    if as_boundaries and (shapes := _shapes(page, units)):
        return charts.boundary_map(found, page.words, shapes=shapes, **_options(page, found, indicator, chosen))

    def tiles() -> go.Figure:
        options = _options(page, found, indicator, chosen)
        return charts.tile_map(found, page.words, places=places.tiles(page.catalog, units), **options)

    return kept(page, "tile_map", tiles, indicator.code, found["level"].iloc[0] if len(found) else "", chosen)


def _options(page: Page, found: pd.DataFrame, indicator: Indicator, chosen: str | None) -> dict[str, object]:
    """What tiles and boundaries are told alike."""
    units = [page.catalog.units[unit] for unit in found["org_unit"]]
    names = {unit.id: (page.unit_name(unit.id), short_name(page, unit)) for unit in units}
    return {
        "names": names,
        "title": chart_messages.unit_map(found, names, indicator, page.words),
        "source": page.source(),
        "unit": indicator.unit,
        "selected": chosen or "",
    }


def _shapes(page: Page, units: list[OrgUnit]) -> dict:
    """The shapes of these units; says which codes of the file name no unit and which units have no shape."""
    try:
        known = places.boundaries(places.boundaries_file(), page.catalog)
    except CatalogError as fault:
        st.warning(page.words("map.unreadable", reason=str(fault)))
        return {}
    shapes = {unit.id: known.shapes[unit.id] for unit in units if unit.id in known.shapes}
    for line in unmatched(page, units, known):
        st.caption(line)
    return shapes


def unmatched(page: Page, units: list[OrgUnit], known: Boundaries) -> list[str]:
    """What doesn't fit between the file and the units in force, in sentences; none where all does."""
    without = [unit.name(page.language) for unit in units if unit.id not in known.shapes]
    said = []
    if len(without) == len(units):
        said.append(page.words("map.no_shapes"))
    elif without:
        said.append(page.words("map.without_shape", count=len(without), names=_listed(without)))
    if known.unknown:
        said.append(page.words("map.unknown_codes", count=len(known.unknown), codes=_listed(list(known.unknown))))
    return said


def in_want(page: Page, found: pd.DataFrame) -> list[str]:
    """Which units are behind and which are silent, by name: on a phone not every tile has room for its own."""
    lines = []
    for status in (code for code in STATUS if code in (*chart_messages.BEHIND, *chart_messages.SILENT)):
        units = rows.named(found[found["status"] == status])["org_unit"]
        if len(units):
            names = [short_name(page, page.catalog.units[unit]) for unit in units]
            lines.append(f"{cards.plain(page, status)} ({len(names)}): {_listed(names)}")
    return lines


def short_name(page: Page, unit: OrgUnit) -> str:
    """A unit's name for a tile or a narrow line, without its kind."""
    return places.short_name(unit.name(page.language), page.words("map.kinds").split("|"))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


def _indicator(page: Page, key: str) -> Indicator | None:
    """The headline of a target that is asked of districts or communes now; the target in view to begin with."""
    levels = set(levels_now(page))
    targets = [item for item in page.catalog.targets.values() if levels & set(item.headline.levels)]
    if not targets:
        return None
    codes = [item.code for item in targets]
    wanted = page.selection.target
    usual = wanted if wanted in codes else codes[0]
    views.follow("map_target", f"{key}_target", {code: code for code in codes}, usual)
    code = st.selectbox(
        page.words("filter.target"),
        codes,
        key=f"{key}_target",
        width=520,
        format_func=lambda option: page.option_name("target", option),
        filter_mode=None,
    )
    return page.catalog.targets[code].headline


def _level(page: Page, indicator: Indicator, key: str) -> str:
    """Districts or communes, where the target is asked of both."""
    levels = [level for level in levels_now(page) if level in indicator.levels]
    if len(levels) < 2:
        return levels[0] if levels else ""
    views.follow("map_level", f"{key}_level", {level: level for level in levels}, levels[0])
    return st.segmented_control(
        page.words("filter.level"),
        levels,
        required=True,
        key=f"{key}_level",
        format_func=lambda level: page.words(f"level.{level}"),
    )


def levels_now(page: Page) -> list[str]:
    """The levels a map can show whose units are in force in the quarter."""
    in_force = {unit.level for unit in page.catalog.units_at(Period.parse(page.selection.period))}
    return [level for level in LEVELS if level in in_force]


def _view(page: Page, key: str) -> str:
    kinds = ("tiles", "boundaries", "table") if places.boundaries_file() else ("tiles", "table")
    views.follow("map_view", f"{key}_view", {view: view for view in kinds}, kinds[0])
    return st.segmented_control(
        page.words("map.view"),
        kinds,
        required=True,
        key=f"{key}_view",
        format_func=lambda view: page.words(f"map.{view}"),
    )


def _chosen_unit(page: Page, found: pd.DataFrame, indicator: Indicator, chosen: str | None) -> None:
    """The chosen unit's figure and the way to more about it; how to choose while none is."""
    row = next((row for row in found.itertuples(index=False) if row.org_unit == chosen), None)
    if row is None:
        st.caption(page.words("map.choose"))
        return
    value = messages.written(row.value, indicator, page.words) or page.words("card.no_value")
    st.markdown(f"**{page.unit_name(row.org_unit)}**")
    st.markdown(f"{cards.badge(page, row.status)} **{value}**" if row.status in STATUS else f"**{value}**")
    links.unit(page, row.org_unit, indicator.target)
