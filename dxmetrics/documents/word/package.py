"""A finished .docx as bytes: the same content always gives the same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

_EPOCH = (1980, 1, 1, 0, 0, 0)


def name_it(document: Document, title: str, moment: datetime) -> None:
    """Properties of the file that don't depend on when or where it was made; no picture of the empty template."""
    properties = document.core_properties
    properties.title, properties.language = title, "vi-VN"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1
    relations = document.part.package.rels
    for name in [name for name, item in relations.items() if item.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]


def to_bytes(document: Document) -> bytes:
    """The file, its members without the time of their writing."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()
