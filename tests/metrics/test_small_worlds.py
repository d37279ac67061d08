"""Each tricky rule of metrics.md in a world small enough to compute by hand (tests/helpers/worlds.py tells who is in
it)."""

from __future__ import annotations

import pytest

from tests.helpers.worlds import AB, KAD, X11, X12, X13, X14, X15, X21, X22, X23, A, B, C, D, E, World, focal_points

NO_PLATFORM = {f"D87.{number}": False for number in range(1, 10)}


# Shares of units


def test_silence_stays_in_the_denominator_and_opens_the_bounds(world: World) -> None:
    world.put(A, "2024Q2", {"D12": True})
    world.put(B, "2024Q2", {"D12": False})
    row = world.row("MT2", "2024Q2")
    assert (row["met"], row["not_met"], row["not_reported"], row["denominator"]) == (1, 1, 1, 3)
    assert (row["value"], row["lower"], row["upper"]) == pytest.approx((100 / 3, 100 / 3, 200 / 3))
    assert row["reported_share"] == pytest.approx(200 / 3)


def test_nobody_reported_has_no_value(world: World) -> None:
    row = world.row("MT2", "2024Q2")
    assert (row["value"], row["lower"], row["upper"], row["reported_share"], row["status"]) == (
        None,
        0,
        100,
        0,
        "not_reported",
    )


def test_a_blank_cell_is_neither_yes_nor_no(world: World) -> None:
    world.put(A, "2024Q2", {"D11": True})
    assert world.row("MT2", "2024Q2", A)["status"] == "not_reported"


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"D81.1": 0, "D82": 0, "D85.1": 0, **NO_PLATFORM}, "not_met"),
        ({"D81.1": 1, "D82": 0, "D85.1": 0, **NO_PLATFORM}, "met"),
        ({"D87.4": True}, "met"),
        ({"D82": 0, "D85.1": 0, **NO_PLATFORM}, "not_reported"),
        ({"D81.1": 0, "D82": KAD, "D85.1": KAD, **NO_PLATFORM}, "not_met"),
        ({"D81.1": KAD, "D82": KAD, "D85.1": KAD, **dict.fromkeys(NO_PLATFORM, KAD)}, "not_applicable"),
        ({}, "not_reported"),
    ],
    ids=[
        "all no",
        "one count",
        "one yes among blanks",
        "one blank among no",
        "some not applicable",
        "none applicable",
        "empty",
    ],
)
def test_any_of_many_conditions_in_three_values(world: World, cells: dict, state: str) -> None:
    world.put(C, "2024Q2", cells)
    row = world.row("MT4", "2024Q2", C)
    counts = {name: row[name] for name in ("met", "not_met", "not_reported", "not_applicable")}
    assert counts == {**dict.fromkeys(counts, 0), state: 1}


def test_cells_not_asked_this_quarter_take_no_part(world: World) -> None:
    """D82 and D85 are asked in Q2 and Q4 only; in Q3 the other answers settle it."""
    world.put(C, "2024Q3", {"D81.1": 0, **NO_PLATFORM})
    assert world.row("MT4", "2024Q3", C)["not_met"] == 1


def test_not_applicable_units_leave_the_denominator(world: World) -> None:
    world.put(D, "2024Q2", {"D15": KAD, "D16": KAD})
    row = world.row("MT2c", "2024Q2", level="district")
    assert (row["not_applicable"], row["not_reported"], row["value"], row["status"]) == (1, 0, None, "not_applicable")


# Against what was stated; for good


def test_more_posts_than_stated_at_the_start(world: World) -> None:
    world.put(A, "2024Q2", {"D03": 2, "D04": 2, "D08": 0})
    world.put(A, "2024Q3", {"D03": 3, "D08": 0})
    assert [world.row("MT1", quarter)["met"] for quarter in ("2024Q2", "2024Q3")] == [0, 1]


