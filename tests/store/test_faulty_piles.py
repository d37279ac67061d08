"""What can go wrong with one file of a pile, on the disk or in the store, costs no other file anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.errors import DxmetricsError
from dxmetrics.store import Store, pile
from dxmetrics.store.gathering import GroupLimits, groups
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.pile import PileFile, find_files, in_hand, load_pile
from dxmetrics.text.finding_text import finding_text
from dxmetrics.workbook.draft import ReturnDraft
from tests.helpers.papers import Paper
from tests.store.conftest import SENDER

OTHER = "STC@2024-01-01"


@pytest.fixture
def three(tmp_path: Path, filled_return) -> Path:
    for number, unit in enumerate((OTHER, "SNV@2024-01-01", "SGTVT@2024-01-01")):
        (tmp_path / "pile").mkdir(exist_ok=True)
        (tmp_path / "pile" / f"{number}.xlsx").write_bytes(filled_return(unit, "2024Q2"))
    return tmp_path / "pile"


def told(outcomes: list[Outcome]) -> list[tuple[str, str, list[str]]]:
    return [(item.file, item.outcome, [finding.code for finding in item.findings]) for item in outcomes]


# Files that can't be opened


def test_a_file_that_vanished_is_named_and_stops_nothing(empty_store: Store, three: Path) -> None:
    files = find_files([three])
    (three / "1.xlsx").unlink()
    outcomes = list(load_pile(empty_store, files, by=""))
    assert told(outcomes) == [
        ("0.xlsx", "accepted", []),
        ("1.xlsx", "rejected", ["file.not_opened"]),
        ("2.xlsx", "accepted", []),
    ]
    words = finding_text(outcomes[1].findings[0], "vi")
    assert "1.xlsx" in words["message"] and words["remedy"]
    assert empty_store.rows("select count(*) from raw.revision") == [(2,)], "nothing came in, nothing is kept"


def test_a_file_nobody_may_read(empty_store: Store, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut(monkeypatch, "read_bytes", "0.xlsx")
    outcomes = list(load_pile(empty_store, find_files([three]), by="", dry_run=True))
    assert [item.outcome for item in outcomes] == ["rejected", "accepted", "accepted"]
    assert outcomes[0].findings[0].found == "Permission denied"


def test_a_folder_nobody_may_read(empty_store: Store, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (three / "locked").mkdir()
    shut(monkeypatch, "iterdir", "locked")
    outcomes = list(load_pile(empty_store, find_files([three]), by=""))
    assert told(outcomes)[-1] == ("locked", "rejected", ["file.not_opened"])
    assert [item.outcome for item in outcomes[:3]] == ["accepted"] * 3


def test_a_zip_that_vanished(empty_store: Store, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (three / "all.zip").write_bytes(b"PK")
    shut(monkeypatch, "read_bytes", "all.zip")
    outcomes = list(load_pile(empty_store, find_files([three]), by=""))
    assert [code for name, _, (code,) in [item for item in told(outcomes) if item[2]]] == ["file.not_opened"]


def shut(monkeypatch: pytest.MonkeyPatch, method: str, name: str) -> None:
    """What the system says to who may not read ``name`` (the tests may run as root, who may)."""
    usual = getattr(Path, method)

    def guarded(self: Path) -> object:
        if self.name == name:
            raise PermissionError(13, "Permission denied", str(self))
        return usual(self)

    monkeypatch.setattr(Path, method, guarded)


@pytest.mark.parametrize("text", [b"\xff\xfe", b"name,when\na,b\n", b"file,received_at,by\na.xlsx,soon,Lan\n"])
def test_times_of_receipt_are_never_guessed(three: Path, text: bytes) -> None:
    (three / "received.csv").write_bytes(text)
    with pytest.raises(DxmetricsError, match=r"received\.csv"):
        find_files([three])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("received.csv", text)
        archive.writestr("a.xlsx", b"x")
    (file,) = in_hand([("pile.zip", out.getvalue())])
    assert file.name == "pile.zip"


# Files that can't be written


@pytest.fixture
def invented(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, Paper]:
    """Readers that give the draft of the paper of that name in place of a workbook's."""
    papers: dict[str, Paper] = {}

    class Ready:
        def submit(self, data: bytes, period: object) -> Future[ReturnDraft]:
            done: Future[ReturnDraft] = Future()
            done.set_result(papers[data.decode()].draft(empty_store))
            return done

    monkeypatch.setattr(pile, "readers", lambda catalog: Ready())
    return papers


