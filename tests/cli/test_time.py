"""progress, lagging and reporting over time: frozen, on later units, over one area, with stocks carried forward."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dxmetrics.cli.main import main

WHO = ["--by", "Lan", "--reason", "đã công bố"]
COMMANDS = ("progress", "lagging", "reporting")


@pytest.fixture
def store(one_quarter_store_path: Path, tmp_path: Path) -> list[str]:
    """A store of one's own with the returns of 2024Q2."""
    return ["--db", str(shutil.copy(one_quarter_store_path, tmp_path)), "--lang", "en"]


@pytest.fixture(scope="module")
def full(sample_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The whole sample, to read from."""
    return ["--db", str(shutil.copy(sample_store_path, tmp_path_factory.mktemp("cli"))), "--lang", "en"]


def rows(capsys: pytest.CaptureFixture[str], *command: str) -> list[dict]:
    capsys.readouterr()
    assert main([*command, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_frozen_answers_are_those_of_the_freeze(store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    plain = {name: rows(capsys, *store, name, "--period", "2024Q2") for name in COMMANDS}
    assert main([*store, "freeze", "2024Q2", *WHO]) == 0
    assert main([*store, "freeze", "2024Q2", "--except", "STC", *WHO]) == 0
    assert main([*store, "withdraw", "STC@2024-01-01/department/2024Q2", *WHO]) == 0
    marks = {"is_restated", "frozen_value", "frozen_status"}
    for name in COMMANDS:
        frozen = rows(capsys, *store, name, "--period", "2024Q2", "--frozen")
        assert [strip(row, marks) for row in frozen] == [strip(row, marks) for row in plain[name]], name
        assert rows(capsys, *store, name, "--period", "2024Q2") != plain[name]
    restated = [row for row in rows(capsys, *store, "progress", "--period", "2024Q2") if row["is_restated"]]
    assert restated and all(row["frozen_value"] is not None for row in restated if row["indicator"] == "MT2")


def strip(row: dict, names: set[str]) -> dict:
    return {name: value for name, value in row.items() if name not in names}


def test_frozen_figures_say_by_which_rules(store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*store, "freeze", "2024Q2", *WHO]) == 0
    capsys.readouterr()
    assert main([*store, "progress", "--period", "2024Q2", "--frozen", "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert "2024Q2 frozen" in printed.err and "by Lan" in printed.err and "on track 0.9" in printed.err
    assert next(csv.reader(io.StringIO(printed.out)))[0] == "target", "the rows stay clean"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_quarter_that_is_not_frozen_is_a_wrong_question(
    store: list[str], command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*store, command, "--period", "2024Q2", "--frozen"]) == 2
    printed = capsys.readouterr()
    assert "2024Q2 is not frozen" in printed.err and printed.out == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--frozen", "--as-of", "2024-07-01T00:00+07:00"], "--as-of"),
        (["--frozen", "--carry-forward"], "--carry-forward"),
        (["--on", "2025Q4"], "as_is"),
        (["--structure", "as_is", "--on", "2024Q2", "--period", "2024Q4"], "younger"),
    ],
    ids=["frozen as of", "frozen carried", "on alone", "backwards"],
)
def test_what_does_not_go_together_is_usage(
    store: list[str], options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*store, "progress", "--period", "2024Q2", *options]) == 2
    assert words in capsys.readouterr().err


def test_earlier_quarters_on_todays_units(full: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*full, "progress", "--period", "2024Q2", "--target", "MT2", "--by", "level", "--structure", "as_is")
    found = {row["level"]: row for row in rows(capsys, *asked) if row["indicator"] == "MT2"}
    assert found["commune"]["denominator"] == 39, "39 of today's 104 communes stand on land the province then had"
    assert found["commune"]["predecessors"] == 161 and found["commune"]["split_units"] == 5
    assert found["commune"]["is_split"] is True and found["department"]["is_split"] is False
    assert found["all"]["left_units"] == 10, "the districts' offices"
    then = {row["level"]: row for row in rows(capsys, *asked, "--on", "2024Q4") if row["indicator"] == "MT2"}
    assert then["commune"]["denominator"] == 139 and then["district"]["denominator"] == 10


def test_a_unit_of_today_by_its_name(full: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*full, "progress", "--period", "2024Q2", "--target", "MT2", "--unit", "Phường Phố Hiến")
    assert main([*asked]) == 1, "there was none then"
    found = rows(capsys, *asked, "--structure", "as_is")
    assert {row["org_unit"] for row in found} == {"11953@2025-07-01"}


def test_the_old_land_of_the_new_province(full: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*full, "progress", "--period", "2025Q4", "--target", "MT2", "--by", "level")
    whole, old = (
        {row["level"]: row["denominator"] for row in rows(capsys, *asked, "--area", area) if row["indicator"] == "MT2"}
        for area in ("all", "old")
    )
    assert (whole["commune"], old["commune"]) == (104, 39) and whole["department"] == old["department"]


def test_carry_forward_only_when_asked(full: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*full, "progress", "--period", "2025Q4", "--target", "MT2", "--by", "level")
    plain, carried = (
        {row["level"]: row for row in rows(capsys, *asked, *option) if row["indicator"] == "MT2"}
        for option in ((), ("--carry-forward",))
    )
    assert plain["commune"]["carried_units"] == 0 and plain["commune"]["carried_age"] is None
    fewer = plain["commune"]["not_reported"] - carried["commune"]["not_reported"]
    assert fewer == carried["commune"]["carried_units"] > 0 and carried["commune"]["carried_age"] >= 1
