"""The generated sentences."""

import pandas as pd

from dxmetrics.text import words
from dxmetrics.ui import headline
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")


def test_state_names_the_targets_by_how_they_stand() -> None:
    heads = progress_rows(
        {"target": "MT1", "status": "on_track"},
        {"target": "MT2", "status": "lagging"},
        {"target": "MT3", "status": "incomplete"},
        {"target": "MT4", "status": "tracking"},
        {"target": "MT6", "status": "missed"},
    )
    assert headline.state_sentence(heads, "2025Q2", SAY) == (
        "Quý II/2025: 1/4 mục tiêu đạt hoặc đúng tiến độ (MT1); 1 mục tiêu chậm (MT2); "
        "1 mục tiêu hết hạn chưa đạt (MT6); "
        "1 mục tiêu chưa đủ số liệu (MT3)."
    )


def test_nothing_to_judge_says_so() -> None:
    assert (
        headline.state_sentence(progress_rows({"status": "tracking"}), "2024Q2", words("en"))
        == "Q2 2024: no target can be judged yet."
    )


def test_returns_are_counted_once_though_a_row_sums_all_levels() -> None:
    rates = pd.DataFrame(
        [("2024Q2", "department", 20, 18, 15), ("2024Q2", "all", 20, 18, 15), ("2024Q3", "department", 9, 9, 9)],
        columns=["period", "level", "expected", "received", "on_time"],
    )
    assert headline.reporting_sentence(rates, "2024Q2", SAY) == "Đã nhận **18/20** báo cáo (90%), 15 đúng hạn."
    alone = headline.reporting_sentence(rates, "2024Q2", SAY, alone=True)
    assert alone == "Quý II/2024: đã nhận **18/20** báo cáo (90%), 15 đúng hạn."
    assert headline.reporting_sentence(rates, "2024Q4", SAY) == ""


def test_units_to_call() -> None:
    assert headline.lagging_sentence(1, words("en")) == "**1** unit to call."
    assert headline.lagging_sentence(0, SAY) == "Không có đơn vị nào cần đôn đốc."


def test_guardrails_are_only_named_when_broken() -> None:
    kept = progress_rows({"target": "RB1", "status": "achieved"}, {"target": "RB2", "status": "incomplete"})
    assert headline.guardrail_sentence(kept, SAY) == ""
    assert (
        headline.guardrail_sentence(progress_rows({"target": "RB1", "status": "regressing"}), SAY)
        == "Ràng buộc bị vượt: **RB1**."
    )
