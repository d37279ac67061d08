"""The invented world holds together: mergers, years, growth, and the stories it promises."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.arrivals import missing_units
from sample_data.cells import Cells
from sample_data.history import History
from sample_data.settings import load_settings
from sample_data.world import World

Q = Period.parse
SETTINGS = load_settings()


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def world(plan: Catalog) -> World:
    return World(plan, load_settings())


@pytest.fixture(scope="module")
def history(world: World) -> History:
    return History(world)


def communes(plan: Catalog, code: str, area: str = "hung_yen") -> list[OrgUnit]:
    return [unit for unit in plan.units_at(Q(code)) if unit.level == "commune" and unit.area == area]


def share(history: History, units: list[OrgUnit], code: str, element: str) -> float:
    return sum(history.cells(unit, Q(code)).values[element] is True for unit in units) / len(units)


def test_roots_of_a_twice_merged_commune_are_the_first_ones(world: World, plan: Catalog) -> None:
    roots = [root for unit in communes(plan, "2025Q3") for root in world.roots(unit.id)]
    assert len(roots) == len(set(roots)) == 161


def test_a_unit_that_absorbs_another_counts_it_only_afterwards(world: World, plan: Catalog) -> None:
    ward = plan.units["11959@2024-01-01"]
    assert world.roots_at(ward, Q("2024Q3")) == (ward.id,)
    assert world.roots_at(ward, Q("2024Q4")) == (ward.id, "11965@2024-01-01")


def test_villages_go_on_through_every_merger(history: History, plan: Catalog) -> None:
    totals = {
        sum(history.cells(unit, Q(code)).count("D55") for unit in communes(plan, code))
        for code in ("2024Q2", "2024Q4", "2025Q2", "2025Q3")
    }
    assert len(totals) == 1


def test_posts_of_merged_departments_are_the_sum(history: History, plan: Catalog) -> None:
    before = [plan.units[name] for name in ("STTTT@2024-01-01", "SKHCN@2024-01-01")]
    merged = history.cells(plan.units["SKHCN@2025-03-01"], Q("2025Q1"))
    parts = [history.cells(unit, Q("2024Q4")) for unit in before]
    for code in ("D03", "D05", "D07"):
        assert merged.count(code) == sum(part.count(code) for part in parts)


@pytest.mark.parametrize(
    ("unit_id", "element"), [("STP@2024-01-01", "D43"), ("325@2024-01-01", "D44"), ("STP@2024-01-01", "D92.2")]
)
def test_cumulative_figures_grow_in_the_year_and_begin_anew(
    history: History, plan: Catalog, unit_id: str, element: str
) -> None:
    values = {p: history.cells(plan.units[unit_id], p).values[element] for p in plan.periods() if p < Q("2025Q3")}
    assert values[Q("2024Q2")] <= values[Q("2024Q3")] <= values[Q("2024Q4")]
    assert values[Q("2025Q1")] < values[Q("2024Q4")]


def test_departments_are_ahead_of_districts_and_these_of_communes(history: History, plan: Catalog) -> None:
    units = plan.units_at(Q("2024Q2"))
    shares = [
        share(history, [unit for unit in units if unit.level == level and unit.in_mt2], "2024Q2", element)
        for level, element in (("department", "D12"), ("district", "D12"), ("commune", "D61"))
    ]
    assert shares == sorted(shares, reverse=True) and shares[-1] >= 0.38 and shares[0] <= 0.62


def test_the_new_land_starts_low_and_catches_up(history: History, plan: Catalog) -> None:
    new, old = communes(plan, "2025Q3", "thai_binh"), communes(plan, "2025Q3")
    assert share(history, new, "2025Q3", "D61") < 0.65
    assert share(history, old, "2025Q3", "D61") > 0.85
    assert share(history, new, "2025Q4", "D61") > share(history, new, "2025Q3", "D61") + 0.2


def test_use_of_platforms_grows_but_is_never_everyone(history: History, plan: Catalog) -> None:
    rates = []
    for period in plan.periods():
        cells = [history.cells(unit, period) for unit in plan.reporters(period)]
        rates.append(_sum(cells, "D70") / _sum(cells, "D71"))
    assert 0.54 < rates[0] < 0.58 and 0.76 < rates[4] < 0.81 and 0.86 < rates[-1] < 0.91
    assert all(later > earlier for earlier, later in pairwise(rates[:5]))


def _sum(cells: list[Cells], parent: str) -> int:
    return sum(cell.count(f"{parent}.{group}") for cell in cells for group in range(1, 6))


def use(history: History, unit: OrgUnit, code: str) -> float:
    cells = history.cells(unit, Q(code))
    asked = range(2, 5) if unit.form == "district" else (3, 4) if unit.form == "commune" else (2,)
    return sum(cells.count(f"D70.{group}") for group in asked) / sum(cells.count(f"D71.{group}") for group in asked)


def trained(history: History, unit: OrgUnit, code: str) -> float:
    cells = history.cells(unit, Q(code))
    element = {"department": "D43", "district": "D44"}.get(unit.level, "D45")
    return cells.count(element) / cells.count("D46")


def named(plan: Catalog, code: str, kind: str) -> list[OrgUnit]:
    """The units of one level, or the communes of one land."""
    units = plan.units_at(Q(code))
    return [
        unit
        for unit in units
        if kind in (unit.level, unit.level == "commune" and unit.area) and (unit.form or unit.level == "commune")
        if unit.form != "press"
    ]


@pytest.mark.parametrize(
    ("figure", "code", "kind", "least", "most"),
    [
        (trained, "2024Q4", "department", 0.65, 0.8),
        (trained, "2024Q4", "district", 0.65, 0.75),
        (trained, "2024Q4", "commune", 0.6, 0.75),
        (trained, "2025Q4", "department", 0.65, 0.8),
        (trained, "2025Q4", "hung_yen", 0.65, 0.8),
        (trained, "2025Q4", "thai_binh", 0.5, 0.75),
        (use, "2025Q4", "department", 0.65, 0.8),
        (use, "2025Q4", "hung_yen", 0.65, 0.85),
        (use, "2025Q4", "thai_binh", 0.5, 0.65),
    ],
)
def test_most_units_reach_the_goal_and_the_others_stay_clearly_behind(
    history: History, plan: Catalog, figure: Callable[..., float], code: str, kind: str, least: float, most: float
) -> None:
    figures = [figure(history, unit, code) for unit in named(plan, code, kind)]
    assert least <= sum(value >= 0.97 for value in figures) / len(figures) <= most
    assert sum(0.9 <= value < 0.97 for value in figures) <= 0.05 * len(figures)


def test_a_unit_that_nothing_holds_back_keeps_up_with_the_straight_line(
    world: World, history: History, plan: Catalog
) -> None:
    for level in ("department", "district"):
        units = named(plan, "2024Q2", level)
        base = sum(use(history, unit, "2024Q2") for unit in units) / len(units)
        for period in plan.periods()[1:]:
            line = base + (1 - base) * (period.index - Q("2024Q2").index) / (Q("2025Q4").index - Q("2024Q2").index)
            for unit in named(plan, period.code, level):
                if not world.troubles(unit, period):
                    assert use(history, unit, period.code) >= base + 0.9 * (line - base), (unit.id, period)


def test_who_is_behind_in_2025_says_why_in_its_return(history: History, plan: Catalog) -> None:
    period = Q("2025Q4")
    for kind in ("department", "hung_yen", "thai_binh"):
        for unit in named(plan, period.code, kind):
            if min(use(history, unit, period.code), trained(history, unit, period.code)) < 0.85:
                told = {history.filling(unit, period).get((unit.id, "D96.1"))}
                assert told & {item.note for item in (*SETTINGS.stories, *SETTINGS.setbacks)}, unit.id


def test_each_setback_meets_its_share_of_its_kind(world: World, plan: Catalog) -> None:
    for setback in SETTINGS.setbacks:
        units = named(plan, setback.first.code, setback.kind)
        met = [unit for unit in units if setback.note in world.troubles(unit, setback.first)]
        low, high = setback.ranks
        assert len(met) / len(units) == pytest.approx(high - low, abs=0.03)


def test_trained_in_the_year_never_falls(history: History, plan: Catalog) -> None:
    for earlier, later in pairwise(plan.periods()):
        both = {*plan.reporters(earlier), *communes(plan, earlier.code)} & {*plan.units_at(later)}
        for unit in both if earlier.year == later.year else ():
            before, now = history.cells(unit, earlier), history.cells(unit, later)
            assert all(now.count(element) >= before.count(element) for element in ("D43", "D44", "D45")), unit.id


def test_a_commune_counts_all_that_were_trained_before_it_was_made(
    world: World, history: History, plan: Catalog
) -> None:
    before = {frozenset(world.roots(unit.id)): unit for unit in communes(plan, "2025Q2")}
    for unit in communes(plan, "2025Q3"):
        parts = [old for roots, old in before.items() if roots <= set(world.roots(unit.id))]
        assert parts
        counted = sum(history.cells(old, Q("2025Q2")).count("D45") for old in parts)
        assert history.cells(unit, Q("2025Q3")).count("D45") >= counted


def test_posts_assigned_never_grow(history: History, plan: Catalog) -> None:
    offices = {
        period: [unit for unit in plan.units_at(period) if unit.form in ("department", "district")]
        for period in plan.periods()
    }
    posts = [sum(history.cells(unit, period).count("D01") for unit in units) for period, units in offices.items()]
    assert posts == sorted(posts, reverse=True)


def test_no_office_with_posts_is_silent(world: World, history: History, plan: Catalog) -> None:
    for period in plan.periods():
        silent = [plan.units[name] for name in missing_units(world, period)]
        assert not any(
            history.cells(unit, period).count("D01") for unit in silent if unit.form in ("department", "district")
        )


@pytest.mark.parametrize(
    ("unit_id", "had", "lost"),
    [("333@2024-01-01", "2024Q4", "2025Q1"), ("SXD@2025-03-01", "2025Q2", "2025Q3")],
)
def test_the_units_that_regress(history: History, plan: Catalog, unit_id: str, had: str, lost: str) -> None:
    unit = plan.units[unit_id]
    assert history.cells(unit, Q(had)).values["D12"] is True
    assert history.cells(unit, Q(lost)).values["D12"] is False
    assert history.cells(unit, Q(lost)).notes["D12"]


def test_a_stalled_unit_repeats_its_shares(history: History, plan: Catalog) -> None:
    unit = plan.units["332@2024-01-01"]
    quarters = [history.cells(unit, Q(code)) for code in ("2024Q3", "2024Q4", "2025Q1")]
    assert len({(cells.count("D70.4"), cells.count("D71.4")) for cells in quarters}) == 1


def test_dedicated_posts_grow_only_with_a_document(history: History, plan: Catalog) -> None:
    unit = plan.units["STTTT@2024-01-01"]
    before, after = (history.cells(unit, Q(code)) for code in ("2024Q3", "2024Q4"))
    assert after.count("D03") - before.count("D03") == after.count("D08") == 2
    assert (unit.id, "D09") in history.filling(unit, Q("2024Q4"))


def test_a_document_keeps_its_number_while_it_holds(history: History, plan: Catalog) -> None:
    unit = plan.units["323@2024-01-01"]
    cited = {history.filling(unit, Q(code)).get((unit.id, "D14")) for code in ("2024Q3", "2024Q4", "2025Q1")}
    assert len(cited - {None}) == 1
