"""What the pages of resources, the Network and the tasks say in words."""

import pandas as pd
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.text import words
from dxmetrics.ui import amounts, difficulties, network_sentences, resource_sentences, task_sentences

SAY = words("vi")
CATALOG = load_catalog()
LEVELS = {"department": "Sở", "commune": "Xã"}


def totals(*rows: tuple) -> pd.DataFrame:
    columns = ["level", "data_element", "total", "expected", "reported", "not_applicable", "group"]
    return pd.DataFrame(rows, columns=columns)


def staff(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["key", "officials", "employees"])


def test_sums_stand_side_by_side_and_nothing_is_not_nought() -> None:
    rows = totals(
        ("commune", "D07", 5.0, 2, 2, 0, ""),
        ("department", "D05", 3.0, 1, 1, 0, ""),
        ("department", "D06", None, 1, 0, 0, ""),
    )
    found = amounts.side_by_side(rows, "level", {"full": ("D05", "D06"), "part": ("D07",)})
    assert list(found["key"]) == ["department", "commune"]
    assert found["full"].tolist()[0] == 3.0 and pd.isna(found["full"].tolist()[1])
    assert found["part"].isna().tolist() == [True, False]


def test_coverage_is_that_of_the_element_fewest_units_gave() -> None:
    rows = totals(("all", "a", 1.0, 16, 13, 3, ""), ("all", "b", 1.0, 16, 12, 0, ""), ("all", "c", 0.0, 0, 0, 0, ""))
    assert amounts.coverage(rows) == (12, 16)
    assert amounts.coverage(rows.head(1)) == (13, 13)
    assert amounts.coverage(rows.tail(1)) == (0, 0)


@pytest.mark.parametrize(
    ("values", "kind"),
    [([1.0, 20.0], "count"), ([1.5, 2.0], "number"), ([1.0, "Không áp dụng"], "mixed"), ([], "count")],
)
def test_a_column_is_written_as_its_numbers_ask(values: list, kind: str) -> None:
    assert amounts.kind_of(pd.Series(values, dtype=object)) == kind
    of_several = "measured" if kind == "number" else kind
    assert amounts.kind_of(pd.Series(values, dtype=object), "measured") == of_several


@pytest.mark.parametrize(("change", "said"), [(-29.0, "giảm 29"), (3.0, "tăng 3"), (0.0, "không đổi")])
def test_a_difference_in_words(change: float, said: str) -> None:
    assert resource_sentences.difference(change, SAY) == said


def test_quarters_of_other_units_are_not_compared() -> None:
    """Districts went on 1/7/2025: the fall from 83 to 54 is none of the staff's."""
    rows = staff(("2025Q2", 80.0, 3.0), ("2025Q3", 50.0, 4.0), ("2025Q4", 52.0, 4.0))
    said = resource_sentences.staff_trend(rows, CATALOG, SAY)
    assert said == "Người chuyên trách: 54 (Quý III/2025), nay 56 (Quý IV/2025)"
    alone = resource_sentences.staff_trend(rows.head(2), CATALOG, SAY)
    assert alone == "54 người chuyên trách ở Quý III/2025"


def test_spending_beside_the_year_before_where_there_is_one() -> None:
    rows = pd.DataFrame([("2024Q4", 100.0, 60.0), ("2025Q4", 200.0, 150.0)], columns=["key", "whole", "part"])
    assert resource_sentences.spending(rows, SAY) == (
        "Đến Quý IV/2025 đã giải ngân 75% dự toán của năm; cùng kỳ năm trước 60%"
    )
    assert resource_sentences.spending(rows.head(1), SAY) == "Đến Quý IV/2024 đã giải ngân 60% dự toán của năm"
    assert resource_sentences.spending(rows.head(1).assign(part=None), SAY) == "Chưa có số liệu"


def test_the_least_used_level_is_named_where_there_are_several() -> None:
    rows = pd.DataFrame([("department", 10.0, 9.0), ("commune", 10.0, 5.0)], columns=["key", "whole", "part"])
    assert resource_sentences.used(rows, LEVELS, "Có mặt", SAY) == "Có mặt: 70%. Thấp nhất: Xã, 50%"
    assert resource_sentences.used(rows.head(1), LEVELS, "Có mặt", SAY) == "Có mặt: 90%"
    assert resource_sentences.used(rows.assign(part=None), LEVELS, "Có mặt", SAY) == "Chưa có số liệu"


def test_the_network_says_nothing_it_does_not_know() -> None:
    assert network_sentences.state(None, None, "2025Q4", SAY) == "Quý IV/2025: chưa có số liệu về thành viên Mạng lưới."
    assert network_sentences.teams(None, None, SAY) == ""
    silent = pd.DataFrame(
        [("NT1", None, 5, 0, 5, None)],
        columns=["platform", "deployed", "bodies", "promoted", "not_reported", "members_using"],
    )
    assert network_sentences.platforms(silent, {"NT1": "Bồi dưỡng"}, SAY) == ""
    assert network_sentences.platform_spread(silent, {"NT1": "Bồi dưỡng"}, SAY) == "Chưa có số liệu"


STATES = pd.DataFrame(
    [
        ("N1", "a", "done", "no_deadline"),
        ("N1", "b", "not_reported", "unknown"),
        ("N2.1", "a", "not_started", "overdue"),
        ("N2.1", "b", "not_applicable", "settled"),
    ],
    columns=["task", "org_unit", "state", "deadline_state"],
)


def test_the_state_of_the_tasks_leaves_out_what_does_not_apply() -> None:
    said = task_sentences.state(STATES, "2025Q4", SAY)
    assert said == (
        "Quý IV/2025: 2 nhiệm vụ giao cho 2 cơ quan, địa phương, thành 3 lượt: **33,3%** hoàn thành hoặc làm thường "
        "xuyên, **1** lượt chưa triển khai, **1** lượt chưa có thông tin."
    )


def test_only_an_entered_date_makes_anything_late() -> None:
    assert task_sentences.overdue(STATES, SAY) == "**1/3** lượt có hạn đã quá hạn."
    undated = STATES.assign(deadline_state="no_deadline")
    assert task_sentences.overdue(undated, SAY) == SAY("tasks.lead.no_deadline")


def test_a_difficulty_stands_beside_its_proposal_with_what_was_done() -> None:
    columns = ["return_id", "org_unit", "matter", "kind", "text", "state", "answer", "recipient"]
    rows = pd.DataFrame(
        [
            ("r", "u", 1, "difficulty", "thiếu máy", "answered", "đã cấp", None),
            ("r", "u", 1, "proposal", "cấp máy", "open", None, None),
            ("r", "u", 2, "proposal", "mở lớp", "forwarded", None, "Sở Nội vụ"),
        ],
        columns=columns,
    ).assign(code="", name_vi="U", name_en="U", sheet="Biểu 4", cell="B10")
    found = difficulties.side_by_side(rows)
    assert list(found["text_difficulty"]) == ["thiếu máy", ""]
    assert list(found["text_proposal"]) == ["cấp máy", "mở lớp"]
    assert list(found["recipient_proposal"]) == ["", "Sở Nội vụ"]
    assert task_sentences.said_by(rows).to_dict() == {"thiếu máy": 1}
