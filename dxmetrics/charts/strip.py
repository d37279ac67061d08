"""The three-state bar of a target card: a tiny SVG that opens at once, without plotly."""

from __future__ import annotations

from html import escape

import pandas as pd

from dxmetrics.charts.theme import THREE_STATES
from dxmetrics.charts.three_state import shares
from dxmetrics.text import Words
from dxmetrics.text.numbers import percent

_WIDTH, _HEIGHT = 300, 12


def three_state_strip(row: object, words: Words) -> str:
    """An SVG of one progress row: reached, not reached, not reported, and an upright line where the plan stands."""
    drawn, start = [], 0.0
    for state, share in zip(THREE_STATES, shares(row), strict=True):
        drawn.append(_part(start, share, "url(#unknown)" if state == "not_reported" else THREE_STATES[state].colour))
        start += share
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'preserveAspectRatio="none"><title>{escape(strip_label(row, words))}</title>{_hatch()}{"".join(drawn)}'
        f"{_plan(row)}</svg>"
    )


def strip_label(row: object, words: Words) -> str:
    """The strip in words, for those who can't see it."""
    parts = zip(THREE_STATES, shares(row), strict=True)
    return "; ".join(f"{words('three_state.' + state)} {percent(share, words.language)}" for state, share in parts)


def _part(start: float, share: float, fill: str) -> str:
    return _bar(start * _WIDTH / 100, share * _WIDTH / 100, fill)


def _bar(x: float, width: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{_HEIGHT}" fill="{fill}"/>'


def _hatch() -> str:
    colour = THREE_STATES["not_reported"].colour
    return (
        '<defs><pattern id="unknown" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{colour}"/><rect width="2" height="6" fill="#ffffff" opacity="0.45"/>'
        "</pattern></defs>"
    )


def _plan(row: object) -> str:
    planned = row.planned_now
    if pd.isna(planned):
        return ""
    x = min(max(float(planned), 0.0), 100.0) * (_WIDTH - 3) / 100
    # Dark with a light core: seen on every colour below it, on the light page and the dark one.
    return _bar(x, 3, "#16191f") + _bar(x + 1, 1, "#ffffff")
