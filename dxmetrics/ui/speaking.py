"""The language of the page, for screen readers: Streamlit's own document says English whatever stands in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_name("speaking.js")


def speak(language: str) -> None:
    """Say the language to the browser; where nothing follows, so that its empty room doesn't show."""
    _component()(data={"language": language}, key="speaking")


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once, and not at import."""
    return st.components.v2.component("speaking", js=_SCRIPT.read_text(encoding="utf-8"))
