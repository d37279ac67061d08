"""Comments of one worksheet: ours added at faulty cells, earlier ones of ours taken away, the sender's own kept."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.mark_cells import MarkedSheet, Place, place_of
from dxmetrics.workbook.marked_package import XML_HEAD, MarkedPackage, Relation
from dxmetrics.workbook.model import column_letters
from dxmetrics.workbook.own_marks import comment_heads
from dxmetrics.workbook.xml_edit import Element, XmlPart, text_xml

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_KEPT = ("authors", "author", "commentList", "comment", "text", "r", "t")
_SHAPE = re.compile(r"<v:shape\b(?!type).*?</v:shape>", re.DOTALL)
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")
_WIDTH_COLUMNS, _CHARS_A_LINE = 4, 44
_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_NO_SHAPES = (
    "<xml"
    + "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
    + '><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape{spaces} id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column>"
    "</x:ClientData></v:shape>"
)


def write_comments(
    package: MarkedPackage, part: str, sheet: MarkedSheet, texts: Mapping[Place, str], author: str
) -> None:
    """Comment these cells (texts begin with the head of our comments) and drop what we said in them before.

    Comments of the sender's that are broken are left alone, and ours with them: the red and the list still tell.
    """
    relation = next(
        (item for item in package.relations(part) if item.kind == "comments" and item.part in package), None
    )
    if relation is None and not texts:
        return
    name = relation.part if relation else _new_part(package, part)
    try:
        comments = _Comments(XmlPart(package.read(name), _KEPT))
    except Refused:
        return
    comments.forget()
    comments.say(texts, author)
    package.write(name, comments.xml.result())
    _write_boxes(package, part, sheet, texts, comments)


class _Comments:
    """One comments part. ``gone`` are cells whose comment was all ours, ``fresh`` those that had none."""

    def __init__(self, xml: XmlPart) -> None:
        self.xml = xml
        self.gone: set[Place] = set()
        self.fresh: set[Place] = set()
        self._list = xml.root.first("commentList")
        self._of: dict[Place, Element] = {}
        for comment in self._list.children if self._list else ():
            if place := place_of(comment.attributes.get("ref", "")):
                self._of[place] = comment

    def forget(self) -> None:
        """Take our earlier words away; a comment that was ours alone goes."""
        heads = comment_heads()
        for place, comment in list(self._of.items()):
            text = "".join(self.xml.text(piece) for piece in comment.all("t"))
            at = min((found for head in heads if (found := text.find(head)) >= 0), default=-1)
            if at >= 0 and not text[:at].strip():
                comment.dropped = True
                self.gone.add(place)
                del self._of[place]
            elif at >= 0:
                self._cut(comment, text[:at].rstrip())

    def say(self, texts: Mapping[Place, str], author: str) -> None:
        """Our words at each of these cells, behind the sender's own where there are any."""
        number = self._author(author)
        for place, text in texts.items():
            comment = self._of.get(place)
            if comment is None:
                self._append(place, text, number)
            elif not self._is_threaded(comment) and (holder := comment.first("text")):
                self._as_run(holder)
                holder.inside += self._runs("\n\n" + text)

    def _cut(self, comment: Element, left: str) -> None:
        """Leave the sender's part of a comment that we had written on."""
        runs = list(comment.all("r"))
        ours = next((run for run in runs if self._begins_ours(run)), None)
        if ours:
            for run in runs[runs.index(ours) :]:
                run.dropped = True
        elif holder := comment.first("text"):
            for piece in holder.children:
                piece.dropped = True
            holder.inside += self._run(left)

    def _as_run(self, holder: Element) -> None:
        """Plain text becomes a run, so that another run may follow."""
        for piece in holder.children:
            if piece.name == "t" and not piece.dropped:
                piece.dropped = True
                holder.inside += self._run(self.xml.text(piece))

    def _begins_ours(self, run: Element) -> bool:
        return "".join(self.xml.text(piece) for piece in run.all("t")).lstrip().startswith(comment_heads())

    def _append(self, place: Place, text: str, author: int) -> None:
        ref = f"{column_letters(place[1])}{place[0]}"
        made = self.xml.made("comment", self.xml.made("text", self._runs(text)), ref=ref, authorId=author)
        if self._list is None:
            self.xml.root.inside += self.xml.made("commentList", made)
        else:
            self._list.inside += made
        self.fresh.add(place)

    def _runs(self, text: str) -> str:
        made = self.xml.made
        look = made("sz", val=9) + made("color", indexed=81) + made("rFont", val="Tahoma")
        return self._run(text, made("rPr", look))

    def _run(self, text: str, look: str = "") -> str:
        return self.xml.made("r", look + self.xml.made("t", text_xml(text), **{"xml:space": "preserve"}))

    def _author(self, author: str) -> int:
        authors = self.xml.root.first("authors")
        if authors is None:
            return 0
        names = [self.xml.text(item) for item in authors.children]
        if author in names:
            return names.index(author)
        authors.inside += self.xml.made("author", text_xml(author))
        return len(names)

    def _is_threaded(self, comment: Element) -> bool:
        """Excel 365's threads show elsewhere, and what we wrote here would be lost; the list still tells the fault."""
        authors = self.xml.root.first("authors")
        number = comment.attributes.get("authorId", "")
        if authors is None or not number.isdecimal() or int(number) >= len(authors.children):
            return False
        return self.xml.text(authors.children[int(number)]).startswith("tc=")


