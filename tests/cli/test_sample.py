"""``sample`` writes the invented returns as folders that ``load`` takes as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dxmetrics.cli.main import main


def test_folders_with_receipts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(("sample", "--out", str(tmp_path), "--through", "2024Q3")) == 0
    assert str(tmp_path) in capsys.readouterr().out
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["2024Q2", "2024Q3"]
    for folder in tmp_path.iterdir():
        with (folder / "received.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == ["file", "received_at", "by"]
        assert {row["file"] for row in rows} == {path.name for path in folder.glob("*.xlsx")}
