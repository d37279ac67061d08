"""Many cards or rows drawn as one piece: each of Streamlit's own elements costs a browser milliseconds, a card has six.

Whatever comes from data is escaped here; the HTML of a sheet is trusted by the browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from dxmetrics.ui import links
from dxmetrics.ui.page import Page

_HERE = Path(__file__).parent
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SPARK = (100, 30)


def draw(html: str, key: str) -> None:
    """The piece; who follows one of its links gets there when the page is drawn again (``links.follow``)."""

    def followed() -> None:
        asked = urlsplit(st.session_state[key].followed)
        links.go_to(asked.path, dict(parse_qsl(asked.query)))

    _component()(data={"html": html}, key=key, on_followed_change=followed)


def text(words: str) -> str:
    """Our own words with ``**bold**`` parts."""
    return _BOLD.sub(r"<b>\1</b>", escape(words)).replace("  \n", "<br>")


def heading(title: str, lead: str = "") -> str:
    """A section's heading, with the line that says how to read it where there is one."""
    return f"<h2>{text(title)}</h2>" + (f"<p><small>{text(lead)}</small></p>" if lead else "")


def box(title: str, html: str, rank: int = 3) -> str:
    """A few words that stand out, under the largest of them, which are a heading of that rank."""
    return f'<div class="card"><h{rank}>{text(title)}</h{rank}><p>{html}</p></div>'


def fold(label: str, html: str) -> str:
    """A line that opens the HTML below it."""
    return f'<details class="card fold"><summary>{text(label)}</summary>{html}</details>'


def facts(said: Mapping[str, str]) -> str:
    """What is said of one thing, a line each."""
    lines = (f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in said.items())
    return f'<dl class="facts">{"".join(lines)}</dl>'


def badge(tone: str, words: str) -> str:
    """Words on their tone's ground."""
    return f'<span class="badge {tone}">{escape(words)}</span>'


def link(page: Page, key: str, label: str, **changes: str) -> str:
    """A link to the page of that key, with the same filters but for these."""
    address = f"{key}?{urlencode(links.address(page, **changes))}"
    return f'<a href="{escape(address)}">{text(label)}</a>'


def explained(label: str, words: str) -> str:
    """A mark that opens an explanation; ``label`` is its name for those who don't see it."""
    told = "".join(f"<p>{escape(part)}</p>" for part in words.split("\n\n"))
    mark = f'<summary aria-label="{escape(label)}">?</summary>'
    return f'<details class="how">{mark}<div><small>{told}</small></div></details>'


def spark(values: list[float], tone: str, label: str) -> str:
    """A line through the values; ``label`` says them."""
    width, height = _SPARK
    low, span = min(values), (max(values) - min(values)) or 1
    points = " ".join(
        f"{at * width / (len(values) - 1):.1f},{height - 2 - (value - low) * (height - 4) / span:.1f}"
        for at, value in enumerate(values)
    )
    return (
        f'<svg class="spark {tone}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">'
        f'<polyline points="{points}" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>'
    )


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once, and not at import."""
    read = {kind: (_HERE / f"sheet.{kind}").read_text(encoding="utf-8") for kind in ("js", "css")}
    return st.components.v2.component("sheet", html='<div id="sheet"></div>', **read)
