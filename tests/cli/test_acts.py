"""freeze, withdraw, undo and audit as commands: who and why is required, codes say how it went."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.cli.main import main
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling

UNIT = "STC@2024-01-01"
WHO = ["--by", "Lan", "--reason", "gửi nhầm"]


@pytest.fixture
def db(tmp_path: Path) -> list[str]:
    return ["--db", str(tmp_path / "s.duckdb"), "--lang", "en"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    catalog = load_catalog()
    unit, period = catalog.units[UNIT], Period(2024, 2)
    path = tmp_path / "stc.xlsx"
    path.write_bytes(build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period)))
    return path


def audit(db: list[str], capsys: pytest.CaptureFixture) -> list[dict]:
    capsys.readouterr()
    assert main([*db, "audit", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_load_withdraw_load_undo(db: list[str], file: Path, capsys: pytest.CaptureFixture) -> None:
    assert main([*db, "load", str(file), "--by", "Minh"]) == 0
    assert main([*db, "withdraw", f"{UNIT}/department/2024Q2", *WHO]) == 0
    capsys.readouterr()
    assert main([*db, "load", str(file), "--by", "Minh"]) == 0
    batch = re.search(r"Load id: (\w+)", capsys.readouterr().err)[1]
    assert main([*db, "undo", batch, *WHO]) == 0
    assert main([*db, "undo", batch, *WHO]) == 1
    assert "no load" in capsys.readouterr().err
    rows = audit(db, capsys)
    assert [row["event"] for row in rows] == ["withdrawn", "accepted", "withdrawn", "accepted"]
    assert rows[0]["reason"] == "gửi nhầm" and rows[0]["batch_id"] == batch and rows[0]["file"] == "stc.xlsx"


def test_freeze_exception_unfreeze(db: list[str], file: Path, capsys: pytest.CaptureFixture) -> None:
    assert main([*db, "freeze", "2024Q2", *WHO]) == 0
    assert main([*db, "load", str(file)]) == 1
    assert main([*db, "freeze", "2024Q2", "--except", "STC", *WHO]) == 0
    assert main([*db, "load", str(file)]) == 0
    assert main([*db, "freeze", "2024Q2", "--unfreeze", *WHO]) == 0
    assert main([*db, "freeze", "2024Q2", "--unfreeze", *WHO]) == 1
    events = [row["event"] for row in audit(db, capsys)]
    assert events == ["unfrozen", "accepted", "exception", "rejected", "frozen"]


@pytest.mark.parametrize("command", [["freeze", "2024Q2"], ["withdraw", "x"], ["undo", "x"]])
def test_who_and_why_are_required(db: list[str], command: list[str]) -> None:
    for given in ([], ["--by", "Lan"], ["--reason", "vì"]):
        with pytest.raises(SystemExit) as usage:
            main([*db, *command, *given])
        assert usage.value.code == 2
