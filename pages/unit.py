"""Đơn vị: how is this unit? Its figures beside its peers', over time, what it sent, and the cell behind each figure."""

from dxmetrics.ui import blocks, sections, unit_figures, unit_head, unit_list, unit_papers
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One unit, or the list of units to choose from."""
    own = ("target", "structure", "frozen", "carry_forward")
    of_list = ("level", "search", "peer_group", "district", "area", "frozen", "carry_forward")
    chosen = page.head("period", "unit", *(own if page.asked("unit") else of_list))
    if not page.has_data:
        blocks.no_data(page)
        return
    unit = page.catalog.units.get(chosen.unit)
    unit_head.way(page, unit)
    if unit is None:
        unit_list.block(page)
        return
    unit_head.head(page, unit)
    figures = {
        "state": lambda: state(page, unit),
        "trends": lambda: unit_figures.trends(page, unit),
        "communes": lambda: unit_figures.communes(page, unit),
        "returns": lambda: unit_papers.returns(page, unit),
        "tasks": lambda: unit_papers.matters(page, unit),
    }
    if unit.level != "district":
        del figures["communes"]
    sections.draw(page, figures)


def state(page: Page, unit: unit_head.OrgUnit) -> None:
    """Why it lags, the target in view with its cells, and the unit beside its peers; its history where it is gone."""
    if not unit_head.is_there(page, unit):
        unit_figures.trends(page, unit)
        return
    unit_figures.reasons(page, unit)
    unit_figures.at_target(page, unit)
    unit_figures.scorecard(page, unit)


show(current_page())
