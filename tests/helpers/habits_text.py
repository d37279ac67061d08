"""Codings and fonts of a whole return's text (habits 27-30)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Font

from dxmetrics.workbook.legacy import encodings
from tests.helpers.habit_world import Book, World, found, given, habits_into

TEXTS: list[Book] = []
habit = habits_into(TEXTS)


@habit(27, "every text of the workbook decomposed, as a Mac writes it")
def decomposed(world: World) -> None:
    draft = world.edit(lambda made: _texts(made, lambda text: unicodedata.normalize("NFD", text)))
    assert (given(draft), found(draft)) == (world.right, [])


def _texts(made: openpyxl.Workbook, change: Callable[[str], str], font: str = "") -> None:
    for sheet in made:
        for row in sheet.iter_rows():
            for one in row:
                if isinstance(one.value, str) and sheet.title != "_dx":
                    one.value = change(one.value)
                    if font:
                        one.font = Font(name=font)


def _encoder(name: str) -> Callable[[str], str]:
    """Text as it is stored in an old font: capitals that the font lacks are typed small."""
    back = {letter: code for code, letter in encodings()[name].letters.items()}
    return lambda text: "".join(back.get(one, back.get(one.lower(), one)) for one in unicodedata.normalize("NFC", text))


@habit(28, 'font ".VnTime" and ".VnTimeH"; "Uû ban nh©n d©n tØnh H\u00adng Yªn" by its look')
def tcvn3(world: World) -> None:
    encode = _encoder("tcvn3")
    assert encode("Hưng Yên") == "H\u00adng Yªn"
    draft = world.edit(lambda made: _texts(made, encode, ".VnTime"))
    assert {code for code, _ in found(draft)} == {"form.old_font"}
    assert given(draft) == world.right
    ref = world.place("D13.name")[0]
    draft = world.put({ref: "NguyÔn V¨n ¸nh", world.place("D12")[0]: "®·"})
    assert (world.value(draft, "D13.name").value, world.value(draft, "D12").value) == ("Nguyễn Văn ánh", True)
    assert "form.old_letters" in [code for code, _ in found(draft)]
    draft = world.edit(lambda made: _font(made, ref, "nguyÔn v¨n ¸nh", ".VnTimeH"))
    assert world.value(draft, "D13.name").value == "NGUYỄN VĂN ÁNH"


def _font(made: openpyxl.Workbook, ref: str, text: str, font: str) -> None:
    made["Biểu 1"][ref].value = text
    made["Biểu 1"][ref].font = Font(name=font)


@habit(29, 'font "VNI-Times" – "Xin chaøo caùc baïn"')
def vni(world: World) -> None:
    ref = world.place("D13.name")[0]
    draft = world.edit(lambda made: _font(made, ref, "Traàn Vaên Huøng", "VNI-Times"))
    assert world.value(draft, "D13.name").value == "Trần Văn Hùng"
    assert found(draft) == [("form.old_font", ref)]
    draft = world.put({ref: "Xin chaøo caùc baïn"})
    assert world.value(draft, "D13.name").value == "Xin chào các bạn"
    assert found(draft) == [("form.old_letters", ref)]


@habit(30, "CSV of any coding")
def csv(world: World) -> None:
    text = "STT;Mã;Số liệu\n1;D01;12\n"
    for coding in ("utf-8", "utf-8-sig", "utf-16"):
        assert found(world.read(text.encode(coding))) == [("file.csv", "")]
    assert found(world.read("STT;Mã\n1;D01\n".encode("cp1258", "replace"))) == [("file.csv", "")]
