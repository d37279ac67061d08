"""Contrast on both pages, and distance for colour-blind readers, computed from the colours themselves."""

import itertools
import math
import re
import tomllib
from pathlib import Path

import pytest

from dxmetrics.charts.theme import COLOURS, REPORTING, STATUS, THREE_STATES, quarter_ticks, wrap
from dxmetrics.text import words

THEME = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))[
    "theme"
]
PAGES = {mode: THEME[mode]["backgroundColor"] for mode in ("light", "dark")}
# Machado, Oliveira, Fernandes 2009, severity 1.
SIMULATIONS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    shades = sorted(
        sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, kind: str) -> tuple[float, float, float]:
    parts = linear(colour)
    return lab([sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in SIMULATIONS[kind]])


@pytest.mark.parametrize("mode", PAGES)
@pytest.mark.parametrize("tone", COLOURS)
def test_chart_colours_stand_out_from_the_page(tone: str, mode: str) -> None:
    assert contrast(COLOURS[tone], PAGES[mode]) >= 3


@pytest.mark.parametrize("mode", PAGES)
def test_text_colours_are_readable(mode: str) -> None:
    theme = THEME[mode]
    assert contrast(theme["textColor"], theme["backgroundColor"]) >= 7
    assert contrast(theme["linkColor"], theme["backgroundColor"]) >= 4.5
    for name in ("red", "orange", "green", "blue", "gray"):
        assert contrast(theme[f"{name}TextColor"], theme[f"{name}BackgroundColor"]) >= 4.5, name
        assert contrast(theme[f"{name}TextColor"], theme["backgroundColor"]) >= 4.5, name
    assert contrast("#ffffff", theme["primaryColor"]) >= 4


@pytest.mark.parametrize("kind", SIMULATIONS)
def test_tones_stay_apart_for_colour_blind_readers(kind: str) -> None:
    for one, other in itertools.combinations(COLOURS, 2):
        assert math.dist(seen(COLOURS[one], kind), seen(COLOURS[other], kind)) >= 10, (one, other)


def test_no_information_by_colour_alone() -> None:
    for marks in (STATUS, REPORTING, THREE_STATES):
        symbols = [mark.symbol for mark in marks.values()]
        assert len(symbols) == len(set(symbols))
    assert not re.search(
        "[\U0001f000-\U0001ffff\ufe0f\u2600-\u26ff\u2714\u2716\u25b6]", "".join(m.symbol for m in STATUS.values())
    )


def test_every_status_has_a_name_and_every_name_a_mark() -> None:
    assert set(words("vi").table("status")) == set(STATUS)
    assert set(words("vi").table("calendar")) == set(REPORTING)


def test_wrap_breaks_at_words() -> None:
    assert wrap("a long label of words", 10) == "a long<br>label of<br>words"


def test_quarter_ticks_name_the_year_once() -> None:
    assert quarter_ticks(["2024Q3", "2024Q4", "2025Q1"], words("vi")) == ["III<br>2024", "IV", "I<br>2025"]
