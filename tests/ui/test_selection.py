"""The selection: plain words in the address, each checked against what can be chosen."""

from dataclasses import replace

import pytest

from dxmetrics.ui.selection import NAMES, Choices, Selection, from_query, to_query, valid

CHOICES = Choices(
    period=["2024Q2", "2024Q3"],
    level=["department", "commune"],
    target=["MT1", "MT2"],
    status=["achieved", "lagging"],
    peer_group=["department", "rural_commune"],
    districts={"2024Q2": ("331@2024-01-01",)},
    group=["ML1"],
    unit=["331@2024-01-01", "11953@2025-07-01"],
    frozen_periods=["2024Q3"],
)
USUAL = Selection(period="2024Q3", target="MT1")
HOSTILE = (
    "'; drop table raw.file; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "{0.__class__}",
    "\x00",
    "nan",
    "None",
    "A" * 5000,
    "\u202e2024Q2",
)


def test_the_default_is_the_newest_quarter_and_a_plain_address() -> None:
    assert CHOICES.default() == USUAL
    assert to_query(USUAL, CHOICES) == {}


@pytest.mark.parametrize(
    "chosen",
    [
        Selection("2024Q2", "commune", "MT2", "lagging", "đông hà", district="331@2024-01-01", unit="331@2024-01-01"),
        Selection(
            "2024Q3", target="MT1", since="2024Q2", structure="as_is", area="old", carry_forward="yes", group="ML1"
        ),
        Selection("2024Q3", target="MT2", since="freeze", frozen="yes", peer_group="rural_commune"),
    ],
)
def test_an_address_opens_the_same_view(chosen: Selection) -> None:
    assert from_query(to_query(chosen, CHOICES), CHOICES, USUAL) == chosen


@pytest.mark.parametrize(
    "params",
    [
        {"period": "1999Q1"},
        {"level": "galaxy"},
        {"unknown": "x"},
        {"search": "x" * 101},
        {"__class__": "x"},
        {"since": "2024Q3"},
        {"district": "331@2024-01-01"},
        {"frozen_periods": "2024Q2"},
    ],
)
def test_anything_else_is_ignored(params: dict[str, str]) -> None:
    assert from_query(params, CHOICES, USUAL) == USUAL


@pytest.mark.parametrize("name", [name for name in NAMES if name != "search"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_ignored(name: str, value: str) -> None:
    assert from_query({name: value}, CHOICES, USUAL) == USUAL


def test_what_is_no_longer_on_offer_goes_back_to_its_default() -> None:
    assert valid(Selection("2023Q1", "commune", "", "lagging", "x"), CHOICES) == Selection(
        "2024Q3", "commune", "MT1", "lagging", "x"
    )


def test_a_district_leaves_with_its_quarter_and_a_freeze_with_its_own() -> None:
    district = Selection("2024Q2", target="MT1", district="331@2024-01-01")
    assert valid(district, CHOICES) == district
    assert valid(replace(district, period="2024Q3"), CHOICES).district == ""
    assert valid(Selection("2024Q2", target="MT1", frozen="yes"), CHOICES).frozen == ""


def test_frozen_figures_go_with_no_other_way_of_looking() -> None:
    chosen = Selection("2024Q3", target="MT1", frozen="yes", structure="as_is", area="old", carry_forward="yes")
    assert valid(chosen, CHOICES) == Selection("2024Q3", target="MT1", frozen="yes")


def test_a_store_without_data_has_a_selection_too() -> None:
    nothing = Choices([], [], [], [])
    assert from_query({"period": "2024Q2"}, nothing, nothing.default()) == Selection()
