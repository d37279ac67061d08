"""A person at a browser without the browser: signed in, one session over Streamlit's websocket, widgets and uploads."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.helpers.serving import Served

PATIENCE = 120
_ALERTS = {1: "error", 2: "warning", 3: "info", 4: "success"}


class Visitor:
    """One session. ``told`` are the alerts of the last run as (kind, text), ``faults`` what failed on it."""

    def __init__(self, served: Served, line: ClientConnection, cookies: Mapping[str, str]) -> None:
        self._served, self._line, self._cookies = served, line, dict(cookies)
        self._page, self._query = "", ""
        self._states: dict[str, WidgetState] = {}
        self.widgets: dict[str, str] = {}
        self.told: list[tuple[str, str]] = []
        self.faults: list[str] = []

    def open(self, page: str, query: str = "") -> float:
        """Go to a page; seconds until it stands."""
        self._page, self._query, self._states = page, query, {}
        return self._run()

    def drop(self, key: str, files: Iterable[tuple[str, bytes]]) -> float:
        """Drop files on an uploader; seconds until the page has looked at them."""
        state = WidgetState(id=self.widgets[key])
        for (name, data), place in zip(files := list(files), self._places(name for name, _ in files), strict=True):
            self._put(place.upload_url, name, data)
            state.file_uploader_state_value.uploaded_file_info.append(
                UploadedFileInfo(name=name, size=len(data), file_id=place.file_id, file_urls=place)
            )
        self._states[key] = state
        return self._run()

    def press(self, key: str) -> float:
        """Press a button; seconds until the page stands again."""
        return self._run(WidgetState(id=self.widgets[key], trigger_value=True))

    def _run(self, pressed: WidgetState | None = None) -> float:
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self._page, self._query
        states = [*self._states.values(), *([pressed] if pressed else [])]
        asked.rerun_script.widget_states.widgets.extend(states)
        start = time.perf_counter()
        self._line.send(asked.SerializeToString())
        self.widgets, self.told, self.faults = {}, [], []
        while (said := self._next()).WhichOneof("type") != "script_finished" or (
            said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        ):
            if said.WhichOneof("type") == "new_session":  # a run that asked for another one: only the last one stands
                self.widgets, self.told = {}, []
            elif said.WhichOneof("type") == "delta":
                self._see(said.delta)
        return time.perf_counter() - start

    def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(self._line.recv(timeout=PATIENCE))

    def _see(self, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        element = getattr(delta.new_element, kind) if kind else None
        if kind == "exception":
            self.faults.append(element.message)
        elif kind == "alert":
            self.told.append((_ALERTS.get(element.format, ""), element.body))
            if element.format == 1:
                self.faults.append(element.body)
        elif getattr(element, "id", "").startswith("$$ID-"):
            self.widgets[element.id.split("-", 2)[2]] = element.id

    def _places(self, names: Iterable[str]) -> list:
        """Where the server wants each file put."""
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid.uuid4().hex
        asked.file_urls_request.file_names.extend(names)
        self._line.send(asked.SerializeToString())
        while (said := self._next()).WhichOneof("type") != "file_urls_response":
            pass
        return list(said.file_urls_response.file_urls)

    def _put(self, path: str, name: str, data: bytes) -> None:
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Cookie": _joined(self._cookies),
            "X-Xsrftoken": self._cookies.get("_streamlit_xsrf", ""),
        }
        body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        status, _, answer = self._served.ask(path, method="PUT", headers=headers, body=body)
        if status != 204:
            raise RuntimeError(f"upload: {status} {answer[:200]!r}")


@contextmanager
def visiting(served: Served, name: str) -> Iterator[Visitor]:
    """A session of the account with that name, on the first page."""
    cookies = dict([served.sign_in(name).split("=", 1)])
    _, headers, _ = served.ask("/_stcore/health")
    cookies |= {
        key: value
        for key, _, value in [headers.get("set-cookie", "").split(";")[0].partition("=")]
        if key.startswith("_streamlit")
    }
    with connect(
        served.address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit", cookies.get("_streamlit_xsrf") or "none"],
        additional_headers={"Cookie": _joined(cookies)},
        origin=served.address,
        max_size=None,
        open_timeout=PATIENCE,
    ) as line:
        visitor = Visitor(served, line, cookies)
        visitor.open("")
        yield visitor


def _joined(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
