"""Every role × page, by direct link and with query parameters: what opens, what is offered, what is named."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from dxmetrics.roles import PAGES, ROLES, Actor
from dxmetrics.text import words
from dxmetrics.ui import signing
from dxmetrics.ui.navigation import ENTRIES, entry

SAY = words("vi")
OWN, OTHER = "STC@2024-01-01", "SNV@2024-01-01"
KEYS = [item.key for item in ENTRIES]


@pytest.fixture
def open_as(open_app, one_quarter_store_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Open the app as somebody of a role, on any page and with any query."""

    def start(role: str, key: str, **params: str):
        who = Actor(frozenset({role}), f"{role}.account", f"Người {role}", OWN if role == "unit" else "")
        monkeypatch.setattr(signing, "actor", lambda store, found: who)
        return open_app(one_quarter_store_path, **params).switch_page(entry(key).file).run()

    return start


@pytest.mark.parametrize("role", ROLES)
def test_a_direct_link_opens_what_the_role_may_open(open_as, role: str) -> None:
    """One browser a role, walking all pages with another unit in the address: opening one anew each time takes minutes."""
    app = open_as(role, "overview", period="2024Q2", unit=OTHER)
    for key in KEYS:
        app.query_params["unit"] = OTHER
        app.switch_page(entry(key).file).run()
        assert [item.value for item in app.exception] == [] and [item.value for item in app.error] == [], key
        told = [item.value for item in app.warning]
        refused = SAY("error.forbidden_page", page=SAY(f"page.{key}.title")) in told
        assert refused is not (role in PAGES[key]), key
        if refused:
            assert not app.dataframe and not app.get("download_button") and not app.get("file_uploader"), key
        assert not [text for text in told if SAY("error.store.forbidden", act="")[:30] in text], key
        offered_only_what_is_its_own(app, key, role)


def offered_only_what_is_its_own(app, key: str, role: str) -> None:
    """What a page that opened shows to this role."""
    parts = [tab.label for tab in app.tabs]
    if key == "admin" and role in PAGES[key]:
        names = ["trail", *(["accounts"] if role == "administrator" else []), "backup"]
        assert parts[: len(names)] == [SAY(f"admin.part.{name}") for name in names]
    if key == "intake" and role == "unit":
        assert [SAY("intake.part.new"), SAY("intake.part.returns")] == parts
        assert app.selectbox(key="intake_unit").options == ["Sở Tài chính"]


@pytest.mark.parametrize("role", ["unit", "officer"])
def test_the_table_of_typed_values_shows_a_unit_its_own(open_as, role: str) -> None:
    app = open_as(role, "data", period="2024Q2")
    app.segmented_control(key="data_kind").set_value("typed").run()
    units = set(app.dataframe[0].value["unit"])
    assert units == {"Sở Tài chính"} if role == "unit" else len(units) > 1  # a page of the table


def test_an_error_tells_a_viewer_an_id_only(open_as, monkeypatch: pytest.MonkeyPatch) -> None:
    from dxmetrics.errors import StoreError
    from dxmetrics.ui import definitions

    def fail(*_: object) -> None:
        raise StoreError("unreadable", path="/secret/path", reason="inner")

    monkeypatch.setattr(definitions, "plan", fail)
    told = [item.value for item in open_as("viewer", "method").error]
    assert len(told) == 1 and "/secret" not in told[0] and "inner" not in told[0]
    assert "secret" in open_as("officer", "method").error[0].value


@pytest.mark.parametrize(
    ("host", "address"), [("evil.example", None), ("localhost:8501", "10.0.0.7"), ("10.0.0.5", "10.0.0.7")]
)
def test_without_sign_in_only_this_machine_is_served(monkeypatch: pytest.MonkeyPatch, host: str, address: str) -> None:
    class Context:
        headers = MappingProxyType({"Host": host})
        ip_address = address

    monkeypatch.setattr(signing.st, "context", Context)
    assert not signing._at_this_machine()
    Context.headers, Context.ip_address = {"Host": "127.0.0.1:8501"}, None
    assert signing._at_this_machine()
