"""A snapshot made from the one before has the same rows, in every relation, as one made from nothing."""

from __future__ import annotations

import importlib
import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from dxmetrics.metrics import snapshot
from dxmetrics.metrics.layers import NOTHING_CHANGED, first_changes, reading
from dxmetrics.metrics.snapshot import Snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing, trail
from dxmetrics.store.sqlfiles import relations
from tests.helpers.worlds import AB, X11, X12, A, B, C, D, E, World

module = importlib.import_module("dxmetrics.metrics.snapshot")
PERIODS = [Period(2024, 2).shift(step) for step in range(7)]
SENDERS = {2024: (A, B, C, D, E), 2025: (AB, C, D, E)}
START, STEPS, SEEDS = datetime(2024, 7, 1, 9), 7, range(2)
REFUSED = {"already_frozen", "frozen_deadlines", "not_expected", "not_longer", "unknown_event"}
"""What the office may try in vain."""


class Clock:
    """What the office's clock shows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = START
        monkeypatch.setattr(module, "now", lambda: self.moment)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def from_nothing(store: Store, as_of: datetime | None = None) -> Snapshot:
    """The same figures made without anything kept; what is kept stays for the next step."""
    kept = dict(store.snapshots)
    store.snapshots.clear()
    made = snapshot(store, as_of)
    store.snapshots.clear()
    store.snapshots.update(kept)
    return made


def differing(one: Snapshot, other: Snapshot) -> dict[str, int]:
    """Relations that have not the same rows in both, with the number of rows that only one has."""
    found = {}
    for name, _ in relations():
        sides = [f"{side.database}.{name}" for side in (one, other)]
        sql = "select count(*) from (select * from {} except all select * from {})"
        rows = sum(one.store.rows(sql.format(*pair))[0][0] for pair in (sides, sides[::-1]))
        found |= {name: rows} if rows else {}
    return found


def random_step(world: World, clock: Clock, chance: random.Random, numbers: list[int]) -> str:
    """Something happens in the office."""
    act = chance.choices(("return", "withdraw", "night", "quarter", "freeze", "papers"), (8, 2, 2, 2, 1, 3))[0]
    if act == "return":
        period = chance.choice(PERIODS)
        sender = chance.choice(SENDERS[period.year])
        event = chance.choices(("accepted", "pending", "rejected"), (8, 1, 1))[0]
        about = {unit: random_cells(chance) for unit in (X11, X12)} if sender == D and period.year == 2024 else {}
        numbers.append(
            world.put(sender, period.code, random_cells(chance), about=about, event=event, received=clock.moment)
        )
    elif act == "withdraw" and numbers:
        world.happen(chance.choice(numbers), "withdrawn", clock.moment)
    elif act == "freeze":
        freezing.freeze(world.store, chance.choice(PERIODS), by="Lan", reason="x", now=clock.moment)
    elif act == "papers":
        random_papers(world, clock, chance)
    else:
        clock.moment += timedelta(days=1 if act == "night" else 95)
    return act


def random_papers(world: World, clock: Clock, chance: random.Random) -> None:
    """A deadline by letter, a longer one for a unit, or the last record taken back."""
    period, who = chance.choice(PERIODS), {"by": "Lan", "reason": "x", "now": clock.moment}
    until = period.cutoff + timedelta(days=chance.randint(5, 120))
    kind = chance.choice(("letter", "extension", "extension", "back"))
    if kind == "letter":
        trail.record_request(world.store, period, number="1", issued_on=until, deadlines={"department": until}, **who)
    elif kind == "extension":
        trail.extend(world.store, period, chance.choice(SENDERS[period.year]), until=until, **who)
    else:
        trail.take_back(world.store, world.store.rows("select max(event_id) from raw.trail_event")[0][0] or 0, **who)


def random_cells(chance: random.Random) -> dict[str, object]:
    """Yes, no and counts for the cells that most indicators read."""
    cells = {"D12": chance.random() < 0.7, "D11": chance.random() < 0.7, "D01": chance.random() < 0.5}
    for total, part in (("D15", "D16"), ("D71", "D72"), ("D73", "D74"), ("D25", "D26"), ("D31", "D32")):
        cells |= {total: chance.randint(5, 9), part: chance.randint(0, 5)}
    return {code: value for code, value in cells.items() if chance.random() < 0.8}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_relation_through_a_random_history(world: World, clock: Clock, seed: int) -> None:
    chance, numbers, acts, reused = random.Random(seed), [], [], 0
    for period in PERIODS[:5]:
        for unit in SENDERS[period.year]:
            numbers.append(world.put(unit, period.code, random_cells(chance), received=START))
    snapshot(world.store)
    for _ in range(STEPS):
        try:
            acts.append(random_step(world, clock, chance, numbers))
        except Exception as fault:
            assert getattr(fault, "code", "") in REFUSED, fault
            continue
        made = snapshot(world.store)
        reused += made.parts[0].layer is not made.own
        assert not differing(made, from_nothing(world.store)), acts
    past = START + (clock.moment - START) * chance.random()
    assert not differing(snapshot(world.store, past), from_nothing(world.store, past)), (acts, past)
    assert reused > STEPS / 4, "nothing was kept: the comparison would prove nothing"


def test_a_return_of_the_newest_quarter_leaves_the_others_where_they_are(world: World, clock: Clock) -> None:
    for period in PERIODS:
        world.put(C, period.code, {"D12": True}, received=clock.moment)
    before = snapshot(world.store)
    world.put(C, PERIODS[-1].code, {"D12": False}, received=clock.moment)
    after = snapshot(world.store)
    assert [part.first for part in after.parts][1:] == [PERIODS[-1].index]
    assert after.parts[0] is before.parts[0]
    own = world.store.rows(f"select distinct period_index from {after.database}.made.target_progress")
    assert own == [(PERIODS[-1].index,)]


def test_layers_stay_few(world: World, clock: Clock) -> None:
    """Changes in ever later quarters do not pile up layer on layer."""
    for period in PERIODS[:5]:
        world.put(C, period.code, {"D12": True}, received=clock.moment)
        made = snapshot(world.store)
        assert len(made.parts) <= 3
    assert not differing(made, from_nothing(world.store))


def changed_by(store: Store, act: Callable[[], object]) -> int:
    """Index of the first period that differs after ``act``."""
    before = snapshot(store)
    act()
    after = snapshot(store)
    with reading(store) as cursor:
        return first_changes(cursor, [before.known], after.known)[0]


def test_what_changed_is_found(world: World, clock: Clock) -> None:
    quarter = PERIODS[4]
    assert changed_by(world.store, lambda: None) == NOTHING_CHANGED
    assert (
        changed_by(world.store, lambda: world.put(C, quarter.code, {"D12": True}, received=clock.moment))
        == quarter.index
    )
    clock.moment = datetime(2024, 10, 1)
    assert changed_by(world.store, lambda: setattr(clock, "moment", datetime(2024, 10, 2))) == NOTHING_CHANGED
    due = world.store.rows("select min(due_at) from plan.expected where period = '2024Q4'")[0][0]
    clock.moment = due - timedelta(hours=1)
    assert changed_by(world.store, lambda: setattr(clock, "moment", due + timedelta(hours=1))) == PERIODS[2].index


def test_a_held_snapshot_outlives_the_newer_ones(world: World, clock: Clock) -> None:
    for period in ("2024Q2", "2024Q3"):  # the first is what the others are made from
        world.put(C, period, {"D12": True}, received=clock.moment)
        held = snapshot(world.store)
    rows = len(held.frame("reporting", period=None))
    for number in range(5):
        world.put(C, "2024Q3", {"D12": bool(number % 2)}, received=clock.moment)
        snapshot(world.store)
    assert len(held.frame("reporting", period=None)) == rows
    name = held.database
    del held
    assert name not in databases(world.store)
    assert len(databases(world.store)) <= 6, "the Plan, the first, and those kept"


def databases(store: Store) -> set[str]:
    return {name for (name,) in store.rows("select database_name from duckdb_databases() where path is null")} - {
        "system",
        "temp",
    }


def test_readers_at_once_build_once_and_hold_nobody_up(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one builds, an officer takes the lock and writes; the readers then get one and the same snapshot."""
    world.put(C, "2024Q2", {"D12": True}, received=clock.moment)
    building, written, builds = threading.Event(), threading.Event(), Counter()
    build = module.build

    def slow(*given):
        builds["all"] += 1
        building.set()
        assert written.wait(120), "the officer waited for the readers"
        return build(*given)

    monkeypatch.setattr(module, "build", slow)
    found: list[Snapshot] = []
    readers = [threading.Thread(target=lambda: found.append(snapshot(world.store))) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert building.wait(120)
    with world.store.lock, world.store.transaction() as cursor:
        cursor.execute("insert into raw.setting values ('test', 'written')")
    written.set()
    for reader in readers:
        reader.join()
    assert builds["all"] == 1 and len({made.database for made in found}) == 1 and len(found) == 4


def test_a_load_during_the_build_is_not_in_it(world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """All relations of one snapshot see one data version; the next one sees the load."""
    world.put(C, "2024Q2", {"D12": True}, received=clock.moment)
    build = module.build

    def loaded_meanwhile(*given):
        monkeypatch.setattr(module, "build", build)
        world.put(B, "2024Q2", {"D12": True}, received=clock.moment)
        return build(*given)

    monkeypatch.setattr(module, "build", loaded_meanwhile)
    count = "select count(distinct org_unit) from {}.core.data_value"
    first = snapshot(world.store)
    assert world.store.rows(count.format(first.database)) == [(1,)]
    assert not differing(snapshot(world.store), from_nothing(world.store))
    assert world.store.rows(count.format(snapshot(world.store).database)) == [(2,)]
