"""Contrast on both pages, and distance for colour-blind readers, computed from the colours themselves."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

from dxmetrics.charts.theme import (
    COLOURS,
    INK,
    NETWORK,
    PAPER,
    PARTS,
    REPORTING,
    STATUS,
    TASKS,
    THREE_STATES,
    VALUE_STEPS,
    frame,
    ink_on,
    quarter_ticks,
    shorten,
    wrap,
)
from dxmetrics.text import words
from tests.helpers.colours import SIMULATIONS, ciede2000, contrast, seen

THEME = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))[
    "theme"
]
MODES = ("light", "dark")
PAGES = {
    f"{mode} {name}": THEME[mode][f"{name}Color"] for mode in MODES for name in ("background", "secondaryBackground")
}
ALL_MARKS = (STATUS, REPORTING, THREE_STATES, TASKS, NETWORK, VALUE_STEPS)
APART = 12.0  # CIEDE2000: some two and a half times what differs at a glance


@pytest.mark.parametrize("mode", PAGES)
@pytest.mark.parametrize("tone", COLOURS)
def test_chart_colours_stand_out_from_the_page(tone: str, mode: str) -> None:
    assert contrast(COLOURS[tone], PAGES[mode]) >= 3


def test_steps_and_parts_stand_out_too_and_none_is_told_by_colour_alone() -> None:
    shades = {mark.colour for mark in VALUE_STEPS.values()} | {colour for colour, _ in PARTS}
    for colour in shades:
        assert all(contrast(colour, THEME[mode]["backgroundColor"]) >= 3 for mode in MODES), colour
    assert len({pattern for _, pattern in PARTS}) == len(PARTS)


def test_text_inside_a_square_is_readable() -> None:
    for colour in {mark.colour for marks in ALL_MARKS for mark in marks.values()}:
        assert contrast(ink_on(colour), colour) >= 4.5, colour


def test_what_is_said_at_the_pointer_is_ink_on_paper() -> None:
    """Plotly writes a trace's name (``extra``) in the trace's colour, and Streamlit's theme the rest in grey."""
    label = frame("t", "n", 100).layout.hoverlabel
    assert (label.font.color, label.bgcolor) == (INK, PAPER)
    for path in Path("dxmetrics/charts").glob("*.py"):
        assert not re.findall(r"<extra>(?!</extra>)", path.read_text(encoding="utf-8")), path.name


def test_the_theme_s_first_colours_are_the_statuses() -> None:
    for mode in MODES:
        assert set(COLOURS.values()) == set(THEME[mode]["chartCategoricalColors"][:5])


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_the_published_one(one: tuple, other: tuple, distance: float) -> None:
    """Pairs of Sharma, Wu and Dalal 2005, table 1."""
    assert ciede2000(one, other) == pytest.approx(distance, abs=1e-4)


@pytest.mark.parametrize("mode", MODES)
def test_text_colours_are_readable(mode: str) -> None:
    theme = THEME[mode]
    assert contrast(theme["textColor"], theme["backgroundColor"]) >= 7
    assert contrast(theme["linkColor"], theme["backgroundColor"]) >= 4.5
    for name in ("red", "orange", "green", "blue", "gray"):
        assert contrast(theme[f"{name}TextColor"], theme[f"{name}BackgroundColor"]) >= 4.5, name
        assert contrast(theme[f"{name}TextColor"], theme["backgroundColor"]) >= 4.5, name
    # The accent is text in a chosen segment, and lies below Streamlit's ticks (white) and buttons' text (the better ink).
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["primaryColor"], ground) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 3
    assert max(contrast(ink, theme["primaryColor"]) for ink in ("#ffffff", "#000000")) >= 4.5


@pytest.mark.parametrize("kind", SIMULATIONS)
def test_tones_stay_apart_for_colour_blind_readers(kind: str) -> None:
    for one, other in itertools.combinations(COLOURS, 2):
        assert ciede2000(seen(COLOURS[one], kind), seen(COLOURS[other], kind)) >= APART, (one, other)


def test_no_information_by_colour_alone() -> None:
    emoji = "[\U0001f000-\U0001ffff\ufe0f\u2600-\u26ff\u2714\u2716\u25b6]"
    for marks in ALL_MARKS:
        symbols = [mark.symbol for mark in marks.values()]
        assert len(symbols) == len(set(symbols))
        assert not re.search(emoji, "".join(symbols))


def test_every_status_has_a_name_and_every_name_a_mark() -> None:
    assert set(words("vi").table("status")) == set(STATUS)
    assert set(words("vi").table("calendar")) == set(REPORTING)
    assert set(words("vi").table("network_state")) == set(NETWORK)
    assert set(words("vi").table("value_step")) == set(VALUE_STEPS)


def test_wrap_breaks_at_words() -> None:
    assert wrap("a long label of words", 10) == "a long<br>label of<br>words"


def test_quarter_ticks_name_the_year_once() -> None:
    assert quarter_ticks(["2024Q3", "2024Q4", "2025Q1"], words("vi")) == ["III<br>2024", "IV", "I<br>2025"]


def test_a_name_is_cut_only_where_it_is_too_long() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcd efgh", 6) == "abcd…"
