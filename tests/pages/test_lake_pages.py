"""Pages on a shared store: backup by the button, and what they say while PostgreSQL is away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.roles import Actor
from dxmetrics.store import open_store
from dxmetrics.store.loading import load_file
from dxmetrics.text import words
from dxmetrics.ui import signing
from dxmetrics.ui.navigation import entry
from tests.helpers.lake_officer import checksum
from tests.helpers.postgres import LakePlace, Postgres
from tests.helpers.serving import PATIENCE
from tests.pages.conftest import APP

SAY = words("vi")
UNIT, Q = "STC@2024-01-01", "2024Q2"


@pytest.fixture
def open_lake(
    open_app, lake_place: LakePlace, filled_return: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], AppTest]:
    """The app on a lake with one return, as somebody of a role."""
    store = lake_place.open()
    load_file(store, "f.xlsx", filled_return(UNIT, Q), by="x")
    store.close()
    for name, value in lake_place.environment.items():
        monkeypatch.setenv(name, value)

    def start(role: str) -> AppTest:
        who = Actor(frozenset({role}), f"{role}.account", f"Người {role}")
        monkeypatch.setattr(signing, "actor", lambda store, found: store.setting("kind") and who)
        monkeypatch.setenv("DXMETRICS_AUTH", "local")
        return AppTest.from_file(APP, default_timeout=PATIENCE).run()

    return start


def test_the_button_backs_a_shared_store_up_beside_its_data(
    open_lake, lake_place: LakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_lake("administrator")
    app.query_params["part"] = "backup"
    app.switch_page(entry("admin").file).run()
    assert [item.value for item in app.info] == [SAY("backup.none")]
    app.button(key="backup_do").click().run()
    assert not app.exception and not app.error
    (made,) = (lake_place.data.parent / "backups").glob("*.duckdb")
    assert [item.value.replace("\\", "") for item in app.success] == [SAY("backup.done", path=made)]
    table = next(item.value for item in app.dataframe if "backup_file" in item.value)
    assert list(table["backup_file"]) == [made.name]
    assert SAY("backup.restore_shared") in [item.value for item in app.markdown]
    (told,) = [item.value for item in app.code]
    assert told == f'python -m dxmetrics restore "{made}"' and "password" not in told
    lake = lake_place.open()
    event = metrics.audit(lake).iloc[0]
    assert (event["event"], event["actor"]) == ("backup_made", "Người administrator")
    said = checksum(metrics.values(lake, Q))
    lake.close()
    metrics.restore(made, tmp_path / "embedded.duckdb")
    embedded = open_store(tmp_path / "embedded.duckdb")
    assert checksum(metrics.values(embedded, Q)) == said
    embedded.close()


@pytest.mark.parametrize("role", ["viewer", "officer"])
def test_while_postgresql_is_away_pages_say_so_and_go_on_after(open_lake, postgres: Postgres, role: str) -> None:
    """A viewer is given an id, who can mend it the reason. Who it is the store can't say; who it was is remembered."""
    app = open_lake(role).switch_page(entry("targets").file).run()
    assert not app.error and app.title
    with postgres.away():
        app.run()
        (told,) = [item.value.replace("\\", "") for item in app.error]
        start, _, end = SAY("error.away", id="\0").partition("\0")
        assert app.button(key="again") and app.title
        named = told.startswith(start) and told.endswith(end)
        assert named is (role == "viewer") and ("port" in told) is (role == "officer")
        assert not app.exception and not app.dataframe
    app.run()
    assert not app.error and not app.exception and app.title
