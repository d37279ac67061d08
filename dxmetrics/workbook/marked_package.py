"""An xlsx package open for marking: parts changed, added or dropped, everything else copied as it is."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import quoteattr

from dxmetrics.workbook.guard import Limits, Package, kind_of_package, refuse
from dxmetrics.workbook.xml_edit import Element, XmlPart

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATION_TYPE = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_BOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
_NO_RELATIONS = f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode()


@dataclass(frozen=True)
class Relation:
    """One line of a ``.rels`` part: ``kind`` is its type's last word, ``part`` the full name of an inner target."""

    id: str
    kind: str
    part: str


class MarkedPackage:
    """The package. Part names count without case and leading slash, as the reader has them. Refused when it is none."""

    def __init__(self, data: bytes) -> None:
        checked = Package(data, Limits())
        if kind := kind_of_package(checked):
            raise refuse(kind)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {_key(info.filename): info.filename for info in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._types = XmlPart(self.read(_TYPES), ("Default", "Override"))
        self.book = next((relation.part for relation in self.relations("") if relation.kind == "officeDocument"), _BOOK)
        if self.book not in self:
            raise refuse("file.not_xlsx_zip")
        self.is_strict = STRICT_MAIN.encode() in self.read(self.book)
        self.main = STRICT_MAIN if self.is_strict else MAIN
        self.relation_type = STRICT_RELATION_TYPE if self.is_strict else RELATION_TYPE

    def __contains__(self, part: str) -> bool:
        key = _key(part)
        return key in self._added or (key in self._names and key not in self._dropped)

    def read(self, part: str) -> bytes:
        """The part's bytes as they now stand. Refused when it is missing or broken."""
        key = _key(part)
        if key in self._added or key in self._changed:
            return self._added.get(key) or self._changed[key]
        try:
            return self._archive.read(self._names[key])
        except (KeyError, zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as fault:
            raise refuse("file.damaged", found=part) from fault

    def write(self, part: str, data: bytes) -> None:
        """Change a part that is there."""
        (self._added if _key(part) in self._added else self._changed)[_key(part)] = data

    def add(self, folder: str, stem: str, suffix: str, data: bytes, content_type: str) -> str:
        """A new part under a name nobody has; its name."""
        part = next(name for number in count() if (name := f"{folder}/{stem}{number or ''}.{suffix}") not in self)
        self._added[_key(part)] = data
        self._names[_key(part)] = part
        if suffix == "xml":
            self._type("Override", "PartName", "/" + part, content_type)
        elif not any(
            item.attributes.get("Extension", "").lower() == suffix for item in self._types.root.all("Default")
        ):
            self._type("Default", "Extension", suffix, content_type)
        return part

    def _type(self, tag: str, attribute: str, value: str, content_type: str) -> None:
        tag = self._types.tag(tag)
        self._types.root.inside += f"<{tag} {attribute}={quoteattr(value)} ContentType={quoteattr(content_type)}/>"

    def drop(self, part: str) -> None:
        """Leave a part out, with its relations."""
        for name in (part, _relations_part(part)):
            self._dropped.add(_key(name))
        for item in self._types.root.all("Override"):
            item.dropped = item.dropped or _key(item.attributes.get("PartName", "")) == _key(part)

    def relations(self, part: str) -> list[Relation]:
        """The inner relations of a part (of the package itself for an empty name)."""
        path = _relations_part(part)
        if path not in self:
            return []
        folder = posixpath.dirname(part)
        return [
            _relation(item, folder)
            for item in _opened(self.read(path))
            if item.attributes.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation from a part to another; its id."""
        path = _relations_part(part)
        if path not in self:
            self._added[_key(path)] = _NO_RELATIONS
            self._names[_key(path)] = path
        rels = XmlPart(self.read(path), ("Relationship",))
        taken = {item.attributes.get("Id") for item in rels.root.children}
        name = next(name for number in count(1) if (name := f"rIdDx{number}") not in taken)
        rels.root.inside += (
            f"<{rels.tag('Relationship')} Id={quoteattr(name)} Type={quoteattr(self.relation_type + kind)}"
            f" Target={quoteattr('/' + target)}/>"
        )
        self.write(path, rels.result())
        return name

    def unrelate(self, part: str, name: str) -> None:
        """Take a relation away."""
        rels = XmlPart(self.read(_relations_part(part)), ("Relationship",))
        for item in rels.root.children:
            item.dropped = item.attributes.get("Id") == name
        self.write(_relations_part(part), rels.result())

    def save(self) -> bytes:
        """The new package's bytes, its parts in the order they had, new ones last."""
        self._changed[_key(_TYPES)] = self._types.result()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._archive.infolist():
                key = _key(info.filename)
                if key not in self._dropped and not info.is_dir():
                    out.writestr(_entry(info.filename), self._changed.get(key) or self.read(key))
            for key, data in self._added.items():
                out.writestr(_entry(self._names[key]), data)
        return buffer.getvalue()


def _opened(data: bytes) -> list[Element]:
    return XmlPart(data, ("Relationship",)).root.children


def _relation(item: Element, folder: str) -> Relation:
    get = item.attributes.get
    target = get("Target", "").replace("\\", "/")
    part = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(get("Id", ""), get("Type", "").rpartition("/")[2], part)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