def test_a_merged_body_is_measured_against_the_sum_of_its_predecessors(world: World) -> None:
    world.put(A, "2024Q2", {"D03": 2, "D04": 2})
    world.put(B, "2024Q2", {"D03": 3, "D04": 3})
    world.put(AB, "2025Q1", {"D03": 5})
    world.put(AB, "2025Q2", {"D03": 6})
    assert [world.row("MT1", quarter, AB)["met"] for quarter in ("2025Q1", "2025Q2")] == [0, 1]


def test_a_predecessor_that_stated_nothing_leaves_the_merged_body_unknown(world: World) -> None:
    world.put(A, "2024Q2", {"D03": 2, "D04": 2})
    world.put(AB, "2025Q1", {"D03": 50})
    assert world.row("MT1", "2025Q1", AB)["not_reported"] == 1


def test_what_the_merged_body_states_itself_goes_first(world: World) -> None:
    world.put(A, "2024Q2", {"D04": 2})
    world.put(B, "2024Q2", {"D04": 3})
    world.put(AB, "2025Q1", {"D03": 5, "D04": 4})
    assert world.row("MT1", "2025Q1", AB)["met"] == 1


def test_posts_once_added_with_their_document_count_for_good(world: World) -> None:
    world.put(A, "2024Q2", {"D03": 2, "D04": 2, "D08": 1, "D09": "1/QĐ"})
    world.put(A, "2024Q3", {"D03": 2, "D08": 0})
    world.put(AB, "2025Q1", {"D03": 0, "D08": 0})
    assert [world.row("MT1", quarter)["met"] for quarter in ("2024Q2", "2024Q3", "2025Q1")] == [1, 1, 1]


def test_posts_added_without_their_document_do_not(world: World) -> None:
    world.put(A, "2024Q2", {"D03": 2, "D04": 2, "D08": 1})
    assert world.row("MT1", "2024Q2")["not_met"] == 1


# Ratios


def test_a_ratio_is_of_sums_never_a_mean(world: World) -> None:
    world.put(A, "2024Q2", {"D70.2": 1, "D71.2": 1})
    world.put(B, "2024Q2", {"D70.2": 0, "D71.2": 9})
    world.put(C, "2024Q2", {"D70.2": 0, "D71.2": 10})
    row = world.row("MT3", "2024Q2", group="ML2")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 20, 5)
    assert (row["met"], row["not_met"]) == (None, None)


def test_half_a_pair_is_not_reported_and_its_denominator_bounds(world: World) -> None:
    world.put(A, "2024Q2", {"D70.2": 4, "D71.2": 8})
    world.put(B, "2024Q2", {"D71.2": 2})
    world.put(C, "2024Q2", {"D70.2": 1, "D71.2": 10})
    row = world.row("MT3", "2024Q2", group="ML2")
    assert (row["value"], row["not_reported"]) == (pytest.approx(100 * 5 / 18), 1)
    assert (row["lower"], row["upper"]) == (25, 35)


def test_a_missing_unit_bounds_with_its_last_known_denominator(world: World) -> None:
    for unit in (A, B, C):
        world.put(unit, "2024Q2", {"D70.2": 5, "D71.2": 10})
    world.put(A, "2024Q3", {"D70.2": 6, "D71.2": 10})
    world.put(B, "2024Q3", {"D70.2": 6, "D71.2": 20})
    row = world.row("MT3", "2024Q3", group="ML2")
    assert (row["value"], row["lower"], row["upper"], row["reported_share"]) == (40, 30, 55, pytest.approx(200 / 3))


def test_one_missing_unit_without_known_denominator_empties_both_bounds(world: World) -> None:
    world.put(A, "2024Q2", {"D70.2": 6, "D71.2": 10})
    world.put(B, "2024Q2", {"D70.2": 6, "D71.2": 10})
    row = world.row("MT3", "2024Q2", group="ML2")
    assert (row["value"], row["lower"], row["upper"]) == (60, None, None)
    assert (row["status"], row["status_lower"]) == ("incomplete", None)


