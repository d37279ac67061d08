"""The plan line."""

import pytest

from dxmetrics.charts import plan_line
from dxmetrics.text import words
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")
HISTORY = (
    {"period": "2024Q2", "value": 20.0, "lower": 20.0, "upper": 20.0, "planned_now": 20.0},
    {"period": "2024Q3", "value": None, "lower": None, "upper": None, "planned_now": 33.3},
    {"period": "2024Q4", "value": 40.0, "lower": 40.0, "upper": 55.0, "planned_now": 46.7, "projected": 80.0},
)


def drawn(*rows: dict, **options: object) -> dict:
    figure = plan_line(progress_rows(*rows), SAY, title="t", source="s", **options)
    return {trace.name: trace for trace in figure.data} | {"layout": figure.layout}


def test_actual_plan_projection_and_bounds() -> None:
    figure = drawn(*HISTORY)
    assert list(figure["Thực tế"].x) == [0, 2]
    assert list(figure["Thực tế"].y) == [20, 40]
    assert list(figure["Đường kế hoạch"].y) == [20, 33.3, 46.7, 100]
    assert list(figure["Đường kế hoạch"].x) == [0, 1, 2, 6]
    assert list(figure["Dự báo theo tốc độ hiện nay"].y) == [40, 80]
    assert list(figure["Khoảng có thể khi đủ báo cáo"].y) == [20, 55, 40, 20]
    assert list(figure["layout"].xaxis.ticktext)[:4] == ["II<br>2024", "III", "IV", "I<br>2025"]


def test_a_projection_is_drawn_inside_the_natural_range() -> None:
    rows = (*HISTORY[:2], HISTORY[2] | {"projected": 180.0})
    assert list(drawn(*rows)["Dự báo theo tốc độ hiện nay"].y) == [40, 100]


@pytest.mark.parametrize("missing", ["Đường kế hoạch", "Dự báo theo tốc độ hiện nay"])
def test_what_is_only_tracked_has_no_plan_and_no_projection(missing: str) -> None:
    tracked = {
        "target_value": None,
        "planned_now": None,
        "projected": None,
        "deadline_period": None,
        "baseline": None,
        "baseline_period": None,
        "status": "tracking",
    }
    assert missing not in drawn(*({**row, **tracked} for row in HISTORY))


def test_one_quarter_and_no_value_at_all_still_draw() -> None:
    assert list(drawn(HISTORY[0])["Thực tế"].x) == [0]
    assert "Thực tế" not in drawn(HISTORY[1])


def test_a_break_stands_between_the_quarters() -> None:
    layout = drawn(*HISTORY, breaks={"2024Q4": "139 xã", "2031Q1": ""})["layout"]
    assert [shape.x0 for shape in layout.shapes] == [1.5]


def test_comparable_units_are_marked_where_they_tell_another_value() -> None:
    same = [row | {"comparable_value": row["value"]} for row in HISTORY]
    assert "Trên đơn vị so sánh được" not in drawn(*same)
    assert list(drawn(*same[:2], same[2] | {"comparable_value": 52.0})["Trên đơn vị so sánh được"].y) == [52]
