"""``workbook.xml`` of a marked workbook: our sheet first and open, an earlier one of ours out, names still theirs."""

from __future__ import annotations

from dataclasses import dataclass

from dxmetrics.workbook.marked_package import MarkedPackage
from dxmetrics.workbook.own_marks import is_list_sheet
from dxmetrics.workbook.xml_edit import XmlPart, whole

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_KEPT = ("workbookView", "sheets", "sheet", "definedName")


@dataclass(frozen=True)
class BookSheet:
    """A sheet of the sender's: its name and its part. ``is_table`` is False for chart sheets and the like."""

    name: str
    part: str
    is_table: bool


class MarkedBook:
    """The workbook part. Opening it takes an earlier sheet of ours out of the package."""

    def __init__(self, package: MarkedPackage) -> None:
        self._package = package
        self._xml = XmlPart(package.read(package.book), _KEPT)
        self._sheets = list(self._xml.root.all("sheet"))
        relations = {item.id: item for item in package.relations(package.book)}
        self.sheets: list[BookSheet] = []
        for sheet in self._sheets:
            name = sheet.attributes.get("name", "")
            relation = relations.get(
                next((value for key, value in sheet.attributes.items() if key.endswith(" id")), "")
            )
            if is_list_sheet(name):
                sheet.dropped = True
                if relation:
                    package.drop(relation.part)
                    package.unrelate(package.book, relation.id)
            elif relation and relation.part in package:
                self.sheets.append(BookSheet(name, relation.part, relation.kind == "worksheet"))

    @property
    def was_marked(self) -> bool:
        """True when the file brought an earlier sheet of ours."""
        return any(sheet.dropped for sheet in self._sheets)

    def put_first(self, name: str, data: bytes) -> None:
        """Add our sheet before all others and let the workbook open on it."""
        package = self._package
        part = package.add("xl/worksheets", "dxMarks", "xml", data, _SHEET_TYPE)
        relation = package.relate(package.book, "worksheet", part)
        number = max((whole(sheet.attributes.get("sheetId"), 0) for sheet in self._sheets), default=0) + 1
        ids = {"xmlns:r": package.relation_type.rstrip("/"), "r:id": relation}
        self._sheets[0].before = self._xml.made("sheet", name=name, sheetId=number, **ids)
        self._move_names()
        for view in self._xml.root.all("workbookView"):
            view.set |= {"activeTab": "0", "firstSheet": "0"}
        package.write(package.book, self._xml.result())

    def _move_names(self) -> None:
        """Names that belong to one sheet count sheets: all move by one, those of our earlier sheet go."""
        left = [place for place, sheet in enumerate(self._sheets) if not sheet.dropped]
        for name in self._xml.root.all("definedName"):
            place = name.attributes.get("localSheetId")
            if place is None:
                continue
            if whole(place, -1) in left:
                name.set["localSheetId"] = str(left.index(int(place)) + 1)
            else:
                name.dropped = True