def test_a_merged_body_bounds_with_its_predecessors(world: World) -> None:
    for unit in (A, B, C):
        world.put(unit, "2024Q4", {"D70.2": 5, "D71.2": 10})
    world.put(C, "2025Q1", {"D70.2": 10, "D71.2": 10})
    row = world.row("MT3", "2025Q1", group="ML2")
    assert (row["value"], row["lower"], row["upper"]) == (100, pytest.approx(100 / 3), 100)


def test_denominators_come_down_through_two_mergers(world: World) -> None:
    """11 and 12 become 15, which never says a word, and with 13 it becomes 21: 2 + 3 + 5 people are known of it."""
    world.put(D, "2024Q3", about={X11: {"D45": 1, "D46": 2}, X12: {"D45": 2, "D46": 3}, X13: {"D45": 1, "D46": 5}})
    world.put(X22, "2025Q3", {"D45": 10, "D46": 20})
    world.put(X23, "2025Q3", {"D45": 0, "D46": 10})
    row = world.row("MT6", "2025Q3", level="commune")
    assert (row["value"], row["lower"], row["upper"]) == (pytest.approx(100 / 3), 25, 50)


def test_one_unknown_branch_of_two_mergers_leaves_the_bounds_open(world: World) -> None:
    world.put(D, "2024Q3", about={X11: {"D45": 1, "D46": 2}, X13: {"D45": 1, "D46": 5}})
    world.put(X22, "2025Q3", {"D45": 10, "D46": 20})
    world.put(X23, "2025Q3", {"D45": 0, "D46": 10})
    row = world.row("MT6", "2025Q3", level="commune")
    assert (row["lower"], row["upper"]) == (None, None)


def test_denominators_of_nothing_are_no_value(world: World) -> None:
    world.put(E, "2024Q2", {"D70.5": 0, "D71.5": 0})
    row = world.row("MT3", "2024Q2", level="network")
    assert (row["numerator"], row["denominator"], row["value"], row["status"]) == (0, 0, None, "not_reported")


def test_a_sum_has_no_upper_bound_and_needs_enough_reported(world: World) -> None:
    world.put(A, "2024Q2", {"D54": 7})
    row = world.row("MT5a", "2024Q2")
    assert (row["value"], row["lower"], row["upper"], row["denominator"]) == (7, 7, None, None)


# The year's latest


def test_a_silent_unit_still_feeds_the_year_and_says_how_old_it_is(world: World) -> None:
    world.put(C, "2024Q2", {"D43": 2, "D46": 4})
    row = world.row("MT6", "2024Q4", C)
    assert (row["numerator"], row["denominator"], row["value"], row["carried_age"], row["not_reported"]) == (
        2,
        4,
        50,
        2,
        1,
    )
    assert (row["lower"], row["upper"], row["status"]) == (50, 100, "incomplete")


def test_a_new_year_starts_from_nothing(world: World) -> None:
    world.put(C, "2024Q4", {"D43": 4, "D46": 4})
    row = world.row("MT6", "2025Q1", C)
    assert (row["value"], row["lower"], row["upper"]) == (None, 0, 100)


def test_until_it_reports_a_merged_body_has_its_predecessors_figures(world: World) -> None:
    world.put(D, "2024Q3", about={X11: {"D45": 1, "D46": 2}, X12: {"D45": 2, "D46": 3}, X13: {"D45": 1, "D46": 5}})
    world.put(D, "2024Q4", about={X13: {"D45": 5, "D46": 5}})
    row = world.row("MT6", "2024Q4", X15, "commune")
    assert (row["numerator"], row["denominator"], row["carried_age"], row["not_reported"]) == (3, 5, 1, 1)


def test_the_annual_line_starts_at_nothing_and_judges_at_the_fourth_quarter(world: World) -> None:
    for quarter, trained in (("2024Q2", 1), ("2024Q3", 2), ("2024Q4", 3), ("2025Q1", 4)):
        world.put(C, quarter, {"D43": trained, "D46": 4})
    rows = [world.row("MT6", quarter, C) for quarter in ("2024Q2", "2024Q3", "2024Q4", "2025Q1")]
    assert [row["planned_now"] for row in rows] == pytest.approx([100 / 3, 200 / 3, 100, 25])
    assert [row["status"] for row in rows] == ["in_year", "in_year", "missed", "achieved"]
    assert [row["baseline_period"] for row in rows] == ["2024Q1", "2024Q1", "2024Q1", "2024Q4"]


