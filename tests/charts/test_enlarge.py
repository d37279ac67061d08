"""A figure for a wall: letters grow, data stays, the original is untouched."""

import pytest

from dxmetrics.charts import enlarged
from dxmetrics.charts.theme import percent_bars


def figure():
    drawn = percent_bars("Sở chậm", "Nguồn", [("Sở: 50%", "50%"), ("Xã: 20%", "20%")])
    drawn.add_bar(x=[50, 20], y=[0, 1], orientation="h", width=0.5, text=["Hồng<br>Châu", "A"], textfont={"size": 10})
    drawn.add_scatter(x=[50], y=[0], marker={"size": 8, "line": {"width": 2}})
    return drawn


def test_letters_and_marks_grow_alike_and_data_stays() -> None:
    small = figure()
    large = enlarged(small, height=10_000, most=1.5)
    assert large.layout.height == pytest.approx(small.layout.height * 1.5, abs=1)
    assert large.layout.font.size == small.layout.font.size * 1.5
    assert large.layout.annotations[0].font.size == small.layout.annotations[0].font.size * 1.5
    assert large.layout.annotations[0].yshift == small.layout.annotations[0].yshift * 1.5
    assert large.data[1].marker.size == 12 and large.data[1].marker.line.width == 3
    assert large.data[0].textfont.size == 15
    assert list(large.data[0].x) == [50, 20] and large.data[0].width == 0.5
    assert list(large.layout.xaxis.range) == list(small.layout.xaxis.range)
    assert large.layout.meta == small.layout.meta
    assert small.layout.font.size == figure().layout.font.size


def test_a_figure_too_high_for_the_wall_shrinks_but_its_letters_do_not() -> None:
    small = figure()
    large = enlarged(small, height=100)
    assert large.layout.height == 100
    assert large.layout.font.size == small.layout.font.size


def test_a_figure_fills_a_wall_that_is_higher_than_its_letters_ask_for() -> None:
    small = figure()
    large = enlarged(small, height=2000, fills=True)
    assert large.layout.height == 2000 and large.layout.font.size == small.layout.font.size * 1.7
    assert enlarged(small, height=100, least=1.5).layout.font.size == small.layout.font.size * 1.5


def test_broken_names_stand_in_one_line_on_a_wall() -> None:
    assert list(enlarged(figure(), height=500, one_line=True).data[0].text) == ["Hồng Châu", "A"]
