"""Units × targets, and tasks × agencies."""

import pandas as pd

from dxmetrics.charts import heat_map, task_matrix, task_states
from dxmetrics.charts.theme import TASKS
from dxmetrics.text import words

SAY = words("vi")
UNITS = [
    ("u1", "Xã Trung Nghĩa, Thành phố Hưng Yên", "Xã Trung Nghĩa"),
    ("u2", "Ban Quản lý các khu công nghiệp tỉnh", "Ban Quản lý các khu công nghiệp tỉnh"),
]
TARGETS = [("MT2", "Đầu mối"), ("MT3", "Mạng lưới")]
CELLS = pd.DataFrame(
    [
        ("u1", "MT2", "missed", "0%", "Dưới kế hoạch"),
        ("u2", "MT2", "achieved", "100%", ""),
        ("u2", "MT3", "missed", "84,6%", "Không chuyển biến"),
        ("other", "MT2", "missed", "0%", ""),
        ("u1", "MT9", "missed", "0%", ""),
    ],
    columns=["org_unit", "target", "status", "written", "reason"],
)
TASK_ROWS = pd.DataFrame(
    [("N1", "u1", "done", ""), ("N1", "u2", "in_progress", "Quá hạn 30/6/2025"), ("N2.1", "u2", "not_applicable", "")],
    columns=["task", "org_unit", "state", "remark"],
)


def heat(**options: object):
    return heat_map(CELLS, SAY, units=UNITS, targets=TARGETS, title="t", source="s", **options)


def test_one_square_a_unit_and_target_in_the_order_given() -> None:
    drawn = {trace.name: trace for trace in heat().data}
    assert list(drawn) == ["✓ Đã đạt", "✕ Hết hạn chưa đạt"]
    missed = drawn["✕ Hết hạn chưa đạt"]
    assert [(x, base + y / 2) for x, y, base in zip(missed.x, missed.y, missed.base, strict=True)] == [(0, 0), (1, 1)]
    assert [point[1:] for point in missed.customdata] == [["u1", "MT2"], ["u2", "MT3"]]
    assert set(missed.text) == {"✕"}
    assert missed.customdata[0][0].split("<br>") == [
        "<b>Xã Trung Nghĩa, Thành phố Hưng Yên</b>",
        "MT2 · Đầu mối",
        "0% · ✕ Hết hạn chưa đạt",
        "Dưới kế hoạch",
    ]


def test_names_are_short_enough_for_a_phone_and_every_line_has_its_height() -> None:
    figure = heat()
    assert list(figure.layout.yaxis.ticktext) == ["Xã Trung Nghĩa", "Ban Quản lý các khu<br>công nghiệp tỉnh"]
    assert list(figure.layout.xaxis.ticktext) == ["MT2", "MT3"]
    assert figure.layout.yaxis.range == (1.5, -0.5)


def test_the_chosen_square_is_framed_and_one_that_is_gone_is_not() -> None:
    assert [(shape.x0, shape.y0) for shape in heat(selected=("u2", "MT3")).layout.shapes] == [(0.5, 0.5)]
    assert not heat(selected=("u1", "MT3")).layout.shapes


def test_tasks_and_agencies() -> None:
    figure = task_matrix(
        TASK_ROWS, SAY, tasks=[("N1", "Tuyên truyền"), ("N2.1", "Rà soát")], agencies=UNITS, title="t", source="s"
    )
    drawn = {trace.name: trace for trace in figure.data}
    assert list(drawn) == ["✓ Hoàn thành", "◐ Đang triển khai", "· Không áp dụng"]
    assert drawn["◐ Đang triển khai"].customdata[0][1:] == ["u2", "N1"]
    assert drawn["◐ Đang triển khai"].customdata[0][0].endswith("Quá hạn 30/6/2025")


def test_states_of_each_task_add_up_to_all_its_agencies() -> None:
    figure = task_states(TASK_ROWS, SAY, tasks=[("N1", "Tuyên truyền"), ("N9", "Không ai")], title="t", source="s")
    assert {trace.name: list(trace.x) for trace in figure.data} == {"✓ Hoàn thành": [50], "◐ Đang triển khai": [50]}
    assert [label.text for label in figure.layout.annotations] == ["N1 · Tuyên truyền: <b>1/2</b>"]


def test_every_state_of_a_task_has_a_mark_and_a_word() -> None:
    assert set(TASKS) == set(SAY.table("task_state"))
