"""Two servers of one shared store: accounts, sessions and returns are the same in both, and commands need neither."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dxmetrics.store import accounts
from tests.helpers.postgres import LakePlace
from tests.helpers.serving import PATIENCE, ROOT, Served, serving, with_people

UNIT, PERIOD = "STC@2024-01-01", "2024Q2"


def command(place: LakePlace, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dxmetrics", "--lang", "en", *arguments],
        cwd=ROOT,
        env={**os.environ, **place.environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def enters(server: Served, cookie: str) -> bool:
    """Whether a page opens for who bears the cookie; else the server leads to the sign-in."""
    status, _, _ = server.ask("/", headers={"Accept": "text/html", "Cookie": cookie})
    assert status in (200, 303)
    return status == 200


def test_two_servers_share_accounts_sessions_and_returns(
    lake_place: LakePlace, filled_return: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXMETRICS_DATA", str(lake_place.data))
    with_people(lake_place.setting)
    data = {"DXMETRICS_DATA": str(lake_place.data)}
    with (
        serving(tmp_path / "one", lake_place.setting, **data) as one,
        serving(tmp_path / "two", lake_place.setting, **data) as two,
    ):
        officer, viewer = one.sign_in("officer"), two.sign_in("viewer")
        assert [enters(server, cookie) for server in (one, two) for cookie in (officer, viewer, "")] == [
            True,
            True,
            False,
        ] * 2
        file = tmp_path / "f.xlsx"
        file.write_bytes(filled_return(UNIT, PERIOD))
        loaded = command(lake_place, "load", str(file), "--by", "Lan", "--json")
        assert loaded.returncode == 0, loaded.stderr
        assert json.loads(loaded.stdout)[0]["outcome"] == "accepted"
        saved = command(lake_place, "backup", str(tmp_path / "all.duckdb"))
        assert saved.returncode == 0 and (tmp_path / "all.duckdb").exists(), saved.stderr
        refused = command(lake_place, "restore", str(tmp_path / "all.duckdb"))
        assert refused.returncode == 1 and "has returns already" in refused.stderr, (
            "a shared store in use is never replaced"
        )
        store = lake_place.open()
        assert store.rows("select reporter, revision from core.accepted") == [(UNIT, 1)]
        accounts.disable(store, "officer", by="test")
        store.close()
        assert [enters(server, cookie) for server in (one, two) for cookie in (officer, viewer)] == [False, True] * 2
    assert not list(tmp_path.rglob("*.server")), "no back door where none is needed"
