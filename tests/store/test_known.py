"""What is known of a return and the quarter before it: what the whole store would say, without asking the whole store."""

from __future__ import annotations

from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.returns import as_stored, in_force, previous_values, revisions

PERIODS = ("2025Q2", "2025Q3")
WHOLE = "select org_unit, data_element, number, text, not_applicable from core.data_value where period = $period"


def test_values_of_the_quarter_before_are_those_in_force(full_store: Store) -> None:
    """Of units that report themselves and of communes their district reports on, before and after the reform."""
    for period in PERIODS:
        whole: dict[str, dict] = {}
        for unit, element, *typed in full_store.rows(WHOLE, {"period": period}):
            whole.setdefault(unit, {})[unit, element] = as_stored(full_store.catalog, element, *typed)
        assert len(whole) > 50
        following = Period.parse(period).shift(1)
        for unit, said in list(whole.items())[::4]:
            assert previous_values(full_store, [unit], following) == said, (period, unit)
        together = previous_values(full_store, whole, following)
        assert together == {key: value for said in whole.values() for key, value in said.items()}
        assert previous_values(full_store, ["nobody"], following) == {}


def test_the_state_of_a_revision_is_its_last_event(full_store: Store) -> None:
    """Every revision that says whose it is, against the view of the whole store."""
    rows = full_store.rows(
        "select revision.org_unit, revision.period, revision.revision_id, state.state from raw.revision as revision"
        " inner join core.revision_state as state using (revision_id) where revision.return_id is not null"
    )
    found = revisions(full_store, [(unit, period) for unit, period, _, _ in rows])
    told = {item.revision_id: item.state for sent in found.values() for item in sent}
    assert told == {number: state for _, _, number, state in rows} and len(told) > 300
    in_store = full_store.rows("select return_id, revision_id from core.accepted")
    assert {name: one.revision_id for name, sent in found.items() if (one := in_force(sent))} == dict(in_store)
