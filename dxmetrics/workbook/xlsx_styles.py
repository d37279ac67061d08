"""Cell styles for the writer: one frozen object a look, collected into the workbook's style table as they are used."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from dxmetrics.workbook.xlsx_parts import MAIN, XML_HEAD

_FONT = "Times New Roman"
_FIRST_OWN_FORMAT = 164
_BORDER_COLOUR = "FF9AA5B1"


@dataclass(frozen=True)
class Style:
    """The look of a cell. Colours are RRGGBB; ``locked`` cells take no input while the sheet is protected."""

    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    fill: str = ""
    border: bool = False
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    indent: int = 0
    number_format: str = ""
    locked: bool = True


class StyleTable:
    """Fonts, fills, number formats and cell styles by index, in the order of first use."""

    def __init__(self) -> None:
        self._styles: dict[Style, int] = {}
        self._fonts: dict[str, int] = {}
        self._fills: dict[str, int] = {
            '<patternFill patternType="none"/>': 0,
            '<patternFill patternType="gray125"/>': 1,
        }
        self._formats: dict[str, int] = {}
        self.index(Style(wrap=False))

    def index(self, style: Style) -> int:
        """The ``s`` of a cell in this style."""
        return self._styles.setdefault(style, len(self._styles))

    def xml(self) -> str:
        """The styles part."""
        cell_styles = "".join(self._cell_style(style) for style in self._styles)
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for code, number in self._formats.items()
        )
        formats = f'<numFmts count="{len(self._formats)}">{formats}</numFmts>' if formats else ""
        line = f'style="thin"><color rgb="{_BORDER_COLOUR}"/>'
        box = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
        return (
            f'{XML_HEAD}<styleSheet xmlns="{MAIN}">{formats}'
            f'<fonts count="{len(self._fonts)}">{"".join(f"<font>{font}</font>" for font in self._fonts)}</fonts>'
            f'<fills count="{len(self._fills)}">{"".join(f"<fill>{fill}</fill>" for fill in self._fills)}</fills>'
            f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{box}<diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(self._styles)}">{cell_styles}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )

    def _cell_style(self, style: Style) -> str:
        font = self._fonts.setdefault(_font(style), len(self._fonts))
        fill = self._fills.setdefault(_fill(style.fill), len(self._fills)) if style.fill else 0
        return (
            f'<xf numFmtId="{self._format(style.number_format)}" fontId="{font}" fillId="{fill}"'
            f' borderId="{int(style.border)}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1" applyProtection="1"><alignment horizontal="{style.align}" vertical="{style.vertical}"'
            f' wrapText="{int(style.wrap)}" indent="{style.indent}"/><protection locked="{int(style.locked)}"/></xf>'
        )

    def _format(self, code: str) -> int:
        if not code:
            return 0
        return 49 if code == "@" else self._formats.setdefault(code, _FIRST_OWN_FORMAT + len(self._formats))


def _font(style: Style) -> str:
    marks = ("<b/>" if style.bold else "") + ("<i/>" if style.italic else "")
    return f'{marks}<sz val="{style.size:g}"/><color rgb="FF{style.colour}"/><name val="{_FONT}"/><family val="1"/>'


def _fill(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'
