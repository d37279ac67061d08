"""One file, whole or not at all: every answer returns.md documents, and nothing half-loaded."""

from __future__ import annotations

import hashlib
import io
import threading
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import openpyxl
import pytest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.loading import check_file, load_file
from tests.store.conftest import SENDER, Make, counts, on_both_engines


def load(store: Store, data: bytes, **options):
    return load_file(store, "SYT.xlsx", data, by="clerk", **options)


def value_of(store: Store, code: str, unit: str = SENDER) -> object:
    frame = metrics.values(store, "2024Q2")
    found = frame[(frame["org_unit"] == unit) & (frame["data_element"] == code)]
    return None if found.empty else found.iloc[0]["value"]


# Accepted


@on_both_engines
def test_a_dry_run_tells_and_changes_nothing(empty_store: Store, make_return: Make) -> None:
    before, version = counts(empty_store), empty_store.data_version
    data = make_return()
    told = check_file(empty_store, "SYT.xlsx", data)
    assert counts(empty_store) == before and empty_store.data_version == version
    loaded = load(empty_store, data)
    assert (told.outcome, told.new, told.changes) == (
        loaded.outcome,
        loaded.new,
        loaded.changes,
    ) and loaded.outcome == "accepted"


def test_the_same_bytes_again_change_nothing(empty_store: Store, make_return: Make) -> None:
    data = make_return()
    first = load(empty_store, data)
    before, version = counts(empty_store), empty_store.data_version
    again = load(empty_store, data)
    assert (again.outcome, again.revision, again.new, again.changed, again.removed) == ("unchanged", 1, 0, 0, 0)
    assert again.unchanged == first.new
    assert counts(empty_store) == before and empty_store.data_version == version


@on_both_engines
def test_a_corrected_file_is_the_next_revision_and_tells_what_changes(empty_store: Store, make_return: Make) -> None:
    first = load(empty_store, make_return(D10=7))
    second = load(empty_store, make_return(D10=8, D86=None))
    assert (second.outcome, second.revision) == ("accepted", 2)
    assert (second.new, second.changed, second.removed, second.unchanged) == (0, 1, 1, first.new - 2)
    told = {change.data_element: (change.old, change.new) for change in second.changes}
    assert told["D10"] == (7, 8) and told["D86"][1] is None
    assert value_of(empty_store, "D10") == 8 and value_of(empty_store, "D86") is None
    assert empty_store.rows("select count(distinct revision_id) from core.revision_value")[0][0] == 2, "older ones stay"


def test_a_load_shows_at_once(empty_store: Store, make_return: Make) -> None:
    assert metrics.progress(empty_store, "2024Q2", unit=SENDER, target="MT2")["not_reported"].sum() == 3
    load(empty_store, make_return())
    assert metrics.progress(empty_store, "2024Q2", unit=SENDER, target="MT2")["not_reported"].sum() == 0


def test_times_are_kept_on_vietnams_clock(empty_store: Store, make_return: Make) -> None:
    received = datetime(2024, 6, 16, 20, tzinfo=UTC)
    load(empty_store, make_return(), received_at=received)
    row = metrics.reporting(empty_store, "2024Q2").set_index("org_unit").loc[SENDER]
    assert row["received_at"] == datetime(2024, 6, 17, 3)
    assert received.astimezone(timezone(timedelta(hours=7))).hour == 3


# Pending


def test_warnings_wait_for_a_person_and_the_same_bytes_are_then_accepted(empty_store: Store, make_return: Make) -> None:
    data = make_return(D12=True, D14=None)
    pending = load(empty_store, data)
    assert pending.outcome == "pending" and {finding.severity for finding in pending.findings} >= {"warning"}
    assert value_of(empty_store, "D12") is None
    assert load(empty_store, data).outcome == "unchanged"
    accepted = load(empty_store, data, accept_warnings=True)
    assert (accepted.outcome, accepted.revision) == ("accepted", 1)
    assert value_of(empty_store, "D12") is True
    assert load(empty_store, data, accept_warnings=True).outcome == "unchanged"
    events = [row[0] for row in empty_store.rows("select event from raw.revision_event order by event_id")]
    assert events == ["pending", "accepted"]


