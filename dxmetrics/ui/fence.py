"""A fence around what may fail: the failure says so with an id, its details stay in the log, the rest goes on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.roles import MENDERS, Actor
from dxmetrics.store.lake import away
from dxmetrics.text import Words
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_LOG = logging.getLogger("dxmetrics.ui")
Options = ParamSpec("Options")


def guard(name: str, say: Words, draw: Callable[[], None], told: str = "error.page", *, actor: Actor) -> None:
    """Draw; where that fails say ``told`` with the id under which the log knows it as the failure of ``name``.

    What our own errors say (paths, processes) is for who can mend it; others get an id.
    """
    try:
        draw()
    except DxmetricsError as fault:
        known = isinstance(fault, StoreError)
        if known and fault.code == "forbidden":
            st.warning(say("error.store.forbidden", **fault.params))
        elif actor.roles & MENDERS:
            st.error(inert(say(f"error.store.{fault.code}", **fault.params) if known else str(fault)))
        else:
            number = secrets.token_hex(4)
            _LOG.error("%s: %s, id %s", name, fault, number)
            st.error(say("error.away" if known and fault.code == "away" else "error.system", id=number))
    except Exception as fault:  # whatever this does, the rest must go on
        gone = away(fault)  # a shared store's PostgreSQL went away in the middle of a question
        if gone and actor.roles & MENDERS:
            st.error(inert(say("error.store.away", **gone.params)))
            return
        number = secrets.token_hex(4)
        _LOG.exception("%s failed, id %s", name, number)
        st.error(say("error.away" if gone else told, id=number))


def part(draw: Callable[Concatenate[Page, Options], None]) -> Callable[Concatenate[Page, Options], None]:
    """A part of a page that reruns by itself and fails by itself: the frame's fence doesn't reach its reruns."""

    @wraps(draw)
    def fenced(page: Page, *args: Options.args, **options: Options.kwargs) -> None:
        name = f"page {page.entry.key}, {draw.__module__}"
        guard(name, page.words, lambda: draw(page, *args, **options), "error.part", actor=page.store.actor)

    return st.fragment(fenced)


def mirrored(draw: Callable[Concatenate[Page, Options], None]) -> Callable[Concatenate[Page, Options], None]:
    """A part whose choices stand in the address: it writes them there when it reruns by itself."""

    @wraps(draw)
    def written(page: Page, *args: Options.args, **options: Options.kwargs) -> None:
        draw(page, *args, **options)
        page.mirror()

    return part(written)
