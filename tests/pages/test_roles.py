"""Every role × page, by direct link and with query parameters: what opens, what is offered, what is named."""

from __future__ import annotations

import ast
from pathlib import Path
from types import MappingProxyType

import pytest

from dxmetrics.roles import ACTS, PAGES, ROLES, Actor
from dxmetrics.text import words
from dxmetrics.ui import signing
from dxmetrics.ui.navigation import ENTRIES, entry
from dxmetrics.ui.selection import NAMES

SAY = words("vi")
OWN, OTHER = "STC@2024-01-01", "SNV@2024-01-01"
KEYS = [item.key for item in ENTRIES]


@pytest.fixture
def open_as(open_app, one_quarter_store_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Open the app as somebody of a role, on any page and with any query."""

    def start(role: str, key: str, store: Path = one_quarter_store_path, **params: str):
        who = Actor(frozenset({role}), f"{role}.account", f"Người {role}", OWN if role == "unit" else "")
        monkeypatch.setattr(signing, "actor", lambda store, found: who)
        return open_app(store, **params).switch_page(entry(key).file).run()

    return start


DOWNLOADS = {
    "revision_download": "original",
    "provenance_download": "original",
    "template_zip": "load",
    "template_one": "template",
    "unit_one_page": "typed",
    "marked_zip": "check",
    "marked_one": "check",
    "receipt": "check",
    "take_{key}": "report",
    "{kind}_{key}": "typed",
}
"""Every button a file leaves by, with the act it belongs to; the last are the work of the papers' page and tables as shown."""
HOSTILE = ("../../etc/passwd", "<script>alert(1)</script>", "'; drop table raw.file; --", "\x00", "9" * 5000, "{{7*7}}")


def buttons() -> set[str]:
    """The keys of all buttons a file leaves by, as the code has them."""
    found = set()
    for path in (*Path("dxmetrics/ui").glob("*.py"), *Path("pages").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "downloads.button":
                key = next(each.value for each in node.keywords if each.arg == "key")
                found.add(key.value if isinstance(key, ast.Constant) else ast.unparse(key)[2:-1])
    return found


def test_every_button_a_file_leaves_by_says_whose_it_is() -> None:
    assert buttons() == set(DOWNLOADS), "say in DOWNLOADS which act the file belongs to"
    assert set(DOWNLOADS.values()) <= set(ACTS)


def offered(app) -> set[str]:
    """The acts of the files a page offers; a table's own buttons are everybody's."""
    keys = {item.proto.id.split("-", 2)[-1] for item in app.get("download_button")}
    return {act for key in keys for name, act in DOWNLOADS.items() if key.endswith(name)}


@pytest.mark.parametrize("role", ROLES)
def test_an_empty_store_asks_of_nobody_what_they_may_not_do(open_as, empty_store_path: Path, role: str) -> None:
    app = open_as(role, "targets", empty_store_path)
    told = "\n".join(item.value for item in app.markdown)
    leads = [link.proto.label for link in app.get("page_link")]
    assert SAY("empty.no_data." + {"officer": "text", "unit": "send"}.get(role, "wait")) in told
    assert (SAY("page.intake.title") in told) is (SAY("empty.no_data.link") in leads) is (role in PAGES["intake"])


@pytest.mark.parametrize("role", ["unit", "officer"])
def test_no_query_parameter_opens_or_breaks_anything(open_as, role: str) -> None:
    """Every parameter the pages know, on one page or another, with what an outsider would try."""
    app = open_as(role, "overview", period="2024Q2")
    for number, name in enumerate((*NAMES, "lang", "next", "unknown")):
        key = KEYS[number % len(KEYS)]
        app.query_params.clear()
        app.query_params["period"], app.query_params[name] = "2024Q2", HOSTILE[number % len(HOSTILE)]
        app.switch_page(entry(key).file).run()
        assert [item.value for item in app.exception] == [] and [item.value for item in app.error] == [], (name, key)
        texts = [item.value for kind in ("title", "header", "markdown") for item in app.get(kind)]
        assert not [text for text in texts if "<script" in text or "passwd" in text], (name, key)


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
        assert offered(app) <= {act for act, roles in ACTS.items() if role in roles}, key


def offered_only_what_is_its_own(app, key: str, role: str) -> None:
    """What a page that opened shows to this role."""
    parts = [tab.label for tab in app.tabs]
    if key == "admin" and role in PAGES[key]:
        names = ["trail", *(["accounts"] if role == "administrator" else []), "backup"]
        assert parts[: len(names)] == [SAY(f"admin.part.{name}") for name in names]
    if key == "intake" and role in PAGES[key]:
        assert offered(app) & {"template", "load"} == ({"template"} if role == "unit" else {"load"})
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
