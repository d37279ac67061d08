"""Tasks, what measures them, difficulties, system-made indicators and changes against plain Python over the sample
workbooks."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from dxmetrics import catalog as catalog_package
from dxmetrics import metrics
from dxmetrics.store import Store
from tests.conftest import LoadedSample
from tests.metrics.oracle.facts import Facts, code_of, index_of
from tests.metrics.oracle.files import Values, read_file
from tests.metrics.oracle.tasks import Papers, Tasks, read_papers
from tests.metrics.test_recomputation import MOMENT, QUARTERS, differences

PLAN = Path(catalog_package.__file__).parent.parent / "plan"
FIGURES = ("numerator", "denominator", "value", "lower", "upper", "not_reported")
STATES = ("not_started", "in_progress", "done", "ongoing", "not_applicable", "unknown", "not_reported")


@dataclass(frozen=True)
class LongWay:
    """The sample read the long way round. ``first``: (unit, quarter) → what became of its first file."""

    facts: Facts
    returns: dict[tuple[str, int], Values]
    papers: dict[tuple[str, int], Papers]
    first: dict[tuple[str, int], str]
    tasks: Tasks


@pytest.fixture(scope="module")
def long_way(loaded_sample: LoadedSample) -> LongWay:
    facts = Facts(PLAN)
    returns, papers, first = {}, {}, {}
    arrived = sorted(
        zip(loaded_sample.files, loaded_sample.outcomes, strict=True), key=lambda pair: pair[0].received_at
    )
    for file, outcome in arrived:
        key = outcome.org_unit, index_of(outcome.period)
        first.setdefault(key, outcome.outcome)
        if outcome.outcome == "accepted":
            unit, index, returns[key] = read_file(file.path, facts)
            assert (unit, index) == key
            papers[key] = read_papers(file.path, facts)
    return LongWay(facts, returns, papers, first, Tasks(facts, returns))


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_state_of_every_task(full_store: Store, long_way: LongWay, quarter: str) -> None:
    index = index_of(quarter)
    expected, proofs = defaultdict(Counter), Counter()
    for unit, task in long_way.tasks.asked_tasks(index):
        papers = long_way.papers.get((unit, index))
        state, has_document = papers.states.get(task, ("not_reported", False)) if papers else ("not_reported", False)
        for level in ("all", long_way.facts.units[unit].level):
            expected[task, level][state] += 1
            proofs[task, level] += state in ("done", "ongoing") and has_document
    rows = metrics.tasks(full_store, quarter, as_of=MOMENT).set_index(["task", "level"])
    assert set(rows.index) == set(expected)
    for key, counts in expected.items():
        assert {state: int(rows.loc[key, state]) for state in STATES} == {state: counts[state] for state in STATES}, key
        assert rows.loc[key, "with_evidence"] == proofs[key]
        applies = counts.total() - counts["not_applicable"]
        done = counts["done"] + counts["ongoing"]
        bounds = (
            (100 * done / applies, 100 * (done + counts["unknown"] + counts["not_reported"]) / applies)
            if applies
            else None
        )
        assert bounds is None or tuple(rows.loc[key, ["done_share_lower", "done_share_upper"]]) == pytest.approx(bounds)
    assert (rows["overdue"] == 0).all() and (rows["without_deadline"] == rows["units"]).all(), "nobody entered a date"


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_indicator_of_every_task(full_store: Store, long_way: LongWay, quarter: str) -> None:
    rows = metrics.task_indicators(full_store, quarter, as_of=MOMENT)
    found = {(row["indicator"], row["level"], row["group"]): row for row in rows[rows["is_own"]].to_dict("records")}
    groups = [f"NT{number}" for number in range(1, 10)]
    expected = {
        (code, level, group): row
        for code, item in long_way.tasks.items.items()
        for level in ("all", *item["levels"])
        for group in (groups if not item.get("has_total", True) else [""])
        if (row := long_way.tasks.row(code, level, group, index_of(quarter)))
    }
    assert found.keys() == expected.keys()
    wrong = {key: gaps for key in found if (gaps := differences(expected[key], found[key], FIGURES))}
    assert not wrong, (len(wrong), dict(list(wrong.items())[:3]))


def test_the_comparison_is_not_empty(long_way: LongWay) -> None:
    rows = [long_way.tasks.row(code, "all", "", index_of("2024Q4")) for code in long_way.tasks.items]
    assert sum(row is not None and row["value"] is not None for row in rows) > 40
    assert any(row and row["not_reported"] for row in rows)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_difficulty_and_proposal(full_store: Store, long_way: LongWay, quarter: str) -> None:
    frame = metrics.difficulties(full_store, quarter, as_of=MOMENT)
    found = Counter(zip(frame["org_unit"], frame["kind"], strict=True))
    expected = Counter()
    for (unit, index), papers in long_way.papers.items():
        if index == index_of(quarter):
            expected[unit, "difficulty"], expected[unit, "proposal"] = papers.difficulties, papers.proposals
    assert found == +expected and found


# System-made indicators


@pytest.mark.parametrize("quarter", QUARTERS)
def test_system_made_indicators(full_store: Store, long_way: LongWay, quarter: str) -> None:
    index, facts = index_of(quarter), long_way.facts
    required = {
        (row["form"], row["part"], row["data_element"], row["role"])
        for row in facts._rows("forms")
        if row["required"] == "1"
    }
    names = {data_element for _, _, data_element, _ in required}
    rows = metrics.system_indicators(full_store, quarter, level="all", as_of=MOMENT).set_index("indicator")
    received = [key for key in long_way.papers if key[1] == index]
    expected_units = [unit for unit in facts.in_force(index) if unit.form]
    assert tuple(rows.loc["HT1", ["numerator", "denominator"]]) == (len(received), len(expected_units))
    firsts = [state for (_, at), state in long_way.first.items() if at == index]
    assert tuple(rows.loc["HT4", ["numerator", "denominator"]]) == (len(firsts) - firsts.count("rejected"), len(firsts))
    filled, wanted, stale, stocks = 0, 0, 0, 0
    for unit, code in _required_cells(facts, index, names, required):
        told = long_way.returns.get((facts.reporter(unit, index), index))
        if facts.elements[code]["kind"] == "once" and _ever(long_way, unit, code, index):
            continue
        wanted += told is not None
        filled += told is not None and (unit, code) in told
        if facts.elements[code]["kind"] == "stock":
            stocks += 1
            stale += not (told and (unit, code) in told) and _ever(long_way, unit, code, index)
    assert tuple(rows.loc["HT3", ["numerator", "denominator"]]) == (filled, wanted)
    assert tuple(rows.loc["HT7", ["numerator", "denominator"]]) == (stale, stocks)
    yes, proven = _evidence(long_way, index)
    assert tuple(rows.loc["HT5", ["numerator", "denominator"]]) == (proven, yes)
    lagging = metrics.lagging_units(full_store, quarter, as_of=MOMENT)
    assert tuple(rows.loc["HT6", ["numerator", "denominator"]]) == (
        lagging["is_headline"].sum(),
        len(facts.asked[index]),
    )
    reporting = metrics.reporting(full_store, quarter, as_of=MOMENT)
    on_time = reporting["state"].isin(["accepted", "pending"]) & (reporting["days_late"] == 0)
    assert tuple(rows.loc["HT2", ["numerator", "denominator"]]) == (on_time.sum(), len(expected_units))


def _required_cells(facts: Facts, index: int, names: set[str], required: set[tuple]) -> list[tuple[str, str]]:
    found = []
    for unit, cells in facts.asked[index].items():
        own = bool(facts.units[unit].form)
        form = facts.units[unit].form if own else facts.units[facts.units[unit].parent].form
        part = "unit" if own else "commune"
        found += [(unit, code) for code in cells & names if any((form, part, code) == row[:3] for row in required)]
    return found


def _ever(long_way: LongWay, unit: str, code: str, before: int) -> bool:
    """The unit, or one it carries on, gave the value in an earlier quarter."""
    return any(
        at < before and element == code and long_way.facts.heir_at(old, before) == unit
        for (_, at), values in long_way.returns.items()
        for old, element in values
    )


def _evidence(long_way: LongWay, index: int) -> tuple[int, int]:
    yes = proven = 0
    for (_, at), values in long_way.returns.items():
        for (unit, code), value in values.items() if at == index else ():
            element = long_way.facts.elements[code]
            claims = value not in (0, "none", "KAD") and (element["value_type"] != "text")
            if element["document_required"] == "1" and claims:
                yes += 1
                proven += (unit, element["document"]) in values
    return yes, proven


# Changes


@pytest.mark.parametrize(
    ("quarter", "before"), [("2024Q3", "2024Q2"), ("2024Q4", "2024Q3"), ("2025Q3", "2025Q2"), ("2025Q4", "2025Q2")]
)
def test_who_began_and_who_stopped_reporting(full_store: Store, long_way: LongWay, quarter: str, before: str) -> None:
    facts, now, then = long_way.facts, index_of(quarter), index_of(before)
    told = {(facts.heir_at(unit, now), index) for unit, index in long_way.returns}
    asked = {facts.heir_at(unit.id, now) for unit in facts.in_force(then) if unit.form}
    both = [unit.id for unit in facts.in_force(now) if unit.form and unit.id in asked]
    expected = {(unit, "new_reporter") for unit in both if (unit, now) in told and (unit, then) not in told}
    expected |= {(unit, "lost_reporter") for unit in both if (unit, now) not in told and (unit, then) in told}
    frame = metrics.changes(full_store, quarter, metrics.periods(full_store)[then - facts.periods[0]], as_of=MOMENT)
    found = frame[frame["kind"].isin(["new_reporter", "lost_reporter"])]
    assert set(zip(found["org_unit"], found["kind"], strict=True)) == expected
    assert set(frame["since"]) == {code_of(then)}


@pytest.mark.parametrize("quarter", ["2024Q3", "2024Q4", "2025Q2", "2025Q3", "2025Q4"])
def test_units_that_did_it_and_units_that_no_longer_do(full_store: Store, long_way: LongWay, quarter: str) -> None:
    """MT2 of single units, from the cells themselves: folded, a yes is one of all predecessors."""
    facts, now = long_way.facts, index_of(quarter)
    answers = {at: _focal_points(long_way, at) for at in (now - 1, now)}
    folded = defaultdict(list)
    for unit, answer in answers[now - 1].items():
        if heir := facts.heir_at(unit, now):
            folded[heir].append(answer)
    expected = set()
    for unit, answer in answers[now].items():
        past = folded.get(unit)
        if past and answer == 1 and not all(one == 1 for one in past):
            expected.add((unit, "achieved"))
        if past and answer == 0 and all(one == 1 for one in past):
            expected.add((unit, "regressed"))
    frame = metrics.changes(full_store, quarter, as_of=MOMENT)
    rows = frame[(frame["indicator"] == "MT2") & (frame["org_unit"] != facts.province)].itertuples()
    assert {(row.org_unit, row.kind) for row in rows if facts.units[row.org_unit].level == row.level} == expected
    assert expected


def _focal_points(long_way: LongWay, index: int) -> dict[str, object]:
    """Unit of MT2 → 1, 0 or None."""
    facts, found = long_way.facts, {}
    for unit in facts.in_force(index):
        code = "D61" if unit.level == "commune" else "D12"
        if unit.in_mt2 and code in facts.asked[index].get(unit.id, set()):
            found[unit.id] = long_way.returns.get((facts.reporter(unit.id, index), index), {}).get((unit.id, code))
    return found
