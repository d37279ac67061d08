"""A reader without a browser: a session of its own over Streamlit's websocket, page after page, timed, faults noted."""

from __future__ import annotations

import time
from collections.abc import Iterator
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
    """Ask for a page; seconds until its script has ended, and what failed on it."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    start, faults = time.perf_counter(), []
    line.send(asked.SerializeToString())
    while True:
        told = ForwardMsg.FromString(line.recv(timeout=120))
        faults += fault(told)
        if told.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start, faults


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
