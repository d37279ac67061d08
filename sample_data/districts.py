"""What a district adds to its office's cells: its committee, its division, and the Network members of its communes."""

from __future__ import annotations

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.chance import rounded
from sample_data.communes import commune_cells
from sample_data.members import member_cells, platform_cells
from sample_data.offices import office_cells
from sample_data.world import World


def district_cells(world: World, district: OrgUnit, period: Period) -> Cells:
    """The district's own part of its return."""
    cells = office_cells(world, district, period)
    cells.values |= committee_cells(world, district, period) | _division(district, cells)
    cells.values["D25"] = world.has("guidance", district, period)
    communes = [commune_cells(world, unit, period) for unit in world.catalog.communes_of(district.id, period)]
    for group, element in ((3, "D62"), (4, "D58")):
        members = sum(commune.count(element) for commune in communes)
        cells.values |= member_cells(world, district, period, group, {district.id: members})
    everyone = sum(cells.count(f"D71.{group}") for group in (2, 3, 4))
    cells.values |= platform_cells(world, district, period, everyone)
    return cells


def committee_cells(world: World, unit: OrgUnit, period: Period) -> dict[str, object]:
    """D31-D36: a steering committee and its plan of the year."""
    tasks = world.number(12, 30, "D34", unit.id, period.year)
    done = rounded(tasks * world.year_share(period) * 0.95)
    return {
        "D31": True,
        "D32": True,
        "D33": world.has("action_plan", unit, period),
        "D34.1": tasks,
        "D34.2": done,
        "D34.3": min(tasks - done, world.number(0, 3, "D34.3", unit.id, period)),
        "D35": world.number(0, 2, "D35", unit.id, period),
        "D36": world.number(1, 8, "D36", unit.id, period),
    }


def _division(district: OrgUnit, cells: Cells) -> dict[str, object]:
    # All of a district's added posts go to the division in charge of culture and information.
    inside = min(1, cells.count("D04"))
    return {"D04.p": inside, "D03.p": inside + cells.count("D03") - cells.count("D04"), "D08.p": cells.count("D08")}
