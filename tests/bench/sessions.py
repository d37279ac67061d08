"""A reader without a browser: a session of its own over Streamlit's websocket, page after page, timed, faults noted."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dxmetrics.ui.navigation import ENTRIES

ROUNDS = 3
_ERROR = 1
"""Alert.Format.ERROR"""


@contextmanager
def session(address: str) -> Iterator[ClientConnection]:
    """A new session, its first run over."""
    url = address.replace("http://", "ws://") + "/_stcore/stream"
    with connect(url, subprotocols=["streamlit"], max_size=None, open_timeout=60) as line:
        run(line, "")
        yield line


def run(line: ClientConnection, page: str, query: str = "") -> tuple[float, list[str]]:
    """Ask for a page; seconds until its script has ended, and what failed on it.

    Where the page waits with its figures for the browser's word, it is given at once and that run counts too.
    """
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    start = time.perf_counter()
    told = _until_finished(line, asked)
    faults = [item for one in told for item in fault(one)]
    if word := _word(told):
        faults += [item for one in _until_finished(line, word) for item in fault(one)]
    return time.perf_counter() - start, faults


def _until_finished(line: ClientConnection, asked: BackMsg) -> list[ForwardMsg]:
    line.send(asked.SerializeToString())
    told = []
    while not told or told[-1].WhichOneof("type") != "script_finished":
        _receipt_at_once(line)
        told.append(ForwardMsg.FromString(line.recv(timeout=120)))
    return told


def _receipt_at_once(line: ClientConnection) -> None:
    """Without this Linux holds back its receipt for 40 ms, and the server the rest of its answer until it has it."""
    if hasattr(socket, "TCP_QUICKACK"):
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _word(told: Sequence[ForwardMsg]) -> BackMsg | None:
    """What a browser says when it has painted the page (ui/afterwards.py); None for a page that doesn't ask."""
    waits = [one.delta for one in told if one.delta.new_element.bidi_component.component_name == "afterwards"]
    if not waits:
        return None
    word, element = BackMsg(), waits[0].new_element.bidi_component
    word.rerun_script.page_script_hash = next(
        one.new_session.page_script_hash for one in told if one.WhichOneof("type") == "new_session"
    )
    word.rerun_script.fragment_id = waits[0].fragment_id
    state = word.rerun_script.widget_states.widgets.add()
    state.id = f"$$STREAMLIT_INTERNAL_KEY_{element.id}__events"
    state.json_trigger_value = json.dumps({"event": "painted", "value": True})
    return word


def fault(told: ForwardMsg) -> list[str]:
    """What a message says of a failure: an exception, or an error in words."""
    if told.WhichOneof("type") != "delta" or told.delta.WhichOneof("type") != "new_element":
        return []
    element = told.delta.new_element
    if element.WhichOneof("type") == "exception":
        return [element.exception.message]
    return [element.alert.body] if element.WhichOneof("type") == "alert" and element.alert.format == _ERROR else []


def browse(address: str) -> tuple[list[float], list[str]]:
    """One reader over all pages, several times: seconds of each run, and all faults."""
    seconds, faults = [], []
    with session(address) as line:
        for _ in range(ROUNDS):
            for item in ENTRIES:
                spent, found = run(line, "" if item is ENTRIES[0] else item.key)
                seconds.append(spent)
                faults += found
    return seconds, faults


def server_time(address: str, times: int) -> list[tuple[str, list[float]]]:
    """Seconds of a warm run of each page, one reader alone, in the order of the list of pages."""
    found = []
    with session(address) as line:
        for item in ENTRIES:
            page = "" if item is ENTRIES[0] else item.key
            run(line, page)
            found.append((item.key, [run(line, page)[0] for _ in range(times)]))
    return found