def _new_part(package: MarkedPackage, part: str) -> str:
    empty = f'{XML_HEAD}<comments xmlns="{package.main}"><authors></authors><commentList></commentList></comments>'
    name = package.add("xl", "dxComments", "xml", empty.encode(), _COMMENTS_TYPE)
    package.relate(part, "comments", name)
    return name


def _write_boxes(
    package: MarkedPackage, part: str, sheet: MarkedSheet, texts: Mapping[Place, str], comments: _Comments
) -> None:
    """Excel shows a comment only where its box is drawn: boxes of fresh comments come, of gone ones go."""
    drawing = _drawing(package, part, sheet.legacy_drawing())
    if drawing is None:
        name = package.add("xl/drawings", "dxNotes", "vml", _NO_SHAPES.encode(), _DRAWING_TYPE)
        sheet.add_legacy_drawing(package.relate(part, "vmlDrawing", name), package.relation_type)
    else:
        name = drawing.part
    text = package.read(name).decode("utf-8", "surrogateescape")
    text = _SHAPE.sub(lambda match: "" if _place_of_shape(match[0]) in comments.gone else match[0], text)
    end = text.rfind("</xml>")
    if end < 0:
        return
    first = max((int(number) for number in _SHAPE_ID.findall(text)), default=1024) + 1
    spaces = "".join(
        f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items() if f"xmlns:{prefix}=" not in text
    )
    fresh = enumerate(sorted(comments.fresh), first)
    boxes = "".join(_box(number, spaces, place, texts[place]) for number, place in fresh)
    package.write(name, (text[:end] + boxes + text[end:]).encode("utf-8", "surrogateescape"))


def _drawing(package: MarkedPackage, part: str, relation: str) -> Relation | None:
    return next((item for item in package.relations(part) if item.id == relation and item.part in package), None)


def _place_of_shape(shape: str) -> Place | None:
    row, col = (re.search(rf"<x:{name}>\s*(\d{{1,7}})\s*</x:{name}>", shape) for name in ("Row", "Column"))
    return (int(row[1]) + 1, int(col[1]) + 1) if row and col and 'ObjectType="Note"' in shape else None


def _box(number: int, spaces: str, place: Place, text: str) -> str:
    row, col = place
    lines = sum(1 + len(line) // _CHARS_A_LINE for line in text.splitlines()) + 1
    top = max(row - 2, 0)
    anchor = f"{col}, 15, {top}, 10, {col + _WIDTH_COLUMNS}, 15, {top + lines}, 4"
    return _BOX.format(spaces=spaces, id=number, anchor=anchor, row=row - 1, col=col - 1)
