"""Files whose buttons a reader may still see while a newer page is on its way, and files on their way to their reader.

Streamlit forgets at the end of a run what the buttons of the run before would give, and after two runs, be they other
readers', what was made for a button. On a line that takes its time somebody presses a button of the old page after that,
and would be told, in English, that there is no file.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

_STATE, _BEFORE = "lingering", "before:"
_SECONDS, _MOST = 30.0, 3
"""How long an answer may be on its way, and of how many pages the buttons' files are kept so long."""
_Leaving = tuple[float, frozenset[str]]
"""Files, and the moment from which they are on their way out."""


@dataclass
class _Lingering:
    """Of one session: what its buttons give now, what those before gave, what was made for a button; the newest first."""

    now: frozenset[str] = frozenset()
    before: list[_Leaving] = field(default_factory=list)
    made: list[_Leaving] = field(default_factory=list)

    def turn(self, now: frozenset[str]) -> None:
        """The buttons give ``now``: at the start of a run, nothing."""
        moment = time.monotonic()
        if gone := self.now - now:
            self.before.insert(0, (moment, gone))
        self.now = now
        self.before = [item for item in self.before if moment - item[0] < _SECONDS][:_MOST]
        self.made = [item for item in self.made if moment - item[0] < _SECONDS]

    def files(self) -> set[str]:
        return {file for _, files in (*self.before, *self.made) for file in files} - self.now


def keep() -> None:
    """At the start and at the end of each run: note what this session's buttons give, and keep what they gave just now."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return
    held: _Lingering = st.session_state.setdefault(_STATE, _Lingering())
    manager = _manager()
    with manager._lock:
        book = manager._files_by_session_and_coord[context.session_id]
        held.turn(frozenset(file for place, file in book.items() if not place.startswith(_BEFORE)))
        for place in [place for place in book if place.startswith(_BEFORE)]:
            del book[place]
        book.update({_BEFORE + file: file for file in held.files()})


def keeper() -> Callable[[str], None]:
    """For a button that is being drawn: called with what was made for it, it keeps that until its reader has it."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda file: None
    session, held = context.session_id, st.session_state.setdefault(_STATE, _Lingering())

    def made(file: str) -> None:
        manager = _manager()
        with manager._lock:
            if session in manager._files_by_session_and_coord:  # else its reader has left
                held.made.insert(0, (time.monotonic(), frozenset([file])))
                manager._files_by_session_and_coord[session][_BEFORE + file] = file

    return made


def _manager() -> MediaFileManager:
    return runtime.get_instance().media_file_mgr