def test_a_person_who_has_seen_the_warnings_accepts_at_once(empty_store: Store, make_return: Make) -> None:
    assert load(empty_store, make_return(D12=True, D14=None), accept_warnings=True).outcome == "accepted"


def test_a_pending_correction_leaves_the_accepted_one_in_force(empty_store: Store, make_return: Make) -> None:
    load(empty_store, make_return(D12=False))
    assert load(empty_store, make_return(D12=True, D14=None)).outcome == "pending"
    assert value_of(empty_store, "D12") is False


# Rejected


def test_one_bad_cell_is_named_and_nothing_of_the_file_counts(empty_store: Store, make_return: Make) -> None:
    outcome = load(empty_store, make_return(D01="khoảng năm mươi"))
    errors = [finding for finding in outcome.findings if finding.severity == "error"]
    assert outcome.outcome == "rejected" and len(errors) == 1
    assert (errors[0].sheet, errors[0].found) == ("Biểu 1", "khoảng năm mươi") and errors[0].cell.startswith("F")
    assert counts(empty_store)["core.revision_value"] == 0
    assert value_of(empty_store, "D02") is None
    assert metrics.reporting(empty_store, "2024Q2").set_index("org_unit").loc[SENDER, "state"] == "rejected"


def test_a_right_file_after_a_bad_one(empty_store: Store, make_return: Make) -> None:
    load(empty_store, make_return(D01="nhiều"))
    outcome = load(empty_store, make_return(D01=9999))
    assert (outcome.outcome, outcome.revision) == ("accepted", 2)


def test_a_rejected_file_sent_again_is_checked_afresh(empty_store: Store, make_return: Make) -> None:
    data = make_return(D01="nhiều")
    assert [load(empty_store, data).outcome for _ in range(2)] == ["rejected", "rejected"]
    assert counts(empty_store)["raw.file"] == 1, "the same bytes are kept once"


def test_another_quarters_file(empty_store: Store, make_return: Make) -> None:
    outcome = load(empty_store, make_return(period="2024Q3"), period=Period(2024, 2))
    assert outcome.outcome == "rejected"
    assert "form.other_period" in {finding.code for finding in outcome.findings}
    assert load(empty_store, make_return(period="2024Q3")).outcome == "accepted", "unit and period come from the file"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7 ...",
        b"<html><table></table></html>",
        b"D01,12\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
    ids=["empty", "truncated", "pdf", "html", "csv", "xls"],
)
def test_what_is_no_workbook(empty_store: Store, data: bytes) -> None:
    outcome = load(empty_store, data)
    assert (outcome.outcome, outcome.org_unit, outcome.period, outcome.revision) == ("rejected", None, None, None)
    assert len(outcome.findings) == 1 and outcome.findings[0].code.startswith("file.")
    assert (outcome.findings[0].sheet, outcome.findings[0].cell) == ("", "")
    after = counts(empty_store)
    assert (after["core.revision_value"], after["raw.cell"]) == (0, 0)


def test_somebody_elses_workbook(empty_store: Store) -> None:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Danh sách trực Tết"
    book.save(buffer)
    outcome = load(empty_store, buffer.getvalue())
    assert outcome.outcome == "rejected" and outcome.findings[0].code.startswith("form.")


def test_a_cell_that_can_t_be_read_takes_nothing_away(empty_store: Store, make_return: Make) -> None:
    """A file with an error is never loaded: what it leaves blank without a fault is all that counts as removed."""
    load(empty_store, make_return(D10=7))
    told = check_file(empty_store, "SYT.xlsx", make_return(D10="nhiều"))
    assert (told.outcome, told.removed, told.changes) == ("rejected", 0, ())
    told = check_file(empty_store, "SYT.xlsx", make_return(D10="nhiều", D86=None))
    assert [change.data_element for change in told.changes] == ["D86"] and told.removed == 1


