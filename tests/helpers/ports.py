"""Ports for the servers of a test."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port() -> Iterator[int]:
    """A port of this machine that nobody else is given until the end, though its server may take long to listen there.

    It is held by a socket that never listens: on Linux another that may reuse addresses, as servers do, can share it.
    """
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        if sys.platform != "linux":
            door.close()
        yield port
