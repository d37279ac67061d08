"""The commands that follow the figures: columns, words for values, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dxmetrics.cli.main import main

COLUMNS = {
    "tasks": "task section period level units not_started in_progress done ongoing not_applicable unknown not_reported done_share",  # noqa: E501
    "system": "indicator org_unit level peer_group period numerator denominator value mean_age oldest",
}


@pytest.fixture(scope="module")
def sample(sample_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(shutil.copy(sample_store_path, tmp_path_factory.mktemp("follow")))


def rows(capsys: pytest.CaptureFixture[str], store: str, *arguments: str) -> list[dict]:
    assert main(["--db", store, *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", COLUMNS)
def test_documented_columns(capsys: pytest.CaptureFixture[str], sample: str, command: str) -> None:
    found = rows(capsys, sample, command, "--period", "2024Q4")
    names = COLUMNS[command].split()
    assert found and [name for name in found[0] if name in names] == names


def test_tasks_of_one_level_and_what_measures_one(capsys: pytest.CaptureFixture[str], sample: str) -> None:
    found = rows(capsys, sample, "tasks", "--period", "2024Q4", "--level", "district", "--task", "N3.b3")
    assert [(row["task"], row["level"], row["units"]) for row in found] == [("N3.b3", "district", 10)]
    measured = rows(capsys, sample, "tasks", "--period", "2024Q4", "--task", "N7", "--measures")
    assert {row["group"] for row in measured if row["indicator"] == "N7.members"} == {f"NT{n}" for n in range(1, 10)}


def test_system_made_indicators_of_one_district(capsys: pytest.CaptureFixture[str], sample: str) -> None:
    found = rows(capsys, sample, "system", "--period", "2024Q4", "--unit", "327")
    assert {row["org_unit"] for row in found} == {"327@2024-01-01"}
    assert {row["indicator"] for row in found} == {f"HT{number}" for number in range(1, 8)}


def test_changes_since_a_quarter_and_since_a_moment(capsys: pytest.CaptureFixture[str], sample: str) -> None:
    plain = rows(capsys, sample, "changes", "--period", "2025Q3")
    assert {row["since"] for row in plain} == {"2025Q2"} and {row["kind"] for row in plain} >= {"achieved", "status"}
    part = [row for row in plain if row["kind"] == "status" and row["level"] == "commune" and row["indicator"] == "MT2"]
    assert all(row["comparable_units"] == 39 and row["units"] == 104 for row in part), "old land only, and it says so"
    longer = rows(capsys, sample, "changes", "--period", "2025Q3", "--since", "2024Q2")
    assert {row["since"] for row in longer} == {"2024Q2"}
    later = rows(capsys, sample, "changes", "--period", "2024Q4", "--since", "2024-12-20T00:00+07:00")
    assert {row["kind"] for row in later} >= {"new_reporter"} and not {row["kind"] for row in later} & {"lost_reporter"}


def test_settling(capsys: pytest.CaptureFixture[str], sample: str) -> None:
    found = rows(capsys, sample, "settling", "--period", "2024Q4", "--target", "MT3", "--level", "network")
    assert {row["unit"] for row in found} == {"FPT@2024-01-01", "MOBIFONE@2024-01-01"}
    assert {row["return_state"] for row in found} == {"rejected", "no_return"}


def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str], sample: str) -> None:
    assert main(["--db", sample, "changes", "--period", "2024Q2"]) == 1
    assert "2024Q2" in capsys.readouterr().err
    assert main(["--db", sample, "settling", "--period", "2024Q4", "--target", "MT9"]) == 1
    with pytest.raises(SystemExit) as usage:
        main(["--db", sample, "changes", "--period", "2024Q4", "--since", "yesterday"])
    assert usage.value.code == 2
