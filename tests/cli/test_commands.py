"""Every command: the columns architecture.md documents, in its words for values, and the exit codes 0, 1 and 2."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.cli.main import main
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.returns import varied_filling

DOCUMENTED = {
    "values": "org_unit period data_element value return_id revision file sheet cell",
    "progress": (
        "target indicator org_unit level group peer_group period numerator denominator value lower upper "
        "reported_share met "
        "not_met not_reported not_applicable baseline baseline_period target_value direction deadline_period "
        "planned_now "
        "progress_share plan_attainment pace required_pace projected gap_pct units_to_go "
        "units_per_quarter_needed status "
        "status_lower status_upper carried_age"
    ),
    "lagging": "org_unit level period reason target shortfall quarters_lagging",
    "reporting": "org_unit level period state received_at due_at days_late revision",
}
OUTCOME = "file outcome org_unit period form revision new changed unchanged removed findings".split()
FINDING = "code severity sheet cell found expected remedy message".split()


@pytest.fixture(scope="module")
def quarter(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of one quarter to read from."""
    return str(shutil.copy(one_quarter_store_path, tmp_path_factory.mktemp("cli")))


@pytest.fixture
def office(empty_store_path: Path, tmp_path: Path) -> str:
    """An empty store to load into."""
    return str(shutil.copy(empty_store_path, tmp_path / "office.duckdb"))


@pytest.fixture
def good_file(tmp_path: Path) -> Path:
    catalog, period = load_catalog(), Period(2024, 2)
    unit = catalog.units["SYT@2024-01-01"]
    path = tmp_path / "SYT.xlsx"
    path.write_bytes(build_template(catalog, unit, period, {}, (), values=varied_filling(catalog, unit, period)))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("command", DOCUMENTED)
def test_csv_and_json_have_the_documented_columns(
    capsys: pytest.CaptureFixture[str], quarter: str, command: str
) -> None:
    asked = ("--db", quarter, command, "--period", "2024Q2", "--format")
    code, text, _ = run(capsys, *asked, "csv")
    table = list(csv.DictReader(io.StringIO(text)))
    names = DOCUMENTED[command].split()
    assert code == 0 and table
    assert [name for name in table[0] if name in names] == names
    code, text, _ = run(capsys, *asked, "json")
    rows = json.loads(text)
    assert code == 0 and [list(row) for row in rows[:1]] == [list(table[0])] and len(rows) == len(table)
    for row, printed in zip(rows, table, strict=True):
        assert {name: _printed(value) for name, value in row.items()} == printed
    assert all("@" in row["org_unit"] for row in rows)


