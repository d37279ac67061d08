"""Every role × act, asked of the functions themselves; a unit's account sees and sends only its own."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

import dxmetrics.store
from dxmetrics import documents, metrics
from dxmetrics.documents import word
from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.periods import Period
from dxmetrics.roles import ACTS, ROLES, Actor
from dxmetrics.store import Store, accounts, actions, copying, erasing, freezing, open_store, trail
from dxmetrics.store.loading import check_file, load_file, load_group
from dxmetrics.store.pile import in_hand, load_pile
from dxmetrics.store.templates import template_file

OWN, OTHER = "STC@2024-01-01", "SNV@2024-01-01"
PROVINCE = "33@2024-01-01"
BROKEN = "Trần Văn".encode().decode("cp1252")
"""A name in UTF-8 that some program read as another encoding."""
Q = Period(2024, 2)
WHO = {"by": "ai đó", "reason": "thử"}


def as_role(store: Store, role: str) -> Store:
    unit = OWN if role == "unit" else ""
    return store.on_behalf_of(Actor(frozenset({role}), f"{role}.account", f"Người {role}", unit))


TRIED: dict[str, Callable[[Store], object]] = {
    "metrics.values.values": lambda s: metrics.values(s, Q),
    "metrics.changes.changes": lambda s: metrics.changes(s, Q, datetime(2024, 6, 1)),
    "metrics.elements.element_totals": lambda s: metrics.element_totals(s, Q, by="unit"),
    "metrics.elements.stated_once": lambda s: metrics.stated_once(s, Q),
    "metrics.provenance.provenance": lambda s: metrics.provenance(s, Q, OWN, "D01"),
    "metrics.tasks.task_states": lambda s: metrics.task_states(s, Q),
    "metrics.tasks.difficulties": lambda s: metrics.difficulties(s, Q),
    "documents.word.unit_page.unit_page": lambda s: word.unit_page(s, OWN, "1999Q1"),
    "metrics.returns.revisions": lambda s: metrics.revisions(s, Q),
    "metrics.returns.revision_changes": lambda s: metrics.revision_changes(s, new=1),
    "metrics.returns.revision_findings": lambda s: metrics.revision_findings(s, _own_revision(s)),
    "metrics.provenance.original_file_for_officers": lambda s: metrics.original_file_for_officers(s, "0" * 64),
    "metrics.audit.batches": metrics.batches,
    "metrics.audit.audit": metrics.audit,
    "store.templates.template_file": lambda s: template_file(s, OWN, Q),
    "store.loading.check_file": lambda s: check_file(s, "x.xlsx", b"x"),
    "store.loading.load_file": lambda s: load_file(s, "x.xlsx", b"x", by=""),
    "store.loading.load_group": lambda s: load_group(s, []),
    "store.pile.load_pile": lambda s: list(load_pile(s, [], by="")),
    "store.actions.accept": lambda s: actions.accept(s, "x", **WHO),
    "store.actions.would_accept": lambda s: actions.would_accept(s, "x"),
    "store.actions.withdraw": lambda s: actions.withdraw(s, "x", **WHO),
    "store.actions.undo": lambda s: actions.undo(s, "x", **WHO),
    "metrics.frozen.freeze": lambda s: metrics.freeze(s, "1999Q1", **WHO),
    "store.freezing.freeze": lambda s: freezing.freeze(s, Period(1999, 1), **WHO),
    "store.freezing.unfreeze": lambda s: freezing.unfreeze(s, Q, **WHO),
    "store.freezing.allow": lambda s: freezing.allow(s, Q, OWN, **WHO),
    "documents.word.brief.brief": lambda s: word.brief(s, "1999Q1"),
    "documents.word.report.report": lambda s: word.report(s, "1999Q1"),
    "documents.word.letters.letters": lambda s: word.letters(s, "1999Q1"),
    "documents.word.request.request_letter": lambda s: word.request_letter(s, "1999Q1"),
    "store.trail.record_request": lambda s: trail.record_request(s, Q, number="", issued_on=date(2024, 6, 1), **WHO),
    "store.trail.extend": lambda s: trail.extend(s, Q, "x", until=date(2024, 1, 1), **WHO),
    "store.trail.mark_sent": lambda s: trail.mark_sent(s, Q, [], kind="x", number="", sent_on=date(2024, 6, 1), **WHO),
    "store.trail.answer": lambda s: trail.answer(s, Q, "x", 1, "difficulty", text="", **WHO),
    "store.trail.forward": lambda s: trail.forward(s, Q, "x", 1, "difficulty", recipient="", **WHO),
    "store.trail.take_back": lambda s: trail.take_back(s, 0, **WHO),
    "metrics.backups.backup": lambda s: metrics.backup(s, Path("/proc/nowhere/b.duckdb")),
    "store.copying.copy_store": lambda s: copying.copy_store(s, "no moment"),
    "store.accounts.accounts": accounts.accounts,
    "store.accounts.add_account": lambda s: accounts.add_account(s, "", [], by="x"),
    "store.accounts.set_roles": lambda s: accounts.set_roles(s, "nobody", [], by="x"),
    "store.accounts.disable": lambda s: accounts.disable(s, "nobody", by="x"),
    "store.accounts.invite": lambda s: accounts.invite(s, "nobody", by="x"),
    "store.accounts.set_password": lambda s: accounts.set_password(s, "nobody", "", by="x"),
    "store.erasing.erase_personal": lambda s: erasing.erase_personal(s, "nobody", **WHO),
}
"""Every guarded function, called so that who may do it changes nothing: what it is asked for is not there."""
ONLY_WITH_OTHERS = {"personal", "send", "load", "restore"}
"""Acts that are asked inside of other functions (``personal``, ``send``, ``load``: below), or by a command alone."""


def guarded() -> dict[str, str]:
    """Every function that stands under a guard, as the code has them, with its act."""
    found = {}
    for room in (dxmetrics.store, metrics, documents):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if inspect.isfunction(value) and hasattr(value, "act") and value.__module__ == module.name:
                    found[f"{module.name}.{name}".removeprefix("dxmetrics.")] = value.act
    return found


GUARDED = guarded()


def _own_revision(store: Store) -> int:
    return store.rows("select min(revision_id) from raw.revision where org_unit = $unit", {"unit": OWN})[0][0]


def test_every_guarded_function_and_every_act_is_tried() -> None:
    assert set(GUARDED) == set(TRIED), "say in TRIED how it is called"
    assert set(GUARDED.values()) == set(ACTS) - ONLY_WITH_OTHERS


@pytest.fixture(scope="module")
def shared(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("roles") / "quarter.duckdb"
    path.write_bytes(one_quarter_store_path.read_bytes())
    store = open_store(path)
    yield store
    store.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TRIED)
def test_a_role_may_do_what_the_list_says_and_nothing_else(shared: Store, name: str, role: str) -> None:
    """Where it may, the call goes on to its work, and may find that there is nothing to do. What a unit is given of
    any unit's returns is its own."""
    told = ""
    try:
        given = TRIED[name](as_role(shared, role))
    except StoreError as fault:
        told = fault.code
    except (DxmetricsError, ValueError, TypeError, KeyError, OSError, AttributeError):
        told = "went on"
    else:
        if role == "unit" and isinstance(given, pd.DataFrame) and "org_unit" in given:
            if name == "metrics.changes.changes":  # what became of figures is public
                given = given[given["return_id"].notna()]
            assert set(given["org_unit"].dropna()) <= {OWN, PROVINCE}
    assert (told == "forbidden") is not (role in ACTS[GUARDED[name]]), told


