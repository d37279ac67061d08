"""Feeding one XML part of a workbook to expat, safely: no DOCTYPE, no endless element, both flavours of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar
from xml.parsers import expat

from dxmetrics.workbook.guard import CHUNK, Limits, Package, refuse

Start = Callable[[dict[str, str]], None]
End = Callable[[], None]
Read = TypeVar("Read")

# The strict flavour of ISO 29500 (Excel: "Strict Open XML Spreadsheet") differs by namespaces only.
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAINS = (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
RELATION_IDS = tuple(
    f"{space} id"
    for space in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_KEPT_BYTES = 1 << 16
"""The size up to which what a part says is kept for the next workbook that has the very same part."""


class Budget:
    """What all parts of one workbook may spend together: elements, so that a bomb of empty cells ends early."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._tags = limits.tags
        self._text = limits.all_text

    def spend(self, piece: bytes) -> None:
        """Count the piece's tags before they are parsed: counting bytes is far cheaper than counting in the handlers."""
        self._tags -= piece.count(b"<")
        if self._tags < 0:
            raise refuse("file.too_many_cells", limit=self.limits.filled_cells)

    def has_text(self, length: int) -> bool:
        """Whether so much text may still be spent."""
        return length <= self._text

    def spend_text(self, length: int) -> None:
        """Count the text of a cell."""
        self._text -= length
        if self._text < 0:
            raise refuse("file.bomb", limit=self.limits.unpacked_bytes // 1_000_000)


def small_part(package: Package, part: str, budget: Budget) -> bytes | None:
    """A small part's bytes, counted; None for one that must be read piece by piece (``counted``)."""
    data = package.whole(part)
    if data is not None:
        budget.spend(data)
    return data


def counted(package: Package, part: str, budget: Budget) -> Iterator[bytes]:
    """The part's bytes piece by piece, each counted before it is parsed."""
    for piece in package.chunks(part):
        budget.spend(piece)
        yield piece


def read_part(
    package: Package, part: str, budget: Budget, parsed: Callable[[Iterable[bytes], str, Limits], Read]
) -> Read:
    """What ``parsed`` makes of the part's pieces, its name and the limits.

    Returns of one template share such parts byte for byte, so what was made of the last small ones is kept: it is not
    to be changed.
    """
    data = small_part(package, part, budget)
    if data is None:
        return parsed(counted(package, part, budget), part, budget.limits)
    return _kept(parsed, data, part) if len(data) <= _KEPT_BYTES else parsed((data,), part, budget.limits)


@lru_cache(maxsize=64)
def _kept(parsed: Callable[[Iterable[bytes], str, Limits], Read], data: bytes, part: str) -> Read:
    return parsed((data,), part, Limits())


def parse(
    pieces: Iterable[bytes],
    part: str,
    starts: Mapping[str, Start],
    ends: Mapping[str, End],
    text: list[str],
    limits: Limits,
) -> None:
    """Call ``starts`` and ``ends`` by the elements' local names; character data is appended to ``text``.

    Raises Refused for a DOCTYPE, for XML that is not well formed, and when a limit is passed. ``part`` is only shown.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _starter(_named(starts))
    parser.EndElementHandler = _ender(_named(ends))
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            _check_progress(fed - parser.CurrentByteIndex, text, limits)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fault:  # the last two: an encoding that Python does not have
        raise refuse("file.damaged", found=part) from fault


def _named(handlers: Mapping[str, Callable]) -> dict[str, Callable]:
    return {f"{space} {name}": handler for name, handler in handlers.items() for space in (*_MAINS, *_PACKAGE)}


def _starter(handlers: Mapping[str, Start]) -> Callable[[str, dict[str, str]], None]:
    find = handlers.get

    def start(name: str, attributes: dict[str, str]) -> None:
        if handler := find(name):
            handler(attributes)

    return start


def _ender(handlers: Mapping[str, End]) -> Callable[[str], None]:
    find = handlers.get

    def end(name: str) -> None:
        if handler := find(name):
            handler()

    return end


def _check_progress(behind: int, text: list[str], limits: Limits) -> None:
    """Refuse an element or a text so long that holding it would take the memory of the machine."""
    if behind > 4 * CHUNK or (len(text) > 100 and sum(map(len, text)) > limits.text):
        raise refuse("file.bomb", limit=limits.unpacked_bytes // 1_000_000)


def _refuse_doctype(*_: object) -> None:
    raise refuse("file.xml_entities")
