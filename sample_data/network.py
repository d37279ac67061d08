"""What is true of an enterprise or a press agency in a quarter."""

from __future__ import annotations

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.members import member_cells, platform_cells, promoted
from sample_data.world import World


def enterprise_cells(world: World, unit: OrgUnit, period: Period) -> Cells:
    """The return of a telecom or IT enterprise."""
    seconded = world.number(6, 24, "seconded", unit.id) + world.step(unit, period)
    events = world.number(1, 6, "D81", unit.id, period)
    cells = Cells(member_cells(world, unit, period, 5, {unit.id: seconded}) | promoted(world, unit, period))
    cells.values |= platform_cells(world, unit, period, seconded) | {
        "D79.1": world.number(1, 8, "D79", unit.id, period),
        "D79.2": world.number(2, 30, "D79.2", unit.id, period),
        "D81.1": events,
        "D81.2": events * world.number(30, 90, "D81.2", unit.id, period),
        "D109.1": seconded,
        "D109.2": world.number(1, 5, "D109", unit.id, period),
        "D78": world.number(0, 1, "D78", unit.id, period),
    }
    if cells.values["D78"]:
        cells.values["D78.text"] = world.pick("D78.text", unit.id, period)
    return cells


def press_cells(world: World, unit: OrgUnit, period: Period) -> Cells:
    """The return of the newspaper, the radio and television, or the portal."""
    on_air = world.number(12, 40, "D83", unit.id, period) if world.settings.broadcaster in world.roots(unit.id) else 0
    posts = world.number(20, 90, "D85", unit.id, period)
    return Cells(
        {
            "D82": world.number(40, 160, "D82", unit.id, period),
            "D83.1": on_air,
            "D83.2": on_air * world.number(8, 15, "D83.2", unit.id, period),
            "D85.1": posts,
            "D85.2": posts * world.number(200, 1500, "D85.2", unit.id, period),
            "D86": world.pick("D86", unit.id, period),
        }
    )