@pytest.mark.parametrize("name", TRIED)
def test_nobody_without_a_role_may_do_anything(shared: Store, name: str) -> None:
    with pytest.raises(StoreError, match=r"^forbidden"):
        TRIED[name](shared.on_behalf_of(Actor(frozenset())))


@pytest.mark.parametrize("name", sorted(name for name in TRIED if GUARDED[name] in ("typed", "returns")))
@pytest.mark.parametrize("role", ROLES)
def test_persons_are_shown_to_officers_who_ask_and_to_nobody_else(shared: Store, name: str, role: str) -> None:
    """Whatever a function gives without being asked for personal data, no name, telephone or mail is in it."""
    persons = {
        text
        for (text,) in shared.rows(
            "select distinct value.text from core.data_value as value inner join plan.data_element as element"
            " using (data_element) where element.personal and length(value.text) > 5"
        )
    }
    assert len(persons) > 20
    try:
        given = TRIED[name](as_role(shared, role))
    except (StoreError, ValueError):
        return
    told = given.to_csv() if isinstance(given, pd.DataFrame) else str(given)
    assert not [text for text in persons if text in told]
    options = inspect.signature(_function(name)).parameters
    if "with_personal" in options and role != "officer":
        with pytest.raises(StoreError, match=r"^forbidden"):
            _function(name)(
                as_role(shared, role),
                *{"provenance": (Q, OWN, "D13.name")}.get(name.split(".")[1], (Q,)),
                with_personal=True,
            )


def _function(name: str) -> Callable[..., object]:
    module, _, function = f"dxmetrics.{name}".rpartition(".")
    return getattr(importlib.import_module(module), function)


def test_what_is_wrong_with_a_return_quotes_its_cells_to_its_sender_and_officers_only(
    empty_store: Store, filled_return
) -> None:
    """A name whose letters broke on the way is a finding that quotes it."""
    load_file(empty_store, "f.xlsx", filled_return(OWN, "2024Q2", cells={"D13.name": BROKEN}), by="x")
    found = {}
    for role in ROLES:
        try:
            found[role] = "".join(item.found for item in metrics.revision_findings(as_role(empty_store, role), 1))
        except StoreError as fault:
            found[role] = fault.code
    assert BROKEN in found["officer"] and BROKEN in found["unit"]
    assert found["viewer"] == found["administrator"] == "forbidden"


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


def test_a_units_page_on_paper_tells_a_unit_nothing_another_one_wrote(shared: Store) -> None:
    said = metrics.difficulties(shared, Q)
    other = said[(said["org_unit"] != OWN) & (said["text"].str.len() > 20)].iloc[0]
    begins = escape(other["text"])[:20]
    for role, expected in (("officer", True), ("unit", False)):
        paper = ZipFile(BytesIO(word.unit_page(as_role(shared, role), other["org_unit"], Q)))
        assert (begins in paper.read("word/document.xml").decode()) is expected, role


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
    copy = copying.copy_store(store, datetime(2026, 1, 1))
    assert name.encode() not in copy.read_bytes(), "a backup made after it has no trace, not even in given-up pages"
    assert metrics.audit(store).iloc[0]["event"] == "erased_personal"
