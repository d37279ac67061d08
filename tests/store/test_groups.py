"""A pile loaded in groups of any size is the pile loaded one by one: same revisions, values, findings, outcomes, audit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing, open_store
from dxmetrics.store.loading import load_group
from tests.helpers.papers import Paper, arrivals, content, empty, load_by
from tests.helpers.worlds import A, C, tiny_catalog

PERIODS = ("2024Q2", "2024Q3", "2024Q4")
PAPERS = st.builds(
    Paper,
    unit=st.sampled_from((*(A,) * 8, C, C, C, None)),
    period=st.sampled_from(PERIODS),
    number=st.sampled_from((40, 30, 20, 40, 30, 20, None)),
    answer=st.sampled_from((True, False, True, False, True, None)),
    wrong=st.sampled_from((False,) * 9 + (True,)),
    warned=st.sampled_from((False,) * 7 + (True,)),
    sample=st.sampled_from((False,) * 5 + (True,)),
)
PILES = st.lists(PAPERS, min_size=6, max_size=12)
"""Dense enough that files of one pile meet: a group that forgot what its own files changed is told apart (tried by hand:
values of earlier quarters, revisions replaced, exceptions used up). What the store is for has a test of its own."""
SAME = settings(
    max_examples=36,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WHO = {"by": "Lan", "reason": "vì", "now": datetime(2024, 12, 31)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("groups")
    made = open_store(folder / "groups.duckdb", catalog=tiny_catalog(folder / "plan"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_loaded(store: Store) -> None:
    empty(store)


@SAME
@given(
    before=st.lists(PAPERS, max_size=3),
    pile=PILES,
    size=st.integers(3, 12),
    accept_warnings=st.sampled_from((True, True, False)),
    frozen=st.sampled_from((None, None, *PERIODS)),
    exceptions=st.integers(0, 3),
)
def test_groups_of_any_size_are_one_by_one(
    store: Store,
    before: list[Paper],
    pile: list[Paper],
    size: int,
    accept_warnings: bool,
    frozen: str | None,
    exceptions: int,
) -> None:
    found = []
    for group_size in (1, size):
        empty(store)
        load_by(store, before, 1)
        if frozen:
            freezing.freeze(store, Period.parse(frozen), **WHO)
            for _ in range(exceptions):
                freezing.allow(store, Period.parse(frozen), A, **WHO)
        outcomes = load_by(store, pile, group_size, accept_warnings=accept_warnings)
        found.append((outcomes, content(store)))
    assert found[0][0] == found[1][0]
    assert found[0][1] == found[1][1]
    for outcome in found[0][0]:
        event(outcome.outcome)
        for finding in outcome.findings:
            event(finding.code)


@SAME
@given(before=st.lists(PAPERS, max_size=3), pile=PILES, accept_warnings=st.booleans())
def test_a_dry_run_of_a_pile_tells_what_each_file_would_do_and_writes_nothing(
    store: Store, before: list[Paper], pile: list[Paper], accept_warnings: bool
) -> None:
    empty(store)
    load_by(store, before, 1)
    kept = content(store)
    told = [load_by(store, pile, size, accept_warnings=accept_warnings, dry_run=True) for size in (1, len(pile))]
    assert told[0] == told[1]
    assert content(store) == kept


def states(outcomes: list) -> list[tuple[str, int | None]]:
    return [(outcome.outcome, outcome.revision) for outcome in outcomes]


def test_two_files_of_one_return_in_a_group_are_two_revisions(store: Store) -> None:
    papers = [Paper(A, "2024Q2", number=1), Paper(A, "2024Q2", number=2), Paper(A, "2024Q2", number=2)]
    outcomes = load_by(store, papers, 3)
    assert states(outcomes) == [("accepted", 1), ("accepted", 2), ("unchanged", 2)]
    assert [(item.new, item.changed, item.unchanged) for item in outcomes] == [(3, 0, 0), (0, 1, 2), (0, 0, 3)]
    assert store.rows("select count(*) from raw.file") == [(2,)]


def test_a_later_quarter_in_the_group_is_asked_about_against_the_earlier_one(store: Store) -> None:
    papers = [Paper(A, "2024Q3", number=40), Paper(A, "2024Q4", number=30), Paper(A, "2024Q3", number=20)]
    outcomes = load_by(store, [*papers, Paper(A, "2024Q4", number=25)], 4, accept_warnings=True)
    asked = [[finding.code for finding in outcome.findings] for outcome in outcomes]
    assert asked == [[], ["history.cumulative_fell"], [], []], "the third file put 20 in place of 40"


def test_an_older_quarter_than_the_one_before_is_not_asked_about(store: Store) -> None:
    outcomes = load_by(store, [Paper(A, "2024Q2", number=40), Paper(A, "2024Q4", number=1)], 2)
    assert [outcome.findings for outcome in outcomes] == [(), ()]


def test_one_exception_lets_one_file_of_a_group_in(store: Store) -> None:
    period = Period(2024, 2)
    freezing.freeze(store, period, **WHO)
    freezing.allow(store, period, A, **WHO)
    outcomes = load_by(store, [Paper(A, "2024Q2", number=1), Paper(A, "2024Q2", number=2)], 2)
    assert states(outcomes) == [("accepted", 1), ("rejected", 2)]
    assert [outcome.findings[-1].code for outcome in outcomes] == ["form.restatement", "form.frozen_period"]
    assert store.rows("select revision_event_id from raw.restatement") == [(1,)]


def test_the_first_accepted_file_of_a_group_says_what_the_store_is_for(store: Store) -> None:
    papers = [Paper(A, "2024Q2", wrong=True, sample=True), Paper(C, "2024Q2"), Paper(A, "2024Q2", sample=True)]
    outcomes = load_by(store, papers, 3)
    assert [outcome.outcome for outcome in outcomes] == ["rejected", "accepted", "rejected"]
    assert outcomes[2].findings[-1].code == "form.sample_return"
    assert store.kind == "real"


def test_a_group_that_can_t_be_written_leaves_nothing(store: Store) -> None:
    before = content(store)
    ready = arrivals(store, [Paper(A, "2024Q2"), Paper(C, "2024Q2", number=10**16)])
    with pytest.raises(Exception, match="precision"):
        load_group(store, ready)
    assert content(store) == before


def test_groups_of_two_officers_at_once(store: Store) -> None:
    """Each return's revisions are numbered without a gap, whoever was first."""
    piles = [[Paper(unit, "2024Q2", number=10 * of + turn) for turn in range(6)] for of, unit in enumerate((A, A, C))]
    gate, raised = threading.Barrier(3), []

    def officer(pile: list[Paper]) -> None:
        gate.wait()
        try:
            load_by(store, pile, 3)
        except Exception as fault:
            raised.append(fault)

    threads = [threading.Thread(target=officer, args=(pile,)) for pile in piles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    rows = store.rows(
        "select org_unit, list(revision order by revision) from raw.revision group by org_unit order by 1"
    )
    assert rows == [(A, [*range(1, 13)]), (C, [*range(1, 7)])]
    assert store.rows("select count(distinct event_id), max(event_id) from raw.revision_event") == [(18, 18)]


def test_nothing_is_indexed(store: Store, tmp_path: Path) -> None:
    """An index is kept in memory and slows each insert; what it would enforce, the loading transaction does."""
    assert store.rows("select count(*) from duckdb_indexes()") == [(0,)]
    kinds = store.rows("select distinct constraint_type from duckdb_constraints() where schema_name in ('raw', 'core')")
    assert kinds == [("NOT NULL",)]
