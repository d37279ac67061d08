"""Whose a file in Streamlit's memory is. Streamlit gives it to whoever knows its address; we give it to the account
whose session it was made for, so that the address of an original is worth nothing to anybody else.

Streamlit's own book says which session uses which file now; it is wiped at the start of a run, so what a session was
given is kept here as well.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from streamlit import runtime
from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dxmetrics.ui import lingering

PATH = "/media/"
_MOST_FILES, _MOST_SESSIONS = 20_000, 5_000
_lock = threading.Lock()
_accounts: OrderedDict[str, str] = OrderedDict()
"""Each session's account."""
_given: OrderedDict[tuple[str, str], None] = OrderedDict()
"""(file, account) of what was given."""


def note(account: str) -> None:
    """At the start and at the end of a run: this session is this account's, and so are the files it has now."""
    lingering.keep()
    context = get_script_run_ctx()
    if context is None or not account:
        return
    with _lock:
        _accounts[context.session_id] = account
        _accounts.move_to_end(context.session_id)
        if len(_accounts) > _MOST_SESSIONS:
            _accounts.popitem(last=False)
    for file in _book().get(context.session_id, ()):
        _give(file, account)


def may_fetch(path: str, account: str) -> bool:
    """Whether the file at this address was made for this account."""
    file = path.removeprefix(PATH).split(".")[0]
    for session, files in _book().items():
        if file in files and _accounts.get(session) == account:
            _give(file, account)
            return True
    return (file, account) in _given


def give(data: bytes, mime: str, name: str, account: str) -> str:
    """What was made when a button was pressed, which Streamlit's book does not have; the file's name in it."""
    file = _calculate_file_id(data, mime, name)
    if account:
        _give(file, account)
    return file


def _give(file: str, account: str) -> None:
    with _lock:
        _given[file, account] = None
        _given.move_to_end((file, account))
        if len(_given) > _MOST_FILES:
            _given.popitem(last=False)


def _book() -> dict[str, set[str]]:
    """The files each session has, by Streamlit's own book."""
    if not runtime.exists():
        return {}
    manager = runtime.get_instance().media_file_mgr
    with manager._lock:
        return {session: set(places.values()) for session, places in manager._files_by_session_and_coord.items()}
