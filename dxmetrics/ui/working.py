"""Long work beside the page: a thread that tells how far it is and ends when it is asked to, and a file at its end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.ui import acting, downloads
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

Told = Callable[[int, int], None]
"""Told how many steps of how many are done; raises ``Cancelled`` where nobody wants the rest."""
Make = Callable[[Told], bytes]
_LOG = logging.getLogger("dxmetrics.ui")
_EVERY = 0.5
_STATE = "work"


class Cancelled(Exception):
    """Raised inside the work, so that whatever it does stops at its next step."""


@dataclass
class Work:
    """One file being made. ``data`` once it is there, ``fault`` where it failed; neither after a cancel."""

    make: Make
    done: int = 0
    total: int = 0
    data: bytes | None = None
    fault: Exception | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> Work:
        """Begin in a thread of its own."""
        self.thread = threading.Thread(target=self._run, name="dxmetrics-work", daemon=True)
        self.thread.start()
        return self

    @property
    def is_running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def tell(self, done: int, total: int) -> None:
        """The work's progress; Cancelled where it is to end."""
        if self.stop.is_set():
            raise Cancelled
        self.done, self.total = done, total

    def _run(self) -> None:
        try:
            self.data = self.make(self.tell)
        except Cancelled:
            return
        except Exception as fault:  # told on the page by whoever looks next
            self.fault = fault
            if not isinstance(fault, DxmetricsError):
                _LOG.exception("work failed")


def offer(page: Page, key: str, *, about: str, make: Make, file_name: str, mime: str) -> None:
    """A button that begins; while it works a bar and a way to cancel; then the file to take away.

    about  what the file is made from: at another the file is made anew
    """
    works: dict[str, tuple[str, Work]] = st.session_state.setdefault(_STATE, {})
    known, work = works.get(key, ("", None))
    if work and known != about:
        work.stop.set()
        del works[key]
        work = None
    if work is None:
        if st.button(page.words(f"work.{key}.make"), key=f"make_{key}", icon=":material/play_arrow:"):
            works[key] = (about, Work(make).start())
            st.rerun()
        return
    if work.is_running:
        _watch(page, key, work)
    elif work.data is not None:
        _give(page, key, work.data, file_name, mime)
    else:
        _failed(page, key, work)


@st.fragment(run_every=_EVERY)
def _watch(page: Page, key: str, work: Work) -> None:
    """Drawn anew twice a second by itself; the whole page once the work has ended."""
    if not work.is_running:
        st.rerun()
    share = work.done / work.total if work.total else 0.0
    text = page.words(f"work.{key}.doing") + " " + page.words("work.steps", done=work.done, total=work.total)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(share, 1.0), text=text)
        if st.button(page.words("work.cancel"), key=f"cancel_{key}", icon=":material/close:"):
            work.stop.set()
            _forget(key)
            st.rerun()


def _give(page: Page, key: str, data: bytes, file_name: str, mime: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = page.words(f"work.{key}.take")
        downloads.button(page, label, lambda: data, file_name, mime, key=f"take_{key}", primary=True)
        if st.button(page.words("work.again"), key=f"again_{key}", icon=":material/refresh:", type="tertiary"):
            _forget(key)
            st.rerun()


def _failed(page: Page, key: str, work: Work) -> None:
    if work.fault is not None:
        fault = work.fault
        is_ours = isinstance(fault, StoreError)
        st.error(inert(acting.fault_text(page, fault)) if is_ours else page.words("work.failed"))
    if st.button(page.words("work.again"), key=f"again_{key}", icon=":material/refresh:"):
        _forget(key)
        st.rerun()


def _forget(key: str) -> None:
    st.session_state.get(_STATE, {}).pop(key, None)
