"""Files to drop or choose; Streamlit's own words in it, which it has in English only, are put in the page's language."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dxmetrics.text import Words

_STYLE = Path(__file__).with_name("uploader.css")


def files(say: Words, key: str) -> list[UploadedFile]:
    """What is in the uploader of that key; none is an empty list."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}{_named(say)}</style>")
    label, more = say("intake.drop"), say("intake.drop_help")
    return st.file_uploader(label, accept_multiple_files=True, key=key, help=more) or []


def _named(say: Words) -> str:
    """The words as properties that the style sheet reads; a JSON text is a text of CSS too."""
    limit = say("intake.drop_limit", size=st.get_option("server.maxUploadSize"))
    named = {"choose": say("intake.drop_choose"), "limit": limit}
    properties = [f"--uploader-{name}: {json.dumps(text, ensure_ascii=False)};" for name, text in named.items()]
    return f":root {{ {' '.join(properties)} }}"
