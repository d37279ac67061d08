"""Names beside a figure's lines: two units are told apart, on a phone too."""

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.charts.line_names import in_lines, line_height
from dxmetrics.periods import Period
from dxmetrics.text import LANGUAGES

CATALOG = load_catalog()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_units_at_once_have_the_same_label_and_none_is_too_wide_or_high(language: str) -> None:
    for quarter in ("2024Q2", "2024Q4", "2025Q1", "2025Q4"):
        names = {unit.name(language) for unit in CATALOG.units_at(Period.parse(quarter))}
        labels = {in_lines(name) for name in names}
        assert len(labels) == len(names)
        assert all(len(line) <= 27 for label in labels for line in label.split("<br>"))
        assert max(label.count("<br>") for label in labels) == 1


def test_every_vietnamese_name_is_whole() -> None:
    for unit in CATALOG.units.values():
        assert in_lines(unit.name_vi).replace("<br>", " ") == unit.name_vi


def test_what_needs_a_third_line_is_cut_and_said_to_be() -> None:
    label = in_lines("Ban Chỉ đạo " + "rất dài " * 12)
    assert label.count("<br>") == 1 and label.endswith("…")
    assert in_lines("") == "" and len(in_lines("x" * 80)) == 27


def test_lines_are_higher_where_a_name_takes_two() -> None:
    assert line_height(["Xã An"]) < line_height(["Xã An", "Ban Quản lý các khu công nghiệp tỉnh"])
