"""Many files one after the other: order, senders and times from ``received.csv``; one bad file stops nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.errors import DxmetricsError
from dxmetrics.store import Store
from dxmetrics.store.pile import find_files, load_pile
from tests.store.conftest import Make


@pytest.fixture
def folder(tmp_path: Path, make_return: Make) -> Path:
    """Three files in a folder: a bad one first, a letter that is no workbook, and one good return in a sub-folder."""
    pile = tmp_path / "pile"
    (pile / "later").mkdir(parents=True)
    (pile / "a.xlsx").write_bytes(make_return(D01="nhiều"))
    (pile / "b.pdf").write_bytes(b"%PDF-1.7")
    (pile / "later" / "c.xlsx").write_bytes(make_return())
    (pile / "notes.txt").write_text("not a return")
    (pile / "received.csv").write_text(
        "file,received_at,by\nb.pdf,2024-06-14T08:00:00+07:00,A\na.xlsx,2024-06-15T09:30:00+07:00,B\n", encoding="utf-8"
    )
    return pile


def test_files_come_in_the_order_they_were_received(folder: Path) -> None:
    found = find_files([folder])
    assert [(file.path.name, file.by) for file in found] == [("b.pdf", "A"), ("a.xlsx", "B"), ("c.xlsx", None)]
    assert found[1].received_at == datetime.fromisoformat("2024-06-15T09:30:00+07:00")


def test_one_bad_file_stops_nothing(empty_store: Store, folder: Path) -> None:
    outcomes = list(load_pile(empty_store, find_files([folder]), by="officer"))
    assert [outcome.outcome for outcome in outcomes] == ["rejected", "rejected", "accepted"]
    rows = empty_store.rows("select file_name, received_by, batch_id from raw.revision order by revision_id")
    assert [row[:2] for row in rows] == [("b.pdf", "A"), ("a.xlsx", "B"), ("c.xlsx", "officer")]
    assert len({row[2] for row in rows}) == 1, "one pile is one batch"


def test_receipt_times_are_stored_on_vietnams_clock(empty_store: Store, folder: Path) -> None:
    list(load_pile(empty_store, find_files([folder / "a.xlsx"]), by="", received_at=datetime(2024, 6, 20, 7)))
    list(load_pile(empty_store, find_files([folder]), by=""))
    times = [
        row[0]
        for row in empty_store.rows(
            "select received_at from raw.revision where file_name = 'a.xlsx' order by revision_id"
        )
    ]
    assert times == [datetime(2024, 6, 20, 7), datetime(2024, 6, 15, 9, 30)]


def test_a_path_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DxmetricsError, match=r"missing\.xlsx"):
        find_files([tmp_path / "missing.xlsx"])
