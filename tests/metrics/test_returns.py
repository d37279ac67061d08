"""The returns as an officer sees them: every file that came in, what changed between two, and the freezes."""

from __future__ import annotations

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, freezing
from dxmetrics.store.loading import load_file
from dxmetrics.text import LANGUAGES, finding_text

UNIT, OTHER, Q2 = "STC@2024-01-01", "SNV@2024-01-01", Period(2024, 2)
RETURN = f"{UNIT}/department/2024Q2"
WHO = {"by": "Lan", "reason": "đã công bố"}


def load(store: Store, data: bytes, **options: object) -> str:
    return load_file(store, "f.xlsx", data, **{"by": "Minh", **options}).outcome


def test_every_file_that_came_in_is_a_row_with_its_state(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}), batch_id="a")
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": None}), batch_id="b")
    load(empty_store, b"%PDF-1.7", batch_id="b")
    rows = metrics.revisions(empty_store)
    assert list(rows["state"]) == ["rejected", "pending", "accepted"]
    assert list(rows["is_in_force"]) == [False, False, True]
    assert rows["return_id"].isna().tolist() == [True, False, False]
    assert (rows["errors"].iloc[0], rows["warnings"].iloc[1]) == (1, 1)
    assert list(metrics.revisions(empty_store, "2024Q2")["revision"]) == [2, 1]
    assert len(metrics.revisions(empty_store, batch_id="b")) == 2
    actions.withdraw(empty_store, RETURN, **WHO)
    newest = metrics.revisions(empty_store, return_id=RETURN).iloc[1]
    assert (newest["state"], newest["actor"], newest["reason"]) == ("withdrawn", "Lan", "đã công bố")


def test_changes_between_two_revisions_stand_at_their_cells(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5, "D81.2": 7}))
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 6, "D81.2": None}))
    new, old = (int(number) for number in metrics.revisions(empty_store, return_id=RETURN)["revision_id"])
    rows = metrics.revision_changes(empty_store, old=old, new=new).set_index("data_element")
    assert rows[["old", "new"]].to_dict("index") == {
        "D81.1": {"old": 5, "new": 6},
        "D81.2": {"old": 7, "new": None},
    }
    assert (rows["sheet"] == "Biểu 1").all() and rows["cell"].str.startswith("F").all()
    assert metrics.revision_changes(empty_store, old=new, new=new).empty


def test_all_of_a_first_revision_is_new_and_its_personal_data_hidden(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2"))
    (only,) = metrics.revisions(empty_store)["revision_id"]
    rows = metrics.revision_changes(empty_store, new=int(only))
    stored = empty_store.rows("select count(*) from core.revision_value")[0][0]
    assert len(rows) == stored and rows["old"].isna().all()
    hidden = set(rows.loc[rows["new"] == "***", "data_element"])
    personal = {code for code, element in empty_store.catalog.elements.items() if element.personal}
    assert hidden == personal & set(rows["data_element"]) and hidden
    shown = metrics.revision_changes(empty_store, new=int(only), with_personal=True)
    assert not (shown["new"] == "***").any()


def test_findings_come_back_as_they_were_found(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D01": 100}))
    data = filled_return(UNIT, "2024Q3", cells={"D01": 40, "D81.1": None})
    found = load_file(empty_store, "f.xlsx", data, by="Minh").findings
    kept = metrics.revision_findings(empty_store, int(metrics.revisions(empty_store)["revision_id"].iloc[0]))
    assert len(found) > 1 and [item.address for item in kept] == [item.address for item in found]
    for language in LANGUAGES:
        said = [finding_text(item, language) for item in found]
        assert [finding_text(item, language) for item in kept] == said


def test_freezes_with_what_was_let_in_since(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}))
    freezing.freeze(empty_store, Q2, **WHO)
    for unit in (UNIT, OTHER):
        freezing.allow(empty_store, Q2, unit, by="Giám đốc", reason="công văn 12")
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 6}))
    row = metrics.frozen_periods(empty_store).iloc[0]
    assert (row["period"], row["is_frozen"], row["actor"]) == ("2024Q2", True, "Lan")
    assert (row["restatements"], row["open_exceptions"]) == (1, 1)
    freezing.unfreeze(empty_store, Q2, **WHO)
    row = metrics.frozen_periods(empty_store).iloc[0]
    assert (row["is_frozen"], row["restatements"], row["open_exceptions"]) == (False, 1, 0)


def test_a_load_names_its_quarters_and_how_many_sent(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2"), batch_id="b")
    load(empty_store, filled_return(OTHER, "2024Q3"), batch_id="b", by="Hoa")
    row = metrics.batches(empty_store).iloc[0]
    assert (row["periods"], row["people"], row["files"]) == ("2024Q2;2024Q3", 2, 2)
