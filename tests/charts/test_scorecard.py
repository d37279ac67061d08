"""A unit beside its peers."""

import pandas as pd

from dxmetrics.charts import scorecard
from dxmetrics.text import words

SAY = words("vi")
COLUMNS = ["indicator", "org_unit", "name", "value", "status", "planned_now", "peers_median"]
ROWS = pd.DataFrame(
    [
        ("MT2", "me", "Tôi", 0.0, "missed", 100.0, 100.0),
        ("MT2", "p1", "Sở A", 100.0, "achieved", 100.0, 100.0),
        ("MT2", "p2", "Sở B", 100.0, "achieved", 100.0, 100.0),
        ("MT3", "me", "Tôi", None, "not_reported", 100.0, 90.0),
        ("MT3", "p1", "Sở A", 90.0, "missed", 100.0, 90.0),
        ("MT1", "p1", "Sở A", 100.0, "achieved", 100.0, None),
    ],
    columns=COLUMNS,
)
NAMES = {"MT1": "Chuyên trách", "MT2": "Đầu mối", "MT3": "Mạng lưới"}


def drawn() -> dict:
    figure = scorecard(ROWS, SAY, unit="me", names=NAMES, title="t", source="s")
    return {trace.name: trace for trace in figure.data} | {"layout": figure.layout}


def test_what_does_not_apply_to_the_unit_has_no_strip() -> None:
    labels = [note.text.replace("<br>", " ") for note in drawn()["layout"].annotations]
    assert labels == [
        "MT2 · Đầu mối: 0% · ✕ Hết hạn chưa đạt · trung vị nhóm 100%",
        "MT3 · Mạng lưới: ? Chưa có số liệu",
    ]


def test_own_value_peers_median_and_plan() -> None:
    figure = drawn()
    assert (list(figure["Đơn vị này"].x), list(figure["Đơn vị này"].y)) == ([0], [0])
    assert list(figure["Trung vị của nhóm"].x) == [100, 90]
    assert list(figure["Kế hoạch đến nay"].y) == [0, 1]
    assert [point[2] for point in figure["Đơn vị cùng nhóm"].customdata] == ["p1", "p2", "p1"]


def test_peers_of_one_value_are_seen_to_be_many() -> None:
    places = list(drawn()["Đơn vị cùng nhóm"].y)
    assert len(set(places)) == 3
    assert all(abs(place - round(place)) < 0.25 for place in places)


def test_the_note_counts_the_peers() -> None:
    assert drawn()["layout"].meta["note"].startswith("So với 2 đơn vị cùng nhóm")