def _printed(value: object) -> str:
    """A JSON value as the CSV has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_json_has_null_for_nothing_and_whole_counts(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    _, text, _ = run(capsys, "--db", quarter, "progress", "--period", "2024Q2", "--target", "MT2", "--format", "json")
    rows = json.loads(text)
    assert "NaN" not in text and {row["target"] for row in rows} == {"MT2"}
    assert all(isinstance(row["met"], int) for row in rows if row["indicator"] == "MT2")
    assert {row["pace"] for row in rows} == {None}, "the first quarter has no pace"


def test_times_carry_vietnams_zone(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    _, text, _ = run(capsys, "--db", quarter, "reporting", "--period", "2024Q2", "--format", "json")
    rows = json.loads(text)
    assert {row["due_at"] for row in rows} == {"2024-06-17T23:59:59+07:00"}
    assert all(row["received_at"].endswith("+07:00") for row in rows if row["state"] == "accepted")


def test_personal_data_only_when_asked_for(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    asked = ("--db", quarter, "values", "--period", "2024Q2", "--format", "json")
    for options, hidden in (((), True), (("--with-personal",), False)):
        _, text, _ = run(capsys, *asked, *options)
        names = {row["value"] for row in json.loads(text) if row["data_element"] == "D13.name"}
        assert (names == {"***"}) is hidden


def test_as_of_before_anything_came(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    asked = ("--db", quarter, "values", "--period", "2024Q2", "--as-of", "2024-06-01T00:00+07:00", "--format", "json")
    assert run(capsys, *asked)[:2] == (0, "[]\n")


def test_filters_of_progress(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    asked = ("--db", quarter, "progress", "--period", "2024Q2", "--format", "json", "--target", "MT3")
    by = {name: json.loads(run(capsys, *asked, "--by", name)[1]) for name in ("level", "group", "unit")}
    assert {row["group"] for row in by["level"]} == {""} and {row["org_unit"] for row in by["level"]} == {
        "33@2024-01-01"
    }
    assert "" not in {row["group"] for row in by["group"]} and by["group"]
    assert len({row["org_unit"] for row in by["unit"]}) > 20
    one = json.loads(run(capsys, *asked, "--unit", "Huyện Văn Lâm")[1])
    assert {row["org_unit"] for row in one} == {"325@2024-01-01"}


def test_a_table_for_people(capsys: pytest.CaptureFixture[str], quarter: str) -> None:
    code, text, _ = run(capsys, "--db", quarter, "progress", "--period", "2024Q2", "--by", "level")
    assert code == 0 and "MT2" in text and len(text.splitlines()) > 5


def test_init_twice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.duckdb"
    first, second = (run(capsys, "--db", str(path), "init") for _ in range(2))
    assert (first[0], second[0]) == (0, 0) and first[1] == second[1] and path.exists()


def test_templates_of_one_unit_and_of_all(capsys: pytest.CaptureFixture[str], office: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        run(capsys, "--db", office, "template", "--period", "2024Q2", "--unit", "SYT", "325", "--out", str(out))[0] == 0
    )
    assert len(list(out.glob("*.xlsx"))) == 2
    assert run(capsys, "--db", office, "template", "--period", "2024Q2", "--out", str(out))[0] == 0
    assert len(list(out.glob("*.xlsx"))) == len(load_catalog().reporters(Period(2024, 2)))


def test_check_then_load(capsys: pytest.CaptureFixture[str], office: str, good_file: Path) -> None:
    code, text, _ = run(capsys, "--db", office, "check", str(good_file), "--json")
    told = json.loads(text)[0]
    assert code == 0 and list(told) == OUTCOME and told["outcome"] == "accepted" and told["findings"] == []
    assert json.loads(run(capsys, "--db", office, "values", "--period", "2024Q2", "--format", "json")[1]) == []
    code, text, progress = run(capsys, "--db", office, "load", str(good_file), "--by", "clerk", "--json")
    assert code == 0 and json.loads(text)[0] == told
    assert "[1/1] SYT.xlsx" in progress, "progress goes to stderr"
    code, text, _ = run(capsys, "--db", office, "load", str(good_file), "--json")
    assert code == 0 and json.loads(text)[0]["outcome"] == "unchanged"


def test_a_refused_file_has_findings_without_sheet_and_cell(
    capsys: pytest.CaptureFixture[str], office: str, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7")
    for command in ("check", "load"):
        code, text, _ = run(capsys, "--db", office, command, str(path), "--json")
        row = json.loads(text)[0]
        assert code == 1 and (row["outcome"], row["org_unit"], row["revision"]) == ("rejected", None, None)
        assert list(row["findings"][0]) == FINDING
        assert (row["findings"][0]["sheet"], row["findings"][0]["cell"], row["findings"][0]["severity"]) == (
            None,
            None,
            "error",
        )


def test_a_folder_is_loaded_with_its_receipts(capsys: pytest.CaptureFixture[str], office: str, good_file: Path) -> None:
    (good_file.parent / "pile").mkdir()
    shutil.move(good_file, good_file.parent / "pile")
    receipts = "file,received_at,by\nSYT.xlsx,2024-06-20T08:00:00+07:00,Văn thư\n"
    (good_file.parent / "pile" / "received.csv").write_text(receipts, encoding="utf-8")
    assert run(capsys, "--db", office, "load", str(good_file.parent / "pile"))[0] == 0
    _, text, _ = run(capsys, "--db", office, "reporting", "--period", "2024Q2", "--format", "json")
    row = next(row for row in json.loads(text) if row["org_unit"] == "SYT@2024-01-01")
    assert (row["state"], row["received_at"], row["days_late"]) == ("accepted", "2024-06-20T08:00:00+07:00", 3)


def test_another_quarters_file_is_refused_when_the_quarter_is_named(
    capsys: pytest.CaptureFixture[str], office: str, good_file: Path
) -> None:
    code, text, _ = run(capsys, "--db", office, "check", str(good_file), "--period", "2024Q3", "--json")
    assert code == 1 and "form.other_period" in {finding["code"] for finding in json.loads(text)[0]["findings"]}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("progress", "--period", "2024Q2", "--target", "MT9"), "MT9"),
        (("progress", "--period", "2024Q2", "--unit", "Sở Y Tex"), "SYT@2024-01-01"),
        (("load", "nowhere.xlsx"), "nowhere.xlsx"),
        (("check", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
    ids=["target", "unit with a suggestion", "load", "check"],
)
def test_what_is_not_there_is_said_in_a_line_and_exits_1(
    capsys: pytest.CaptureFixture[str], quarter: str, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = run(capsys, "--db", quarter, *arguments)
    assert code == 1 and words in err and len(err.strip().splitlines()) == 1 and not out


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("nothing",), ("values",), ("values", "--period", "2024"), ("progress", "--period", "2024Q5"),
        ("values", "--period", "2024Q2", "--format", "xml"), ("values", "--period", "2024Q2", "--as-of", "yesterday"),
        ("template", "--period", "2024Q2"), ("load",), ("score",),
    ],
    ids=lambda arguments: " ".join(arguments) or "no command",
)  # fmt: skip
def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2 and capsys.readouterr().err


def test_score_of_published_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "base_value,base_year,current_value,current_year,direction,limit,target,target_year\n"
        "14.5,2015,10.4,2023,-1,,7.25,2030\n66.6,2016,71.4,2023,1,100,,\n",
        encoding="utf-8",
    )
    code, text, _ = run(capsys, "score", "--csv", str(path))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0 and [row["status"] for row in rows] == ["moderate_progress", "moderate_progress"]
    assert [float(row["progress_value"]) for row in rows] == pytest.approx(
        [0.9010899546976208, 0.009991483690946268], abs=1e-12
    )
    assert [float(row["score"]) for row in rows] == pytest.approx([2.1506954374096354, 1.739752850099936], abs=1e-12)


def test_words_follow_the_language(capsys: pytest.CaptureFixture[str], office: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    texts = [run(capsys, "--db", office, "--lang", language, "check", str(path))[1] for language in ("vi", "en")]
    assert texts[0] != texts[1] and all("empty.xlsx" in text for text in texts)
