"""What senders name their files shows, and does nothing."""

import pytest

from dxmetrics.ui.inert import inert


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo cáo quý II.xlsx", "Báo cáo quý II\\.xlsx"),
        ("![x](http://a/b.png)", "\\!\\[x\\]\\(http\\:\\/\\/a/b\\.png\\)".replace("\\/\\/", "//")),
        (":red[x] $y$ <b>", "\\:red\\[x\\] \\$y\\$ \\<b\\>"),
    ],
)
def test_markdown_in_a_file_name_is_escaped(text: str, expected: str) -> None:
    assert inert(text) == expected
