"""Every role × act, asked of the functions themselves; a unit's account sees and sends only its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.documents import word
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.roles import ACTS, ROLES, Actor
from dxmetrics.store import Store, accounts, actions, erasing, freezing, open_store, trail
from dxmetrics.store.loading import check_file, load_file
from dxmetrics.store.pile import in_hand, load_pile
from dxmetrics.store.templates import template_file

OWN, OTHER = "STC@2024-01-01", "SNV@2024-01-01"
Q = Period(2024, 2)
WHO = {"by": "ai đó", "reason": "thử"}


def as_role(store: Store, role: str) -> Store:
    unit = OWN if role == "unit" else ""
    return store.on_behalf_of(Actor(frozenset({role}), f"{role}.account", f"Người {role}", unit))


TRIED: dict[str, Callable[[Store], object]] = {
    "typed": lambda s: metrics.values(s, Q),
    "returns": lambda s: metrics.revisions(s, Q),
    "personal": lambda s: metrics.values(s, Q, with_personal=True),
    "original": lambda s: metrics.original_file_for_officers(s, "0" * 64),
    "batches": metrics.batches,
    "audit": metrics.audit,
    "template": lambda s: template_file(s, OWN, Q),
    "check": lambda s: check_file(s, "x.xlsx", b"x"),
    "send": lambda s: load_file(s, "x.xlsx", b"x", by=""),
    "accept": lambda s: actions.accept(s, "x", **WHO),
    "withdraw": lambda s: actions.withdraw(s, "x", **WHO),
    "undo": lambda s: actions.undo(s, "x", **WHO),
    "freeze": lambda s: metrics.freeze(s, "1999Q1", **WHO),
    "unfreeze": lambda s: freezing.unfreeze(s, Q, **WHO),
    "exception": lambda s: freezing.allow(s, Q, OWN, **WHO),
    "report": lambda s: word.brief(s, "1999Q1"),
    "letters": lambda s: word.letters(s, "1999Q1"),
    "request": lambda s: trail.record_request(s, Q, number="", issued_on=date(2024, 6, 1), **WHO),
    "extension": lambda s: trail.extend(s, Q, "x", until=date(2024, 1, 1), **WHO),
    "reminder": lambda s: trail.mark_sent(s, Q, [], kind="x", number="", sent_on=date(2024, 6, 1), **WHO),
    "answer": lambda s: trail.answer(s, Q, "x", 1, "difficulty", text="", **WHO),
    "entry": lambda s: trail.take_back(s, 0, **WHO),
    "backup": lambda s: metrics.backup(s, Path("/nowhere/x/b.duckdb")),
    "accounts": accounts.accounts,
    "erase_personal": lambda s: erasing.erase_personal(s, "nobody", **WHO),
}


def test_every_act_is_tried() -> None:
    assert set(ACTS) - {"load", "restore"} == set(TRIED), "load is tried below; restore is the command line's alone"


@pytest.fixture(scope="module")
def shared(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("roles") / "quarter.duckdb"
    path.write_bytes(one_quarter_store_path.read_bytes())
    store = open_store(path)
    yield store
    store.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", TRIED)
def test_a_role_may_do_what_the_list_says_and_nothing_else(shared: Store, act: str, role: str) -> None:
    """Where it may, the call goes on to its work, and may find that there is nothing to do."""
    told = ""
    try:
        TRIED[act](as_role(shared, role))
    except StoreError as fault:
        told = fault.code
    except (ValueError, TypeError, KeyError, OSError):
        told = "went on"
    assert (told == "forbidden") is not (role in ACTS[act]), told


@pytest.mark.parametrize("act", TRIED)
def test_nobody_without_a_role_may_do_anything(shared: Store, act: str) -> None:
    with pytest.raises(StoreError, match=r"^forbidden"):
        TRIED[act](shared.on_behalf_of(Actor(frozenset())))


def test_a_unit_reads_only_what_its_own_returns_say(shared: Store) -> None:
    unit = as_role(shared, "unit")
    assert len(set(metrics.values(shared, Q)["org_unit"])) > 10
    assert set(metrics.values(unit, Q)["org_unit"]) == {OWN}
    assert set(metrics.revisions(unit, Q)["org_unit"]) == {OWN}
    assert set(metrics.difficulties(unit, Q)["org_unit"]) <= {OWN}
    assert set(metrics.task_states(unit, Q)["org_unit"]) <= {OWN}
    other = metrics.revisions(shared, Q)
    other = other[other["org_unit"] == OTHER].iloc[0]
    for ask in (
        lambda: metrics.revision_findings(unit, int(other["revision_id"])),
        lambda: metrics.original_file_for_officers(unit, other["sha256"]),
        lambda: metrics.provenance(unit, Q, OTHER, "D01"),
        lambda: template_file(unit, OTHER, Q),
    ):
        with pytest.raises(StoreError, match=r"^forbidden"):
            ask()
    assert metrics.revision_changes(unit, new=int(other["revision_id"])).empty
    assert len(metrics.progress(unit, Q, by="unit")) == len(
        metrics.progress(shared, Q, by="unit")
    )  # figures are public


def test_a_districts_account_sees_its_communes(shared: Store) -> None:
    district = next(unit for unit in shared.catalog.units.values() if unit.level == "district")
    actor = Actor(frozenset({"unit"}), "x", "x", district.id)
    seen = set(metrics.values(shared.on_behalf_of(actor), Q)["org_unit"])
    assert district.id in seen and len(seen) > 2
    assert {shared.catalog.units[unit].parent_id for unit in seen - {district.id}} == {district.id}


def test_what_a_unit_sends_is_its_own_and_waits(empty_store: Store, filled_return) -> None:
    unit, officer = as_role(empty_store, "unit"), as_role(empty_store, "officer")
    own, other = filled_return(OWN, "2024Q2"), filled_return(OTHER, "2024Q2")
    sent = list(load_pile(unit, in_hand([("a.xlsx", own), ("b.xlsx", other)]), by="X", accept_warnings=True))
    assert [item.outcome for item in sent] == ["pending", "rejected"]
    assert sent[1].findings[-1].code == "form.not_yours" and not sent[1].changes
    assert metrics.revisions(empty_store)[["org_unit", "state"]].values.tolist() == [[OWN, "pending"]]
    again = list(load_pile(unit, in_hand([("a.xlsx", own)]), by="X", accept_warnings=True))
    assert again[0].outcome == "unchanged"
    done = actions.accept(officer, metrics.revisions(empty_store)["return_id"][0], by="người khác", reason="đã xem")
    assert done.outcome == "accepted"
    trail = metrics.audit(empty_store)
    assert list(trail["actor"]) == ["Người officer", "Người unit"], "who signed in, whatever name was typed"


def test_a_units_checking_tells_nothing_of_others(empty_store: Store, filled_return) -> None:
    load_file(empty_store, "b.xlsx", filled_return(OTHER, "2024Q2"), by="", accept_warnings=True)
    changed = filled_return(OTHER, "2024Q2", cells={"D81.1": 7})
    found = check_file(as_role(empty_store, "unit"), "b.xlsx", changed)
    assert found.outcome == "rejected" and found.changes == () and found.revision is None


def test_who_signed_in_is_named_for_taking_an_original(shared: Store) -> None:
    row = metrics.revisions(shared, Q).iloc[0]
    assert metrics.original_file_for_officers(as_role(shared, "officer"), row["sha256"])
    last = metrics.audit(shared).iloc[0]
    assert (last["event"], last["actor"], last["sha256"]) == ("downloaded_original", "Người officer", row["sha256"])


def test_personal_data_is_erased_on_request(one_quarter_store: Store) -> None:
    store, personal = one_quarter_store, "D13.name"
    before = metrics.values(store, Q, with_personal=True)
    row = before[before["data_element"] == personal].iloc[0]
    name, unit, sent = row["value"], row["org_unit"], metrics.revisions(store, Q)
    assert len(name) > 3
    done = erasing.erase_personal(store, unit, by="Lan", reason="đề nghị của đương sự")
    assert done.values and done.cells and done.files
    after = metrics.values(store, Q, with_personal=True)
    own = after[(after["org_unit"] == unit) & (after["data_element"] == personal)]
    assert list(own["value"]) == [erasing.ERASED]
    others = before["org_unit"] != unit
    assert after[others]["value"].equals(before[others]["value"])
    sha256 = sent[sent["org_unit"] == unit].iloc[0]["sha256"]
    assert metrics.original_file_for_officers(store, sha256) is None
    assert store.rows("select count(*) from raw.file where sha256 = $x", {"x": sha256}) == [(1,)]
    cells = store.rows(
        "select text from raw.cell as cell inner join raw.revision as revision using (revision_id) "
        "where revision.org_unit = $unit",
        {"unit": unit},
    )
    assert cells and not [text for (text,) in cells if name in text]
    assert metrics.audit(store).iloc[0]["event"] == "erased_personal"
