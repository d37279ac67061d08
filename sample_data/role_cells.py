"""The cells of the one agency that a role names: the standing body, home affairs, police, finance, investment."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.chance import dice, rounded
from sample_data.communes import commune_cells, commune_size
from sample_data.districts import committee_cells
from sample_data.members import member_cells, platform_cells
from sample_data.offices import office_cells, posts_assigned
from sample_data.settings import load_words
from sample_data.world import World

_COMMUNE_PAYROLL = 21
_COMMUNE_BODIES = 60
_PROPOSAL = ("drafting", "drafting", "submitted", "submitted", "submitted", "approved", "approved")


def add_role_cells(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    """Add what the roles that the unit holds at the cut-off are asked."""
    for role in sorted(world.catalog.roles_of(unit, period.cutoff)):
        _ROLES[role](world, unit, period, cells)


def _standing_body(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    force = cells.count("D05") + cells.count("D06")
    step = world.step(unit, period)
    invited = world.number(90, 220, "D76.3", period)
    cells.values |= member_cells(world, unit, period, 1, {unit.id: force}) | committee_cells(world, unit, period)
    cells.values |= platform_cells(world, unit, period, force + cells.count("D71.2"))
    cells.values |= _organisations(world, period) | _platforms(world, period, step)
    cells.values |= {
        "D22.1": 18 + step // 3,
        "D22.2": 25,
        "D23": 9 + step,
        "D24": _PROPOSAL[step],
        "D33": step > 0,
        "D54": rounded(_focal_points(world, period) * (0.7 + 0.035 * step)),
        "D76.1": world.number(1, 3, "D76.1", period),
        "D76.2": rounded(invited * (0.7 + 0.03 * step)),
        "D76.3": invited,
        "D78": world.number(1, 2, "D78", period),
        "D78.text": world.pick("D78.text", period),
        "D80.1": world.number(1, 4, "D80.1", period),
        "D80.2": world.number(0, 3, "D80.2", period),
        "D80.text": world.pick("D80.text", period),
        "D106": rounded(len(world.catalog.reporters(period)) * min(0.95, 0.3 + 0.12 * step)),
    }
    if world.catalog.plan.first_period.year < period.year:
        cells.values["D110"] = world.pick("D110", period)


def _organisations(world: World, period: Period) -> dict[str, object]:
    units = world.catalog.units_at(period)
    communes = [unit for unit in units if unit.level == "commune"]
    offices = [unit for unit in units if unit.level in ("department", "district") and unit.in_mt2]
    divisions = [office_cells(world, unit, period).count("D15") for unit in offices if unit.level == "district"]
    teams = sum(commune_cells(world, unit, period).count("D56") for unit in communes)
    enterprises = [unit for unit in units if unit.form == "enterprise"]
    totals = (2, len(offices) + sum(divisions), len(communes), teams, len(enterprises))
    step = period.index - world.catalog.plan.first_period.index
    cells: dict[str, object] = {}
    for group, total in enumerate(totals, start=1):
        share = min(0.97, 0.62 + 0.055 * step + dice(world.settings.seed, "D73", group).uniform(-0.05, 0.05))
        access = total if group == 1 else rounded(total * share)
        cells |= {
            f"D73.{group}a": total,
            f"D73.{group}b": access,
            f"D74.{group}": min(access, rounded(total * share * 0.92)),
        }
    return cells


def _platforms(world: World, period: Period, step: int) -> dict[str, object]:
    states = ("not_started", "in_progress", "done")
    begun = {n: world.number(0, 5, "D108", n) for n in range(1, 10)}
    cells: dict[str, object] = {
        f"D108.{n}": states[min(2, max(0, step + 2 - start) // 2)] for n, start in begun.items()
    }
    if "done" in cells.values():
        cells["D108.date"] = period.cutoff.replace(day=4)
    return cells


def _focal_points(world: World, period: Period) -> int:
    units = [unit for unit in world.catalog.units_at(period) if unit.in_mt2]
    return sum(world.has("focal_point", unit, period) for unit in units)


def _home_affairs(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    units = world.catalog.units_at(period)
    departments = [office_cells(world, other, period) for other in units if other.level == "department"]
    districts = [office_cells(world, other, period) for other in units if other.level == "district"]
    cells.values |= {
        "D01.all": sum(office.count("D01") for office in departments) + _posts_below(world, period),
        "D10.all": sum(office.count("D10") for office in departments + districts) + _COMMUNE_BODIES,
        "D104": True,
        "D105.1": True,
        "D105.2": world.step(unit, period) > 0,
    }


def _posts_below(world: World, period: Period) -> int:
    """Posts of districts and communes. Those of the districts went to the communes with their work on 1/7/2025."""
    districts = [unit for unit in world.catalog.units.values() if unit.level == "district"]
    communes = [unit for unit in world.catalog.units_at(period) if unit.level == "commune"]
    sizes = [commune_size(world, root) for unit in communes for root in world.roots_at(unit, period)]
    return sum(posts_assigned(world, unit, period) for unit in districts) + sum(sizes) * _COMMUNE_PAYROLL


def _police(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    step = world.step(unit, period)
    cells.values |= {"D101.1": 31 + 2 * step, "D101.2": 48, "D103.1": 42, "D103.2": 22 + 3 * step}
    if period.year == world.catalog.plan.first_period.year:
        cells.not_applicable(load_words()["texts"]["police_incidents"], "D102.1", "D102.2")
        return
    found = world.number(3, 9, "D102", period)
    cells.values |= {"D102.1": found, "D102.2": found - world.number(0, 1, "D102.2", period)}


def _finance(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    cells.values["D107"] = world.number(1, 3, "D107", period)


def _investment(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    if period.year == world.catalog.plan.first_period.year:
        cells.not_applicable(load_words()["texts"]["no_investment"], "D94.1", "D94.2")
        return
    allocated = Decimal(world.number(9000, 15000, "D94", period.year))
    spent = (allocated * Decimal(str(world.year_share(period)))).quantize(Decimal("0.1"))
    cells.values |= {"D94.1": allocated, "D94.2": spent}


_ROLES: dict[str, Callable[[World, OrgUnit, Period, Cells], None]] = {
    "DIC": _standing_body,
    "SNV": _home_affairs,
    "CAT": _police,
    "STC": _finance,
    "SKHDT": _investment,
}
