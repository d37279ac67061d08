"""Kinds of file, what other programs save, files sent again and what must stay safe (habits 54-59)."""

from __future__ import annotations

import openpyxl
import pandas as pd

from dxmetrics.documents.tables import Column, Table, to_csv
from dxmetrics.text.finding_text import finding_text
from dxmetrics.workbook.reading import read_return
from tests.helpers.habit_world import Book, World, found, given, habits_into

FILES: list[Book] = []
habit = habits_into(FILES)


@habit(54, "xls, password, ods, xlsb, HTML named .xls, PDF: told by their bytes")
def not_xlsx(world: World) -> None:
    heads = {
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "file.old_excel",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"): "file.encrypted",
        b"<html><table>": "file.html",
        b"<?xml version='1.0'?><Workbook>": "file.html",
        b"%PDF-1.7": "file.pdf",
        b"": "file.empty",
    }
    for data, code in heads.items():
        assert found(world.read(data)) == [(code, "")]
        assert finding_text(world.read(data).findings[0], "vi")["remedy"]


@habit(55, "saved by another program: no styles, no checks, booleans")
def other_programs(world: World) -> None:
    ref = world.place("D12")[0]

    def plain(made: openpyxl.Workbook) -> None:
        for sheet in made:
            sheet.data_validations.dataValidation.clear()
        made["Biểu 1"][ref].value = True

    draft = world.edit(plain)
    assert (given(draft), found(draft)) == (world.right, [("value.read_as", ref)])


@habit(56, "one sheet for each commune instead of Biểu 2")
def sheet_per_commune(world: World) -> None:
    names = [commune.name_vi for commune in world.catalog.communes_of(world.unit.id, world.period)][:3]

    def spread(made: openpyxl.Workbook) -> None:
        made.remove(made["Biểu 2"])
        made.remove(made["Biểu 1"])
        for name in names:
            sheet = made.create_sheet(name)
            for row in (("STT", "Mã", "Nội dung", "Kỳ này"), (1, "D01", None, 999)):
                sheet.append(row)

    draft = world.edit(spread)
    assert [item.sheet for item in draft.findings if item.code == "form.commune_sheet"] == names
    assert 999 not in given(draft).values()


@habit(57, "the same content twice, a corrected file")
def sent_again(world: World) -> None:
    again = read_return(world.data, world.catalog)
    assert given(again) == world.right
    corrected = world.put({world.place("D02")[0]: 13})
    changed = {key for key, value in given(corrected).items() if value != world.right[key]}
    assert changed == {(world.unit.id, "D02")}


@habit(58, '"=cmd|…" and "+1" stay text, and are exported as text')
def formula_like_text(world: World) -> None:
    ref = world.place("D13.name")[0]
    draft = world.put({ref: "+cmd|' /C calc'!A0"})
    value = world.value(draft, "D13.name").value
    assert value == "+cmd|' /C calc'!A0"
    table = Table("T", (Column("a", "A"),), pd.DataFrame({"a": [value]}))
    assert "'+cmd" in to_csv(table).decode("utf-8-sig")


@habit(59, "names and telephones of focal points are marked personal")
def personal_data(world: World) -> None:
    elements = world.catalog.elements
    assert all(elements[code].personal for code in ("D13.name", "D13.title", "D13.phone", "D13.email"))
