"""What is true of a commune in a quarter: focal point, villages, community digital teams, training."""

from __future__ import annotations

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.chance import dice, rounded
from sample_data.members import member_cells
from sample_data.world import World


def commune_cells(world: World, commune: OrgUnit, period: Period) -> Cells:
    """All commune elements, whether the quarter asks for them or not."""
    cells = Cells()
    _organise(world, commune, period, cells)
    _team_up(world, commune, period, cells)
    _train(world, commune, period, cells)
    story = world.story(commune, period, "no_focal_point")
    if story:
        cells.notes["D61"] = story.note
    for group, members in ((3, cells.count("D62")), (4, cells.count("D58"))):
        cells.values.update(member_cells(world, commune, period, group, {commune.id: members}))
    return cells


def _organise(world: World, commune: OrgUnit, period: Period, cells: Cells) -> None:
    committee = world.has("committee", commune, period)
    cells.values |= {
        "D61": world.has("focal_point", commune, period),
        "D11": world.has("leader", commune, period),
        "D31": committee,
        "D32": committee and world.chance(0.9, "chair", commune.id),
        "D33": world.has("action_plan", commune, period),
        "D35": world.number(0, 2, "D35", commune.id, period) if committee else 0,
        "D84": world.number(4, 40, "D84", commune.id, period),
    }


def _team_up(world: World, commune: OrgUnit, period: Period, cells: Cells) -> None:
    roots = world.roots_at(commune, period)
    villages = [_villages(world, root) for root in roots]
    shares = [world.root_rate("villages_with_team", root, commune, period) for root in roots]
    teams = [rounded(count * share) for count, share in zip(villages, shares, strict=True)]
    members = sum(count * world.number(5, 9, "team", root) for count, root in zip(teams, roots, strict=True))
    active = rounded(sum(teams) * min(1.0, world.rate("members_using", commune, period) + 0.06))
    cells.values |= {
        "D55": sum(villages),
        "D56": sum(teams),
        "D57": sum(teams),
        "D58": members,
        "D59": active,
        "D60": min(active, world.number(0, 2, "D60", commune.id, period)),
        "D62": sum(world.number(2, 3, "D62", root) for root in roots),
    }


def _villages(world: World, root: str) -> int:
    # A root on the new land is already a commune of the size of 2025, made of about four old ones.
    new_land = world.catalog.units[root].form == "commune"
    return world.number(14, 30, "villages", root) if new_land else world.number(3, 9, "villages", root)


def _train(world: World, commune: OrgUnit, period: Period, cells: Cells) -> None:
    staff = {
        root: world.number(2, 4, "staff", root) * commune_size(world, root) for root in world.roots_at(commune, period)
    }
    trained = sum(_trained(world, root, commune, count, period) for root, count in staff.items())
    cells.values |= {"D07": sum(staff.values()), "D46": sum(staff.values()), "D45": trained}


def _trained(world: World, root: str, commune: OrgUnit, staff: int, period: Period) -> int:
    # With two or three people rounding would send all communes to school in the same quarter: each has its own turn.
    turn = dice(world.settings.seed, "turn", root, period.year).random()
    return min(staff, int(staff * world.trained(root, commune, period) + turn))


def commune_size(world: World, root: str) -> int:
    """How many communes of the districts' time a root is worth: those of the new land came already merged."""
    return 3 if world.catalog.units[root].form == "commune" else 1
