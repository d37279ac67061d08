"""Accounts, one-time codes, sessions and the waiting of who guesses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.store import Store, accounts, open_store, sessions
from dxmetrics.store.throttle import Throttle
from tests.store.conftest import on_both_engines

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def office(empty_store: Store) -> Store:
    """A store with an administrator (quan.tri) and an officer (lan)."""
    accounts.use_code(empty_store, accounts.first_code(empty_store), PASSWORD, name="Quan.Tri", full_name="Trần Quản")
    code = accounts.add_account(empty_store, "lan", ["officer"], by="quan.tri", full_name="Nguyễn Thị Lan")
    accounts.use_code(empty_store, code, PASSWORD)
    return empty_store


def refused(code: str):
    return pytest.raises(StoreError, match=rf"^{code}\b")


def test_the_first_code_makes_one_administrator_and_no_second(empty_store: Store) -> None:
    code = accounts.first_code(empty_store)
    newer = accounts.first_code(empty_store)
    with refused("wrong_code"):
        accounts.use_code(empty_store, code, PASSWORD, name="a")  # the server was started again
    made = accounts.use_code(empty_store, newer, PASSWORD, name="a")
    assert made.roles == ("administrator",) and accounts.first_code(empty_store) is None
    with refused("wrong_code"):
        accounts.use_code(empty_store, newer, PASSWORD, name="b")
    assert [item.account for item in accounts.accounts(empty_store)] == ["a"]


def test_a_password_is_kept_as_a_hash_and_checked(office: Store) -> None:
    rows = office.rows("select password_hash from access.account")
    assert all(text.startswith("$argon2id$") and PASSWORD not in text for (text,) in rows)
    assert accounts.check_password(office, "LAN", PASSWORD).account == "lan"
    assert accounts.check_password(office, "lan", PASSWORD + "x") is None
    assert accounts.check_password(office, "nobody", PASSWORD) is None
    assert accounts.check_password(office, "lan", "") is None


def test_an_account_without_a_password_lets_nobody_in(office: Store) -> None:
    accounts.add_account(office, "mai", ["viewer"], by="quan.tri")
    assert accounts.check_password(office, "mai", "") is None


@pytest.mark.parametrize("password", ["", "ngắn", "x" * 201, "tên là lan đây mà"])
def test_weak_passwords_are_refused(office: Store, password: str) -> None:
    with refused("weak_password"):
        accounts.change_password(office, "lan", password)


@pytest.mark.parametrize(
    ("roles", "unit", "fault"),
    [
        (["king"], "", "unknown_role"),
        ([], "", "unknown_role"),
        (["unit"], "", "unit_needed"),
        (["viewer"], "STC@2024-01-01", "unit_needed"),
        (["unit", "officer"], "STC@2024-01-01", "unit_needed"),
        (["unit"], "nowhere", "unit_needed"),
    ],
)
def test_roles_that_make_no_sense_are_refused(office: Store, roles: list[str], unit: str, fault: str) -> None:
    with refused(fault):
        accounts.add_account(office, "x", roles, by="quan.tri", unit=unit)


@pytest.mark.parametrize("name", ["", "  ", "a b", "a\nb", "x" * 101])
def test_names_that_cannot_be_typed_are_refused(office: Store, name: str) -> None:
    with refused("account_name"):
        accounts.add_account(office, name, ["viewer"], by="quan.tri")


def test_there_is_always_an_administrator(office: Store) -> None:
    with refused("last_administrator"):
        accounts.disable(office, "quan.tri", by="quan.tri")
    with refused("last_administrator"):
        accounts.set_roles(office, "quan.tri", ["viewer"], by="quan.tri")
    accounts.set_roles(office, "lan", ["officer", "administrator"], by="quan.tri")
    accounts.disable(office, "quan.tri", by="lan")


def test_a_session_is_known_until_it_ends(office: Store) -> None:
    token = sessions.begin(office, accounts.find_account(office, "lan"))
    assert sessions.of_token(office, token).account == "lan"
    assert token not in str(office.rows("select * from access.session"))
    sessions.end(office, token)
    assert sessions.of_token(office, token) is None


@pytest.mark.parametrize("forge", [lambda token: "", lambda token: token[:-1], lambda token: "x" * 5000, str.swapcase])
def test_a_forged_session_is_nobodys(office: Store, forge) -> None:
    token = sessions.begin(office, accounts.find_account(office, "lan"))
    assert sessions.of_token(office, forge(token)) is None


def test_a_session_expires(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sessions.begin(office, accounts.find_account(office, "lan"))
    now = sessions.vietnam_now()
    monkeypatch.setattr(sessions, "vietnam_now", lambda: now + sessions.LONGEST - timedelta(seconds=1))
    assert sessions.of_token(office, token)
    monkeypatch.setattr(sessions, "vietnam_now", lambda: now + sessions.LONGEST + timedelta(seconds=1))
    assert sessions.of_token(office, token) is None


def test_a_session_that_lies_idle_ends(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sessions.begin(office, accounts.find_account(office, "lan"))
    assert sessions.of_token(office, token)
    later = sessions.time.monotonic() + sessions.IDLE.total_seconds() + 1
    monkeypatch.setattr(sessions.time, "monotonic", lambda: later)
    assert sessions.of_token(office, token) is None
    assert "idle" in set(metrics.audit(office)["reason"].str.split(": ").str[-1])


@pytest.mark.parametrize(
    "change",
    [
        lambda store: accounts.disable(store, "lan", by="quan.tri"),
        lambda store: accounts.set_roles(store, "lan", ["viewer"], by="quan.tri"),
        lambda store: accounts.change_password(store, "lan", "một mật khẩu khác"),
    ],
    ids=["disabled", "role", "password"],
)
def test_a_change_of_the_account_ends_its_sessions(office: Store, change) -> None:
    token = sessions.begin(office, accounts.find_account(office, "lan"))
    change(office)
    assert sessions.of_token(office, token) is None


def test_a_disabled_account_cannot_sign_in_nor_use_its_code(office: Store) -> None:
    code = accounts.invite(office, "lan", by="quan.tri")
    accounts.disable(office, "lan", by="quan.tri", reason="nghỉ việc")
    assert accounts.check_password(office, "lan", PASSWORD) is None
    with refused("wrong_code"):
        accounts.use_code(office, code, PASSWORD)
    accounts.disable(office, "lan", by="quan.tri", enable=True)
    assert accounts.check_password(office, "lan", PASSWORD)


@on_both_engines
def test_everything_is_in_the_audit_trail_and_no_secret_is(office: Store) -> None:
    accounts.disable(office, "lan", by="quan.tri", reason="nghỉ việc")
    trail = metrics.audit(office)
    assert list(trail["event"][::-1]) == ["user_added", "password_set", "user_added", "password_set", "user_disabled"]
    assert trail.iloc[0]["actor"] == "quan.tri" and trail.iloc[0]["reason"] == "lan: nghỉ việc"
    assert "argon2" not in trail.to_csv()


def test_a_backup_has_the_accounts(office: Store, tmp_path: Path) -> None:
    saved = metrics.backup(office, tmp_path / "b.duckdb")
    metrics.restore(saved, tmp_path / "other" / "new.duckdb")
    restored = open_store(tmp_path / "other" / "new.duckdb")
    try:
        assert accounts.check_password(restored, "lan", PASSWORD)
        assert list(metrics.audit(restored)["event"]) == list(metrics.audit(office)["event"])
    finally:
        restored.close()


def test_guesses_wait_longer_each_time() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(4):
        throttle.failed("lan")
    assert throttle.wait("lan") == 0
    throttle.failed("lan")
    first = throttle.wait("lan", "other")
    now[0] += first
    throttle.failed("lan")
    assert 0 < first < throttle.wait("lan") and throttle.wait("other") == 0
    for _ in range(30):
        throttle.failed("lan")
    assert throttle.wait("lan") <= 900
    throttle.succeeded("lan")
    assert throttle.wait("lan") == 0
