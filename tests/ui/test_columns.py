"""Columns of a table: heads and short values whole at 1280 px, as many at once as fit, none left out."""

import pandas as pd

from dxmetrics.documents.tables import Column
from dxmetrics.text.numbers import number
from dxmetrics.ui import columns

# What Chromium measured of the table's own type, in pixels.
MEASURED = {"Đang triển khai": 82, "Tỷ lệ hoàn thành": 90, "✕ Hết hạn chưa đạt": 103, "Civil servants in post": 111}
UNITS = ["Phường Phan Đình Phùng, Thị xã Mỹ Hào", "Xã Tân Hưng"]
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình của tỉnh"


def made(numbers: int) -> tuple[list[Column], pd.DataFrame]:
    """A column of units and so many of figures with a head of 15 characters."""
    heads = [Column(f"n{place}", "Công chức có mặt", "count", 8) for place in range(numbers)]
    rows = pd.DataFrame({"unit": UNITS, **{column.key: [1234567, None] for column in heads}})
    return [Column("unit", "Đơn vị", "text", 27), *heads], rows


def found(numbers: int, room: int) -> dict[str, tuple[int, int]]:
    shown, rows = made(numbers)
    writers = {column.key: lambda value: number(value, "vi", 0) for column in shown[1:]}
    return columns.widths(shown, rows, writers, room=room)


def test_a_text_is_about_as_wide_as_the_browser_draws_it() -> None:
    for text, pixels in MEASURED.items():
        assert pixels - 2 <= columns.text_width(text) <= pixels + 9, text


def test_a_head_and_its_figures_stand_whole_whatever_width_was_asked_for() -> None:
    for key, (needed, _) in found(3, columns.ROOM).items():
        if key != "unit":
            assert needed >= columns.text_width("Công chức có mặt") + 16 > 8 * 7


def test_what_fits_is_one_turn_and_fills_the_room_at_most() -> None:
    sizes = found(4, columns.ROOM)
    turns = columns.in_turns(sizes, 1, room=columns.ROOM)
    assert turns == [list(sizes)]
    assert sum(columns.fitted(sizes, turns[0], room=columns.ROOM).values()) <= columns.ROOM
    shown, rows = [Column("unit", "Đơn vị", "text", 60)], pd.DataFrame({"unit": [LONG]})
    wished = columns.widths(shown, rows, {}, room=columns.ROOM)
    assert columns.fitted(wished, ["unit"], room=600)["unit"] > columns.fitted(wished, ["unit"], room=200)["unit"]


def test_more_columns_than_fit_come_in_even_turns_each_with_the_unit() -> None:
    sizes = found(13, columns.ROOM)
    turns = columns.in_turns(sizes, 1, room=columns.ROOM)
    assert len(turns) > 1 and all(turn[0] == "unit" for turn in turns)
    assert [key for turn in turns for key in turn[1:]] == list(sizes)[1:]
    assert max(map(len, turns)) - min(map(len, turns)) <= 2
    for turn in turns:
        assert sum(columns.fitted(sizes, turn, room=columns.ROOM).values()) <= columns.ROOM


def test_a_little_too_much_takes_from_the_long_texts_only() -> None:
    plain = found(5, 10_000)
    room = sum(needed for needed, _ in plain.values()) - 30
    tight = found(5, room)
    assert tight["unit"][0] < plain["unit"][0] and tight["n0"][0] == plain["n0"][0]
    assert len(columns.in_turns(tight, 1, room=room)) == 1


def test_the_name_of_a_department_stands_whole_where_there_is_room() -> None:
    name = "Ban Quản lý dự án đầu tư xây dựng tỉnh"
    shown = [Column("unit", "Đơn vị"), Column("state", "Tình trạng")]
    sizes = columns.widths(shown, pd.DataFrame({"unit": [name], "state": ["✓ Đã tiếp nhận"]}), {}, room=columns.ROOM)
    assert sizes["unit"][0] >= columns.text_width(name)


def test_a_text_that_fits_takes_one_line_and_one_odd_text_adds_one() -> None:
    rows = pd.DataFrame({"todo": ["Gửi báo cáo của kỳ"] * 40})
    assert columns.lines(rows, {"todo": 150}) == 1
    rows.loc[7, "todo"] = "Phân công đầu mối, gửi văn bản; Vận động thành viên dùng nền tảng; Cử người chưa học đi học"
    assert columns.lines(rows, {"todo": 150}) == 2
    assert columns.lines(rows[7:8], {"todo": 150}) >= 5


def test_a_column_of_a_few_characters_breaks_its_texts_too() -> None:
    rows = pd.DataFrame({"code": ["HT1", "HT2"]})
    for pixels in range(24, 60):
        assert 1 <= columns.lines(rows, {"code": pixels}) <= 10


def test_texts_that_may_be_broken_need_less_than_whole() -> None:
    shown, rows = (
        [Column("unit", "Đơn vị", "text", 32)],
        pd.DataFrame({"unit": ["Ban Quản lý các khu công nghiệp tỉnh"]}),
    )
    whole = columns.widths(shown, rows, {}, room=columns.ROOM)["unit"]
    broken = columns.widths(shown, rows, {}, room=columns.ROOM, broken=True)["unit"]
    assert broken[0] < whole[0]
