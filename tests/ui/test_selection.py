"""The selection: plain words in the address, each checked against what can be chosen."""

import pytest

from dxmetrics.ui.selection import Choices, Selection, from_query, to_query, valid

CHOICES = Choices(
    period=["2024Q2", "2024Q3"], level=["department", "commune"], target=["MT1", "MT2"], status=["achieved", "lagging"]
)
USUAL = Selection(period="2024Q3", target="MT1")


def test_the_default_is_the_newest_quarter_and_a_plain_address() -> None:
    assert CHOICES.default() == USUAL
    assert to_query(USUAL, CHOICES) == {}


def test_an_address_opens_the_same_view() -> None:
    chosen = Selection("2024Q2", "commune", "MT2", "lagging", "đông hà")
    assert from_query(to_query(chosen, CHOICES), CHOICES, USUAL) == chosen


@pytest.mark.parametrize(
    "params",
    [
        {"period": "1999Q1"},
        {"level": "galaxy"},
        {"unknown": "x"},
        {"search": "x" * 101},
        {"target": "'; drop table"},
        {"__class__": "x"},
    ],
)
def test_anything_else_is_ignored(params: dict[str, str]) -> None:
    assert from_query(params, CHOICES, USUAL) == USUAL


def test_what_is_no_longer_on_offer_goes_back_to_its_default() -> None:
    assert valid(Selection("2023Q1", "commune", "", "lagging", "x"), CHOICES) == Selection(
        "2024Q3", "commune", "MT1", "lagging", "x"
    )


def test_a_store_without_data_has_a_selection_too() -> None:
    nothing = Choices([], [], [], [])
    assert from_query({"period": "2024Q2"}, nothing, nothing.default()) == Selection()
