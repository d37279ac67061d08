"""Letters for a wall: what a slide says, large enough for the back of a room. Streamlit's own text has one size."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

_LARGE = "font-size:clamp(1.5rem,2.9vw,3.2rem);font-weight:650;line-height:1.2;margin:0"
_MIDDLE = "font-size:clamp(1.1rem,1vw + 1.6vh,2.2rem);line-height:1.35;margin:0"
_GRID = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,{narrowest}px),1fr));gap:0.6em 1.2em"
_TILE = "border-left:0.35em solid {colour};padding:0.1em 0.7em"
_FIGURE = "font-size:clamp(1.6rem,1.8vw + 2.2vh,3.4rem);font-weight:650;line-height:1.1"


def message(text: str) -> None:
    """The one thing a slide says."""
    st.html(f'<h1 style="{_LARGE}">{escape(text)}</h1>')


def lines(texts: Sequence[str]) -> None:
    """What stands below it, a line each."""
    st.html("".join(f'<p style="{_MIDDLE};margin-bottom:0.5em">{escape(text)}</p>' for text in texts if text))


def pairs(items: Sequence[tuple[str, str]], narrowest: int = 440) -> None:
    """Names with what is said of each, side by side where there is room."""
    cells = [f'<div style="{_MIDDLE}"><b>{escape(name)}</b><br>{escape(text)}</div>' for name, text in items]
    st.html(f'<div style="{_GRID.format(narrowest=narrowest)}">{"".join(cells)}</div>')


def tiles(items: Sequence[tuple[str, str, str, str]], narrowest: int = 300) -> None:
    """A figure each: its colour, its name, the figure, and its state by symbol and word."""
    cells = [
        f'<div style="{_TILE.format(colour=colour)}"><div style="{_MIDDLE}">{escape(name)}</div>'
        f'<div style="{_FIGURE}">{escape(figure)}</div><div style="{_MIDDLE}">{escape(state)}</div></div>'
        for colour, name, figure, state in items
    ]
    st.html(f'<div style="{_GRID.format(narrowest=narrowest)}">{"".join(cells)}</div>')
