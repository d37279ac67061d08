"""A fence around what may fail: the failure says so with an id, its details stay in the log, the rest goes on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from dxmetrics.errors import DxmetricsError
from dxmetrics.text import Words
from dxmetrics.ui.page import Page

_LOG = logging.getLogger("dxmetrics.ui")
Options = ParamSpec("Options")


def guard(name: str, say: Words, draw: Callable[[], None], told: str = "error.page") -> None:
    """Draw; where that fails say ``told`` with the id under which the log knows it as the failure of ``name``."""
    try:
        draw()
    except DxmetricsError as fault:
        st.error(str(fault))
    except Exception:  # whatever this does, the rest must go on
        number = secrets.token_hex(4)
        _LOG.exception("%s failed, id %s", name, number)
        st.error(say(told, id=number))


def part(draw: Callable[Concatenate[Page, Options], None]) -> Callable[Concatenate[Page, Options], None]:
    """A part of a page that reruns by itself and fails by itself: the frame's fence doesn't reach its reruns."""

    @wraps(draw)
    def fenced(page: Page, *args: Options.args, **options: Options.kwargs) -> None:
        name = f"page {page.entry.key}, {draw.__module__}"
        guard(name, page.words, lambda: draw(page, *args, **options), "error.part")

    return st.fragment(fenced)
