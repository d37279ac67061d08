"""The server's clock is set back and forward while the store is in use: nothing acknowledged is lost or counted twice,
nobody stays signed in longer, and whoever loads is told."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from dxmetrics import metrics
from dxmetrics.cli import main as cli
from dxmetrics.cli.console import Console, lend
from dxmetrics.cli.parser import build_parser
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store, accounts, actions, clock, moments, sessions
from dxmetrics.store.loading import load_file
from dxmetrics.text import words

UNITS = ("STC@2024-01-01", "SNV@2024-01-01")
Q = Period(2024, 2)
PASSWORD = "một mật khẩu dài"


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Set the clock of the whole program off by so much."""

    def to(by: timedelta) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, zone=None):
                return datetime.now(zone) + by

        monkeypatch.setattr(moments, "datetime", Clock)
        monkeypatch.setattr(importlib.import_module("dxmetrics.metrics.snapshot"), "datetime", Clock)

    return to


@pytest.mark.parametrize("days", [-400, -1, 400])
def test_what_was_loaded_counts_whatever_the_clock_says(empty_store: Store, move, filled_return, days: int) -> None:
    store = empty_store
    load_file(store, "a.xlsx", filled_return(UNITS[0], "2024Q2"), by="Lan", accept_warnings=True)
    move(timedelta(days=days))
    load_file(store, "b.xlsx", filled_return(UNITS[1], "2024Q2"), by="Lan", accept_warnings=True)
    load_file(store, "a2.xlsx", filled_return(UNITS[0], "2024Q2", {"D81.1": 7}), by="Lan", accept_warnings=True)
    now = dict(store.rows("select reporter, revision from core.accepted"))
    assert now == {UNITS[0]: 2, UNITS[1]: 1}
    assert set(metrics.values(store, Q)["org_unit"]) == set(UNITS)
    move(timedelta())
    assert set(metrics.values(store, Q)["org_unit"]) == set(UNITS), "also when the clock is right again"
    actions.withdraw(store, f"{UNITS[0]}/department/2024Q2", by="Lan", reason="thử")
    assert dict(store.rows("select reporter, revision from core.accepted"))[UNITS[0]] == 1
    trail = metrics.audit(store)
    mine = trail[trail["return_id"].str.startswith(UNITS[0])]
    assert sorted(mine["event"]) == ["accepted", "accepted", "withdrawn"], "nothing is missing from the audit trail"


def test_a_session_ends_with_a_clock_that_was_set_back(empty_store: Store, move) -> None:
    """Else it would hold a day longer than twelve hours."""
    account = signed_up(empty_store)
    token = sessions.begin(empty_store, account)
    move(timedelta(seconds=-200))
    assert sessions.of_token(empty_store, token), "clocks are set right by a minute or two all the time"
    move(timedelta(days=-1))
    assert sessions.of_token(empty_store, token) is None
    again = sessions.begin(empty_store, account)
    assert sessions.of_token(empty_store, again)
    move(timedelta(hours=1))
    assert sessions.of_token(empty_store, again) is None, "begun a day ago"


def test_a_session_does_not_outlive_a_clock_that_was_set_forward(empty_store: Store, move) -> None:
    token = sessions.begin(empty_store, signed_up(empty_store))
    move(timedelta(hours=13))
    assert sessions.of_token(empty_store, token) is None


def test_a_code_that_ran_out_stays_so_only_while_the_clock_says(empty_store: Store, move) -> None:
    code = accounts.add_account(empty_store, "lan", ["officer"], by="x")
    move(timedelta(days=8))
    with pytest.raises(StoreError, match="wrong_code"):
        accounts.use_code(empty_store, code, PASSWORD)
    move(timedelta())
    assert accounts.use_code(empty_store, code, PASSWORD).account == "lan"


def test_a_freeze_after_a_clock_set_back_keeps_what_is_in_force(empty_store: Store, move, filled_return) -> None:
    load_file(empty_store, "a.xlsx", filled_return(UNITS[0], "2024Q2"), by="Lan", accept_warnings=True)
    figures = metrics.progress(empty_store, Q, by="unit")
    move(timedelta(days=-30))
    metrics.freeze(empty_store, str(Q), by="Lan", reason="thử")
    frozen = metrics.progress(empty_store, Q, by="unit", frozen=True)
    assert frozen["value"].equals(figures["value"]) and frozen["value"].notna().any()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whoever_loads_is_told(empty_store: Store, move, filled_return, tmp_path, language: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(filled_return(UNITS[0], "2024Q2"))
    assert said(empty_store, file, language).startswith("[1/1]")
    move(timedelta(minutes=-4))
    assert clock.recorded_later(empty_store) is None
    move(timedelta(days=-1))
    warned = said(empty_store, file, language).splitlines()[0]
    assert warned == words(language)(
        "notice.clock", recorded=clock.recorded_later(empty_store).isoformat(timespec="seconds") + "+07:00"
    )


def said(store: Store, file, language: str) -> str:
    err = io.StringIO()
    with lend(Console(io.StringIO(), err, store)):
        cli.run(build_parser(words("vi")).parse_args(["--lang", language, "load", str(file)]))
    return err.getvalue()


def signed_up(store: Store) -> accounts.Account:
    accounts.add_account(store, "lan", ["officer"], by="x")
    return accounts.find_account(store, "lan")