def test_a_sheet_that_is_missing_takes_nothing_away(empty_store: Store, make_return: Make) -> None:
    load(empty_store, make_return())
    book, buffer = openpyxl.load_workbook(io.BytesIO(make_return())), io.BytesIO()
    book.remove(book["Biểu 1"])
    book.save(buffer)
    told = check_file(empty_store, "SYT.xlsx", buffer.getvalue())
    assert (told.outcome, told.removed) == ("rejected", 0)


# Samples and real ones


@pytest.mark.parametrize("first_is_sample", [True, False])
def test_invented_and_real_returns_never_mix(empty_store: Store, make_return: Make, first_is_sample: bool) -> None:
    assert load(empty_store, make_return(sample=first_is_sample)).outcome == "accepted"
    assert empty_store.is_sample is first_is_sample
    other = load(empty_store, make_return(period="2024Q3", sample=not first_is_sample))
    assert other.outcome == "rejected"
    mixing = "form.real_return" if first_is_sample else "form.sample_return"
    assert mixing in {finding.code for finding in other.findings if finding.severity == "error"}


def test_a_rejected_return_does_not_settle_what_the_store_is_for(empty_store: Store, make_return: Make) -> None:
    load(empty_store, make_return(sample=True, D01="nhiều"))
    assert empty_store.kind is None


# Whole or not at all


@on_both_engines
@pytest.mark.parametrize("broken", ["write_events", "_file_rows", "_sheet_rows", "_value_rows"])
def test_a_crash_in_the_middle_leaves_nothing(
    empty_store: Store, make_return: Make, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    before, version, data = counts(empty_store), empty_store.data_version, make_return()
    monkeypatch.setattr(f"dxmetrics.store.writing.{broken}", fail)
    with pytest.raises(OSError, match="disk full"):
        load(empty_store, data)
    assert counts(empty_store) == before and empty_store.data_version == version
    monkeypatch.undo()
    assert load(empty_store, data).outcome == "accepted"


def test_two_officers_at_once(empty_store: Store, make_return: Make) -> None:
    """Two different files and the same file twice, all at the same moment."""
    files = [make_return(), make_return(), make_return(sender="SCT@2024-01-01"), make_return(sender="325@2024-01-01")]
    outcomes: list[str] = []
    start = threading.Barrier(len(files))

    def send(data: bytes) -> None:
        start.wait()
        outcomes.append(load(empty_store, data).outcome)

    threads = [threading.Thread(target=send, args=(data,)) for data in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "accepted", "accepted", "unchanged"]
    ids = [row[0] for row in empty_store.rows("select revision_id from raw.revision")]
    assert sorted(ids) == [1, 2, 3]


# Verbatim


def test_cells_are_kept_as_they_stand(empty_store: Store, make_return: Make) -> None:
    decomposed = unicodedata.normalize("NFD", "Bảng tin điện tử")
    load(empty_store, make_return(D86=decomposed, D10="12 tổ chức", D92_1="1.234,5", D92_2=1))
    kept = {(sheet, cell): text for sheet, cell, text in empty_store.rows("select sheet, cell, text from raw.cell")}
    frame = metrics.values(empty_store, "2024Q2").set_index("data_element")
    stood = {code: kept[frame.loc[code, "sheet"], frame.loc[code, "cell"]] for code in ("D86", "D10", "D92.1")}
    assert stood == {"D86": decomposed, "D10": "12 tổ chức", "D92.1": "1.234,5"}
    assert frame.loc["D86", "value"] == unicodedata.normalize("NFC", decomposed)
    assert (frame.loc["D10", "value"], float(frame.loc["D92.1", "value"])) == (12, 1234.5)


def test_the_files_bytes_are_kept_by_their_hash(empty_store: Store, make_return: Make) -> None:
    data = make_return()
    load(empty_store, data)
    assert empty_store.rows("select sha256, content from raw.file") == [(hashlib.sha256(data).hexdigest(), data)]
