"""The tile map and the true map: one figure a unit, the same states, the same ids back."""

import pandas as pd
import pytest

from dxmetrics.charts import boundary_map, tile_map
from dxmetrics.charts.boundary_map import middle
from dxmetrics.charts.theme import ink_on
from dxmetrics.text import words
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")
NAMES = {"a": ("Huyện Văn Lâm", "Văn Lâm"), "b": ("Huyện Phù Cừ", "Phù Cừ"), "c": ("Huyện Ân Thi", "Ân Thi")}
ROWS = progress_rows(
    {"org_unit": "a", "status": "achieved", "value": 100.0},
    {"org_unit": "b", "status": "regressing", "value": 71.4},
    {"org_unit": "c", "status": "not_reported", "value": None},
)
PLACES = {"a": (1, 0), "b": (2, 1), "c": (0, 1)}
SQUARE = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0))
ISLE = ((5.0, 5.0), (6.0, 5.0), (6.0, 6.0), (5.0, 5.0))
SHAPES = {"a": (SQUARE,), "b": (ISLE, SQUARE)}


def tiles(rows: pd.DataFrame = ROWS, **options: object):
    asked = {"places": PLACES, "names": NAMES, "title": "t", "source": "s"} | options
    return tile_map(rows, SAY, **asked)


def bars(figure) -> dict:
    return {trace.name: trace for trace in figure.data if trace.type == "bar" and trace.name}


def written(figure) -> dict:
    """The words on each tile by its place, and their colour."""
    (names,) = [trace for trace in figure.data if trace.type == "bar" and not trace.name]
    places = zip(names.x, (base + high / 2 for base, high in zip(names.base, names.y, strict=True)), strict=True)
    return dict(zip(places, zip(names.text, names.textfont.color, strict=True), strict=True))


def test_a_tile_a_unit_in_its_place_with_symbol_word_and_value() -> None:
    drawn = bars(tiles())
    assert list(drawn) == ["✓ Đã đạt", "↓ Giảm sút", "? Chưa có số liệu"]
    assert [(trace.x[0], trace.base[0] + trace.y[0] / 2) for trace in drawn.values()] == [(1, 0), (2, 1), (0, 1)]
    assert written(tiles())[2, 1] == ("Phù Cừ<br>71%", ink_on(drawn["↓ Giảm sút"].marker.color))
    assert drawn["↓ Giảm sút"].customdata[0] == ["<b>Huyện Phù Cừ</b><br>71,4% · ↓ Giảm sút", "b"]
    assert drawn["? Chưa có số liệu"].customdata[0][0] == "<b>Huyện Ân Thi</b><br>? Chưa có số liệu"


def test_the_symbol_is_always_shown_and_what_was_not_clicked_keeps_its_colours() -> None:
    figure = tiles()
    assert [trace.text for trace in figure.data if trace.type == "scatter"] == [("✓",), ("↓",), ("?",)]
    for trace in bars(figure).values():
        assert trace.unselected.marker.opacity == 1
        assert trace.unselected.textfont.color == trace.textfont.color == ink_on(trace.marker.color)
    (names,) = [trace for trace in figure.data if trace.type == "bar" and not trace.name]
    assert names.hoverinfo == "skip"  # a click is the tile's


def test_the_description_counts_the_states() -> None:
    assert tiles().layout.meta["alt"] == "t. Đã đạt: 1; Giảm sút: 1; Chưa có số liệu: 1"


def test_the_chosen_tile_is_framed_and_an_unknown_one_is_not() -> None:
    assert [shape.x0 for shape in tiles(selected="b").layout.shapes] == [1.5]
    assert not tiles(selected="gone").layout.shapes


def test_a_unit_without_a_tile_is_left_out() -> None:
    assert sum(len(trace.x) for trace in bars(tiles(places={"a": (0, 0)})).values()) == 1


def test_what_has_no_verdict_is_classed_by_value() -> None:
    rows = progress_rows(
        {"org_unit": "a", "status": "tracking", "value": 100.0},
        {"org_unit": "b", "status": "tracking", "value": 50.0},
        {"org_unit": "c", "status": "not_reported", "value": None},
    )
    assert list(bars(tiles(rows))) == ["● Từ 100%", "◑ 50% đến dưới 75%", "? Chưa có số liệu"]


def test_many_tiles_carry_names_only_and_counts_are_written_as_counts() -> None:
    many = progress_rows(*({"org_unit": str(at), "status": "achieved", "value": 7.0} for at in range(30)))
    names = {str(at): (f"Xã {at}", f"Tên {at}") for at in range(30)}
    figure = tiles(many, places={str(at): (at, 0) for at in range(30)}, names=names, unit="count")
    trace = bars(figure)["✓ Đã đạt"]
    assert written(figure)[3, 0][0] == "Tên 3"
    assert trace.customdata[3][0] == "<b>Xã 3</b><br>7 · ✓ Đã đạt"


def test_no_rows_still_draw() -> None:
    assert bars(tiles(ROWS.head(0))) == {}


def test_areas_without_geo_layers_and_a_symbol_in_the_middle_of_each() -> None:
    figure = boundary_map(ROWS, SAY, shapes=SHAPES, names=NAMES, title="t", source="s", selected="a")
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert not {"geo", "map", "mapbox"} & set(figure.layout.to_plotly_json())
    areas = [trace for trace in figure.data if trace.fill == "toself"]
    assert [trace.name for trace in areas] == ["✓ Đã đạt", "↓ Giảm sút"]
    assert list(areas[1].x).count(None) == 2
    middles = [trace for trace in figure.data if trace.text is not None and trace.text[0] in "✓↓"]
    assert [(trace.x[0], trace.y[0], trace.customdata[0][1]) for trace in middles] == [(1, 1, "a"), (1, 1, "b")]
    assert [trace.name for trace in figure.data if trace.name == "chosen"] == ["chosen"]


@pytest.mark.parametrize(("rings", "expected"), [((SQUARE,), (1, 1)), ((((3.0, 4.0), (3.0, 4.0)),), (3.0, 4.0))])
def test_the_middle_of_an_area(rings: tuple, expected: tuple) -> None:
    assert middle(rings) == pytest.approx(expected)


def test_a_long_name_leaves_the_room_above_it_to_the_symbol() -> None:
    from dxmetrics.charts.tile_map import _in_two_lines

    assert _in_two_lines("Triệu Việt Vương", (8, 10, 12)) == "Triệu Việt<br>Vương"
    assert _in_two_lines("Hồng Châu", (8, 10, 12)) == "Hồng<br>Châu"
    assert _in_two_lines("Đông Thái Ninh", (8, 10, 12)).count("<br>") == 1
