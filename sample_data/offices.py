"""What is true of a department or a district's office in a quarter."""

from __future__ import annotations

from decimal import Decimal

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.chance import rounded
from sample_data.members import member_cells, platform_cells, promoted
from sample_data.settings import load_words
from sample_data.world import World

_TENTH = Decimal("0.1")
_SERVICE_UNIT = "don_vi_su_nghiep"
_POLICE = "nganh_doc"


def office_cells(world: World, unit: OrgUnit, period: Period) -> Cells:
    """The elements that departments and districts share, whether the quarter asks for them or not."""
    cells = Cells()
    _staff(world, unit, period, cells)
    _organise(world, unit, period, cells)
    _train(world, unit, period, cells)
    _tell(world, unit, period, cells)
    _spend(world, unit, period, cells)
    members = {root: world.number(5, 12, "D71.2", root) for root in world.roots_at(unit, period)}
    cells.values |= member_cells(world, unit, period, 2, members)
    cells.values |= platform_cells(world, unit, period, sum(members.values()))
    return cells


def _staff(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    roots = world.roots_at(unit, period)
    posts = posts_assigned(world, unit, period)
    passed = period.index - world.catalog.plan.first_period.index
    vacant = sum(world.number(2, 5, "vacant", root) for root in roots)
    before = sum(_it_posts(world, root) for root in roots)
    lineage = {unit.id, *roots}
    added = [item for item in world.settings.added_posts if item.unit in lineage and item.period <= period]
    it_posts = before + sum(item.posts for item in added)
    now = sum(item.posts for item in added if item.unit == unit.id and item.period == period)
    service = unit.kind.startswith(_SERVICE_UNIT)
    cells.values |= {
        "D01": posts,
        "D02": posts - vacant,
        "D03": it_posts,
        "D04": before,
        "D05": 0 if service else it_posts,
        "D06": max(0, it_posts - 2) if service else 0,
        "D07": sum(world.number(2, 5, "part time", root) for root in roots),
        "D08": now,
        "D10": sum(world.number(4, 13, "D10", root) - passed // 4 for root in roots),
        "D50": posts + sum(world.number(10, 140, "all staff", root) for root in roots),
    }
    cells.values["D46"] = sum(cells.count(code) for code in ("D05", "D06", "D07"))
    if now:
        cells.values["D08.source"] = world.pick("D08.source", unit.id, period)
    _without_payroll(unit, service, cells)


def posts_assigned(world: World, unit: OrgUnit, period: Period) -> int:
    """Posts of the State payroll: the national reduction takes one from each office every three quarters."""
    passed = period.index - world.catalog.plan.first_period.index
    low, high = (80, 105) if unit.level == "district" else (36, 78)
    return sum(world.number(low, high, "posts", root) - passed // 3 for root in world.roots_at(unit, period))


def _it_posts(world: World, root: str) -> int:
    known = world.settings.it_posts
    if root in known:
        return known[root]
    if world.catalog.units[root].kind.startswith((_SERVICE_UNIT, _POLICE)):
        return 0
    return (
        world.number(2, 3, "it", root)
        if world.catalog.units[root].level == "district"
        else world.number(0, 2, "it", root)
    )


def _without_payroll(unit: OrgUnit, service: bool, cells: Cells) -> None:
    texts = load_words()["texts"]
    if service:
        cells.not_applicable(texts["no_payroll"], "D01", "D02")
    elif unit.kind == _POLICE:
        cells.not_applicable(texts["police_payroll"], "D01", "D02")


def _organise(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    step = world.step(unit, period)
    divisions = sum(world.number(5, 9, "D15", root) for root in world.roots_at(unit, period))
    review = "done" if world.has("review", unit, period) else "in_progress"
    own_plan = "separate" if world.chance(0.3, "own plan", unit.id) else "integrated"
    cells.values |= {
        "D11": world.has("leader", unit, period),
        "D12": world.has("focal_point", unit, period),
        "D15": divisions,
        "D16": rounded(divisions * world.rate("members_using", unit, period)),
        "D17": review if world.has("review_begun", unit, period) else "not_started",
        "D18": world.has("functions", unit, period),
        "D19": world.number(3, 9, "D19", unit.id) + step // 2,
        "D20": world.number(1, 5, "D20", unit.id) + step // 3,
        "D21": world.number(0, 3, "D21", unit.id),
        "D91": own_plan if world.has("own_plan", unit, period) else "none",
    }
    story = world.story(unit, period, "no_focal_point", "no_document")
    if story:
        cells.notes["D12"] = story.note


def _train(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    roots = world.roots_at(unit, period)
    workforce = cells.count("D46")
    share = sum(world.trained(root, unit, period) for root in roots) / len(roots)
    courses = world.number(0, 3, "D41", unit.id, period)
    accounts = rounded(cells.count("D50") * min(1.0, world.rate("members_using", unit, period) + 0.05))
    cells.values |= {
        "D43": rounded(workforce * share),
        "D44": rounded(workforce * share),
        "D41": courses,
        "D42": courses * world.number(18, 55, "D42", unit.id, period),
        "D47": world.number(0, 2, "D47", unit.id, period),
        "D48": accounts,
        "D49": rounded(accounts * world.year_share(period) * 0.8),
        "D51": world.number(0, 1, "D51", unit.id, period),
        "D52": world.number(0, 1, "D52", unit.id, period),
        "D53": world.number(0, 1, "D53", unit.id, period),
    }


def _tell(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    events = world.number(0, 4, "D81", unit.id, period)
    posts = world.number(2, 25, "D85", unit.id, period)
    cells.values |= promoted(world, unit, period) | {
        "D76.own": world.number(0, 6, "D76", unit.id, period),
        "D77.1": world.number(0, 1, "D77", unit.id, period),
        "D77.2": 0,
        "D81.1": events,
        "D81.2": events * world.number(25, 110, "D81.2", unit.id, period),
        "D82": world.number(1, 12, "D82", unit.id, period),
        "D85.1": posts,
        "D85.2": posts * world.number(40, 600, "D85.2", unit.id, period),
        "D98": world.number(8, 40, "D98", unit.id, period),
    }
    if world.chance(0.6, "D86", unit.id, period):
        cells.values["D86"] = world.pick("D86", unit.id, period)


def _spend(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    roots = world.roots_at(unit, period)
    budget = Decimal(sum(world.number(1500, 14000, "budget", root, period.year) for root in roots)) * _TENTH
    other = Decimal(sum(world.number(0, 900, "other funds", root, period.year) for root in roots)) * _TENTH
    done = Decimal(str(world.year_share(period)))
    cells.values |= {
        "D92.1": budget,
        "D92.2": (budget * done).quantize(_TENTH),
        "D93": (other * done).quantize(_TENTH),
    }
