"""The three-state bar of a card."""

from xml.etree import ElementTree

from dxmetrics.charts import strip_label, three_state_strip
from dxmetrics.text import words
from tests.helpers.progress_rows import progress_rows


def test_widths_follow_the_shares_and_the_plan_is_marked() -> None:
    row = next(progress_rows({}).itertuples())
    drawing = ElementTree.fromstring(three_state_strip(row, words("vi")))
    bars = drawing.findall("{http://www.w3.org/2000/svg}rect")
    assert [bar.get("width") for bar in bars[:3]] == ["180.0", "90.0", "30.0"]
    assert bars[2].get("fill") == "url(#unknown)"
    assert len(bars) == 5
    assert strip_label(row, words("vi")) == "Đạt 60%; Chưa đạt 30%; Chưa có số liệu 10%"


def test_no_plan_no_mark() -> None:
    row = next(progress_rows({"planned_now": None}).itertuples())
    assert (
        len(ElementTree.fromstring(three_state_strip(row, words("en"))).findall("{http://www.w3.org/2000/svg}rect"))
        == 3
    )
