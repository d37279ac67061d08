"""One member of a zip archive inflated in one go, where it is small and nothing about it is odd."""

from __future__ import annotations

import struct
import zipfile
import zlib

_HEAD = struct.Struct("<4s22xHH")
_SIGNATURE = b"PK\x03\x04"
_HARMLESS_FLAGS = 0x080E
"""How hard it was compressed, sizes after the data, a name in UTF-8."""
_RAW = -15


def inflate(data: bytes, info: zipfile.ZipInfo, end: int, most: int) -> bytes | None:
    """The member's bytes; None when it holds more than ``most``, or when ``zipfile`` must judge it.

    ``end`` is where the next member, or the directory, begins. Sizes are those found while inflating: one that differs
    from the directory, a wrong checksum, another name, entries that overlap are all left to ``zipfile``.
    """
    start = _data_start(data, info)
    if start is None or info.file_size > most or start + info.compress_size > end:
        return None
    packed = data[start : start + info.compress_size]
    plain = packed if info.compress_type == zipfile.ZIP_STORED else _inflated(packed, info.file_size)
    if plain is None or len(plain) != info.file_size or zlib.crc32(plain) != info.CRC:
        return None
    return plain


def _data_start(data: bytes, info: zipfile.ZipInfo) -> int | None:
    """Where the member's data begins, behind its own header; None when that does not agree with the directory."""
    head = data[info.header_offset : info.header_offset + _HEAD.size]
    if info.header_offset < 0 or len(head) < _HEAD.size:
        return None
    if info.flag_bits & ~_HARMLESS_FLAGS or not info.orig_filename.isascii():
        return None
    signature, name_length, extra_length = _HEAD.unpack(head)
    name_start = info.header_offset + _HEAD.size
    name = data[name_start : name_start + name_length]
    if signature != _SIGNATURE or name != info.orig_filename.encode("ascii"):
        return None
    return name_start + name_length + extra_length


def _inflated(packed: bytes, size: int) -> bytes | None:
    inflater = zlib.decompressobj(_RAW)
    try:
        plain = inflater.decompress(packed, size + 1)
    except zlib.error:
        return None
    return plain if inflater.eof else None
