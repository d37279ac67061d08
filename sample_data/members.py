"""Members of the Network, and how many of them have access to platforms and use them."""

from __future__ import annotations

from collections.abc import Mapping

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.chance import dice, rounded, upwards
from sample_data.world import World

ACCESS_BEFORE_USE = 0.09
"""How much further access is than use."""
_GROUPS_APART = 0.02
"""How much one member group of a unit may be ahead of another."""


def member_cells(
    world: World, unit: OrgUnit, period: Period, group: int, members: Mapping[str, int]
) -> dict[str, object]:
    """D71, D72 and D70 of one member group of one unit. ``members``: how many came from each of its roots."""
    using = access = 0
    for root, count in members.items():
        use = world.root_rate("members_using", root, unit, period)
        own = dice(world.settings.seed, "group", group, root).uniform(0, _GROUPS_APART)
        using += min(count, upwards(count * (use + own)))
        access += min(count, upwards(count * (use + ACCESS_BEFORE_USE)))
    return {f"D71.{group}": sum(members.values()), f"D72.{group}": access, f"D70.{group}": using}


def platform_cells(world: World, unit: OrgUnit, period: Period, members: int) -> dict[str, object]:
    """D75.1-9: the unit's members using each platform group; the first groups are the best known."""
    use = world.rate("members_using", unit, period)
    shares = {n: max(0.05, use - 0.06 * n + 0.02 * world.number(0, 4, "D75", n, unit.id)) for n in range(1, 10)}
    return {f"D75.{n}": min(members, rounded(members * share)) for n, share in shares.items()}


def promoted(world: World, unit: OrgUnit, period: Period) -> dict[str, object]:
    """D87.1-9: which platform groups the unit made known this quarter; more of them as the Plan goes on."""
    step = world.step(unit, period)
    return {f"D87.{n}": world.chance(0.45 - 0.04 * n + 0.05 * step, "D87", n, unit.id, period) for n in range(1, 10)}