# Progress


def test_the_line_from_the_first_full_quarter_to_the_deadline(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q4", A)
    row = world.row("MT2", "2024Q4")
    assert (row["baseline"], row["baseline_period"], row["deadline_period"]) == (0, "2024Q2", "2025Q4")
    assert row["planned_now"] == pytest.approx(100 * 2 / 6)
    assert row["plan_attainment"] == pytest.approx(1)
    assert (row["pace"], row["required_pace"]) == (pytest.approx(100 / 6), pytest.approx(200 / 12))
    assert (row["projected"], row["gap_pct"], row["status"]) == (pytest.approx(100), 0, "on_track")
    assert (row["units_to_go"], row["units_per_quarter_needed"]) == (2, 0.5)


def test_the_first_quarter_has_progress_but_no_pace(world: World) -> None:
    focal_points(world, "2024Q2", A)
    row = world.row("MT2", "2024Q2")
    assert (row["progress_share"], row["plan_attainment"], row["pace"], row["projected"]) == (0, None, None, None)
    assert row["status"] == "not_assessable"


def test_silence_never_colours(world: World) -> None:
    """One of three silent at 2024Q4: 33 % is on track, and so is 67 %; at 2025Q2 (67 % planned) it decides."""
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q4", A, of=(A, B))
    world.put(AB, "2025Q2", {"D12": True})
    settled, open_ = world.row("MT2", "2024Q4"), world.row("MT2", "2025Q2")
    assert (settled["status"], settled["status_lower"], settled["status_upper"]) == ("on_track", "on_track", "on_track")
    assert (open_["status"], open_["status_lower"], open_["status_upper"]) == (
        "incomplete",
        "needs_acceleration",
        "achieved",
    )


def test_from_the_deadline_on_the_plan_is_the_target_even_without_a_baseline(world: World) -> None:
    world.put(AB, "2025Q4", {"D12": True})
    row = world.row("MT2", "2025Q4")
    assert (row["planned_now"], row["baseline"], row["projected"]) == (100, None, 50)
    assert (row["status"], row["status_lower"], row["status_upper"]) == ("incomplete", "missed", "achieved")


def test_what_was_achieved_and_no_longer_is_regresses(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q3", A, B, C)
    focal_points(world, "2024Q4", A, B)
    assert world.row("MT2", "2024Q4")["status"] == "regressing"
    assert world.row("MT2", "2024Q4", C)["status"] == "regressing"
    assert world.row("MT2", "2024Q4", A)["status"] == "achieved"


def test_stagnation_skips_holes(world: World) -> None:
    for quarter in ("2024Q2", "2024Q3", "2025Q1"):
        world.put(E, quarter, {"D70.5": 4, "D71.5": 10})
    assert world.row("MT3", "2024Q3", level="network")["status"] == "lagging"
    assert world.row("MT3", "2025Q1", level="network")["status"] == "stagnant"


def test_a_unit_is_judged_against_its_levels_line(world: World) -> None:
    """The level starts at 20 % and should be at 1/6 of the way a quarter later, whatever C itself began with."""
    for unit in (A, B):
        world.put(unit, "2024Q2", {"D70.2": 2, "D71.2": 10})
    world.put(C, "2024Q2", {"D70.2": 2, "D71.2": 10})
    world.put(C, "2024Q3", {"D70.2": 30, "D71.2": 100})
    row = world.row("MT3", "2024Q3", C, group="ML2")
    assert row["planned_now"] == pytest.approx(20 + 80 / 6)
    assert row["plan_attainment"] == pytest.approx(10 / (80 / 6))
    assert row["status"] == "needs_acceleration"


def test_the_worst_level_speaks_for_all(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q3", A, B, C)
    for quarter in ("2024Q2", "2024Q3"):
        world.put(D, quarter, {"D12": True}, about={commune: {"D61": False} for commune in (X11, X12, X13, X14)})
    states = {
        level: world.row("MT2", "2024Q3", level=level)["status"]
        for level in ("department", "district", "commune", "all")
    }
    assert states == {"department": "achieved", "district": "achieved", "commune": "lagging", "all": "lagging"}


# Across changes of structure


def test_a_yes_is_folded_only_when_every_predecessor_said_yes(world: World) -> None:
    """In 2024Q3 11 had one, 12 not; merged, 15 starts from no. 14 stays as it was."""
    world.put(D, "2024Q3", about={X11: {"D61": True}, X12: {"D61": False}, X13: {"D61": True}, X14: {"D61": True}})
    world.put(D, "2024Q4", about={X15: {"D61": True}, X13: {"D61": True}, X14: {"D61": True}})
    before, after = world.row("MT2", "2024Q3", level="commune"), world.row("MT2", "2024Q4", level="commune")
    assert (before["value"], after["value"]) == (75, 100)
    assert after["baseline"] == pytest.approx(200 / 3)
    assert world.row("MT2", "2024Q4", X15, "commune")["baseline"] == 0


def test_a_silent_predecessor_leaves_the_folded_answer_open(world: World) -> None:
    world.put(D, "2024Q3", about={X11: {"D61": True}, X13: {"D61": True}, X14: {"D61": True}})
    world.put(D, "2024Q4", about={X15: {"D61": True}})
    assert world.row("MT2", "2024Q4", X15, "commune")["baseline_period"] == "2024Q4"


def test_periods_are_compared_over_the_land_that_both_have(world: World) -> None:
    """23 joins on 1/7/2025 without one: the level is at 2 of 3, but the land it began with is at 2 of 2."""
    world.put(D, "2024Q4", about={X15: {"D61": False}, X13: {"D61": False}, X14: {"D61": True}})
    for unit, answer in ((X21, True), (X22, True), (X23, False)):
        world.put(unit, "2025Q3", {"D61": answer})
    row = world.row("MT2", "2025Q3", level="commune")
    assert (row["value"], row["denominator"], row["baseline"]) == (pytest.approx(200 / 3), 3, 50)
    assert (row["comparable_value"], row["comparable_units"]) == (100, 2)
    assert row["progress_share"] == pytest.approx(1)
    assert row["pace"] == pytest.approx(50 / 3)
    assert row["projected"] == pytest.approx(100 + 50 / 3)
    assert row["required_pace"] == pytest.approx(100 / 3)


def test_a_districts_office_leaves_and_the_rest_goes_on(world: World) -> None:
    """Before 1/7/2025 the members of groups 3 and 4 were the district's figures; the line of group 3 begins anew."""
    world.put(D, "2024Q2", {"D70.3": 5, "D71.3": 10})
    for unit in (X21, X22, X23):
        world.put(unit, "2025Q3", {"D70.3": 8, "D71.3": 10})
    row = world.row("MT3", "2025Q3", level="all", group="ML3")
    assert (row["value"], row["baseline"], row["baseline_period"]) == (80, 80, "2025Q3")


def test_guardrails_compare_units_that_reported_both_times(world: World) -> None:
    for unit, posts in ((A, 10), (B, 20), (C, 30)):
        world.put(unit, "2024Q2", {"D01": posts})
    world.put(A, "2024Q3", {"D01": 10})
    world.put(C, "2024Q3", {"D01": 33})
    world.put(AB, "2025Q1", {"D01": 29})
    world.put(C, "2025Q1", {"D01": 30})
    silent, merged = world.row("RB1", "2024Q3"), world.row("RB1", "2025Q1")
    assert (silent["value"], silent["baseline"], silent["comparable_value"], silent["status"]) == (
        43,
        40,
        43,
        "incomplete",
    )
    assert (merged["value"], merged["baseline"], merged["comparable_value"], merged["status"]) == (
        59,
        60,
        59,
        "achieved",
    )
