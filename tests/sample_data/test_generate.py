"""The generator as a whole: the same bytes every time, the promised share of trouble, and the committed quarters."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.periods import Period
from sample_data.__main__ import RETURNS
from sample_data.generate import COMMITTED, RECEIVED, write
from sample_data.settings import load_settings


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, plan: Catalog) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    for _ in write(folder, plan.plan.last_period, plan):
        pass
    return folder


def received(folder: Path) -> list[dict[str, str]]:
    with (folder / RECEIVED).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def parts(data: bytes) -> dict[str, bytes]:
    """The inflated parts: how they were deflated is the library's affair, not the generator's."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_bytes_again(made: Path, tmp_path: Path, plan: Catalog) -> None:
    paths = list(write(tmp_path, Period(2024, 3), plan))
    assert {path.parent.name for path in paths} == {"2024Q2", "2024Q3"}
    assert all(path.read_bytes() == (made / path.relative_to(tmp_path)).read_bytes() for path in paths)


def test_received_names_every_file_of_its_folder(made: Path, plan: Catalog) -> None:
    for period in plan.periods():
        rows = received(made / period.code)
        assert sorted(row["file"] for row in rows) == sorted(path.name for path in (made / period.code).glob("*.xlsx"))
        assert all(row["by"] and row["received_at"].endswith("+07:00") for row in rows)
        assert [row["received_at"] for row in rows] == sorted(row["received_at"] for row in rows)


def test_no_file_comes_before_the_cut_off_or_on_a_weekend(made: Path, plan: Catalog) -> None:
    for period in plan.periods():
        for row in received(made / period.code):
            day = datetime.fromisoformat(row["received_at"]).date()
            assert day > period.cutoff and day.weekday() < 5


def test_shares_of_missing_and_late_returns(made: Path, plan: Catalog) -> None:
    for period in plan.periods():
        reporters = {unit.code: unit for unit in plan.reporters(period)}
        last = {_code(row): datetime.fromisoformat(row["received_at"]) for row in received(made / period.code)}
        missing = set(reporters) - set(last)
        late = [code for code, when in last.items() if when > plan.due_at(reporters[code], period)]
        assert 0.02 <= len(missing) / len(reporters) <= 0.06
        assert 0.08 <= len(late) / len(reporters) <= 0.15


def _code(row: dict[str, str]) -> str:
    return row["file"].removesuffix(".xlsx").split("_")[1]


def test_a_corrected_workbook_follows_the_faulty_one(made: Path, plan: Catalog) -> None:
    for fault in load_settings().faults:
        code = plan.units[fault.unit].code
        files = {row["file"]: row["received_at"] for row in received(made / fault.period.code) if _code(row) == code}
        assert len(files) == 1 + fault.corrected
        assert list(files.values()) == sorted(files.values())


@pytest.mark.parametrize("code", COMMITTED)
def test_committed_quarters_are_what_the_generator_makes(made: Path, code: str) -> None:
    kept, fresh = RETURNS / code, made / code
    assert sorted(path.name for path in kept.iterdir()) == sorted(path.name for path in fresh.iterdir())
    assert (kept / RECEIVED).read_text(encoding="utf-8") == (fresh / RECEIVED).read_text(encoding="utf-8")
    stale = [
        path.name for path in kept.glob("*.xlsx") if parts(path.read_bytes()) != parts((fresh / path.name).read_bytes())
    ]
    assert not stale, "run `python -m sample_data`"


def test_committed_workbooks_are_few_and_small() -> None:
    assert sum(path.stat().st_size for path in RETURNS.rglob("*") if path.is_file()) < 15_000_000
    assert {path.name for path in RETURNS.iterdir()} == set(COMMITTED)


def test_readme_names_every_story_and_fault(plan: Catalog) -> None:
    text = (RETURNS.parent / "README.md").read_text(encoding="utf-8")
    settings = load_settings()
    assert all(story.unit in text and plan.units[story.unit].name_vi in text for story in settings.stories)
    assert all(f"{plan.units[fault.unit].name_vi} ({plan.units[fault.unit].code})" in text for fault in settings.faults)
