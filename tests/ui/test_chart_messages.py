"""Titles that say what a map, a heat map or a bar chart shows."""

import pandas as pd
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.text import words
from dxmetrics.ui import chart_messages
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")
INDICATOR = load_catalog().indicators["MT2"]
NAMES = {code: (f"Huyện {code}", code) for code in "ABCDE"}


def rows(*statuses: str, value: float = 50.0) -> pd.DataFrame:
    return progress_rows(
        *({"org_unit": unit, "status": status, "value": value} for unit, status in zip("ABCDE", statuses, strict=False))
    )


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (("achieved", "lagging", "missed"), "2/3 đơn vị chậm so với kế hoạch: B, C"),
        (("lagging",) * 4 + ("on_track",), "4/5 đơn vị chậm so với kế hoạch"),
        (("achieved", "not_met"), "1/2 đơn vị chưa thực hiện: B"),
        (("missed", "not_met"), "2/2 đơn vị chậm so với kế hoạch hoặc chưa thực hiện: A, B"),
        (("achieved", "on_track"), "Cả 2 đơn vị đạt hoặc đúng tiến độ"),
        (("achieved", "not_reported", "not_applicable"), "1/2 đơn vị đạt hoặc đúng tiến độ, 1 đơn vị chưa đủ số liệu"),
        (("not_reported", "incomplete"), "Chưa đơn vị nào có đủ số liệu"),
        (("tracking", "not_reported"), "0/2 đơn vị đạt 100%; thấp nhất: A, 50%"),
    ],
)
def test_the_message_of_a_map(statuses: tuple[str, ...], said: str) -> None:
    assert chart_messages.unit_map(rows(*statuses), NAMES, INDICATOR, SAY) == said


def test_the_lowest_is_named_only_where_one_is_lower() -> None:
    full = rows("tracking", "tracking", "not_reported", value=100.0)
    full.loc[2, "value"] = None
    assert chart_messages.unit_map(full, NAMES, INDICATOR, SAY) == "2/3 đơn vị đạt 100%, 1 đơn vị chưa có số liệu"
    assert chart_messages.unit_map(full.head(2), NAMES, INDICATOR, SAY) == "2/2 đơn vị đạt 100%"


def test_the_message_of_a_heat_map() -> None:
    cells = pd.DataFrame(
        [
            ("A", "MT2", "missed", True),
            ("A", "MT3", "lagging", True),
            ("B", "MT3", "missed", True),
            ("C", "MT2", "not_met", False),
        ],
        columns=["org_unit", "target", "status", "behind"],
    )
    assert chart_messages.heat(cells, SAY) == "2/3 đơn vị chậm ít nhất một mục tiêu; nhiều nhất ở MT3: 2 đơn vị"
    assert chart_messages.heat(cells.tail(1), SAY) == "Không đơn vị nào chậm mục tiêu"
    silent = cells.assign(status="not_reported", behind=False)
    assert chart_messages.heat(silent, SAY) == "Chưa thấy đơn vị nào chậm; 3 đơn vị chưa đủ số liệu"


def test_the_message_of_a_scorecard() -> None:
    card = pd.DataFrame(
        [("A", "MT2", 10.0, 50.0), ("A", "MT3", 60.0, 50.0), ("A", "MT6", None, 50.0), ("B", "MT3", 1.0, 50.0)],
        columns=["org_unit", "indicator", "value", "peers_median"],
    )
    assert chart_messages.scorecard(card, "A", SAY) == "1/2 chỉ số thấp hơn trung vị của nhóm: MT2"
    assert chart_messages.scorecard(card.iloc[1:], "A", SAY) == "Không chỉ số nào thấp hơn trung vị của nhóm"
    assert chart_messages.scorecard(card.iloc[2:], "A", SAY) == "Chưa có số liệu"


def test_the_messages_of_tasks_network_and_amounts() -> None:
    tasks = pd.DataFrame([("N1", "not_started"), ("N1", "not_started"), ("N2", "done")], columns=["task", "state"])
    assert chart_messages.tasks(tasks, SAY) == "2 lượt nhiệm vụ chưa triển khai; nhiều nhất: N1"
    assert chart_messages.tasks(tasks.tail(1), SAY) == "Mọi nhiệm vụ đã được triển khai"
    unknown = "Chưa có thông tin về 3 lượt nhiệm vụ; các nhiệm vụ khác đã được triển khai"
    assert chart_messages.tasks(tasks.assign(state="unknown"), SAY) == unknown
    groups = pd.DataFrame([("A", 10, 10, 9), ("B", 9, 9, 3)], columns=["group", "members", "access", "use"])
    names = {code: name for code, (name, _) in NAMES.items()}
    assert chart_messages.network(groups, names, SAY) == "Huyện B: 6 thành viên chưa dùng nền tảng"
    assert (
        chart_messages.network(groups.assign(use=groups["members"]), names, SAY)
        == "Mọi thành viên có số liệu đều dùng nền tảng"
    )
    assert chart_messages.network(groups.assign(use=None), names, SAY) == "Chưa có số liệu"
    money = pd.DataFrame([("A", 10.0, 9.0), ("B", 10.0, 5.0), ("C", 0.0, 0.0)], columns=["key", "given", "spent"])
    assert chart_messages.least_share(money, names, "given", "spent", SAY) == "Thấp nhất: Huyện B, 50%"
    assert chart_messages.least_share(money.tail(1), names, "given", "spent", SAY) == "Chưa có số liệu"
    ranked = pd.DataFrame([("A", 3.0), ("B", None)], columns=["key", "value"])
    assert chart_messages.largest(ranked, names, SAY) == "Nhiều nhất: Huyện A (3)"
    assert chart_messages.largest(ranked.tail(1), names, SAY) == "Chưa có số liệu"
