"""Resources by level, platform groups, the Network's groups, small multiples."""

import pandas as pd
import pytest

from dxmetrics.charts import network_groups, ranked_amounts, small_multiples, stacked_amounts, whole_and_part
from dxmetrics.charts.network import shares
from dxmetrics.text import words

SAY = words("vi")
LEVELS = {"department": "Sở, ban, ngành", "commune": "Cấp xã"}
MONEY = pd.DataFrame(
    [("department", 14405.4, 12676.8), ("commune", None, None), ("elsewhere", 1.0, 1.0)],
    columns=["key", "given", "spent"],
)


def labels(figure) -> list[str]:
    return [note.text.replace("<br>", " ") for note in figure.layout.annotations]


def test_spent_inside_allocated_with_its_share() -> None:
    figure = whole_and_part(
        MONEY,
        SAY,
        names=LEVELS,
        whole=("given", "Dự toán"),
        part=("spent", "Giải ngân"),
        title="t",
        source="s",
        measure="triệu đồng",
    )
    assert [(trace.name, list(trace.x)) for trace in figure.data] == [
        ("Dự toán", [14405.4, 0]),
        ("Giải ngân", [12676.8, 0]),
    ]
    assert figure.data[0].width > figure.data[1].width
    assert labels(figure) == ["Sở, ban, ngành: 12.677/14.405 (88%)", "Cấp xã: Chưa có số liệu"]
    assert figure.layout.meta["note"] == "Đơn vị tính: triệu đồng. s"


def test_a_share_of_nothing_is_not_written() -> None:
    rows = pd.DataFrame([("commune", 0, 0)], columns=["key", "given", "spent"])
    figure = whole_and_part(
        rows, SAY, names=LEVELS, whole=("given", "a"), part=("spent", "b"), title="t", source="s", measure="m"
    )
    assert labels(figure) == ["Cấp xã: 0/0"]


def test_parts_one_after_another_each_with_a_pattern_of_its_own() -> None:
    figure = stacked_amounts(
        MONEY, SAY, names=LEVELS, parts={"given": "A", "spent": "B"}, title="t", source="s", measure="m"
    )
    assert figure.layout.barmode == "stack"
    assert len({trace.marker.pattern.shape for trace in figure.data}) == len(figure.data) == 2
    assert labels(figure) == ["Sở, ban, ngành: 27.082,2", "Cấp xã: Chưa có số liệu"]


def test_the_largest_first_and_the_silent_last() -> None:
    rows = pd.DataFrame([("NT1", 3), ("NT2", None), ("NT3", 9)], columns=["key", "value"])
    figure = ranked_amounts(rows, SAY, names={"NT1": "a", "NT2": "b", "NT3": "c"}, title="t", source="s", measure="m")
    assert labels(figure) == ["c: 9", "a: 3", "b: Chưa có số liệu"]


@pytest.mark.parametrize(
    ("members", "access", "use", "expected"),
    [
        (10, 8, 5, (5, 3, 2, 0)),
        (10, None, 5, (5, 0, 0, 5)),
        (10, 8, None, (0, 0, 2, 8)),
        (10, None, None, (0, 0, 0, 10)),
        (10, 4, 6, (6, 0, 4, 0)),
        (0, 0, 0, (0, 0, 0, 0)),
    ],
)
def test_members_are_counted_once_and_the_unknown_are_unknown(
    members: int, access: int | None, use: int | None, expected: tuple
) -> None:
    row = next(pd.DataFrame([("g", members, access, use)], columns=["group", "members", "access", "use"]).itertuples())
    assert tuple(shares(row).values()) == expected
    assert sum(expected) == members


def test_a_bar_a_group_from_nothing_to_all_its_members() -> None:
    rows = pd.DataFrame([("ML1", 15, 15, 15), ("ML4", 200, 150, 100)], columns=["group", "members", "access", "use"])
    figure = network_groups(rows, SAY, names={"ML1": "Nhóm 1", "ML4": "Nhóm 4"}, title="t", source="s")
    assert [list(trace.x) for trace in figure.data] == [[100, 50], [0, 25], [0, 25], [0, 0]]
    assert labels(figure) == ["Nhóm 1: <b>100%</b> · 15 thành viên", "Nhóm 4: <b>50%</b> · 200 thành viên"]


def test_panels_share_one_scale_and_say_their_last_value() -> None:
    rows = pd.DataFrame(
        [
            ("a", "2024Q2", 10.0, 10.0, "on_track"),
            ("a", "2024Q3", 30.0, 40.0, "lagging"),
            ("b", "2024Q3", None, 40.0, "not_reported"),
        ],
        columns=["key", "period", "value", "planned_now", "status"],
    )
    figure = small_multiples(rows, SAY, panels=[("a", "Cấp xã"), ("b", "Cấp huyện")], title="t", source="s")
    assert [note.text for note in figure.layout.annotations] == [
        "Cấp xã<br>30% ▼ Chậm tiến độ",
        "Cấp huyện<br>Chưa có số liệu",
    ]
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert list(figure.data[1].y) == [10, 30]
    assert list(figure.data[3].y) == []
