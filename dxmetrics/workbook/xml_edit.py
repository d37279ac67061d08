"""Editing one XML part by its bytes: what is not touched stays as the sender's program wrote it, prefixes and all.

ElementTree renames prefixes that Excel then misses (``mc:Ignorable``), and openpyxl drops what it doesn't know; so the
part is read with expat, which tells where each element stands, and only the changed tags are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from dxmetrics.workbook.guard import refuse

_DEEPEST = 200
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(eq=False, slots=True)
class Element:
    """One kept element: its place in the bytes, its kept children, and what is to become of it.

    close is where its end tag begins; the same as start for an empty element (``<c/>``).
    """

    space: str
    name: str
    attributes: dict[str, str]
    start: int
    close: int = 0
    children: list[Element] = field(default_factory=list)
    before: str = ""
    inside: str = ""
    set: dict[str, str] = field(default_factory=dict)
    dropped: bool = False

    def all(self, name: str) -> Iterator[Element]:
        """Kept elements of this name anywhere below, in document order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, name: str) -> Element | None:
        """The first of them."""
        return next(self.all(name), None)


Keep = Callable[[str, dict[str, str]], bool]


class XmlPart:
    """One part open for editing. Only elements that ``keep`` wants (names, or a question) can be found and changed."""

    def __init__(self, data: bytes, keep: Collection[str] | Keep) -> None:
        self.data = _ascii_compatible(data)
        self.root: Element = Element("", "", {}, 0)
        self._keep = keep if callable(keep) else lambda name, _: name in keep
        self._open: list[Element | None] = []
        self._parse()
        self.prefix = self._prefix()

    def tag(self, name: str) -> str:
        """The name with the prefix this part uses for its own elements: ``c``, or ``x:c``."""
        return self.prefix + name

    def made(self, name: str, inside: str = "", /, **attributes: object) -> str:
        """A new element's XML; ``inside`` is XML already."""
        tag = self.tag(name)
        written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
        return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"

    def text(self, element: Element) -> str:
        """The character data of an element without children."""
        if element.close == element.start:
            return ""
        return unescape(self.data[self._tag_end(element) : element.close].decode("utf-8", "replace"))

    def raw(self, element: Element, **attributes: str) -> str:
        """The element as it is written, with other values in some attributes."""
        end = self._tag_end(element)
        tag = _retagged(self.data[element.start : end].decode("utf-8"), attributes)
        return tag if element.close == element.start else tag + self.data[end : self._end(element)].decode("utf-8")

    def result(self) -> bytes:
        """The part with all changes."""
        pieces: list[bytes] = []
        done = 0
        for start, end, text in sorted(self._edits(self.root), key=lambda edit: edit[:2]):
            if start >= done:
                pieces += [self.data[done:start], text.encode("ascii", "xmlcharrefreplace")]
                done = end
        return b"".join([*pieces, self.data[done:]])

    def _edits(self, element: Element) -> Iterator[tuple[int, int, str]]:
        if element.before:
            yield element.start, element.start, element.before
        if element.dropped:
            yield element.start, self._end(element), ""
            return
        empty = element.close == element.start
        if element.set or (element.inside and empty):
            end = self._tag_end(element)
            tag = _retagged(self.data[element.start : end].decode("utf-8"), element.set)
            if element.inside and empty:
                name = re.match(r"<([^\s/>]+)", tag)[1]
                tag = f"{tag[:-2].rstrip()}>{element.inside}</{name}>"
            yield element.start, end, tag
        if element.inside and not empty:
            yield element.close, element.close, element.inside
        for child in element.children:
            yield from self._edits(child)

    def _parse(self) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda name, attributes: self._start(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda _: self._finish(parser.CurrentByteIndex)
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as fault:
            raise refuse("file.damaged") from fault

    def _start(self, full_name: str, attributes: dict[str, str], at: int) -> None:
        if len(self._open) > _DEEPEST:
            raise refuse("file.damaged")
        space, _, name = full_name.rpartition(" ")
        if self._open and not self._keep(name, attributes):
            self._open.append(None)
            return
        element = Element(space, name, attributes, at)
        if not self._open:
            self.root = element
        else:
            next(parent for parent in reversed(self._open) if parent).children.append(element)
        self._open.append(element)

    def _finish(self, at: int) -> None:
        element = self._open.pop()
        if element is not None:
            # expat tells an empty element's end behind its tag, where another's end tag may stand.
            is_empty = at == self._tag_end(element) and self.data[at - 2 : at] == b"/>"
            element.close = element.start if is_empty else at

    def _prefix(self) -> str:
        prefix, colon, _ = re.match(rb"<([^\s/>]+)", self.data[self.root.start :])[1].decode().rpartition(":")
        return prefix + colon

    def _tag_end(self, element: Element) -> int:
        return _TAG.match(self.data, element.start).end()

    def _end(self, element: Element) -> int:
        return _TAG.match(self.data, element.close).end()


def text_xml(text: str) -> str:
    """Text for between tags: nothing XML forbids, nothing Excel would take for an escape (``_x0041_``)."""
    legal = _LIKE_ESCAPE.sub("_x005F_", _ILLEGAL.sub("", text))
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def whole(text: str | None, default: int) -> int:
    """A whole number as attributes hold it; the default for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else default


def _retagged(tag: str, attributes: dict[str, str]) -> str:
    for name, value in attributes.items():
        written = f"{name}={quoteattr(value)}"
        tag, count = re.subn(
            rf"""(?<=\s){re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""", lambda _, text=written: text, tag, count=1
        )
        if not count:
            close = "/>" if tag.endswith("/>") else ">"
            tag = f"{tag[: -len(close)].rstrip()} {written}{close}"
    return tag


def _ascii_compatible(data: bytes) -> bytes:
    """UTF-16 parts become UTF-8, so that a tag's bytes are its letters."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as fault:
        raise refuse("file.damaged") from fault
    return re.sub(r"^<\?xml[^>]*\?>", "", text).encode("utf-8")


def _refuse_doctype(*_: object) -> None:
    raise refuse("file.xml_entities")
