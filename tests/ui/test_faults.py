"""Cells of a group of faults as a person would say them."""

import pytest

from dxmetrics.ui.faults import cell_ranges


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((), ""),
        (("F14",), "F14"),
        (("F14", "F15", "F16", "H3"), "F14:F16, H3"),
        (("F9", "F10", "G11", "F11"), "F9:F10, G11, F11"),
        (("F14", "F14", "F15"), "F14:F15"),
        (("AA99", "AA100"), "AA99:AA100"),
    ],
)
def test_neighbours_below_one_another_are_a_range(cells: tuple[str, ...], said: str) -> None:
    assert cell_ranges(cells) == said
