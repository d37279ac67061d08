"""What passes between a process and its reading workers: messages of a length in 8 bytes and as many bytes."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
from dataclasses import replace
from types import MappingProxyType
from typing import BinaryIO

from dxmetrics.catalog import Catalog

_LENGTH = struct.Struct("<Q")


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write one message."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """Read one message; None when the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    body = pipe.read(size)
    return body if len(body) == size else None


def pickled(catalog: Catalog) -> bytes:
    """The catalog as a worker gets it: the very one of this process, not what the Plan's folder may say by now."""
    out = io.BytesIO()
    _CatalogPickler(out, pickle.HIGHEST_PROTOCOL).dump(replace(catalog, _indexes={}))
    return out.getvalue()


def read_only(items: dict) -> MappingProxyType:
    """A read-only mapping, made again on the other side."""
    return MappingProxyType(items)


class _CatalogPickler(pickle.Pickler):
    """Read-only mappings don't pickle by themselves."""

    dispatch_table = copyreg.dispatch_table | {MappingProxyType: lambda mapping: (read_only, (dict(mapping),))}
