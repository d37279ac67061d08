"""The independent recomputation again, over invented worlds in which everything that can happen happens: silence,
blanks,
not-applicable cells, falls and standstills, mergers, pending and rejected returns. A seed that fails prints its
first gaps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import trail
from tests.helpers.worlds import KAD, World, tiny_catalog
from tests.metrics.oracle.answers import Answers
from tests.metrics.oracle.compare import by_key, columns_of, differences
from tests.metrics.oracle.facts import Facts, code_of, cutoff_of
from tests.metrics.oracle.judgement import Judge
from tests.metrics.oracle.lagging import Arrival, Lagging, Reports
from tests.metrics.test_recomputation import product_rows

MOMENT = datetime(2026, 2, 1, 12)
WRITTEN = datetime(2024, 4, 15, 8)
SEEDS = range(6)


@dataclass(frozen=True)
class Invented:
    """A world with a random past, and the same past as the oracle takes it."""

    world: World
    judge: Judge
    lagging: Lagging


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    tiny_catalog(folder)
    return folder


@pytest.fixture(params=SEEDS)
def invented(plan: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Invented]:
    world = World.make(tmp_path / "world.duckdb", tiny_catalog(plan))
    chance = random.Random(request.param)
    judge, arrivals = _live(world, Facts(plan), chance)
    yield Invented(world, judge, Lagging(judge, Reports(judge, arrivals, MOMENT, *_papers(world, judge.facts, chance))))
    world.store.close()


def _live(world: World, facts: Facts, chance: random.Random) -> tuple[Judge, list[Arrival]]:
    """Quarter after quarter, every unit sends something or nothing."""
    returns, arrivals, memory = {}, [], {}
    for index in facts.periods:
        for unit in facts.in_force(index):
            if not unit.form or chance.random() < 0.12:
                continue
            event = chance.choices(("accepted", "pending", "rejected"), (0.9, 0.05, 0.05))[0]
            received = datetime.combine(cutoff_of(index), datetime.min.time()).replace(day=chance.randint(15, 28))
            about = {
                one: _cells(facts, one, index, memory, chance) for one in (unit.id, *facts.children(unit.id, index))
            }
            world.put(unit.id, code_of(index), about.pop(unit.id), about=about, event=event, received=received)
            arrivals.append(Arrival(unit.id, index, received, event))
            if event == "accepted":
                returns[unit.id, index] = memory["last"]
    return Judge(Answers(facts, returns)), arrivals


def _papers(world: World, facts: Facts, chance: random.Random) -> tuple[dict, dict]:
    """Some quarters' letters state deadlines, some units get longer; each is also recorded in the store."""
    letters, extensions, who = {}, {}, {"by": "Lan", "reason": "x", "now": WRITTEN}
    for index in facts.periods:
        period, day = Period.parse(code_of(index)), cutoff_of(index)
        if chance.random() < 0.5:
            stated = {level: day.replace(day=chance.randint(15, 27)) for level in ("department", "commune")}
            trail.record_request(
                world.store, period, number="1", issued_on=day, deadlines={"network": day, **stated}, **who
            )
            trail.record_request(world.store, period, number="2", issued_on=day, deadlines=stated, **who)
            letters |= {(level, index): until for level, until in stated.items()}
        for unit in facts.in_force(index):
            if unit.form and chance.random() < 0.25:
                until = day.replace(day=28)
                extensions[unit.id, index] = until
                trail.extend(world.store, period, unit.id, until=until, **who)
                if chance.random() < 0.3:
                    trail.take_back(world.store, _last(world), **who)
                    del extensions[unit.id, index]
    return letters, extensions


def _last(world: World) -> int:
    return world.store.rows("select max(event_id) from raw.trail_event")[0][0]


def _cells(facts: Facts, unit: str, index: int, memory: dict, chance: random.Random) -> dict[str, object]:
    """What one unit's rows say; the same as last time in two of five cells."""
    found: dict[str, object] = {}
    calm = chance.random() < 0.5
    for code in sorted(facts.asked[index].get(unit, set())):
        element = facts.elements[code]
        document = element["document"]
        value = memory.get((unit, code)) if calm or chance.random() < 0.4 else None
        value = _answer(element, chance) if value is None else value
        if value is not None:
            memory[unit, code] = found[code] = value
        if document and chance.random() < 0.7:
            found[document] = "12/QĐ"
    if facts.units[unit].form:
        memory["last"] = {}
    memory["last"] |= {
        (unit, code): float(value) if isinstance(value, bool | int) else value for code, value in found.items()
    }
    return found


def _answer(element: dict[str, str], chance: random.Random) -> object:
    if chance.random() < 0.12:
        return None
    if element["na_allowed"] == "1" and chance.random() < 0.08:
        return KAD
    if element["value_type"] == "bool":
        return chance.random() < 0.6
    if element["value_type"] in ("int", "decimal"):
        is_whole = element["code"].startswith(("D71", "D46", "D15", "D73", "D76.3")) and not element["code"].endswith(
            "b"
        )
        return chance.choice((8, 10)) if is_whole else chance.choice((0, 3, 5, 6, 7, 8))
    return "none" if element["enum"] == "own_plan" and chance.random() < 0.5 else "text"


def test_every_figure_of_an_invented_world(invented: Invented) -> None:
    for index in invented.judge.facts.periods:
        expected = by_key(invented.judge.rows(index), ("indicator", "org_unit", "level", "group"))
        found = by_key(product_rows(invented.world.store, code_of(index)), ("indicator", "org_unit", "level", "group"))
        assert found.keys() == expected.keys()
        wrong = {
            key: gaps
            for key in found
            if (gaps := differences(expected[key], found[key], columns_of(invented.judge, key[0])))
        }
        assert not wrong, f"{code_of(index)}: {len(wrong)} rows differ, among them {dict(list(wrong.items())[:3])}"
        _compare_reporting(invented, index)
        _compare_lagging(invented, index)


def _compare_reporting(invented: Invented, index: int) -> None:
    """State, due time and days late of every return expected, with what letters and extensions say."""
    reports, found = invented.lagging.reports, metrics.reporting(invented.world.store, code_of(index), as_of=MOMENT)
    assert len(found)
    for row in found.itertuples(index=False):
        expected = reports.of(row.org_unit, index)
        told = (row.state, row.due_at.to_pydatetime(), row.days_late)
        assert told == (expected.state, reports.due_at(row.org_unit, index), expected.days_late), row.org_unit


def _compare_lagging(invented: Invented, index: int) -> None:
    names = ("org_unit", "reason", "target")
    expected = by_key(invented.lagging.rows(index), names)
    found = by_key(metrics.lagging(invented.world.store, code_of(index), as_of=MOMENT).to_dict("records"), names)
    assert found.keys() == expected.keys(), code_of(index)
    wrong = {
        key: gaps
        for key in found
        if (gaps := differences(expected[key], found[key], ("shortfall", "quarters_lagging")))
    }
    assert not wrong, (code_of(index), wrong)
    frame = metrics.lagging_units(invented.world.store, code_of(index), as_of=MOMENT).dropna(subset=["rank"])
    assert list(frame.sort_values("rank")["org_unit"]) == invented.lagging.order(index)
