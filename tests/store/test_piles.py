"""A pile: in order, whole, one bad file stops nothing, zips opened within limits, memory flat."""

from __future__ import annotations

import io
import resource
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics.store import Store, archives
from dxmetrics.store.pile import PileFile, find_files, in_hand, load_pile

UNITS = ("STC@2024-01-01", "SNV@2024-01-01", "SGTVT@2024-01-01")


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="session")
def three(filled_return) -> dict[str, bytes]:
    return {f"{unit[:3]}.xlsx": filled_return(unit, "2024Q2") for unit in UNITS}


def load(store: Store, files: list[PileFile], **options: object) -> list[tuple[str, str]]:
    return [(outcome.file, outcome.outcome) for outcome in load_pile(store, files, by="Lan", **options)]


def test_one_bad_file_stops_nothing(empty_store: Store, three: dict[str, bytes]) -> None:
    names = list(three)
    files = {names[0]: three[names[0]], "bad.xlsx": b"PK\x03\x04 no", **three}
    assert load(empty_store, in_hand(files.items())) == [
        (names[0], "accepted"),
        ("bad.xlsx", "rejected"),
        (names[1], "accepted"),
        (names[2], "accepted"),
    ]
    assert empty_store.rows("select count(distinct batch_id) from raw.revision") == [(1,)]


def test_dry_run_writes_nothing(empty_store: Store, three: dict[str, bytes]) -> None:
    assert {state for _, state in load(empty_store, in_hand(three.items()), dry_run=True)} == {"accepted"}
    assert empty_store.rows("select count(*) from raw.revision") == [(0,)]


def test_a_zip_is_its_files(empty_store: Store, three: dict[str, bytes]) -> None:
    data = zipped(
        {f"quý 2/{name}": file for name, file in three.items()} | {"__MACOSX/._a.xlsx": b"", "quý 2/~$a.xlsx": b""}
    )
    assert load(empty_store, in_hand([("pile.zip", data)])) == [(name, "accepted") for name in three]


def test_a_zip_with_a_list_of_receipts(empty_store: Store, three: dict[str, bytes], tmp_path: Path) -> None:
    name = next(iter(three))
    receipts = f"file,received_at,by\n{name},2024-06-14T08:00:00+07:00,Phòng Tài chính\n".encode()
    (tmp_path / "pile.zip").write_bytes(zipped({name: three[name], "received.csv": receipts}))
    load(empty_store, find_files([tmp_path]))
    rows = empty_store.rows("select received_at, received_by from raw.revision")
    assert rows == [(datetime(2024, 6, 14, 8), "Phòng Tài chính")]


def test_names_of_a_zip_are_never_paths(three: dict[str, bytes]) -> None:
    data = zipped({"../../etc/passwd.xlsx": b"x", "C:\\a\\b.xlsx": b"y"})
    assert [file.name for file in in_hand([("pile.zip", data)])] == ["passwd.xlsx", "b.xlsx"]


def test_a_workbook_named_zip_is_a_workbook(empty_store: Store, three: dict[str, bytes]) -> None:
    data = next(iter(three.values()))
    assert load(empty_store, in_hand([("stc.zip", data)])) == [("stc.zip", "accepted")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no", "file.damaged"),
        (b"%PDF-1.7", "file.pdf"),
        (zipped({f"{number}.xlsx": b"" for number in range(2001)}), "file.bomb_parts"),
        (zipped({f"{number}.xlsx": bytes(90_000_000) for number in range(6)}), "file.bomb"),
    ],
    ids=["damaged", "pdf", "too many", "bomb"],
)
def test_a_zip_that_is_none_is_refused_in_words(empty_store: Store, data: bytes, code: str) -> None:
    (outcome,) = load_pile(empty_store, in_hand([("pile.zip", data)]), by="")
    assert (outcome.outcome, [finding.code for finding in outcome.findings]) == ("rejected", [code])


def test_damage_and_bombs_inside_a_zip_stop_nothing(empty_store: Store, three: dict[str, bytes]) -> None:
    name, good = next(iter(three.items()))
    data = bytearray(zipped({"big.xlsx": bytes(25_000_000), "hurt.xlsx": b"unmistakable" * 9, name: good}))
    place = data.find(b"hurt.xlsx") + len("hurt.xlsx") + 3
    data[place] ^= 0xFF
    outcomes = list(load_pile(empty_store, in_hand([("pile.zip", bytes(data))]), by=""))
    assert [outcome.findings[0].code for outcome in outcomes[:2]] == ["file.too_large", "file.damaged"]
    assert outcomes[2].outcome == "accepted"


def test_a_zip_in_a_zip_is_not_opened(empty_store: Store, three: dict[str, bytes]) -> None:
    (outcome,) = load_pile(empty_store, in_hand([("a.zip", zipped({"b.zip": zipped(three)}))]), by="")
    assert outcome.findings[0].code == "file.not_xlsx_zip"
    assert archives.PILE.parts > 1000


def test_memory_of_a_long_pile_is_flat(empty_store: Store, filled_return) -> None:
    """200 files of 100 kB in a row leave the process where the first 50 left it."""
    data = filled_return(UNITS[0], "2024Q2")

    def variant(number: int) -> bytes:
        """The same return, other bytes: a zip may have anything before its end."""
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("docProps/filler.bin", f"{number:06d}".encode() * 16_000)
        return out.getvalue()

    files = (PileFile(Path(f"{number}.xlsx"), data=lambda number=number: variant(number)) for number in range(200))
    peaks = []
    for number, outcome in enumerate(load_pile(empty_store, files, by="")):
        assert outcome.outcome == "accepted"
        if number % 50 == 49:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    assert peaks[-1] - peaks[0] < 60, peaks