def files(papers: dict[str, Paper]) -> list[PileFile]:
    return [PileFile(Path(name), datetime(2024, 6, 20, 7), data=name.encode) for name in papers]


def test_one_file_that_can_t_be_written_costs_no_other(empty_store: Store, invented: dict[str, Paper]) -> None:
    invented |= {
        "first": Paper(SENDER, "2024Q2", number=1),
        "huge": Paper(OTHER, "2024Q2", number=10**16),
        "second": Paper(SENDER, "2024Q2", number=2),
        "other": Paper(OTHER, "2024Q2", number=3),
    }
    outcomes = list(load_pile(empty_store, files(invented), by="Lan", accept_warnings=True))
    assert [(item.outcome, item.revision) for item in outcomes] == [
        ("accepted", 1),
        ("rejected", None),
        ("accepted", 2),
        ("accepted", 1),
    ]
    assert [item.code for item in outcomes[1].findings] == ["file.not_stored"]
    assert outcomes[1].findings[0].params["file"] == "huge" and outcomes[1].org_unit == OTHER
    rows = empty_store.rows("select file_name, revision_id from raw.revision order by revision_id")
    assert rows == [("first", 1), ("second", 2), ("other", 3)]
    assert empty_store.rows("select count(distinct batch_id) from raw.revision") == [(1,)]


def test_a_disk_that_is_full_is_told_for_each_file(
    empty_store: Store, invented: dict[str, Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    invented |= {name: Paper(SENDER, "2024Q2", number=place) for place, name in enumerate("abc")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dxmetrics.store.loading.write_entries", full)
    outcomes = list(load_pile(empty_store, files(invented), by="Lan", accept_warnings=True))
    assert [item.findings[0].found for item in outcomes] == ["No space left on device"] * 3
    assert empty_store.rows("select count(*) from raw.revision") == [(0,)]


# Groups


def draft_at_once(data: bytes) -> Future[ReturnDraft]:
    done: Future[ReturnDraft] = Future()
    done.set_result(None)
    return done


def test_a_group_is_bounded_by_files_and_by_bytes() -> None:
    sizes = [1, 1, 1, 8, 1, 5, 5, 30, 1, 1, 1, 1]
    given = ((number, bytes(size)) for number, size in enumerate(sizes))
    found = [[key for key, _, _ in group] for group in groups(given, draft_at_once, GroupLimits(4, 10, 9))]
    assert found == [[0, 1, 2], [3, 4], [5, 6], [7], [8, 9, 10, 11]]


def test_files_are_opened_no_further_ahead_than_a_group() -> None:
    opened: list[int] = []

    def feed() -> Iterator[tuple[int, bytes]]:
        for number in range(40):
            opened.append(number)
            yield number, bytes(10)

    coming = groups(feed(), draft_at_once, GroupLimits(8, 1000, 9))
    assert len(next(coming)) == 8 and len(opened) <= 16
    coming = groups(feed(), draft_at_once, GroupLimits(8, 40, 9))
    opened.clear()
    assert len(next(coming)) == 4 and len(opened) <= 8


def test_files_that_are_read_do_not_wait_long_for_a_slow_one() -> None:
    slow: Future[ReturnDraft] = Future()
    given = [(0, b"a"), (1, b"b"), (2, b"slow"), (3, b"c")]
    coming = groups(given, lambda data: slow if data == b"slow" else draft_at_once(data), GroupLimits(seconds=0.05))
    assert [key for key, _, _ in next(coming)] == [0, 1]
    slow.set_result(None)
    assert [key for key, _, _ in next(coming)] == [2, 3]
