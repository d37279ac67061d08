"""The habits of senders (excel-habits.md) that only the store can answer: files sent again (57), personal data (59)."""

from __future__ import annotations

from decimal import Decimal

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions
from dxmetrics.store.pile import in_hand, load_pile
from tests.store.conftest import SENDER, Make

RETURN = f"{SENDER}/department/2024Q2"
PERSONAL = {"D13.name": "Nguyễn Thị Hoa", "D13.phone": "0912 345 678", "D13.email": "hoa@example.vn"}


def value_in_force(store: Store, code: str, **options: object) -> object:
    frame = metrics.values(store, "2024Q2", **options)
    return frame[frame["data_element"] == code].iloc[0]["value"]


def test_57_corrected_files_and_the_same_content_under_new_names(empty_store: Store, make_return: Make) -> None:
    """All in one pile: known by content and by whose they are, never by their names; the latest approved one counts."""
    first, corrected, doubtful = make_return(D10=7), make_return(D10=8), make_return(D10=9, D12=True, D14=None)
    sent = {
        "Bao cao quy 2.xlsx": first,
        "Bao cao quy 2 (1).xlsx": first,
        "Bao cao quy 2 (sửa lần 2) final.xlsx": corrected,
        "Bao cao quy 2 (sửa lần 2) final - Copy.xlsx": corrected,
        "final final.xlsx": doubtful,
    }
    outcomes = list(load_pile(empty_store, in_hand(sent.items()), by="Lan"))
    assert [(item.outcome, item.revision) for item in outcomes] == [
        ("accepted", 1),
        ("unchanged", 1),
        ("accepted", 2),
        ("unchanged", 2),
        ("pending", 3),
    ]
    assert value_in_force(empty_store, "D10") == 8, "not the latest sent, the latest approved"
    actions.accept(empty_store, RETURN, by="Lan", reason="đã hỏi đơn vị")
    assert value_in_force(empty_store, "D10") == 9
    kept = empty_store.rows(
        "select revision, number from raw.revision inner join core.revision_value using (revision_id)"
        " where data_element = 'D10' order by revision"
    )
    assert kept == [(1, Decimal(7)), (2, Decimal(8)), (3, Decimal(9))], "all are kept"
    assert empty_store.rows("select count(*) from raw.file") == [(3,)], "each content once"


def test_59_personal_data_stays_out_unless_an_officer_asks(empty_store: Store, make_return: Make) -> None:
    cells = {code.replace(".", "_"): text for code, text in PERSONAL.items()}
    (outcome,) = load_pile(empty_store, in_hand([("a.xlsx", make_return(**cells))]), by="Lan", accept_warnings=True)
    assert outcome.outcome == "accepted"
    for code, text in PERSONAL.items():
        assert value_in_force(empty_store, code) == "***"
        assert value_in_force(empty_store, code, with_personal=True) == text
        row = metrics.provenance(empty_store, Period(2024, 2), SENDER, code).iloc[0]
        assert (row["value"], row["verbatim"]) == ("***", "***")
    shown = metrics.values(empty_store, "2024Q2").to_csv()
    assert not [text for text in PERSONAL.values() if text in shown]
